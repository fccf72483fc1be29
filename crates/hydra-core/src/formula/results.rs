//! The outputs of a program: chunks of results become columns of the caller, and are counted.
//! Marks of missing rows are touched only where an output has such rows: most have none, and clearing a fresh column costs
//! as much as a comparison. Flags likewise: those that hold zeros already are written only in chunks with a true row, others
//! are cleared when an output has its first true row. `and` and `or` of two masks become flags and a count in one go.
//! Twin: src/reference/formula/results.ts

use super::opcode::Op;
use super::program::Program;
use std::ops::Range;

/// What a program fills.
pub struct Output<'a> {
    /// A column for each number output, NaN where there is no value.
    pub values: &'a mut [&'a mut [f64]],
    /// A column for each mask output, 1 where true. Unless they are clear, that of an output without a
    /// true row means nothing.
    pub flags: &'a mut [&'a mut [u8]],
    /// Columns of all mask outputs, one behind the other: 1 where there is no value. Of an output where every row has one
    /// it stays as it is.
    pub missing: &'a mut [u8],
    /// Of each output, those of numbers first: rows without a value, rows that are true.
    pub counts: &'a mut [f64],
    /// Whether `flags` hold zeros.
    pub is_clear: bool,
}

impl Output<'_> {
    /// Whether the columns have the size of the program's results.
    pub fn has_room(&self, program: &Program, rows: usize) -> bool {
        let (numbers, masks) = (program.outputs, program.mask_outputs);
        (self.values.len(), self.flags.len()) == (numbers, masks)
            && self.values.iter().all(|column| column.len() == rows)
            && self.flags.iter().all(|column| column.len() == rows)
            && rows.checked_mul(masks) == Some(self.missing.len())
            && self.counts.len() == 2 * (numbers + masks)
    }

    /// Rows of a number output.
    pub fn numbers(&mut self, index: usize, chunk: &Range<usize>) -> &mut [f64] {
        &mut self.values[index][chunk.clone()]
    }

    /// Counts what is now in rows of a number output.
    pub fn count(&mut self, index: usize, chunk: &Range<usize>) {
        let missing = count_missing(self.numbers(index, chunk));
        self.counts[2 * index] += missing as f64;
    }

    /// Kleene bytes into rows of a mask output.
    pub fn take(&mut self, bytes: &[u8], place: Place, chunk: &Range<usize>) {
        let (is_true, unknown) = tally(bytes);
        if is_true > 0 {
            self.clear_flags(place, chunk);
            flag(bytes, &mut self.flags[place.index][chunk.clone()]);
        } else {
            self.pass_flags(place, chunk);
        }
        if unknown > 0 {
            self.clear_marks(place);
            mark(bytes, &mut self.missing[place.rows_of(chunk)]);
        }
        self.add(place, is_true, unknown);
    }

    /// `and` or `or` of two masks into rows of a mask output; false, and nothing said, where a row of them has no value.
    pub fn take_link(
        &mut self,
        op: Op,
        [a, b]: [&[u8]; 2],
        place: Place,
        chunk: &Range<usize>,
    ) -> bool {
        self.clear_flags(place, chunk);
        let flags = &mut self.flags[place.index][chunk.clone()];
        let Some(is_true) = link(op, flags, a, b) else {
            flags.fill(0);
            return false;
        };
        self.add(place, is_true, 0);
        true
    }

    /// One Kleene byte for all rows of a chunk of a mask output.
    pub fn take_whole(&mut self, byte: u8, place: Place, chunk: &Range<usize>) {
        if byte == 2 {
            self.clear_flags(place, chunk);
            self.flags[place.index][chunk.clone()].fill(1);
        } else {
            self.pass_flags(place, chunk);
        }
        let rows = chunk.len() as u32;
        let (is_true, unknown) = (u32::from(byte >> 1) * rows, u32::from(byte & 1) * rows);
        if unknown > 0 {
            self.clear_marks(place);
            self.missing[place.rows_of(chunk)].fill(1);
        }
        self.add(place, is_true, unknown);
    }

    /// Clears the flags before the first true row.
    fn clear_flags(&mut self, place: Place, chunk: &Range<usize>) {
        if !self.is_clear && !self.has_true(place) {
            self.flags[place.index][..chunk.start].fill(0);
        }
    }

    /// A chunk without a true row.
    fn pass_flags(&mut self, place: Place, chunk: &Range<usize>) {
        if !self.is_clear && self.has_true(place) {
            self.flags[place.index][chunk.clone()].fill(0);
        }
    }

    fn has_true(&self, place: Place) -> bool {
        self.counts[2 * place.count() + 1] > 0.0
    }

    /// Clears the marks before the first row without a value.
    fn clear_marks(&mut self, place: Place) {
        if self.counts[2 * place.count()] == 0.0 {
            self.missing[place.rows_of(&(0..place.rows))].fill(0);
        }
    }

    fn add(&mut self, place: Place, is_true: u32, unknown: u32) {
        self.counts[2 * place.count()] += f64::from(unknown);
        self.counts[2 * place.count() + 1] += f64::from(is_true);
    }
}

