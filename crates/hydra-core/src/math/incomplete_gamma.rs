//! The regularised incomplete gamma functions: P(a, x), the share of a gamma distribution of shape a below x, and Q = 1 - P above.
//! Below x = a (or 1) the series of DLMF 8.11.4, above it the continued fraction of 8.9.2 by the modified Lentz method, both
//! times the density; from a = 100000 on Temme's uniform expansion (8.12.3, 8.12.7 on), for they would need about 8 sqrt(a) steps.
//! Why the density from the saddle point: no difference of large logarithms of gammas. At most 10000 steps; under 3000 are met.
//! In: a > 0, finite; x >= 0. Out: 0 to 1; NaN outside. Relative error within 1e-14, in tails below 1e-20 within 1e-12; Q of a < 1/2 and
//! x < 1 is 1 - P, right only to 1e-16 in all.
//! Source: DLMF 8; Temme 1979; Thompson and Barnett 1986 (Lentz).  Twin: src/reference/math/incomplete-gamma.ts
//! Golden: fixtures/golden/math/gamma.json

use super::saddle::{deviance, stirling_error};
use super::{erfc, exp, pow, tgamma};

const TINY: f64 = 1e-300;
const MAX_STEPS: i32 = 10_000;
const LARGE: f64 = 1e5;
/// From here on the distribution is narrower than the distance between two doubles.
const STEP: f64 = 1e40;
const TWO_PI: f64 = std::f64::consts::TAU;

/// Coefficients of Temme's functions c0, c1 and c2 in powers of eta.
const C0: [f64; 9] = [
    -1.0 / 3.0,
    1.0 / 12.0,
    -2.0 / 135.0,
    1.0 / 864.0,
    1.0 / 2835.0,
    -139.0 / 777600.0,
    1.0 / 25515.0,
    -571.0 / 261273600.0,
    -281.0 / 151559100.0,
];
const C1: [f64; 6] = [
    -1.0 / 540.0,
    -1.0 / 288.0,
    1.0 / 378.0,
    -77.0 / 77760.0,
    1.0 / 4860.0,
    -1.0 / 2488320.0,
];
const C2: [f64; 2] = [25.0 / 6048.0, -139.0 / 51840.0];

/// `x^a e^-x` / Gamma(a + 1).
fn density(a: f64, x: f64) -> f64 {
    if a < 1.0 || x < 1e-200 {
        return exp(-x) * pow(x, a) / tgamma(a + 1.0);
    }
    exp(-stirling_error(a) - deviance(a, x)) / (TWO_PI * a).sqrt()
}

/// 1 + x / (a + 1) + x^2 / ((a + 1) (a + 2)) + ...
fn series(a: f64, x: f64) -> f64 {
    let mut term = 1.0;
    let mut sum = 1.0;
    for k in 1..=MAX_STEPS {
        term *= x / (a + f64::from(k));
        let next = sum + term;
        if next == sum {
            return sum;
        }
        sum = next;
    }
    sum
}

fn away(value: f64) -> f64 {
    if value.abs() < TINY { TINY } else { value }
}

/// x + 1 - a - (1 - a) / (x + 3 - a - 2 (2 - a) / (x + 5 - a - ...)); Q is a times the density by this.
fn fraction(a: f64, x: f64) -> f64 {
    let first = x - a + 1.0;
    let mut value = first;
    let mut c = first;
    let mut d = 0.0;
    for k in 1..=MAX_STEPS {
        let k = f64::from(k);
        let numerator = k * (a - k);
        let partial = first + 2.0 * k;
        d = 1.0 / away(partial + numerator * d);
        c = away(partial + numerator / c);
        let factor = c * d;
        value *= factor;
        if (factor - 1.0).abs() <= f64::EPSILON {
            return value;
        }
    }
    value
}

fn polynomial(x: f64, coefficients: &[f64]) -> f64 {
    coefficients
        .iter()
        .rev()
        .fold(0.0, |sum, coefficient| sum * x + coefficient)
}

/// P (sign -1) or Q (sign 1) of a large a.
fn uniform(a: f64, x: f64, sign: f64) -> f64 {
    if a > STEP || x * 0.5 >= a || x <= a * 0.5 {
        return if x == a {
            0.5
        } else if (x > a) == (sign < 0.0) {
            1.0
        } else {
            0.0
        };
    }
    let square = deviance(a, x);
    let root = square.sqrt();
    let z = if x < a { -root } else { root };
    let eta = z / (a / 2.0).sqrt();
    let terms = polynomial(eta, &C0) + (polynomial(eta, &C1) + polynomial(eta, &C2) / a) / a;
    0.5 * erfc(sign * z) + sign * (exp(-square) / (TWO_PI * a).sqrt()) * terms
}

fn is_inside(a: f64, x: f64) -> bool {
    a > 0.0 && a < f64::INFINITY && x >= 0.0
}

/// By the series or the fraction, or by its complement when the other one was asked for.
fn share(a: f64, x: f64, is_upper: bool) -> f64 {
    if x == 0.0 || x == f64::INFINITY {
        return if (x == 0.0) == is_upper { 1.0 } else { 0.0 };
    }
    if a >= LARGE {
        return uniform(a, x, if is_upper { 1.0 } else { -1.0 });
    }
    let is_low = x < 1.0 || x < a;
    let part = if is_low {
        density(a, x) * series(a, x)
    } else {
        density(a, x) * a / fraction(a, x)
    };
    if is_low == is_upper { 1.0 - part } else { part }
}

/// P(a, x).
pub fn lower_gamma(a: f64, x: f64) -> f64 {
    if is_inside(a, x) {
        share(a, x, false)
    } else {
        f64::NAN
    }
}

/// Q(a, x).
pub fn upper_gamma(a: f64, x: f64) -> f64 {
    if is_inside(a, x) {
        share(a, x, true)
    } else {
        f64::NAN
    }
}

/// The share of a chi-square distribution above x; df > 0 degrees of freedom, not only whole ones.
pub fn chi_square_tail(x: f64, df: f64) -> f64 {
    upper_gamma(df / 2.0, x / 2.0)
}
