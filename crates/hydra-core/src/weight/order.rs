//! Sums and medians that do not depend on the order of their input.
//! In: finite numbers. Out: the same bits for every permutation: values are sorted first (-0 before +0), then added by
//! `TwoSum`. Why: the order in which heads are named must not change a weight, not even in its last bit.
//! Source: Knuth 1969, `TwoSum`.  Twin: src/reference/weight/order.ts

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut all: Vec<f64> = values.collect();
    all.sort_unstable_by(f64::total_cmp);
    all
}

/// Compensated sum in ascending order; 0 of nothing.
pub fn sum_sorted(values: &[f64]) -> f64 {
    let (mut sum, mut lost) = (0.0, 0.0);
    for value in sorted(values.iter().copied()) {
        let next = sum + value;
        let back = next - sum;
        lost += (sum - (next - back)) + (value - back);
        sum = next;
    }
    sum + lost
}

/// The lower median of the values that are not NaN; None when there is none. Always one of the values, so no rounding.
pub fn lower_median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let known = sorted(values.filter(|value| !value.is_nan()));
    let last = known.len().checked_sub(1)?;
    known.get(last / 2).copied()
}

/// The largest value; 0 of nothing or of negative ones.
pub fn largest(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(0.0, |most, value| if value > most { value } else { most })
}
