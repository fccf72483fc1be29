//! Intervals and tests: columns in, columns out.

use hydra_core::stats::adjust;
use napi::bindgen_prelude::Float64ArraySlice;
use napi_derive::napi;

use crate::memory::{output, refused, span, status, whole};

/// The methods of `adjust_p_values`, by number.
#[napi(catch_unwind)]
pub fn adjust_methods() -> Vec<String> {
    adjust::METHODS.map(str::to_owned).to_vec()
}

/// See `hydra_core::stats::adjust`.
#[napi(catch_unwind)]
pub fn adjust_p_values(method: f64, p: &[f64], family: f64, mut out: Float64ArraySlice) -> u32 {
    let Some(method) = whole(method) else {
        return refused();
    };
    let Some(out) = output(&mut out, &[span(p)]) else {
        return refused();
    };
    status(adjust::adjust_p_values(method as usize, p, family, out))
}
