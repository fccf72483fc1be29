//! Comparisons: chunks of numbers in, Kleene bytes out: 0 false, 2 true, 1 where a side has no value.
//! An order is the sum of two comparisons, one of which holds beside NaN: no branch, and no look for NaN before.
//! Twin: src/reference/formula/compare.ts

use super::chunk::Numbers;
use super::number::{binary, unary};
use super::opcode::Op;

/// Instructions of two numbers.
#[allow(
    clippy::nonminimal_bool,
    clippy::neg_cmp_op_on_partial_ord,
    reason = "NaN makes the difference"
)]
pub fn of_two(op: Op, out: &mut [u8], a: Numbers, b: Numbers) {
    match op {
        Op::Less => binary(out, a, b, |x, y| u8::from(x < y) + u8::from(!(x >= y))),
        Op::LessEqual => binary(out, a, b, |x, y| u8::from(x <= y) + u8::from(!(x > y))),
        Op::Greater => binary(out, a, b, |x, y| u8::from(x > y) + u8::from(!(x <= y))),
        Op::GreaterEqual => binary(out, a, b, |x, y| u8::from(x >= y) + u8::from(!(x < y))),
        Op::Equal => binary(out, a, b, equal),
        _ => binary(out, a, b, |x, y| 2 - equal(x, y)),
    }
}

#[inline]
fn equal(x: f64, y: f64) -> u8 {
    2 * u8::from(x == y) + u8::from(x.is_nan() | y.is_nan())
}

/// Whether a number has no value.
pub fn is_missing(out: &mut [u8], a: Numbers) {
    unary(out, a, |x| 2 * u8::from(x.is_nan()));
}
