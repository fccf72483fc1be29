//! Zone maps: least, greatest number and gaps of a column's chunk, which settle comparisons with constants for all its rows.
//! In: a chunk of a column; a comparison. Out: the Kleene byte of every row, where it is one and the same for sure.
//! Computed at most once a chunk and column, and only where a comparison asks and the first rows agree. A column
//! whose zones settled nothing is left alone for some chunks, more each time: it would only be read twice.
//! Source: small materialised aggregates, Moerkotte 1998; zone maps of Netezza.  Twin: none, the bits are the same without.

use super::opcode::Op;
use std::ops::Range;

const LANES: usize = 8;
const HALF: usize = LANES / 2;
/// Rows that are looked at first.
const PROBES: usize = 16;
/// Most chunks that a column is left alone.
const LONGEST_PAUSE: usize = 15;

/// What is known of a chunk of a column. With a gap the two numbers mean nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Zone {
    /// The least number, infinite where there is none.
    pub least: f64,
    /// The greatest number, infinite below zero where there is none.
    pub most: f64,
    /// Whether some row has no value.
    pub has_gap: bool,
}

#[inline]
fn less(x: f64, y: f64) -> f64 {
    if x < y { x } else { y }
}

#[inline]
fn more(x: f64, y: f64) -> f64 {
    if x > y { x } else { y }
}

/// The zone of some rows. Lanes side by side and plain indices, which the compiler makes vectors of.
#[inline(never)]
#[allow(clippy::needless_range_loop, reason = "see above")]
pub fn of(rows: &[f64]) -> Zone {
    let (groups, rest) = rows.as_chunks::<LANES>();
    let mut least = [f64::INFINITY; HALF];
    let mut most = [f64::NEG_INFINITY; HALF];
    let mut sums = [0.0; HALF];
    for x in groups {
        for i in 0..HALF {
            let (a, b) = (x[i], x[i + HALF]);
            least[i] = less(less(a, b), least[i]);
            most[i] = more(more(a, b), most[i]);
            sums[i] += a + b;
        }
    }
    // A sum is NaN where a row is, and where infinities met.
    let may_have = sums.iter().chain(rest).any(|x| x.is_nan());
    let all = least.iter().chain(rest);
    Zone {
        least: all.fold(f64::INFINITY, |low, &x| less(x, low)),
        most: most
            .iter()
            .chain(rest)
            .fold(f64::NEG_INFINITY, |high, &x| more(x, high)),
        has_gap: may_have && rows.iter().any(|x| x.is_nan()),
    }
}

/// One Kleene byte for all rows of `x op y`, where all have the same.
fn settle(op: Op, x: Zone, y: f64) -> Option<u8> {
    if y.is_nan() {
        return Some(1);
    }
    if x.has_gap {
        return None;
    }
    let (no, yes) = match op {
        Op::Less => (x.least >= y, x.most < y),
        Op::LessEqual => (x.least > y, x.most <= y),
        Op::Greater => (x.most <= y, x.least > y),
        Op::GreaterEqual => (x.most < y, x.least >= y),
        Op::Equal => (x.least > y || x.most < y, x.least == y && x.most == y),
        Op::NotEqual => (x.least == y && x.most == y, x.least > y || x.most < y),
        _ => (false, false),
    };
    let sure = if yes { Some(2) } else { None };
    if no { Some(0) } else { sure }
}

/// Whether the first rows have one answer. Not rows here and there: that would wait for memory many times.
fn is_likely(op: Op, rows: &[f64], y: f64) -> bool {
    let probes = rows.iter().take(PROBES);
    let yes = |x: f64| match op {
        Op::Less => x < y,
        Op::LessEqual => x <= y,
        Op::Greater => x > y,
        Op::GreaterEqual => x >= y,
        _ => x == y,
    };
    let (all, any) = probes.fold((true, false), |(all, any), &x| (all & yes(x), any | yes(x)));
    all || !any
}

/// The same comparison with its sides exchanged.
pub fn turned(op: Op) -> Op {
    match op {
        Op::Less => Op::Greater,
        Op::LessEqual => Op::GreaterEqual,
        Op::Greater => Op::Less,
        Op::GreaterEqual => Op::LessEqual,
        other => other,
    }
}

