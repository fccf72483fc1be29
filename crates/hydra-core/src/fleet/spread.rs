//! Runs of many machines joined: mean and variance of all trials, and how much of the spread lies between machines, between runs of one
//! machine, and within runs.
//! In: n, mean and sum of squares m2 of every run, columns behind each other; the machine of every run, numbered
//! from 0 within its head; offsets (head g has
//! the runs offsets[g] .. offsets[g + 1], in a fixed order: that of joining); params [confidence]. Out: a row a head, see [`COLUMNS`].
//! Variances by the nested analysis of variance for groups of any size: trials about their run, runs about their machine, machines about the
//! whole; each mean square holds those below it, so it is solved from below; a variance below 0 is 0. With one run a machine all of its
//! difference counts as the machine's (runs NaN); with one machine its own variance is unknown.
//! `typical`: mean over machines, each weighed by 1 / its variance; interval by Hartung and Knapp, Student with machines - 1.
//! Source: Searle, Casella and `McCulloch` 1992, chapter 5; Hartung and Knapp 2001; Chan, Golub and LeVeque 1983 (joining).
//! Twin: src/reference/fleet/spread.ts  Golden: fixtures/golden/fleet/spread.json

use crate::Fault;
use crate::math::student::student_quantile_upper;
use crate::stats::moments::{Moments, merge_moments};

/// The columns of a row, in order.
pub const COLUMNS: [&str; 9] = [
    "n",
    "mean",
    "variance",
    "machineVariance",
    "runVariance",
    "trialVariance",
    "typical",
    "low",
    "high",
];
const WIDTH: usize = COLUMNS.len();

/// The runs of one machine.
#[derive(Clone, Copy, Default)]
struct Machine {
    all: Moments,
    /// Sum of n^2 over its runs.
    squares: f64,
    runs: f64,
}

/// Sums of squares and what they are made of.
#[derive(Default)]
struct Sums {
    /// Of trials about their run, of runs about their machine, of machines about the whole.
    trials: f64,
    runs: f64,
    machines: f64,
    /// Sums of n^2: over runs, over machines; of (sum of n^2 over runs) / n over machines.
    run_squares: f64,
    machine_squares: f64,
    weighed: f64,
    run_count: f64,
    machine_count: f64,
}

/// Variances of machines, runs and trials; NaN where nothing can be said.
struct Variances {
    machine: f64,
    run: f64,
    trial: f64,
}

fn positive(x: f64) -> f64 {
    if x > 0.0 { x } else { 0.0 }
}

fn machines_of(runs: &[Moments], ids: &[u32]) -> Vec<Machine> {
    let mut count = 0;
    for &id in ids {
        count = if id as usize >= count {
            id as usize + 1
        } else {
            count
        };
    }
    let mut machines = vec![Machine::default(); count];
    for (&run, &id) in runs.iter().zip(ids) {
        if run.n > 0.0 {
            let own = &mut machines[id as usize];
            own.all = merge_moments(own.all, run);
            own.squares += run.n * run.n;
            own.runs += 1.0;
        }
    }
    machines
}

fn sums_of(runs: &[Moments], ids: &[u32], machines: &[Machine], whole: Moments) -> Sums {
    let mut sums = Sums::default();
    for (run, &id) in runs.iter().zip(ids) {
        if run.n > 0.0 {
            let d = run.mean - machines[id as usize].all.mean;
            sums.trials += run.m2;
            sums.runs += run.n * d * d;
        }
    }
    for Machine { all, squares, runs } in machines {
        if *runs > 0.0 {
            let d = all.mean - whole.mean;
            sums.machines += all.n * d * d;
            sums.run_squares += squares;
            sums.machine_squares += all.n * all.n;
            sums.weighed += squares / all.n;
            sums.run_count += runs;
            sums.machine_count += 1.0;
        }
    }
    sums
}

fn variances_of(sums: &Sums, n: f64) -> Variances {
    let of_trials = n - sums.run_count;
    let of_runs = sums.run_count - sums.machine_count;
    let of_machines = sums.machine_count - 1.0;
    let mut found = Variances {
        machine: f64::NAN,
        run: f64::NAN,
        trial: f64::NAN,
    };
    if of_trials > 0.0 {
        found.trial = sums.trials / of_trials;
    }
    let trial = positive(found.trial);
    if of_runs > 0.0 {
        let size = (n - sums.weighed) / of_runs;
        found.run = positive((sums.runs / of_runs - trial) / size);
    }
    if of_machines > 0.0 {
        let share = (sums.weighed - sums.run_squares / n) / of_machines;
        let size = (n - sums.machine_squares / n) / of_machines;
        let below = trial + share * positive(found.run);
        found.machine = positive((sums.machines / of_machines - below) / size);
    }
    found
}

