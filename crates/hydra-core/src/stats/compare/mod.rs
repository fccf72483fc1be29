//! Two samples compared: a test, and how far apart they are, for many pairs in one call.
//! In: values in one column, offsets: pair g is the samples 2g (a) and 2g + 1 (b); the number of a test of [`TESTS`]; parameters:
//! paired 0 or 1, alternative (0 two-sided, 1 a tends to be smaller, 2 larger), confidence of the intervals, seed.
//! Out: a row a pair, see [`COLUMNS`]; NaN where a figure is unknown: a sample is empty or too small for it, or it is beyond the
//! doubles. paired: value i of a belongs to value i of b. signed-rank needs it, brunner-munzel and mann-whitney refuse it.
//! The tests: `brunner_munzel`, `mann_whitney`, `permutation`, `signed_rank`. The figures: `dominance` (Cliff's delta), `effect`
//! (shift and ratio). p: two-sided twice the smaller of the one-sided ones, at most 1. Of ranks, where not counted,
//! one-sided never below 1 / C(n + m, n).
//! Every sample is put in order first, so its own order changes nothing.  Twin: src/reference/stats/compare/index.ts
//! Golden: fixtures/golden/stats/compare.json

mod brunner_munzel;
mod dominance;
mod effect;
mod orders;
mod permutation;
mod signed_rank;
mod units;

use super::mann_whitney;
use crate::Fault;
use dominance::Dominance;

/// The tests, by number.
pub const TESTS: [&str; 4] = [
    "brunner-munzel",
    "mann-whitney",
    "permutation",
    "signed-rank",
];
const PERMUTATION: usize = 2;
const SIGNED_RANK: usize = 3;

/// The columns of a row, in order.
pub const COLUMNS: [&str; 12] = [
    "p",
    "statistic",
    "exact",
    "cliffsDelta",
    "cliffsLow",
    "cliffsHigh",
    "shift",
    "shiftLow",
    "shiftHigh",
    "ratio",
    "ratioLow",
    "ratioHigh",
];
const WIDTH: usize = COLUMNS.len();

/// What a test says, both ways.
struct Tested {
    /// p of "a tends to be larger".
    larger: f64,
    /// p of "a tends to be smaller".
    smaller: f64,
    statistic: f64,
    is_exact: bool,
}

impl Tested {
    /// Both p raised to at least so much: an approximation can fall below what is possible.
    fn no_less_than(self, least: f64) -> Self {
        let raise = |p: f64| if p < least { least } else { p };
        Self {
            larger: raise(self.larger),
            smaller: raise(self.smaller),
            ..self
        }
    }
}

/// 1 / C(n + m, n): the share of one order among all, and so the least one-sided p that two samples can have.
fn one_order(n: f64, m: f64) -> f64 {
    let (fewer, more) = if n < m { (n, m) } else { (m, n) };
    let (mut i, mut p) = (1.0, 1.0);
    while i <= fewer && p > 0.0 {
        p *= i / (more + i);
        i += 1.0;
    }
    p
}

#[derive(Clone, Copy)]
struct Request {
    test: usize,
    is_paired: bool,
    alternative: f64,
    confidence: f64,
    seed: i64,
}

fn request_of(test: usize, params: &[f64]) -> Option<Request> {
    let &[paired, alternative, confidence, seed] = params else {
        return None;
    };
    let is_paired = paired != 0.0;
    let goes_together = match test {
        PERMUTATION => true,
        SIGNED_RANK => is_paired,
        _ => !is_paired,
    };
    let is_way = [0.0, 1.0, 2.0].contains(&alternative);
    let sure = confidence > 0.0 && confidence < 1.0;
    (test < TESTS.len() && goes_together && is_way && sure).then_some(Request {
        test,
        is_paired,
        alternative,
        confidence,
        seed: seed as i64,
    })
}

