//! Runs a program over columns, chunk after chunk. Inputs are slices of the caller's columns; the last instruction writes
//! into the caller's output.
//! In: a program, columns of one length. Out: the output filled, and [`Counts`].
//! Fails: HYD-2015 bytes that are no program; HYD-4004 columns that do not fit, bytes that are not Kleene's, over 1e10 steps.
//! Twin: src/reference/formula/machine.ts

use super::chunk::{Numbers, ROWS};
use super::program::{self, Operand, Program, Step};
use super::{compare, mask, number, opcode::Op};
use crate::Fault;

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

/// What a program fills; of a number the two columns of bytes are empty, of a boolean that of numbers is.
pub struct Output<'a> {
    /// Numbers, NaN where there is no value.
    pub values: &'a mut [f64],
    /// 1 where true.
    pub flags: &'a mut [u8],
    /// 1 where there is no value.
    pub missing: &'a mut [u8],
}

/// What was seen on the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows without a value.
    pub missing: usize,
    /// Rows that are true.
    pub is_true: usize,
}

/// Runs the program of `bytes`.
///
/// # Errors
/// [`Fault::BadProgram`] for bytes that are no program, [`Fault::ParameterRange`] when the columns do not fit it.
pub fn run(bytes: &[u8], columns: Columns, output: &mut Output) -> Result<Counts, Fault> {
    let program = program::read(bytes)?;
    if !is_fitting(&program, columns, output) {
        return Err(Fault::ParameterRange);
    }
    Ok(Machine::new(&program, columns).run(output))
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
    let (values, bytes) = if program.is_boolean {
        (0, rows)
    } else {
        (rows, 0)
    };
    let room = output.values.len() == values
        && output.flags.len() == bytes
        && output.missing.len() == bytes;
    let work = rows as f64 * program.steps.len() as f64;
    counted
        && long
        && room
        && work <= MAX_WORK
        && masks.iter().all(|column| mask::is_kleene(column))
}

struct Machine<'a> {
    program: &'a Program,
    columns: Columns<'a>,
    numbers: Vec<Vec<f64>>,
    masks: Vec<Vec<u8>>,
    /// The first row of the chunk, and one past its last.
    start: usize,
    end: usize,
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
            start: 0,
            end: 0,
        }
    }

    fn run(mut self, output: &mut Output) -> Counts {
        let mut counts = Counts::default();
        let mut last = [0; ROWS];
        while self.end < self.columns.rows {
            self.start = self.end;
            let left = self.columns.rows - self.start;
            self.end += if left < ROWS { left } else { ROWS };
            let range = self.start..self.end;
            if self.program.is_boolean {
                let bytes = &mut last[..range.len()];
                self.chunk(&mut [], bytes);
                let flags = &mut output.flags[range.clone()];
                let (is_true, unknown) = split(bytes, flags, &mut output.missing[range]);
                counts.is_true += usize::from(is_true);
                counts.missing += usize::from(unknown);
            } else {
                let values = &mut output.values[range];
                self.chunk(values, &mut []);
                counts.missing += values.iter().filter(|value| value.is_nan()).count();
            }
        }
        counts
    }

    /// One chunk into the output.
    fn chunk(&mut self, values: &mut [f64], bytes: &mut [u8]) {
        let steps = &self.program.steps;
        let mut at = 0;
        while let Some(step) = steps.get(at) {
            at += 1;
            match (step.dst, step.args) {
                (Operand::Number(register), _) => {
                    let mut own = std::mem::take(&mut self.numbers[register]);
                    self.number(step, &mut own[..self.end - self.start]);
                    self.numbers[register] = own;
                }
                (Operand::Mask(register), args) => {
                    let mut own = std::mem::take(&mut self.masks[register]);
                    let out = &mut own[..self.end - self.start];
                    if args[0] == step.dst {
                        mask::collect(step.op, out, self.bytes(args[1]));
                    } else {
                        self.mask(step, out);
                    }
                    self.masks[register] = own;
                }
                (_, [tested, Operand::Plain(target), _]) => {
                    let byte = if step.op == Op::SkipIfTrue { 2 } else { 0 };
                    if mask::is_all(self.bytes(tested), byte) {
                        at = target;
                    }
                }
                _ if self.program.is_boolean => self.mask(step, bytes),
                _ => self.number(step, values),
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
            Operand::Number(index) => Numbers::Many(&self.numbers[index][..self.end - self.start]),
            Operand::Input(index) => {
                Numbers::Many(&self.columns.numbers[index][self.start..self.end])
            }
            Operand::Constant(index) => Numbers::One(self.program.constants[index]),
            _ => Numbers::One(f64::NAN),
        }
    }

    fn bytes(&self, operand: Operand) -> &[u8] {
        match operand {
            Operand::Mask(index) => &self.masks[index][..self.end - self.start],
            Operand::MaskInput(index) => &self.columns.masks[index][self.start..self.end],
            _ => &[],
        }
    }
}

/// Kleene bytes as flags and marks of rows without a value; how many of both.
/// A function of its own, so that the compiler knows its columns apart.
#[inline(never)]
fn split(bytes: &[u8], flags: &mut [u8], missing: &mut [u8]) -> (u16, u16) {
    let (mut is_true, mut unknown) = (0, 0);
    for ((&byte, flag), mark) in bytes.iter().zip(flags).zip(missing) {
        *flag = byte >> 1;
        *mark = byte & 1;
        is_true += u16::from(byte >> 1);
        unknown += u16::from(byte & 1);
    }
    (is_true, unknown)
}
