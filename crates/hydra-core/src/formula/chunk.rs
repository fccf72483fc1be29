//! Chunks: rows that are worked on together, so that all live registers stay in the nearest cache.
//! Twin: src/reference/formula/chunk.ts

/// Rows of a chunk.
pub const ROWS: usize = 512;

/// Numbers of a chunk: one each row, or one for all.
#[derive(Clone, Copy)]
pub enum Numbers<'a> {
    /// One each row.
    Many(&'a [f64]),
    /// The same in each.
    One(f64),
}
