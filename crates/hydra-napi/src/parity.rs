//! For the tests only: the shared mathematics and the seeded stream by column, so that the twin can be held against
//! them in bulk, and a panic on demand.

use hydra_core::{math, random::sfc32};
use napi::bindgen_prelude::Float64ArraySlice;
use napi_derive::napi;

use crate::memory::{DONE, output, refused, span};

/// `out[i] = f(x[i], y[i])` for a function of `hydra_core::math`.
#[napi(catch_unwind)]
pub fn math_column(name: String, x: &[f64], y: &[f64], mut out: Float64ArraySlice) -> u32 {
    let Some(function) = math::by_name(&name) else {
        return refused();
    };
    let Some(out) = output(&mut out, &[span(x), span(y)]) else {
        return refused();
    };
    if x.len() != y.len() || out.len() != x.len() {
        return refused();
    }
    for ((result, &x), &y) in out.iter_mut().zip(x).zip(y) {
        *result = function(x, y);
    }
    DONE
}

/// Draws of a stream: below `below` when that is at least 1, else from [0, 1).
#[napi(catch_unwind)]
pub fn random_column(seed: f64, stream: String, below: f64, mut out: Float64ArraySlice) -> u32 {
    let Some(out) = output(&mut out, &[]) else {
        return refused();
    };
    let mut random = sfc32::create(seed as i64, &stream);
    for draw in out {
        *draw = if below >= 1.0 {
            random.below(below)
        } else {
            random.float()
        };
    }
    DONE
}

/// Panics, to show that the process survives it.
///
/// # Panics
/// Always.
#[napi(catch_unwind)]
pub fn panic_for_test() {
    panic!("asked to panic");
}
