//! Does y rise with x at all: Kendall's S (the Mann-Kendall test where x is time), its variance, its p.
//! In: points in order of x, then y. Out: S = pairs that rise - pairs that fall; variance with ties of x and y; for the interval of the
//! slope the variance without the terms of both. p: normal, continuity 1; variance 0: p = 1.
//! Autocorrelation (Hamed and Rao 1998): the variance times 1 + 2 / (n (n - 1) (n - 2)) sum (n - k) (n - k - 1) (n - k - 2) r(k) over the lags k
//! whose r(k) of the ranks of the detrended y is beyond 1.96 / sqrt n; up to lag 3000; 1 where that is not above 0.
//! Source: Kendall 1970; Mann 1945.  Twin: src/reference/trend/kendall.ts  Golden: fixtures/golden/trend/theil-sen.json

use super::inversions::inversions;
use super::ranks::{Ties, ranks_of};
use crate::math::erfc;

const SQRT_2: f64 = std::f64::consts::SQRT_2;
const TWO_SIDED_5_PERCENT: f64 = 1.959963984540054;
const MOST_LAGS: usize = 3000;

/// S and its variances.
#[derive(Clone, Copy, Debug)]
pub struct Kendall {
    /// Pairs that rise less pairs that fall.
    pub s: f64,
    /// Of S.
    pub variance: f64,
    /// As Sen's interval takes it.
    pub interval_variance: f64,
    /// Pairs with different x.
    pub slopes: f64,
    /// Pairs with different y.
    pub steps: f64,
}

/// Of points in order of x, then y.
pub fn kendall(points: &[(f64, f64)]) -> Kendall {
    let n = points.len() as f64;
    let x: Vec<f64> = points.iter().map(|p| p.0).collect();
    let mut y: Vec<(f64, f64)> = points.iter().map(|p| (p.1, 0.0)).collect();
    let (in_x, in_both) = (Ties::of(&x), Ties::of(points));
    let falling = inversions(&mut y);
    let in_y = Ties::of(&y);
    let pairs = n * (n - 1.0) * 0.5;
    let s = pairs - in_x.pairs * 0.5 - in_y.pairs * 0.5 + in_both.pairs * 0.5 - 2.0 * falling;
    let interval_variance =
        (n * (n - 1.0) * (2.0 * n + 5.0) - in_x.variance - in_y.variance) / 18.0;
    let twice = in_x.pairs * in_y.pairs / (2.0 * n * (n - 1.0));
    let thrice = if n > 2.0 {
        in_x.triples * in_y.triples / (9.0 * n * (n - 1.0) * (n - 2.0))
    } else {
        0.0
    };
    Kendall {
        s,
        variance: interval_variance + twice + thrice,
        interval_variance,
        slopes: pairs - in_x.pairs * 0.5,
        steps: pairs - in_y.pairs * 0.5,
    }
}

/// p of S, two-sided.
pub fn p_of(s: f64, variance: f64) -> f64 {
    let size = s.abs() - 1.0;
    if variance <= 0.0 || size <= 0.0 {
        return 1.0;
    }
    erfc(size / variance.sqrt() / SQRT_2)
}

/// What autocorrelation multiplies the variance by.
pub fn variance_factor(residuals: &[f64]) -> f64 {
    let count = residuals.len();
    let n = count as f64;
    let mut ranks = ranks_of(residuals);
    let mut squares = 0.0;
    for rank in &mut ranks {
        *rank -= (n + 1.0) * 0.5;
        squares += *rank * *rank;
    }
    if count < 3 || squares == 0.0 {
        return 1.0;
    }
    let limit = TWO_SIDED_5_PERCENT / n.sqrt();
    let mut sum = 0.0;
    for lag in 1..count {
        if lag > MOST_LAGS {
            break;
        }
        let mut products = 0.0;
        for (a, b) in ranks.iter().zip(&ranks[lag..]) {
            products += a * b;
        }
        let r = products / squares;
        if r.abs() > limit {
            let left = n - lag as f64;
            sum += left * (left - 1.0) * (left - 2.0) * r;
        }
    }
    let factor = 1.0 + 2.0 / (n * (n - 1.0) * (n - 2.0)) * sum;
    if factor > 0.0 { factor } else { 1.0 }
}