/// What was seen of one column.
#[derive(Clone, Copy)]
struct Seen {
    zone: Zone,
    /// First row of the chunk that the zone is of.
    start: usize,
    /// Whether it settled anything.
    settled: bool,
    /// No zone is computed before this row.
    from: usize,
    /// Chunks that were skipped last.
    pause: usize,
}

/// Zones of all columns.
pub struct Zones(Vec<Seen>);

impl Zones {
    /// None known yet.
    pub fn new(columns: usize) -> Self {
        let zone = Zone {
            least: 0.0,
            most: 0.0,
            has_gap: true,
        };
        let seen = Seen {
            zone,
            start: usize::MAX,
            settled: false,
            from: 0,
            pause: 0,
        };
        Self(vec![seen; columns])
    }

    /// One Kleene byte for all rows of `column op y` in a chunk, where all have the same and it is known or worth a look.
    pub fn settle(
        &mut self,
        index: usize,
        column: &[f64],
        chunk: &Range<usize>,
        op: Op,
        y: f64,
    ) -> Option<u8> {
        let seen = &mut self.0[index];
        if seen.start != chunk.start {
            let rows = &column[chunk.clone()];
            if chunk.start < seen.from || !is_likely(op, rows, y) {
                return None;
            }
            seen.zone = of(rows);
            seen.start = chunk.start;
            seen.settled = false;
        }
        let byte = settle(op, seen.zone, y);
        if byte.is_some() {
            seen.settled = true;
            seen.pause = 0;
            seen.from = 0;
        } else if !seen.settled && seen.from <= chunk.start {
            seen.pause = (2 * seen.pause + 1).min(LONGEST_PAUSE);
            seen.from = chunk.end + seen.pause * chunk.len();
        }
        byte
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPS: [Op; 6] = [
        Op::Less,
        Op::LessEqual,
        Op::Greater,
        Op::GreaterEqual,
        Op::Equal,
        Op::NotEqual,
    ];

    /// Kleene's answer for one row.
    fn compare(op: Op, x: f64, y: f64) -> u8 {
        let yes = match op {
            Op::Less => x < y,
            Op::LessEqual => x <= y,
            Op::Greater => x > y,
            Op::GreaterEqual => x >= y,
            Op::Equal => x == y,
            _ => x != y,
        };
        if x.is_nan() || y.is_nan() {
            1
        } else {
            2 * u8::from(yes)
        }
    }

    #[test]
    fn the_zone_of_rows_of_any_length_has_their_least_and_greatest() {
        for length in 0..40_usize {
            let rows: Vec<f64> = (0..length).map(|i| ((i * 7) % 13) as f64 - 6.0).collect();
            let least = rows.iter().copied().fold(f64::INFINITY, less);
            let most = rows.iter().copied().fold(f64::NEG_INFINITY, more);
            let zone = of(&rows);
            assert_eq!((zone.least, zone.most, zone.has_gap), (least, most, false));
            for gap in 0..length {
                let mut with_gap = rows.clone();
                with_gap[gap] = f64::NAN;
                assert!(of(&with_gap).has_gap);
            }
        }
    }

    #[test]
    fn what_a_zone_settles_is_so_in_every_row() {
        let values = [
            -f64::INFINITY,
            -1.0,
            -0.0,
            0.0,
            1.0,
            5e-324,
            2.0,
            f64::INFINITY,
            f64::NAN,
        ];
        let mut settled = 0;
        for x in values {
            for z in values {
                for y in values {
                    for op in OPS {
                        let rows = [x, z, x];
                        let Some(byte) = settle(op, of(&rows), y) else {
                            continue;
                        };
                        settled += 1;
                        assert!(
                            rows.iter().all(|&row| compare(op, row, y) == byte),
                            "{rows:?} {op:?} {y}"
                        );
                        assert!(rows.iter().all(|&row| compare(turned(op), y, row) == byte));
                    }
                }
            }
        }
        assert!(settled > 1000);
    }
}
