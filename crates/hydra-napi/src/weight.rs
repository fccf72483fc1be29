//! Weights of heads: columns in, a column out.

use hydra_core::weight::{self, POLICIES, Refusal};
use napi::bindgen_prelude::Float64ArraySlice;
use napi_derive::napi;

use crate::memory::{output, span};

/// The policies, in order of their index.
#[napi(catch_unwind)]
pub fn weight_policies() -> Vec<String> {
    POLICIES.map(str::to_owned).to_vec()
}

/// See `hydra_core::weight::weight_columns`. A refused value leaves its column and head in `out`.
#[napi(catch_unwind)]
pub fn weight_columns(
    policy: f64,
    values: &[f64],
    params: &[f64],
    mut out: Float64ArraySlice,
) -> i32 {
    let Some(out) = output(&mut out, &[span(values), span(params)]) else {
        return Refusal::Shape.status();
    };
    match weight::weight_columns(policy, values, params, out) {
        Ok(notes) => notes.bits().cast_signed(),
        Err(refusal) => {
            if let Refusal::Value { column, head } = refusal {
                out[0] = column as f64;
                out[1] = head as f64;
            }
            refusal.status()
        }
    }
}
