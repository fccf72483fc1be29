//! Median, MAD and quartiles of values of which any rank can be read.
//! In: a reader of ranks, a count >= 1. Out: type 7 quantiles; the median distance from the median.
//! MAD: the smallest distances are a run of ranks around the median; where it begins is found by halving.
//! Twin: src/reference/anomaly/middle.ts

use crate::stats::quantile::{blend, position, value_at};

/// A quantile.
pub fn quantile(at: impl Fn(usize) -> f64, n: usize, p: f64) -> f64 {
    value_at(at, position(n, p))
}

/// The median of |x - median|.
pub fn deviation(at: impl Fn(usize) -> f64, n: usize, median: f64) -> f64 {
    let last = (n - 1) / 2;
    let count = last + 1;
    let (mut low, mut high) = (0, n - count);
    while low < high {
        let middle = usize::midpoint(low, high);
        if median - at(middle) > at(middle + count) - median {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    let left = (median - at(low)).abs();
    let right = (at(low + last) - median).abs();
    let a = if left > right { left } else { right };
    if n % 2 == 1 {
        return a;
    }
    let before = if low > 0 {
        (median - at(low - 1)).abs()
    } else {
        f64::INFINITY
    };
    let after = if low + count < n {
        (at(low + count) - median).abs()
    } else {
        f64::INFINITY
    };
    blend(a, if before < after { before } else { after }, 0.5)
}
