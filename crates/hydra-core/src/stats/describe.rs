//! What summaries say beside the fast columns: exact figures, shape, robust figures, quantiles of any type, their intervals.
//! In: all values in one column, offsets, parameters: [mask, type, confidence, trim, exact, most for Hodges-Lehmann, p1, ...].
//! Out: out[column * groups + g], [`DESCRIBED_NAMES`] first, then for each p its quantile, then the lower ends, then the upper
//! ends; NaN where unknown or not asked for. Faults: a value not finite; arguments that do not fit each other.
//! A sample is sorted whole where a figure asked for reads its order, and only there; it is summed only for its shape, or
//! where one of the first four columns is asked for.
//! Source: as in exact, moments, robust, `hodges_lehmann`, `quantile_types`, `quantile_interval`.  Twin: src/reference/stats/describe.ts

use super::exact::{autocorrelation_of, exact_figures};
use super::hodges_lehmann::hodges_lehmann_of;
use super::moments::{geometric_mean_of, shape_of};
use super::quantile_interval::quantile_ranks;
use super::quantile_types::quantile_by_type;
use super::robust::{outliers_of, trimmed_mean_of, winsorised_sd_of};
use super::select::sort_values;
use super::sums::{compensated_sum, extremes, scale_for, unscale, variance_about};
use crate::Fault;

/// Columns before the quantiles, in order.
pub const DESCRIBED_NAMES: [&str; 15] = [
    "sum",
    "mean",
    "variance",
    "sd",
    "geometricMean",
    "skewness",
    "kurtosis",
    "lag1",
    "trimmedMean",
    "winsorisedSd",
    "hodgesLehmann",
    "mild",
    "severe",
    "low",
    "high",
];
const QUANTILES: u32 = 15;
const INTERVALS: u32 = 16;
const HEAD: usize = 6;

const SUM: usize = 0;
const MEAN: usize = 1;
const VARIANCE: usize = 2;
const SD: usize = 3;
const GEOMETRIC_MEAN: usize = 4;
const SKEWNESS: usize = 5;
const KURTOSIS: usize = 6;
const LAG1: usize = 7;
const TRIMMED_MEAN: usize = 8;
const WINSORISED_SD: usize = 9;
const HODGES_LEHMANN: usize = 10;
const MILD: usize = 11;
/// The first four columns, and the figures that are read from the order of a sample.
const SUMS: u32 = 0b1111;
const BY_ORDER: u32 = 1 << GEOMETRIC_MEAN
    | 1 << TRIMMED_MEAN
    | 1 << WINSORISED_SD
    | 1 << HODGES_LEHMANN
    | 1 << MILD
    | 1 << QUANTILES
    | 1 << INTERVALS;

struct Sample<'a> {
    values: &'a [f64],
    /// In ascending order; empty where nobody asks for it.
    sorted: &'a [f64],
    least: f64,
    most: f64,
    scale: f64,
    back: f64,
}

struct Call<'a> {
    mask: u32,
    kind: u32,
    confidence: f64,
    trim: f64,
    is_exact: bool,
    most: f64,
    points: &'a [f64],
    groups: usize,
    out: &'a mut [f64],
}

fn held(x: f64, low: f64, high: f64) -> f64 {
    let x = if x < low { low } else { x };
    if x > high { high } else { x }
}

