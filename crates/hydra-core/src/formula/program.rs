//! Programs of formulas as bytes: a reader that trusts nothing.
//! In: bytes. Out: a program whose every index, type and length is right, or [`Fault::BadProgram`].
//! The layout, and what is asked beside ranges, stands in the twin.  Twin: src/reference/formula/program.ts

use super::opcode::Op;
use crate::Fault;

pub(super) const MAGIC: u32 = 0x4644_5948;
pub(super) const VERSION: u32 = 1;
pub(super) const HEADER_WORDS: usize = 10;
pub(super) const INSTRUCTION_WORDS: usize = 5;
const MAX_INPUTS: usize = 65_536;
const MAX_CONSTANTS: usize = 65_536;
const MAX_REGISTERS: usize = 256;
const MAX_INSTRUCTIONS: usize = 131_072;

/// Where an operand is, or what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operand {
    /// Not used.
    None,
    /// A register of numbers.
    Number(usize),
    /// A column of numbers.
    Input(usize),
    /// A constant.
    Constant(usize),
    /// A register of Kleene bytes.
    Mask(usize),
    /// A column of Kleene bytes.
    MaskInput(usize),
    /// A column of results, of numbers or of masks as the instruction gives them.
    Output(usize),
    /// A number as it stands: a byte, or an instruction.
    Plain(usize),
}

impl Operand {
    fn of(word: u32) -> Option<Self> {
        let index = (word & 0x00ff_ffff) as usize;
        Some(match word >> 24 {
            0 if index == 0 => Self::None,
            1 => Self::Number(index),
            2 => Self::Input(index),
            3 => Self::Constant(index),
            4 => Self::Mask(index),
            5 => Self::MaskInput(index),
            6 => Self::Output(index),
            7 => Self::Plain(index),
            _ => return None,
        })
    }

    pub(super) fn word(self) -> u32 {
        let (kind, index) = match self {
            Self::None => (0, 0),
            Self::Number(index) => (1, index),
            Self::Input(index) => (2, index),
            Self::Constant(index) => (3, index),
            Self::Mask(index) => (4, index),
            Self::MaskInput(index) => (5, index),
            Self::Output(index) => (6, index),
            Self::Plain(index) => (7, index),
        };
        (kind << 24) | (index as u32 & 0x00ff_ffff)
    }

    fn is_number(self) -> bool {
        matches!(self, Self::Number(_) | Self::Input(_) | Self::Constant(_))
    }

    pub(super) fn is_mask(self) -> bool {
        matches!(self, Self::Mask(_) | Self::MaskInput(_))
    }
}

/// One instruction.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// What it does.
    pub op: Op,
    /// What it writes.
    pub dst: Operand,
    /// What it reads.
    pub args: [Operand; 3],
}

/// A program that may be run without further checks of its own.
#[derive(Clone, Debug)]
pub struct Program {
    /// Columns of numbers.
    pub inputs: usize,
    /// Columns of Kleene bytes.
    pub mask_inputs: usize,
    /// Constants.
    pub constants: Vec<f64>,
    /// Registers of numbers.
    pub registers: usize,
    /// Registers of Kleene bytes.
    pub mask_registers: usize,
    /// Results that are numbers.
    pub outputs: usize,
    /// Results that are masks.
    pub mask_outputs: usize,
    /// The instructions.
    pub steps: Vec<Step>,
}

