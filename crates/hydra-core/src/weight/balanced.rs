//! The default policy: success, time and price together.
//! Cost of one good answer, for a caller who tries again until it works: c = okMs + odds * failedMs, odds = (1 - q)/q
//! with Jeffreys' q = (successes + 1/2)/(trials + 1); failures take as long as successes where their time is not known.
//! With prices: ln cost = (1 - w) ln c + w ln price. Both stand relative to the median head; that constant drops out.
//! ln cost ~ Normal(m, sd^2), sd^2 = (1 - w)^2 (logVariance/successes + odds/(trials + 1)) + 1e-4: delta method, and a
//! tie band of 1 %, so that differences below the noise of a machine do not take all the traffic. `logVariance` not
//! known: the median of the others, else 1/4.
//! Score = (1 - spread) P(least cost) + spread * share of 1/cost. No success: score 0, the head keeps the floor.
//! From ten successes on, and where a failure takes no less time than a success, one more success never lowers a
//! weight. With fewer it can: of a slow head that was little known, P(least cost) falls as it becomes known to be slow.
//! Source: Jeffreys 1946; Chick and Inoue 2001.  Twin: src/reference/weight/balanced.ts

use super::best::probability_best;
use super::columns::{Columns, Params};
use super::order::lower_median;
use super::shares::shares;
use super::times::{failed_times, ok_times, prices};
use crate::math::{exp, log};

const TIE_BAND: f64 = 1e-4;
const UNKNOWN_LOG_VARIANCE: f64 = 0.25;
/// Beyond it the spread of times says nothing any more.
const MOST_LOG_VARIANCE: f64 = 1e6;

/// Expected failures before a success.
fn odds_of(columns: &Columns, head: usize) -> f64 {
    (columns.trials[head] - columns.successes[head] + 0.5) / (columns.successes[head] + 0.5)
}

/// Expected time of one good answer of each head in `heads`.
fn costs_of(columns: &Columns, heads: &[usize]) -> Vec<f64> {
    let ok = ok_times(columns);
    let failed = failed_times(columns, &ok);
    let costs = heads
        .iter()
        .map(|&head| ok[head] + odds_of(columns, head) * failed[head]);
    costs
        .map(|cost| if cost < f64::MAX { cost } else { f64::MAX })
        .collect()
}

/// sd^2 of ln cost without price and tie band.
fn variance_of(columns: &Columns, substitute: f64, head: usize) -> f64 {
    let spread = columns.log_variance[head];
    let known = if spread.is_nan() { substitute } else { spread };
    let bounded = if known < MOST_LOG_VARIANCE {
        known
    } else {
        MOST_LOG_VARIANCE
    };
    let successes = if columns.successes[head] > 1.0 {
        columns.successes[head]
    } else {
        1.0
    };
    bounded / successes + odds_of(columns, head) / (columns.trials[head] + 1.0)
}

/// Share of 1/cost, from ln cost.
fn inverse_share(means: &[f64]) -> Vec<f64> {
    let mut least = f64::INFINITY;
    for &mean in means {
        if mean < least {
            least = mean;
        }
    }
    let inverse: Vec<f64> = means.iter().map(|mean| exp(least - mean)).collect();
    shares(&inverse)
}

/// ln cost of each head in `heads`.
fn means_of(columns: &Columns, cost_weight: f64, heads: &[usize], costs: &[f64]) -> Vec<f64> {
    let pairs = heads.iter().zip(costs);
    match prices(columns).filter(|_| cost_weight > 0.0) {
        None => costs.iter().map(|&cost| log(cost)).collect(),
        Some(paid) => {
            let w = cost_weight;
            pairs
                .map(|(&head, &cost)| (1.0 - w) * log(cost) + w * log(paid[head]))
                .collect()
        }
    }
}

fn sds_of(columns: &Columns, time_weight: f64, heads: &[usize]) -> Vec<f64> {
    let median = lower_median(columns.log_variance.iter().copied());
    let substitute = median.unwrap_or(UNKNOWN_LOG_VARIANCE);
    let variances = heads
        .iter()
        .map(|&head| variance_of(columns, substitute, head));
    variances
        .map(|variance| (time_weight * time_weight * variance + TIE_BAND).sqrt())
        .collect()
}

/// Scores; `evidence` (2 K values) gets P(least cost), 0 without a success, and the cost in ms, NaN without a success.
pub fn balanced(columns: &Columns, params: &Params, evidence: &mut [f64]) -> Vec<f64> {
    let count = columns.heads();
    let heads: Vec<usize> = (0..count)
        .filter(|&head| columns.successes[head] > 0.0)
        .collect();
    let w = if prices(columns).is_some() {
        params.cost_weight
    } else {
        0.0
    };
    let costs = costs_of(columns, &heads);
    let means = means_of(columns, w, &heads, &costs);
    let best = probability_best(&means, &sds_of(columns, 1.0 - w, &heads));
    let inverse = inverse_share(&means);
    let (probabilities, expected) = evidence.split_at_mut(count);
    probabilities.fill(0.0);
    let mut scores = vec![0.0; count];
    for (at, &head) in heads.iter().enumerate() {
        scores[head] = (1.0 - params.spread) * best[at] + params.spread * inverse[at];
        probabilities[head] = best[at];
        expected[head] = costs[at];
    }
    scores
}
