//! Which of two samples dominates: Cliff's delta with its interval.
//! In: two samples, ascending, neither empty. Out: delta = (pairs a > b less pairs a < b) / (n m), -1 to 1, by one walk along both;
//! for each value of a sample, how many of the other lie below it less how many lie above, q for a and r for b.
//! Variance (Cliff 1993, unbiased): (sum (q - mean)^2 + sum (r - mean)^2 - (unequal pairs - n m delta^2)) / (n m (n-1) (m-1)),
//! at least (1 - delta^2) / (n m - 1). Interval: (delta - delta^3 -+ t s sqrt((1 - delta^2)^2 + t^2 s^2)) / (1 - delta^2 +
//! t^2 s^2), t of Student with n + m - 2 degrees; where delta is 1 or -1 the open end is (k - t^2) / (k + t^2), k the smaller n.
//! Unknown with one value in a sample, unless all pairs point one way.
//! Source: Cliff 1993; Feng and Cliff 2004.  Twin: src/reference/stats/compare/dominance.ts

use crate::math::student::student_quantile_upper;
use crate::stats::sums::variance_about;

/// Two samples, seen from each other.
pub struct Dominance {
    pub n: f64,
    pub m: f64,
    /// Pairs a > b less pairs a < b.
    pub balance: f64,
    /// Equal pairs.
    ties: f64,
    /// Variance of q, by n - 1; 0 for one value.
    pub q: f64,
    /// Variance of r.
    pub r: f64,
}

/// For each of a, how many of b lie below it less how many lie above; and the equal pairs. Both ascending.
fn outlook(a: &[f64], b: &[f64]) -> (Vec<f64>, f64) {
    let (mut below, mut up_to, mut ties) = (0, 0, 0.0);
    let each = a.iter().map(|x| {
        while below < b.len() && b[below] < *x {
            below += 1;
        }
        up_to = if up_to < below { below } else { up_to };
        while up_to < b.len() && b[up_to] == *x {
            up_to += 1;
        }
        ties += (up_to - below) as f64;
        below as f64 - (b.len() - up_to) as f64
    });
    let each = each.collect();
    (each, ties)
}

/// As in the header.
pub fn of(a: &[f64], b: &[f64]) -> Dominance {
    let (q, ties) = outlook(a, b);
    let (r, _) = outlook(b, a);
    let (n, m) = (a.len() as f64, b.len() as f64);
    let mut balance = 0.0;
    for x in &q {
        balance += x;
    }
    Dominance {
        n,
        m,
        balance,
        ties,
        q: variance_about(&q, balance / n, 1.0),
        r: variance_about(&r, -balance / m, 1.0),
    }
}

impl Dominance {
    pub fn delta(&self) -> f64 {
        self.balance / (self.n * self.m)
    }

    /// All pairs point one way.
    pub fn is_separated(&self) -> bool {
        self.balance.abs() == self.n * self.m
    }

    pub fn is_all_equal(&self) -> bool {
        self.ties == self.n * self.m
    }

    fn variance(&self) -> f64 {
        let Self { n, m, .. } = *self;
        let pairs = n * m;
        let d = self.delta();
        let spread = (n - 1.0) * self.q + (m - 1.0) * self.r;
        let own = pairs - self.ties - pairs * d * d;
        let variance = (spread - own) / (pairs * (n - 1.0) * (m - 1.0));
        let least = (1.0 - d * d) / (pairs - 1.0);
        if variance > least { variance } else { least }
    }

    /// As in the header; NaN where unknown.
    pub fn interval(&self, confidence: f64) -> (f64, f64) {
        let unknown = (f64::NAN, f64::NAN);
        let Self { n, m, .. } = *self;
        if n + m < 3.0 {
            return unknown;
        }
        let d = self.delta();
        let t = student_quantile_upper((1.0 - confidence) * 0.5, n + m - 2.0);
        let t2 = t * t;
        if self.is_separated() {
            let fewer = if n < m { n } else { m };
            let open = (fewer - t2) / (fewer + t2);
            return if d > 0.0 { (open, d) } else { (d, -open) };
        }
        if n < 2.0 || m < 2.0 {
            return unknown;
        }
        let variance = self.variance();
        let rest = 1.0 - d * d;
        let below = rest + t2 * variance;
        let reach = t * (variance * (rest * rest + t2 * variance)).sqrt();
        let centre = d * rest;
        let (low, high) = ((centre - reach) / below, (centre + reach) / below);
        (
            if low < d { low } else { d },
            if high > d { high } else { d },
        )
    }
}
