//! Median, MAD and quartiles of values of which any rank can be read.
//! In: a reader of ranks, a count >= 1. Out: type 7 quantiles; the median distance from the median.
//! MAD: the smallest distances are a run of ranks around the median. Where it begins is looked for from where it began the
//! last time, in strides that double, then by halving: a few probes a point, log n of them at worst. The answer is one, however found.
//! Twin: src/reference/anomaly/middle.ts

use crate::stats::quantile::{blend, position, value_at};

/// A quantile.
pub fn quantile(at: impl Fn(usize) -> f64, n: usize, p: f64) -> f64 {
    value_at(at, position(n, p))
}

/// Where the run of smallest distances began the last time.
#[derive(Debug, Default)]
pub struct Run {
    low: usize,
}

impl Run {
    /// The least rank in `0..=last` that is not too far left.
    fn find(&self, last: usize, is_left: impl Fn(usize) -> bool) -> usize {
        let start = if self.low < last { self.low } else { last };
        let (mut low, mut high, mut stride) = (0, last, 1);
        if start < last && is_left(start) {
            low = start + 1;
            while low + stride <= high {
                let probe = low + stride - 1;
                if !is_left(probe) {
                    high = probe;
                    break;
                }
                low = probe + 1;
                stride *= 2;
            }
        } else {
            high = start;
            while low + stride <= high {
                let probe = high - stride;
                if is_left(probe) {
                    low = probe + 1;
                    break;
                }
                high = probe;
                stride *= 2;
            }
        }
        while low < high {
            let middle = usize::midpoint(low, high);
            if is_left(middle) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The median of |x - median|.
    pub fn deviation(&mut self, at: impl Fn(usize) -> f64, n: usize, median: f64) -> f64 {
        let last = (n - 1) / 2;
        let count = last + 1;
        let is_left = |rank| median - at(rank) > at(rank + count) - median;
        let low = self.find(n - count, is_left);
        self.low = low;
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
}
