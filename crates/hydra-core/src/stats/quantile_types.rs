//! The nine types of quantiles by their usual numbers, read in ascending order.
//! In: n values in order, p from 0 to 1, a type. Types 1 to 3 are steps: 1 the inverse of the distribution function, 2 the
//! same with averages at its jumps, 3 the nearest even rank. Types 4 to 9 lie between two values: h = n p + m, m = 0, 1/2,
//! p, 1 - p, (p + 1)/3, p/4 + 3/8. Steps are decided on the exact product n p (`TwoProd`), not on a rounded one with fuzz.
//! Type 7 takes (n - 1) p as everywhere else here.
//! Source: Hyndman and Fan 1996.  Twin: src/reference/stats/quantile-types.ts  Golden: fixtures/golden/stats/quantile-types.json

use super::quantile::{blend, position, value_at};

const SPLITTER: f64 = 134217729.0; // 2^27 + 1

/// What a * b lost: a * b = product + the answer, exactly, within ordinary sizes.
fn lost_product(a: f64, b: f64, product: f64) -> f64 {
    let x = SPLITTER * a;
    let a_high = x - (x - a);
    let a_low = a - a_high;
    let y = SPLITTER * b;
    let b_high = y - (y - b);
    let b_low = b - b_high;
    a_low * b_low - (product - a_high * b_high - a_low * b_high - a_high * b_low)
}

/// n p - k, of the right sign.
fn gap(n: f64, p: f64, k: f64) -> f64 {
    let product = n * p;
    product - k + lost_product(n, p, product)
}

/// floor(n p) and whether n p is that whole number, both exactly.
fn step_of(n: f64, p: f64) -> (f64, bool) {
    let near = (n * p).floor();
    let j = if gap(n, p, near) < 0.0 {
        near - 1.0
    } else {
        near
    };
    (j, gap(n, p, j) == 0.0)
}

fn is_even(x: f64) -> bool {
    (x * 0.5).floor() * 2.0 == x
}

fn step(sorted: &[f64], p: f64, kind: u32) -> f64 {
    let n = sorted.len() as f64;
    let held = |rank: f64| {
        let rank = if rank < 1.0 { 1.0 } else { rank };
        sorted[(if rank > n { n } else { rank }) as usize - 1]
    };
    if kind == 3 {
        // The nearest rank to n p, the even one of two.
        let (j, is_whole) = step_of(2.0 * n, p);
        let rank = ((j - 1.0) * 0.5).floor();
        let is_half = is_whole && !is_even(j);
        return held(if is_half && is_even(rank) {
            rank
        } else {
            rank + 1.0
        });
    }
    let (j, is_whole) = step_of(n, p);
    if !is_whole {
        return held(j + 1.0);
    }
    if kind == 1 {
        held(j)
    } else {
        blend(held(j), held(j + 1.0), 0.5)
    }
}

fn shift_of(p: f64, kind: u32) -> f64 {
    match kind {
        4 => 0.0,
        5 => 0.5,
        6 => p,
        8 => (p + 1.0) / 3.0,
        _ => p / 4.0 + 0.375,
    }
}

/// The quantile p of sorted values, one at least, by a type from 1 to 9.
pub fn quantile_by_type(sorted: &[f64], p: f64, kind: u32) -> f64 {
    let n = sorted.len();
    if kind == 7 {
        return value_at(|rank| sorted[rank], position(n, p));
    }
    if kind < 4 {
        return step(sorted, p, kind);
    }
    let h = n as f64 * p + shift_of(p, kind);
    if h <= 1.0 {
        return sorted[0];
    }
    if h >= n as f64 {
        return sorted[n - 1];
    }
    let rank = h.floor();
    let g = h - rank;
    let a = sorted[rank as usize - 1];
    if g == 0.0 {
        a
    } else {
        blend(a, sorted[rank as usize], g)
    }
}
