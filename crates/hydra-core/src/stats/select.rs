//! Order of values, and selection of some ranks out of many values.
//! In: keys, ranks from 0, ascending. Out: the keys rearranged so that every rank asked for is in its place.
//! Key of a double: its bits, the lower 63 turned round when negative: ordered as whole numbers, and -0 comes before 0.
//! The path never shows: an order statistic is one value, however it was found.
//! Source: the standard library's `select_nth_unstable`.  Twin: src/reference/stats/select.ts

/// The key of a double: keys compare as the doubles do, -0 below 0.
#[inline]
pub fn key_of(x: f64) -> i64 {
    turn(x.to_bits().cast_signed())
}

/// The double of a key.
#[inline]
pub fn from_key(key: i64) -> f64 {
    f64::from_bits(turn(key).cast_unsigned())
}

#[inline]
fn turn(bits: i64) -> i64 {
    bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed()
}

/// Puts the values in order into `sorted`, -0 before 0; by way of their keys, whose comparison is one instruction.
pub fn sort_values(values: &[f64], keys: &mut Vec<i64>, sorted: &mut Vec<f64>) {
    keys.clear();
    keys.extend(values.iter().map(|&x| key_of(x)));
    keys.sort_unstable();
    sorted.clear();
    sorted.extend(keys.iter().map(|&key| from_key(key)));
}

/// Puts the keys of some ranks in their places; the middle rank first, so that each later one looks at a part only.
pub fn place_ranks(keys: &mut [i64], ranks: &[usize]) {
    place_from(keys, ranks, 0);
}

fn place_from(keys: &mut [i64], ranks: &[usize], first: usize) {
    if ranks.is_empty() || keys.len() < 2 {
        return;
    }
    let middle = ranks.len() / 2;
    let at = ranks[middle] - first;
    let (below, _, above) = keys.select_nth_unstable(at);
    place_from(below, &ranks[..middle], first);
    place_from(above, &ranks[middle + 1..], first + at + 1);
}
