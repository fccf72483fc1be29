//! Change points: columns in, a column of marks out.

use hydra_core::drift::{self, online};
use napi::bindgen_prelude::Float64ArraySlice;
use napi_derive::napi;

use crate::memory::{output, refused, span, status, whole};

/// The methods, in order of their number.
#[napi(catch_unwind)]
pub fn change_methods() -> Vec<String> {
    drift::METHODS.map(str::to_owned).to_vec()
}

/// See `hydra_core::drift`.
#[napi(catch_unwind)]
pub fn change_points(
    method: f64,
    values: &[f64],
    offsets: &[u32],
    params: &[f64],
    mut out: Float64ArraySlice,
) -> u32 {
    let Some(method) = whole(method) else {
        return refused();
    };
    let Some(out) = output(&mut out, &[span(values), span(offsets), span(params)]) else {
        return refused();
    };
    status(drift::change_points(
        method as usize,
        values,
        offsets,
        params,
        out,
    ))
}

/// See `hydra_core::drift::online`.
#[napi(catch_unwind)]
pub fn online_states(
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
    status(online::online_states(method as usize, values, params, out))
}
