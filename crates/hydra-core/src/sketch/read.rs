//! What a sketch says: quantiles and ranks, each within one bucket.
//! In: a sketch with values. Out: for a quantile the middle of the bucket that holds rank floor((count - 1) p), held
//! between min and max; for a rank how many values lie in the bucket of v or below it.
//! Middle of a bucket [lo, hi): the harmonic mean 2 lo hi / (lo + hi), written lo * (2 / (1 + lo / hi)) so that nothing
//! overflows; it is off by at most 2^-(bits + 1) of any value in the bucket (denormals apart).
//! Twin: src/reference/sketch/read.ts

use super::log_linear::{NEGATIVE, Sketch};

/// A bucket, from the lowest values up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bucket {
    /// Zeros of both signs.
    Zeros,
    /// A code and the upper bits of the mantissa.
    Of(u16, u64),
}

/// The least size of a value in a bucket.
fn edge(code: u16, index: u64, bits: u32) -> f64 {
    f64::from_bits((u64::from(code & 2047) << 52) + (index << (52 - bits)))
}

/// The middle of a bucket, with its sign.
pub fn bucket_value(code: u16, index: u64, bits: u32) -> f64 {
    let lo = edge(code, index, bits);
    let hi = edge(code, index + 1, bits);
    let middle = lo * (2.0 / (1.0 + lo / hi));
    if code < NEGATIVE { middle } else { -middle }
}

/// Whether every value that a bucket can hold is above v.
fn is_above(bucket: Bucket, bits: u32, v: f64) -> bool {
    match bucket {
        Bucket::Zeros => v < 0.0,
        Bucket::Of(code, index) if code < NEGATIVE => edge(code, index, bits) > v,
        Bucket::Of(code, index) => -edge(code, index + 1, bits) >= v,
    }
}

impl Sketch {
    /// All buckets from the lowest values up, with their counts.
    pub fn buckets(&self) -> Vec<(Bucket, u64)> {
        let pages = self.pages_in_order();
        let mut buckets = Vec::new();
        for page in pages.iter().rev().filter(|page| page.code >= NEGATIVE) {
            for (index, &count) in page.counts.iter().enumerate().rev() {
                buckets.push((Bucket::Of(page.code, index as u64), count));
            }
        }
        buckets.push((Bucket::Zeros, self.zeros));
        for page in pages.iter().filter(|page| page.code < NEGATIVE) {
            for (index, &count) in page.counts.iter().enumerate() {
                buckets.push((Bucket::Of(page.code, index as u64), count));
            }
        }
        buckets
    }

    /// The quantile p, 0 to 1, of a sketch with values; p = 0 and 1 give min and max exactly.
    pub fn quantile(&self, p: f64) -> f64 {
        if p == 0.0 {
            return self.min;
        }
        if p == 1.0 {
            return self.max;
        }
        let rank = ((self.count - 1) as f64 * p).floor();
        let mut below = 0;
        let found = self.buckets().into_iter().find(|&(_, count)| {
            below += count;
            below as f64 > rank
        });
        let value = match found {
            Some((Bucket::Of(code, index), _)) => bucket_value(code, index, self.bits),
            _ => 0.0,
        };
        let value = if value < self.min { self.min } else { value };
        if value > self.max { self.max } else { value }
    }

    /// How many values are at most v: those of its own bucket all count, none below the least, all from the largest on.
    pub fn rank(&self, v: f64) -> u64 {
        if v < self.min {
            return 0;
        }
        if v >= self.max {
            return self.count;
        }
        let buckets = self.buckets();
        let reached = buckets
            .iter()
            .take_while(|&&(bucket, _)| !is_above(bucket, self.bits, v));
        reached.map(|&(_, count)| count).sum()
    }

    /// The lowest and the highest bucket in use, if any.
    pub fn outer_buckets(&self) -> Option<(Bucket, Bucket)> {
        let buckets = self.buckets();
        let mut used = buckets.iter().filter(|&&(_, count)| count > 0);
        let first = used.next()?.0;
        Some((first, used.next_back().map_or(first, |&(bucket, _)| bucket)))
    }
}
