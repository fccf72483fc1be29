//! Builds programs of formulas: values are named as they come, registers are given out at the end.
//! In: instructions in order. Out: bytes that `program::read` accepts.
//! Registers: a linear scan (Poletto and Sarkar 1999). A register is free after the last reading of its value, and never one that
//! the same instruction reads, so that kernels never read what they write.
//! A value is an [`Operand`]; in one of a register the index is its name, until the end.
//! Twin: src/reference/formula/builder.ts

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::opcode::Op;
use super::placing::{Draft, Placed, place_results};
use super::program::{HEADER_WORDS, INSTRUCTION_WORDS, MAGIC, Operand, VERSION, read};

const NO_ARGS: [Operand; 3] = [Operand::None; 3];

#[derive(Default)]
pub struct Builder {
    inputs: [usize; 2],
    drafts: Vec<Draft>,
    constants: Vec<f64>,
    places: HashMap<u64, usize>,
    values: usize,
}

/// A NaN of arithmetic may have any sign and payload; in a program it has one form.
fn form_of(value: f64) -> u64 {
    if value.is_nan() {
        0x7ff8_0000_0000_0000
    } else {
        value.to_bits()
    }
}

impl Builder {
    /// For so many columns of numbers and of Kleene bytes.
    pub fn new(inputs: usize, mask_inputs: usize) -> Self {
        Self {
            inputs: [inputs, mask_inputs],
            ..Self::default()
        }
    }

    /// Instructions so far.
    pub fn size(&self) -> usize {
        self.drafts.len()
    }

    fn fresh(&mut self, gives_number: bool) -> Operand {
        self.values += 1;
        let name = self.values - 1;
        if gives_number {
            Operand::Number(name)
        } else {
            Operand::Mask(name)
        }
    }

    fn push(&mut self, op: Op, dst: Operand, given: &[Operand]) -> Operand {
        let mut args = NO_ARGS;
        for (place, &arg) in args.iter_mut().zip(given) {
            *place = arg;
        }
        self.drafts.push(Draft { op, dst, args });
        dst
    }

    pub fn constant(&mut self, value: f64) -> Operand {
        let next = self.constants.len();
        let index = *self.places.entry(form_of(value)).or_insert(next);
        if index == next {
            self.constants.push(value);
        }
        Operand::Constant(index)
    }

    /// `false` 0, `missing` 1, `true` 2 in every row.
    pub fn fill(&mut self, byte: u8) -> Operand {
        let dst = self.fresh(false);
        self.push(Op::MaskFill, dst, &[Operand::Plain(usize::from(byte))])
    }

    /// An instruction; of constants alone the first is copied, since no instruction reads only constants.
    pub fn emit(&mut self, op: Op, args: &[Operand]) -> Operand {
        let takes = op.row().2.bytes();
        let mut plain = takes
            .zip(args)
            .filter(|&(letter, _)| letter == b'n')
            .peekable();
        let has_plain = plain.peek().is_some();
        let is_constant = has_plain && plain.all(|(_, arg)| matches!(arg, Operand::Constant(_)));
        let mut given = args.to_vec();
        if is_constant {
            let copy = self.fresh(true);
            given[0] = self.push(Op::Copy, copy, &args[..1]);
        }
        let dst = self.fresh(op.gives_number());
        self.push(op, dst, &given)
    }

    /// What a chain collects into: its first link, if it was made since `before`, else a copy of it.
    pub fn collector(&mut self, before: usize, first: Operand) -> Operand {
        let made = self.drafts[before..].last();
        if made.is_some_and(|draft| draft.dst == first) {
            return first;
        }
        let copy = self.fresh(false);
        self.push(Op::MaskCopy, copy, &[first])
    }

    /// The skip before a link of a chain; its target is set by [`Self::end_chain`].
    pub fn skip(&mut self, op: Op, collected: Operand) -> usize {
        let skip = if op == Op::And {
            Op::SkipIfFalse
        } else {
            Op::SkipIfTrue
        };
        self.push(skip, Operand::None, &[collected, Operand::None]);
        self.drafts.len() - 1
    }

