//! Fitted lines: lines through many series in one call, and one fit of a polynomial or of several columns.
//! In: x and y by column, offsets (series g is x[offsets[g] .. offsets[g + 1]), the number of a method, parameters.
//! Out: a row a series, see [`COLUMNS`]; NaN where a figure is unknown.  Twin: src/reference/trend/index.ts

pub mod inversions;
pub mod kendall;
pub mod least_squares;
pub mod line;
pub mod ranks;
pub mod slopes;
pub mod theil_sen;

use crate::Fault;
use crate::math::double_double::power_of;

/// The columns of a row, in order.
pub const COLUMNS: [&str; 9] = [
    "slope",
    "intercept",
    "low",
    "high",
    "slopeError",
    "interceptError",
    "p",
    "r2",
    "residualSd",
];
const WIDTH: usize = COLUMNS.len();

/// What a line is told.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// Else the line goes through the origin (least squares only).
    pub intercept: bool,
    /// Whether the variance of Kendall's S allows for neighbours that resemble each other (Theil-Sen only).
    pub autocorrelation: bool,
    /// Of the interval.
    pub confidence: f64,
}

/// Fits a line to every series: method 0 least squares, 1 Theil-Sen; parameters: intercept 0 or 1, autocorrelation 0 or 1, confidence.
///
/// # Errors
/// [`Fault::NotFinite`] when a value is NaN or infinite, [`Fault::ParameterRange`] when the arguments do not fit each other.
pub fn fit_lines(
    method: usize,
    x: &[f64],
    y: &[f64],
    offsets: &[u32],
    params: &[f64],
    out: &mut [f64],
) -> Result<(), Fault> {
    let &[intercept, autocorrelation, confidence] = params else {
        return Err(Fault::ParameterRange);
    };
    let last = *offsets.last().ok_or(Fault::ParameterRange)? as usize;
    let groups = offsets.len() - 1;
    let fits = offsets.is_sorted() && last <= x.len() && x.len() == y.len();
    let sure = confidence > 0.0 && confidence < 1.0;
    if !fits || !sure || method > 1 || out.len() < groups * WIDTH {
        return Err(Fault::ParameterRange);
    }
    let request = Request {
        intercept: intercept != 0.0,
        autocorrelation: autocorrelation != 0.0,
        confidence,
    };
    for (bounds, row) in offsets.windows(2).zip(out.chunks_mut(WIDTH)) {
        let range = bounds[0] as usize..bounds[1] as usize;
        let (x, y) = (&x[range.clone()], &y[range]);
        if !x.iter().chain(y).all(|value| value.is_finite()) {
            return Err(Fault::NotFinite);
        }
        row.fill(f64::NAN);
        if method == 0 {
            line::fit(x, y, request, row);
        } else {
            theil_sen::fit(x, y, request, row);
        }
    }
    Ok(())
}

/// The power e for which all values times 2^-e lie within -1 and 1.
pub(crate) fn power_for(values: &[f64]) -> i32 {
    let mut largest = 0.0;
    for value in values {
        let size = value.abs();
        largest = if size > largest { size } else { largest };
    }
    power_of(largest)
}
