//! Estimate, interval and p-values of the centre of each of many samples: what verdicts on pairs of heads are made of.
//! In: values in one column, the epoch of each (ascending within a pair), offsets (pair i is values[offsets[i] .. offsets[i + 1])),
//! a rule per pair, points, the confidence of the intervals. Out: out[column * pairs + i], the columns of [`COLUMNS`] and then
//! one p a point; NaN where a pair has no values, or too few for an interval. Faults: a value not finite; arguments that do not
//! fit each other.
//! How one pair is judged: pair.rs.  Twin: src/reference/stats/pairs.ts  Golden: fixtures/golden/stats/pairs.json

use super::pair::{RULE_COUNT, Work};
use crate::Fault;

/// The columns of the output that come before the p-values.
pub const COLUMNS: [&str; 7] = [
    "estimate",
    "low",
    "high",
    "allowance",
    "method",
    "clusters",
    "blocks",
];

/// What a call asks for.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// All values.
    pub values: &'a [f64],
    /// Of each value.
    pub epochs: &'a [u32],
    /// Of the pairs.
    pub offsets: &'a [u32],
    /// Of each pair.
    pub rules: &'a [u32],
    /// Where p is asked for.
    pub points: &'a [f64],
    /// Of each interval, between 0 and 1.
    pub confidence: f64,
}

/// Judges every pair.
///
/// # Errors
/// [`Fault::NotFinite`] for a value, [`Fault::ParameterRange`] for anything that does not fit.
pub fn judge_pairs(request: Request, out: &mut [f64]) -> Result<(), Fault> {
    check(request, out.len())?;
    let pairs = request.rules.len();
    let mut work = Work::new(request.confidence);
    for (i, bounds) in request.offsets.windows(2).enumerate() {
        let range = bounds[0] as usize..bounds[1] as usize;
        let (values, epochs) = (&request.values[range.clone()], &request.epochs[range]);
        let row = work.judge(values, epochs, request.rules[i], request.points);
        for (column, value) in row.iter().enumerate() {
            out[column * pairs + i] = *value;
        }
    }
    Ok(())
}

fn fits(request: Request, size: usize) -> bool {
    let pairs = request.rules.len();
    request.confidence > 0.0
        && request.confidence < 1.0
        && request.offsets.len() == pairs + 1
        && request.offsets.is_sorted()
        && request.offsets[pairs] as usize <= request.values.len()
        && request.epochs.len() == request.values.len()
        && size == (COLUMNS.len() + request.points.len()) * pairs
        && request.rules.iter().all(|rule| *rule < RULE_COUNT)
        && request.points.iter().all(|point| point.is_finite())
}

fn check(request: Request, size: usize) -> Result<(), Fault> {
    if !fits(request, size) {
        return Err(Fault::ParameterRange);
    }
    for bounds in request.offsets.windows(2) {
        let range = bounds[0] as usize..bounds[1] as usize;
        if !request.epochs[range.clone()].is_sorted() {
            return Err(Fault::ParameterRange);
        }
        if !request.values[range].iter().all(|value| value.is_finite()) {
            return Err(Fault::NotFinite);
        }
    }
    Ok(())
}
