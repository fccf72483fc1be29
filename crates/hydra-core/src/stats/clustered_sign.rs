//! An interval for the median of clustered values: blocks of one epoch share a code layout, so epochs, not blocks, are independent.
//! In: d, finite; epoch of each (0 to epochs - 1, each with at least one value); the Student quantile q with epochs - 1 degrees.
//! Out: low and high, two of the values, and the statistic at any point.
//! For a trial value t: `S_e(t) = #{d > t} - #{d < t}` in epoch e, m = mean of `S_e`, v = max(variance of `S_e` with E - 1 below the
//! line, n / E), T(t) = m / sqrt(v / E). T falls with t; the interval is {t: |T(t)| <= q}. Its ends by bisection, O(n log n).
//! Why signs and not ranks: blocks of a loaded machine have tails of 100 %. Why the floor n / E: epochs that agree by chance claim nothing.
//! Source: Datta and Satten 2005; Larocque 2005 (clustered sign test).  Twin: src/reference/stats/clustered-sign.ts

/// T(t); positive when the values lie above t. `side` says where ties with t count: as equal (0), as if t lay just after
/// them (1: they are less), just before them (-1: they are greater). All counts are whole numbers, so the sums are exact.
pub fn clustered_statistic(d: &[f64], epoch: &[u32], epochs: usize, t: f64, side: f64) -> f64 {
    let mut signs = vec![0.0; epochs];
    for (value, e) in d.iter().zip(epoch) {
        let sign = if *value > t {
            1.0
        } else if *value < t {
            -1.0
        } else {
            -side
        };
        if let Some(sum) = signs.get_mut(*e as usize) {
            *sum += sign;
        }
    }
    let count = epochs as f64;
    let mut sum = 0.0;
    for s in &signs {
        sum += s;
    }
    let mean = sum / count;
    let mut squares = 0.0;
    for s in &signs {
        squares += (s - mean) * (s - mean);
    }
    let variance = squares / (count - 1.0);
    let floor = d.len() as f64 / count;
    let spread = if variance > floor { variance } else { floor };
    mean / (spread / count).sqrt()
}

/// The least index that passes, for a test that fails below some index and passes from it on; the length when none does.
fn first_passing(length: usize, passes: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, length);
    while low < high {
        let middle = low.midpoint(high);
        if passes(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// `None` when even the extremes lie inside: too few epochs or values for this level. `d` holds at least one value.
pub fn clustered_interval(d: &[f64], epoch: &[u32], epochs: usize, q: f64) -> Option<(f64, f64)> {
    let mut sorted = d.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let n = sorted.len();
    let at = |index: usize, side: f64| clustered_statistic(d, epoch, epochs, sorted[index], side);
    if n == 0 || at(0, -1.0) <= q || at(n - 1, 1.0) >= -q {
        return None;
    }
    let low = first_passing(n, |index| at(index, 1.0) <= q);
    let above = first_passing(n, |index| at(index, -1.0) < -q);
    Some((*sorted.get(low)?, *sorted.get(above.checked_sub(1)?)?))
}
