//! The classic rule: a head's successes over all successes.
//! In: successes and trials. Out: scores: the successes where all trials are equally many, else the rates (a head must
//! not win by having been tried more often). A head without trials scores 0 here; the kernel gives it the mean.
//! Twin: src/reference/weight/success-share.ts

use super::columns::Columns;

/// True when the trials of two heads differ.
pub fn trials_differ(trials: &[f64]) -> bool {
    trials.iter().any(|count| *count != trials[0])
}

/// Successes over trials; 0 without trials.
pub fn rates(columns: &Columns) -> Vec<f64> {
    let counts = columns.successes.iter().zip(columns.trials);
    counts
        .map(|(&count, &trials)| if trials > 0.0 { count / trials } else { 0.0 })
        .collect()
}

pub fn success_share(columns: &Columns) -> Vec<f64> {
    if trials_differ(columns.trials) {
        rates(columns)
    } else {
        columns.successes.to_vec()
    }
}
