//! Student's t: the upper tail, and the quantile by bisection.
//! tail(t, df) = P(T > t) = `I_(df / (df + t^2))(df / 2, 1/2) / 2` for t >= 0.
//! Quantile: the t >= 0 whose tail is p, p <= 1/2, bracketed by doubling, then 200 halvings at most, ending when the bracket
//! holds no double between its ends. Why bisection: the same bits in both engines, and no step can run away.
//! In: df > 0, p in (0, 1/2]. Out: t >= 0, infinity when p is 0.
//! Twin: src/reference/math/student.ts  Golden: fixtures/golden/math/student.json

use super::beta::incomplete_beta;

const MAX_DOUBLINGS: u32 = 1100;
const MAX_HALVINGS: u32 = 200;

/// P(T > t) for t >= 0. Below t = 1 by the complement, where 1 - df / (df + t^2) would lose digits; above it the complement would.
pub fn student_tail(t: f64, df: f64) -> f64 {
    let square = t * t;
    if square > 1.0 {
        0.5 * incomplete_beta(df / (df + square), df / 2.0, 0.5)
    } else {
        0.5 * (1.0 - incomplete_beta(square / (df + square), 0.5, df / 2.0))
    }
}

/// As in the header.
pub fn student_quantile_upper(p: f64, df: f64) -> f64 {
    let inside = p > 0.0 && p <= 0.5 && df > 0.0;
    if !inside {
        return if p == 0.0 { f64::INFINITY } else { f64::NAN };
    }
    let mut high = 1.0;
    for _ in 0..MAX_DOUBLINGS {
        if student_tail(high, df) <= p {
            break;
        }
        high *= 2.0;
    }
    let mut low = 0.0;
    for _ in 0..MAX_HALVINGS {
        let middle = low + (high - low) * 0.5;
        if middle == low || middle == high {
            return high;
        }
        if student_tail(middle, df) > p {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}
