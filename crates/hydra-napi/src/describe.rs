//! Descriptions of samples and autocorrelations: columns in, columns out.

use hydra_core::stats::{autocorrelations, describe};
use napi::bindgen_prelude::Float64ArraySlice;
use napi_derive::napi;

use crate::memory::{output, refused, span, status, whole};

/// See `hydra_core::stats::describe`.
#[napi(catch_unwind)]
pub fn describe_groups(
    values: &[f64],
    offsets: &[u32],
    params: &[f64],
    mut out: Float64ArraySlice,
) -> u32 {
    let inputs = [span(values), span(offsets), span(params)];
    let Some(out) = output(&mut out, &inputs) else {
        return refused();
    };
    status(describe::describe_groups(values, offsets, params, out))
}

/// See `hydra_core::stats::autocorrelations`.
#[napi(catch_unwind)]
pub fn autocorrelations(
    values: &[f64],
    offsets: &[u32],
    lag: f64,
    mut out: Float64ArraySlice,
) -> u32 {
    let Some(lag) = whole(lag) else {
        return refused();
    };
    let Some(out) = output(&mut out, &[span(values), span(offsets)]) else {
        return refused();
    };
    status(autocorrelations::autocorrelations(
        values,
        offsets,
        lag as usize,
        out,
    ))
}
