//! Functions of formulas over rows in order: columns in, one column out.

use hydra_core::formula::window::{WindowCall, window_column};
use napi::bindgen_prelude::{Float64ArraySlice, Uint8ArraySlice};
use napi_derive::napi;

use crate::memory::{are_apart, output, output_bytes, refused, span, status};

/// See `hydra_core::formula::window`; one of `values` and `flags` is empty, and so are the columns that the function does not take.
#[napi(catch_unwind)]
pub fn formula_window(
    name: String,
    parameter: f64,
    x: &[f64],
    t: &[f64],
    truths: &[u8],
    mut values: Float64ArraySlice,
    mut flags: Uint8ArraySlice,
) -> u32 {
    let inputs = [span(x), span(t), span(truths)];
    if !are_apart(&inputs, &[span(values.as_ref()), span(flags.as_ref())]) {
        return refused();
    }
    let (Some(values), Some(flags)) = (output(&mut values, &[]), output_bytes(&mut flags, &[]))
    else {
        return refused();
    };
    let call = WindowCall {
        name: &name,
        parameter,
        x,
        t,
        truths,
    };
    status(window_column(&call, values, flags))
}