/// The variance of a machine's mean.
fn variance_of_mean(machine: &Machine, variances: &Variances) -> f64 {
    let n = machine.all.n;
    positive(variances.machine)
        + positive(variances.run) * (machine.squares / (n * n))
        + positive(variances.trial) / n
}

/// Mean over machines, and the reach of its interval (NaN for one machine).
fn typical_of(machines: &[Machine], variances: &Variances, confidence: f64) -> (f64, f64) {
    let known: Vec<&Machine> = machines.iter().filter(|m| m.runs > 0.0).collect();
    let weight = |machine: &&Machine| {
        let variance = variance_of_mean(machine, variances);
        if variance > 0.0 { 1.0 / variance } else { 1.0 }
    };
    let (mut whole, mut sum) = (0.0, 0.0);
    for machine in &known {
        whole += weight(machine);
        sum += weight(machine) * machine.all.mean;
    }
    let mean = sum / whole;
    let freedom = known.len() as f64 - 1.0;
    if freedom < 1.0 {
        return (mean, f64::NAN);
    }
    let mut squares = 0.0;
    for machine in &known {
        let d = machine.all.mean - mean;
        squares += weight(machine) * d * d;
    }
    let error = (squares / (freedom * whole)).sqrt();
    let quantile = student_quantile_upper((1.0 - confidence) * 0.5, freedom);
    (mean, quantile * error)
}

fn put(runs: &[Moments], ids: &[u32], confidence: f64, row: &mut [f64]) {
    row.fill(f64::NAN);
    let mut whole = Moments::default();
    for &run in runs {
        whole = merge_moments(whole, run);
    }
    row[0] = whole.n;
    if whole.n == 0.0 {
        return;
    }
    row[1] = whole.mean;
    if whole.n > 1.0 {
        row[2] = whole.m2 / (whole.n - 1.0);
    }
    let machines = machines_of(runs, ids);
    let variances = variances_of(&sums_of(runs, ids, &machines, whole), whole.n);
    row[3] = variances.machine;
    row[4] = variances.run;
    row[5] = variances.trial;
    let (typical, reach) = typical_of(&machines, &variances, confidence);
    row[6] = typical;
    row[7] = typical - reach;
    row[8] = typical + reach;
}

fn fits(values: &[f64], runs: usize, offsets: &[u32]) -> bool {
    let last = offsets.last().map_or(usize::MAX, |&last| last as usize);
    let is_size = |&x: &f64| (0.0..f64::INFINITY).contains(&x);
    let is_count = |&n: &f64| is_size(&n) && n.floor() == n;
    values.len() == 3 * runs
        && offsets.is_sorted()
        && last <= runs
        && values[..runs].iter().all(is_count)
        && values[runs..2 * runs].iter().all(|x| x.is_finite())
        && values[2 * runs..].iter().all(is_size)
}

/// Joins the runs of every head, as in the header.
///
/// # Errors
/// [`Fault::ParameterRange`] when lengths do not fit, a count is none, a mean not finite or a sum of squares below 0.
pub fn join_runs(
    values: &[f64],
    machines: &[u32],
    offsets: &[u32],
    params: &[f64],
    out: &mut [f64],
) -> Result<(), Fault> {
    let &[confidence] = params else {
        return Err(Fault::ParameterRange);
    };
    let runs = machines.len();
    let is_sure = confidence > 0.0 && confidence < 1.0;
    if !is_sure || !fits(values, runs, offsets) {
        return Err(Fault::ParameterRange);
    }
    if out.len() != (offsets.len() - 1) * WIDTH {
        return Err(Fault::ParameterRange);
    }
    let moments = |i: usize| Moments {
        n: values[i],
        mean: values[runs + i],
        m2: values[2 * runs + i],
    };
    let all: Vec<Moments> = (0..runs).map(moments).collect();
    for (bounds, row) in offsets.windows(2).zip(out.chunks_mut(WIDTH)) {
        let range = bounds[0] as usize..bounds[1] as usize;
        let ids = &machines[range.clone()];
        if ids.iter().any(|&id| id as usize >= ids.len()) {
            return Err(Fault::ParameterRange);
        }
        put(&all[range], ids, confidence, row);
    }
    Ok(())
}
