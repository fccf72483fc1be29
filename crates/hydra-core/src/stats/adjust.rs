//! p-values corrected for many questions asked at once.
//! In: the number of a method of [`METHODS`], p-values from 0 to 1 (NaN: not asked, does not count), how many were asked in all
//! (those not listed count as p = 1; at least as many as are listed). Out: corrected ones in input order, at most 1; NaN stays.
//! Of m questions, the i-th smallest p from 1: bonferroni m p; holm (m - i + 1) p, never below the one before it; hochberg the
//! same, never above the one after it; benjamini-hochberg p (m / i), never above the one after it.
//! The first three bound the chance of one false claim (hochberg for tests that are independent, or hang together the same
//! way), the last one the share of false claims among all.
//! Source: Holm 1979; Hochberg 1988; Benjamini and Hochberg 1995.  Twin: src/reference/stats/adjust.ts
//! Golden: fixtures/golden/stats/adjust.json

use super::select::key_of;
use crate::Fault;

/// The methods, by number.
pub const METHODS: [&str; 4] = ["bonferroni", "holm", "hochberg", "benjamini-hochberg"];
const HOLM: usize = 1;
const HOCHBERG: usize = 2;

fn least(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}

/// Of the i-th smallest of m, i from 1, before the order is put right.
fn factor(method: usize, p: f64, i: f64, m: f64) -> f64 {
    match method {
        0 => p * m,
        HOLM | HOCHBERG => p * (m - i + 1.0),
        _ => p * (m / i),
    }
}

/// As in the header.
///
/// # Errors
/// [`Fault::ParameterRange`] for a p outside 0 to 1, an unknown method, a family that is too small, an `out` of another length.
pub fn adjust_p_values(
    method: usize,
    p: &[f64],
    family: f64,
    out: &mut [f64],
) -> Result<(), Fault> {
    let mut order: Vec<usize> = (0..p.len()).filter(|&i| !p[i].is_nan()).collect();
    let in_range = order.iter().all(|&i| (0.0..=1.0).contains(&p[i]));
    let enough = family >= order.len() as f64 && family < f64::INFINITY;
    if !in_range || !enough || method >= METHODS.len() || out.len() != p.len() {
        return Err(Fault::ParameterRange);
    }
    order.sort_by_key(|&i| key_of(p[i] + 0.0));
    out.fill(f64::NAN);
    let mut last = if method <= HOLM { 0.0 } else { 1.0 };
    for step in 0..order.len() {
        let rank = if method <= HOLM {
            step
        } else {
            order.len() - 1 - step
        };
        let place = order[rank];
        let own = least(factor(method, p[place], (rank + 1) as f64, family), 1.0);
        // Bonferroni's ascend by themselves, as p does.
        let holds = if method <= HOLM {
            own > last
        } else {
            own < last
        };
        last = if holds { own } else { last };
        out[place] = last;
    }
    Ok(())
}
