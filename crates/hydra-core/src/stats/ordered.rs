//! A sample whose order statistics can be read.
//! In: finite values. Out: `at(rank)`, the median absolute deviation.
//! Small samples are sorted whole, two at a time; of large ones only the ranks that a summary reads are selected, and the
//! median deviation among those values whose deviation can be it.
//! Twin: src/reference/stats/ordered.ts

use super::buckets::{find_ranks, is_quicker};
use super::network::Pair;
use super::quantile::{blend, position, value_at};
use super::select::{from_key, key_of, place_ranks};

/// What both kinds of ordered samples can tell.
pub trait Ordered {
    /// The value of a rank, from 0; -0 comes before 0.
    fn at(&self, rank: usize) -> f64;
    /// Median |x - median|; infinity when that is beyond the doubles. Afterwards nothing else can be read.
    fn deviation(&mut self, median: f64) -> f64;
}

/// One lane of a sorted pair.
pub struct Lane<'a> {
    /// Both lanes.
    pub pair: &'a Pair,
    /// 0 or 1.
    pub lane: usize,
    /// Values in this lane.
    pub n: usize,
}

impl Lane<'_> {
    #[inline]
    fn raw(&self, rank: usize) -> f64 {
        self.pair[rank][self.lane]
    }

    #[cold]
    fn zero_at(&self, rank: usize) -> f64 {
        let comes_before = |&i: &usize| {
            let x = self.raw(i);
            x < 0.0 || (x == 0.0 && x.is_sign_negative())
        };
        if rank < (0..self.n).filter(comes_before).count() {
            -0.0
        } else {
            0.0
        }
    }
}

impl Ordered for Lane<'_> {
    #[inline]
    fn at(&self, rank: usize) -> f64 {
        let x = self.raw(rank);
        if x == 0.0 { self.zero_at(rank) } else { x }
    }

    /// The smallest deviations are a window around the median; its place is found by halving.
    #[inline]
    fn deviation(&mut self, median: f64) -> f64 {
        let last = (self.n - 1) / 2;
        let count = last + 1;
        let (mut low, mut high) = (0, self.n - count);
        while low < high {
            let middle = usize::midpoint(low, high);
            let go_right = median - self.raw(middle) > self.raw(middle + count) - median;
            low = if go_right { middle + 1 } else { low };
            high = if go_right { high } else { middle };
        }
        let left = (median - self.raw(low)).abs();
        let right = (self.raw(low + last) - median).abs();
        let a = if left > right { left } else { right };
        if self.n % 2 == 1 {
            return a;
        }
        let before = if low > 0 {
            (median - self.raw(low - 1)).abs()
        } else {
            f64::INFINITY
        };
        let after = if low + count < self.n {
            (self.raw(low + count) - median).abs()
        } else {
            f64::INFINITY
        };
        blend(a, if before < after { before } else { after }, 0.5)
    }
}

/// Two ranks with the median between them: no further from it than the farther of the two are at least n / 2 + 1 values, and
/// nearer than the nearer at most n / 2 - 1 (all in whole numbers). So the median deviation lies between those two deviations.
pub fn deviation_ranks(n: usize) -> [usize; 2] {
    let low = (n - 1) / 4;
    [low, low + n / 2]
}

/// A large sample, as keys, and the keys of some ranks of it.
#[derive(Default)]
pub struct Selected {
    keys: Vec<i64>,
    /// Ascending.
    ranks: Vec<usize>,
    /// The key of each rank.
    found: Vec<i64>,
}

impl Selected {
    /// Takes the values and finds the keys of the ranks, ascending.
    pub fn load(&mut self, values: impl Iterator<Item = f64>, ranks: &[usize]) {
        self.keys.clear();
        self.keys.extend(values.map(key_of));
        self.find(ranks);
    }

    fn find(&mut self, ranks: &[usize]) {
        self.ranks.clear();
        self.ranks.extend_from_slice(ranks);
        if is_quicker(self.keys.len(), ranks.len()) {
            find_ranks(&self.keys, ranks, &mut self.found);
            return;
        }
        place_ranks(&mut self.keys, ranks);
        self.found.clear();
        self.found.extend(ranks.iter().map(|&rank| self.keys[rank]));
    }

    /// The key of a rank, if it is one of those asked for.
    fn key_at(&self, rank: usize) -> Option<i64> {
        let at = self.ranks.binary_search(&rank).ok()?;
        self.found.get(at).copied()
    }

    /// The deviations between which the median one lies; any, unless both ranks that tell are among those asked for.
    fn bounds(&self, deviation: impl Fn(i64) -> f64) -> (f64, f64) {
        let [low, high] = deviation_ranks(self.keys.len()).map(|rank| self.key_at(rank));
        let (Some(low), Some(high)) = (low, high) else {
            return (0.0, f64::INFINITY);
        };
        let (a, b) = (deviation(low), deviation(high));
        if a < b { (a, b) } else { (b, a) }
    }

    /// Puts deviations in the place of the values, only those that can be the median of all; returns how many are smaller.
    fn deviate(&mut self, median: f64) -> usize {
        let deviation = |key: i64| (from_key(key) - median).abs();
        let (least, most) = self.bounds(deviation);
        let (mut kept, mut below) = (0, 0);
        for at in 0..self.keys.len() {
            let x = deviation(self.keys[at]);
            self.keys[kept] = key_of(x);
            kept += usize::from(x >= least && x <= most);
            below += usize::from(x < least);
        }
        self.keys.truncate(kept);
        below
    }
}

impl Ordered for Selected {
    /// NaN of a rank that was not asked for.
    fn at(&self, rank: usize) -> f64 {
        self.key_at(rank).map_or(f64::NAN, from_key)
    }

    fn deviation(&mut self, median: f64) -> f64 {
        let n = self.keys.len();
        let below = self.deviate(median);
        let rank = (n - 1) / 2 - below;
        let ranks = [rank, rank + 1];
        self.find(if n.is_multiple_of(2) {
            &ranks
        } else {
            &ranks[..1]
        });
        value_at(|rank| self.at(rank - below), position(n, 0.5))
    }
}
