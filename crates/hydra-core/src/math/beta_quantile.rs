//! Quantiles of the beta distribution: the x below which a share p lies.
//! In: p in (0, 1), a, b > 0 (up to 2^53). Out: x and 1 - x, each to full precision, so that ends near 1 lose nothing.
//! The shares below and above x: the fraction of Didonato and Morris, which takes x and y = 1 - x side by side and loses nothing
//! where one of them is small (that of `beta` does), by Lentz, at most 500 steps; where a and b are both at least 10^4, so that the
//! continued fraction would need too many steps, by the saddle point: Phi(w) + phi(w) (1/w - 1/u), w = sign sqrt(2 D),
//! D = the deviances of a and b from (a + b) x and (a + b) y, u = ((a + b) x - a) / sqrt(a b / (a + b)); at w = 0 the bracket is
//! (b - a) / (3 sqrt(a b (a + b))). Error of x below 1e-10 of itself.
//! The root: on its side of 1/2, 36 halvings on the bit pattern, then two Newton steps that must stay in the bracket.
//! Why not Newton alone: tails of 1e-300 and a = 1/2 have no good start; halving bits needs none.
//! Source: Didonato and Morris 1992 (algorithm 708); Loader 2000; Lugannani and Rice 1980.
//! Twin: src/reference/math/beta-quantile.ts
//! Golden: fixtures/golden/stats/success-methods.json

use super::saddle::{deviance, raw_density_at};
use super::{exp, normal_cdf};
use crate::stats::select::{from_key, key_of};

const LARGE: f64 = 1e4;
const NEAR: f64 = 1e-3;
const MAX_STEPS: i32 = 500;
const HALVINGS: u32 = 36;
const NEWTON_STEPS: u32 = 2;
const TWO_PI: f64 = std::f64::consts::TAU;

/// The m-th step of the fraction: what stands above, and what stands below.
fn step(m: f64, x: f64, y: f64, a: f64, b: f64) -> (f64, f64) {
    let t = a + 2.0 * m;
    let product = (m * (b - m) * x) / (t - 1.0);
    let above = product * (((a + m - 1.0) * (a + b + m - 1.0) * x) / (t - 1.0));
    let lambda = a * y - b * x + 1.0 + m * (1.0 + y);
    (above, m + product + ((a + m) * lambda) / (t + 1.0))
}

/// The share below x, where x is at most about a / (a + b).
fn by_fraction(x: f64, y: f64, a: f64, b: f64) -> f64 {
    let mut value = (a * (a * y - b * x + 1.0)) / (a + 1.0);
    let (mut c, mut d) = (value, 0.0);
    for m in 1..=MAX_STEPS {
        let (above, below) = step(f64::from(m), x, y, a, b);
        d = 1.0 / (below + above * d);
        c = below + above / c;
        let factor = c * d;
        value *= factor;
        if (factor - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    (raw_density_at(a, b, x, y) * (a * (b / (a + b)))) / value
}

/// Shares below and above x.
type Shares = (f64, f64);

fn by_saddle_point(x: f64, y: f64, a: f64, b: f64) -> Shares {
    let n = a + b;
    let d = deviance(a, n * x) + deviance(b, n * y);
    let root = (2.0 * d).sqrt();
    let gap = n * x - a;
    let w = if gap < 0.0 { -root } else { root };
    let bracket = if root < NEAR {
        (b - a) / (3.0 * (a * (b * n)).sqrt())
    } else {
        1.0 / w - (a * (b / n)).sqrt() / gap
    };
    let more = (exp(-d) / TWO_PI.sqrt()) * bracket;
    (normal_cdf(w) + more, normal_cdf(-w) - more)
}

fn shares(x: f64, y: f64, a: f64, b: f64) -> Shares {
    if a >= LARGE && b >= LARGE {
        return by_saddle_point(x, y, a, b);
    }
    if a * y < b * x {
        let above = by_fraction(y, x, b, a);
        return (1.0 - above, above);
    }
    let below = by_fraction(x, y, a, b);
    (below, 1.0 - below)
}

/// A beta distribution, and the share that is wanted below or above x.
#[derive(Clone, Copy)]
struct Wanted {
    p: f64,
    a: f64,
    b: f64,
    is_above: bool,
}

impl Wanted {
    /// How much more of the distribution lies below x than is wanted.
    fn excess(self, x: f64) -> f64 {
        let (below, above) = shares(x, 1.0 - x, self.a, self.b);
        if self.is_above {
            self.p - above
        } else {
            below - self.p
        }
    }

    fn density(self, x: f64) -> f64 {
        let Self { a, b, .. } = self;
        let y = 1.0 - x;
        (raw_density_at(a, b, x, y) * (a * (b / (a + b)))) / (x * y)
    }

    /// The root in (0, 1/2].
    fn root(self) -> f64 {
        let (mut low, mut high) = (0, key_of(0.5));
        for _ in 0..HALVINGS {
            let middle = low + (high - low) / 2;
            if self.excess(from_key(middle)) < 0.0 {
                low = middle;
            } else {
                high = middle;
            }
        }
        let mut x = from_key(low + (high - low) / 2);
        for _ in 0..NEWTON_STEPS {
            let next = x - self.excess(x) / self.density(x);
            let inside = next >= from_key(low) && next <= from_key(high);
            x = if inside { next } else { x };
        }
        x
    }
}

/// As in the header: x and 1 - x.
pub fn beta_quantile(p: f64, a: f64, b: f64) -> (f64, f64) {
    let is_above = false;
    let wanted = Wanted { p, a, b, is_above };
    if wanted.excess(0.5) >= 0.0 {
        let x = wanted.root();
        return (x, 1.0 - x);
    }
    let y = Wanted {
        p,
        a: b,
        b: a,
        is_above: true,
    }
    .root();
    (1.0 - y, y)
}
