//! The slopes of all pairs of points, by rank.
//! In: points in order of x, then y, x and y within -1 and 1; ranks from 0, ascending. Out: the slopes of those ranks.
//! Up to 3000 points all quotients are made and the ranks selected. Beyond: the largest double b below which lie at most `rank` slopes, by
//! halving; pairs with a slope below b are inversions of y - b x, which is kept to 32 digits: O(n log n) each, no chance, no memory.
//! Source: Sen 1968; Broennimann and Chazelle 1998 (counting by inversions).  Twin: src/reference/trend/slopes.ts

use super::inversions::inversions;
use crate::math::double_double::{DoubleDouble, from as double, subtract, two_product};
use crate::stats::ranked_difference::halve;
use crate::stats::select::{from_key, key_of, place_ranks};

const MAKE_ALL: usize = 3000;
const FARTHEST: f64 = 1.0463951242053392e298; // 2^990

/// As in the header; each rank once.
pub fn slopes_at(points: &[(f64, f64)], ranks: &[usize]) -> Vec<f64> {
    if points.len() > MAKE_ALL {
        return ranks.iter().map(|&rank| halved(points, rank)).collect();
    }
    let mut keys = Vec::new();
    for (i, a) in points.iter().enumerate() {
        for b in &points[i + 1..] {
            if b.0 != a.0 {
                keys.push(key_of((b.1 - a.1) / (b.0 - a.0) + 0.0));
            }
        }
    }
    place_ranks(&mut keys, ranks);
    ranks.iter().map(|&rank| from_key(keys[rank])).collect()
}

fn halved(points: &[(f64, f64)], rank: usize) -> f64 {
    halve(-FARTHEST, FARTHEST, rank as f64, |b| {
        let mut keys: Vec<(f64, f64)> = points.iter().map(|&(x, y)| key(x, y, b)).collect();
        inversions(&mut keys)
    })
}

fn key(x: f64, y: f64, b: f64) -> (f64, f64) {
    let DoubleDouble { high, low } = subtract(double(y), two_product(b, x));
    (high, low)
}
