//! Functions over rows in order, one row after the other: a state that takes the row's arguments and gives its value.
//! Numbers: NaN has no value. Truths: 0 false, 1 no value, 2 true. Texts come as codes, equal for equal neighbours, NaN for none.
//! Rows before the first have no value, so the first rows need no rules of their own; a row costs O(1) on average (rank: see
//! `sorted`).
//! Source: Roberts 1959 (ewma); Chan, Golub and `LeVeque` 1983 (spread of a window).
//! Twin: src/reference/formula/window/states.ts

use super::sliding::{Fold, Sliding};
use super::sorted::Sorted;
use crate::formula::scalar::{max, min};
use crate::stats::moments::{Moments, merge_moments};

/// A function between two rows.
pub trait State {
    /// The next row; `t` is the second argument, where the function has one of every row.
    fn push(&mut self, x: f64, t: f64) -> f64;
}

/// The last n things, in turn.
struct Ring<T> {
    size: usize,
    at: usize,
    kept: Vec<T>,
}

impl<T: Copy> Ring<T> {
    const fn new(size: usize) -> Self {
        Self {
            size,
            at: 0,
            kept: Vec::new(),
        }
    }

    /// Takes one; answers the one so many steps before, once there is one.
    fn swap(&mut self, new: T) -> Option<T> {
        let old = self.kept.get(self.at).copied();
        match self.kept.get_mut(self.at) {
            Some(place) => *place = new,
            None => self.kept.push(new),
        }
        self.at = if self.at + 1 == self.size {
            0
        } else {
            self.at + 1
        };
        old
    }
}

/// The value k rows ago.
pub struct Previous(Ring<f64>);

impl Previous {
    /// k from 1 on.
    pub const fn new(k: usize) -> Self {
        Self(Ring::new(k))
    }
}

impl State for Previous {
    fn push(&mut self, x: f64, _: f64) -> f64 {
        self.0.swap(x).unwrap_or(f64::NAN)
    }
}

/// x less the value of the row before.
pub struct Delta(pub f64);

impl State for Delta {
    fn push(&mut self, x: f64, _: f64) -> f64 {
        let value = x - self.0;
        self.0 = x;
        value
    }
}

/// Change of x by change of t; no value unless t is later than in the row before.
pub struct Rate(pub f64, pub f64);

impl State for Rate {
    fn push(&mut self, x: f64, t: f64) -> f64 {
        let (change, time) = (x - self.0, t - self.1);
        (self.0, self.1) = (x, t);
        if time > 0.0 { change / time } else { f64::NAN }
    }
}

/// Whether x is another than in the row before; unknown where one of them has no value.
pub struct Changed {
    none: f64,
    last: f64,
}

impl Changed {
    /// `none`: what stands for no value beside NaN.
    pub const fn new(none: f64) -> Self {
        Self { none, last: none }
    }

    fn is_none(&self, x: f64) -> bool {
        x.is_nan() || x == self.none
    }
}

impl State for Changed {
    fn push(&mut self, x: f64, _: f64) -> f64 {
        let is_unknown = self.is_none(x) || self.is_none(self.last);
        let known = if x == self.last { 0.0 } else { 2.0 };
        self.last = x;
        if is_unknown { 1.0 } else { known }
    }
}

/// s + alpha (x - s); begins with the first value, and anew after an infinite one. A row without value has none and changes
/// nothing.
pub struct Ewma {
    alpha: f64,
    smooth: f64,
}

impl Ewma {
    /// alpha above 0, at most 1.
    pub const fn new(alpha: f64) -> Self {
        Self {
            alpha,
            smooth: f64::NAN,
        }
    }
}

impl State for Ewma {
    fn push(&mut self, x: f64, _: f64) -> f64 {
        if x.is_nan() {
            return f64::NAN;
        }
        let s = self.smooth;
        self.smooth = if s.is_finite() {
            s + self.alpha * (x - s)
        } else {
            x
        };
        self.smooth
    }
}

/// How many values, and their sum.
#[derive(Clone, Copy)]
pub struct Sum {
    n: f64,
    sum: f64,
}

