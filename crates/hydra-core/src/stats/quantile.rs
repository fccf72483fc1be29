//! Quantiles of type 7 (the default of R, numpy and Excel), blended without overflow and never crossing.
//! In: n values in order, p from 0 to 1. h = (n - 1) p; a = x(floor h), b the next one, g = h - floor h.
//! Out: (1 - g) a + g b, so rounded that it never falls while g rises; a itself when a = b, never outside of a and b.
//! a and b of different signs: as written, two terms that both rise. Of one sign: from the nearer end, a + g (b - a) or
//! b - (1 - g)(b - a), each of which rises, and neither past the middle (a + b)/2; b - a cannot overflow then.
//! Why not as written throughout: one term falls, the other rises, and their roundings cross: of 1.38 and 1.68 at p =
//! 0.68 and the next double in 4 of 100 cases.
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

/// (1 - g) a + g b: monotone in g, a itself when a = b, never outside of a and b whichever is larger.
#[inline]
pub fn blend(a: f64, b: f64, g: f64) -> f64 {
    if a == b {
        return a;
    }
    if (a <= 0.0) == (b >= 0.0) {
        return (1.0 - g) * a + g * b;
    }
    let middle = 0.5 * a + 0.5 * b;
    if g == 0.5 {
        return middle;
    }
    let is_near = g < 0.5;
    let x = if is_near {
        a + g * (b - a)
    } else {
        b - (1.0 - g) * (b - a)
    };
    let is_past = if (a < b) == is_near {
        x > middle
    } else {
        x < middle
    };
    if is_past { middle } else { x }
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
