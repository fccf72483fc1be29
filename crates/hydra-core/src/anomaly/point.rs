//! The score of one value against those before it, method by method.
//! In: a value, moments and order statistics of the past. Out: a score >= 0, finite.
//! A past of equal values (sd 0): any other value scores n / sqrt(n + 1), the largest z that a sample of n + 1 can have.
//! MAD 0: by the sd instead; the mean distance from the median, which a whole sample uses, would cost a pass a point.
//! Twin: src/reference/anomaly/point.ts

use super::gesd::critical;
use super::iqr::{OF_MAD, outside};
use super::mad::MAD_FACTOR;
use super::middle::{Run, quantile};
use super::spread::held;
use crate::stats::moments::{Moments, merge_moments};

/// A distance in standard deviations of the past.
pub fn standard(distance: f64, past: Moments) -> f64 {
    if distance == 0.0 {
        return 0.0;
    }
    let sd = (past.m2 / (past.n - 1.0)).sqrt();
    if sd > 0.0 {
        held(distance, sd)
    } else {
        past.n / (past.n + 1.0).sqrt()
    }
}

/// As `mad`, on the past.
pub fn robust(x: f64, past: Moments, run: &mut Run, at: impl Fn(usize) -> f64) -> f64 {
    let n = past.n as usize;
    let median = quantile(&at, n, 0.5);
    let mad = run.deviation(&at, n, median);
    let distance = (x - median).abs();
    if mad > 0.0 {
        held(MAD_FACTOR * distance, mad)
    } else {
        standard(distance, past)
    }
}

/// As `iqr`, on the past.
pub fn fenced(x: f64, past: Moments, run: &mut Run, at: impl Fn(usize) -> f64) -> f64 {
    let n = past.n as usize;
    let (low, high) = (quantile(&at, n, 0.25), quantile(&at, n, 0.75));
    let range = high - low;
    if range > 0.0 {
        held(outside(x, low, high), range)
    } else {
        robust(x, past, run, at) * OF_MAD
    }
}

/// Grubbs' test of the newest of n + 1 values; the critical value is remembered.
pub struct Grubbs {
    level: f64,
    left: f64,
    limit: f64,
}

impl Grubbs {
    /// At a level.
    pub fn new(level: f64) -> Self {
        Self {
            level,
            left: 0.0,
            limit: 1.0,
        }
    }

    /// The score of a value; the critical value is that of the count rounded down to seven binary digits.
    pub fn score(&mut self, x: f64, past: Moments) -> f64 {
        let all = merge_moments(
            past,
            Moments {
                n: 1.0,
                mean: x,
                m2: 0.0,
            },
        );
        if all.m2 <= 0.0 {
            return 0.0;
        }
        let mut digit = 1.0;
        while all.n >= 128.0 * digit {
            digit *= 2.0;
        }
        let left = (all.n / digit).floor() * digit;
        if left != self.left {
            self.left = left;
            self.limit = critical(left, self.level);
        }
        let sd = (all.m2 / (all.n - 1.0)).sqrt();
        held((x - all.mean).abs() / sd, self.limit)
    }
}
