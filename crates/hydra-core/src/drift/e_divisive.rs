//! Change points by energy distance: two sides differ when values lie further apart across the split than within the sides.
//! In: a series in order of time, level, fewest values of a segment, seed, number of permutations R. Out: the p of each split.
//! Q(t) = n m / (n + m) (2 B / (n m) - W1 / (n (n - 1) / 2) - W2 / (m (m - 1) / 2)), B and W the sums of |x - y| across and within;
//! the largest Q of the segment, the first of equals. p = (1 + permutations with as large a Q) / (1 + R), within the segment.
//! p <= level: split there, and both sides again. No more permutations once p is sure to be above the level.
//! Sees changes of spread and shape too, at n^2 R operations. One split at a time, up to the end of its segment.
//! Source: Matteson and James 2014 (alpha = 1).  Twin: src/reference/drift/e-divisive.ts

use super::Search;
use crate::random::sfc32::{self, Sfc32};

/// Marks the splits.
pub fn mark(series: &[f64], search: Search, marks: &mut [f64]) {
    let mut random = sfc32::create(search.seed, "e-divisive");
    let mut open = vec![(0, series.len())];
    while let Some((start, end)) = open.pop() {
        if end - start < 2 * search.min_segment {
            continue;
        }
        let segment = &series[start..end];
        let (q, before) = largest(segment, &totals(segment), search.min_segment);
        if q <= 0.0 {
            continue;
        }
        let p = p_of(segment, q, search, &mut random);
        if p > search.level {
            continue;
        }
        let at = start + before;
        marks[at] = p;
        open.push((at, end));
        open.push((start, at));
    }
}

/// The sum of distances of each value to all others.
fn totals(segment: &[f64]) -> Vec<f64> {
    segment
        .iter()
        .map(|x| {
            let mut sum = 0.0;
            for y in segment {
                sum += (x - y).abs();
            }
            sum
        })
        .collect()
}

/// The largest Q, and how many values come before it.
fn largest(segment: &[f64], totals: &[f64], min_segment: usize) -> (f64, usize) {
    let count = segment.len();
    let mut all = 0.0;
    for total in totals {
        all += total;
    }
    all /= 2.0;
    let (mut within, mut sides) = (0.0, 0.0);
    let (mut most, mut before) = (f64::NEG_INFINITY, min_segment);
    for (i, x) in segment[..count - min_segment].iter().enumerate() {
        for y in &segment[..i] {
            within += (x - y).abs();
        }
        sides += totals[i];
        let t = i + 1;
        if t < min_segment {
            continue;
        }
        let (n, m) = (t as f64, (count - t) as f64);
        let across = sides - 2.0 * within;
        let after = all - within - across;
        let gap =
            2.0 * across / (n * m) - within / (n * (n - 1.0) / 2.0) - after / (m * (m - 1.0) / 2.0);
        let q = n * m / (n + m) * gap;
        if q > most {
            most = q;
            before = t;
        }
    }
    (most, before)
}

/// Shuffles both columns alike.
fn shuffle(values: &mut [f64], totals: &mut [f64], random: &mut Sfc32) {
    for last in (1..values.len()).rev() {
        let at = random.below((last + 1) as f64) as usize;
        values.swap(last, at);
        totals.swap(last, at);
    }
}

fn p_of(segment: &[f64], q: f64, search: Search, random: &mut Sfc32) -> f64 {
    let mut values = segment.to_vec();
    let mut sums = totals(segment);
    let draws = search.permutations as f64 + 1.0;
    let mut hits = 0.0;
    for _ in 0..search.permutations {
        shuffle(&mut values, &mut sums, random);
        if largest(&values, &sums, search.min_segment).0 >= q {
            hits += 1.0;
        }
        if (1.0 + hits) / draws > search.level {
            break;
        }
    }
    (1.0 + hits) / draws
}
