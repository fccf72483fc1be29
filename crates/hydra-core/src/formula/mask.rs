//! Kernels of Kleene bytes: `and` is the smaller, `or` the greater, `not` 2 - x (Kleene 1952).
//! Functions of their own (`inline(never)`), so that the compiler knows their columns apart.
//! Twin: src/reference/formula/mask.ts

use super::opcode::Op;

fn binary(out: &mut [u8], a: &[u8], b: &[u8], f: impl Fn(u8, u8) -> u8) {
    for ((place, &x), &y) in out.iter_mut().zip(a).zip(b) {
        *place = f(x, y);
    }
}

fn unary(out: &mut [u8], a: &[u8], f: impl Fn(u8) -> u8) {
    for (place, &x) in out.iter_mut().zip(a) {
        *place = f(x);
    }
}

/// Equal, unless one of them has no value.
fn equal(x: u8, y: u8) -> u8 {
    let sure = if x == y { 2 } else { 0 };
    if x == 1 || y == 1 { 1 } else { sure }
}

/// `and`, `or` into their left operand.
#[inline(never)]
pub fn collect(op: Op, out: &mut [u8], b: &[u8]) {
    for (place, &y) in out.iter_mut().zip(b) {
        *place = if op == Op::And {
            (*place).min(y)
        } else {
            (*place).max(y)
        };
    }
}

/// Instructions of two masks.
#[inline(never)]
pub fn of_two(op: Op, out: &mut [u8], a: &[u8], b: &[u8]) {
    match op {
        Op::And => binary(out, a, b, u8::min),
        Op::Or => binary(out, a, b, u8::max),
        Op::MaskEqual => binary(out, a, b, equal),
        Op::MaskNotEqual => binary(out, a, b, |x, y| 2 - equal(x, y)),
        _ => binary(out, a, b, |x, y| if x == 1 { y } else { x }),
    }
}

/// Instructions of one mask.
#[inline(never)]
pub fn of_one(op: Op, out: &mut [u8], a: &[u8]) {
    match op {
        Op::Not => unary(out, a, |x| 2 - x),
        Op::MaskIsMissing => unary(out, a, |x| if x == 1 { 2 } else { 0 }),
        _ => out.copy_from_slice(a),
    }
}

/// `yes` where the mask is true, `no` where it is false, no value where it has none.
#[inline(never)]
pub fn select(out: &mut [u8], mask: &[u8], yes: &[u8], no: &[u8]) {
    for (((place, &mask), &x), &y) in out.iter_mut().zip(mask).zip(yes).zip(no) {
        let sure = if mask == 2 { x } else { y };
        *place = if mask == 1 { 1 } else { sure };
    }
}

/// Whether every byte is `byte`, which is 0 or 2. The first that are not end it.
pub fn is_all(mask: &[u8], byte: u8) -> bool {
    let differs = |rows: &[u8]| rows.iter().fold(0, |seen, &other| seen | (other ^ byte)) != 0;
    let (groups, rest) = mask.as_chunks::<64>();
    !groups.iter().any(|group| differs(group)) && !differs(rest)
}

/// Whether every byte is one of the three.
pub fn is_kleene(mask: &[u8]) -> bool {
    mask.iter().fold(0, |greatest, &byte| byte.max(greatest)) <= 2
}
