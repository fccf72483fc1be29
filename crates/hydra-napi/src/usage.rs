//! What the running thread has used: one snapshot around a measured batch. Linux; elsewhere nothing is filled.

use std::cell::RefCell;

use napi::bindgen_prelude::{
    Env, Float64Array, Float64ArraySlice, Function, FunctionCallContext, Result,
};
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

/// Gives a function without arguments that fills one row after the other of `memory`: place 0 says where the next row begins, and is moved
/// on by `figures`; a row that does not fit is left out. Why: the slice of `snapshot` costs 150 ns of each call. The memory is kept alive.
#[napi(catch_unwind)]
pub fn open_snapshots(
    env: &Env,
    memory: Float64Array,
    figures: u32,
) -> Result<Function<'_, (), ()>> {
    let memory = RefCell::new(memory);
    let take = move |_: FunctionCallContext| {
        let mut memory = memory.borrow_mut();
        // SAFETY: nobody else has this memory while no JavaScript runs, and none does before the call returns.
        fill_next(unsafe { memory.as_mut() }, figures as usize);
        Ok(())
    };
    env.create_function_from_closure("takeSnapshot", take)
}

fn fill_next(memory: &mut [f64], figures: usize) {
    let at = memory.first().map_or(0, |place| *place as usize);
    let end = at.saturating_add(figures);
    if at > 0
        && let Some(row) = memory.get_mut(at..end)
    {
        fill(row);
        memory[0] = end as f64;
    }
}
