//! The keys of some ranks of a large column, in two passes.
//! In: keys in any order, ranks from 0, ascending. Out: the key of each rank.
//! A sample of the keys gives a range; equal steps of it are buckets, what lies outside goes to the first and the last. One pass
//! counts, a second takes the keys of those buckets that hold a rank, and only these are put in order. Where all are in one
//! bucket, all are taken: then it is the plain selection, and two passes were in vain.
//! Why: of twelve ranks each plain selection after the first looks at a large part of the column again.
//! The path never shows: an order statistic is one value, so the twin selects by another way.

use super::select::place_ranks;

const SAMPLE: usize = 256;
/// How many of the sample lie outside of the range, on each side: so a few per cent of outliers do not widen it.
const OUTSIDE: usize = 5;
const BUCKETS: usize = 1024;
/// From so many keys and ranks on two passes are quicker.
const LEAST_KEYS: usize = 2048;
const LEAST_RANKS: usize = 5;

/// Which bucket a key belongs to; buckets ascend with the keys.
struct Steps {
    low: i64,
    high: i64,
    shift: u32,
}

impl Steps {
    fn of(keys: &[i64]) -> Self {
        let mut sample = [0; SAMPLE];
        let stride = keys.len() / SAMPLE;
        for (i, place) in sample.iter_mut().enumerate() {
            *place = keys[i * stride];
        }
        sample.sort_unstable();
        let (low, high) = (sample[OUTSIDE], sample[SAMPLE - 1 - OUTSIDE]);
        let bits = u64::BITS - high.abs_diff(low).leading_zeros();
        let shift = bits.saturating_sub(BUCKETS.ilog2());
        Self { low, high, shift }
    }

    #[inline]
    fn bucket(&self, key: i64) -> usize {
        let key = if key < self.low { self.low } else { key };
        let key = if key > self.high { self.high } else { key };
        (key.abs_diff(self.low) >> self.shift) as usize % BUCKETS
    }
}

/// Marks the buckets that hold a rank, and moves the ranks to where they are among the keys of these.
fn mark(counts: &[usize; BUCKETS], ranks: &mut [usize]) -> [bool; BUCKETS] {
    let mut is_taken = [false; BUCKETS];
    let (mut before, mut skipped, mut at) = (0, 0, 0);
    for (count, is_taken) in counts.iter().zip(&mut is_taken) {
        let end = before + count;
        while at < ranks.len() && ranks[at] < end {
            ranks[at] -= skipped;
            *is_taken = true;
            at += 1;
        }
        skipped += if *is_taken { 0 } else { *count };
        before = end;
    }
    is_taken
}

/// Whether this way is quicker than plain selection.
pub fn is_quicker(keys: usize, ranks: usize) -> bool {
    keys >= LEAST_KEYS && ranks >= LEAST_RANKS
}

/// Fills `found` with the key of each rank; as many keys as [`is_quicker`] asks for, the ranks within.
pub fn find_ranks(keys: &[i64], ranks: &[usize], found: &mut Vec<i64>) {
    let steps = Steps::of(keys);
    let mut counts = [0; BUCKETS];
    for &key in keys {
        counts[steps.bucket(key)] += 1;
    }
    let mut places = ranks.to_vec();
    let is_taken = mark(&counts, &mut places);
    let taken = counts.iter().zip(&is_taken);
    let size: usize = taken.map(|(count, &is)| if is { *count } else { 0 }).sum();
    // One more than are taken: what is not taken is written, too, and overwritten.
    let mut few = vec![0; size + 1];
    let mut at = 0;
    for &key in keys {
        few[at] = key;
        at += usize::from(is_taken[steps.bucket(key)]);
    }
    few.truncate(size);
    place_ranks(&mut few, &places);
    found.clear();
    found.extend(places.iter().map(|&place| few[place]));
}