/// Which mask output.
#[derive(Clone, Copy)]
pub struct Place {
    /// Rows of a column.
    pub rows: usize,
    /// Its number among the mask outputs.
    pub index: usize,
    /// Outputs before those: all of numbers.
    pub before: usize,
}

impl Place {
    fn rows_of(self, chunk: &Range<usize>) -> Range<usize> {
        let first = self.rows * self.index;
        first + chunk.start..first + chunk.end
    }

    fn count(self) -> usize {
        self.before + self.index
    }
}

// Functions of their own (`inline(never)`), so that the compiler knows their columns apart.

/// First whether there may be any: whether a sum of all is NaN, which costs least.
#[inline(never)]
#[allow(
    clippy::needless_range_loop,
    reason = "the compiler makes the best of it"
)]
fn count_missing(values: &[f64]) -> usize {
    let (groups, rest) = values.as_chunks::<8>();
    let mut sums = [0.0; 4];
    for x in groups {
        for i in 0..4 {
            sums[i] += x[i] + x[i + 4];
        }
    }
    let count = |some: &[f64]| some.iter().filter(|value| value.is_nan()).count();
    if sums.iter().any(|sum| sum.is_nan()) {
        count(values)
    } else {
        count(rest)
    }
}

/// Words that are added up before a byte of the sum, which holds twice as many, could overflow.
const WORDS: usize = 127;
const ONES: u64 = 0x0101_0101_0101_0101;
const EVEN: u64 = 0x00ff_00ff_00ff_00ff;

/// The sum of the eight bytes of a word.
fn across(word: u64) -> u32 {
    let pairs = (word & EVEN) + ((word >> 8) & EVEN);
    (pairs.wrapping_mul(0x0001_0001_0001_0001) >> 48) as u32
}

/// How many bytes are true, and how many have no value.
#[inline(never)]
fn tally(bytes: &[u8]) -> (u32, u32) {
    let (words, rest) = bytes.as_chunks::<8>();
    let (mut sum, mut unknown) = (0, 0);
    for some in words.chunks(WORDS) {
        let (mut sums, mut gaps) = (0_u64, 0_u64);
        for &word in some {
            let word = u64::from_ne_bytes(word);
            sums = sums.wrapping_add(word);
            gaps = gaps.wrapping_add(word & ONES);
        }
        sum += across(sums);
        unknown += across(gaps);
    }
    for &byte in rest {
        sum += u32::from(byte);
        unknown += u32::from(byte & 1);
    }
    ((sum - unknown) / 2, unknown)
}

/// `and` or `or` of two masks as flags, and how many are true; None, and flags that mean nothing, where a row has no value.
#[inline(never)]
fn link(op: Op, flags: &mut [u8], a: &[u8], b: &[u8]) -> Option<u32> {
    if op == Op::And {
        link_words(flags, a, b, |x, y| x & y)
    } else {
        link_words(flags, a, b, |x, y| x | y)
    }
}

/// Eight rows at a time: without gaps the smaller and the greater byte are those of both and of either bit.
#[inline]
fn link_words(flags: &mut [u8], a: &[u8], b: &[u8], f: impl Fn(u64, u64) -> u64) -> Option<u32> {
    let (words, rest) = flags.as_chunks_mut::<8>();
    let (of_a, rest_of_a) = a.as_chunks::<8>();
    let (of_b, rest_of_b) = b.as_chunks::<8>();
    let (mut sum, mut seen) = (0, 0);
    let groups = words.chunks_mut(WORDS).zip(of_a.chunks(WORDS));
    for ((some, x), y) in groups.zip(of_b.chunks(WORDS)) {
        let mut sums = 0_u64;
        for ((place, &x), &y) in some.iter_mut().zip(x).zip(y) {
            let (x, y) = (u64::from_ne_bytes(x), u64::from_ne_bytes(y));
            let both = f(x, y) >> 1;
            seen |= x | y;
            sums = sums.wrapping_add(both);
            *place = both.to_ne_bytes();
        }
        if seen & ONES != 0 {
            return None;
        }
        sum += across(sums);
    }
    for ((place, &x), &y) in rest.iter_mut().zip(rest_of_a).zip(rest_of_b) {
        let both = f(u64::from(x), u64::from(y)) >> 1;
        seen |= u64::from(x | y);
        sum += both as u32;
        *place = both as u8;
    }
    (seen & ONES == 0).then_some(sum)
}

#[inline(never)]
fn flag(bytes: &[u8], flags: &mut [u8]) {
    for (&byte, flag) in bytes.iter().zip(flags) {
        *flag = byte >> 1;
    }
}

#[inline(never)]
fn mark(bytes: &[u8], missing: &mut [u8]) {
    for (&byte, mark) in bytes.iter().zip(missing) {
        *mark = byte & 1;
    }
}
