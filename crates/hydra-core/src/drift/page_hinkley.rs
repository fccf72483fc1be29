//! Page-Hinkley: compares each value with the mean of all before it, sums up the differences, and looks how far that sum has
//! left its lowest (rise) or highest (fall) point.
//! In: a state, a value, rules. Out: the next state. z = (value - mean so far) / sd so far, from `warmup` values on;
//! up = max(0, up + z - slack) is the distance of the sum from its lowest point; down likewise. The mean learns on all the time.
//! Beside cusum: what is usual may creep; a slow creep raises no alarm.
//! Source: Page 1954; Hinkley 1971; Mouss et al. 2004.  Twin: src/reference/drift/page-hinkley.ts

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
    let z = distance(&state, value, state.n);
    let learnt = learn(&state, value);
    let next = State {
        up: at_least_0(state.up + z - rules.slack),
        down: at_least_0(state.down - z - rules.slack),
        ..learnt
    };
    judged(next, rules.threshold)
}
