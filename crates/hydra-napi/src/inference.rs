//! Intervals and tests: columns in, columns out.

use hydra_core::stats::{adjust, bootstrap, compare, confidence_sequence as sequence};
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

/// The tests of `compare_samples`, by number.
#[napi(catch_unwind)]
pub fn compare_tests() -> Vec<String> {
    compare::TESTS.map(str::to_owned).to_vec()
}

/// The columns of `compare_samples`, in order.
#[napi(catch_unwind)]
pub fn compare_columns() -> Vec<String> {
    compare::COLUMNS.map(str::to_owned).to_vec()
}

/// See `hydra_core::stats::compare`.
#[napi(catch_unwind)]
pub fn compare_samples(
    test: f64,
    values: &[f64],
    offsets: &[u32],
    params: &[f64],
    mut out: Float64ArraySlice,
) -> u32 {
    let Some(test) = whole(test) else {
        return refused();
    };
    let inputs = [span(values), span(offsets), span(params)];
    let Some(out) = output(&mut out, &inputs) else {
        return refused();
    };
    status(compare::compare_samples(
        test as usize,
        values,
        offsets,
        params,
        out,
    ))
}

/// The statistics and the methods of `bootstrap_intervals`, by number, one list after the other.
#[napi(catch_unwind)]
pub fn bootstrap_names() -> Vec<String> {
    let names = bootstrap::STATISTICS.iter().chain(&bootstrap::METHODS);
    names.map(|name| (*name).to_owned()).collect()
}

/// See `hydra_core::stats::bootstrap`.
#[napi(catch_unwind)]
pub fn bootstrap_intervals(
    statistic: f64,
    method: f64,
    values: &[f64],
    offsets: &[u32],
    params: &[f64],
    mut out: Float64ArraySlice,
) -> u32 {
    let (Some(statistic), Some(method)) = (whole(statistic), whole(method)) else {
        return refused();
    };
    let inputs = [span(values), span(offsets), span(params)];
    let Some(out) = output(&mut out, &inputs) else {
        return refused();
    };
    status(bootstrap::bootstrap_intervals(
        statistic as usize,
        method as usize,
        values,
        offsets,
        params,
        out,
    ))
}

/// See `hydra_core::stats::confidence_sequence`.
#[napi(catch_unwind)]
pub fn confidence_sequence(x: &[f64], alpha: f64, mut out: Float64ArraySlice) -> u32 {
    let Some(out) = output(&mut out, &[span(x)]) else {
        return refused();
    };
    status(sequence::confidence_sequence(x, alpha, out))
}
