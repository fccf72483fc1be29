//! Anomaly scores: a column in, scores, marks and a remark out.

use hydra_core::anomaly;
use napi::bindgen_prelude::Float64ArraySlice;
use napi_derive::napi;

use crate::memory::{output, refused, span, status, whole};

/// The methods, in order of their number.
#[napi(catch_unwind)]
pub fn anomaly_methods() -> Vec<String> {
    anomaly::METHODS.map(str::to_owned).to_vec()
}

/// See `hydra_core::anomaly`.
#[napi(catch_unwind)]
pub fn anomaly_scores(
    method: f64,
    values: &[f64],
    params: &[f64],
    mut out: Float64ArraySlice,
) -> u32 {
    let Some(method) = whole(method) else {
        return refused();
    };
    let Some(out) = output(&mut out, &[span(values), span(params)]) else {
        return refused();
    };
    status(anomaly::anomaly_scores(
        method as usize,
        values,
        params,
        out,
    ))
}
