//! Bootstrap intervals of many samples in one call.
//! In: values in one column, offsets of the samples; the numbers of a statistic of [`STATISTICS`] and a method of [`METHODS`];
//! parameters: p (of the quantile), resamples B, seed, confidence, block length (0: values are drawn one by one).
//! Out: a row a sample, see [`COLUMNS`]; NaN where unknown: no values, for the ends fewer than 2 or than two blocks,
//! or beyond the doubles.
//! studentised (of the mean): mean - t* s / sqrt n at both tails of t* = (mean* - mean) / (s* / sqrt n); with blocks t* is taken
//! about the mean that resamples have on average. percentile: both tails of the resampled statistic. bca: tails moved by bias and
//! acceleration, see `bca`. Tails are the order statistics of rank (B + 1) tail from each side. Equal values: an interval of no
//! width. An end never lies inside of the estimate.
//! The stream of draws is named by the statistic and starts anew for every sample, which is put in order first unless there are
//! blocks: so neither company nor order changes anything.
//! Source: Efron 1979 and 1987; Davison and Hinkley 1997, chapter 5; Kuensch 1989 (blocks).
//! Twin: src/reference/stats/bootstrap/index.ts  Golden: fixtures/golden/stats/bootstrap.json

mod bca;
mod jackknife;
mod resample;
mod statistic;

use super::select::{from_key, key_of, place_ranks};
use super::sums::variance_about;
use crate::Fault;
use crate::random::sfc32;
use resample::Plan;
use statistic::{Sample, Statistic};

/// The statistics, by number: the mean, the median, the mean without 20 % at each end, the standard deviation, a quantile of type 7.
pub const STATISTICS: [&str; 5] = ["mean", "median", "trimmed-mean", "sd", "quantile"];
/// The methods, by number.
pub const METHODS: [&str; 3] = ["studentised", "bca", "percentile"];
/// The columns of a row, in order.
pub const COLUMNS: [&str; 3] = ["low", "high", "estimate"];
const WIDTH: usize = COLUMNS.len();
const STUDENTISED: usize = 0;
const BCA: usize = 1;

/// What a call asks for.
#[derive(Clone, Copy)]
struct Request {
    statistic: Statistic,
    method: usize,
    resamples: usize,
    seed: i64,
    tail: f64,
    block: usize,
}

fn request_of(statistic: usize, method: usize, params: &[f64]) -> Option<Request> {
    let &[p, resamples, seed, confidence, block] = params else {
        return None;
    };
    let is_count = |x: f64, least: f64| x >= least && x <= 4_294_967_295.0 && x.floor() == x;
    let sure = confidence > 0.0 && confidence < 1.0 && (0.0..=1.0).contains(&p);
    let counts = is_count(resamples, 1.0) && is_count(block, 0.0);
    let goes_together = method < METHODS.len() && (method != STUDENTISED || statistic == 0);
    let request = Request {
        statistic: Statistic::of(statistic, p)?,
        method,
        resamples: resamples as usize,
        seed: seed as i64,
        tail: (1.0 - confidence) * 0.5,
        block: block as usize,
    };
    (sure && counts && goes_together && rank_of_end(request) >= 1).then_some(request)
}

/// Which order statistic from each side; the smallest part is for what rounding takes off a whole number.
fn rank_of_end(request: Request) -> usize {
    ((request.resamples as f64 + 1.0) * request.tail + 1e-9) as usize
}

