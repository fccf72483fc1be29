//! The permutation test of a difference of means.
//! In: two samples, or pairs. Out: the difference of means, a less b; p both ways.
//! Samples: which values are whose is drawn anew: every split if there are at most 20 000, else 9999 seeded ones. Pairs: a and b of
//! each change sides or not, likewise. Every one: p = the share of splits with a sum at least as large, the one seen among them;
//! drawn: (1 + hits) / (1 + draws). Sums are whole numbers (see `units`), so ties are ties.
//! Source: Fisher 1935; Phipson and Smyth 2010 (the 1 + of draws).  Twin: src/reference/stats/compare/permutation.ts

use super::orders::splits_of;
use super::units;
use super::{Tested, ascending, differences};
use crate::random::sfc32::{self, Sfc32};
use crate::stats::sums::{compensated_sum, scale_for, unscale};

const MOST_SPLITS: f64 = 20_000.0;
const DRAWS: usize = 9999;
const STREAM: &str = "permutation";

/// How many sums are at least, and at most, as large as the one seen.
struct Hits {
    seen: f64,
    /// Within which sums count as equal.
    tie: f64,
    up: f64,
    down: f64,
    all: f64,
}

impl Hits {
    fn new(seen: f64, tie: f64) -> Self {
        Self {
            seen,
            tie,
            up: 0.0,
            down: 0.0,
            all: 0.0,
        }
    }

    fn add(&mut self, sum: f64) {
        self.all += 1.0;
        self.up += f64::from(u8::from(sum >= self.seen - self.tie));
        self.down += f64::from(u8::from(sum <= self.seen + self.tie));
    }

    /// p of a sum as large, and as small.
    fn p(&self, is_exact: bool) -> (f64, f64) {
        let more = if is_exact { 0.0 } else { 1.0 };
        let all = self.all + more;
        ((self.up + more) / all, (self.down + more) / all)
    }
}

/// The sums of every choice of k.
fn every_split(units: &[f64], k: usize, hits: &mut Hits) {
    let n = units.len();
    let mut chosen: Vec<usize> = (0..k).collect();
    loop {
        let mut sum = 0.0;
        for &i in &chosen {
            sum += units[i];
        }
        hits.add(sum);
        let Some(place) = (0..k).rev().find(|&i| chosen[i] < n - k + i) else {
            return;
        };
        chosen[place] += 1;
        for i in place + 1..k {
            chosen[i] = chosen[i - 1] + 1;
        }
    }
}

fn drawn_splits(units: &mut [f64], k: usize, random: &mut Sfc32, hits: &mut Hits) {
    let n = units.len();
    for _ in 0..DRAWS {
        let mut sum = 0.0;
        for i in 0..k {
            let at = i + random.index(n - i);
            units.swap(i, at);
            sum += units[i];
        }
        hits.add(sum);
    }
}

fn mean_gap(a: &[f64], b: &[f64]) -> f64 {
    let mut largest = 0.0;
    for x in a.iter().chain(b) {
        largest = if x.abs() > largest { x.abs() } else { largest };
    }
    let scale = scale_for(largest);
    let mean = |sample: &[f64]| compensated_sum(sample, scale) / sample.len() as f64;
    (mean(a) - mean(b)) * unscale(scale)
}

/// Two samples, ascending.
pub fn splits(a: &[f64], b: &[f64], seed: i64) -> Tested {
    let is_a = a.len() <= b.len();
    let (fewer, others) = if is_a { (a, b) } else { (b, a) };
    let k = fewer.len();
    let mut units = units::above_least(&[fewer, others].concat());
    let mut seen = 0.0;
    for x in &units[..k] {
        seen += x;
    }
    let mut hits = Hits::new(seen, k as f64);
    let is_exact = splits_of(units.len() as f64, k as f64) <= MOST_SPLITS;
    if is_exact {
        every_split(&units, k, &mut hits);
    } else {
        let random = &mut sfc32::create(seed, STREAM);
        drawn_splits(&mut units, k, random, &mut hits);
    }
    let (up, down) = hits.p(is_exact);
    let (larger, smaller) = if is_a { (up, down) } else { (down, up) };
    Tested {
        larger,
        smaller,
        statistic: mean_gap(a, b),
        is_exact,
    }
}

/// The sum with the signs that the bits of some words give.
fn flipped(units: &[f64], words: &[u32]) -> f64 {
    let mut sum = 0.0;
    for (part, word) in units.chunks(32).zip(words) {
        for (i, x) in part.iter().enumerate() {
            sum += if word >> i & 1 == 1 { -x } else { *x };
        }
    }
    sum
}

/// Pairs.
pub fn flips(a: &[f64], b: &[f64], seed: i64) -> Tested {
    let mut largest = 0.0;
    for x in a.iter().chain(b) {
        largest = if x.abs() > largest { x.abs() } else { largest };
    }
    let gaps = differences(a, b, scale_for(largest));
    let units = units::sizes(&gaps);
    let n = gaps.len();
    let mut seen = 0.0;
    for (unit, gap) in units.iter().zip(&gaps) {
        seen += if *gap < 0.0 { -unit } else { *unit };
    }
    let mut hits = Hits::new(seen, n as f64);
    let is_exact = n < 31 && f64::from(1u32 << n) <= MOST_SPLITS;
    if is_exact {
        for word in 0..1u32 << n {
            hits.add(flipped(&units, &[word]));
        }
    } else {
        let mut random = sfc32::create(seed, STREAM);
        let mut words = vec![0; n.div_ceil(32)];
        for _ in 0..DRAWS {
            words.fill_with(|| random.next_u32());
            hits.add(flipped(&units, &words));
        }
    }
    let (larger, smaller) = hits.p(is_exact);
    Tested {
        larger,
        smaller,
        statistic: mean_gap(&ascending(a), &ascending(b)),
        is_exact,
    }
}
