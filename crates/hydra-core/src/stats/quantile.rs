//! Quantiles of type 7 (the default of R, numpy and Excel), blended without overflow and never crossing.
//! In: n values in order, p from 0 to 1. h = (n - 1) p; a = x(floor h), b the next one, g = h - floor h.
//! Out: (1 - g) a + g b; a itself when a = b, and held between a and b.
//! Why not a + g (b - a): b - a overflows for [-1e308, 1e308].
//! Source: Hyndman and Fan 1996.  Twin: src/reference/stats/quantile.ts  Golden: fixtures/golden/stats/summary.json

/// Where a quantile of n values lies: a rank from 0, and how far from there to the next.
#[derive(Clone, Copy, Debug, Default)]
pub struct Position {
    /// From 0.
    pub rank: usize,
    /// 0 to 1.
    pub share: f64,
}

/// The position of quantile p among n >= 1 values.
#[inline]
pub fn position(n: usize, p: f64) -> Position {
    let h = (n - 1) as f64 * p;
    let rank = h as usize;
    Position {
        rank,
        share: h - rank as f64,
    }
}

/// (1 - g) a + g b, a itself when a = b, never outside of a and b whichever is larger.
#[inline]
pub fn blend(a: f64, b: f64, g: f64) -> f64 {
    if a == b {
        return a;
    }
    let x = (1.0 - g) * a + g * b;
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    let x = if x < low { low } else { x };
    if x > high { high } else { x }
}

/// The value at a position, read in ascending order through `at`.
#[inline]
pub fn value_at(at: impl Fn(usize) -> f64, Position { rank, share }: Position) -> f64 {
    let a = at(rank);
    if share == 0.0 {
        a
    } else {
        blend(a, at(rank + 1), share)
    }
}
