//! From scores to weights: shares that sum to 1, a floor below each.
//! In: scores >= 0, finite. Out: w = floor + (1 - K floor) score / sum of scores; equal weights when every score is 0.
//! Scaled by the largest first, so that neither 1e-320 nor 1e308 is lost; what rounding leaves goes to the largest
//! (shared among equals, so that equal scores keep equal weights).
//! Twin: src/reference/weight/shares.ts

use super::order::{largest, sum_sorted};

/// Scores over their sum; all equal when every score is 0.
pub fn shares(scores: &[f64]) -> Vec<f64> {
    let most = largest(scores.iter().copied());
    if most == 0.0 {
        return vec![1.0 / scores.len() as f64; scores.len()];
    }
    let mut scaled: Vec<f64> = scores.iter().map(|score| score / most).collect();
    let total = sum_sorted(&scaled);
    for score in &mut scaled {
        *score /= total;
    }
    scaled
}

/// Adds 1 - sum to the largest weight, in equal parts where several are largest.
fn give_rest(weights: &mut [f64]) {
    let rest = 1.0 - sum_sorted(weights);
    let most = largest(weights.iter().copied());
    let holders = weights.iter().filter(|&&weight| weight == most).count();
    let part = rest / holders as f64;
    for weight in weights {
        if *weight == most {
            *weight = most + part;
        }
    }
}

/// Weights of scores, none below `floor`.
pub fn floored(scores: &[f64], floor: f64) -> Vec<f64> {
    let left = 1.0 - scores.len() as f64 * floor;
    let free = if left > 0.0 { left } else { 0.0 };
    let mut weights: Vec<f64> = shares(scores)
        .into_iter()
        .map(|share| floor + free * share)
        .collect();
    give_rest(&mut weights);
    weights
}
