//! The regularised incomplete beta function `I_x(a, b)`: the share of a beta distribution below x.
//! Continued fraction of DLMF 8.17.22 by the modified Lentz method, at most 500 steps, with the symmetry
//! `I_x(a, b) = 1 - I_(1-x)(b, a)` where x > (a + 1) / (a + b + 2). The factor in front comes from the saddle point density.
//! In: a, b > 0, finite; x from 0 to 1. Out: 0 to 1; NaN outside.
//! Source: DLMF 8.17; Thompson and Barnett 1986 (Lentz).  Twin: src/reference/math/beta.ts  Golden: fixtures/golden/math/beta.json

use super::saddle::raw_density;

const TINY: f64 = 1e-300;
const MAX_STEPS: i32 = 500;

fn away(value: f64) -> f64 {
    if value.abs() < TINY { TINY } else { value }
}

/// The `d_k` of DLMF 8.17.23, k from 1.
fn coefficient(k: i32, a: f64, b: f64, x: f64) -> f64 {
    let m = f64::from(k / 2);
    if k % 2 == 0 {
        return (m * (b - m) * x) / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
    }
    (-(a + m) * (a + b + m) * x) / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))
}

/// 1 / (1 + d1 / (1 + d2 / (1 + ...)))
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    let mut c = 1.0;
    let mut d = 1.0 / away(1.0 + coefficient(1, a, b, x));
    let mut value = d;
    for k in 2..=MAX_STEPS {
        let step = coefficient(k, a, b, x);
        d = 1.0 / away(1.0 + step * d);
        c = away(1.0 + step / c);
        let factor = d * c;
        value *= factor;
        if (factor - 1.0).abs() < f64::EPSILON {
            return value;
        }
    }
    value
}

fn lower(x: f64, a: f64, b: f64) -> f64 {
    ((raw_density(a, b, x) * b) / (a + b)) * fraction(a, b, x)
}

/// As in the header.
pub fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
    let inside = (0.0..=1.0).contains(&x) && a > 0.0 && b > 0.0;
    if !inside {
        return f64::NAN;
    }
    if x == 0.0 || x == 1.0 {
        return x;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        1.0 - lower(1.0 - x, b, a)
    } else {
        lower(x, a, b)
    }
}
