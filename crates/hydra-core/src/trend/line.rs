//! The line of least squares through one series.
//! In: x and y, finite; with or without intercept. Out: the row of [`super::COLUMNS`]; NaN for all when x is constant (0 without intercept),
//! for errors, interval and p when no value is left over.
//! x and y scaled by powers of two, means and sums about them in double-double, one division each; so 15 digits are right.
//! A residual sum below 2^-96 of the whole is 0: the doubles given hold no more. r2 = 1 - residuals / squares of y about the mean (about 0
//! without intercept). p: Student's t of the slope; 1 when y is constant.
//! Source: Gauss 1823.  Twin: src/reference/trend/line.ts  Golden: fixtures/golden/trend/nist.json

use super::{Request, power_for};
use crate::math::double_double::{self as dd, DoubleDouble};
use crate::math::scalbn;
use crate::math::student::{student_quantile_upper, student_tail};

/// Residual sums below this share of the whole are none.
pub(crate) const NEGLIGIBLE: f64 = 1.262177448353619e-29; // 2^-96

struct Sums {
    xx: DoubleDouble,
    xy: DoubleDouble,
    yy: DoubleDouble,
    mean_x: DoubleDouble,
    mean_y: DoubleDouble,
}

/// The mean of values times 2^-power.
pub(crate) fn mean_of(values: &[f64], power: i32) -> DoubleDouble {
    let mut sum = dd::ZERO;
    for &value in values {
        sum = dd::add(sum, dd::from(scalbn(value, -power)));
    }
    dd::divide(sum, dd::from(values.len() as f64))
}

fn sums_of(x: &[f64], y: &[f64], powers: (i32, i32), intercept: bool) -> Sums {
    let mut sums = Sums {
        xx: dd::ZERO,
        xy: dd::ZERO,
        yy: dd::ZERO,
        mean_x: dd::ZERO,
        mean_y: dd::ZERO,
    };
    if intercept {
        sums.mean_x = mean_of(x, powers.0);
        sums.mean_y = mean_of(y, powers.1);
    }
    for (&x, &y) in x.iter().zip(y) {
        let dx = dd::subtract(dd::from(scalbn(x, -powers.0)), sums.mean_x);
        let dy = dd::subtract(dd::from(scalbn(y, -powers.1)), sums.mean_y);
        sums.xx = dd::add(sums.xx, dd::multiply(dx, dx));
        sums.xy = dd::add(sums.xy, dd::multiply(dx, dy));
        sums.yy = dd::add(sums.yy, dd::multiply(dy, dy));
    }
    sums
}

/// Whether two values of x differ; without intercept whether one is not 0.
fn has_spread(x: &[f64], intercept: bool) -> bool {
    let first = if intercept { x[0] } else { 0.0 };
    x.iter().any(|&value| value != first)
}

/// The residual sum, 0 when it is lost in the digits given.
pub(crate) fn residual_or_0(residual: DoubleDouble, whole: DoubleDouble) -> DoubleDouble {
    if residual.high > NEGLIGIBLE * whole.high {
        residual
    } else {
        dd::ZERO
    }
}

/// As in the header.
pub fn fit(x: &[f64], y: &[f64], request: Request, row: &mut [f64]) {
    if x.is_empty() || !has_spread(x, request.intercept) {
        return;
    }
    let powers = (power_for(x), power_for(y));
    let sums = sums_of(x, y, powers, request.intercept);
    let slope = dd::divide(sums.xy, sums.xx);
    let intercept = dd::subtract(sums.mean_y, dd::multiply(slope, sums.mean_x));
    let explained = dd::multiply(slope, sums.xy);
    let residual = residual_or_0(dd::subtract(sums.yy, explained), sums.yy);
    row[0] = scalbn(slope.high, powers.1 - powers.0);
    row[1] = scalbn(intercept.high, powers.1);
    if sums.yy.high > 0.0 {
        row[7] = dd::divide(dd::subtract(sums.yy, residual), sums.yy).high;
    }
    let used = if request.intercept { 2 } else { 1 };
    if x.len() > used {
        let freedom = (x.len() - used) as f64;
        let variance = residual.high / freedom;
        let error = (variance / sums.xx.high).sqrt();
        let share = 1.0 / x.len() as f64 + sums.mean_x.high * sums.mean_x.high / sums.xx.high;
        let reach = student_quantile_upper((1.0 - request.confidence) * 0.5, freedom) * error;
        row[2] = scalbn(slope.high - reach, powers.1 - powers.0);
        row[3] = scalbn(slope.high + reach, powers.1 - powers.0);
        row[4] = scalbn(error, powers.1 - powers.0);
        row[5] = if request.intercept {
            scalbn((variance * share).sqrt(), powers.1)
        } else {
            0.0
        };
        row[6] = p_of(slope.high, error, freedom);
        row[8] = scalbn(variance.sqrt(), powers.1);
    }
}

fn p_of(slope: f64, error: f64, freedom: f64) -> f64 {
    if slope == 0.0 {
        return 1.0;
    }
    if error == 0.0 {
        return 0.0;
    }
    2.0 * student_tail((slope / error).abs(), freedom)
}
