//! The columns of a summary, their order and their bits: field i is asked for by bit i of a mask, and the columns of
//! the output stand in the order of the fields asked for.
//! Twin: src/reference/stats/fields.ts (a test compares the two).

/// Names of the fields, in order.
pub const FIELD_NAMES: [&str; 17] = [
    "n",
    "mean",
    "sd",
    "min",
    "max",
    "median",
    "p5",
    "p25",
    "p75",
    "p90",
    "p95",
    "p99",
    "mad",
    "intervalLow",
    "intervalHigh",
    "sum",
    "variance",
];

/// The mask of all fields.
pub const ALL_FIELDS: u32 = (1 << FIELD_NAMES.len()) - 1;

/// Place of the count.
pub const N: usize = 0;
/// Place of the mean.
pub const MEAN: usize = 1;
/// Place of the standard deviation.
pub const SD: usize = 2;
/// Place of the least value.
pub const MIN: usize = 3;
/// Place of the largest value.
pub const MAX: usize = 4;
/// Place of the median absolute deviation.
pub const MAD: usize = 12;
/// Place of the lower end of the median's interval.
pub const LOW: usize = 13;
/// Place of its upper end.
pub const HIGH: usize = 14;
/// Place of the sum.
pub const SUM: usize = 15;
/// Place of the variance.
pub const VARIANCE: usize = 16;

/// The quantile fields: their place and their p.
pub const QUANTILE_FIELDS: [(usize, f64); 7] = [
    (5, 0.5),
    (6, 0.05),
    (7, 0.25),
    (8, 0.75),
    (9, 0.9),
    (10, 0.95),
    (11, 0.99),
];

/// Whether a mask asks for a field.
pub fn has(mask: u32, field: usize) -> bool {
    mask & (1 << field) != 0
}
