//! Programs of formulas: bytes and columns in, columns out.

use std::cell::RefCell;

use hydra_core::Fault;
use hydra_core::formula::program::{self, Program};
use hydra_core::formula::{self, Columns, Output, opcode};
use napi::bindgen_prelude::{Float64ArraySlice, Uint8ArraySlice};
use napi_derive::napi;

use crate::memory::{DONE, are_apart, output, output_bytes, refused, span, whole};

/// The table of instructions, a line each.
#[napi(catch_unwind)]
pub fn formula_opcodes() -> Vec<String> {
    opcode::lines()
}

/// Programs up to this many bytes stay known.
const KEPT: usize = 65_536;

thread_local! {
    /// The bytes that were read last, and their program: over few rows reading costs more than running.
    static LAST: RefCell<Option<(Vec<u8>, Program)>> = const { RefCell::new(None) };
}

/// Runs the program of `bytes`, which is read anew only where it is another one than before.
fn run(bytes: &[u8], columns: Columns, output: &mut Output) -> Result<(), Fault> {
    LAST.with(|last| {
        let Ok(mut last) = last.try_borrow_mut() else {
            return formula::run(bytes, columns, output);
        };
        if let Some((_, program)) = last.as_ref().filter(|(known, _)| known == bytes) {
            return formula::run_program(program, columns, output);
        }
        let program = program::read(bytes)?;
        let result = formula::run_program(&program, columns, output);
        if bytes.len() <= KEPT {
            *last = Some((bytes.to_vec(), program));
        }
        result
    })
}

/// See `hydra_core::formula`; a column an output, marks of all in one; `counts` are two numbers an output.
#[napi(catch_unwind)]
#[allow(
    clippy::too_many_arguments,
    reason = "an object would cost more than the call"
)]
pub fn formula_columns(
    program: &[u8],
    rows: f64,
    numbers: Vec<Float64ArraySlice>,
    masks: Vec<Uint8ArraySlice>,
    mut values: Vec<Float64ArraySlice>,
    mut flags: Vec<Uint8ArraySlice>,
    mut missing: Uint8ArraySlice,
    mut counts: Float64ArraySlice,
    is_clear: bool,
) -> u32 {
    let numbers: Vec<&[f64]> = numbers.iter().map(AsRef::as_ref).collect();
    let masks: Vec<&[u8]> = masks.iter().map(AsRef::as_ref).collect();
    let mut inputs = vec![span(program)];
    inputs.extend(numbers.iter().map(|column| span(column)));
    inputs.extend(masks.iter().map(|column| span(column)));
    let mut outputs = vec![span(missing.as_ref()), span(counts.as_ref())];
    outputs.extend(values.iter().map(|column| span(column.as_ref())));
    outputs.extend(flags.iter().map(|column| span(column.as_ref())));
    if !are_apart(&inputs, &outputs) {
        return refused();
    }
    let Some(rows) = whole(rows) else {
        return refused();
    };
    let values = values.iter_mut().map(|column| output(column, &[]));
    let flags = flags.iter_mut().map(|column| output_bytes(column, &[]));
    let (Some(mut values), Some(mut flags), Some(missing), Some(counts)) = (
        values.collect::<Option<Vec<_>>>(),
        flags.collect::<Option<Vec<_>>>(),
        output_bytes(&mut missing, &[]),
        output(&mut counts, &[]),
    ) else {
        return refused();
    };
    let columns = Columns {
        rows: rows as usize,
        numbers: &numbers,
        masks: &masks,
    };
    let mut filled = Output {
        values: &mut values,
        flags: &mut flags,
        missing,
        counts,
        is_clear,
    };
    match run(program, columns, &mut filled) {
        Ok(()) => DONE,
        Err(fault) => fault.number(),
    }
}
