//! Plain z-scores: |x - mean| / sd of the whole sample.
//! In: a prepared column. Out: one score a value; false when all values are equal (scores 0).
//! The largest score that n values allow is (n - 1) / sqrt n, below 3 up to n = 10; and outliers inflate the sd that is to
//! show them: three equal spikes in 30 values never reach 3. Prefer `mad` or `gesd`.
//! Source: Shiffler 1988 (the bound).  Twin: src/reference/anomaly/z.ts  Golden: fixtures/golden/anomaly/scores.json

use super::spread::{held, mean_and_sd};

/// As in the header.
pub fn z_scores(values: &[f64], out: &mut [f64]) -> bool {
    let (mean, sd) = mean_and_sd(values);
    for (score, x) in out.iter_mut().zip(values) {
        *score = if sd > 0.0 {
            held((x - mean).abs(), sd)
        } else {
            0.0
        };
    }
    sd > 0.0
}
