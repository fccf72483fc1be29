//! Tukey's fences: how far a value lies outside the quartiles, in interquartile ranges; 1.5 is mild, 3 severe.
//! In: a prepared column. Out: one score a value, 0 between the quartiles (type 7); false when all values are equal.
//! IQR 0: the score of `mad`, times 1.5 / 3.5, so that the fence of one is the threshold of the other.
//! Source: Tukey 1977.  Twin: src/reference/anomaly/iqr.ts  Golden: fixtures/golden/anomaly/scores.json

use super::mad::{Scored, mad_scores};
use super::spread::held;
use crate::Fault;
use crate::stats::ordered::{Ordered, Selected};
use crate::stats::quantile::{position, value_at};

/// What one modified z is worth here: the mild fence over the threshold of `mad`.
pub const OF_MAD: f64 = 1.5 / 3.5;

/// Distance outside of the quartiles; both 0 or more.
pub fn outside(x: f64, low: f64, high: f64) -> f64 {
    if x < low {
        low - x
    } else if x > high {
        x - high
    } else {
        0.0
    }
}

/// Quartiles of one value or more.
fn quartiles(values: &[f64]) -> (f64, f64) {
    let n = values.len();
    let places = [position(n, 0.25), position(n, 0.75)];
    let mut ranks = Vec::with_capacity(4);
    for place in &places {
        for rank in [place.rank, place.rank + 1] {
            if rank < n && !ranks.contains(&rank) {
                ranks.push(rank);
            }
        }
    }
    ranks.sort_unstable();
    let mut sample = Selected::default();
    sample.load(values.iter().copied(), &ranks);
    let [low, high] = places.map(|place| value_at(|rank| sample.at(rank), place));
    (low, high)
}

/// As in the header.
///
/// # Errors
/// [`Fault::NotFinite`], [`Fault::ParameterRange`] when `out` is too short.
pub fn iqr_scores(values: &[f64], out: &mut [f64]) -> Result<bool, Fault> {
    if values.is_empty() {
        return Ok(true);
    }
    let (low, high) = quartiles(values);
    let range = high - low;
    if range > 0.0 {
        for (score, &x) in out.iter_mut().zip(values) {
            *score = held(outside(x, low, high), range);
        }
        return Ok(true);
    }
    let scored = mad_scores(values, out)?;
    for score in &mut out[..values.len()] {
        *score *= OF_MAD;
    }
    Ok(scored == Scored::Spread)
}
