//! Runs a program over columns, chunk after chunk. Inputs are slices of the caller's columns, outputs too.
//! In: a program, columns of one length. Out: the outputs filled and counted, see [`Output`].
//! Fails: HYD-2015 bytes that are no program; HYD-4004 columns that do not fit, bytes that are not Kleene's, over 1e10 steps.
//! Twin: src/reference/formula/machine.ts

use super::chunk::{self, Numbers};
use super::masks::{Answer, Masks, State};
use super::program::{self, Operand, Program, Step};
use super::results::{Output, Place};
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
    run_program(&program::read(bytes)?, columns, output)
}

/// Runs a program that was read before.
///
/// # Errors
/// [`Fault::ParameterRange`] when the columns do not fit it.
pub fn run_program(program: &Program, columns: Columns, output: &mut Output) -> Result<(), Fault> {
    if !is_fitting(program, columns, output) {
        return Err(Fault::ParameterRange);
    }
    output.counts.fill(0.0);
    Machine::new(program, columns).run(output);
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
    masks: Masks<'a>,
    /// The bytes of a mask output.
    last: Vec<u8>,
    chunk: Range<usize>,
}

impl<'a> Machine<'a> {
    fn new(program: &'a Program, columns: Columns<'a>) -> Self {
        let rows = columns.rows.min(chunk::rows_of(program.registers));
        Self {
            program,
            columns,
            numbers: vec![vec![0.0; rows]; program.registers],
            masks: Masks::new(program, columns, rows),
            last: vec![0; rows],
            chunk: 0..0,
        }
    }

    fn run(mut self, output: &mut Output) {
        let most = self.last.len();
        while self.chunk.end < self.columns.rows {
            let start = self.chunk.end;
            self.chunk = start..start + most.min(self.columns.rows - start);
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
                (Operand::Mask(register), _) => self.mask_register(step, at - 1, register),
                (Operand::Output(index), _) if step.op.gives_number() => {
                    let chunk = self.chunk.clone();
                    self.number(step, output.numbers(index, &chunk));
                    output.count(index, &chunk);
                }
                (Operand::Output(index), _) => self.mask_output(step, index, output),
                (_, [tested, Operand::Plain(target), _]) => {
                    let byte = if step.op == Op::SkipIfTrue { 2 } else { 0 };
                    if self.masks.is_all(tested, byte, &self.chunk) {
                        at = target;
                    }
                }
                _ => {}
            }
        }
    }

    fn mask_register(&mut self, step: &Step, at: usize, register: usize) {
        let answer = self.masks.answer(step, &self.chunk);
        if answer == Answer::Same(step.dst) {
            return;
        }
        let mut own = self.masks.take(register);
        let out = &mut own[..self.chunk.len()];
        let state = match answer {
            Answer::Whole(byte) => State::Whole(byte),
            Answer::Later => State::Later(at),
            Answer::Same(other) => {
                out.copy_from_slice(self.masks.bytes(other, &self.chunk));
                State::Bytes
            }
            Answer::Work => {
                if step.args[0] == step.dst {
                    mask::collect(step.op, out, self.masks.bytes(step.args[1], &self.chunk));
                } else {
                    self.mask(step, out);
                }
                State::Bytes
            }
        };
        self.masks.put(register, own, state);
    }

    fn mask_output(&mut self, step: &Step, index: usize, output: &mut Output) {
        let place = Place {
            rows: self.columns.rows,
            index,
            before: self.program.outputs,
        };
        let chunk = self.chunk.clone();
        let whole = match self.masks.answer(step, &chunk) {
            Answer::Whole(byte) => Some(byte),
            Answer::Later => self.masks.settle_step(step, &chunk),
            Answer::Same(other) => {
                return output.take(self.masks.bytes(other, &chunk), place, &chunk);
            }
            Answer::Work => None,
        };
        if let Some(byte) = whole {
            return output.take_whole(byte, place, &chunk);
        }
        if let (Op::And | Op::Or, [a, b, _]) = (step.op, step.args) {
            let sides = [a, b].map(|side| self.masks.bytes(side, &chunk));
            if output.take_link(step.op, sides, place, &chunk) {
                return;
            }
        }
        let mut last = std::mem::take(&mut self.last);
        let bytes = &mut last[..chunk.len()];
        self.mask(step, bytes);
        output.take(bytes, place, &chunk);
        self.last = last;
    }

    fn number(&mut self, step: &Step, out: &mut [f64]) {
        let [a, b, c] = step.args;
        match (a, b) {
            (Operand::Mask(_) | Operand::MaskInput(_), _) => {
                match self.masks.force(a, &self.chunk) {
                    Some(1) => out.fill(f64::NAN),
                    Some(byte) => {
                        let chosen = if byte == 2 { b } else { c };
                        number::of_one(Op::Copy, out, self.numbers(chosen));
                    }
                    None => {
                        let mask = self.masks.bytes(a, &self.chunk);
                        number::select(out, mask, self.numbers(b), self.numbers(c));
                    }
                }
            }
            (_, Operand::None) => number::of_one(step.op, out, self.numbers(a)),
            _ => number::of_two(step.op, out, self.numbers(a), self.numbers(b)),
        }
    }

    /// Kernels of masks; all masks that they read are bytes.
    fn mask(&self, step: &Step, out: &mut [u8]) {
        let [a, b, c] = step.args;
        let bytes = |operand| self.masks.bytes(operand, &self.chunk);
        match (a, b, c) {
            (Operand::Mask(_) | Operand::MaskInput(_), Operand::None, _) => {
                mask::of_one(step.op, out, bytes(a));
            }
            (Operand::Mask(_) | Operand::MaskInput(_), _, Operand::None) => {
                mask::of_two(step.op, out, bytes(a), bytes(b));
            }
            (Operand::Mask(_) | Operand::MaskInput(_), _, _) => {
                mask::select(out, bytes(a), bytes(b), bytes(c));
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
}
