//! What a profile spends its time on, and what making a part of it faster could bring.
//! In: times of every part by offsets, at least 0; the size of the job of each time, or none; the best time known of each part (NaN:
//! unknown); params [confidence]. Out: a row a part, see [`COLUMNS`]; NaN where unknown.
//! share = total / all totals; place: from 0, by total, the first of equals first; cumulative: shares up to that place (Pareto).
//! bound = 1/(1 - share): how many times faster the whole becomes if this part takes no time at all (Amdahl); infinite where no other part took
//! time, unknown beyond the doubles. Of the first place as all / the sum of the others, since 1 - share would lose them.
//! priority = share (1 - best/mean), at least 0: the share of all time that the best way known would save.
//! exponent: slope of the line through ln size, ln time (times and sizes above 0): 1 linear, 2 quadratic; with its interval and r2.
//! Source: Amdahl 1967.  Twin: src/reference/fleet/analysis.ts  Golden: fixtures/golden/fleet/analysis.json

use super::is_size_or_unknown;
use crate::Fault;
use crate::math::log;
use crate::stats::quantile::{position, value_at};
use crate::stats::sums::{compensated_sum, two_sum};
use crate::trend::{COLUMNS as LINE, Request, line};

/// The columns of a row, in order.
pub const COLUMNS: [&str; 13] = [
    "n",
    "total",
    "mean",
    "p95",
    "share",
    "place",
    "cumulative",
    "bound",
    "priority",
    "exponent",
    "low",
    "high",
    "r2",
];
const WIDTH: usize = COLUMNS.len();

fn put_times(times: &[f64], row: &mut [f64]) {
    let mut sorted = times.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    row[0] = times.len() as f64;
    let total = compensated_sum(&sorted, 1.0);
    row[1] = if total.is_finite() {
        total
    } else {
        f64::INFINITY
    };
    if !sorted.is_empty() {
        row[2] = row[1] / row[0];
        row[3] = value_at(|rank| sorted[rank], position(sorted.len(), 0.95));
    }
}

/// The line through the logarithms of sizes and times above 0.
fn put_growth(sizes: &[f64], times: &[f64], confidence: f64, row: &mut [f64]) {
    let points = sizes.iter().zip(times);
    let (x, y): (Vec<f64>, Vec<f64>) = points
        .filter(|&(&size, &time)| size > 0.0 && time > 0.0)
        .map(|(&size, &time)| (log(size), log(time)))
        .unzip();
    let mut fitted = [f64::NAN; LINE.len()];
    let request = Request {
        intercept: true,
        autocorrelation: false,
        confidence,
    };
    line::fit(&x, &y, request, &mut fitted);
    row[9] = fitted[0];
    row[10] = fitted[2];
    row[11] = fitted[3];
    row[12] = fitted[7];
}

/// Sums of totals in order, what was lost added: one value a place.
fn reached_of(order: &[usize], rows: &[f64]) -> Vec<f64> {
    let (mut sum, mut lost) = (0.0, 0.0);
    let add = |&part: &usize| {
        let (next, error) = two_sum(sum, rows[part * WIDTH + 1]);
        sum = next;
        lost += error;
        sum + lost
    };
    order.iter().map(add).collect()
}

/// Amdahl's bound of the part that took most.
fn first_bound(order: &[usize], rows: &[f64], whole: f64) -> f64 {
    let rest = reached_of(&order[1..], rows).last().copied().unwrap_or(0.0);
    let bound = whole / rest;
    if rest > 0.0 && bound.is_infinite() {
        f64::NAN
    } else {
        bound
    }
}

/// Shares, places and what follows from them, when something took time.
fn put_shares(best: &[f64], rows: &mut [f64]) {
    let mut order: Vec<usize> = (0..best.len()).collect();
    let total = |part: usize| rows[part * WIDTH + 1];
    order.sort_unstable_by(|&a, &b| total(b).total_cmp(&total(a)).then(a.cmp(&b)));
    let reached = reached_of(&order, rows);
    let whole = reached.last().copied().unwrap_or(0.0);
    let is_known = whole > 0.0 && whole < f64::INFINITY;
    let first = if is_known {
        first_bound(&order, rows, whole)
    } else {
        f64::NAN
    };
    for (place, &part) in order.iter().enumerate() {
        let row = &mut rows[part * WIDTH..(part + 1) * WIDTH];
        row[5] = place as f64;
        if is_known {
            let share = row[1] / whole;
            row[4] = share;
            row[6] = reached[place] / whole;
            row[7] = if place == 0 {
                first
            } else {
                1.0 / (1.0 - share)
            };
            row[8] = priority(share, best[part], row[2]);
        }
    }
}

fn priority(share: f64, best: f64, mean: f64) -> f64 {
    if best >= mean {
        return 0.0;
    }
    share * (1.0 - best / mean)
}

/// As in the header.
///
/// # Errors
/// [`Fault::NotFinite`] for a time or size that is not finite, [`Fault::ParameterRange`] when one is below 0 or lengths do not fit.
pub fn analyze_rows(
    times: &[f64],
    sizes: &[f64],
    offsets: &[u32],
    best: &[f64],
    params: &[f64],
    out: &mut [f64],
) -> Result<(), Fault> {
    let (&[confidence], Some(&last)) = (params, offsets.last()) else {
        return Err(Fault::ParameterRange);
    };
    let count = offsets.len() - 1;
    let has_sizes = !sizes.is_empty();
    let is_shaped = offsets.is_sorted()
        && last as usize <= times.len()
        && (!has_sizes || sizes.len() == times.len())
        && best.len() == count
        && out.len() == count * WIDTH;
    let is_sure = confidence > 0.0 && confidence < 1.0;
    if !is_shaped || !is_sure || !best.iter().all(|&x| is_size_or_unknown(x)) {
        return Err(Fault::ParameterRange);
    }
    if !times.iter().chain(sizes).all(|x| x.is_finite()) {
        return Err(Fault::NotFinite);
    }
    if times.iter().chain(sizes).any(|&x| x < 0.0) {
        return Err(Fault::ParameterRange);
    }
    out.fill(f64::NAN);
    for (bounds, row) in offsets.windows(2).zip(out.chunks_mut(WIDTH)) {
        let range = bounds[0] as usize..bounds[1] as usize;
        put_times(&times[range.clone()], row);
        if has_sizes {
            put_growth(&sizes[range.clone()], &times[range], confidence, row);
        }
    }
    put_shares(best, out);
    Ok(())
}
