//! Runs a program over columns, chunk after chunk. Inputs are slices of the caller's columns, outputs too.
//! In: a program, columns of one length. Out: the outputs filled and counted, see [`Output`].
//! Fails: HYD-2015 bytes that are no program; HYD-4004 columns that do not fit, bytes that are not Kleene's, over 1e10 steps.
//! Twin: src/reference/formula/machine.ts

use super::chunk::{Numbers, ROWS};
use super::program::{self, Operand, Program, Step};
use super::results::Output;
use super::{compare, mask, number, opcode::Op};
use crate::Fault;
use std::ops::Range;

const MAX_WORK: f64 = 1e10;

/// What a program reads: columns of numbers, and of Kleene bytes.
#[derive(Clone, Copy)]
pub struct Columns<'a> {
    /// Rows of each.
    pub rows: usize,
    /// Numbers, NaN where there is no value.
    pub numbers: &'a [&'a [f64]],
    /// Booleans: 0 false, 1 no value, 2 true.
    pub masks: &'a [&'a [u8]],
}

/// Runs the program of `bytes`.
///
/// # Errors
/// [`Fault::BadProgram`] for bytes that are no program, [`Fault::ParameterRange`] when the columns do not fit it.
pub fn run(bytes: &[u8], columns: Columns, output: &mut Output) -> Result<(), Fault> {
    let program = program::read(bytes)?;
    if !is_fitting(&program, columns, output) {
        return Err(Fault::ParameterRange);
    }
    output.counts.fill(0.0);
    Machine::new(&program, columns).run(output);
    Ok(())
}

fn is_fitting(program: &Program, columns: Columns, output: &Output) -> bool {
    let Columns {
        rows,
        numbers,
        masks,
    } = columns;
    let counted = numbers.len() == program.inputs && masks.len() == program.mask_inputs;
    let long = numbers.iter().all(|column| column.len() == rows)
        && masks.iter().all(|column| column.len() == rows);
    let work = rows as f64 * program.steps.len() as f64;
    counted
        && long
        && output.has_room(program, rows)
        && work <= MAX_WORK
        && masks.iter().all(|column| mask::is_kleene(column))
}

struct Machine<'a> {
    program: &'a Program,
    columns: Columns<'a>,
    numbers: Vec<Vec<f64>>,
    masks: Vec<Vec<u8>>,
    chunk: Range<usize>,
}

impl<'a> Machine<'a> {
    fn new(program: &'a Program, columns: Columns<'a>) -> Self {
        let rows = if columns.rows < ROWS {
            columns.rows
        } else {
            ROWS
        };
        Self {
            program,
            columns,
            numbers: vec![vec![0.0; rows]; program.registers],
            masks: vec![vec![0; rows]; program.mask_registers],
            chunk: 0..0,
        }
    }

    fn run(mut self, output: &mut Output) {
        while self.chunk.end < self.columns.rows {
            let start = self.chunk.end;
            let left = self.columns.rows - start;
            self.chunk = start..start + if left < ROWS { left } else { ROWS };
            self.run_chunk(output);
        }
    }

    fn run_chunk(&mut self, output: &mut Output) {
        let steps = &self.program.steps;
        let mut at = 0;
        while let Some(step) = steps.get(at) {
            at += 1;
            match (step.dst, step.args) {
                (Operand::Number(register), _) => {
                    let mut own = std::mem::take(&mut self.numbers[register]);
                    self.number(step, &mut own[..self.chunk.len()]);
                    self.numbers[register] = own;
                }
                (Operand::Mask(register), args) => {
                    let mut own = std::mem::take(&mut self.masks[register]);
                    let out = &mut own[..self.chunk.len()];
                    if args[0] == step.dst {
                        mask::collect(step.op, out, self.bytes(args[1]));
                    } else {
                        self.mask(step, out);
                    }
                    self.masks[register] = own;
                }
                (Operand::Output(index), _) => self.output(step, index, output),
                (_, [tested, Operand::Plain(target), _]) => {
                    let byte = if step.op == Op::SkipIfTrue { 2 } else { 0 };
                    if mask::is_all(self.bytes(tested), byte) {
                        at = target;
                    }
                }
                _ => {}
            }
        }
    }

    fn output(&self, step: &Step, index: usize, output: &mut Output) {
        let (rows, chunk) = (self.columns.rows, &self.chunk);
        if step.op.gives_number() {
            self.number(step, output.numbers(rows, index, chunk));
            output.count(rows, index, chunk);
        } else {
            let at = self.program.outputs + index;
            if step.op == Op::MaskCopy {
                output.take(self.bytes(step.args[0]), rows, index, chunk, at);
            } else {
                let mut bytes = [0; ROWS];
                let bytes = &mut bytes[..chunk.len()];
                self.mask(step, bytes);
                output.take(bytes, rows, index, chunk, at);
            }
        }
    }

    fn number(&self, step: &Step, out: &mut [f64]) {
        let [a, b, c] = step.args;
        match (a, b) {
            (Operand::Mask(_) | Operand::MaskInput(_), _) => {
                number::select(out, self.bytes(a), self.numbers(b), self.numbers(c));
            }
            (_, Operand::None) => number::of_one(step.op, out, self.numbers(a)),
            _ => number::of_two(step.op, out, self.numbers(a), self.numbers(b)),
        }
    }

    fn mask(&self, step: &Step, out: &mut [u8]) {
        let [a, b, c] = step.args;
        match (a, b, c) {
            (Operand::Plain(byte), _, _) => out.fill(byte as u8),
            (Operand::Mask(_) | Operand::MaskInput(_), Operand::None, _) => {
                mask::of_one(step.op, out, self.bytes(a));
            }
            (Operand::Mask(_) | Operand::MaskInput(_), _, Operand::None) => {
                mask::of_two(step.op, out, self.bytes(a), self.bytes(b));
            }
            (Operand::Mask(_) | Operand::MaskInput(_), _, _) => {
                mask::select(out, self.bytes(a), self.bytes(b), self.bytes(c));
            }
            (_, Operand::None, _) => compare::is_missing(out, self.numbers(a)),
            _ => compare::of_two(step.op, out, self.numbers(a), self.numbers(b)),
        }
    }

    fn numbers(&self, operand: Operand) -> Numbers<'_> {
        match operand {
            Operand::Number(index) => Numbers::Many(&self.numbers[index][..self.chunk.len()]),
            Operand::Input(index) => {
                Numbers::Many(&self.columns.numbers[index][self.chunk.clone()])
            }
            Operand::Constant(index) => Numbers::One(self.program.constants[index]),
            _ => Numbers::One(f64::NAN),
        }
    }

    fn bytes(&self, operand: Operand) -> &[u8] {
        match operand {
            Operand::Mask(index) => &self.masks[index][..self.chunk.len()],
            Operand::MaskInput(index) => &self.columns.masks[index][self.chunk.clone()],
            _ => &[],
        }
    }
}
