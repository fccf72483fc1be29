//! What an instruction does to one number or two, where that is more than an operator.
//! Missing (NaN) in, missing out, also where IEEE or libm would not: 1 ^ x, x ^ 0, min, max, hypot(inf, x).
//! Twin: src/reference/formula/scalar.ts

use crate::math;

const TWO_TO_52: f64 = 4_503_599_627_370_496.0;
const POWERS_OF_TEN: [f64; 16] = [
    1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];

/// The greater one; -0 is less than +0.
#[inline]
pub fn max(x: f64, y: f64) -> f64 {
    let greater = if x > y { x } else { y };
    let both = f64::from_bits(x.to_bits() & y.to_bits());
    let result = if x == y { both } else { greater };
    if x.is_nan() { x } else { result }
}

/// The smaller one; -0 is less than +0.
#[inline]
pub fn min(x: f64, y: f64) -> f64 {
    let smaller = if x < y { x } else { y };
    let both = f64::from_bits(x.to_bits() | y.to_bits());
    let result = if x == y { both } else { smaller };
    if x.is_nan() { x } else { result }
}

/// -1, 1, or a zero as it is.
#[inline]
pub fn sign(x: f64) -> f64 {
    let above = if x > 0.0 { 1.0 } else { x };
    if x < 0.0 { -1.0 } else { above }
}

/// x^y, without a value where one of them has none. x^0.5 is the root of x from 0 on, so -0 for -0, where pow has +0.
pub fn power(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        f64::NAN
    } else if y == 0.5 && x >= 0.0 {
        x.sqrt()
    } else {
        math::pow(x, y)
    }
}

/// The root of x^2 + y^2, without a value where one of them has none.
pub fn hypot(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        f64::NAN
    } else {
        math::hypot(x, y)
    }
}

/// From 1 on; libm has values for some numbers below, as -56593.
pub fn acosh(x: f64) -> f64 {
    if x >= 1.0 { math::acosh(x) } else { f64::NAN }
}

/// To a whole number, halves away from zero.
#[inline]
fn whole(x: f64) -> f64 {
    let near = x.trunc();
    if (x - near).abs() >= 0.5 {
        near + sign(x)
    } else {
        near
    }
}

/// Rounded to so many digits after the point, before it when `digits` is negative; from 2^52 on as it is.
#[inline]
pub fn round(x: f64, digits: f64) -> f64 {
    let ten = POWERS_OF_TEN[digits.abs() as usize];
    let scaled = if digits < 0.0 { x / ten } else { x * ten };
    if x.abs() >= TWO_TO_52 || scaled.abs() >= TWO_TO_52 {
        return x;
    }
    let rounded = whole(scaled);
    if digits < 0.0 {
        rounded * ten
    } else {
        rounded / ten
    }
}
