//! Values as whole numbers, so that sums of any of them are exact, in any order.
//! In: values, finite. Out: for each, how far it lies above the least, in units of a power of two; the sum of all stays below 2^53.
//! Why: permuted sums in doubles differ in the last place by their order, and a tie would be a toss. Each value is rounded to
//! within half a unit, so sums of k of them that are equal are within k units; whole numbers of ordinary size are not rounded at all.
//! Twin: src/reference/stats/compare/units.ts

use crate::math::double_double::power_of;
use crate::math::scalbn;
use crate::stats::sums::scale_for;

const BITS: i32 = 52;

fn largest_of(values: &[f64]) -> f64 {
    let mut largest = 0.0;
    for x in values {
        largest = if x.abs() > largest { x.abs() } else { largest };
    }
    largest
}

/// The factor that `width` is to be multiplied by, as a power of two, for sums of `count`.
fn shift_for(width: f64, count: usize) -> i32 {
    BITS - power_of(width) - power_of(count as f64)
}

fn whole(x: f64, shift: i32) -> f64 {
    (scalbn(x, shift) + 0.5).floor()
}

/// Above the least.
pub fn above_least(values: &[f64]) -> Vec<f64> {
    let scale = scale_for(largest_of(values));
    let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
    for x in values {
        let x = x * scale;
        least = if x < least { x } else { least };
        most = if x > most { x } else { most };
    }
    let shift = shift_for(most - least, values.len());
    let units = values.iter().map(|x| whole(x * scale - least, shift));
    units.collect()
}

/// Sizes.
pub fn sizes(values: &[f64]) -> Vec<f64> {
    let largest = largest_of(values);
    let scale = scale_for(largest);
    let shift = shift_for(largest * scale, values.len());
    let units = values.iter().map(|x| whole(x.abs() * scale, shift));
    units.collect()
}
