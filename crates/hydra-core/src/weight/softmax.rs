//! Softmax of the share of successes: exp((q - largest q) / temperature).
//! In: temperature > 0; small: nearly all to the best, large: nearly equal. A head without trials scores 0 here.
//! Source: Luce 1959; Sutton and Barto 2018, section 2.8.  Twin: src/reference/weight/softmax.ts

use super::columns::Columns;
use super::order::largest;
use super::success_share::rates;
use crate::math::exp;

pub fn softmax(columns: &Columns, temperature: f64) -> Vec<f64> {
    let values = rates(columns);
    let most = largest(values.iter().copied());
    let pairs = values.iter().zip(columns.trials);
    pairs
        .map(|(&value, &trials)| {
            if trials > 0.0 {
                exp((value - most) / temperature)
            } else {
                0.0
            }
        })
        .collect()
}
