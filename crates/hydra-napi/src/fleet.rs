//! Figures of many heads: columns in, columns or rows out.

use hydra_core::fleet::{analysis, efficiency, spread, stability};
use napi::bindgen_prelude::Float64ArraySlice;
use napi_derive::napi;

use crate::memory::{output, refused, span, status};

/// The columns of `stability_scores`, `efficiencies`, `analyze_rows` and `join_runs`, in order.
#[napi(catch_unwind)]
pub fn fleet_columns() -> Vec<Vec<String>> {
    let named = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    vec![
        named(&stability::COLUMNS),
        named(&stability::FIGURES),
        named(&efficiency::FIGURES),
        named(&analysis::COLUMNS),
        named(&spread::COLUMNS),
    ]
}

/// See `hydra_core::fleet::stability`.
#[napi(catch_unwind)]
pub fn stability_scores(
    values: &[f64],
    history: &[f64],
    offsets: &[u32],
    params: &[f64],
    mut out: Float64ArraySlice,
) -> u32 {
    let inputs = [span(values), span(history), span(offsets), span(params)];
    let Some(out) = output(&mut out, &inputs) else {
        return refused();
    };
    status(stability::stability_scores(
        values, history, offsets, params, out,
    ))
}

/// See `hydra_core::fleet::efficiency`.
#[napi(catch_unwind)]
pub fn efficiencies(values: &[f64], mut out: Float64ArraySlice) -> u32 {
    let Some(out) = output(&mut out, &[span(values)]) else {
        return refused();
    };
    status(efficiency::efficiencies(values, out))
}

/// See `hydra_core::fleet::analysis`.
#[napi(catch_unwind)]
pub fn analyze_rows(
    times: &[f64],
    sizes: &[f64],
    offsets: &[u32],
    best: &[f64],
    params: &[f64],
    mut out: Float64ArraySlice,
) -> u32 {
    let inputs = [
        span(times),
        span(sizes),
        span(offsets),
        span(best),
        span(params),
    ];
    let Some(out) = output(&mut out, &inputs) else {
        return refused();
    };
    status(analysis::analyze_rows(
        times, sizes, offsets, best, params, out,
    ))
}

/// See `hydra_core::fleet::spread`.
#[napi(catch_unwind)]
pub fn join_runs(
    values: &[f64],
    machines: &[u32],
    offsets: &[u32],
    params: &[f64],
    mut out: Float64ArraySlice,
) -> u32 {
    let inputs = [span(values), span(machines), span(offsets), span(params)];
    let Some(out) = output(&mut out, &inputs) else {
        return refused();
    };
    status(spread::join_runs(values, machines, offsets, params, out))
}
