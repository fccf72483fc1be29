//! Generalised extreme Studentised deviate: up to k outliers, each tested with those before it taken out.
//! In: a prepared column, a level, the most outliers k (0: max(1, min(10, floor(n / 10)))). Out: one score a value; whether
//! there was anything to test (n >= 3, values differ).
//! Step i takes out the value farthest from the mean of what is left (the first of equals): `R_i` = its distance / sd, against
//! `lambda_i = (n - i) t / sqrt((n - i - 1 + t^2)(n - i + 1))`, t = Student's quantile at 1 - level / (2 (n - i + 1)), n - i - 1 degrees.
//! Outliers are the first j values for the last j with `R_j > lambda_j`; so the score of step i is the largest `R_j / lambda_j`
//! of the steps j >= i, and above 1 means outlier. What was never taken out has its own distance at the last step, at most 1.
//! Source: Rosner 1983, Technometrics 25.  Twin: src/reference/anomaly/gesd.ts  Golden: fixtures/golden/anomaly/scores.json

use super::spread::{held, mean_and_sd};
use crate::math::student::student_quantile_upper;

/// What was found out about a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tested {
    /// Scores stand.
    Scored,
    /// All values are equal.
    Constant,
    /// Fewer than three values.
    TooFew,
}

/// The critical value when `left` values are left, 3 or more.
pub fn critical(left: f64, level: f64) -> f64 {
    let t = student_quantile_upper(level / (2.0 * left), left - 2.0);
    ((left - 1.0) * t) / ((left - 2.0 + t * t) * left).sqrt()
}

/// The most outliers of n >= 3 values.
pub fn most_of(n: usize, asked: usize) -> usize {
    let tenth = n / 10;
    let usual = tenth.clamp(1, 10);
    let most = if asked == 0 { usual } else { asked };
    if most < n - 2 { most } else { n - 2 }
}

struct Step {
    index: usize,
    ratio: f64,
}

/// Place of the value farthest from the mean, the first of equals.
fn farthest(left: &[f64], mean: f64) -> usize {
    let (mut place, mut most) = (0, -1.0);
    for (i, x) in left.iter().enumerate() {
        let size = (x - mean).abs();
        if size > most {
            place = i;
            most = size;
        }
    }
    place
}

/// Takes out one value after the other; fills the scores of what stays.
fn steps_of(values: &[f64], level: f64, most: usize, out: &mut [f64]) -> Vec<Step> {
    let mut left = values.to_vec();
    let mut places: Vec<usize> = (0..values.len()).collect();
    let mut steps = Vec::with_capacity(most);
    while steps.len() < most {
        let (mean, sd) = mean_and_sd(&left);
        if sd <= 0.0 {
            break;
        }
        let limit = critical(left.len() as f64, level);
        let last = steps.len() + 1 == most;
        let taken = farthest(&left, mean);
        let ratio = held((left[taken] - mean).abs() / sd, limit);
        if last {
            for (&index, x) in places.iter().zip(&left) {
                let own = held((x - mean).abs() / sd, limit);
                out[index] = if own < 1.0 { own } else { 1.0 };
            }
        }
        steps.push(Step {
            index: places[taken],
            ratio,
        });
        left.remove(taken);
        places.remove(taken);
    }
    steps
}

/// As in the header.
pub fn gesd_scores(values: &[f64], level: f64, asked: usize, out: &mut [f64]) -> Tested {
    let n = values.len();
    out[..n].fill(0.0);
    if n < 3 {
        return Tested::TooFew;
    }
    let steps = steps_of(values, level, most_of(n, asked), out);
    let mut most = 0.0;
    for step in steps.iter().rev() {
        most = if step.ratio > most { step.ratio } else { most };
        out[step.index] = most;
    }
    if steps.is_empty() {
        Tested::Constant
    } else {
        Tested::Scored
    }
}
