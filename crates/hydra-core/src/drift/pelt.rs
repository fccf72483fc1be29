//! Segments by least cost: the best way of cutting a series into levels and slopes, found exactly.
//! In: a series in order of time, fewest values of a segment. Out: 0 at each first value of a new segment.
//! Cost of a segment: its residual sum of squares / variance of the whole series about a level, plus 3 ln n, from 2 values on;
//! or about a line, plus 4 ln n, from 8 values on; whichever is less. Least sum over all ways to cut.
//! A start s is dropped once a later start t is at least as good for every end: cost(s) + residuals about a line (s, t) >= cost(t);
//! from t + 8 on, where both kinds of segment may begin at t. Why the variance of the whole: one from differences fails on trends.
//! Source: Killick, Fearnhead, Eckley 2012 (pruning); Jackson et al. 2005.  Twin: src/reference/drift/pelt.ts

use super::{Search, mean_and_sd};
use crate::math::log;

const LEVEL_PENALTY: f64 = 3.0;
const LINE_PENALTY: f64 = 4.0;
const LINE_LEAST: usize = 8;

/// Running sums of y, y^2 and place times y over the standardised series.
struct Sums {
    first: Vec<f64>,
    square: Vec<f64>,
    moment: Vec<f64>,
}

impl Sums {
    fn of(series: &[f64], mean: f64, sd: f64) -> Self {
        let mut sums = Self {
            first: vec![0.0],
            square: vec![0.0],
            moment: vec![0.0],
        };
        let (mut first, mut square, mut moment) = (0.0, 0.0, 0.0);
        let middle = (series.len() as f64 - 1.0) / 2.0;
        for (i, x) in series.iter().enumerate() {
            let y = (x - mean) / sd;
            first += y;
            square += y * y;
            moment += (i as f64 - middle) * y;
            sums.first.push(first);
            sums.square.push(square);
            sums.moment.push(moment);
        }
        sums
    }

    /// Residual sums of squares about a level and about a line, over s .. e.
    fn residuals(&self, s: usize, e: usize) -> (f64, f64) {
        let n = (e - s) as f64;
        let sum = self.first[e] - self.first[s];
        let level = self.square[e] - self.square[s] - (sum * sum) / n;
        let centre = ((s + e) as f64 - 1.0) / 2.0 - (self.first.len() as f64 - 2.0) / 2.0;
        let product = self.moment[e] - self.moment[s] - centre * sum;
        let spread = n * (n * n - 1.0) / 12.0;
        let line = if spread > 0.0 {
            level - (product * product) / spread
        } else {
            0.0
        };
        let at_least_0 = |x: f64| if x > 0.0 { x } else { 0.0 };
        (at_least_0(level), at_least_0(line))
    }
}

/// A place where the last segment may begin, and from which end on it need not be tried any more.
struct Start {
    at: usize,
    dropped: usize,
}

/// Marks the segments.
pub fn mark(series: &[f64], search: Search, marks: &mut [f64]) {
    let n = series.len();
    let (mean, sd) = mean_and_sd(series);
    if sd == 0.0 {
        return;
    }
    let sums = Sums::of(series, mean, sd);
    let least = search.min_segment;
    let line_least = if least > LINE_LEAST {
        least
    } else {
        LINE_LEAST
    };
    let unit = log(n as f64);
    let mut cost = vec![f64::INFINITY; n + 1];
    let mut from = vec![0; n + 1];
    let mut starts: Vec<Start> = Vec::new();
    cost[0] = 0.0;
    for end in least..=n {
        let at = end - least;
        if cost[at] < f64::INFINITY {
            starts.push(Start {
                at,
                dropped: usize::MAX,
            });
        }
        for start in &starts {
            let (level, line) = sums.residuals(start.at, end);
            let mut total = cost[start.at] + (level + LEVEL_PENALTY * unit);
            let sloped = cost[start.at] + (line + LINE_PENALTY * unit);
            if end - start.at >= line_least && sloped < total {
                total = sloped;
            }
            if total < cost[end] {
                cost[end] = total;
                from[end] = start.at;
            }
        }
        for start in &mut starts {
            let (_, line) = sums.residuals(start.at, end);
            if start.dropped == usize::MAX && cost[start.at] + line >= cost[end] {
                start.dropped = end + line_least;
            }
        }
        starts.retain(|start| start.dropped > end + 1);
    }
    let mut end = n;
    while from[end] > 0 {
        end = from[end];
        marks[end] = 0.0;
    }
}
