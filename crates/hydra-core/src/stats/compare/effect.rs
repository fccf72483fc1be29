//! How far a lies from b: as a difference, and where all values are above 0 as a ratio.
//! In: two samples, ascending, and the k of Moses' interval; or pairs and a confidence. Out: shift, low, high, ratio, low, high; NaN
//! where unknown. Samples: the median of all a - b, ends of rank k from each side (Moses). Pairs: the median of the Walsh
//! averages of a - b, ends by the signed-rank distribution, from 51 pairs on by the normal one. Ratio: exp of the same on logarithms;
//! NaN where it is so small that it would be 0, which no ratio of values above 0 is.
//! Source: Hodges and Lehmann 1963; Moses 1965; Tukey 1949.  Twin: src/reference/stats/compare/effect.ts

use super::{differences, halving};
use crate::math::{exp, log, normal_quantile};
use crate::stats::hodges_lehmann::{average_at, hodges_lehmann_of};
use crate::stats::ranked_difference::Differences;
use crate::stats::wilcoxon::{signed_rank, signed_rank_distribution};

const MOST_EXACT: usize = 50;

/// An estimate and the ends of its interval.
type Found = [f64; 3];

fn put(row: &mut [f64], found: Found, change: impl Fn(f64) -> f64) {
    for (place, x) in row.iter_mut().zip(found) {
        *place = change(x);
    }
}

fn between(a: &[f64], b: &[f64], k: usize) -> Found {
    let count = a.len() * b.len();
    let ends = [k.saturating_sub(1), count - k];
    let differences = Differences::of(a, b, if k > 0 { &ends } else { &[] });
    let median = differences.median();
    if k == 0 {
        return [median, f64::NAN, f64::NAN];
    }
    [median, differences.at(ends[0]), differences.at(ends[1])]
}

/// NaN for what underflows.
fn ratio_of(logarithm: f64) -> f64 {
    let ratio = exp(logarithm);
    if ratio > 0.0 { ratio } else { f64::NAN }
}

fn times(sample: &[f64], factor: f64) -> Vec<f64> {
    sample.iter().map(|x| x * factor).collect()
}

fn logs(sample: &[f64]) -> Vec<f64> {
    sample.iter().map(|&x| log(x)).collect()
}

/// Two samples, ascending.
pub fn independent(a: &[f64], b: &[f64], k: usize, row: &mut [f64]) {
    let factor = halving(a, b);
    let found = between(&times(a, factor), &times(b, factor), k);
    put(row, found, |x| x / factor);
    if a[0] > 0.0 && b[0] > 0.0 {
        put(&mut row[3..], between(&logs(a), &logs(b), k), ratio_of);
    }
}

/// Which Walsh average from each side; 0 when none would do.
fn rank_of_end(n: usize, confidence: f64) -> usize {
    let tail = (1.0 - confidence) * 0.5;
    if n <= MOST_EXACT {
        return signed_rank(&signed_rank_distribution(n), tail);
    }
    let n = n as f64;
    let product = n * (n + 1.0);
    let deviation = (product * (2.0 * n + 1.0) / 24.0).sqrt();
    let k = product / 4.0 + 0.5 + normal_quantile(tail) * deviation;
    if k >= 1.0 { k as usize } else { 0 }
}

fn within(gaps: &[f64], k: usize) -> Found {
    let count = gaps.len() * (gaps.len() + 1) / 2;
    let centre = hodges_lehmann_of(gaps);
    if k == 0 {
        return [centre, f64::NAN, f64::NAN];
    }
    let at = |rank: usize| average_at(gaps, rank as u64);
    [centre, at(k), at(count - k + 1)]
}

/// Pairs, in any order.
pub fn paired(a: &[f64], b: &[f64], confidence: f64, row: &mut [f64]) {
    let k = rank_of_end(a.len(), confidence);
    let factor = halving(a, b);
    let found = within(&differences(a, b, factor), k);
    put(row, found, |x| x / factor);
    if a.iter().chain(b).all(|&x| x > 0.0) {
        let gaps = differences(&logs(a), &logs(b), 1.0);
        put(&mut row[3..], within(&gaps, k), ratio_of);
    }
}
