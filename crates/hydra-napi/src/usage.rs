//! What the running thread has used: one snapshot around a measured batch. Linux; elsewhere nothing is filled.

use napi::bindgen_prelude::Float64ArraySlice;
use napi_derive::napi;

use crate::memory::output;

/// See `hydra_probe::usage`. Returns how many figures were filled in; 0 where the system cannot tell.
#[napi(catch_unwind)]
pub fn snapshot(mut out: Float64ArraySlice) -> u32 {
    let Some(out) = output(&mut out, &[]) else {
        return 0;
    };
    fill(out) as u32
}

#[cfg(target_os = "linux")]
fn fill(out: &mut [f64]) -> usize {
    hydra_probe::usage::snapshot(out);
    out.len().min(hydra_probe::usage::FIGURES)
}

#[cfg(not(target_os = "linux"))]
fn fill(_out: &mut [f64]) -> usize {
    0
}
