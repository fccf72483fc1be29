//! CUSUM: sums up how far values lie beyond a slack from what was usual, in standard deviations, each way apart.
//! In: a state, a value, rules. Out: the next state. z = (value - mean) / sd of the first `warmup` values;
//! up = max(0, up + z - slack), down = max(0, down - z - slack); alarm above the threshold.
//! Source: Page 1954; Montgomery 2012 (tabular form).  Twin: src/reference/drift/cusum.ts

use super::online::{Rules, State, at_least_0, distance, judged, learn, opened};

/// As in the header.
pub fn step(state: &State, value: f64, rules: Rules) -> State {
    let state = opened(state);
    if !value.is_finite() {
        return state;
    }
    if state.n < rules.warmup {
        return learn(&state, value);
    }
    let z = distance(&state, value, rules.warmup);
    let next = State {
        n: state.n + 1.0,
        up: at_least_0(state.up + z - rules.slack),
        down: at_least_0(state.down - z - rules.slack),
        ..state
    };
    judged(next, rules.threshold)
}
