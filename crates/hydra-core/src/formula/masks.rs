//! Registers of Kleene bytes, and how little of a chunk must be computed: a register may hold one byte for all rows, or a
//! comparison of a column with a constant that nobody has asked for yet.
//! In: an instruction that gives a mask. Out: its [`Answer`]; what it needs of its operands is computed then.
//! `and` asks both sides what they know before either is computed, and nothing at all of the second where the first is false
//! in every row; `or` likewise. Comparisons that a rule never needs cost nothing, so that many rules may share them.
//! Twin: none; the bits are the same without.

use super::chunk::Numbers;
use super::machine::Columns;
use super::opcode::Op;
use super::program::{Operand, Program, Step};
use super::zone::{self, Zones};
use super::{compare, mask};
use std::ops::Range;

/// What a register of a chunk holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// A byte each row.
    Bytes,
    /// The same in every row.
    Whole(u8),
    /// What the comparison at this place of the program gives.
    Later(usize),
}

/// How an instruction goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Every row is this byte.
    Whole(u8),
    /// As the operand.
    Same(Operand),
    /// Its kernel has to run; all masks that it reads are bytes.
    Work,
    /// It is a comparison of a column with a constant.
    Later,
}

/// Registers, and what is known of the columns.
pub struct Masks<'a> {
    program: &'a Program,
    columns: Columns<'a>,
    registers: Vec<Vec<u8>>,
    states: Vec<State>,
    zones: Zones,
}

impl<'a> Masks<'a> {
    /// Registers for chunks of so many rows.
    pub fn new(program: &'a Program, columns: Columns<'a>, rows: usize) -> Self {
        Self {
            program,
            columns,
            registers: vec![vec![0; rows]; program.mask_registers],
            states: vec![State::Bytes; program.mask_registers],
            zones: Zones::new(program.inputs),
        }
    }

    /// The bytes of an operand that holds a byte each row.
    pub fn bytes(&self, operand: Operand, chunk: &Range<usize>) -> &[u8] {
        match operand {
            Operand::Mask(index) => &self.registers[index][..chunk.len()],
            Operand::MaskInput(index) => &self.columns.masks[index][chunk.clone()],
            _ => &[],
        }
    }

    /// A register to write, apart from the others.
    pub fn take(&mut self, register: usize) -> Vec<u8> {
        std::mem::take(&mut self.registers[register])
    }

    /// Puts it back, with what it holds.
    pub fn put(&mut self, register: usize, bytes: Vec<u8>, state: State) {
        self.registers[register] = bytes;
        self.states[register] = state;
    }

    /// What an instruction comes to.
    pub fn answer(&mut self, step: &Step, chunk: &Range<usize>) -> Answer {
        let [a, b, c] = step.args;
        match step.op {
            Op::And => self.link(0, a, b, chunk),
            Op::Or => self.link(2, a, b, chunk),
            Op::MaskCopy => self.same(a, chunk),
            Op::MaskSelect => match self.force(a, chunk) {
                Some(1) => Answer::Whole(1),
                Some(byte) => self.same(if byte == 2 { b } else { c }, chunk),
                None => self.work(&[b, c], chunk),
            },
            Op::Not | Op::MaskIsMissing | Op::MaskEqual | Op::MaskNotEqual | Op::MaskCoalesce => {
                self.plain(step, chunk)
            }
            _ => match (a, b) {
                (Operand::Plain(byte), _) => Answer::Whole(byte as u8),
                (Operand::Input(_), Operand::Constant(_))
                | (Operand::Constant(_), Operand::Input(_)) => Answer::Later,
                _ => Answer::Work,
            },
        }
    }

    fn same(&mut self, operand: Operand, chunk: &Range<usize>) -> Answer {
        let whole = self.force(operand, chunk);
        whole.map_or(Answer::Same(operand), Answer::Whole)
    }

    /// A kernel after all: its operands as bytes.
    fn work(&mut self, operands: &[Operand], chunk: &Range<usize>) -> Answer {
        for &operand in operands {
            if let (Operand::Mask(index), Some(byte)) = (operand, self.force(operand, chunk)) {
                self.registers[index][..chunk.len()].fill(byte);
                self.states[index] = State::Bytes;
            }
        }
        Answer::Work
    }

