//! The density behind binomial and beta, by Loader's saddle point expansion: no differences of large logarithms of gammas.
//! `raw_density(a, b, x)` = Gamma(a + b + 1) / (Gamma(a + 1) Gamma(b + 1)) x^a (1 - x)^b, for real a, b > 0 and 0 < x < 1.
//! Source: Loader 2000, Fast and accurate computation of binomial probabilities.  Twin: src/reference/math/saddle.ts

use super::{exp, log, log1p};

const TWO_PI: f64 = std::f64::consts::TAU;
const STEPS: i32 = 1000;

/// The tail of Stirling's series; right to the last bit from x = 16 on.
fn stirling_tail(x: f64) -> f64 {
    let s = 1.0 / (x * x);
    (1.0 / 12.0
        - s * (1.0 / 360.0
            - s * (1.0 / 1260.0
                - s * (1.0 / 1680.0 - s * (1.0 / 1188.0 - s * (691.0 / 360360.0))))))
        / x
}

/// ln Gamma(x + 1) less Stirling's formula; below 16 by the recurrence upwards, summed from the far end.
pub fn stirling_error(x: f64) -> f64 {
    if x >= 16.0 {
        return stirling_tail(x);
    }
    let count = (16.0 - x).ceil();
    let mut error = stirling_tail(x + count);
    let mut i = count - 1.0;
    while i >= 0.0 {
        let at = x + i;
        error += (at + 0.5) * log1p(1.0 / at) - 1.0;
        i -= 1.0;
    }
    error
}

/// x ln(x / m) + m - x, the deviance of x from m, without cancellation where they are near.
pub fn deviance(x: f64, m: f64) -> f64 {
    let gap = x - m;
    let near = gap.abs() < 0.1 * (x + m);
    if !near {
        return x * log(x / m) + m - x;
    }
    let v = gap / (x + m);
    let mut sum = gap * v;
    let mut term = 2.0 * x * v;
    for j in 1..STEPS {
        term *= v * v;
        let next = sum + term / f64::from(2 * j + 1);
        if next == sum {
            return sum;
        }
        sum = next;
    }
    sum
}

/// As in the header. Underflows to 0.
pub fn raw_density(a: f64, b: f64, x: f64) -> f64 {
    raw_density_at(a, b, x, 1.0 - x)
}

/// The same with y = 1 - x given, for a small y that a subtraction would lose.
pub fn raw_density_at(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    let error = stirling_error(n) - stirling_error(a) - stirling_error(b);
    let exponent = error - deviance(a, n * x) - deviance(b, n * y);
    exp(exponent) * (n / (TWO_PI * a * b)).sqrt()
}
