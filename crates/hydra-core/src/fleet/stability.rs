//! Health of many heads: a score of 0 to 100 each, its parts, and the fleet's mean and worst.
//! In: columns of one value a head behind each other, see [`COLUMNS`] (NaN: unknown; successes, trials and share are known); series of
//! former scores by offsets (of one place: none); params: target, half-life, confidence, fewest trials, five weights.
//! Parts, each held within 0.01 and 1: success = Wilson's lower end / target, unknown without a trial; speed = baseline p95 / p95;
//! steadiness = 1/(1 + MAD/median); availability; freshness = 2^(-age/half-life), as exp(-age/half-life ln 2).
//! Score = 100 prod part^weight, as exp(sum weight ln part / sum weight) over the parts that are known; unknown below the fewest trials.
//! stuck: variance of the last ten former scores below 1e-4; unknown with fewer.
//! Out: columns of [`FIGURES`] behind each other, then four figures of the fleet: mean score by share, number of the head with the lowest
//! score (the first of equals), how many heads have a score, and their share of all picks.
//! Why a product: a head that always fails is ill however fast it is.
//! Source: Cobb and Douglas 1928 (the form).  Twin: src/reference/fleet/stability.ts  Golden: fixtures/golden/fleet/stability.json

use super::is_size_or_unknown;
use crate::Fault;
use crate::math::{exp, log};
use crate::stats::success::{WILSON, success_intervals};
use crate::stats::sums::{compensated_sum, scale_for, variance_about};

/// The columns of the input, in order.
pub const COLUMNS: [&str; 9] = [
    "successes",
    "trials",
    "p95Ms",
    "baselineP95Ms",
    "medianMs",
    "madMs",
    "availability",
    "ageMs",
    "share",
];
/// The columns of the output, in order.
pub const FIGURES: [&str; 7] = [
    "score",
    "success",
    "speed",
    "steadiness",
    "availability",
    "freshness",
    "stuck",
];
/// Figures of the fleet behind them.
pub const FLEET: usize = 4;
const PARTS: usize = 5;
const LEAST: f64 = 0.01;
const LAST: usize = 10;
const STILL: f64 = 1e-4;
const LN_2: f64 = std::f64::consts::LN_2;

struct Heads<'a> {
    values: &'a [f64],
    count: usize,
}

impl Heads<'_> {
    fn column(&self, place: usize) -> &[f64] {
        &self.values[place * self.count..(place + 1) * self.count]
    }

    fn fits(&self) -> bool {
        let others = 2 * self.count;
        let is_share = |&x: &f64| x.is_nan() || x <= 1.0;
        self.values[others..].iter().all(|&x| is_size_or_unknown(x))
            && self.column(6).iter().all(is_share)
            && !self.column(8).iter().any(|x| x.is_nan())
    }
}

/// a / b; `at_0` when b is 0.
fn ratio_or(a: f64, b: f64, at_0: f64) -> f64 {
    if b == 0.0 { at_0 } else { a / b }
}

/// Within 0.01 and 1; NaN stays.
fn held(x: f64) -> f64 {
    let x = if x < LEAST { LEAST } else { x };
    if x > 1.0 { 1.0 } else { x }
}

/// `low`: the lower end of the interval of the success rate.
fn success(low: f64, trials: f64, target: f64) -> f64 {
    if trials == 0.0 {
        return f64::NAN;
    }
    held(low / target)
}

fn speed(p95: f64, baseline: f64) -> f64 {
    let known = !p95.is_nan() && !baseline.is_nan();
    if known {
        ratio_or(baseline, p95, 1.0)
    } else {
        f64::NAN
    }
}

fn steadiness(median: f64, mad: f64) -> f64 {
    if median.is_nan() || mad.is_nan() {
        return f64::NAN;
    }
    let spread = ratio_or(mad, median, if mad == 0.0 { 0.0 } else { f64::INFINITY });
    1.0 / (1.0 + spread)
}

/// Of the parts that are known, NaN when none is.
fn score_of(parts: &[f64; PARTS], weights: &[f64]) -> f64 {
    let (mut sum, mut whole) = (0.0, 0.0);
    for (&part, &weight) in parts.iter().zip(weights) {
        if !part.is_nan() {
            sum += weight * log(part);
            whole += weight;
        }
    }
    if whole > 0.0 {
        100.0 * exp(sum / whole)
    } else {
        f64::NAN
    }
}

