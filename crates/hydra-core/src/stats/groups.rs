//! Summaries of many samples in one call.
//! In: all values in one column, offsets (group g is values[offsets[g] .. offsets[g + 1])), a mask of fields, the
//! confidence of the interval. Out: out[column * groups + g], the columns in the order of the fields asked for; NaN
//! where the sample is too small. Faults: a value not finite; arguments that do not fit each other.
//! mean: the compensated sum over n, held between min and max. sd: two passes, n - 1; exactly 0 for equal values.
//! mean and sd work on values scaled by a power of two when the largest is above 2^500 or below 2^-400.
//! Small samples go two by two through a sorting network; the results do not know of each other.
//! Source: as in sums, quantile, `median_interval`.  Twin: src/reference/stats/groups.ts
//! Golden: fixtures/golden/stats/summary.json

use super::fields::{
    ALL_FIELDS, FIELD_NAMES, HIGH, LOW, MAD, MAX, MEAN, MIN, N, QUANTILE_FIELDS, SD, has,
};
use super::median_interval::{MedianRanks, median_ranks};
use super::network::{MOST, Pair, sort_pair};
use super::ordered::{Lane, Ordered, Selected};
use super::quantile::{Position, blend, position, value_at};
use super::sums::{compensated_sum, scale_for, unscale, variance_about};
use crate::Fault;

const MOMENTS_ONLY: u32 = 1 << N | 1 << MEAN | 1 << SD;

/// What depends on the size of a sample only; kept for the next sample of that size.
#[derive(Default)]
struct Places {
    n: usize,
    quantiles: [Position; QUANTILE_FIELDS.len()],
    interval: Option<MedianRanks>,
}

/// What a call asks for, and where it goes.
struct Call<'a> {
    mask: u32,
    confidence: f64,
    groups: usize,
    slots: [usize; FIELD_NAMES.len()],
    out: &'a mut [f64],
    places: Places,
}

impl<'a> Call<'a> {
    fn new(mask: u32, confidence: f64, groups: usize, out: &'a mut [f64]) -> Self {
        let mut slots = [usize::MAX; FIELD_NAMES.len()];
        let mut column = 0;
        for (field, slot) in slots.iter_mut().enumerate() {
            if has(mask, field) {
                *slot = column * groups;
                column += 1;
            }
        }
        Self {
            mask,
            confidence,
            groups,
            slots,
            out,
            places: Places::default(),
        }
    }

    /// Writes a figure that was asked for; what is not finite becomes NaN.
    #[inline]
    fn put(&mut self, field: usize, group: usize, value: f64) {
        if self.slots[field] != usize::MAX {
            let known = if value.is_finite() { value } else { f64::NAN };
            self.out[self.slots[field] + group] = known;
        }
    }

    fn wants(&self, field: usize) -> bool {
        has(self.mask, field)
    }

    fn wants_interval(&self) -> bool {
        self.wants(LOW) || self.wants(HIGH)
    }

    fn prepare(&mut self, n: usize) {
        if self.places.n == n {
            return;
        }
        let interval = if self.wants_interval() {
            median_ranks(n, self.confidence)
        } else {
            None
        };
        self.places = Places {
            n,
            quantiles: QUANTILE_FIELDS.map(|(_, p)| position(n, p)),
            interval,
        };
    }

    /// The ranks that a summary of n values reads, ascending, each once.
    fn ranks(&self) -> Vec<usize> {
        let Places {
            n,
            quantiles,
            interval,
        } = &self.places;
        let mut ranks = vec![0, n - 1];
        for ((field, p), place) in QUANTILE_FIELDS.iter().zip(quantiles) {
            if self.wants(*field) || (self.wants(MAD) && *p == 0.5) {
                ranks.extend([place.rank, place.rank + 1]);
            }
        }
        if let Some(MedianRanks { k, .. }) = interval {
            ranks.extend([k - 1, *k, n - k - 1, n - k]);
        }
        ranks.retain(|rank| rank < n);
        ranks.sort_unstable();
        ranks.dedup();
        ranks
    }

