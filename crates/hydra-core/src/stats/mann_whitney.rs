//! The Mann-Whitney test of two samples, one-sided both ways, and how many differences an interval leaves out at each end.
//! In: two samples, ascending; a factor for the variance (1 for independent values). Out: p of "a tends to be larger", of "a tends to
//! be smaller"; the k of Moses' interval.
//! U = pairs with a > b, ties half. Exact by counting for n m <= 400 without ties and with factor 1: the number of ways to get each U is a
//! Gaussian binomial, whole and exact. Else normal: variance n m / 12 (N + 1 - sum (t^3 - t) / (N (N - 1))) times the factor,
//! continuity 1/2; variance 0: p = 1.
//! Source: Mann and Whitney 1947.  Twin: src/reference/stats/mann-whitney.ts  Golden: fixtures/golden/stats/shift.json

use crate::math::{normal_cdf, normal_quantile};

const EXACT_PAIRS: usize = 400;

/// Two samples counted against each other.
pub struct Ranked {
    pairs: f64,
    /// Pairs with a > b, ties half.
    pub u: f64,
    /// Of U, times the factor.
    variance: f64,
    /// P(U <= u) for u = 0, 1, ...; empty when the normal one is used.
    cumulative: Vec<f64>,
}

/// Counts; both ascending, neither empty.
pub fn rank(a: &[f64], b: &[f64], factor: f64) -> Ranked {
    let (n, m) = (a.len() as f64, b.len() as f64);
    let (u, ties) = count(a, b);
    let all = n + m;
    let tied = if all > 1.0 {
        ties / (all * (all - 1.0))
    } else {
        0.0
    };
    let exact = a.len() * b.len() <= EXACT_PAIRS && ties == 0.0 && factor == 1.0;
    Ranked {
        pairs: n * m,
        u,
        variance: n * m / 12.0 * (all + 1.0 - tied) * factor,
        cumulative: if exact {
            distribution(a.len(), b.len())
        } else {
            Vec::new()
        },
    }
}

/// U, and sum t^3 - t over the groups of equal values of both samples together.
fn count(a: &[f64], b: &[f64]) -> (f64, f64) {
    let (mut i, mut j, mut u, mut ties) = (0, 0, 0.0, 0.0);
    while i < a.len() || j < b.len() {
        let value = match (a.get(i), b.get(j)) {
            (Some(&x), Some(&y)) => {
                if x < y {
                    x
                } else {
                    y
                }
            }
            (Some(&x), None) => x,
            (_, y) => *y.unwrap_or(&0.0),
        };
        let (first, second) = (i, j);
        while i < a.len() && a[i] == value {
            i += 1;
        }
        while j < b.len() && b[j] == value {
            j += 1;
        }
        let (p, q) = ((i - first) as f64, (j - second) as f64);
        u += p * second as f64 + 0.5 * p * q;
        let t = p + q;
        ties += (t * t - 1.0) * t;
    }
    (u, ties)
}

/// P(U <= u) for u = 0 .. n m: products of (1 - q^(m + i)) / (1 - q^i), i = 1 .. n.
fn distribution(n: usize, m: usize) -> Vec<f64> {
    let most = n * m;
    let mut ways = vec![0.0; most + 1];
    ways[0] = 1.0;
    for i in 1..=n {
        for u in (m + i..=most).rev() {
            ways[u] -= ways[u - m - i];
        }
        for u in i..=most {
            ways[u] += ways[u - i];
        }
    }
    let mut total = 0.0;
    for count in &mut ways {
        total += *count;
        *count = total;
    }
    for count in &mut ways {
        *count /= total;
    }
    ways
}

impl Ranked {
    /// P of a U at least as large, or (by symmetry) at most n m - U.
    fn upper(&self, u: f64) -> f64 {
        if !self.cumulative.is_empty() {
            return self.cumulative[(self.pairs - u) as usize];
        }
        if self.variance <= 0.0 {
            return 1.0;
        }
        normal_cdf(-(u - self.pairs / 2.0 - 0.5) / self.variance.sqrt())
    }

    /// Whether p is counted, not approximated.
    pub fn is_exact(&self) -> bool {
        !self.cumulative.is_empty()
    }

    /// p of "a tends to be larger" and of "a tends to be smaller".
    pub fn p(&self) -> (f64, f64) {
        (self.upper(self.u), self.upper(self.pairs - self.u))
    }

    /// How many of the differences, with the end itself, lie at or beyond each end of the interval; 0 when none would do.
    pub fn ends(&self, confidence: f64) -> usize {
        let tail = (1.0 - confidence) * 0.5;
        if self.cumulative.is_empty() {
            let k = self.pairs / 2.0 + 0.5 + normal_quantile(tail) * self.variance.sqrt();
            return if k >= 1.0 { k as usize } else { 0 };
        }
        let mut k = 0;
        while 2 * k < self.cumulative.len() && self.cumulative[k] <= tail {
            k += 1;
        }
        k
    }
}
