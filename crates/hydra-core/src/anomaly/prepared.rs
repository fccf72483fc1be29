//! Columns as the scores want them: logarithms where asked for, and of ordinary size, so that no square over- or underflows.
//! In: values, whether by logarithm. Out: a copy times a power of two. A whole sample: by its largest value; a series whose
//! scores may not know the future: by its first value that is not 0, values beyond 2^480 of it held there.
//! Fails: a value not finite; a value not above 0 where logarithms are asked for.
//! Twin: src/reference/anomaly/prepared.ts

use crate::Fault;
use crate::math::log;
use crate::stats::sums::scale_for;

const MOST: f64 = 3.1217485503159922e144; // 2^480

/// Finite values, or their logarithms.
fn plain(values: &[f64], by_log: bool) -> Result<Vec<f64>, Fault> {
    if values.iter().any(|x| !x.is_finite()) {
        return Err(Fault::NotFinite);
    }
    if !by_log {
        return Ok(values.to_vec());
    }
    if values.iter().any(|&x| x <= 0.0) {
        return Err(Fault::ParameterRange);
    }
    Ok(values.iter().map(|&x| log(x)).collect())
}

/// For scores of a whole sample.
///
/// # Errors
/// As in the header.
pub fn whole(values: &[f64], by_log: bool) -> Result<Vec<f64>, Fault> {
    let mut column = plain(values, by_log)?;
    let mut largest = 0.0;
    for x in &column {
        let size = x.abs();
        largest = if size > largest { size } else { largest };
    }
    let scale = scale_for(largest);
    for x in &mut column {
        *x *= scale;
    }
    Ok(column)
}

/// The power of two that makes a value lie from 1 to 2; of the largest and the smallest as near as doubles allow.
pub fn unit_of(x: f64) -> f64 {
    let exponent = (x.to_bits() >> 52) & 2047;
    let held = if exponent > 2045 { 2045 } else { exponent };
    f64::from_bits((2046 - held) << 52)
}

/// A value in units of the first one, held at 2^480.
pub fn in_units(x: f64, unit: f64) -> f64 {
    let value = x * unit;
    if value > MOST {
        return MOST;
    }
    if value < -MOST { -MOST } else { value }
}

/// For scores of a series that know the past only.
///
/// # Errors
/// As in the header.
pub fn series(values: &[f64], by_log: bool) -> Result<Vec<f64>, Fault> {
    let mut column = plain(values, by_log)?;
    let first = column.iter().copied().find(|&x| x != 0.0);
    let unit = unit_of(first.unwrap_or(1.0));
    for x in &mut column {
        *x = in_units(*x, unit);
    }
    Ok(column)
}
