//! A distribution-free interval for a quantile: which order statistics.
//! In: n >= 1, p between 0 and 1, confidence. Out: ranks from 1; 0 where the sample has none that would do.
//! B binomial(n, p), tail = (1 - confidence)/2. Lower end: the largest rank l with P(B <= l - 1) <= tail; upper: the least u
//! with P(B >= u) <= tail. So 95 % for p95 needs 72 values, for p99 368, for p99.9 3688.
//! Order of operations: the density at floor((n + 1) p) by Loader's formula; from there outwards by the ratio of neighbours
//! until below tail 2^-60, then back, adding: so small terms are added first.
//! Source: David and Nagaraja 2003, section 7.1; Loader 2000.  Twin: src/reference/stats/quantile-interval.ts

use crate::math::saddle::raw_density;
use crate::math::{exp, log, log1p};

const TWO_TO_60_INVERSE: f64 = 8.673617379884035e-19;

fn density_at(k: f64, n: f64, p: f64) -> f64 {
    if k == 0.0 {
        return exp(n * log1p(-p));
    }
    if k == n {
        exp(n * log(p))
    } else {
        raw_density(k, n - k, p)
    }
}

/// How many of the outcomes 0, 1, 2 ... of a binomial have together at most `tail`; `odds` = (1 - p)/p.
fn count_below(n: f64, odds: f64, mode: f64, peak: f64, tail: f64) -> f64 {
    let (mut k, mut density) = (mode, peak);
    while k > 0.0 && density >= tail * TWO_TO_60_INVERSE {
        density = (density * k * odds) / (n - k + 1.0);
        k -= 1.0;
    }
    let mut sum = 0.0;
    while k <= n && sum + density <= tail {
        sum += density;
        density = (density * (n - k)) / (odds * (k + 1.0));
        k += 1.0;
    }
    k
}

/// Lower and upper rank, as described above.
pub fn quantile_ranks(n: usize, p: f64, confidence: f64) -> (usize, usize) {
    let tail = (1.0 - confidence) * 0.5;
    let n = n as f64;
    let near = ((n + 1.0) * p).floor();
    let mode = if near < n { near } else { n };
    let peak = density_at(mode, n, p);
    let low = count_below(n, (1.0 - p) / p, mode, peak, tail);
    let above = count_below(n, p / (1.0 - p), n - mode, peak, tail);
    let low = if low < n { low } else { n };
    let high = if above > 0.0 { n + 1.0 - above } else { 0.0 };
    (low as usize, high as usize)
}
