//! Change points by Bayes: the likeliest cutting of a series into normal segments of unknown mean and variance.
//! In: a series in order of time. Out: 0 at each first value of a new segment.
//! Values are standardised by mean and sd of the whole; prior of a segment: normal-gamma, mean 0, kappa 1, alpha 1, beta 1;
//! hazard 1/100 at each value. A value's likelihood given its segment is Student's t with 2 alpha degrees of freedom, centre mu,
//! scale^2 = beta (kappa + 1) / (alpha kappa). The run lengths are followed as in the paper; of each the best history is kept,
//! and the best of all at the end is read backwards. Run lengths 40 nats below the best are let go.
//! Gamma(alpha + 1/2) / Gamma(alpha) comes by g(alpha + 1/2) = alpha / g(alpha), so no lgamma is needed.
//! Source: Adams and MacKay 2007; Murphy 2007 (normal-gamma).  Twin: src/reference/drift/bocpd.ts

use super::mean_and_sd;
use crate::math::log;

const LN_STAY: f64 = -0.010050335853501442; // ln 0.99
const LN_CHANGE: f64 = -4.605170185988091; // ln 0.01
const PI: f64 = std::f64::consts::PI;
const HALF_SQRT_PI: f64 = 0.886226925452758; // Gamma(3/2) / Gamma(1)
const LET_GO: f64 = 40.0;

/// A segment that began at `start` and has not ended: its posterior and the log likelihood of its best history.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    likelihood: f64,
    mu: f64,
    kappa: f64,
    alpha: f64,
    beta: f64,
    gamma_ratio: f64,
}

impl Run {
    fn begin(start: usize, likelihood: f64) -> Self {
        Self {
            start,
            likelihood,
            mu: 0.0,
            kappa: 1.0,
            alpha: 1.0,
            beta: 1.0,
            gamma_ratio: HALF_SQRT_PI,
        }
    }

    fn take(&mut self, y: f64) {
        let d = y - self.mu;
        let spread = 2.0 * self.beta * (self.kappa + 1.0) / self.kappa;
        let density = log(self.gamma_ratio)
            - 0.5 * log(PI * spread)
            - (self.alpha + 0.5) * log(1.0 + d * d / spread);
        self.likelihood += density;
        self.beta += self.kappa * d * d / (2.0 * (self.kappa + 1.0));
        self.mu += d / (self.kappa + 1.0);
        self.kappa += 1.0;
        self.gamma_ratio = self.alpha / self.gamma_ratio;
        self.alpha += 0.5;
    }
}

/// The run with the largest likelihood, the first of equals.
fn best(runs: &[Run]) -> Run {
    let mut best = runs[0];
    for run in &runs[1..] {
        if run.likelihood > best.likelihood {
            best = *run;
        }
    }
    best
}

/// Marks the segments.
pub fn mark(series: &[f64], marks: &mut [f64]) {
    let (mean, sd) = mean_and_sd(series);
    if sd == 0.0 {
        return;
    }
    let mut before = vec![0; series.len()];
    let mut runs = vec![Run::begin(0, 0.0)];
    for (i, x) in series.iter().enumerate() {
        if i > 0 {
            let last = best(&runs);
            before[i] = last.start;
            for run in &mut runs {
                run.likelihood += LN_STAY;
            }
            runs.retain(|run| run.likelihood > last.likelihood - LET_GO);
            runs.push(Run::begin(i, last.likelihood + LN_CHANGE));
        }
        for run in &mut runs {
            run.take((x - mean) / sd);
        }
    }
    let mut start = best(&runs).start;
    while start > 0 {
        marks[start] = 0.0;
        start = before[start];
    }
}
