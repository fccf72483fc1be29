//! Shifts between samples: columns in, rows out.

use hydra_core::stats::shift;
use napi::bindgen_prelude::Float64ArraySlice;
use napi_derive::napi;

use crate::memory::{output, refused, span, status};

/// The columns of `sample_shifts`, in order.
#[napi(catch_unwind)]
pub fn shift_columns() -> Vec<String> {
    shift::COLUMNS.map(str::to_owned).to_vec()
}

/// See `hydra_core::stats::shift`.
#[napi(catch_unwind)]
pub fn sample_shifts(
    values: &[f64],
    offsets: &[u32],
    confidence: f64,
    mut out: Float64ArraySlice,
) -> u32 {
    let Some(out) = output(&mut out, &[span(values), span(offsets)]) else {
        return refused();
    };
    status(shift::sample_shifts(values, offsets, confidence, out))
}
