//! The bias-corrected and accelerated interval.
//! In: a sample, a statistic, the drawn values of it. Out: both ends. z0 = the normal quantile of the share of draws below the estimate,
//! those equal to it counted half; a by the jackknife; the end of z = -+ the normal quantile lies at the share
//! Phi(z0 + (z0 + z) / (1 - a (z0 + z))) of the draws, read at (B + 1) times it between two of them, from the first to the last.
//! A share of 0 or 1 is taken for half a draw, so z0 is never infinite.
//! Source: Efron 1987.  Twin: src/reference/stats/bootstrap/bca.ts

use super::jackknife::acceleration;
use super::statistic::{Sample, Statistic};
use crate::math::{normal_cdf, normal_quantile};
use crate::stats::quantile::blend;
use crate::stats::select::{from_key, key_of, place_ranks};

fn share_below(drawn: &[f64], estimate: f64, tie: f64) -> f64 {
    let (mut twice, mut all) = (0.0, 0.0);
    for x in drawn {
        all += 2.0;
        twice += if *x < estimate - tie {
            2.0
        } else if *x <= estimate + tie {
            1.0
        } else {
            0.0
        };
    }
    let twice = if twice < 1.0 { 1.0 } else { twice };
    (if twice > all - 1.0 { all - 1.0 } else { twice }) / all
}

fn moved(z0: f64, z: f64, a: f64) -> f64 {
    let sum = z0 + z;
    let below = 1.0 - a * sum;
    if below <= 0.0 {
        return if sum > 0.0 { 1.0 } else { 0.0 };
    }
    normal_cdf(z0 + sum / below)
}

/// A rank from 0 and how far from there to the next.
fn place_of(share: f64, count: usize) -> (usize, f64) {
    let h = (count as f64 + 1.0) * share;
    if h <= 1.0 {
        return (0, 0.0);
    }
    if h >= count as f64 {
        return (count - 1, 0.0);
    }
    let rank = h.floor();
    (rank as usize - 1, h - rank)
}

/// As in the header.
pub fn ends(sample: &Sample, statistic: Statistic, tail: f64, drawn: Vec<f64>) -> (f64, f64) {
    let estimate = statistic.of_whole(sample);
    let z0 = normal_quantile(share_below(&drawn, estimate, sample.tie(statistic)));
    let a = acceleration(sample, statistic);
    let z = normal_quantile(tail);
    let places = [z, -z].map(|z| place_of(moved(z0, z, a), drawn.len()));
    let mut keys: Vec<i64> = drawn.into_iter().map(key_of).collect();
    let mut ranks = Vec::with_capacity(4);
    for (rank, share) in places {
        ranks.push(rank);
        if share > 0.0 {
            ranks.push(rank + 1);
        }
    }
    ranks.sort_unstable();
    ranks.dedup();
    place_ranks(&mut keys, &ranks);
    let [low, high] = places.map(|(rank, share)| {
        let x = from_key(keys[rank]);
        if share > 0.0 {
            blend(x, from_key(keys[rank + 1]), share)
        } else {
            x
        }
    });
    (low, high)
}