    pub fn collect(&mut self, op: Op, collected: Operand, link: Operand) {
        self.push(op, collected, &[collected, link]);
    }

    pub fn end_chain(&mut self, skips: &[usize]) {
        let end = Operand::Plain(self.drafts.len());
        for &at in skips {
            self.drafts[at].args[1] = end;
        }
    }

    /// The bytes of the program: results of numbers are the number outputs in their order, the others the mask outputs in theirs.
    /// None where the program would be larger than programs may be.
    pub fn finish(&self, results: &[Operand]) -> Option<Vec<u8>> {
        let placed = place_results(&self.drafts, results);
        let (words, registers) = allocate(&placed.drafts);
        let bytes = self.write(&placed, &words, registers);
        read(&bytes).is_ok().then_some(bytes)
    }

    fn write(&self, placed: &Placed, words: &[u32], registers: [usize; 2]) -> Vec<u8> {
        let counts = [
            self.inputs[0],
            self.inputs[1],
            self.constants.len(),
            registers[0],
            registers[1],
            placed.drafts.len(),
            placed.outputs,
            placed.mask_outputs,
        ];
        let size = 4 * HEADER_WORDS + 8 * self.constants.len() + 4 * words.len();
        let mut bytes = Vec::with_capacity(size);
        let header = [MAGIC, VERSION].into_iter();
        for word in header.chain(counts.map(|count| count as u32)) {
            bytes.extend(word.to_le_bytes());
        }
        for &value in &self.constants {
            bytes.extend(form_of(value).to_le_bytes());
        }
        for word in words {
            bytes.extend(word.to_le_bytes());
        }
        bytes
    }
}

/// The name of a value that needs a register, and the place of its file.
fn register_of(value: Operand) -> Option<(usize, usize)> {
    match value {
        Operand::Number(name) => Some((name, 0)),
        Operand::Mask(name) => Some((name, 1)),
        _ => None,
    }
}

/// What an instruction names.
fn named(draft: &Draft) -> impl Iterator<Item = (usize, usize)> {
    let [a, b, c] = draft.args;
    [draft.dst, a, b, c].into_iter().filter_map(register_of)
}

/// Registers of one file: the lowest free one is taken first.
#[derive(Default)]
struct RegisterFile {
    free: BinaryHeap<Reverse<usize>>,
    size: usize,
}

impl RegisterFile {
    fn take(&mut self) -> usize {
        if let Some(Reverse(register)) = self.free.pop() {
            return register;
        }
        self.size += 1;
        self.size - 1
    }
}

/// The words of all instructions, and the sizes of both files of registers.
fn allocate(drafts: &[Draft]) -> (Vec<u32>, [usize; 2]) {
    let mut last = HashMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        last.extend(named(draft).map(|(name, _)| (name, at)));
    }
    let mut files = [RegisterFile::default(), RegisterFile::default()];
    let mut homes: HashMap<usize, usize> = HashMap::new();
    let mut words = Vec::with_capacity(INSTRUCTION_WORDS * drafts.len());
    for (at, draft) in drafts.iter().enumerate() {
        if let Some((name, file)) = register_of(draft.dst) {
            homes.entry(name).or_insert_with(|| files[file].take());
        }
        words.push(draft.op.row().0);
        let [a, b, c] = draft.args;
        words.extend([draft.dst, a, b, c].map(|value| value.placed(&homes).word()));
        let mut dying: Vec<_> = named(draft).filter(|(name, _)| last[name] == at).collect();
        dying.sort_unstable();
        dying.dedup();
        for (name, file) in dying {
            files[file].free.push(Reverse(homes[&name]));
        }
    }
    (words, files.map(|file| file.size))
}

impl Operand {
    /// The register of a name.
    fn placed(self, homes: &HashMap<usize, usize>) -> Self {
        let home = |name: usize| homes.get(&name).copied().unwrap_or(name);
        match self {
            Self::Number(name) => Self::Number(home(name)),
            Self::Mask(name) => Self::Mask(home(name)),
            other => other,
        }
    }
}
