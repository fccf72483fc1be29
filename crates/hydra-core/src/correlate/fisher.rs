//! Fisher's interval of a correlation: atanh r is nearly normal.
//! In: r, the standard error of atanh r times the normal quantile. Out: tanh(atanh r -+ reach); [r, r] at |r| = 1.
//! Errors: Pearson 1/sqrt(n - 3); Spearman sqrt((1 + r^2/2)/(n - 3)); Kendall sqrt(0.437/(n - 4)); unknown below 4, 4 and 5 points.
//! atanh and tanh by log1p and expm1 of the size, the sign put back: so the interval of -r is that of r turned round.
//! Source: Fisher 1921; Fieller, Hartley and Pearson 1957; Bonett and Wright 2000.  Twin: src/reference/correlate/fisher.ts

use crate::math::{expm1, log1p};

/// The standard error of atanh r by method: 0 Pearson, 1 Spearman, 2 Kendall.
pub fn error_of(method: usize, r: f64, n: f64) -> Option<f64> {
    let (share, left) = match method {
        0 => (1.0, n - 3.0),
        1 => (1.0 + r * r * 0.5, n - 3.0),
        _ => (0.437, n - 4.0),
    };
    (left > 0.0).then(|| (share / left).sqrt())
}

fn signed(size: f64, like: f64) -> f64 {
    if like < 0.0 { -size } else { size }
}

fn atanh(r: f64) -> f64 {
    let size = r.abs();
    signed(0.5 * log1p(2.0 * size / (1.0 - size)), r)
}

fn tanh(z: f64) -> f64 {
    let e = expm1(2.0 * z.abs());
    signed(
        if e < f64::INFINITY {
            e / (e + 2.0)
        } else {
            1.0
        },
        z,
    )
}

/// As in the header.
pub fn interval(r: f64, reach: f64) -> (f64, f64) {
    if r.abs() >= 1.0 {
        return (r, r);
    }
    let z = atanh(r);
    let (low, high) = (tanh(z - reach), tanh(z + reach));
    (
        if low < r { low } else { r },
        if high > r { high } else { r },
    )
}
