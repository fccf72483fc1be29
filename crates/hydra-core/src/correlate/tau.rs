//! Kendall's tau-b, and its p by the normal distribution with ties allowed for.
//! In: ranks of two columns that are not constant. Out: tau = S / sqrt(pairs that differ in x, times pairs that differ in y); p of
//! S / sqrt(variance), two-sided, without a correction for continuity. O(n log n).
//! Source: Kendall 1945 (tau-b), 1970 (variance with ties); Knight 1966.  Twin: src/reference/correlate/tau.ts

use crate::math::erfc;
use crate::trend::kendall::kendall;

const SQRT_2: f64 = std::f64::consts::SQRT_2;

/// tau and p.
pub fn tau(a: &[f64], b: &[f64]) -> (f64, f64) {
    let mut points: Vec<(f64, f64)> = a.iter().copied().zip(b.iter().copied()).collect();
    points.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let found = kendall(&points);
    let tau = found.s / (found.slopes * found.steps).sqrt();
    let tau = if tau > 1.0 { 1.0 } else { tau };
    let tau = if tau < -1.0 { -1.0 } else { tau };
    (tau, erfc(found.s.abs() / found.variance.sqrt() / SQRT_2))
}
