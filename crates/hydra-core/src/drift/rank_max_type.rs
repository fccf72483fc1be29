//! Change points by ranks: a split is where the ranks before and after differ most, if chance would seldom show as much.
//! In: a series in order of time, level, fewest values of a segment m. Out: the p of each split at its first value.
//! Of n values with ranks R (ties averaged), t before the split: w = |sum_(i<=t) R(i) - t (n + 1) / 2| / sqrt(t (n - t) / n s2),
//! s2 = sum (R - mean)^2 / (n - 1); the largest w of t = m .. n - m, the first of equals (Pettitt 1979).
//! p of that maximum b (Miller and Siegmund 1982), e = m / n: 4 phi(b) / b + phi(b) (b - 1 / b) ln((1 - e)^2 / e^2); 1 for b <= 1.5.
//! p <= level: split there, and both sides again, with ranks of their own.
//! Autocorrelation: q = lag-1 correlation of the ranks about the mean rank of their side, the pair across t left out,
//! corrected (n q + 1) / (n - 2), at most 0.8. q > 0.1: T = w sqrt((n - 2) / (n - 1 - w^2)) / sqrt((1 + q) / (1 - q)),
//! back by w = T sqrt((n - 1) / (n - 2 + T^2)). Why studentise first: without it power at 2 sigma falls from 85 to 67 %.
//! Why ranks: a knob for the noise would be needed otherwise, and outliers raise no alarm.
//! Source: as named.  Twin: src/reference/drift/rank-max-type.ts  Golden: fixtures/golden/drift/rank.json

use super::Search;
use crate::math::{exp, log};
use crate::stats::select::key_of;

const SQRT_TWO_PI: f64 = 2.5066282746310002;
const LEAST_Q: f64 = 0.1;
const MOST_Q: f64 = 0.8;

/// A split of a segment: how many values come before it, and how far the ranks differ.
struct Split {
    before: usize,
    w: f64,
}

/// A series being split: places in ascending order of value, segment by segment.
struct Splitter<'a> {
    series: &'a [f64],
    order: Vec<u32>,
    ranks: Vec<f64>,
    spare: Vec<u32>,
    search: Search,
}

/// Marks the splits.
pub fn mark(series: &[f64], search: Search, marks: &mut [f64]) {
    let mut keyed: Vec<(i64, u32)> = series.iter().map(|&x| key_of(x + 0.0)).zip(0..).collect();
    keyed.sort_unstable();
    let mut splitter = Splitter {
        series,
        order: keyed.into_iter().map(|(_, place)| place).collect(),
        ranks: vec![0.0; series.len()],
        spare: vec![0; series.len()],
        search,
    };
    let mut open = vec![(0, series.len())];
    while let Some((start, end)) = open.pop() {
        if end - start < 2 * search.min_segment {
            continue;
        }
        let Some((before, p)) = splitter.split(start, end) else {
            continue;
        };
        marks[start + before] = p;
        splitter.part(start, end, start + before);
        open.push((start, start + before));
        open.push((start + before, end));
    }
}

impl Splitter<'_> {
    /// Where to split a segment, and the p; None when it is one.
    fn split(&mut self, start: usize, end: usize) -> Option<(usize, f64)> {
        let s2 = self.rank(start, end);
        if s2 == 0.0 {
            return None;
        }
        let ranks = &self.ranks[start..end];
        let best = largest(ranks, s2, self.search.min_segment);
        let q = autocorrelation(ranks, best.before);
        let w = corrected(best.w, q, ranks.len() as f64);
        let p = p_of_maximum(w, self.search.min_segment as f64 / ranks.len() as f64);
        (p <= self.search.level).then_some((best.before, p))
    }

    /// Fills the ranks of a segment, ties averaged; returns their variance.
    fn rank(&mut self, start: usize, end: usize) -> f64 {
        let n = (end - start) as f64;
        let mean = (n + 1.0) * 0.5;
        let mut squares = 0.0;
        let mut first = start;
        while first < end {
            let value = self.series[self.order[first] as usize];
            let mut after = first + 1;
            while after < end && self.series[self.order[after] as usize] == value {
                after += 1;
            }
            let rank = ((first - start) + (after - start) + 1) as f64 / 2.0;
            squares += (after - first) as f64 * ((rank - mean) * (rank - mean));
            for &place in &self.order[first..after] {
                self.ranks[place as usize] = rank;
            }
            first = after;
        }
        squares / (n - 1.0)
    }

    /// Parts the order of a segment into those before the split and the others, each still ascending.
    fn part(&mut self, start: usize, end: usize, at: usize) {
        let (mut left, mut right) = (start, at);
        for &place in &self.order[start..end] {
            let side = if (place as usize) < at {
                &mut left
            } else {
                &mut right
            };
            self.spare[*side] = place;
            *side += 1;
        }
        self.order[start..end].copy_from_slice(&self.spare[start..end]);
    }
}

fn largest(ranks: &[f64], s2: f64, min_segment: usize) -> Split {
    let n = ranks.len() as f64;
    let middle = (n + 1.0) * 0.5;
    let (mut sum, mut most, mut before) = (0.0, -1.0, min_segment);
    for (i, rank) in ranks[..ranks.len() - min_segment].iter().enumerate() {
        sum += rank - middle;
        let t = (i + 1) as f64;
        let square = (sum * sum) / (t * (n - t));
        if i + 1 >= min_segment && square > most {
            most = square;
            before = i + 1;
        }
    }
    let w = (most * n / s2).sqrt();
    Split { before, w }
}

fn mean_of(ranks: &[f64]) -> f64 {
    let mut sum = 0.0;
    for rank in ranks {
        sum += rank;
    }
    sum / ranks.len() as f64
}

/// Lag-1 correlation about the two means, without the pair across the split; 0 when no side varies.
fn autocorrelation(ranks: &[f64], before: usize) -> f64 {
    let (mut products, mut squares) = (0.0, 0.0);
    let (left, right) = ranks.split_at(before);
    for side in [left, right] {
        let mean = mean_of(side);
        let mut last = 0.0;
        for rank in side {
            let d = rank - mean;
            products += last * d;
            squares += d * d;
            last = d;
        }
    }
    let n = ranks.len() as f64;
    let q = if squares > 0.0 {
        products / squares
    } else {
        0.0
    };
    (n * q + 1.0) / (n - 2.0)
}

fn corrected(w: f64, q: f64, n: f64) -> f64 {
    let left = n - 1.0 - w * w;
    if q <= LEAST_Q || left <= 0.0 {
        return w;
    }
    let q = if q > MOST_Q { MOST_Q } else { q };
    let t = w * ((n - 2.0) / left).sqrt() / ((1.0 + q) / (1.0 - q)).sqrt();
    t * ((n - 1.0) / (n - 2.0 + t * t)).sqrt()
}

/// p of the largest w over the shares e to 1 - e.
fn p_of_maximum(b: f64, e: f64) -> f64 {
    if b <= 1.5 {
        return 1.0;
    }
    let density = exp(-0.5 * b * b) / SQRT_TWO_PI;
    let span = log(((1.0 - e) * (1.0 - e)) / (e * e));
    let p = 4.0 * density / b + density * (b - 1.0 / b) * span;
    if p < 1.0 { p } else { 1.0 }
}
