//! Mean and standard deviation of a prepared column, for the scores that are built on them.
//! In: finite values of ordinary size (see `prepared` in this folder). Out: mean, sample standard deviation; 0 for equal values.
//! Why the comparison first: the rounded mean of equal values may lie one unit beside them.
//! Twin: src/reference/anomaly/spread.ts

use crate::stats::sums::{compensated_sum, variance_about};

/// As in the header; sd 0 below two values.
pub fn mean_and_sd(values: &[f64]) -> (f64, f64) {
    let Some(&first) = values.first() else {
        return (0.0, 0.0);
    };
    if values.iter().all(|&x| x == first) {
        return (first, 0.0);
    }
    let mean = compensated_sum(values, 1.0) / values.len() as f64;
    (mean, variance_about(values, mean, 1.0).sqrt())
}

/// A quotient of two numbers from 0, at most the largest double.
pub fn held(above: f64, below: f64) -> f64 {
    let quotient = above / below;
    if quotient <= f64::MAX {
        quotient
    } else {
        f64::MAX
    }
}
