//! Which values of a sample, or of a series, do not belong with the others: scores and marks of a column in one call.
//! In: values in order of time, the number of a method, parameters. Out: n scores, n marks (1: flagged), then a remark.
//! Twin: src/reference/anomaly/index.ts

pub mod causal;
pub mod ensemble;
pub mod ewma;
pub mod gesd;
pub mod iqr;
pub mod mad;
mod middle;
mod past;
mod point;
mod prepared;
pub mod refractory;
mod request;
pub mod rolling;
mod spread;
mod views;
pub mod z;

use crate::Fault;
use gesd::Tested;
use mad::Scored;
use request::Request;

/// Names of the methods, in order of their number.
pub const METHODS: [&str; 6] = ["z", "mad", "iqr", "gesd", "ewma", "ensemble"];

/// The remark: nothing; all values are equal; too few values for a score.
const NOTHING: f64 = 0.0;
const CONSTANT: f64 = 1.0;
const TOO_FEW: f64 = 2.0;

fn remark_of(tested: Tested) -> f64 {
    match tested {
        Tested::Scored => NOTHING,
        Tested::Constant => CONSTANT,
        Tested::TooFew => TOO_FEW,
    }
}

fn spread_or_constant(is_spread: bool, n: usize) -> f64 {
    if is_spread || n == 0 {
        NOTHING
    } else {
        CONSTANT
    }
}

/// Scores of a whole sample, and the remark.
fn batch(request: &Request, values: &[f64], out: &mut [f64]) -> Result<f64, Fault> {
    let column = prepared::whole(values, request.by_log)?;
    let n = column.len();
    Ok(match request.method {
        0 => spread_or_constant(z::z_scores(&column, out), n),
        1 => spread_or_constant(mad::mad_scores(&column, out)? == Scored::Spread, n),
        2 => spread_or_constant(iqr::iqr_scores(&column, out)?, n),
        3 => remark_of(gesd::gesd_scores(
            &column,
            request.rules.level,
            request.most,
            out,
        )),
        4 => spread_or_constant(ewma::ewma_scores(&column, out), n),
        _ => remark_of(ensemble::ensemble_scores(
            &column,
            request.rules.level,
            request.most,
            out,
        )?),
    })
}

/// Scores of a series by its past, and the remark.
fn causal(request: &Request, values: &[f64], out: &mut [f64]) -> Result<f64, Fault> {
    let column = prepared::series(values, request.by_log)?;
    let rules = request.rules;
    match request.method {
        0 => causal::z(&column, rules, out),
        1 | 2 => causal::by_order(&column, rules, request.method == 2, out),
        3 => causal::gesd(&column, rules, out),
        4 => causal::ewma(&column, rules, out),
        _ => causal::ensemble(&column, rules, out),
    }
    Ok(if column.len() <= rules.warmup {
        TOO_FEW
    } else {
        NOTHING
    })
}

/// Scores and marks.
///
/// # Errors
/// [`Fault::NotFinite`]; [`Fault::ParameterRange`] when method, parameters and `out` do not fit each other, or a value is not
/// above 0 where logarithms are asked for.
pub fn anomaly_scores(
    method: usize,
    values: &[f64],
    params: &[f64],
    out: &mut [f64],
) -> Result<(), Fault> {
    let n = values.len();
    let request = Request::of(method, params).ok_or(Fault::ParameterRange)?;
    let out = out.get_mut(..2 * n + 1).ok_or(Fault::ParameterRange)?;
    let (scores, marks) = out.split_at_mut(n);
    let remark = if request.causal {
        causal(&request, values, scores)?
    } else {
        batch(&request, values, scores)?
    };
    refractory::mark(
        scores,
        request.threshold,
        request.refractory,
        &mut marks[..n],
    );
    marks[n] = remark;
    Ok(())
}
