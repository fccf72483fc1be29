//! What heads give for time and money.
//! In: successes, seconds and cost, columns of one value a head behind each other (NaN: unknown). Out, columns behind each other:
//! successes a second; successes a unit of cost; both, successes / (seconds cost), without a cost the first; that as a share of the best.
//! Where a divisor is 0 or unknown the figure is unknown, NaN.  Twin: src/reference/fleet/efficiency.ts

use super::is_size_or_unknown;
use crate::Fault;

/// The columns of the output, in order.
pub const FIGURES: [&str; 4] = ["perSecond", "perCost", "efficiency", "relative"];

fn quotient(a: f64, b: f64) -> f64 {
    let x = a / b;
    if b > 0.0 && x < f64::INFINITY {
        x
    } else {
        f64::NAN
    }
}

/// As in the header.
///
/// # Errors
/// [`Fault::ParameterRange`] when lengths do not fit, or a value is below 0 or infinite.
pub fn efficiencies(values: &[f64], out: &mut [f64]) -> Result<(), Fault> {
    let heads = values.len() / 3;
    let is_shaped = values.len() == 3 * heads && out.len() == FIGURES.len() * heads;
    if !is_shaped || !values.iter().all(|&x| is_size_or_unknown(x)) {
        return Err(Fault::ParameterRange);
    }
    let mut best = 0.0;
    for head in 0..heads {
        let (successes, cost) = (values[head], values[2 * heads + head]);
        let per_second = quotient(successes, values[heads + head]);
        let both = if cost.is_nan() {
            per_second
        } else {
            quotient(per_second, cost)
        };
        out[head] = per_second;
        out[heads + head] = quotient(successes, cost);
        out[2 * heads + head] = both;
        best = if both > best { both } else { best };
    }
    for head in 0..heads {
        out[3 * heads + head] = quotient(out[2 * heads + head], best);
    }
    Ok(())
}
