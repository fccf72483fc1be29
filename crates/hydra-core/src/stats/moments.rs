//! Skewness, kurtosis and the geometric mean, and moments that merge.
//! In: a sample and its extremes; or two states. Skewness m3/m2^1.5 and kurtosis m4/m2^2 - 3, the biased ones (`SciPy`'s
//! default). Deviations are taken from the rounded mean, in units of the power of two at the sample's width, so nothing over-
//! or underflows; what the rounding of the mean left is taken off again by their own mean. Sums one after the other by `TwoSum`.
//! Merging: delta = mB - mA; mean = mA + delta nB/n; M2 = M2A + M2B + delta^2 nA nB/n, in the order given.
//! Source: Chan, Golub and `LeVeque` 1983; Pebay 2008.  Twin: src/reference/stats/moments.ts

use super::sums::{compensated_sum, two_sum};
use crate::math::{exp, log};

/// n values with their mean and the sum of squared deviations from it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moments {
    /// How many.
    pub n: f64,
    /// Their mean.
    pub mean: f64,
    /// Sum of squared deviations.
    pub m2: f64,
}

/// The moments of two samples together.
pub fn merge_moments(a: Moments, b: Moments) -> Moments {
    if a.n == 0.0 {
        return b;
    }
    if b.n == 0.0 {
        return a;
    }
    let n = a.n + b.n;
    let delta = b.mean - a.mean;
    let share = b.n / n;
    Moments {
        n,
        mean: a.mean + delta * share,
        m2: a.m2 + b.m2 + delta * delta * (a.n * share),
    }
}

/// 2^-e for a width of 2^e to 2^(e + 1).
fn inverse_of(width: f64) -> f64 {
    f64::from_bits((2046 - ((width.to_bits() >> 52) & 2047)) << 52)
}

/// Skewness (NaN below three values) and kurtosis (NaN below four) of a sample, its mean and width scaled.
pub fn shape_of(sample: &[f64], mean: f64, scale: f64, width: f64) -> (f64, f64) {
    let unknown = (f64::NAN, f64::NAN);
    if sample.len() < 3 || width <= 0.0 {
        return unknown;
    }
    let unit = inverse_of(width);
    let (mut sums, mut lost) = ([0.0; 4], [0.0; 4]);
    for &x in sample {
        let d = (x * scale - mean) * unit;
        let mut power = d;
        for (sum, lost) in sums.iter_mut().zip(&mut lost) {
            let (total, error) = two_sum(*sum, power);
            *lost += error;
            *sum = total;
            power *= d;
        }
    }
    let n = sample.len() as f64;
    let [s1, s2, s3, s4] = [0, 1, 2, 3].map(|k| (sums[k] + lost[k]) / n);
    let m2 = s2 - s1 * s1;
    let m3 = s3 - 3.0 * s1 * s2 + 2.0 * s1 * s1 * s1;
    let m4 = s4 - 4.0 * s1 * s3 + 6.0 * s1 * s1 * s2 - 3.0 * s1 * s1 * s1 * s1;
    if m2 <= 0.0 {
        return unknown;
    }
    let kurtosis = if sample.len() < 4 {
        f64::NAN
    } else {
        m4 / (m2 * m2) - 3.0
    };
    (m3 / (m2 * m2.sqrt()), kurtosis)
}

/// The exponential of the mean of the logarithms of sorted values, held between the extremes; NaN unless all are above 0.
pub fn geometric_mean_of(sorted: &[f64]) -> f64 {
    let (least, most) = (sorted[0], sorted[sorted.len() - 1]);
    if least <= 0.0 {
        return f64::NAN;
    }
    if least == most {
        return least;
    }
    let logs: Vec<f64> = sorted.iter().map(|&x| log(x)).collect();
    let mean = exp(compensated_sum(&logs, 1.0) / logs.len() as f64);
    let mean = if mean < least { least } else { mean };
    if mean > most { most } else { mean }
}
