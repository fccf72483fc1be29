//! The acceleration of a statistic: how its error changes with its size, by leaving out one value after the other.
//! In: a sample in order of size, a statistic. Out: a = sum u^3 / (6 (sum u^2)^1.5), u = the mean of the values left with one out,
//! less each; 0 where leaving out changes nothing (2^-40 of the range, which is rounding), and for two
//! values.
//! Each left with one out costs the same few steps: sums less one deviation, ranks moved by one, sums up to a rank.
//! Source: Efron 1987.  Twin: src/reference/stats/bootstrap/jackknife.ts

use super::statistic::{Sample, Statistic, trimmed_count};
use crate::stats::quantile::{position, value_at};
use crate::stats::sums::compensated_sum;

/// Below this share of the range a difference is rounding.
const NOTHING: f64 = 9.094947017729282e-13; // 2^-40

fn sds(deviations: &[f64]) -> Vec<f64> {
    let (mut sum, mut squares) = (0.0, 0.0);
    for d in deviations {
        sum += d;
        squares += d * d;
    }
    let left = (deviations.len() - 1) as f64;
    let without = |d: &f64| {
        let own = sum - d;
        let spread = squares - d * d - own * own / left;
        (if spread > 0.0 { spread } else { 0.0 } / (left - 1.0)).sqrt()
    };
    deviations.iter().map(without).collect()
}

fn quantiles(deviations: &[f64], p: f64) -> Vec<f64> {
    let n = deviations.len();
    let place = position(n - 1, p);
    let without = |out: usize| {
        let at = |rank: usize| deviations[if rank < out { rank } else { rank + 1 }];
        value_at(at, place)
    };
    (0..n).map(without).collect()
}

fn trimmed_means(deviations: &[f64]) -> Vec<f64> {
    let n = deviations.len();
    let mut up_to = vec![0.0; n + 1];
    for (i, d) in deviations.iter().enumerate() {
        up_to[i + 1] = up_to[i] + d;
    }
    let off = trimmed_count(n - 1);
    let end = n - 1 - off;
    let without = |out: usize| {
        let sum = if out < off {
            up_to[end + 1] - up_to[off + 1]
        } else if out >= end {
            up_to[end] - up_to[off]
        } else {
            up_to[end + 1] - up_to[off] - deviations[out]
        };
        sum / (end - off) as f64
    };
    (0..n).map(without).collect()
}

/// As in the header; two values at least.
pub fn acceleration(sample: &Sample, statistic: Statistic) -> f64 {
    let deviations = &sample.deviations;
    if deviations.len() < 3 {
        return 0.0;
    }
    let each = match statistic {
        Statistic::Mean => deviations.iter().map(|d| -d).collect(),
        Statistic::Sd => sds(deviations),
        Statistic::TrimmedMean => trimmed_means(deviations),
        Statistic::Quantile { p, .. } => quantiles(deviations, p),
    };
    let mean = compensated_sum(&each, 1.0) / each.len() as f64;
    let mut largest = 0.0;
    for x in &each {
        let size = (mean - x).abs();
        largest = if size > largest { size } else { largest };
    }
    let range = deviations[deviations.len() - 1] - deviations[0];
    if largest <= range * NOTHING {
        return 0.0;
    }
    let (mut squares, mut cubes) = (0.0, 0.0);
    for x in &each {
        let u = (mean - x) / largest;
        squares += u * u;
        cubes += u * u * u;
    }
    cubes / (6.0 * (squares * squares.sqrt()))
}
