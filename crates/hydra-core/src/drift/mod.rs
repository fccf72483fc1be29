//! Change points: where a series is split, many series in one call; and detectors that take one value after the other.
//! In: all values in one column, offsets (series g is values[offsets[g] .. offsets[g + 1])), the number of a method,
//! parameters. Out: one mark a value: NaN, or at the first value of a new segment the p of the split (0 where the method
//! has none). A series below two segments has no marks; the caller says so.
//! Values beyond 2^500 or all below 2^-400 are scaled by a power of two first.  Twin: src/reference/drift/index.ts

pub mod bocpd;
pub mod cusum;
pub mod e_divisive;
pub mod online;
pub mod page_hinkley;
pub mod pelt;
pub mod rank_max_type;

use crate::Fault;
use crate::stats::sums::scale_for;

/// Names of the methods, in order of their number.
pub const METHODS: [&str; 4] = ["rank", "pelt", "e-divisive", "bocpd"];

/// What a search is told.
#[derive(Clone, Copy, Debug)]
pub struct Search {
    /// A split needs a p of at most this.
    pub level: f64,
    /// Fewest values of a segment.
    pub min_segment: usize,
    /// Of the permutations.
    pub seed: i64,
    /// How many permutations.
    pub permutations: usize,
}

impl Search {
    /// From the columns of parameters: level, least segment, seed, permutations; None when one is out of range.
    fn of(params: &[f64]) -> Option<Self> {
        let &[level, min_segment, seed, permutations] = params else {
            return None;
        };
        let whole = |x: f64, low: f64, high: f64| x >= low && x <= high && x.floor() == x;
        let fits = level > 0.0
            && level < 1.0
            && whole(min_segment, 2.0, 4_294_967_295.0)
            && whole(seed, -9_007_199_254_740_991.0, 9_007_199_254_740_991.0)
            && whole(permutations, 1.0, 1e6);
        fits.then_some(Self {
            level,
            min_segment: min_segment as usize,
            seed: seed as i64,
            permutations: permutations as usize,
        })
    }
}

/// Marks the change points of every series.
///
/// # Errors
/// [`Fault::NotFinite`] when a value is NaN or infinite, [`Fault::ParameterRange`] when method, offsets, parameters and
/// `out` do not fit each other.
pub fn change_points(
    method: usize,
    values: &[f64],
    offsets: &[u32],
    params: &[f64],
    out: &mut [f64],
) -> Result<(), Fault> {
    let search = Search::of(params).ok_or(Fault::ParameterRange)?;
    let last = *offsets.last().ok_or(Fault::ParameterRange)? as usize;
    let fits = offsets.is_sorted() && last <= values.len() && out.len() >= values.len();
    if !fits || method >= METHODS.len() {
        return Err(Fault::ParameterRange);
    }
    out.fill(f64::NAN);
    for bounds in offsets.windows(2) {
        let range = bounds[0] as usize..bounds[1] as usize;
        let series = scaled(&values[range.clone()]).ok_or(Fault::NotFinite)?;
        if series.len() < 2 * search.min_segment {
            continue;
        }
        let marks = &mut out[range];
        match method {
            0 => rank_max_type::mark(&series, search, marks),
            1 => pelt::mark(&series, search, marks),
            2 => e_divisive::mark(&series, search, marks),
            _ => bocpd::mark(&series, marks),
        }
    }
    Ok(())
}

/// The series times a power of two that keeps squares and sums within the doubles; None when a value is not finite.
fn scaled(series: &[f64]) -> Option<Vec<f64>> {
    let mut largest = 0.0;
    for &value in series {
        if !value.is_finite() {
            return None;
        }
        let size = value.abs();
        largest = if size > largest { size } else { largest };
    }
    let scale = scale_for(largest);
    Some(series.iter().map(|x| x * scale).collect())
}

/// Mean and sample standard deviation by plain sums in order; sd 0 for equal values.
pub(crate) fn mean_and_sd(series: &[f64]) -> (f64, f64) {
    let n = series.len() as f64;
    let mut sum = 0.0;
    for x in series {
        sum += x - series[0];
    }
    let mean = series[0] + sum / n;
    let mut squares = 0.0;
    for x in series {
        squares += (x - mean) * (x - mean);
    }
    (mean, (squares / (n - 1.0)).sqrt())
}
