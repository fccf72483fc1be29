//! Summaries and success intervals: columns in, columns out.

use hydra_core::stats::groups;
use hydra_core::stats::pairs;
use hydra_core::stats::success;
use napi::bindgen_prelude::Float64ArraySlice;
use napi_derive::napi;

use crate::memory::{output, refused, span, status, whole};

/// See `hydra_core::stats::groups`.
#[napi(catch_unwind)]
pub fn summarize_groups(
    values: &[f64],
    offsets: &[u32],
    mask: f64,
    confidence: f64,
    mut out: Float64ArraySlice,
) -> u32 {
    let Some(mask) = whole(mask) else {
        return refused();
    };
    let Some(out) = output(&mut out, &[span(values), span(offsets)]) else {
        return refused();
    };
    status(groups::summarize_groups(
        values, offsets, mask, confidence, out,
    ))
}

/// See `hydra_core::stats::success`.
#[napi(catch_unwind)]
pub fn success_intervals(
    method: f64,
    successes: &[f64],
    trials: &[f64],
    confidence: f64,
    mut low: Float64ArraySlice,
    mut high: Float64ArraySlice,
) -> u32 {
    let inputs = [span(successes), span(trials)];
    let high_span = span(high.as_ref());
    let Some(method) = whole(method) else {
        return refused();
    };
    let Some(low) = output(&mut low, &[inputs[0], inputs[1], high_span]) else {
        return refused();
    };
    let Some(high) = output(&mut high, &inputs) else {
        return refused();
    };
    status(success::success_intervals(
        method as usize,
        successes,
        trials,
        confidence,
        low,
        high,
    ))
}

/// The methods of `success_intervals`, by number.
#[napi(catch_unwind)]
pub fn success_methods() -> Vec<String> {
    success::METHODS.map(str::to_owned).to_vec()
}

/// The names of the columns of `judge_pairs`, in order.
#[napi(catch_unwind)]
pub fn pair_columns() -> Vec<String> {
    pairs::COLUMNS.map(str::to_owned).to_vec()
}

/// See `hydra_core::stats::pairs`.
#[napi(catch_unwind)]
pub fn judge_pairs(
    values: &[f64],
    epochs: &[u32],
    offsets: &[u32],
    rules: &[u32],
    points: &[f64],
    confidence: f64,
    mut out: Float64ArraySlice,
) -> u32 {
    let inputs = [
        span(values),
        span(epochs),
        span(offsets),
        span(rules),
        span(points),
    ];
    let Some(out) = output(&mut out, &inputs) else {
        return refused();
    };
    let request = pairs::Request {
        values,
        epochs,
        offsets,
        rules,
        points,
        confidence,
    };
    status(pairs::judge_pairs(request, out))
}
