//! Correlations: columns in, rows out.

use hydra_core::correlate;
use napi::bindgen_prelude::Float64ArraySlice;
use napi_derive::napi;

use crate::memory::{output, refused, span, status, whole};

/// The columns of `correlate_pairs`, in order.
#[napi(catch_unwind)]
pub fn correlation_columns() -> Vec<String> {
    correlate::COLUMNS.map(str::to_owned).to_vec()
}

/// See `hydra_core::correlate`.
#[napi(catch_unwind)]
pub fn correlate_pairs(
    method: f64,
    values: &[f64],
    pairs: &[u32],
    params: &[f64],
    mut out: Float64ArraySlice,
) -> u32 {
    let Some(method) = whole(method) else {
        return refused();
    };
    let Some(out) = output(&mut out, &[span(values), span(pairs), span(params)]) else {
        return refused();
    };
    let method = method as usize;
    status(correlate::correlate_pairs(
        method, values, pairs, params, out,
    ))
}
