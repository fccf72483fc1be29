//! Merging of sketches, and making one coarser.
//! In: two sketches. Out: the first one holds both. All of it is adding whole numbers, so any tree of merges gives one
//! sketch: that of all values at once. A bucket of fewer bits is a whole number of finer ones, so coarser is exact too.
//! Twin: src/reference/sketch/merge.ts

use super::log_linear::Sketch;

impl Sketch {
    /// Adds all that `from` holds; it has as many bits or more, and moments if this one has.
    pub fn merge(&mut self, from: &Self) {
        let finer = from.bits - self.bits;
        for source in from.pages_in_order() {
            let page = self.open_page(source.code);
            for (i, &count) in source.counts.iter().enumerate() {
                page.counts[i >> finer] += count;
            }
            page.sum += source.sum;
            page.squares_low += source.squares_low;
            page.squares_high += source.squares_high;
        }
        self.count += from.count;
        self.rejected += from.rejected;
        self.zeros += from.zeros;
        self.min = if from.min < self.min {
            from.min
        } else {
            self.min
        };
        self.max = if from.max > self.max {
            from.max
        } else {
            self.max
        };
    }

    /// The same sketch with fewer bits, or without moments.
    #[must_use]
    pub fn coarsened(&self, bits: u32, moments: bool) -> Self {
        let mut coarse = Self::new(bits, moments);
        coarse.merge(self);
        if !moments {
            for page in &mut coarse.pages {
                (page.squares_low, page.squares_high) = (0, 0);
            }
        }
        coarse
    }
}
