//! The Brunner-Munzel test: does one sample tend to be larger, whatever their shapes and spreads?
//! In: the dominance of two samples. Out: W > 0 where b tends to be larger; p by Student with Satterthwaite's degrees.
//! W = -balance / sqrt(n V(q) + m V(r)), the usual form with the ranks reckoned away; degrees (n V(q) + m V(r))^2 /
//! ((n V(q))^2 / (n - 1) + (m V(r))^2 / (m - 1)). Up to 20 000 splits of the values: counted over all of them instead (see `orders`),
//! for the t approximation is far too small in its tail there; above, no p below 1 / C(n + m, n), the least that any order of the values
//! could give.
//! Variance 0: all pairs point one way, then p is that least one, exactly; or all values are equal, then p = 1. One value in a sample
//! and neither of the two: unknown.
//! Source: Brunner and Munzel 2000; Neubert and Brunner 2007.  Twin: src/reference/stats/compare/brunner-munzel.ts

use super::dominance::Dominance;
use super::orders::{by_every_split, is_walked};
use super::{Tested, one_order};
use crate::math::student::student_tail;

fn certain(larger: f64, smaller: f64, is_exact: bool) -> Tested {
    Tested {
        larger,
        smaller,
        statistic: f64::NAN,
        is_exact,
    }
}

/// As in the header; the dominance is that of a and b, ascending.
pub fn test(a: &[f64], b: &[f64], dominance: &Dominance) -> Tested {
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
    let statistic = -balance / variance.sqrt();
    if is_walked(n, m) {
        let (larger, smaller) = by_every_split(a, b);
        return Tested {
            larger,
            smaller,
            statistic,
            is_exact: true,
        };
    }
    let degrees = variance * variance / (of_a * of_a / (n - 1.0) + of_b * of_b / (m - 1.0));
    let tail = student_tail(statistic.abs(), degrees);
    let (larger, smaller) = if statistic < 0.0 {
        (tail, 1.0 - tail)
    } else {
        (1.0 - tail, tail)
    };
    let tested = Tested {
        larger,
        smaller,
        statistic,
        is_exact: false,
    };
    tested.no_less_than(one_order(n, m))
}