/// Fills a row for every pair.
///
/// # Errors
/// [`Fault::NotFinite`], [`Fault::ParameterRange`] when the arguments do not fit each other.
pub fn compare_samples(
    test: usize,
    values: &[f64],
    offsets: &[u32],
    params: &[f64],
    out: &mut [f64],
) -> Result<(), Fault> {
    let request = request_of(test, params).ok_or(Fault::ParameterRange)?;
    let last = *offsets.last().ok_or(Fault::ParameterRange)? as usize;
    let pairs = (offsets.len() - 1) / 2;
    let fits = offsets.is_sorted() && last <= values.len() && out.len() >= pairs * WIDTH;
    if !fits || offsets.len() != 2 * pairs + 1 {
        return Err(Fault::ParameterRange);
    }
    for (pair, row) in out.chunks_mut(WIDTH).take(pairs).enumerate() {
        let [start, split, end] = [0, 1, 2].map(|i| offsets[2 * pair + i] as usize);
        let (a, b) = (&values[start..split], &values[split..end]);
        if request.is_paired && a.len() != b.len() {
            return Err(Fault::ParameterRange);
        }
        if !values[start..end].iter().all(|x| x.is_finite()) {
            return Err(Fault::NotFinite);
        }
        row.fill(f64::NAN);
        if !a.is_empty() && !b.is_empty() {
            fill(a, b, request, row);
        }
    }
    Ok(())
}

fn ascending(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted
}

/// 1, or 1/2 where a difference of two values might be beyond the doubles.
fn halving(a: &[f64], b: &[f64]) -> f64 {
    const TOO_LARGE: f64 = 4.49423283715579e307; // 2^1022
    let is_large = |x: &f64| x.abs() > TOO_LARGE;
    if a.iter().chain(b).any(is_large) {
        0.5
    } else {
        1.0
    }
}

/// The differences of pairs times a factor, ascending.
fn differences(a: &[f64], b: &[f64], factor: f64) -> Vec<f64> {
    let pairs = a.iter().zip(b);
    let each: Vec<f64> = pairs.map(|(x, y)| x * factor - y * factor + 0.0).collect();
    ascending(&each)
}

fn p_of(tested: &Tested, alternative: f64) -> f64 {
    let (larger, smaller) = (tested.larger, tested.smaller);
    if alternative == 1.0 {
        return smaller;
    }
    if alternative == 2.0 {
        return larger;
    }
    let p = 2.0 * if larger < smaller { larger } else { smaller };
    if p > 1.0 { 1.0 } else { p }
}

fn mann_whitney_of(&Dominance { n, m, .. }: &Dominance, ranked: &mann_whitney::Ranked) -> Tested {
    let (larger, smaller) = ranked.p();
    let tested = Tested {
        larger,
        smaller,
        statistic: ranked.u,
        is_exact: ranked.is_exact(),
    };
    if tested.is_exact {
        return tested;
    }
    tested.no_less_than(one_order(n, m))
}

fn fill(first: &[f64], second: &[f64], request: Request, row: &mut [f64]) {
    let (a, b) = (ascending(first), ascending(second));
    let dominance = dominance::of(&a, &b);
    let ranked = mann_whitney::rank(&a, &b, 1.0);
    let tested = match request.test {
        0 => brunner_munzel::test(&a, &b, &dominance),
        1 => mann_whitney_of(&dominance, &ranked),
        PERMUTATION if request.is_paired => permutation::flips(first, second, request.seed),
        PERMUTATION => permutation::splits(&a, &b, request.seed),
        _ => signed_rank::test(first, second),
    };
    row[0] = p_of(&tested, request.alternative);
    row[1] = tested.statistic;
    row[2] = f64::from(u8::from(tested.is_exact));
    row[3] = dominance.delta();
    if request.is_paired {
        effect::paired(first, second, request.confidence, &mut row[6..]);
    } else {
        (row[4], row[5]) = dominance.interval(request.confidence);
        effect::independent(&a, &b, ranked.ends(request.confidence), &mut row[6..]);
    }
    for x in row {
        *x = if x.is_finite() { *x } else { f64::NAN };
    }
}
