//! The weight kernel: all heads and one policy in, weights out, in one call.
//! In: the index of a policy, six columns of one value a head behind each other (NaN = unknown), params
//! [floor, temperature, costWeight, spread]. Out, into `out` (3 K values): weights, then P(least cost), then expected
//! time of one good answer in ms (these two for 'balanced', else NaN).
//! A head without trials gets the mean score of the others; if nothing succeeded, all are equal.
//! Laws: sum 1 within 1e-12; none below the floor; permuted heads give permuted weights, to the bit.
//! Twin: src/reference/weight/weight-columns.ts  Golden: fixtures/golden/weight/weights.json

mod balanced;
mod best;
mod columns;
mod inverse_time;
mod order;
mod shares;
mod softmax;
mod success_share;
mod times;

pub use columns::{COLUMN_NAMES, POLICIES, Params, Policy, Refusal};

use columns::Columns;

/// What was noticed: bits of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notes(u32);

impl Notes {
    /// No head had a success, so all weights are equal.
    pub const NOTHING_SUCCEEDED: u32 = 1;
    /// 'success-share' compared rates, since trials differ.
    pub const RATES_COMPARED: u32 = 2;
    /// Some head has no trial.
    pub const SOME_UNTRIED: u32 = 4;

    /// The sum of the bits.
    pub fn bits(self) -> u32 {
        self.0
    }

    fn of(policy: Policy, columns: &Columns) -> Self {
        let nothing = !columns.successes.iter().any(|&count| count > 0.0);
        let rates = policy == Policy::SuccessShare && success_share::trials_differ(columns.trials);
        let untried = columns.trials.contains(&0.0);
        Self(
            u32::from(nothing) * Self::NOTHING_SUCCEEDED
                + u32::from(rates) * Self::RATES_COMPARED
                + u32::from(untried) * Self::SOME_UNTRIED,
        )
    }
}

/// Scores of a policy; 'balanced' also leaves its evidence in `evidence` (2 K values).
fn scores_of(policy: Policy, columns: &Columns, params: &Params, evidence: &mut [f64]) -> Vec<f64> {
    match policy {
        Policy::Balanced => balanced::balanced(columns, params, evidence),
        Policy::SuccessShare => success_share::success_share(columns),
        Policy::InverseTime => inverse_time::inverse_time(columns),
        Policy::Softmax => softmax::softmax(columns, params.temperature),
        Policy::Equal => vec![1.0; columns.heads()],
    }
}

/// Gives heads without trials the mean score of the others.
fn score_untried(scores: &mut [f64], trials: &[f64]) {
    let tried: Vec<f64> = scores
        .iter()
        .zip(trials)
        .filter(|&(_, &count)| count > 0.0)
        .map(|(&score, _)| score)
        .collect();
    if tried.len() == scores.len() || tried.is_empty() {
        return;
    }
    let mean = order::sum_sorted(&tried) / tried.len() as f64;
    for (score, &count) in scores.iter_mut().zip(trials) {
        if count <= 0.0 {
            *score = mean;
        }
    }
}

/// Weighs the heads of `values` into `out`.
///
/// # Errors
/// A [`Refusal`]: shapes, policy, parameters or a value that cannot be. Nothing is written then.
pub fn weight_columns(
    policy: f64,
    values: &[f64],
    params: &[f64],
    out: &mut [f64],
) -> Result<Notes, Refusal> {
    let heads = columns::check_shape(values, params, out)?;
    let policy = Policy::at(policy).ok_or(Refusal::Policy)?;
    let params = Params::checked(params, heads).ok_or(Refusal::Parameter)?;
    let columns = Columns::split(values);
    columns.check()?;
    out.fill(f64::NAN);
    let notes = Notes::of(policy, &columns);
    let (weights, evidence) = out.split_at_mut(heads);
    let scores = if notes.bits() & Notes::NOTHING_SUCCEEDED == 0 {
        let mut scores = scores_of(policy, &columns, &params, evidence);
        score_untried(&mut scores, columns.trials);
        scores
    } else {
        vec![1.0; heads]
    };
    weights.copy_from_slice(&shares::floored(&scores, params.floor));
    Ok(notes)
}

#[cfg(test)]
mod tests;
