//! Modified z-scores: how far each value lies from the median, in robust standard deviations.
//! In: a column, finite, any order. Out: one score a value, input order, >= 0 and finite; whether all values are equal.
//! Score: 0.6744897501960817 |x - median| / MAD. MAD 0: |x - median| / (1.2533141373155003 mean |x - median|).
//! That 0 too: all 0. Why not z: one huge trial inflates sigma and hides itself.
//! Values are scaled by a power of two first when the largest is above 2^500 or below 2^-400; a score beyond the
//! doubles is their largest.
//! Source: Iglewicz and Hoaglin 1993.  Twin: src/reference/anomaly/mad.ts  Golden: fixtures/golden/stats/anomaly.json

use crate::Fault;
use crate::stats::ordered::{Ordered, Selected};
use crate::stats::quantile::{position, value_at};
use crate::stats::sums::{compensated_sum, scale_for};

/// From the MAD to the standard deviation of normal values.
pub const MAD_FACTOR: f64 = 0.6744897501960817;
const MEAN_FACTOR: f64 = 1.2533141373155003;

/// What the scores mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scored {
    /// Distances from the median.
    Spread,
    /// All values are equal: all scores are 0.
    Constant,
}

/// The largest size among the values, None when one is not finite.
fn largest_of(values: &[f64]) -> Option<f64> {
    let (mut zero, mut largest) = (0.0, 0.0);
    for &value in values {
        let size = value.abs();
        zero += size * 0.0;
        largest = if size > largest { size } else { largest };
    }
    (zero == 0.0).then_some(largest)
}

fn divide_all(out: &mut [f64], factor: f64, by: f64) {
    for score in out {
        let quotient = (factor * *score) / by;
        *score = if quotient <= f64::MAX {
            quotient
        } else {
            f64::MAX
        };
    }
}

/// Fills the first places of `out`, one a value.
///
/// # Errors
/// [`Fault::NotFinite`], and [`Fault::ParameterRange`] when `out` is too short.
pub fn mad_scores(values: &[f64], out: &mut [f64]) -> Result<Scored, Fault> {
    let n = values.len();
    let out = out.get_mut(..n).ok_or(Fault::ParameterRange)?;
    if n == 0 {
        return Ok(Scored::Spread);
    }
    let scale = scale_for(largest_of(values).ok_or(Fault::NotFinite)?);
    let rank = (n - 1) / 2;
    let ranks = [rank, rank + 1];
    let mut sample = Selected::default();
    let asked = if n.is_multiple_of(2) {
        &ranks
    } else {
        &ranks[..1]
    };
    sample.load(values.iter().map(|x| x * scale), asked);
    let median = value_at(|rank| sample.at(rank), position(n, 0.5));
    for (score, value) in out.iter_mut().zip(values) {
        *score = (value * scale - median).abs();
    }
    let mad = sample.deviation(median);
    if mad > 0.0 {
        divide_all(out, MAD_FACTOR, mad);
        return Ok(Scored::Spread);
    }
    let mean = compensated_sum(out, 1.0) / n as f64;
    if mean > 0.0 {
        divide_all(out, 1.0, MEAN_FACTOR * mean);
        return Ok(Scored::Spread);
    }
    out.fill(0.0);
    Ok(Scored::Constant)
}
