//! Sketches in bulk: a column in, a sketch as a column out; and, for the tests, what the core's own sketch says.

use hydra_core::Fault;
use hydra_core::sketch::Sketch;
use hydra_core::sketch::column::{Written, sketch_column as write_column};
use napi::bindgen_prelude::Float64ArraySlice;
use napi_derive::napi;

use crate::memory::{DONE, output, refused, span, whole};

/// Status of a column that had room for the head only.
const HEAD_ONLY: u32 = 1;

/// See `hydra_core::sketch::column`; `moments` is 1 or 0.
#[napi(catch_unwind)]
pub fn sketch_column(values: &[f64], bits: f64, moments: f64, mut out: Float64ArraySlice) -> u32 {
    let (Some(bits), Some(moments)) = (whole(bits), whole(moments)) else {
        return refused();
    };
    let Some(out) = output(&mut out, &[span(values)]) else {
        return refused();
    };
    if moments > 1 {
        return refused();
    }
    match write_column(values, bits, moments == 1, out) {
        Ok(Written::Whole) => DONE,
        Ok(Written::HeadOnly) => HEAD_ONLY,
        Err(fault) => fault.number(),
    }
}

/// For the parity tests: sum, mean, variance (0 below two values), then for each of `points` its quantile and its rank.
#[napi(catch_unwind)]
pub fn sketch_figures(
    values: &[f64],
    bits: u32,
    points: &[f64],
    mut out: Float64ArraySlice,
) -> u32 {
    let Some(out) = output(&mut out, &[span(values), span(points)]) else {
        return refused();
    };
    let mut sketch = Sketch::new(bits, true);
    sketch.add_many(values);
    if sketch.count == 0 || out.len() < 3 + 2 * points.len() {
        return refused();
    }
    let variance = if sketch.count > 1 {
        sketch.variance()
    } else {
        0.0
    };
    out[..3].copy_from_slice(&[sketch.sum(), sketch.mean(), variance]);
    for (pair, &p) in out[3..].chunks_exact_mut(2).zip(points) {
        let quantile = sketch.quantile(p);
        pair.copy_from_slice(&[quantile, sketch.rank(quantile) as f64]);
    }
    DONE
}

/// For the parity tests: the bytes of a sketch, one a place; answers how many, or 0 when there is no room.
#[napi(catch_unwind)]
pub fn sketch_bytes(values: &[f64], bits: u32, moments: bool, mut out: Float64ArraySlice) -> u32 {
    let Some(out) = output(&mut out, &[span(values)]) else {
        return refused();
    };
    let mut sketch = Sketch::new(bits, moments);
    sketch.add_many(values);
    let bytes = sketch.to_bytes();
    if bytes.len() > out.len() {
        return 0;
    }
    for (place, &byte) in out.iter_mut().zip(&bytes) {
        *place = f64::from(byte);
    }
    bytes.len() as u32
}

/// For the parity tests: 0 when the core reads the bytes and writes the same, else the number of its fault.
#[napi(catch_unwind)]
pub fn sketch_accepts(bytes: &[u8]) -> u32 {
    match Sketch::from_bytes(bytes) {
        Ok(sketch) if sketch.to_bytes() == bytes => DONE,
        Ok(_) => Fault::ParameterRange.number(),
        Err(fault) => fault.number(),
    }
}
