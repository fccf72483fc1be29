//! Fitted lines: columns in, rows out.

use hydra_core::trend::{self, least_squares as fit};
use napi::bindgen_prelude::Float64ArraySlice;
use napi_derive::napi;

use crate::memory::{output, refused, span, status, whole};

/// The columns of `fit_lines`, in order.
#[napi(catch_unwind)]
pub fn line_columns() -> Vec<String> {
    trend::COLUMNS.map(str::to_owned).to_vec()
}

/// See `hydra_core::trend`.
#[napi(catch_unwind)]
pub fn fit_lines(
    method: f64,
    x: &[f64],
    y: &[f64],
    offsets: &[u32],
    params: &[f64],
    mut out: Float64ArraySlice,
) -> u32 {
    let Some(method) = whole(method) else {
        return refused();
    };
    let inputs = [span(x), span(y), span(offsets), span(params)];
    let Some(out) = output(&mut out, &inputs) else {
        return refused();
    };
    status(trend::fit_lines(
        method as usize,
        x,
        y,
        offsets,
        params,
        out,
    ))
}

/// See `hydra_core::trend::least_squares`.
#[napi(catch_unwind)]
pub fn least_squares(x: &[f64], y: &[f64], params: &[f64], mut out: Float64ArraySlice) -> u32 {
    let Some(out) = output(&mut out, &[span(x), span(y), span(params)]) else {
        return refused();
    };
    status(fit::least_squares(x, y, params, out))
}
