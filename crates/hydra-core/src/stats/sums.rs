//! Sums that are right to the last bit or so, in one fixed order.
//! In: a sample, a factor (a power of two, see [`scale_for`]). Out: the sum, or the spread about a mean.
//! Sum: 8 lanes, element i to lane i mod 8; `TwoSum` in each lane; lanes folded 0..7 by `TwoSum`; then the lane errors
//! in order. Squares: blocks of 512, plain 8 lanes inside, folded ((0+1)+(2+3))+((4+5)+(6+7)), blocks folded by `TwoSum`.
//! Why lanes: the vector units sum so at no cost, and a fixed order gives the same bits everywhere.
//! Source: Knuth 1969 (`TwoSum`); Chan, Golub, `LeVeque` 1983 (two passes with correction).
//! Twin: src/reference/stats/sums.ts

const LANES: usize = 8;
const BLOCK: usize = 512;

const TOO_LARGE: f64 = 3.273390607896142e150; // 2^500
const TOO_SMALL: f64 = 3.872591914849318e-121; // 2^-400
const DOWN: f64 = 2.409919865102884e-181; // 2^-600
const UP: f64 = 4.149515568880993e180; // 2^600

type Lanes = [f64; LANES];

/// The power of two to multiply by so that no square over- or underflows: 1 for ordinary values.
pub fn scale_for(largest: f64) -> f64 {
    if largest > TOO_LARGE {
        return DOWN;
    }
    if largest < TOO_SMALL && largest > 0.0 {
        UP
    } else {
        1.0
    }
}

/// The power of two that undoes [`scale_for`].
pub fn unscale(scale: f64) -> f64 {
    if scale == 1.0 {
        return 1.0;
    }
    if scale == DOWN { UP } else { DOWN }
}

#[inline]
fn widen(low: &mut Lanes, high: &mut Lanes, values: &[f64]) {
    for ((least, most), &x) in low.iter_mut().zip(high).zip(values) {
        *least = if x < *least { x } else { *least };
        *most = if x > *most { x } else { *most };
    }
}

/// Least and largest by comparison, in 8 lanes; of values that are not numbers nothing is seen.
pub fn extremes(sample: &[f64]) -> (f64, f64) {
    let (mut low, mut high) = ([f64::INFINITY; 8], [f64::NEG_INFINITY; 8]);
    let (chunks, rest) = sample.as_chunks::<8>();
    for chunk in chunks {
        widen(&mut low, &mut high, chunk);
    }
    widen(&mut low, &mut high, rest);
    let least = low
        .iter()
        .fold(f64::INFINITY, |a, &b| if b < a { b } else { a });
    let most = high
        .iter()
        .fold(f64::NEG_INFINITY, |a, &b| if b > a { b } else { a });
    (least, most)
}

/// a + b and what the sum lost.
#[inline]
pub fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let part = sum - a;
    (sum, (a - (sum - part)) + (b - part))
}

#[inline]
fn add_compensated(sums: &mut Lanes, errors: &mut Lanes, values: &[f64], scale: f64) {
    for ((sum, error), &value) in sums.iter_mut().zip(errors).zip(values) {
        let (total, lost) = two_sum(*sum, value * scale);
        *error += lost;
        *sum = total;
    }
}

/// The compensated sum of `scale * value` over all values; not finite if and only if a value is not (or they overflow).
pub fn compensated_sum(values: &[f64], scale: f64) -> f64 {
    let (mut sums, mut errors) = ([0.0; LANES], [0.0; LANES]);
    let (chunks, rest) = values.as_chunks::<LANES>();
    for chunk in chunks {
        add_compensated(&mut sums, &mut errors, chunk, scale);
    }
    add_compensated(&mut sums, &mut errors, rest, scale);
    let mut total = sums[0];
    let mut error = 0.0;
    for &lane in &sums[1..] {
        let (sum, lost) = two_sum(total, lane);
        error += lost;
        total = sum;
    }
    for lane in errors {
        error += lane;
    }
    total + error
}

fn tree(v: &Lanes) -> f64 {
    ((v[0] + v[1]) + (v[2] + v[3])) + ((v[4] + v[5]) + (v[6] + v[7]))
}

#[inline]
fn add_squares(first: &mut Lanes, second: &mut Lanes, values: &[f64], mean: f64, scale: f64) {
    for ((x, y), &value) in first.iter_mut().zip(second).zip(values) {
        let d = value * scale - mean;
        *x += d;
        *y += d * d;
    }
}

/// The sample variance of `scale * value` about a mean of the scaled values: (S2 - S1^2 / n) / (n - 1); at least 0.
pub fn variance_about(values: &[f64], mean: f64, scale: f64) -> f64 {
    let (mut first, mut first_error) = (0.0, 0.0);
    let (mut second, mut second_error) = (0.0, 0.0);
    for block in values.chunks(BLOCK) {
        let (mut sums, mut squares) = ([0.0; LANES], [0.0; LANES]);
        let (chunks, rest) = block.as_chunks::<LANES>();
        for chunk in chunks {
            add_squares(&mut sums, &mut squares, chunk, mean, scale);
        }
        add_squares(&mut sums, &mut squares, rest, mean, scale);
        let (s, s_lost) = two_sum(first, tree(&sums));
        let (t, t_lost) = two_sum(second, tree(&squares));
        first_error += s_lost;
        second_error += t_lost;
        first = s;
        second = t;
    }
    let n = values.len() as f64;
    let offset = first + first_error;
    let variance = (second + second_error - (offset * offset) / n) / (n - 1.0);
    if variance > 0.0 { variance } else { 0.0 }
}