/// Fills a row for every sample.
///
/// # Errors
/// [`Fault::NotFinite`], [`Fault::ParameterRange`] when the arguments do not fit each other, also when so few resamples cannot
/// give the confidence.
pub fn bootstrap_intervals(
    statistic: usize,
    method: usize,
    values: &[f64],
    offsets: &[u32],
    params: &[f64],
    out: &mut [f64],
) -> Result<(), Fault> {
    let request = request_of(statistic, method, params).ok_or(Fault::ParameterRange)?;
    let last = *offsets.last().ok_or(Fault::ParameterRange)? as usize;
    let groups = offsets.len() - 1;
    if !offsets.is_sorted() || last > values.len() || out.len() < groups * WIDTH {
        return Err(Fault::ParameterRange);
    }
    for (bounds, row) in offsets.windows(2).zip(out.chunks_mut(WIDTH)) {
        let values = &values[bounds[0] as usize..bounds[1] as usize];
        if !values.iter().all(|x| x.is_finite()) {
            return Err(Fault::NotFinite);
        }
        row.fill(f64::NAN);
        if !values.is_empty() {
            fill(values, request, row);
        }
        for x in row {
            *x = if x.is_finite() { *x } else { f64::NAN };
        }
    }
    Ok(())
}

fn fill(values: &[f64], request: Request, row: &mut [f64]) {
    let sample = Sample::of(values);
    row[2] = sample.value(request.statistic, request.statistic.of_whole(&sample));
    if sample.n() < 2 || sample.n() < 2 * request.block {
        return;
    }
    if sample.is_constant() {
        row[0] = row[2];
        row[1] = row[2];
        return;
    }
    let plan = Plan::of(values, request.block);
    let (low, high) = if request.method == STUDENTISED {
        studentised(&sample, &plan, request)
    } else {
        let drawn = statistics(&sample, &plan, request);
        let (low, high) = if request.method == BCA {
            bca::ends(&sample, request.statistic, request.tail, drawn)
        } else {
            tails(drawn, rank_of_end(request))
        };
        let value = |x: f64| sample.value(request.statistic, x);
        (value(low), value(high))
    };
    row[0] = if low > row[2] { row[2] } else { low };
    row[1] = if high < row[2] { row[2] } else { high };
}

/// The k-th from each side.
fn tails(drawn: Vec<f64>, k: usize) -> (f64, f64) {
    let mut keys: Vec<i64> = drawn.into_iter().map(key_of).collect();
    let last = keys.len() - k;
    let ranks = if k - 1 == last {
        vec![last]
    } else {
        vec![k - 1, last]
    };
    place_ranks(&mut keys, &ranks);
    (from_key(keys[k - 1]), from_key(keys[last]))
}

fn statistics(sample: &Sample, plan: &Plan, request: Request) -> Vec<f64> {
    let random = &mut sfc32::create(request.seed, &request.statistic.stream());
    let mut counts = vec![0; sample.n()];
    let draws = 0..request.resamples;
    let each = draws.map(|_| {
        request
            .statistic
            .of_resample(sample, plan, random, &mut counts)
    });
    each.collect()
}

/// t* of one resample of n deviations with these sums; infinite where it has no spread.
fn t_of(sum: f64, squares: f64, expected: f64, n: f64) -> f64 {
    const NOTHING: f64 = 9.094947017729282e-13; // 2^-40
    let gap = (sum - expected) / n;
    let spread = squares - sum * sum / n;
    if spread > squares * NOTHING {
        return gap / (spread / (n - 1.0) / n).sqrt();
    }
    if gap == 0.0 { 0.0 } else { gap * f64::INFINITY }
}

fn studentised(sample: &Sample, plan: &Plan, request: Request) -> (f64, f64) {
    let random = &mut sfc32::create(request.seed, &request.statistic.stream());
    let n = sample.n() as f64;
    let expected = plan.expected_sum(&sample.deviations);
    let mut drawn = Vec::with_capacity(request.resamples);
    for _ in 0..request.resamples {
        let (sum, squares) = plan.sums(&sample.deviations, random);
        drawn.push(t_of(sum, squares, expected, n));
    }
    let (low, high) = tails(drawn, rank_of_end(request));
    let error = (variance_about(&sample.deviations, 0.0, 1.0) / n).sqrt();
    (
        sample.raised(-(high * error)),
        sample.raised(-(low * error)),
    )
}
