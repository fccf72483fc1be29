//! The Hodges-Lehmann estimate of a sorted sample: the median of the averages `x_i / 2 + x_j / 2` over i <= j.
//! In: values in ascending order, finite, one at least. Out: the estimate, held between the least and the largest value.
//! Averages are counted, not made: along both indices they grow, so one staircase of O(n) counts those up to a value. A bracket
//! about the rank is narrowed, in turn from below and from above by the share of the counts, and by halving the doubles between
//! its ends, until it holds few; those are made and put in order. At most 200 steps; the path never shows, an order statistic is one value.
//! Source: Hodges and Lehmann 1963; Monahan 1984 (the staircase, and making what is left).
//! Twin: src/reference/stats/hodges-lehmann.ts

use super::quantile::blend;
use super::select::{from_key, key_of, place_ranks};

/// As many averages are made as there are values, twice, and these at least.
const MAKE: u64 = 256;

/// Averages above `low` and up to `high`; how many are up to either.
struct Bracket {
    low: f64,
    high: f64,
    up_to_low: u64,
    up_to_high: u64,
}

/// For each i from 0 the end of those j whose averages are at most v, until none is; i <= j < end.
fn staircase(sorted: &[f64], v: f64) -> impl Iterator<Item = (usize, usize)> {
    let mut end = sorted.len();
    sorted.iter().enumerate().map_while(move |(i, &x)| {
        let half = 0.5 * x;
        while end > i && half + 0.5 * sorted[end - 1] > v {
            end -= 1;
        }
        (end > i).then_some((i, end))
    })
}

fn count_averages(sorted: &[f64], v: f64) -> u64 {
    staircase(sorted, v).map(|(i, end)| (end - i) as u64).sum()
}

impl Bracket {
    /// Moves one end to v, which lies within.
    fn split(&mut self, sorted: &[f64], rank: u64, v: f64) {
        let count = count_averages(sorted, v);
        if count >= rank {
            (self.high, self.up_to_high) = (v, count);
        } else {
            (self.low, self.up_to_low) = (v, count);
        }
    }

    fn count(&self) -> u64 {
        self.up_to_high - self.up_to_low
    }

    /// The double halfway by keys; none when the ends are neighbours.
    fn middle(&self) -> Option<f64> {
        let (low, high) = (i128::from(key_of(self.low)), i128::from(key_of(self.high)));
        (high - low > 1).then(|| from_key(((low + high) >> 1) as i64))
    }

    /// Where a rank would lie if the averages lay evenly; none when that is not within.
    fn guess(&self, rank: f64) -> Option<f64> {
        let share = (rank - self.up_to_low as f64) / self.count() as f64;
        let v = (1.0 - share) * self.low + share * self.high;
        (v > self.low && v < self.high).then_some(v)
    }

    /// The keys of the averages within.
    fn averages(&self, sorted: &[f64]) -> Vec<i64> {
        let mut made = Vec::with_capacity(self.count() as usize);
        let mut below = staircase(sorted, self.low).map(|(_, end)| end);
        for (i, end) in staircase(sorted, self.high) {
            let first = below.next().unwrap_or(i);
            let half = 0.5 * sorted[i];
            made.extend(
                sorted[first..end]
                    .iter()
                    .map(|&y| key_of(half + 0.5 * y + 0.0)),
            );
        }
        made
    }
}

/// A bracket of few averages, or of neighbouring doubles, that holds the average of a rank, from 1.
fn bracket_of(sorted: &[f64], rank: u64) -> Bracket {
    let n = sorted.len() as u64;
    let most = if 2 * n > MAKE { 2 * n } else { MAKE };
    let mut bracket = Bracket {
        low: f64::NEG_INFINITY,
        high: f64::INFINITY,
        up_to_low: 0,
        up_to_high: n * (n + 1) / 2,
    };
    if bracket.count() <= most {
        return bracket;
    }
    bracket.split(sorted, rank, sorted[sorted.len() - 1]);
    let below = from_key(key_of(sorted[0]) - 1);
    if below < bracket.high {
        bracket.split(sorted, rank, below);
    }
    let aside = (most / 4) as f64;
    let aims = [Some(rank as f64 - aside), Some(rank as f64 + aside), None];
    for aim in aims.into_iter().cycle() {
        if bracket.count() <= most {
            break;
        }
        let Some(middle) = bracket.middle() else {
            break;
        };
        let guess = aim.and_then(|rank| bracket.guess(rank));
        bracket.split(sorted, rank, guess.unwrap_or(middle));
    }
    bracket
}

/// The least average above v.
fn next_average(sorted: &[f64], v: f64) -> f64 {
    let mut ends = staircase(sorted, v).map(|(_, end)| end);
    let mut least = f64::INFINITY;
    for (i, &x) in sorted.iter().enumerate() {
        let first = ends.next().unwrap_or(i);
        if let Some(&y) = sorted.get(first) {
            let average = 0.5 * x + 0.5 * y + 0.0;
            least = if average < least { average } else { least };
        }
    }
    least
}

/// The averages of a rank, from 1, and of the next rank.
fn averages_at(sorted: &[f64], rank: u64) -> (f64, f64) {
    let bracket = bracket_of(sorted, rank);
    let next = |found: Option<f64>| found.unwrap_or_else(|| next_average(sorted, bracket.high));
    if bracket.middle().is_none() {
        let a = bracket.high + 0.0;
        return (a, next((rank < bracket.up_to_high).then_some(a)));
    }
    let mut made = bracket.averages(sorted);
    let at = (rank - bracket.up_to_low - 1) as usize;
    let ranks = [at, at + 1];
    let is_last = at + 1 == made.len();
    place_ranks(&mut made, if is_last { &ranks[..1] } else { &ranks });
    let found = made.get(at + 1).copied().map(from_key);
    (from_key(made[at]), next(found))
}

/// The average of a rank, from 1.
pub(super) fn average_at(sorted: &[f64], rank: u64) -> f64 {
    averages_at(sorted, rank).0
}

/// The Hodges-Lehmann estimate.
pub fn hodges_lehmann_of(sorted: &[f64]) -> f64 {
    let n = sorted.len() as u64;
    let pairs = n * (n + 1) / 2;
    let (a, b) = averages_at(sorted, pairs.div_ceil(2));
    let (least, most) = (sorted[0], sorted[sorted.len() - 1]);
    let held = |x: f64| {
        let x = if x < least { least + 0.0 } else { x };
        if x > most { most + 0.0 } else { x }
    };
    if pairs % 2 == 1 {
        held(a)
    } else {
        blend(held(a), held(b), 0.5)
    }
}
