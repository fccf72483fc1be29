//! The probability of each head to have the least expected cost, when ln cost of head i is Normal(m(i), s(i)^2),
//! independent. In: means and sds, finite, sd > 0. Out: probabilities that sum to 1.
//! P(i) = mean over the 64 mid-quantiles x of head i of the product over the others of 1 - Phi((x - m(j)) / s(j)),
//! then normalised. Why quadrature and not draws: no seed, no noise, the same answer each time. Cost O(64 K^2): above
//! 64 heads those that stand no chance (mean - 4 sd beyond the least mean + 4 sd) are left out, and a product below
//! 1e-30 is not carried on. Heads are walked in ascending (mean, sd), so that the order of input changes no bit.
//! Twin: src/reference/weight/best.ts

use super::shares::shares;
use crate::math::{normal_cdf, normal_quantile};

const POINTS: usize = 64;
const NEGLIGIBLE: f64 = 1e-30;

#[derive(Clone, Copy)]
struct Head {
    index: usize,
    mean: f64,
    sd: f64,
}

/// Heads by ascending mean, then sd; equal pairs may stand either way, as they give equal factors.
fn in_order(means: &[f64], sds: &[f64]) -> Vec<Head> {
    let pairs = means.iter().zip(sds).enumerate();
    let mut heads: Vec<Head> = pairs
        .map(|(index, (&mean, &sd))| Head { index, mean, sd })
        .collect();
    heads.sort_by(|a, b| a.mean.total_cmp(&b.mean).then(a.sd.total_cmp(&b.sd)));
    heads
}

/// Without the heads that stand no chance, when there are many.
fn contenders(means: &[f64], sds: &[f64]) -> Vec<Head> {
    let mut heads = in_order(means, sds);
    if heads.len() > POINTS {
        let mut limit = f64::INFINITY;
        for head in &heads {
            let upper = head.mean + 4.0 * head.sd;
            if upper < limit {
                limit = upper;
            }
        }
        heads.retain(|head| head.mean - 4.0 * head.sd <= limit);
    }
    heads
}

/// The probability that every contender but the one called `own` costs more than x.
fn others_above(x: f64, own: usize, heads: &[Head]) -> f64 {
    let mut product = 1.0;
    for head in heads.iter().filter(|head| head.index != own) {
        product *= normal_cdf((head.mean - x) / head.sd);
        if product < NEGLIGIBLE {
            break;
        }
    }
    product
}

pub fn probability_best(means: &[f64], sds: &[f64]) -> Vec<f64> {
    let heads = contenders(means, sds);
    let mut sums = vec![0.0; means.len()];
    for point in 0..POINTS {
        let z = normal_quantile((point as f64 + 0.5) / POINTS as f64);
        for head in &heads {
            sums[head.index] += others_above(head.mean + head.sd * z, head.index, &heads);
        }
    }
    shares(&sums)
}
