//! Intervals for success rates, many at once.
//! In: the number of a method of [`METHODS`], successes k and trials n as columns, whole, 0 <= k <= n; confidence between 0
//! and 1. Out: low and high, 0 to 1. n = 0 gives [0, 1].
//! z = the normal quantile of (1 + confidence) / 2, tail = (1 - confidence) / 2.
//! wilson: b = k + z^2 / 2 + z sqrt(k (n - k) / n + z^2 / 4); high = b / (n + z^2), low = (k^2 / n) / b: the two roots of one
//! equation, so neither loses digits by subtraction. low is exactly 0 at k = 0, high exactly 1 at k = n.
//! clopper-pearson: low = the tail quantile of beta(k, n - k + 1), high = the upper one of beta(k + 1, n - k); never covers too
//! little. jeffreys: quantiles of beta(k + 1/2, n - k + 1/2), low 0 at k = 0, high 1 at k = n.
//! agresti-coull: the normal interval of k + z^2 / 2 in n + z^2, held within 0 and 1.
//! Source: Wilson 1927; Clopper and Pearson 1934; Brown, Cai, `DasGupta` 2001; Agresti and Coull 1998.
//! Twin: src/reference/stats/success.ts  Golden: fixtures/golden/stats/success.json, success-methods.json

use crate::Fault;
use crate::math::beta_quantile::beta_quantile;
use crate::math::normal_quantile;

/// The methods, by number.
pub const METHODS: [&str; 4] = ["wilson", "clopper-pearson", "jeffreys", "agresti-coull"];

/// Wilson's, by number.
pub const WILSON: usize = 0;

type Ends = (f64, f64);

fn is_count(x: f64) -> bool {
    (0.0..=9_007_199_254_740_992.0).contains(&x) && x.floor() == x
}

/// Fills `low` and `high` for every pair of counts.
///
/// # Errors
/// [`Fault::ParameterRange`] when method, lengths, counts or confidence are out of range.
pub fn success_intervals(
    method: usize,
    successes: &[f64],
    trials: &[f64],
    confidence: f64,
    low: &mut [f64],
    high: &mut [f64],
) -> Result<(), Fault> {
    let count = trials.len();
    let in_range = confidence > 0.0 && confidence < 1.0 && method < METHODS.len();
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
    let tail = (1.0 - confidence) * 0.5;
    let z = -normal_quantile(tail);
    for (i, (&k, &n)) in successes.iter().zip(trials).enumerate() {
        (low[i], high[i]) = match method {
            _ if n == 0.0 => (0.0, 1.0),
            0 => wilson(k, n, z),
            1 => clopper_pearson(k, n, tail),
            2 => jeffreys(k, n, tail),
            _ => agresti_coull(k, n, z),
        };
    }
    Ok(())
}

fn wilson(k: f64, n: f64, z: f64) -> Ends {
    let z2 = z * z;
    let b = k + z2 * 0.5 + z * (k * ((n - k) / n) + z2 * 0.25).sqrt();
    let bound = b / (n + z2);
    let low = if k == 0.0 { 0.0 } else { (k * (k / n)) / b };
    (low, if k == n || bound > 1.0 { 1.0 } else { bound })
}

fn clopper_pearson(k: f64, n: f64, tail: f64) -> Ends {
    let low = if k == 0.0 {
        0.0
    } else {
        beta_quantile(tail, k, n - k + 1.0).0
    };
    let high = if k == n {
        1.0
    } else {
        beta_quantile(tail, n - k, k + 1.0).1
    };
    (low, high)
}

fn jeffreys(k: f64, n: f64, tail: f64) -> Ends {
    let low = if k == 0.0 {
        0.0
    } else {
        beta_quantile(tail, k + 0.5, n - k + 0.5).0
    };
    let high = if k == n {
        1.0
    } else {
        beta_quantile(tail, n - k + 0.5, k + 0.5).1
    };
    (low, high)
}

fn agresti_coull(k: f64, n: f64, z: f64) -> Ends {
    let z2 = z * z;
    let all = n + z2;
    let centre = (k + z2 * 0.5) / all;
    let other = (n - k + z2 * 0.5) / all;
    let reach = z * (centre * other / all).sqrt();
    let (low, high) = (centre - reach, centre + reach);
    (
        if low > 0.0 { low } else { 0.0 },
        if high < 1.0 { high } else { 1.0 },
    )
}
