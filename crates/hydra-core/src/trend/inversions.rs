//! How many pairs of a sequence stand in the wrong order: the heart of Kendall's S and of selecting among slopes.
//! In: keys in two columns (high, low), compared as pairs. Out: the number of i < j with key i > key j. O(n log n).
//! Source: Knight 1966 (merge sort).  Twin: src/reference/trend/inversions.ts

/// A key of two parts, compared in order.
pub type Key = (f64, f64);

/// As in the header; the keys end up ascending.
pub fn inversions(keys: &mut [Key]) -> f64 {
    let mut spare = keys.to_vec();
    let (mut width, mut count) = (1, 0.0);
    while width < keys.len() {
        for (from, to) in keys.chunks(2 * width).zip(spare.chunks_mut(2 * width)) {
            count += merge(from, width, to);
        }
        keys.copy_from_slice(&spare);
        width *= 2;
    }
    count
}

fn merge(from: &[Key], width: usize, to: &mut [Key]) -> f64 {
    let (left, right) = from.split_at(if width < from.len() {
        width
    } else {
        from.len()
    });
    let (mut i, mut j, mut count) = (0, 0, 0.0);
    for place in to {
        if j == right.len() || (i < left.len() && left[i] <= right[j]) {
            *place = left[i];
            i += 1;
        } else {
            *place = right[j];
            j += 1;
            count += (left.len() - i) as f64;
        }
    }
    count
}
