//! The formula language. Text to tokens, tree, types and units ([`front`]); tree to terms ([`emit`], [`term`]); terms to the bytes
//! of a program ([`lower`], [`mod@program`]); and the machine that runs a program over columns of numbers and of Kleene bytes.
//! In: a program, columns, outputs of the caller. Out: values; how many rows have none, and how many are true.
//! Missing is NaN for numbers, and 1 for Kleene bytes (false 0, true 2).  Twin: src/reference/formula

pub mod ast;
mod builder;
mod catalogue;
mod characters;
mod check;
mod check_call;
mod check_logic;
mod check_number;
mod check_type;
mod checked;
mod chunk;
mod compare;
mod cursor;
pub mod emit;
mod emit_call;
mod emit_logic;
mod emitter;
mod fault;
mod fold;
mod frame;
pub mod front;
mod grammar;
mod lex_number;
mod lex_text;
mod lexer;
mod limits;
pub mod listing;
pub mod lower;
mod machine;
mod mask;
mod masks;
mod number;
pub mod opcode;
mod operand;
mod order;
mod parser;
mod placing;
pub mod program;
mod read_number;
mod region;
mod results;
mod scalar;
mod scanner;
mod suggest;
mod table;
pub mod term;
mod text;
mod token;
mod unify;
mod unit;
mod vector;
pub mod window;
mod zone;

pub use machine::{Columns, run, run_program};
pub use results::Output;
