//! One resample: n places of a sample, drawn with replacement, one by one or in blocks of neighbours.
//! In: a sample in order of time (for blocks), a stream. Out: places in the sample in order of size, one after the other.
//! Blocks of length L start anywhere from 0 to n - L; the last one is cut so that n values come together. L of n or more: the sample itself.
//! Source: Efron 1979; Kuensch 1989.  Twin: src/reference/stats/bootstrap/resample.ts

use crate::random::sfc32::Sfc32;
use crate::stats::select::key_of;

/// How places are drawn.
pub struct Plan {
    n: usize,
    /// 0: one by one.
    block: usize,
    /// Place by size of each value in order of time; empty without blocks.
    places: Vec<usize>,
}

/// Equal values in order of time.
fn places_of(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by_key(|&i| key_of(values[i]));
    let mut places = vec![0; values.len()];
    for (place, i) in order.into_iter().enumerate() {
        places[i] = place;
    }
    places
}

impl Plan {
    pub fn of(values: &[f64], block: usize) -> Self {
        let n = values.len();
        let block = if block > n { n } else { block };
        let places = if block > 0 {
            places_of(values)
        } else {
            Vec::new()
        };
        Self { n, block, places }
    }

    /// Draws one resample.
    #[inline]
    pub fn draw(&self, random: &mut Sfc32, mut take: impl FnMut(usize)) {
        if self.block == 0 {
            for _ in 0..self.n {
                take(random.index(self.n));
            }
            return;
        }
        let mut left = self.n;
        while left > 0 {
            let start = random.index(self.n - self.block + 1);
            let length = if left < self.block { left } else { self.block };
            for &place in &self.places[start..start + length] {
                take(place);
            }
            left -= length;
        }
    }

    /// Sum and sum of squares of one resample.
    #[inline]
    pub fn sums(&self, deviations: &[f64], random: &mut Sfc32) -> (f64, f64) {
        let (mut sum, mut squares) = (0.0, 0.0);
        self.draw(random, |place| {
            let d = deviations[place];
            sum += d;
            squares += d * d;
        });
        (sum, squares)
    }

    /// The sum that resamples have on average: 0 without blocks; with them, values near the ends of time come more seldom.
    pub fn expected_sum(&self, deviations: &[f64]) -> f64 {
        if self.block == 0 {
            return 0.0;
        }
        let mut before = vec![0.0; self.n + 1];
        for (i, &place) in self.places.iter().enumerate() {
            before[i + 1] = before[i] + deviations[place];
        }
        let starts = self.n - self.block + 1;
        let mean_of = |length: usize| {
            let mut sum = 0.0;
            for start in 0..starts {
                sum += before[start + length] - before[start];
            }
            sum / starts as f64
        };
        let whole = (self.n / self.block) as f64;
        whole * mean_of(self.block) + mean_of(self.n % self.block)
    }
}