impl Fold for Sum {
    fn of(sum: f64) -> Self {
        Self { n: 1.0, sum }
    }

    fn join(older: Self, newer: Self) -> Self {
        Self {
            n: older.n + newer.n,
            sum: older.sum + newer.sum,
        }
    }
}

/// The greatest or the least value.
#[derive(Clone, Copy)]
pub struct Extreme<const IS_MOST: bool>(f64);

impl<const IS_MOST: bool> Fold for Extreme<IS_MOST> {
    fn of(value: f64) -> Self {
        Self(value)
    }

    fn join(older: Self, newer: Self) -> Self {
        let of = if IS_MOST { max } else { min };
        Self(of(older.0, newer.0))
    }
}

impl Fold for Moments {
    fn of(mean: f64) -> Self {
        Self {
            n: 1.0,
            mean,
            m2: 0.0,
        }
    }

    fn join(older: Self, newer: Self) -> Self {
        merge_moments(older, newer)
    }
}

/// The mean of the values in the last n rows.
pub struct MeanOf(pub Sliding<Sum>);

impl State for MeanOf {
    fn push(&mut self, x: f64, _: f64) -> f64 {
        self.0.push(x);
        self.0.value().map_or(f64::NAN, |value| value.sum / value.n)
    }
}

/// The greatest or the least of the values in the last n rows.
pub struct ExtremeOf<const IS_MOST: bool>(pub Sliding<Extreme<IS_MOST>>);

impl<const IS_MOST: bool> State for ExtremeOf<IS_MOST> {
    fn push(&mut self, x: f64, _: f64) -> f64 {
        self.0.push(x);
        self.0.value().map_or(f64::NAN, |value| value.0)
    }
}

/// How many of the last n rows are true; of numbers and texts: have a value.
pub struct CountOf {
    ring: Ring<bool>,
    is_truth: bool,
    count: f64,
}

impl CountOf {
    /// Of so many rows.
    pub const fn new(rows: usize, is_truth: bool) -> Self {
        Self {
            ring: Ring::new(rows),
            is_truth,
            count: 0.0,
        }
    }
}

impl State for CountOf {
    fn push(&mut self, x: f64, _: f64) -> f64 {
        let counts = if self.is_truth { x == 2.0 } else { !x.is_nan() };
        if self.ring.swap(counts) == Some(true) {
            self.count -= 1.0;
        }
        if counts {
            self.count += 1.0;
        }
        self.count
    }
}

/// Kleene's and over the last n rows: false where one was false, true where all were true, else unknown.
pub struct HeldFor {
    rows: f64,
    held: f64,
    since_false: f64,
}

impl HeldFor {
    /// Over so many rows.
    pub const fn new(rows: f64) -> Self {
        Self {
            rows,
            held: 0.0,
            since_false: f64::INFINITY,
        }
    }
}

impl State for HeldFor {
    fn push(&mut self, x: f64, _: f64) -> f64 {
        self.held = if x == 2.0 { self.held + 1.0 } else { 0.0 };
        self.since_false = if x == 0.0 {
            0.0
        } else {
            self.since_false + 1.0
        };
        let sure = if self.held >= self.rows { 2.0 } else { 1.0 };
        if self.since_false < self.rows {
            0.0
        } else {
            sure
        }
    }
}

/// 1 and how many earlier rows have a value below x.
pub struct Rank(pub Sorted);

impl State for Rank {
    fn push(&mut self, x: f64, _: f64) -> f64 {
        if x.is_nan() {
            return f64::NAN;
        }
        (self.0.add(x) + 1) as f64
    }
}

/// How many standard deviations (n - 1) x is above the mean of the n rows before it.
pub struct Zscore(pub Sliding<Moments>);

impl State for Zscore {
    fn push(&mut self, x: f64, _: f64) -> f64 {
        let value = self.0.value();
        self.0.push(x);
        match value {
            Some(Moments { n, mean, m2 }) if n >= 2.0 => (x - mean) / (m2 / (n - 1.0)).sqrt(),
            _ => f64::NAN,
        }
    }
}
