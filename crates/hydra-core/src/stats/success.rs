//! Intervals for success rates: Wilson's score interval, many at once.
//! In: successes k and trials n as columns, whole, 0 <= k <= n; confidence between 0 and 1. Out: low and high, 0 to 1.
//! z = the normal quantile of (1 + confidence) / 2; b = k + z^2 / 2 + z sqrt(k (n - k) / n + z^2 / 4);
//! high = b / (n + z^2), low = (k^2 / n) / b: the two roots of one equation, so neither loses digits by subtraction.
//! n = 0 gives [0, 1]; low is exactly 0 at k = 0, high exactly 1 at k = n.
//! Source: Wilson 1927.  Twin: src/reference/stats/success.ts  Golden: fixtures/golden/stats/success.json

use crate::Fault;
use crate::math::normal_quantile;

fn is_count(x: f64) -> bool {
    (0.0..=9_007_199_254_740_992.0).contains(&x) && x.floor() == x
}

/// Fills `low` and `high` for every pair of counts.
///
/// # Errors
/// [`Fault::ParameterRange`] when lengths, counts or confidence are out of range.
pub fn success_intervals(
    successes: &[f64],
    trials: &[f64],
    confidence: f64,
    low: &mut [f64],
    high: &mut [f64],
) -> Result<(), Fault> {
    let count = trials.len();
    let in_range = confidence > 0.0 && confidence < 1.0;
    if !in_range || successes.len() != count || low.len() < count || high.len() < count {
        return Err(Fault::ParameterRange);
    }
    if !successes
        .iter()
        .zip(trials)
        .all(|(&k, &n)| is_count(n) && is_count(k) && k <= n)
    {
        return Err(Fault::ParameterRange);
    }
    let z = -normal_quantile((1.0 - confidence) * 0.5);
    for (i, (&k, &n)) in successes.iter().zip(trials).enumerate() {
        (low[i], high[i]) = wilson(k, n, z);
    }
    Ok(())
}

fn wilson(k: f64, n: f64, z: f64) -> (f64, f64) {
    if n == 0.0 {
        return (0.0, 1.0);
    }
    let z2 = z * z;
    let b = k + z2 * 0.5 + z * (k * ((n - k) / n) + z2 * 0.25).sqrt();
    let bound = b / (n + z2);
    let low = if k == 0.0 { 0.0 } else { (k * (k / n)) / b };
    (low, if k == n || bound > 1.0 { 1.0 } else { bound })
}
