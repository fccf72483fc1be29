//! Times and prices of heads that succeeded, with nothing unknown left and nothing below what can be measured.
//! A time that is not known is taken as the median of the known ones, 1 when none is known: then success alone decides.
//! A time below 1e-9 ms (no clock sees a picosecond) counts as that, so that a time of 0 divides nothing.
//! Twin: src/reference/weight/times.ts

use super::columns::Columns;
use super::order::{largest, lower_median};

const LEAST_MS: f64 = 1e-9;
const LEAST_PRICE: f64 = f64::MIN_POSITIVE;

/// `column` of the heads that had a success.
fn of_successful<'a>(column: &'a [f64], columns: &'a Columns) -> impl Iterator<Item = f64> + 'a {
    let pairs = column.iter().zip(columns.successes);
    pairs
        .filter(|&(_, &count)| count > 0.0)
        .map(|(&value, _)| value)
}

/// `column` with `substitute` for what is not known, nothing below `least`.
fn filled(column: &[f64], substitute: f64, least: f64) -> Vec<f64> {
    let known = column
        .iter()
        .map(|&value| if value.is_nan() { substitute } else { value });
    known
        .map(|value| if value < least { least } else { value })
        .collect()
}

/// Mean time of successes in ms, known for each head that had one.
pub fn ok_times(columns: &Columns) -> Vec<f64> {
    let substitute = lower_median(of_successful(columns.ok_ms, columns)).unwrap_or(1.0);
    filled(columns.ok_ms, substitute, LEAST_MS)
}

/// Mean time of failures in ms; that of successes where it is not known, or where no time of a success is: units must
/// not mix with that 1.
pub fn failed_times(columns: &Columns, ok_ms: &[f64]) -> Vec<f64> {
    if of_successful(columns.ok_ms, columns).all(f64::is_nan) {
        return ok_ms.to_vec();
    }
    let pairs = columns.failed_ms.iter().zip(ok_ms);
    pairs
        .map(|(&failed, &ok)| if failed.is_nan() { ok } else { failed })
        .collect()
}

/// Prices known for each head that had a success; None when prices cannot tell heads apart (none known, or all 0).
/// A price below a billionth of the highest counts as that: free is very cheap, not infinitely so.
pub fn prices(columns: &Columns) -> Option<Vec<f64>> {
    let highest = largest(of_successful(columns.price, columns));
    if highest == 0.0 {
        return None;
    }
    let median = lower_median(of_successful(columns.price, columns))?;
    let of_highest = highest * 1e-9;
    let least = if of_highest > LEAST_PRICE {
        of_highest
    } else {
        LEAST_PRICE
    };
    Some(filled(columns.price, median, least))
}
