//! The autocorrelation of each of many samples.
//! In: all values in one column, offsets, a lag. Out: one figure a group.
//! Source: as in exact.  Twin: `autocorrelations` in src/reference/stats/describe.ts

use super::describe::{fits_groups, samples};
use super::exact::autocorrelation_of;
use crate::Fault;

/// The autocorrelation of each group at a lag from 1; NaN where the sample is too short or constant.
///
/// # Errors
/// As [`describe_groups`](super::describe::describe_groups).
pub fn autocorrelations(
    values: &[f64],
    offsets: &[u32],
    lag: usize,
    out: &mut [f64],
) -> Result<(), Fault> {
    if lag < 1 || !fits_groups(values, offsets) || out.len() < offsets.len() - 1 {
        return Err(Fault::ParameterRange);
    }
    for (sample, place) in samples(values, offsets).zip(out) {
        if sample.iter().any(|x| !x.is_finite()) {
            return Err(Fault::NotFinite);
        }
        *place = autocorrelation_of(sample, lag);
    }
    Ok(())
}
