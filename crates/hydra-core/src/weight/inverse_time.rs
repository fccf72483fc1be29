//! Success over time: q / t, q the share of successes, t the mean time of a success.
//! Out: q * (shortest t / t), so that times of 1e-300 or 1e300 neither overflow nor vanish; 0 without a success.
//! Twin: src/reference/weight/inverse-time.ts

use super::columns::Columns;
use super::success_share::rates;
use super::times::ok_times;

pub fn inverse_time(columns: &Columns) -> Vec<f64> {
    let times = ok_times(columns);
    let mut shortest = f64::INFINITY;
    for (&time, &count) in times.iter().zip(columns.successes) {
        if count > 0.0 && time < shortest {
            shortest = time;
        }
    }
    let rates = rates(columns).into_iter().zip(times);
    rates
        .map(|(rate, time)| {
            if rate > 0.0 {
                rate * (shortest / time)
            } else {
                0.0
            }
        })
        .collect()
}