/// Reads a program.
///
/// # Errors
/// [`Fault::BadProgram`] for anything that is not one.
pub fn read(bytes: &[u8]) -> Result<Program, Fault> {
    read_all(bytes).ok_or(Fault::BadProgram)
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(4 * at..4 * at + 4)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

fn constant(bytes: &[u8], at: usize) -> Option<f64> {
    let start = 4 * HEADER_WORDS + 8 * at;
    let eight = bytes.get(start..start + 8)?;
    Some(f64::from_le_bytes(eight.try_into().ok()?))
}

fn read_all(bytes: &[u8]) -> Option<Program> {
    let mut header = [0; HEADER_WORDS];
    for (at, place) in header.iter_mut().enumerate() {
        *place = word(bytes, at)?;
    }
    let [magic, version, counts @ ..] = header;
    let [
        inputs,
        mask_inputs,
        constants,
        registers,
        mask_registers,
        instructions,
        outputs,
        mask_outputs,
    ] = counts.map(|count| count as usize);
    let ours = magic == MAGIC && version == VERSION;
    let results = outputs.checked_add(mask_outputs)?;
    let small = inputs <= MAX_INPUTS && mask_inputs <= MAX_INPUTS && constants <= MAX_CONSTANTS;
    let short = registers <= MAX_REGISTERS && mask_registers <= MAX_REGISTERS;
    let has_output = results > 0 && results <= instructions;
    if !ours || !small || !short || !has_output || instructions > MAX_INSTRUCTIONS {
        return None;
    }
    let size = HEADER_WORDS + 2 * constants + INSTRUCTION_WORDS * instructions;
    if bytes.len() != 4 * size {
        return None;
    }
    let mut program = Program {
        inputs,
        mask_inputs,
        constants: (0..constants)
            .map(|at| constant(bytes, at))
            .collect::<Option<_>>()?,
        registers,
        mask_registers,
        outputs,
        mask_outputs,
        steps: Vec::with_capacity(instructions),
    };
    let mut order = Order::new(instructions, results);
    for at in 0..instructions {
        let first = HEADER_WORDS + 2 * constants + INSTRUCTION_WORDS * at;
        let step = program.step(bytes, first, at, instructions)?;
        order.accept(step, at)?;
        if let Operand::Output(index) = step.dst {
            let before = if step.op.gives_number() { 0 } else { outputs };
            order.accept_output(before + index, at)?;
        }
        program.steps.push(step);
    }
    order
        .outputs
        .iter()
        .all(|&written| written)
        .then_some(program)
}

impl Program {
    /// The instruction that begins at a word, when its operands are of the right kinds and in range.
    fn step(&self, bytes: &[u8], first: usize, at: usize, instructions: usize) -> Option<Step> {
        let op = Op::by_code(word(bytes, first)?)?;
        let dst = Operand::of(word(bytes, first + 1)?)?;
        let mut args = [Operand::None; 3];
        for (i, arg) in args.iter_mut().enumerate() {
            *arg = Operand::of(word(bytes, first + 2 + i)?)?;
        }
        let (takes, gives) = op.row().2.split_once('=')?;
        let takes = takes.as_bytes();
        let padded = args[takes.len()..].iter().all(|&arg| arg == Operand::None);
        let mut given = takes.iter().zip(&args);
        let read =
            given.all(|(&letter, &operand)| self.is_readable(letter, operand, at, instructions));
        let fits = padded && read && has_variable(takes, &args);
        (fits && self.is_writable(gives, dst)).then_some(Step { op, dst, args })
    }

    fn is_in_range(&self, operand: Operand) -> bool {
        match operand {
            Operand::Number(index) => index < self.registers,
            Operand::Input(index) => index < self.inputs,
            Operand::Constant(index) => index < self.constants.len(),
            Operand::Mask(index) => index < self.mask_registers,
            Operand::MaskInput(index) => index < self.mask_inputs,
            Operand::None | Operand::Output(_) | Operand::Plain(_) => false,
        }
    }

    fn is_readable(&self, letter: u8, operand: Operand, at: usize, instructions: usize) -> bool {
        match (letter, operand) {
            (b'i', Operand::Plain(byte)) => byte <= 2,
            (b't', Operand::Plain(target)) => target > at && target <= instructions,
            (b'k', Operand::Constant(index)) => self
                .constants
                .get(index)
                .is_some_and(|&digits| digits.abs() <= 15.0 && digits.trunc() == digits),
            (b'm', _) => operand.is_mask() && self.is_in_range(operand),
            (b'n' | b'v', _) => operand.is_number() && self.is_in_range(operand),
            _ => false,
        }
    }

    /// The result goes into a register or an output of its kind.
    fn is_writable(&self, gives: &str, dst: Operand) -> bool {
        match (gives, dst) {
            ("n", Operand::Output(index)) => index < self.outputs,
            ("m", Operand::Output(index)) => index < self.mask_outputs,
            ("n", Operand::Number(_)) | ("m", Operand::Mask(_)) => self.is_in_range(dst),
            ("", Operand::None) => true,
            _ => false,
        }
    }
}

fn has_variable(takes: &[u8], args: &[Operand; 3]) -> bool {
    let mut plain = takes
        .iter()
        .zip(args)
        .filter(|&(&letter, _)| letter == b'n')
        .peekable();
    plain.peek().is_none() || plain.any(|(_, arg)| !matches!(arg, Operand::Constant(_)))
}

/// One bit for each register of both files.
type Registers = [u64; 2 * MAX_REGISTERS / 64];

/// Which registers and outputs hold something, in order of the instructions.
struct Order {
    now: Registers,
    /// What is sure at an instruction that skips lead to.
    at: Vec<Option<Box<Registers>>>,
    /// Outputs of numbers, then those of masks.
    outputs: Vec<bool>,
    /// The last instruction that a skip leads to.
    farthest: usize,
}

fn bit_of(operand: Operand) -> Option<(usize, u64)> {
    let place = match operand {
        Operand::Number(index) => index,
        Operand::Mask(index) => MAX_REGISTERS + index,
        _ => return None,
    };
    Some((place / 64, 1 << (place % 64)))
}

impl Order {
    fn new(instructions: usize, results: usize) -> Self {
        Self {
            now: [0; 2 * MAX_REGISTERS / 64],
            at: vec![None; instructions + 1],
            outputs: vec![false; results],
            farthest: 0,
        }
    }

    /// Registers are read after they are written, and an instruction does not read what it writes.
    fn accept(&mut self, step: Step, at: usize) -> Option<()> {
        if let Some(merged) = self.at.get_mut(at)?.take() {
            meet(&mut self.now, &merged);
        }
        let collects = matches!(step.op, Op::And | Op::Or);
        for (i, &operand) in step.args.iter().enumerate() {
            let Some((group, bit)) = bit_of(operand) else {
                continue;
            };
            let reads_own = operand == step.dst && !(collects && i == 0);
            if self.now[group] & bit == 0 || reads_own {
                return None;
            }
        }
        if let Some((group, bit)) = bit_of(step.dst) {
            self.now[group] |= bit;
        }
        if let Operand::Plain(target) = step.args[1] {
            self.skip_to(target)?;
        }
        Some(())
    }

    /// An output is written once, and no skip leads past that.
    fn accept_output(&mut self, place: usize, at: usize) -> Option<()> {
        let written = self.outputs.get_mut(place)?;
        if *written || self.farthest > at {
            return None;
        }
        *written = true;
        Some(())
    }

    /// After a skip only that is sure which was so before it.
    fn skip_to(&mut self, target: usize) -> Option<()> {
        self.farthest = self.farthest.max(target);
        match self.at.get_mut(target)? {
            Some(known) => meet(known, &self.now),
            place => *place = Some(Box::new(self.now)),
        }
        Some(())
    }
}

fn meet(a: &mut Registers, b: &Registers) {
    for (a, b) in a.iter_mut().zip(b) {
        *a &= b;
    }
}
