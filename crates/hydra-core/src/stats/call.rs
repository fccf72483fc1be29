//! What one call of the summaries asks for, and the figures of one sample written where they go.
//! In: a mask of fields, the output; then sample by sample its values, extremes and order. Out: the output filled, NaN where
//! a figure is unknown. Each figure is computed only when asked for; the mean always, since it tells whether all is finite.
//! Twin: `Plan`, `putMoments` and `putOrder` in src/reference/stats/groups.ts

use super::fields::{
    FIELD_NAMES, HIGH, LOW, MAD, MAX, MEAN, MIN, N, QUANTILE_FIELDS, SD, SUM, VARIANCE, has,
};
use super::median_interval::{MedianRanks, median_ranks};
use super::ordered::{Ordered, deviation_ranks};
use super::quantile::{Position, blend, position, value_at};
use super::sums::{compensated_sum, scale_for, unscale, variance_about};
use crate::Fault;

/// What depends on the size of a sample only; kept for the next sample of that size.
#[derive(Default)]
struct Places {
    n: usize,
    quantiles: [Position; QUANTILE_FIELDS.len()],
    interval: Option<MedianRanks>,
}

/// What a call asks for, and where it goes.
pub struct Call<'a> {
    mask: u32,
    confidence: f64,
    slots: [usize; FIELD_NAMES.len()],
    out: &'a mut [f64],
    places: Places,
}

impl<'a> Call<'a> {
    /// The columns asked for stand behind each other in `out`.
    pub fn new(mask: u32, confidence: f64, groups: usize, out: &'a mut [f64]) -> Self {
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

    /// Gets ready for samples of n values.
    pub fn prepare(&mut self, n: usize) {
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
    pub fn ranks(&self) -> Vec<usize> {
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
        if self.wants(MAD) {
            ranks.extend(deviation_ranks(*n));
        }
        if let Some(MedianRanks { k, .. }) = interval {
            ranks.extend([k - 1, *k, n - k - 1, n - k]);
        }
        ranks.retain(|rank| rank < n);
        ranks.sort_unstable();
        ranks.dedup();
        ranks
    }

    /// Count, sum, mean, variance and sd; `low` and `high` are the extremes, by comparison.
    #[inline]
    pub fn put_moments(
        &mut self,
        group: usize,
        sample: &[f64],
        low: f64,
        high: f64,
    ) -> Result<(), Fault> {
        let n = sample.len();
        self.put(N, group, n as f64);
        let scale = scale_for(if -low > high { -low } else { high });
        let sum = compensated_sum(sample, scale);
        let scaled_mean = sum / n as f64;
        if !scaled_mean.is_finite() {
            return Err(Fault::NotFinite);
        }
        let back = unscale(scale);
        self.put(SUM, group, sum * back);
        if low == high {
            self.put(MEAN, group, constant_mean(sample, low));
            let none = if n > 1 { 0.0 } else { f64::NAN };
            self.put(VARIANCE, group, none);
            self.put(SD, group, none);
            return Ok(());
        }
        let mean = scaled_mean * back;
        let mean = if mean < low { low } else { mean };
        self.put(MEAN, group, if mean > high { high } else { mean });
        if self.wants(SD) || self.wants(VARIANCE) {
            let variance = variance_about(sample, scaled_mean, scale);
            self.put(VARIANCE, group, variance * back * back);
            self.put(SD, group, variance.sqrt() * back);
        }
        Ok(())
    }

    #[inline]
    /// Everything that needs order; the call must be prepared for n.
    pub fn put_order(&mut self, group: usize, n: usize, sample: &mut impl Ordered) {
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

    /// An empty sample.
    pub fn put_nothing(&mut self, group: usize) {
        self.put(N, group, 0.0);
        for field in 1..FIELD_NAMES.len() {
            self.put(field, group, f64::NAN);
        }
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
