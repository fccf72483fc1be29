//! Chart of the exponentially weighted moving average: small shifts that last, rather than single spikes.
//! In: a prepared column in order of time. Out: one score a value; false when all values are equal (scores 0).
//! `e_i = .2 x_i + .8 e_(i-1)`, from the mean, all taken less the mean; score `|e_i| / (sd sqrt(.2 / 1.8))`, by mean and sd of the whole sample.
//! Source: Roberts 1959; Lucas and Saccucci 1990.  Twin: src/reference/anomaly/ewma.ts  Golden: fixtures/golden/anomaly/scores.json

use super::spread::{held, mean_and_sd};

/// Weight of the newest value.
pub const WEIGHT: f64 = 0.2;
/// sqrt(weight / (2 - weight)): sd of the average over sd of a value.
pub const SHARE: f64 = 0.3333333333333333;

/// The average after one more value.
pub fn average(before: f64, x: f64) -> f64 {
    before + WEIGHT * (x - before)
}

/// As in the header.
pub fn ewma_scores(values: &[f64], out: &mut [f64]) -> bool {
    let (mean, sd) = mean_and_sd(values);
    let mut above = 0.0;
    for (score, &x) in out.iter_mut().zip(values) {
        above = average(above, x - mean);
        *score = if sd > 0.0 {
            held(above.abs(), sd * SHARE)
        } else {
            0.0
        };
    }
    sd > 0.0
}
