//! Anomaly scores: a column in, a column out.

use hydra_core::anomaly::mad::{self, Scored};
use napi::bindgen_prelude::Float64ArraySlice;
use napi_derive::napi;

use crate::memory::{DONE, output, refused, span};

/// Status of a sample whose values are all equal.
const CONSTANT: u32 = 1;

/// See `hydra_core::anomaly::mad`.
#[napi(catch_unwind)]
pub fn mad_scores(values: &[f64], mut out: Float64ArraySlice) -> u32 {
    let Some(out) = output(&mut out, &[span(values)]) else {
        return refused();
    };
    match mad::mad_scores(values, out) {
        Ok(Scored::Spread) => DONE,
        Ok(Scored::Constant) => CONSTANT,
        Err(fault) => fault.number(),
    }
}
