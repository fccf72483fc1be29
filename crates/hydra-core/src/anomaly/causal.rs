//! Scores that know the past only: the score of a value depends on it and on the values before it, so a prefix has the same scores.
//! In: a prepared series, the number of a method, rules. Out: one score a value; 0 for the first `warmup` ones.
//! `window`: the last so many values (0: all). A point costs O(1) by moments, O(log window) by order statistics
//! (the MAD: for each of a few probes, see `middle`).
//! Twin: src/reference/anomaly/causal.ts

use super::ewma::{SHARE, average};
use super::middle::Run;
use super::past::Past;
use super::point::{Grubbs, fenced, robust, standard};
use super::rolling::Rolling;
use super::spread::held;
use super::views::Views;
use crate::stats::moments::Moments;

/// What a causal score is told.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Values looked back at, 0 or at least 2.
    pub window: usize,
    /// Values without a score, at least 2.
    pub warmup: usize,
    /// Of `gesd`.
    pub level: f64,
}

/// Walks over a series: `score` sees each value and the moments of those in the window before it.
fn walk(
    values: &[f64],
    rules: Rules,
    out: &mut [f64],
    mut score: impl FnMut(f64, Moments, bool) -> f64,
) {
    let mut past = Past::new(rules.window);
    for (i, (&x, out)) in values.iter().zip(out).enumerate() {
        let is_warm = i >= rules.warmup;
        let own = score(x, past.moments(), is_warm);
        *out = if is_warm { own } else { 0.0 };
        past.add(x);
    }
}

/// By mean and sd of the past.
pub fn z(values: &[f64], rules: Rules, out: &mut [f64]) {
    walk(values, rules, out, |x, past, _| {
        standard((x - past.mean).abs(), past)
    });
}

/// By median and MAD, or by quartiles, of the past.
pub fn by_order(values: &[f64], rules: Rules, fences: bool, out: &mut [f64]) {
    let mut order = Rolling::new(values, rules.window);
    let mut run = Run::default();
    walk(values, rules, out, |x, past, is_warm| {
        let score = match (is_warm, fences) {
            (false, _) => 0.0,
            (true, false) => robust(x, past, &mut run, |rank| order.at(rank)),
            (true, true) => fenced(x, past, &mut run, |rank| order.at(rank)),
        };
        order.take();
        score
    });
}

/// By Grubbs' test of each value among those before it.
pub fn gesd(values: &[f64], rules: Rules, out: &mut [f64]) {
    let mut grubbs = Grubbs::new(rules.level);
    walk(values, rules, out, |x, past, is_warm| {
        if is_warm { grubbs.score(x, past) } else { 0.0 }
    });
}

/// By the average with weights that fade, against mean and sd of the past.
pub fn ewma(values: &[f64], rules: Rules, out: &mut [f64]) {
    let mut level = values.first().copied().unwrap_or(0.0);
    walk(values, rules, out, |x, past, _| {
        level = average(level, x);
        held(standard((level - past.mean).abs(), past), SHARE)
    });
}

/// By six views of each value, each against its own past.
pub fn ensemble(values: &[f64], rules: Rules, out: &mut [f64]) {
    let mut views = Views::new(rules.window);
    for (i, (&x, out)) in values.iter().zip(out).enumerate() {
        let score = views.score(x);
        *out = if i >= rules.warmup { score } else { 0.0 };
    }
}
