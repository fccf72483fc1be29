//! The differences of all pairs of two samples, by rank: their median is the Hodges-Lehmann shift, two of them are the ends of
//! Moses' interval.
//! In: two samples, ascending, finite; a rank from 0. Out: the difference a - b of that rank; never -0.
//! Up to 4096 pairs all differences are made; beyond, the answer is halved out of the doubles by counting how many differences lie
//! below, in one walk along both samples: 64 walks, and no memory. A rank is one value, so the way does not show.
//! Source: Hodges and Lehmann 1963; Moses 1965.  Twin: src/reference/stats/ranked-difference.ts

use super::quantile::{position, value_at};
use super::select::{from_key, key_of};

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
    all: Vec<f64>,
}

impl<'a> Differences<'a> {
    /// Both samples ascending, neither empty.
    pub fn of(a: &'a [f64], b: &'a [f64]) -> Self {
        let mut all = Vec::new();
        if a.len() * b.len() <= MAKE_ALL {
            for x in a {
                all.extend(b.iter().map(|y| x - y + 0.0));
            }
            all.sort_unstable_by(f64::total_cmp);
        }
        Self { a, b, all }
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

    /// The difference of a rank from 0.
    pub fn at(&self, rank: usize) -> f64 {
        if let Some(&difference) = self.all.get(rank) {
            return difference;
        }
        let low = self.a[0] - self.b[self.b.len() - 1];
        let high = self.a[self.a.len() - 1] - self.b[0];
        halve(low, high, rank as f64, |d| self.below(d))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.a.len() * self.b.len()
    }

    /// Never: neither sample is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The Hodges-Lehmann shift.
    pub fn median(&self) -> f64 {
        value_at(|rank| self.at(rank), position(self.len(), 0.5))
    }
}
