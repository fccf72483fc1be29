//! Did you mean: the known names nearest to a mistyped one.
//! Distance: optimal string alignment (Damerau 1964), lower-cased; equal but for `_ . -` and case counts as 0. Accepted up to 2,
//! up to 3 from 12 characters on, never half the word or more. In order of distance, then the same first letter, then the
//! alphabet; at most three. Work: a length filter first, and words over 64 characters have no neighbours.
//! Twin: src/reference/formula/suggest.ts

use super::text::Text;

const LONGEST: usize = 64;
const MOST_SUGGESTIONS: usize = 3;

/// Lower case of ASCII letters alone, so that both languages agree.
pub fn lowered(text: &[u16]) -> Text {
    let lower = |&c: &u16| if (65..=90).contains(&c) { c + 32 } else { c };
    text.iter().map(lower).collect()
}

fn bare(lowered: &[u16]) -> Text {
    let is_joint = |&c: &u16| matches!(u8::try_from(c), Ok(b'_' | b'.' | b'-'));
    lowered.iter().copied().filter(|c| !is_joint(c)).collect()
}

/// One row of the table of distances, from the two before it.
fn next_row(
    a: &[u16],
    b: &[u16],
    i: usize,
    [before, previous]: [&[usize]; 2],
    row: &mut Vec<usize>,
) {
    row.clear();
    row.push(i);
    for j in 1..=b.len() {
        let changed = previous[j - 1] + usize::from(a[i - 1] != b[j - 1]);
        let mut best = changed.min(previous[j] + 1).min(row[j - 1] + 1);
        let is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        if is_swap {
            best = best.min(before[j - 2] + 1);
        }
        row.push(best);
    }
}

/// The distance; None where it is more than `most`.
fn alignment(a: &[u16], b: &[u16], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before = Vec::new();
    let mut previous: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = Vec::with_capacity(b.len() + 1);
        next_row(a, b, i, [&before, &previous], &mut row);
        if row.iter().all(|&distance| distance > most) {
            return None;
        }
        before = previous;
        previous = row;
    }
    previous
        .last()
        .copied()
        .filter(|&distance| distance <= most)
}

fn distance_to(given: &[u16], name: &[u16]) -> Option<usize> {
    if bare(given) == bare(name) {
        return Some(0);
    }
    let most = if given.len() >= 12 { 3 } else { 2 };
    alignment(given, name, most).filter(|distance| 2 * distance < given.len())
}

/// At most three names, the nearest first; none when nothing is near.
pub fn suggest<N: AsRef<[u16]>>(given: &[u16], known: impl Iterator<Item = N>) -> Vec<Text> {
    if given.len() > LONGEST {
        return Vec::new();
    }
    let low = lowered(given);
    let mut near: Vec<(usize, bool, Text)> = known
        .filter(|name| name.as_ref() != given && name.as_ref().len() <= LONGEST)
        .filter_map(|name| {
            let own = lowered(name.as_ref());
            let distance = distance_to(&low, &own)?;
            Some((distance, own.first() != low.first(), name.as_ref().to_vec()))
        })
        .collect();
    near.sort();
    near.truncate(MOST_SUGGESTIONS);
    near.into_iter().map(|(_, _, name)| name).collect()
}