fn stuck(history: &[f64]) -> f64 {
    if history.len() < LAST {
        return f64::NAN;
    }
    let last = &history[history.len() - LAST..];
    let mean = compensated_sum(last, 1.0) / LAST as f64;
    f64::from(u8::from(variance_about(last, mean, 1.0) < STILL))
}

/// Shares times a power of two, so that no sum of them, nor of scores by them, overflows.
fn scaled(shares: &[f64]) -> Vec<f64> {
    let mut largest = 0.0;
    for &share in shares {
        largest = if share > largest { share } else { largest };
    }
    let scale = scale_for(largest);
    shares.iter().map(|share| share * scale).collect()
}

fn put_fleet(scores: &[f64], picks: &[f64], out: &mut [f64]) {
    let shares = scaled(picks);
    let (mut taken, mut weighed) = (Vec::new(), Vec::new());
    let mut worst = f64::NAN;
    for (i, (&score, &share)) in scores.iter().zip(&shares).enumerate() {
        if score.is_nan() {
            continue;
        }
        taken.push(share);
        weighed.push(share * score);
        if worst.is_nan() || score < scores[worst as usize] {
            worst = i as f64;
        }
    }
    let share = compensated_sum(&taken, 1.0);
    let known = |x: f64, of: f64| if of > 0.0 { x / of } else { f64::NAN };
    out[0] = known(compensated_sum(&weighed, 1.0), share);
    out[1] = worst;
    out[2] = taken.len() as f64;
    out[3] = known(share, compensated_sum(&shares, 1.0));
}

fn params_fit(params: &[f64]) -> bool {
    let &[target, half_life, confidence, fewest, ref weights @ ..] = params else {
        return false;
    };
    let is_above_0 = |x: f64| x > 0.0 && x < f64::INFINITY;
    is_above_0(target)
        && target <= 1.0
        && is_above_0(half_life)
        && confidence > 0.0
        && confidence < 1.0
        && fewest >= 0.0
        && weights.len() == PARTS
        && weights.iter().all(|&w| (0.0..=1e6).contains(&w))
}

fn history_fits(history: &[f64], offsets: &[u32], heads: usize) -> bool {
    let Some(&last) = offsets.last() else {
        return false;
    };
    let has_all = offsets.len() == heads + 1 || offsets.len() == 1;
    has_all && offsets.is_sorted() && last as usize <= history.len()
}

/// Scores every head, as in the header.
///
/// # Errors
/// [`Fault::ParameterRange`] when counts, sizes, parameters or lengths do not fit, [`Fault::NotFinite`] for a former score that is not finite.
pub fn stability_scores(
    values: &[f64],
    history: &[f64],
    offsets: &[u32],
    params: &[f64],
    out: &mut [f64],
) -> Result<(), Fault> {
    let count = values.len() / COLUMNS.len();
    let heads = Heads { values, count };
    let is_shaped = values.len() == COLUMNS.len() * count
        && out.len() == FIGURES.len() * count + FLEET
        && params_fit(params)
        && history_fits(history, offsets, count);
    if !is_shaped || !heads.fits() {
        return Err(Fault::ParameterRange);
    }
    if !history.iter().all(|x| x.is_finite()) {
        return Err(Fault::NotFinite);
    }
    let (figures, fleet) = out.split_at_mut(FIGURES.len() * count);
    let (low, high) = figures[count..3 * count].split_at_mut(count);
    let (successes, trials) = (heads.column(0), heads.column(1));
    success_intervals(WILSON, successes, trials, params[2], low, high)?;
    for head in 0..count {
        let at = |place: usize| values[place * count + head];
        let parts = [
            success(figures[count + head], at(1), params[0]),
            held(speed(at(2), at(3))),
            held(steadiness(at(4), at(5))),
            held(at(6)),
            held(exp(-(at(7) / params[1]) * LN_2)),
        ];
        let is_known = at(1) >= params[3];
        figures[head] = if is_known {
            score_of(&parts, &params[4..])
        } else {
            f64::NAN
        };
        for (k, part) in parts.into_iter().enumerate() {
            figures[(k + 1) * count + head] = part;
        }
        let former = if offsets.len() == 1 {
            &[]
        } else {
            &history[offsets[head] as usize..offsets[head + 1] as usize]
        };
        figures[6 * count + head] = stuck(former);
    }
    put_fleet(&figures[..count], heads.column(8), fleet);
    Ok(())
}
