//! Robust figures of a sorted sample: trimmed mean, winsorised sd, values beyond Tukey's fences.
//! In: values in ascending order, finite. Trimmed: floor(trim n) values off each end (Yuen 1974); winsorised: those values put
//! to the last one kept, sd by n - 1.
//! Fences: 1.5 IQR (mild) and 3 IQR (severe) beyond the quartiles of type 7.
//! Source: Tukey 1977; Yuen 1974.
//! Twin: src/reference/stats/robust.ts

use super::quantile::{position, value_at};
use super::sums::{compensated_sum, variance_about};

fn trimmed_count(n: usize, trim: f64) -> usize {
    (n as f64 * trim).floor() as usize
}

/// The mean of what is left, held within it; `scale` and `back` as of the whole sample.
pub fn trimmed_mean_of(sorted: &[f64], trim: f64, scale: f64, back: f64) -> f64 {
    let off = trimmed_count(sorted.len(), trim);
    let kept = &sorted[off..sorted.len() - off];
    let (least, most) = (kept[0], kept[kept.len() - 1]);
    if least == most {
        return least + 0.0;
    }
    let mean = (compensated_sum(kept, scale) / kept.len() as f64) * back;
    let mean = if mean < least { least } else { mean };
    if mean > most { most } else { mean }
}

/// NaN below two values.
pub fn winsorised_sd_of(sorted: &[f64], trim: f64, scale: f64, back: f64) -> f64 {
    let n = sorted.len();
    if n < 2 {
        return f64::NAN;
    }
    let off = trimmed_count(n, trim);
    let (least, most) = (sorted[off], sorted[n - 1 - off]);
    if least == most {
        return 0.0;
    }
    let mut copy = sorted.to_vec();
    copy[..off].fill(least);
    copy[n - off..].fill(most);
    let mean = compensated_sum(&copy, scale) / n as f64;
    variance_about(&copy, mean, scale).sqrt() * back
}

/// Values beyond the fences: mild, severe, low, high.
pub fn outliers_of(sorted: &[f64]) -> [f64; 4] {
    let quartile = |p| value_at(|rank| sorted[rank], position(sorted.len(), p));
    let (q1, q3) = (quartile(0.25), quartile(0.75));
    let (inner, outer) = (1.5 * (q3 - q1), 3.0 * (q3 - q1));
    let below = |fence: f64| sorted.iter().take_while(|&&x| x < fence).count();
    let above = |fence: f64| sorted.iter().rev().take_while(|&&x| x > fence).count();
    let (low, high) = (below(q1 - inner), above(q3 + inner));
    let severe = below(q1 - outer) + above(q3 + outer);
    [low + high - severe, severe, low, high].map(|count| count as f64)
}
