//! The differences of all pairs of two samples, by rank: their median is the Hodges-Lehmann shift, two of them are the ends of
//! Moses' interval.
//! In: two samples, ascending, finite; a rank from 0. Out: the difference a - b of that rank; never -0.
//! Up to 4096 pairs all differences are made; beyond, the answer is halved out of the doubles by counting how many differences lie
//! below, in one walk along both samples: 64 walks, and no memory. A rank is one value, so the way does not show.
//! Source: Hodges and Lehmann 1963; Moses 1965.  Twin: src/reference/stats/ranked-difference.ts

use super::quantile::{position, value_at};
use super::select::{from_key, key_of, place_ranks};

const MAKE_ALL: usize = 4096;

/// The largest double for which `below` counts at most `rank`, between two doubles.
pub fn halve(low: f64, high: f64, rank: f64, below: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (i128::from(key_of(low)), i128::from(key_of(high)));
    while low < high {
        let middle = low + (high - low + 1) / 2;
        if below(from_key(middle as i64)) <= rank {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    from_key(low as i64) + 0.0
}

/// Differences of two samples.
pub struct Differences<'a> {
    a: &'a [f64],
    b: &'a [f64],
    /// Keys of all of them, the ranks asked for in their places; empty when there are too many.
    keys: Vec<i64>,
}

impl<'a> Differences<'a> {
    /// Both samples ascending, neither empty; the ranks that will be read, besides those of the median.
    pub fn of(a: &'a [f64], b: &'a [f64], ranks: &[usize]) -> Self {
        let count = a.len() * b.len();
        let mut keys = Vec::new();
        if count <= MAKE_ALL {
            keys.reserve_exact(count);
            for x in a {
                keys.extend(b.iter().map(|y| key_of(x - y + 0.0)));
            }
            let mut wanted = vec![(count - 1) / 2, count / 2];
            wanted.extend_from_slice(ranks);
            wanted.sort_unstable();
            wanted.dedup();
            place_ranks(&mut keys, &wanted);
        }
        Self { a, b, keys }
    }

    /// How many differences are less than d.
    fn below(&self, d: f64) -> f64 {
        let (mut first, mut count) = (0, 0.0);
        for x in self.a {
            while first < self.b.len() && x - self.b[first] >= d {
                first += 1;
            }
            count += (self.b.len() - first) as f64;
        }
        count
    }

    /// The difference of a rank from 0, one of those named at the start.
    pub fn at(&self, rank: usize) -> f64 {
        if let Some(&key) = self.keys.get(rank) {
            return from_key(key);
        }
        let low = self.a[0] - self.b[self.b.len() - 1];
        let high = self.a[self.a.len() - 1] - self.b[0];
        halve(low, high, rank as f64, |d| self.below(d))
    }

    /// The Hodges-Lehmann shift.
    pub fn median(&self) -> f64 {
        let count = self.a.len() * self.b.len();
        value_at(|rank| self.at(rank), position(count, 0.5))
    }
}
