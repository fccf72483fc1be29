//! Terms: what formulas compute, as a graph in which nothing stands twice. Several formulas may share one.
//! In: terms bottom-up, each named by the terms it reads. Out: its place; the same structure has the same place (hash-consing,
//! Ershov 1958). Inputs are named by what a caller must bring: a column, ranks of a column of texts, a figure of series, a test of
//! texts. Without `optimize` only inputs and constants are shared, and nothing is folded: the same bits, more instructions.
//! Twin: src/reference/formula/term.ts

use std::collections::HashMap;

use super::fold::{Folded, fold};
use super::opcode::Op;
use super::text::Text;

/// What a term does; `Every` and `Some` are chains of `and` and `or` that may end early.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum TermOp {
    Op(Op),
    Input,
    Flag,
    Constant,
    Fill,
    Every,
    Some,
}

impl TermOp {
    pub fn is_leaf(self) -> bool {
        matches!(self, Self::Input | Self::Flag | Self::Constant)
    }

    pub fn is_chain(self) -> bool {
        matches!(self, Self::Every | Self::Some)
    }

    /// Known before there are rows.
    pub fn is_known(self) -> bool {
        matches!(self, Self::Constant | Self::Fill)
    }
}

/// One of them.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub op: TermOp,
    /// Places of the terms it reads; all lower than its own.
    pub args: Vec<usize>,
    /// Of a constant its number, of a fill its byte, of an input its place among the inputs of its kind; else 0.
    pub value: f64,
}

/// What a column of numbers is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberKind {
    /// Given.
    Number,
    /// Ranks of texts.
    Rank,
    /// A figure of a series in each row.
    Figure,
}

/// A column of numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberInput {
    /// What it is.
    pub kind: NumberKind,
    /// Of the variable.
    pub name: Text,
    /// Of a figure, as formulas call it; else empty.
    pub figure: &'static str,
    /// Of the figure `quantile`; else 0.
    pub q: f64,
}

/// A text of a test.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TextSide {
    /// Of a column.
    Name(Text),
    /// As it stands.
    Text(Text),
}

/// A column of Kleene bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum MaskInput {
    /// Given.
    Flag(Text),
    /// A test of texts in each row, by the name of its function.
    Test(&'static str, [TextSide; 2]),
}

/// What makes two terms the same.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Input(NumberKind, Text, &'static str, u64),
    Flag(MaskInput),
    Constant(u64),
    Fill(u8),
    Made(TermOp, Vec<usize>),
}

/// All NaN are one; -0 is another than 0.
fn key_of(value: f64) -> u64 {
    if value.is_nan() {
        f64::NAN.to_bits()
    } else {
        value.to_bits()
    }
}

/// Terms of formulas.
#[derive(Default)]
pub struct Graph {
    pub(super) terms: Vec<Term>,
    pub(super) numbers: Vec<NumberInput>,
    pub(super) masks: Vec<MaskInput>,
    optimize: bool,
    known: HashMap<Key, usize>,
}

impl Graph {
    /// An empty one; with `optimize` what stands twice is computed once, and what is known before there are rows is folded.
    pub fn new(optimize: bool) -> Self {
        Self {
            optimize,
            ..Self::default()
        }
    }

    fn push(&mut self, op: TermOp, args: Vec<usize>, value: f64) -> usize {
        self.terms.push(Term { op, args, value });
        self.terms.len() - 1
    }

    fn place(&mut self, key: Key, op: TermOp, args: Vec<usize>, value: f64) -> usize {
        if let Some(&known) = self.known.get(&key) {
            return known;
        }
        let at = self.push(op, args, value);
        self.known.insert(key, at);
        at
    }

    pub(super) fn input(&mut self, source: NumberInput) -> usize {
        let key = Key::Input(
            source.kind,
            source.name.clone(),
            source.figure,
            key_of(source.q),
        );
        if let Some(&known) = self.known.get(&key) {
            return known;
        }
        self.numbers.push(source);
        let value = (self.numbers.len() - 1) as f64;
        self.place(key, TermOp::Input, vec![], value)
    }

    pub(super) fn flag(&mut self, source: MaskInput) -> usize {
        let key = Key::Flag(source.clone());
        if let Some(&known) = self.known.get(&key) {
            return known;
        }
        self.masks.push(source);
        let value = (self.masks.len() - 1) as f64;
        self.place(key, TermOp::Flag, vec![], value)
    }

    pub(super) fn constant(&mut self, value: f64) -> usize {
        self.place(
            Key::Constant(key_of(value)),
            TermOp::Constant,
            vec![],
            value,
        )
    }

    /// `false` 0, `missing` 1, `true` 2 in every row.
    pub(super) fn fill(&mut self, byte: u8) -> usize {
        self.place(Key::Fill(byte), TermOp::Fill, vec![], f64::from(byte))
    }

    /// An instruction over terms.
    pub(super) fn make(&mut self, op: Op, args: &[usize]) -> usize {
        self.settle(TermOp::Op(op), args)
    }

    /// A term over others; folded, or the place of an equal one, where the graph optimizes.
    pub(super) fn settle(&mut self, op: TermOp, args: &[usize]) -> usize {
        if !self.optimize {
            return self.push(op, args.to_vec(), 0.0);
        }
        match fold(self, op, args) {
            Folded::Term(at) => at,
            Folded::Step(op, args) => self.place(Key::Made(op, args.clone()), op, args, 0.0),
        }
    }
}
