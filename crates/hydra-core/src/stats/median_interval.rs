//! A distribution-free interval for the median: which order statistics, and how to blend two of them.
//! In: n >= 1, confidence between 0 and 1. Out: rank k (from 1) and a share: low = x(k) towards x(k+1), high = x(n-k+1)
//! towards x(n-k).
//! T(k) = P(B <= k - 1), B binomial(n, 1/2); k is the last rank with T(k) <= tail, tail = (1 - confidence) / 2.
//! I = (tail - T(k)) / P(B = k); share = (n - k) I / (k + (n - 2k) I).
//! Order of operations: central term of 2m = n or n - 1 by exact integers below m = 16, else by Stirling's series
//! (Loader 2000); for odd n times (2m + 1) / (2 (m + 1)); down from the mode, P(j - 1) = P(j) j / (n - j + 1), to j = 0
//! or P < tail 2^-60; then up again, adding.
//! Why down first: adding from the far end keeps full relative precision, and n = 1e6 costs a few thousand steps.
//! None when even the extremes do not reach the confidence: n < 6 at 95 %, n < 7 at 98 %.
//! Source: Hettmansperger and Sheather 1986.  Twin: src/reference/stats/median-interval.ts
//! Golden: fixtures/golden/stats/median-interval.json

use crate::math::exp;

const TWO_TO_60_INVERSE: f64 = 8.673617379884035e-19;

/// The order statistics of an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MedianRanks {
    /// From 1.
    pub k: usize,
    /// 0 to 1: how far from x(k) towards x(k+1).
    pub share: f64,
}

/// C(2m, m) / 4^m.
fn central_term(m: usize) -> f64 {
    if m >= 16 {
        let r = 1.0 / m as f64;
        let s = r * r;
        let tail = 17.0 / 14336.0 + s * (-31.0 / 18432.0);
        let series = r * (-0.125 + s * (1.0 / 192.0 + s * (-1.0 / 640.0 + s * tail)));
        return exp(series) / (std::f64::consts::PI * m as f64).sqrt();
    }
    let (mut whole, mut power) = (1.0, 1.0);
    for i in 1..=m {
        whole = (whole * (4 * i - 2) as f64) / i as f64;
        power *= 4.0;
    }
    whole / power
}

/// P(B = floor(n / 2)).
pub fn mode_term(n: usize) -> f64 {
    let m = n / 2;
    let central = central_term(m);
    if n == 2 * m {
        central
    } else {
        (central * (2 * m + 1) as f64) / (2 * (m + 1)) as f64
    }
}

/// As described above; None where the sample is too small for the confidence.
pub fn median_ranks(n: usize, confidence: f64) -> Option<MedianRanks> {
    if n < 1 {
        return None;
    }
    let tail = (1.0 - confidence) * 0.5;
    let negligible = tail * TWO_TO_60_INVERSE;
    let mode = n / 2;
    let mut j = mode;
    let mut p = mode_term(n);
    while j > 0 && p >= negligible {
        p = (p * j as f64) / (n - j + 1) as f64;
        j -= 1;
    }
    let mut below = 0.0;
    while j < mode && below + p <= tail {
        below += p;
        p = (p * (n - j) as f64) / (j + 1) as f64;
        j += 1;
    }
    if j == 0 {
        return None;
    }
    let part = (tail - below) / p;
    let share = ((n - j) as f64 * part) / (j as f64 + (n - 2 * j) as f64 * part);
    Some(MedianRanks {
        k: j,
        share: if share < 1.0 { share } else { 1.0 },
    })
}
