//! What the detectors that take one value after the other share: the state, and learning what is usual.
//! In: a state and a value. Out: the next state; nothing is changed in place. alarm: 1 upwards, -1 downwards, 0 none.
//! The first `warmup` values give mean and sd (Welford), which then stay; after an alarm the next value begins anew.
//! A value that is not finite leaves the state as it was. Values of one kind only (sd 0): any other is infinitely far.
//! Twin: src/reference/drift/online.ts

/// A detector's state, plain numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct State {
    /// Values taken since the start or the last alarm.
    pub n: f64,
    /// Mean of what is usual.
    pub mean: f64,
    /// Sum of squares about it.
    pub squares: f64,
    /// Evidence for a rise.
    pub up: f64,
    /// Evidence for a fall.
    pub down: f64,
    /// 1, -1 or 0.
    pub alarm: f64,
}

/// When a detector speaks, in standard deviations.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Differences up to this are let pass.
    pub slack: f64,
    /// Evidence above this is an alarm.
    pub threshold: f64,
    /// Values to learn from, at least 2.
    pub warmup: f64,
}

/// The state before its next value: begun anew after an alarm.
pub fn opened(state: &State) -> State {
    if state.alarm == 0.0 {
        *state
    } else {
        State::default()
    }
}

/// Learns one more value of what is usual.
pub fn learn(state: &State, value: f64) -> State {
    let n = state.n + 1.0;
    let d = value - state.mean;
    let mean = state.mean + d / n;
    let squares = state.squares + d * (value - mean);
    State {
        n,
        mean,
        squares,
        ..*state
    }
}

/// How many standard deviations a value lies from what is usual.
pub fn distance(state: &State, value: f64, known: f64) -> f64 {
    let d = value - state.mean;
    if d == 0.0 {
        return 0.0;
    }
    d / (state.squares / (known - 1.0)).sqrt()
}

/// Evidence is never below 0.
pub fn at_least_0(x: f64) -> f64 {
    if x > 0.0 { x } else { 0.0 }
}

/// Sets the alarm.
pub fn judged(state: State, threshold: f64) -> State {
    let alarm = if state.up > threshold {
        1.0
    } else if state.down > threshold {
        -1.0
    } else {
        0.0
    };
    State { alarm, ..state }
}

/// Runs a detector (0 cusum, 1 page-hinkley) over a column: per value its six numbers of state.
///
/// # Errors
/// [`crate::Fault::ParameterRange`] when method, parameters (slack, threshold, warmup) and `out` do not fit each other.
pub fn online_states(
    method: usize,
    values: &[f64],
    params: &[f64],
    out: &mut [f64],
) -> Result<(), crate::Fault> {
    let &[slack, threshold, warmup] = params else {
        return Err(crate::Fault::ParameterRange);
    };
    let fits = slack >= 0.0 && threshold > 0.0 && warmup >= 2.0 && out.len() >= values.len() * 6;
    if !fits || method > 1 {
        return Err(crate::Fault::ParameterRange);
    }
    let rules = Rules {
        slack,
        threshold,
        warmup,
    };
    let mut state = State::default();
    for (&value, row) in values.iter().zip(out.as_chunks_mut::<6>().0) {
        state = if method == 0 {
            super::cusum::step(&state, value, rules)
        } else {
            super::page_hinkley::step(&state, value, rules)
        };
        *row = [
            state.n,
            state.mean,
            state.squares,
            state.up,
            state.down,
            state.alarm,
        ];
    }
    Ok(())
}
