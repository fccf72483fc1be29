//! How far columns rise with each other: correlations of many pairs in one call.
//! In: the number of a method (0 Pearson, 1 Spearman, 2 Kendall's tau-b), columns of one length side by side, pairs of their numbers,
//! params [length, confidence, omit 0 or 1]. Out: a row a pair, see [`COLUMNS`]; NaN where a figure is unknown.
//! omit: a point that is not finite in either column is left out of the pair; else it is a fault.
//! r: unknown below two points, or when a column is constant. p, two-sided: from three points on; of ranks at least 2 / n!,
//! since two orders of n! agree wholly; of Pearson 0 at |r| = 1.
//! What can be made once a column (deviations, ranks) is made once; of a pair with points left out, for that pair.
//! Source: as in pearson, tau, fisher.  Twin: src/reference/correlate/index.ts  Golden: fixtures/golden/correlate/pairs.json

mod fisher;
mod pearson;
mod tau;

use crate::Fault;
use crate::math::normal_quantile;
use crate::trend::ranks::ranks_of;
use pearson::Deviations;

/// The columns of a row, in order.
pub const COLUMNS: [&str; 5] = ["r", "p", "low", "high", "n"];
const WIDTH: usize = COLUMNS.len();

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Method {
    Pearson,
    Spearman,
    Kendall,
}

const METHODS: [Method; 3] = [Method::Pearson, Method::Spearman, Method::Kendall];

/// What a method asks of a column.
#[derive(Debug)]
enum Prepared {
    /// All values are equal, or there are none.
    Constant,
    Deviations(Deviations),
    Ranks(Vec<f64>),
}

impl Prepared {
    fn of(values: &[f64], method: Method) -> Self {
        if values.iter().all(|&value| value == values[0]) {
            return Self::Constant;
        }
        match method {
            Method::Pearson => Self::Deviations(Deviations::of(values)),
            Method::Spearman => Self::Deviations(Deviations::of(&ranks_of(values))),
            Method::Kendall => Self::Ranks(ranks_of(values)),
        }
    }
}

fn is_finite(values: &[f64]) -> bool {
    values.iter().all(|value| value.is_finite())
}

/// The values of a column where both are finite.
fn shared(own: &[f64], other: &[f64]) -> Vec<f64> {
    own.iter()
        .zip(other)
        .filter(|(a, b)| a.is_finite() && b.is_finite())
        .map(|(&a, _)| a)
        .collect()
}

/// r and p of two prepared columns of n points.
fn judge(a: &Prepared, b: &Prepared, n: f64) -> Option<(f64, f64)> {
    match (a, b) {
        (Prepared::Deviations(a), Prepared::Deviations(b)) => {
            let r = pearson::correlation(a, b);
            Some((r, pearson::p_of(r, n)))
        }
        (Prepared::Ranks(a), Prepared::Ranks(b)) => Some(tau::tau(a, b)),
        _ => None,
    }
}

/// 2 / n!, 0 once that is below the doubles.
fn least_of_ranks(n: usize) -> f64 {
    let (mut least, mut i) = (2.0, 2);
    while i <= n && least > 0.0 {
        least /= i as f64;
        i += 1;
    }
    least
}

fn put(method: Method, a: &Prepared, b: &Prepared, n: usize, reach: f64, row: &mut [f64]) {
    row.fill(f64::NAN);
    row[4] = n as f64;
    let Some((r, p)) = judge(a, b, n as f64) else {
        return;
    };
    row[0] = r;
    if n > 2 {
        let least = match method {
            Method::Pearson => 0.0,
            _ => least_of_ranks(n),
        };
        row[1] = if p < least { least } else { p };
    }
    if let Some(error) = fisher::error_of(method as usize, r, n as f64) {
        (row[2], row[3]) = fisher::interval(r, reach * error);
    }
}

/// The columns, when the arguments fit each other.
fn columns_of<'a>(
    values: &'a [f64],
    pairs: &[u32],
    (length, confidence): (f64, f64),
    out: &[f64],
) -> Option<Vec<&'a [f64]>> {
    let n = length as usize;
    let is_whole = n as f64 == length && n > 0 && values.len().is_multiple_of(n);
    let is_sure = confidence > 0.0 && confidence < 1.0;
    if !is_whole || !is_sure || !pairs.len().is_multiple_of(2) {
        return None;
    }
    let columns: Vec<&[f64]> = values.chunks(n).collect();
    let within = pairs.iter().all(|&i| (i as usize) < columns.len());
    (within && out.len() >= pairs.len() / 2 * WIDTH).then_some(columns)
}

/// Correlates pairs of columns, as in the header.
///
/// # Errors
/// [`Fault::NotFinite`] when a value is NaN or infinite and none may be left out, [`Fault::ParameterRange`] when the arguments do not fit
/// each other.
pub fn correlate_pairs(
    method: usize,
    values: &[f64],
    pairs: &[u32],
    params: &[f64],
    out: &mut [f64],
) -> Result<(), Fault> {
    let (Some(&method), &[length, confidence, omit]) = (METHODS.get(method), params) else {
        return Err(Fault::ParameterRange);
    };
    let columns =
        columns_of(values, pairs, (length, confidence), out).ok_or(Fault::ParameterRange)?;
    let whole: Vec<bool> = columns.iter().map(|column| is_finite(column)).collect();
    if omit == 0.0 && whole.contains(&false) {
        return Err(Fault::NotFinite);
    }
    let of_whole = |(column, whole): (&&[f64], &bool)| whole.then(|| Prepared::of(column, method));
    let prepared: Vec<Option<Prepared>> = columns.iter().zip(&whole).map(of_whole).collect();
    let reach = -normal_quantile((1.0 - confidence) * 0.5);
    for (pair, row) in pairs.chunks(2).zip(out.chunks_mut(WIDTH)) {
        let (a, b) = (pair[0] as usize, pair[1] as usize);
        if let (Some(own), Some(other)) = (&prepared[a], &prepared[b]) {
            put(method, own, other, columns[a].len(), reach, row);
            continue;
        }
        let own = shared(columns[a], columns[b]);
        let other = shared(columns[b], columns[a]);
        let (a, b) = (Prepared::of(&own, method), Prepared::of(&other, method));
        put(method, &a, &b, own.len(), reach, row);
    }
    Ok(())
}
