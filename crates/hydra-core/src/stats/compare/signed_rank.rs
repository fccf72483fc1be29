//! The signed-rank test of pairs: is the centre of a - b above or below 0?
//! In: pairs. Out: W+, the sum of the ranks of |a - b| over the pairs with a > b, ties averaged; p both ways.
//! Pairs without a difference are left out. Exact up to 50 differences without ties; else normal: mean n (n + 1) / 4, variance
//! n (n + 1) (2n + 1) / 24 - sum (t^3 - t) / 48, continuity 1/2. No difference at all: p = 1.
//! Source: Wilcoxon 1945; Pratt 1959 on zeros, which this leaves out.  Twin: src/reference/stats/compare/signed-rank.ts

use super::{Tested, ascending, differences, halving};
use crate::math::normal_cdf;
use crate::stats::wilcoxon::signed_rank_distribution;
use crate::trend::ranks::{Ties, ranks_of};

const MOST_EXACT: usize = 50;

fn by_counting(n: usize, w: f64) -> (f64, f64) {
    let distribution = signed_rank_distribution(n);
    let w = w as usize;
    (distribution[distribution.len() - 1 - w], distribution[w])
}

fn by_normal(n: f64, w: f64, ties: Ties) -> (f64, f64) {
    let product = n * (n + 1.0);
    let variance = product * (2.0 * n + 1.0) / 24.0 - (ties.triples + 3.0 * ties.pairs) / 48.0;
    let deviation = variance.sqrt();
    let gap = w - product / 4.0;
    (
        normal_cdf(-(gap - 0.5) / deviation),
        normal_cdf((gap + 0.5) / deviation),
    )
}

/// As in the header.
pub fn test(a: &[f64], b: &[f64]) -> Tested {
    let mut gaps = differences(a, b, halving(a, b));
    gaps.retain(|&d| d != 0.0);
    let sizes: Vec<f64> = gaps.iter().map(|d| d.abs()).collect();
    let ties = Ties::of(&ascending(&sizes));
    let n = gaps.len();
    let mut statistic = 0.0;
    for (gap, rank) in gaps.iter().zip(ranks_of(&sizes)) {
        statistic += if *gap > 0.0 { rank } else { 0.0 };
    }
    let is_exact = n <= MOST_EXACT && ties.pairs == 0.0;
    let (larger, smaller) = if is_exact {
        by_counting(n, statistic)
    } else {
        by_normal(n as f64, statistic, ties)
    };
    Tested {
        larger,
        smaller,
        statistic,
        is_exact,
    }
}
