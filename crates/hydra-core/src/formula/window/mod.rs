//! Functions over rows in order by their names in formulas, over whole columns.
//! In: the arguments of every row, numbers with NaN, truths as 0, 1, 2, texts as codes with NaN. Out: numbers for a function that
//! gives numbers, truths for one that gives truths. Fails: HYD-4004 no such function, a parameter it cannot have, columns that do
//! not fit, bytes that are not Kleene's.  Twin: src/reference/formula/window/index.ts

mod sliding;
mod sorted;
mod states;

use super::mask::is_kleene;
use crate::error::Fault;
use sliding::Sliding;
use sorted::Sorted;
use states::{
    Changed, CountOf, Delta, Ewma, ExtremeOf, HeldFor, MeanOf, Previous, Rank, Rate, State, Zscore,
};

/// The most rows that a function looks back.
const MOST_ROWS: f64 = 1e6;

/// A function and its arguments; the columns that it does not take are empty.
#[derive(Clone, Copy)]
pub struct WindowCall<'a> {
    /// As formulas call it.
    pub name: &'a str,
    /// Its literal argument: rows, or the weight of ewma; 1 where it has none.
    pub parameter: f64,
    /// Its first argument, of numbers or codes of texts.
    pub x: &'a [f64],
    /// Its second argument.
    pub t: &'a [f64],
    /// Its first argument, of truths.
    pub truths: &'a [u8],
}

impl WindowCall<'_> {
    fn is_truth(&self) -> bool {
        !self.truths.is_empty()
    }

    fn has_parameter(&self) -> bool {
        let p = self.parameter;
        let is_whole = (1.0..=MOST_ROWS).contains(&p) && p.trunc() == p;
        if self.name == "ewma" {
            p > 0.0 && p <= 1.0
        } else {
            is_whole
        }
    }

    /// Whether the columns, of so many rows, are those that the function takes and gives.
    fn is_fitting(&self, rows: usize, gives_truths: bool) -> bool {
        let takes_truths = matches!(self.name, "changed" | "count_of" | "held_for");
        let takes_numbers = self.name != "held_for";
        let first = if self.is_truth() {
            takes_truths && self.truths.len() == rows && self.x.is_empty()
        } else {
            (takes_numbers || rows == 0) && self.x.len() == rows
        };
        let second = if self.name == "rate" { rows } else { 0 };
        let truths = matches!(self.name, "changed" | "held_for");
        let fits = first && self.t.len() == second && (rows == 0 || truths == gives_truths);
        fits && self.has_parameter() && is_kleene(self.truths)
    }
}

/// Where the values go: one of both is empty.
struct Out<'a> {
    values: &'a mut [f64],
    flags: &'a mut [u8],
}

fn run(call: &WindowCall, out: &mut Out, mut state: impl State) {
    let widened: Vec<f64>;
    let x = if call.is_truth() {
        widened = call.truths.iter().map(|&code| f64::from(code)).collect();
        &widened
    } else {
        call.x
    };
    let t = |i: usize| call.t.get(i).copied().unwrap_or(f64::NAN);
    for (i, (place, &x)) in out.values.iter_mut().zip(x).enumerate() {
        *place = state.push(x, t(i));
    }
    for (i, (place, &x)) in out.flags.iter_mut().zip(x).enumerate() {
        *place = state.push(x, t(i)) as u8;
    }
}

/// Runs a function over its columns in order of rows; one of `values` and `flags` is empty.
///
/// # Errors
/// `ParameterRange`: no such function, a parameter it cannot have, or columns that do not fit.
pub fn window_column(call: &WindowCall, values: &mut [f64], flags: &mut [u8]) -> Result<(), Fault> {
    let rows = values.len().max(flags.len());
    let is_one = values.is_empty() || flags.is_empty();
    if !is_one || !call.is_fitting(rows, !flags.is_empty()) {
        return Err(Fault::ParameterRange);
    }
    let (p, none) = (call.parameter as usize, f64::NAN);
    let no_truth = if call.is_truth() { 1.0 } else { none };
    let out = &mut Out { values, flags };
    match call.name {
        "previous" => run(call, out, Previous::new(p)),
        "delta" => run(call, out, Delta(none)),
        "rate" => run(call, out, Rate(none, none)),
        "changed" => run(call, out, Changed::new(no_truth)),
        "ewma" => run(call, out, Ewma::new(call.parameter)),
        "mean_of" => run(call, out, MeanOf(Sliding::new(p))),
        "max_of" => run(call, out, ExtremeOf::<true>(Sliding::new(p))),
        "min_of" => run(call, out, ExtremeOf::<false>(Sliding::new(p))),
        "count_of" => run(call, out, CountOf::new(p, call.is_truth())),
        "held_for" => run(call, out, HeldFor::new(call.parameter)),
        "rank" => run(call, out, Rank(Sorted::new())),
        "zscore" => run(call, out, Zscore(Sliding::new(p))),
        _ => return Err(Fault::ParameterRange),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{WindowCall, window_column};
    use crate::error::Fault;

    const NAMES: [&str; 12] = [
        "previous", "delta", "rate", "changed", "ewma", "mean_of", "max_of", "min_of", "count_of",
        "held_for", "rank", "zscore",
    ];

    fn call<'a>(name: &'a str, parameter: f64, x: &'a [f64]) -> WindowCall<'a> {
        WindowCall {
            name,
            parameter,
            x,
            t: &[],
            truths: &[],
        }
    }

    fn numbers(name: &str, parameter: f64, x: &[f64]) -> Vec<f64> {
        let mut values = vec![0.0; x.len()];
        window_column(&call(name, parameter, x), &mut values, &mut []).unwrap();
        values
    }

    #[test]
    fn windows_forget_what_has_left_them() {
        let x = [f64::INFINITY, 1.0, 1.0, f64::NAN, 4.0];
        let mean = numbers("mean_of", 2.0, &x);
        assert_eq!(mean, [f64::INFINITY, f64::INFINITY, 1.0, 1.0, 4.0]);
        assert_eq!(numbers("max_of", 2.0, &x)[2..], [1.0, 1.0, 4.0]);
        assert_eq!(numbers("count_of", 2.0, &x), [1.0, 2.0, 2.0, 1.0, 1.0]);
        assert_eq!(
            numbers("rank", 1.0, &[5.0, 3.0, 5.0, 9.0]),
            [1.0, 1.0, 2.0, 4.0]
        );
    }

    #[test]
    fn truths_are_kleene() {
        let truths = [2, 2, 1, 2, 2, 0, 2, 2];
        let mut flags = [9; 8];
        let own = WindowCall {
            truths: &truths,
            ..call("held_for", 2.0, &[])
        };
        window_column(&own, &mut [], &mut flags).unwrap();
        assert_eq!(flags, [1, 2, 1, 1, 2, 0, 0, 2]);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let refused = Err(Fault::ParameterRange);
        for name in NAMES {
            for parameter in [f64::NAN, 0.0, -1.0, 1.5, 1e7, f64::INFINITY] {
                let own = call(name, parameter, &[]);
                assert_eq!(window_column(&own, &mut [], &mut []), refused, "{name}");
            }
            let own = call(name, 1.0, &[1.0]);
            assert_eq!(window_column(&own, &mut [0.0; 2], &mut []), refused);
            assert_eq!(window_column(&own, &mut [0.0], &mut [0]), refused);
        }
        let own = call("eval", 1.0, &[]);
        assert_eq!(window_column(&own, &mut [], &mut []), refused);
    }
}
