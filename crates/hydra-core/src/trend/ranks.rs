//! Ranks with ties averaged, and sums over groups of equal values.
//! In: values, finite. Out: ranks from 1 in input order; sums of t (t - 1), t (t - 1) (t - 2), t (t - 1) (2 t + 5) over the groups.
//! Twin: src/reference/trend/ranks.ts

use crate::stats::select::key_of;

/// Sums over groups of t equal values.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ties {
    /// t (t - 1)
    pub pairs: f64,
    /// t (t - 1) (t - 2)
    pub triples: f64,
    /// t (t - 1) (2 t + 5)
    pub variance: f64,
}

impl Ties {
    fn add(&mut self, t: f64) {
        self.pairs += t * (t - 1.0);
        self.triples += t * (t - 1.0) * (t - 2.0);
        self.variance += t * (t - 1.0) * (2.0 * t + 5.0);
    }

    /// Of values in an order in which equal ones stand together.
    pub fn of<T: PartialEq>(ordered: &[T]) -> Self {
        let mut ties = Self::default();
        for group in ordered.chunk_by(PartialEq::eq) {
            ties.add(group.len() as f64);
        }
        ties
    }
}

/// Ranks from 1, ties averaged.
pub fn ranks_of(values: &[f64]) -> Vec<f64> {
    let mut keyed: Vec<(i64, usize)> = values.iter().map(|&x| key_of(x + 0.0)).zip(0..).collect();
    keyed.sort_unstable();
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for group in keyed.chunk_by(|a, b| a.0 == b.0) {
        let rank = (2 * before + group.len() + 1) as f64 * 0.5;
        for &(_, place) in group {
            ranks[place] = rank;
        }
        before += group.len();
    }
    ranks
}
