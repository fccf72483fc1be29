//! Chunks: rows that are worked on together, so that all live registers stay in the nearest cache.
//! Twin: src/reference/formula/chunk.ts

/// Rows of a chunk where numbers are computed, and where masks alone are.
const ROWS: usize = 512;
const ROWS_OF_BYTES: usize = 4096;

/// Rows of a chunk of a program with so many registers of numbers.
pub const fn rows_of(registers: usize) -> usize {
    if registers == 0 { ROWS_OF_BYTES } else { ROWS }
}

/// Numbers of a chunk: one each row, or one for all.
#[derive(Clone, Copy)]
pub enum Numbers<'a> {
    /// One each row.
    Many(&'a [f64]),
    /// The same in each.
    One(f64),
}
