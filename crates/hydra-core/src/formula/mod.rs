//! The column machine of formulas: a program of bytes runs over columns of numbers and of Kleene bytes.
//! In: a program ([`program`]), columns, outputs of the caller. Out: values; how many rows have none, and how many are true.
//! Missing is NaN for numbers, and 1 for Kleene bytes (false 0, true 2).  Twin: src/reference/formula

mod chunk;
mod compare;
mod machine;
mod mask;
mod masks;
mod number;
pub mod opcode;
pub mod program;
mod results;
mod scalar;
mod vector;
mod zone;

pub use machine::{Columns, run, run_program};
pub use results::Output;