    /// Instructions of one mask or two, row by row.
    fn plain(&mut self, step: &Step, chunk: &Range<usize>) -> Answer {
        let [a, b, _] = step.args;
        let one = b == Operand::None;
        let x = self.force(a, chunk);
        let y = if one { x } else { self.force(b, chunk) };
        let (Some(x), Some(y)) = (x, y) else {
            let masks = if one { 1 } else { 2 };
            return self.work(&step.args[..masks], chunk);
        };
        let mut out = [0];
        if one {
            mask::of_one(step.op, &mut out, &[x]);
        } else {
            mask::of_two(step.op, &mut out, &[x], &[y]);
        }
        Answer::Whole(out[0])
    }

    /// `and` with `stop` 0, `or` with 2: where one side is that in every row, the other does not matter.
    fn link(&mut self, stop: u8, a: Operand, b: Operand, chunk: &Range<usize>) -> Answer {
        if self.settle(a, chunk) == Some(stop) || self.settle(b, chunk) == Some(stop) {
            return Answer::Whole(stop);
        }
        let x = self.force(a, chunk);
        let ends =
            x == Some(stop) || (x.is_none() && self.is_late(b) && self.is_all(a, stop, chunk));
        if ends {
            return Answer::Whole(stop);
        }
        match (x, self.force(b, chunk)) {
            (_, Some(y)) if y == stop => Answer::Whole(stop),
            (Some(x), Some(y)) => Answer::Whole(if stop == 0 { x.min(y) } else { x.max(y) }),
            (Some(x), None) if x != 1 => Answer::Same(b),
            (None, Some(y)) if y != 1 => Answer::Same(a),
            _ => self.work(&[a, b], chunk),
        }
    }

    fn is_late(&self, operand: Operand) -> bool {
        matches!(operand, Operand::Mask(index) if matches!(self.states[index], State::Later(_)))
    }

    /// Whether every row is `byte`, which is 0 or 2; a register remembers it.
    pub fn is_all(&mut self, operand: Operand, byte: u8, chunk: &Range<usize>) -> bool {
        if let Some(whole) = self.force(operand, chunk) {
            return whole == byte;
        }
        let all = mask::is_all(self.bytes(operand, chunk), byte);
        if let (true, Operand::Mask(index)) = (all, operand) {
            self.states[index] = State::Whole(byte);
        }
        all
    }

    /// The byte of every row, where that is known without a comparison.
    fn settle(&mut self, operand: Operand, chunk: &Range<usize>) -> Option<u8> {
        let Operand::Mask(index) = operand else {
            return None;
        };
        match self.states[index] {
            State::Bytes => None,
            State::Whole(byte) => Some(byte),
            State::Later(at) => {
                let byte = self.settle_step(&self.program.steps[at], chunk)?;
                self.states[index] = State::Whole(byte);
                Some(byte)
            }
        }
    }

    /// The same of a comparison of a column with a constant.
    pub fn settle_step(&mut self, step: &Step, chunk: &Range<usize>) -> Option<u8> {
        let (index, op, y) = match step.args {
            [Operand::Input(index), Operand::Constant(y), _] => (index, step.op, y),
            [Operand::Constant(y), Operand::Input(index), _] => (index, zone::turned(step.op), y),
            _ => return None,
        };
        let (column, y) = (self.columns.numbers[index], self.program.constants[y]);
        self.zones.settle(index, column, chunk, op, y)
    }

    /// Computes an operand: the byte of every row, or None where it now has a byte each.
    pub fn force(&mut self, operand: Operand, chunk: &Range<usize>) -> Option<u8> {
        let settled = self.settle(operand, chunk);
        let Operand::Mask(register) = operand else {
            return None;
        };
        if let (None, State::Later(at)) = (settled, self.states[register]) {
            let Step { op, args, .. } = self.program.steps[at];
            let sides = [args[0], args[1]].map(|side| match side {
                Operand::Input(index) => Numbers::Many(&self.columns.numbers[index][chunk.clone()]),
                Operand::Constant(index) => Numbers::One(self.program.constants[index]),
                _ => Numbers::One(f64::NAN),
            });
            compare::of_two(
                op,
                &mut self.registers[register][..chunk.len()],
                sides[0],
                sides[1],
            );
            self.states[register] = State::Bytes;
        }
        settled
    }
}
