//! exp and ln over a chunk: the steps of libm without a branch for the common numbers, which the compiler vectorises,
//! and libm itself for the rare ones. Same steps in the same order: same bits.
//! Source: FreeBSD's msun by libm 0.2.16, whose notice stands in the twins of `math`.
//! Twin: none; the reference calls exp and log of src/reference/math.

use super::chunk::Numbers;
use super::number::unary;
use crate::math;

const LN2_HI: f64 = 6.93147180369123816490e-01;
const LN2_LO: f64 = 1.90821492927058770002e-10;
const INV_LN2: f64 = std::f64::consts::LOG2_E;
const P1: f64 = 1.66666666666666019037e-01;
const P2: f64 = -2.77777777770155933842e-03;
const P3: f64 = 6.61375632143793436117e-05;
const P4: f64 = -1.65339022054652515390e-06;
const P5: f64 = 4.13813679705723846039e-08;
const LG1: f64 = 6.666666666666735130e-01;
const LG2: f64 = 3.999999999940941908e-01;
const LG3: f64 = 2.857142874366239149e-01;
const LG4: f64 = 2.222219843214978396e-01;
const LG5: f64 = 1.818357216161805012e-01;
const LG6: f64 = 1.531383769920937332e-01;
const LG7: f64 = 1.479819860511658591e-01;

/// libm counts otherwise than by `t` from these on, in their last places: numbers so near to them are rare.
const EDGES: [f64; 2] = [0.5 * std::f64::consts::LN_2, 1.5 * std::f64::consts::LN_2];
const NEAR: f64 = 1e-5;

/// 1.5 * 2^52: what is added to it is rounded to a whole number, which then stands in the low bits.
const WHOLE: f64 = 6_755_399_441_055_744.0;
const TWO_TO_52: u64 = 0x4330_0000_0000_0000;
/// The bits of sqrt(1/2), low word cleared, and what moves them to those of 1.
const ROOT_HALF: u64 = 0x3fe6_a09e_0000_0000;
const TO_ONE: u64 = 0x3ff0_0000_0000_0000 - ROOT_HALF;

#[inline]
fn ln_common(x: f64) -> f64 {
    let shifted = x.to_bits().wrapping_add(TO_ONE);
    let k = f64::from_bits(TWO_TO_52 | (shifted >> 52)) - (f64::from_bits(TWO_TO_52) + 1023.0);
    let f = f64::from_bits((shifted & 0x000f_ffff_ffff_ffff) + ROOT_HALF) - 1.0;
    let half_square = 0.5 * f * f;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let t1 = w * (LG2 + w * (LG4 + w * LG6));
    let t2 = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)));
    s * (half_square + (t2 + t1)) + k * LN2_LO - half_square + f + k * LN2_HI
}

#[inline]
fn exp_common(x: f64) -> f64 {
    let sign = x.to_bits() & (1 << 63);
    let half = f64::from_bits(0.5_f64.to_bits() | sign);
    let t = (INV_LN2 * x + half).abs();
    // Towards zero: the nearest whole number, less one where that is farther from zero.
    let near = (t + WHOLE) - WHOLE;
    let count = near - if near > t { 1.0 } else { 0.0 };
    let k = f64::from_bits(count.to_bits() | sign);
    let hi = x - k * LN2_HI;
    let lo = k * LN2_LO;
    let r = hi - lo;
    let square = r * r;
    let c = r - square * (P1 + square * (P2 + square * (P3 + square * (P4 + square * P5))));
    let y = 1.0 + (r * c / (2.0 - c) - lo + hi);
    y * f64::from_bits((k + WHOLE).to_bits().wrapping_add(1023) << 52)
}

/// `common` for all, then `rare` again where `is_common` does not hold.
#[inline]
fn in_two(
    out: &mut [f64],
    a: Numbers,
    is_common: impl Fn(f64) -> bool,
    common: impl Fn(f64) -> f64,
    rare: impl Fn(f64) -> f64,
) {
    let Numbers::Many(a) = a else {
        unary(out, a, rare);
        return;
    };
    let mut odd = 0_u64;
    for (place, &x) in out.iter_mut().zip(a) {
        odd |= u64::from(!is_common(x));
        *place = common(x);
    }
    if odd == 0 {
        return;
    }
    for (place, &x) in out.iter_mut().zip(a) {
        if !is_common(x) {
            *place = rare(x);
        }
    }
}

/// The natural logarithm.
pub fn ln(out: &mut [f64], a: Numbers) {
    let is_common = |x: f64| (f64::MIN_POSITIVE..f64::INFINITY).contains(&x);
    in_two(out, a, is_common, ln_common, math::log);
}

/// e^x.
pub fn exp(out: &mut [f64], a: Numbers) {
    let is_common = |x: f64| {
        let size = x.abs();
        let far = (size - EDGES[0]).abs() > NEAR && (size - EDGES[1]).abs() > NEAR;
        far && size > 1e-8 && size < 708.0
    };
    in_two(out, a, is_common, exp_common, math::exp);
}
