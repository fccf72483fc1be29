//! The Brunner-Munzel test: does one sample tend to be larger, whatever their shapes and spreads?
//! In: the dominance of two samples. Out: W > 0 where b tends to be larger; p by Student with Satterthwaite's degrees.
//! W = -balance / sqrt(n V(q) + m V(r)), the usual form with the ranks reckoned away; degrees (n V(q) + m V(r))^2 /
//! ((n V(q))^2 / (n - 1) + (m V(r))^2 / (m - 1)).
//! Variance 0: all pairs point one way, then p = 1 / C(n + m, n) one-sided, the least that any order of the values could give,
//! exactly; or all values are equal, then p = 1. One value in a sample and neither of the two: unknown.
//! Source: Brunner and Munzel 2000.  Twin: src/reference/stats/compare/brunner-munzel.ts

use super::Tested;
use super::dominance::Dominance;
use crate::math::student::student_tail;

/// 1 / C(n + m, n).
fn one_order(n: f64, m: f64) -> f64 {
    let (fewer, more) = if n < m { (n, m) } else { (m, n) };
    let (mut i, mut p) = (1.0, 1.0);
    while i <= fewer && p > 0.0 {
        p *= i / (more + i);
        i += 1.0;
    }
    p
}

fn certain(larger: f64, smaller: f64, is_exact: bool) -> Tested {
    Tested {
        larger,
        smaller,
        statistic: f64::NAN,
        is_exact,
    }
}

/// As in the header.
pub fn test(dominance: &Dominance) -> Tested {
    let &Dominance {
        n,
        m,
        balance,
        q,
        r,
        ..
    } = dominance;
    if dominance.is_separated() {
        let p = one_order(n, m);
        return if balance > 0.0 {
            certain(p, 1.0, true)
        } else {
            certain(1.0, p, true)
        };
    }
    if dominance.is_all_equal() {
        return certain(1.0, 1.0, false);
    }
    if n < 2.0 || m < 2.0 {
        return certain(f64::NAN, f64::NAN, false);
    }
    let (of_a, of_b) = (n * q, m * r);
    let variance = of_a + of_b;
    let degrees = variance * variance / (of_a * of_a / (n - 1.0) + of_b * of_b / (m - 1.0));
    let statistic = -balance / variance.sqrt();
    let tail = student_tail(statistic.abs(), degrees);
    let (larger, smaller) = if statistic < 0.0 {
        (tail, 1.0 - tail)
    } else {
        (1.0 - tail, tail)
    };
    Tested {
        larger,
        smaller,
        statistic,
        is_exact: false,
    }
}
