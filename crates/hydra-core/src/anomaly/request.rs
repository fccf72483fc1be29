//! What is asked of the scores, from a column of numbers.
//! In: threshold, causal (0 or 1), window (0: all), warmup, refractory (0: none, -1: growing), logarithms (0 or 1), level, most outliers (0: the
//! rule). Out: a request, or None when one is out of range.
//! Twin: src/reference/anomaly/request.ts

use super::METHODS;
use super::causal::Rules;
use super::refractory::Span;

/// A request, checked.
pub struct Request {
    /// Number of the method.
    pub method: usize,
    /// Flags above it.
    pub threshold: f64,
    /// By the past only.
    pub causal: bool,
    /// Of causal scores, and the level of `gesd`.
    pub rules: Rules,
    /// Points that a flag must exceed.
    pub refractory: Span,
    /// Scores of logarithms.
    pub by_log: bool,
    /// Most outliers of `gesd`.
    pub most: usize,
}

fn whole(x: f64, low: f64) -> Option<usize> {
    let fits = x >= low && x <= 4_294_967_295.0 && x.floor() == x;
    fits.then_some(x as usize)
}

fn flag(x: f64) -> Option<bool> {
    (x == 0.0 || x == 1.0).then_some(x == 1.0)
}

impl Request {
    /// As in the header.
    pub fn of(method: usize, params: &[f64]) -> Option<Self> {
        let &[
            threshold,
            causal,
            window,
            warmup,
            refractory,
            by_log,
            level,
            most,
        ] = params
        else {
            return None;
        };
        let fits = method < METHODS.len() && threshold > 0.0 && level > 0.0 && level < 1.0;
        let window = whole(window, 0.0)?;
        if !fits || window == 1 {
            return None;
        }
        let rules = Rules {
            window,
            warmup: whole(warmup, 2.0)?,
            level,
        };
        Some(Self {
            method,
            threshold,
            causal: flag(causal)?,
            rules,
            refractory: if refractory == -1.0 {
                Span::Growing
            } else {
                Span::Points(whole(refractory, 0.0)?)
            },
            by_log: flag(by_log)?,
            most: whole(most, 0.0)?,
        })
    }
}