    /// Count, mean and sd; `low` and `high` are the extremes, by comparison.
    #[inline]
    fn put_moments(
        &mut self,
        group: usize,
        sample: &[f64],
        low: f64,
        high: f64,
    ) -> Result<(), Fault> {
        let n = sample.len();
        self.put(N, group, n as f64);
        let scale = scale_for(if -low > high { -low } else { high });
        let scaled_mean = compensated_sum(sample, scale) / n as f64;
        if !scaled_mean.is_finite() {
            return Err(Fault::NotFinite);
        }
        if low == high {
            self.put(MEAN, group, constant_mean(sample, low));
            self.put(SD, group, if n > 1 { 0.0 } else { f64::NAN });
            return Ok(());
        }
        let back = unscale(scale);
        let mean = scaled_mean * back;
        let mean = if mean < low { low } else { mean };
        self.put(MEAN, group, if mean > high { high } else { mean });
        if self.wants(SD) {
            self.put(
                SD,
                group,
                variance_about(sample, scaled_mean, scale).sqrt() * back,
            );
        }
        Ok(())
    }

    #[inline]
    fn put_order(&mut self, group: usize, n: usize, sample: &mut impl Ordered) {
        self.put(MIN, group, sample.at(0));
        self.put(MAX, group, sample.at(n - 1));
        let quantiles = self.places.quantiles;
        for ((field, _), place) in QUANTILE_FIELDS.iter().zip(quantiles) {
            if self.wants(*field) {
                self.put(*field, group, value_at(|rank| sample.at(rank), place));
            }
        }
        if self.wants_interval() {
            self.put_interval(group, n, sample);
        }
        if self.wants(MAD) {
            let median = value_at(|rank| sample.at(rank), quantiles[0]);
            let mad = sample.deviation(median);
            self.put(MAD, group, mad);
        }
    }

    fn put_interval(&mut self, group: usize, n: usize, sample: &impl Ordered) {
        let (low, high) = match self.places.interval {
            Some(MedianRanks { k, share }) => (
                blend(sample.at(k - 1), sample.at(k), share),
                blend(sample.at(n - k), sample.at(n - k - 1), share),
            ),
            None => (f64::NAN, f64::NAN),
        };
        self.put(LOW, group, low);
        self.put(HIGH, group, high);
    }

    fn put_nothing(&mut self, group: usize) {
        self.put(N, group, 0.0);
        for field in 1..FIELD_NAMES.len() {
            self.put(field, group, f64::NAN);
        }
    }

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

/// The mean of equal values: the value; of zeros 0 unless all are -0.
fn constant_mean(sample: &[f64], value: f64) -> f64 {
    if value != 0.0 {
        return value;
    }
    if sample.iter().all(|x| x.is_sign_negative()) {
        -0.0
    } else {
        0.0
    }
}

/// Least and largest by comparison, in 8 lanes; of values that are not numbers nothing is seen.
fn extremes(sample: &[f64]) -> (f64, f64) {
    let (mut low, mut high) = ([f64::INFINITY; 8], [f64::NEG_INFINITY; 8]);
    let (chunks, rest) = sample.as_chunks::<8>();
    for chunk in chunks.iter().map(<[f64; 8]>::as_slice).chain([rest]) {
        for ((least, most), &x) in low.iter_mut().zip(&mut high).zip(chunk) {
            *least = if x < *least { x } else { *least };
            *most = if x > *most { x } else { *most };
        }
    }
    let least = low
        .iter()
        .fold(f64::INFINITY, |a, &b| if b < a { b } else { a });
    let most = high
        .iter()
        .fold(f64::NEG_INFINITY, |a, &b| if b > a { b } else { a });
    (least, most)
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
    while group < call.groups {
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
