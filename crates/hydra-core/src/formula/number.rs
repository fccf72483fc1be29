//! Kernels of numbers: chunks in, a chunk of numbers out. One loop for each form of operands, which the compiler vectorises.
//! Functions of their own (`inline(never)`), so that the compiler knows their columns apart.
//! Twin: src/reference/formula/number.ts

use super::chunk::Numbers;
use super::opcode::Op;
use super::{scalar, vector};
use crate::math;

/// f of each pair.
#[inline]
pub fn binary<T>(out: &mut [T], a: Numbers, b: Numbers, f: impl Fn(f64, f64) -> T)
where
    T: Copy,
{
    match (a, b) {
        (Numbers::Many(a), Numbers::Many(b)) => {
            for ((place, &x), &y) in out.iter_mut().zip(a).zip(b) {
                *place = f(x, y);
            }
        }
        (Numbers::Many(a), Numbers::One(y)) => unary(out, Numbers::Many(a), |x| f(x, y)),
        (Numbers::One(x), b) => unary(out, b, |y| f(x, y)),
    }
}

/// f of each.
#[inline]
pub fn unary<T>(out: &mut [T], a: Numbers, f: impl Fn(f64) -> T)
where
    T: Copy,
{
    match a {
        Numbers::Many(a) => {
            for (place, &x) in out.iter_mut().zip(a) {
                *place = f(x);
            }
        }
        Numbers::One(x) => out.fill(f(x)),
    }
}

/// The powers that are meant otherwise than by a logarithm; pow gives the same bits.
fn power(out: &mut [f64], a: Numbers, b: Numbers) {
    match b {
        Numbers::One(2.0) => unary(out, a, |x| x * x),
        Numbers::One(1.0) => unary(out, a, |x| x),
        Numbers::One(-1.0) => unary(out, a, |x| 1.0 / x),
        Numbers::One(0.0) => unary(out, a, |x| if x.is_nan() { x } else { 1.0 }),
        _ => binary(out, a, b, scalar::power),
    }
}

/// A power of two divides as its reciprocal multiplies, bit for bit, where that is a double.
fn divide(out: &mut [f64], a: Numbers, b: Numbers) {
    match b {
        Numbers::One(y) if y.to_bits() << 12 == 0 && y.is_normal() && (1.0 / y).is_normal() => {
            unary(out, a, |x| x * (1.0 / y));
        }
        _ => binary(out, a, b, |x, y| x / y),
    }
}

/// The greater or the smaller one. Beside a number that is no zero nothing hangs on the sign of zero, and equal means the same bits:
/// one comparison, which a NaN of the column passes through.
fn extreme(out: &mut [f64], a: Numbers, b: Numbers, is_max: bool) {
    match (a, b) {
        (Numbers::One(limit), many @ Numbers::Many(_))
        | (many @ Numbers::Many(_), Numbers::One(limit))
            if limit != 0.0 && !limit.is_nan() =>
        {
            if is_max {
                unary(out, many, |x| if limit > x { limit } else { x });
            } else {
                unary(out, many, |x| if limit < x { limit } else { x });
            }
        }
        _ if is_max => binary(out, a, b, scalar::max),
        _ => binary(out, a, b, scalar::min),
    }
}

/// Instructions of two numbers.
#[inline(never)]
pub fn of_two(op: Op, out: &mut [f64], a: Numbers, b: Numbers) {
    match op {
        Op::Add => binary(out, a, b, |x, y| x + y),
        Op::Subtract => binary(out, a, b, |x, y| x - y),
        Op::Multiply => binary(out, a, b, |x, y| x * y),
        Op::Divide => divide(out, a, b),
        Op::Remainder => binary(out, a, b, |x, y| x % y),
        Op::Min => extreme(out, a, b, false),
        Op::Max => extreme(out, a, b, true),
        Op::Power => power(out, a, b),
        Op::Coalesce => binary(out, a, b, |x, y| if x.is_nan() { y } else { x }),
        Op::Hypot => binary(out, a, b, scalar::hypot),
        Op::Atan2 => binary(out, a, b, math::atan2),
        _ => binary(out, a, b, scalar::round),
    }
}

/// Instructions of one number.
#[inline(never)]
pub fn of_one(op: Op, out: &mut [f64], a: Numbers) {
    match op {
        Op::Negate => unary(out, a, |x| -x),
        Op::Abs => unary(out, a, f64::abs),
        Op::Sign => unary(out, a, scalar::sign),
        Op::Floor => unary(out, a, f64::floor),
        Op::Ceil => unary(out, a, f64::ceil),
        Op::Trunc => unary(out, a, f64::trunc),
        Op::Sqrt => unary(out, a, f64::sqrt),
        Op::Exp => vector::exp(out, a),
        Op::Ln => vector::ln(out, a),
        Op::Log1p => unary(out, a, math::log1p),
        Op::Expm1 => unary(out, a, math::expm1),
        Op::Copy => unary(out, a, |x| x),
        Op::Log2 => unary(out, a, math::log2),
        Op::Log10 => unary(out, a, math::log10),
        Op::Cbrt => unary(out, a, math::cbrt),
        _ => of_circle(op, out, a),
    }
}

/// Sines and their kin.
fn of_circle(op: Op, out: &mut [f64], a: Numbers) {
    match op {
        Op::Sin => unary(out, a, math::sin),
        Op::Cos => unary(out, a, math::cos),
        Op::Tan => unary(out, a, math::tan),
        Op::Asin => unary(out, a, math::asin),
        Op::Acos => unary(out, a, math::acos),
        Op::Atan => unary(out, a, math::atan),
        Op::Sinh => unary(out, a, math::sinh),
        Op::Cosh => unary(out, a, math::cosh),
        Op::Tanh => unary(out, a, math::tanh),
        Op::Asinh => unary(out, a, math::asinh),
        Op::Acosh => unary(out, a, scalar::acosh),
        _ => unary(out, a, math::atanh),
    }
}

/// `yes` where the mask is true, `no` where it is false, no value where it has none.
#[inline(never)]
pub fn select(out: &mut [f64], mask: &[u8], yes: Numbers, no: Numbers) {
    unary(out, no, |y| y);
    let rows = out.iter_mut().zip(mask);
    match yes {
        Numbers::Many(yes) => {
            for ((place, &mask), &x) in rows.zip(yes) {
                *place = choice(mask, x, *place);
            }
        }
        Numbers::One(x) => {
            for (place, &mask) in rows {
                *place = choice(mask, x, *place);
            }
        }
    }
}

#[inline]
fn choice(mask: u8, yes: f64, no: f64) -> f64 {
    let sure = if mask == 2 { yes } else { no };
    if mask == 1 { f64::NAN } else { sure }
}
