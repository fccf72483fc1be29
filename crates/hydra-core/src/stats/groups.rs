//! Summaries of many samples in one call.
//! In: all values in one column, offsets (group g is values[offsets[g] .. offsets[g + 1])), a mask of fields, the
//! confidence of the interval. Out: out[column * groups + g], the columns in the order of the fields asked for; NaN
//! where the sample is too small. Faults: a value not finite; arguments that do not fit each other.
//! mean: the compensated sum over n, held between min and max. variance: two passes, n - 1; exactly 0 for equal values; sd
//! its root. All work on values scaled by a power of two when the largest is above 2^500 or below 2^-400.
//! Small samples go two by two through a sorting network; the results do not know of each other.
//! Source: as in sums, quantile, `median_interval`.  Twin: src/reference/stats/groups.ts
//! Golden: fixtures/golden/stats/summary.json

use super::call::Call;
use super::fields::{ALL_FIELDS, MEAN, N, SD, SUM, VARIANCE};
use super::network::{MOST, Pair, sort_pair};
use super::ordered::{Lane, Selected};
use super::sums::extremes;
use crate::Fault;

const MOMENTS_ONLY: u32 = 1 << N | 1 << MEAN | 1 << SD | 1 << SUM | 1 << VARIANCE;

/// Summarises every group.
///
/// # Errors
/// [`Fault::NotFinite`] when a value is NaN or infinite (`out` is then half filled), [`Fault::ParameterRange`] when
/// offsets, mask, confidence and `out` do not fit each other.
pub fn summarize_groups(
    values: &[f64],
    offsets: &[u32],
    mask: u32,
    confidence: f64,
    out: &mut [f64],
) -> Result<(), Fault> {
    if !fits(values, offsets, mask, confidence, out) {
        return Err(Fault::ParameterRange);
    }
    let groups = offsets.len() - 1;
    let mut call = Call::new(mask, confidence, groups, out);
    let sample = |group: usize| &values[offsets[group] as usize..offsets[group + 1] as usize];
    if mask & !MOMENTS_ONLY == 0 {
        return (0..groups).try_for_each(|group| call.put_moments_only(group, sample(group)));
    }
    let mut pair: Pair = [[f64::INFINITY; 2]; MOST];
    let mut selected = Selected::default();
    let mut group = 0;
    while group < groups {
        let first = sample(group);
        if first.len() > MOST {
            call.put_large(group, first, &mut selected)?;
            group += 1;
            continue;
        }
        let next = if group + 1 < groups {
            sample(group + 1)
        } else {
            &[]
        };
        let has_second = group + 1 < groups && next.len() <= MOST;
        let second = if has_second { next } else { &[] };
        let n = load_pair(&mut pair, first, second);
        sort_pair(&mut pair, n);
        call.put_lane(group, first, &pair, 0)?;
        if has_second {
            call.put_lane(group + 1, second, &pair, 1)?;
        }
        group += if has_second { 2 } else { 1 };
    }
    Ok(())
}

impl Call<'_> {
    /// One sample of a sorted pair.
    #[inline]
    fn put_lane(
        &mut self,
        group: usize,
        sample: &[f64],
        pair: &Pair,
        lane: usize,
    ) -> Result<(), Fault> {
        let n = sample.len();
        if n == 0 {
            self.put_nothing(group);
            return Ok(());
        }
        self.put_moments(group, sample, pair[0][lane], pair[n - 1][lane])?;
        self.prepare(n);
        self.put_order(group, n, &mut Lane { pair, lane, n });
        Ok(())
    }

    fn put_large(
        &mut self,
        group: usize,
        sample: &[f64],
        selected: &mut Selected,
    ) -> Result<(), Fault> {
        let (low, high) = extremes(sample);
        self.put_moments(group, sample, low, high)?;
        self.prepare(sample.len());
        selected.load(sample.iter().copied(), &self.ranks());
        self.put_order(group, sample.len(), selected);
        Ok(())
    }

    fn put_moments_only(&mut self, group: usize, sample: &[f64]) -> Result<(), Fault> {
        if sample.is_empty() {
            self.put_nothing(group);
            return Ok(());
        }
        let (low, high) = extremes(sample);
        self.put_moments(group, sample, low, high)
    }
}

/// Puts two samples side by side, infinity behind the shorter one and up to a multiple of 4; returns the longer length.
#[inline]
fn load_pair(pair: &mut Pair, a: &[f64], b: &[f64]) -> usize {
    let n = if a.len() > b.len() { a.len() } else { b.len() };
    for row in &mut pair[..n.next_multiple_of(4)] {
        *row = [f64::INFINITY; 2];
    }
    for (row, &x) in pair.iter_mut().zip(a) {
        row[0] = x;
    }
    for (row, &x) in pair.iter_mut().zip(b) {
        row[1] = x;
    }
    n
}

/// Whether the arguments fit each other; the caller makes sure, a raw call may not.
fn fits(values: &[f64], offsets: &[u32], mask: u32, confidence: f64, out: &[f64]) -> bool {
    let Some((&last, _)) = offsets.split_last() else {
        return false;
    };
    mask <= ALL_FIELDS
        && confidence > 0.0
        && confidence < 1.0
        && out.len() >= (offsets.len() - 1) * mask.count_ones() as usize
        && offsets.is_sorted()
        && last as usize <= values.len()
}
