//! How far one sample is shifted against another: recent runs against a baseline, the values after a change against those before it.
//! In: values in one column, offsets: pair g is the samples 2g (current) and 2g + 1 (baseline), each in order of time; confidence.
//! Out: a row a pair, see [`COLUMNS`]; NaN where a sample is empty, or the interval needs more values.
//! All values of a pair above 0: by their logarithms, so the shift is ln of a ratio; else by the values. Shift: median of all differences;
//! interval of Moses; p of Mann-Whitney, one-sided. r = lag-1 autocorrelation about the mean of each sample, the pair across left out;
//! r > 0 (at most 0.8 of it) multiplies the variance by (1 + r) / (1 - r), and then nothing is exact.
//! Why ratios: times and sizes vary in proportion.  Source: Hodges and Lehmann 1963; Moses 1965; Bayley and Hammersley 1946.
//! Twin: src/reference/stats/shift.ts  Golden: fixtures/golden/stats/shift.json

use super::mann_whitney::rank;
use super::quantile::{position, value_at};
use super::ranked_difference::Differences;
use super::sums::{compensated_sum, scale_for, unscale};
use crate::Fault;
use crate::math::log;

/// The columns of a row, in order.
pub const COLUMNS: [&str; 11] = [
    "logarithmic",
    "median",
    "baselineMedian",
    "mean",
    "baselineMean",
    "shift",
    "low",
    "high",
    "larger",
    "smaller",
    "autocorrelation",
];
const WIDTH: usize = COLUMNS.len();
const MOST_R: f64 = 0.8;

/// Fills a row for every pair.
///
/// # Errors
/// [`Fault::NotFinite`], [`Fault::ParameterRange`] when offsets, confidence and `out` do not fit each other.
pub fn sample_shifts(
    values: &[f64],
    offsets: &[u32],
    confidence: f64,
    out: &mut [f64],
) -> Result<(), Fault> {
    let last = *offsets.last().ok_or(Fault::ParameterRange)? as usize;
    let pairs = (offsets.len() - 1) / 2;
    let fits = offsets.is_sorted() && last <= values.len() && out.len() >= pairs * WIDTH;
    let sure = confidence > 0.0 && confidence < 1.0;
    if !fits || !sure || offsets.len() != 2 * pairs + 1 {
        return Err(Fault::ParameterRange);
    }
    for (pair, row) in out.chunks_mut(WIDTH).take(pairs).enumerate() {
        let bounds = [0, 1, 2].map(|i| offsets[2 * pair + i] as usize);
        let sample = &values[bounds[0]..bounds[2]];
        if !sample.iter().all(|x| x.is_finite()) {
            return Err(Fault::NotFinite);
        }
        row.fill(f64::NAN);
        if bounds[0] < bounds[1] && bounds[1] < bounds[2] {
            fill(sample, bounds[1] - bounds[0], confidence, row);
        }
    }
    Ok(())
}

fn ascending(sample: &[f64]) -> Vec<f64> {
    let mut sorted = sample.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted
}

fn median(sorted: &[f64]) -> f64 {
    value_at(|rank| sorted[rank], position(sorted.len(), 0.5))
}

fn mean(sample: &[f64], scale: f64) -> f64 {
    compensated_sum(sample, scale) / sample.len() as f64
}

/// Sum of products of neighbours and sum of squares, about the mean.
fn products(sample: &[f64]) -> (f64, f64) {
    let centre = mean(sample, 1.0);
    let (mut products, mut squares, mut last) = (0.0, 0.0, 0.0);
    for x in sample {
        let d = x - centre;
        products += last * d;
        squares += d * d;
        last = d;
    }
    (products, squares)
}

fn autocorrelation(current: &[f64], baseline: &[f64]) -> f64 {
    let (a, b) = (products(current), products(baseline));
    let squares = a.1 + b.1;
    if squares > 0.0 {
        (a.0 + b.0) / squares
    } else {
        0.0
    }
}

fn variance_factor(r: f64) -> f64 {
    let r = if r > MOST_R { MOST_R } else { r };
    if r > 0.0 { (1.0 + r) / (1.0 - r) } else { 1.0 }
}

fn fill(pair: &[f64], split: usize, confidence: f64, row: &mut [f64]) {
    let logarithmic = pair.iter().all(|&x| x > 0.0);
    let mut largest = 0.0;
    for x in pair {
        largest = if x.abs() > largest { x.abs() } else { largest };
    }
    let scale = scale_for(largest);
    let back = unscale(scale);
    let (current, baseline) = pair.split_at(split);
    row[0] = f64::from(u8::from(logarithmic));
    row[1] = median(&ascending(current));
    row[2] = median(&ascending(baseline));
    row[3] = mean(current, scale) * back;
    row[4] = mean(baseline, scale) * back;
    let values: Vec<f64> = pair
        .iter()
        .map(|&x| if logarithmic { log(x) } else { x * scale })
        .collect();
    let (a, b) = values.split_at(split);
    let r = autocorrelation(a, b);
    let (a, b) = (ascending(a), ascending(b));
    let ranked = rank(&a, &b, variance_factor(r));
    let k = ranked.ends(confidence);
    let ends = [k.saturating_sub(1), a.len() * b.len() - k];
    let differences = Differences::of(&a, &b, if k > 0 { &ends } else { &[] });
    let back = if logarithmic { 1.0 } else { back };
    row[5] = differences.median() * back;
    if k > 0 {
        row[6] = differences.at(ends[0]) * back;
        row[7] = differences.at(ends[1]) * back;
    }
    (row[8], row[9]) = ranked.p();
    row[10] = r;
}