impl Call<'_> {
    fn wants(&self, field: usize) -> bool {
        self.mask & (1 << field) != 0
    }

    fn put(&mut self, column: usize, group: usize, value: f64) {
        let known = if value.is_finite() { value } else { f64::NAN };
        self.out[column * self.groups + group] = known;
    }

    fn put_exact(&mut self, group: usize, values: &[f64]) {
        let figures = exact_figures(values);
        let is_spread = values.len() > 1;
        let of_two = |x: f64| if is_spread { x } else { f64::NAN };
        self.put(SUM, group, figures.sum);
        self.put(MEAN, group, figures.mean);
        self.put(VARIANCE, group, of_two(figures.variance));
        self.put(SD, group, of_two(figures.sd));
    }

    /// Sum, mean, variance and sd from the sum of the scaled values.
    fn put_sums(&mut self, group: usize, sample: &Sample, sum: f64) {
        let (values, scale, back) = (sample.values, sample.scale, sample.back);
        let (least, most) = (sample.least, sample.most);
        let scaled_mean = sum / values.len() as f64;
        self.put(SUM, group, sum * back);
        self.put(MEAN, group, held(scaled_mean * back, least, most));
        if values.len() > 1 {
            let variance = if least == most {
                0.0
            } else {
                variance_about(values, scaled_mean, scale)
            };
            self.put(VARIANCE, group, variance * back * back);
            self.put(SD, group, variance.sqrt() * back);
        }
    }

    fn put_moments(&mut self, group: usize, sample: &Sample) {
        let values = sample.values;
        let is_summed = self.mask & SUMS != 0;
        if is_summed && self.is_exact {
            self.put_exact(group, values);
        }
        let is_shaped = self.wants(SKEWNESS) || self.wants(KURTOSIS);
        if !is_shaped && (!is_summed || self.is_exact) {
            return;
        }
        let scale = sample.scale;
        let sum = compensated_sum(values, scale);
        if is_summed && !self.is_exact {
            self.put_sums(group, sample, sum);
        }
        if is_shaped {
            let mean = sum / values.len() as f64;
            let width = sample.most * scale - sample.least * scale;
            let (skewness, kurtosis) = shape_of(values, mean, scale, width);
            self.put(SKEWNESS, group, skewness);
            self.put(KURTOSIS, group, kurtosis);
        }
    }

    fn put_robust(&mut self, group: usize, sample: &Sample) {
        let Sample {
            sorted,
            scale,
            back,
            ..
        } = *sample;
        if self.wants(TRIMMED_MEAN) {
            let mean = trimmed_mean_of(sorted, self.trim, scale, back);
            self.put(TRIMMED_MEAN, group, mean);
        }
        if self.wants(WINSORISED_SD) {
            let sd = winsorised_sd_of(sorted, self.trim, scale, back);
            self.put(WINSORISED_SD, group, sd);
        }
        if self.wants(HODGES_LEHMANN) && sorted.len() as f64 <= self.most {
            self.put(HODGES_LEHMANN, group, hodges_lehmann_of(sorted));
        }
        if self.wants(MILD) {
            for (i, count) in outliers_of(sorted).into_iter().enumerate() {
                self.put(MILD + i, group, count);
            }
        }
    }

    fn put_quantiles(&mut self, group: usize, sorted: &[f64]) {
        let first = DESCRIBED_NAMES.len();
        let points = self.points;
        for (i, &p) in points.iter().enumerate() {
            if self.mask & (1 << QUANTILES) != 0 {
                let quantile = quantile_by_type(sorted, p, self.kind);
                self.put(first + i, group, quantile);
            }
            if self.mask & (1 << INTERVALS) == 0 || !(p > 0.0 && p < 1.0) {
                continue;
            }
            let (low, high) = quantile_ranks(sorted.len(), p, self.confidence);
            if low > 0 {
                self.put(first + points.len() + i, group, sorted[low - 1]);
            }
            if high > 0 {
                self.put(first + 2 * points.len() + i, group, sorted[high - 1]);
            }
        }
    }

    fn put_sample(&mut self, group: usize, sample: &Sample) {
        let Sample { values, sorted, .. } = *sample;
        self.put_moments(group, sample);
        if self.wants(GEOMETRIC_MEAN) {
            self.put(GEOMETRIC_MEAN, group, geometric_mean_of(sorted));
        }
        if self.wants(LAG1) {
            self.put(LAG1, group, autocorrelation_of(values, 1));
        }
        self.put_robust(group, sample);
        self.put_quantiles(group, sorted);
    }
}

/// Whether offsets lie within the values.
pub(super) fn fits_groups(values: &[f64], offsets: &[u32]) -> bool {
    let Some(&last) = offsets.last() else {
        return false;
    };
    offsets.is_sorted() && last as usize <= values.len()
}

fn fits(values: &[f64], offsets: &[u32], params: &[f64], out: &[f64]) -> bool {
    let Some((head, points)) = params.split_at_checked(HEAD) else {
        return false;
    };
    let [mask, kind, confidence, trim] = [head[0], head[1], head[2], head[3]];
    let is_whole = |x: f64, least: f64, most: f64| x >= least && x <= most && x.floor() == x;
    fits_groups(values, offsets)
        && out.len() == (offsets.len() - 1) * (DESCRIBED_NAMES.len() + 3 * points.len())
        && is_whole(mask, 0.0, 131071.0)
        && is_whole(kind, 1.0, 9.0)
        && confidence > 0.0
        && confidence < 1.0
        && (0.0..0.5).contains(&trim)
        && points.iter().all(|p| (0.0..=1.0).contains(p))
}

/// The values of each group.
pub(super) fn samples<'a>(
    values: &'a [f64],
    offsets: &'a [u32],
) -> impl Iterator<Item = &'a [f64]> {
    offsets
        .windows(2)
        .map(|pair| &values[pair[0] as usize..pair[1] as usize])
}

/// Describes every group.
///
/// # Errors
/// [`Fault::NotFinite`] when a value is NaN or infinite (`out` is then half filled), [`Fault::ParameterRange`] when the
/// arguments do not fit each other.
pub fn describe_groups(
    values: &[f64],
    offsets: &[u32],
    params: &[f64],
    out: &mut [f64],
) -> Result<(), Fault> {
    if !fits(values, offsets, params, out) {
        return Err(Fault::ParameterRange);
    }
    out.fill(f64::NAN);
    let mut call = Call {
        mask: params[0] as u32,
        kind: params[1] as u32,
        confidence: params[2],
        trim: params[3],
        is_exact: params[4] != 0.0,
        most: params[5],
        points: &params[HEAD..],
        groups: offsets.len() - 1,
        out,
    };
    let (mut keys, mut order) = (Vec::new(), Vec::new());
    for (group, values) in samples(values, offsets).enumerate() {
        if values.is_empty() {
            continue;
        }
        if values.iter().any(|x| !x.is_finite()) {
            return Err(Fault::NotFinite);
        }
        if call.mask & BY_ORDER != 0 {
            sort_values(values, &mut keys, &mut order);
        }
        let (least, most) = extremes(values);
        let scale = scale_for(if -least > most { -least } else { most });
        let sample = Sample {
            values,
            sorted: &order,
            least,
            most,
            scale,
            back: unscale(scale),
        };
        call.put_sample(group, &sample);
    }
    Ok(())
}
