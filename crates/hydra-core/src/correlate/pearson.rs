//! Pearson's correlation, of values or of their ranks (Spearman), and its p by Student's t.
//! In: columns that are not constant. Out: r = sum d e / sqrt(sum d d sum e e), held within -1 and 1.
//! Columns scaled by a power of two; deviations from a mean in double-double, each rounded once; sums of products with what products and
//! sums lose added at the end. So r is right to about 2e-16, and a column is exactly 1 with itself.
//! p: t = |r| sqrt((n - 2)/((1 - r)(1 + r))) with n - 2 degrees of freedom; of ranks an approximation, which `mod` holds to the least p
//! that ranks can have.
//! Source: Pearson 1895; Spearman 1904; Ogita, Rump and Oishi 2005 (Dot2).  Twin: src/reference/correlate/pearson.ts

use crate::math::double_double::{self as dd, DoubleDouble};
use crate::math::scalbn;
use crate::math::student::student_tail;
use crate::trend::{line::mean_of, power_for};

/// A column about its mean.
#[derive(Debug)]
pub struct Deviations {
    values: Vec<f64>,
    squares: f64,
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    let (mut sum, mut lost) = (0.0, 0.0);
    for (&x, &y) in a.iter().zip(b) {
        let product = dd::two_product(x, y);
        let DoubleDouble { high, low } = dd::two_sum(sum, product.high);
        sum = high;
        lost += low + product.low;
    }
    sum + lost
}

impl Deviations {
    /// Of a column that is not constant.
    pub fn of(column: &[f64]) -> Self {
        let power = power_for(column);
        let mean = mean_of(column, power);
        let about = |&x: &f64| dd::subtract(dd::from(scalbn(x, -power)), mean).high;
        let values: Vec<f64> = column.iter().map(about).collect();
        let squares = dot(&values, &values);
        Self { values, squares }
    }
}

/// As in the header.
pub fn correlation(a: &Deviations, b: &Deviations) -> f64 {
    let r = dot(&a.values, &b.values) / (a.squares * b.squares).sqrt();
    let r = if r > 1.0 { 1.0 } else { r };
    if r < -1.0 { -1.0 } else { r }
}

/// Two-sided, for n > 2.
pub fn p_of(r: f64, n: f64) -> f64 {
    let size = r.abs();
    if size >= 1.0 {
        return 0.0;
    }
    let freedom = n - 2.0;
    let t = size * (freedom / ((1.0 - size) * (1.0 + size))).sqrt();
    2.0 * student_tail(t, freedom)
}
