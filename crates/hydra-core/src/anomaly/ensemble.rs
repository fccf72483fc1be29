//! Three opinions on a whole sample: the median of score over threshold of `mad` (3.5), `iqr` (3) and `gesd` (1).
//! In: a prepared column, level and most outliers of `gesd`. Out: one score a value, above 1 when two of three agree; what
//! gesd found out about the sample.
//! Twin: src/reference/anomaly/ensemble.ts  Golden: fixtures/golden/anomaly/scores.json

use super::gesd::{Tested, gesd_scores};
use super::iqr::iqr_scores;
use super::mad::{Scored, mad_scores};
use crate::Fault;

fn median_of(a: f64, b: f64, c: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if c < low {
        low
    } else if c > high {
        high
    } else {
        c
    }
}

/// As in the header.
///
/// # Errors
/// Those of `mad` and `iqr`.
pub fn ensemble_scores(
    values: &[f64],
    level: f64,
    asked: usize,
    out: &mut [f64],
) -> Result<Tested, Fault> {
    let n = values.len();
    let (mut mad, mut iqr) = (vec![0.0; n], vec![0.0; n]);
    let scored = mad_scores(values, &mut mad)?;
    iqr_scores(values, &mut iqr)?;
    let tested = gesd_scores(values, level, asked, out);
    for ((score, mad), iqr) in out.iter_mut().zip(&mad).zip(&iqr) {
        *score = median_of(mad / 3.5, iqr / 3.0, *score);
    }
    Ok(if scored == Scored::Constant {
        Tested::Constant
    } else {
        tested
    })
}
