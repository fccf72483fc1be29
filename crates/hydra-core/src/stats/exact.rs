//! Mean, variance, sd and autocorrelation without any error but that of the last rounding.
//! In: a sample, finite. Out: doubles, each the nearest to the exact result for these doubles; infinity beyond them.
//! Every value is a whole number of units of the least exponent in the sample; sums of values, squares and products are kept
//! as whole numbers, and the figures are quotients of whole numbers: variance = (n Q - S^2)/(n (n - 1)),
//! `r_k` = (n^2 C - n S (A + B) + (n - k) S^2)/(n^2 Q - n S^2), C = sum `x_i` `x_(i+k)`, A and B the sums without the last and
//! the first k. Why not double-double: it is right for most samples; this is right for all.
//! Twin: src/reference/stats/exact.ts  Golden: fixtures/golden/stats/exact.json

use crate::math::whole::{Size, Whole, ratio_of, root_of};

/// What is known exactly of a sample.
#[derive(Clone, Copy, Debug)]
pub struct ExactFigures {
    /// Of all values.
    pub sum: f64,
    /// Sum over n.
    pub mean: f64,
    /// 0 below two values.
    pub variance: f64,
    /// Its root.
    pub sd: f64,
}

/// A value as a signed mantissa, and the unit of its last bit from 0.
fn parts_of(x: f64) -> (i64, u32) {
    let bits = x.to_bits();
    let exponent = (bits >> 52) as u32 & 2047;
    let mantissa = (bits & ((1 << 52) - 1)).cast_signed();
    let size = if exponent == 0 {
        mantissa
    } else {
        mantissa | 1 << 52
    };
    (
        if x.is_sign_negative() { -size } else { size },
        exponent.saturating_sub(1),
    )
}

/// Units of the least exponent of a sample, and the span to the largest.
struct Units {
    least: u32,
    span: usize,
}

impl Units {
    fn of(sample: &[f64]) -> Self {
        let (mut least, mut most) = (2047, 0);
        for &x in sample.iter().filter(|&&x| x != 0.0) {
            let unit = parts_of(x).1;
            least = least.min(unit);
            most = most.max(unit);
        }
        Self {
            least,
            span: most.saturating_sub(least) as usize,
        }
    }

    fn shift(&self, unit: u32) -> usize {
        unit.saturating_sub(self.least) as usize
    }

    fn sum(&self, sample: &[f64]) -> Whole {
        let mut bins = vec![0i128; self.span + 1];
        for &x in sample.iter().filter(|&&x| x != 0.0) {
            let (mantissa, unit) = parts_of(x);
            bins[self.shift(unit)] += i128::from(mantissa);
        }
        fold(&bins, 0)
    }

    /// The sum of `a_i b_i`.
    fn products(&self, a: &[f64], b: &[f64]) -> Whole {
        let mut low = vec![0i128; 2 * self.span + 1];
        let mut high = low.clone();
        for (&x, &y) in a.iter().zip(b) {
            if x == 0.0 || y == 0.0 {
                continue;
            }
            let ((m, u), (k, v)) = (parts_of(x), parts_of(y));
            let product = i128::from(m) * i128::from(k);
            let at = self.shift(u) + self.shift(v);
            low[at] += product & i128::from(u64::MAX);
            high[at] += product >> 64;
        }
        fold(&low, 0).plus(&fold(&high, 64))
    }
}

/// The sum of `bin_s 2^(s + more)`: bit by bit from the lowest bin, what is above a bit carried to the next.
fn fold(bins: &[i128], more: usize) -> Whole {
    let is_negative = bins.iter().fold(0, |carry, bin| (bin + carry) >> 1) < 0;
    let sign = if is_negative { -1 } else { 1 };
    let (mut rest, mut carry) = (bins.iter(), 0);
    let low = std::iter::repeat_n(false, more);
    let high = std::iter::from_fn(|| {
        let bin = rest.next().copied();
        if bin.is_none() && carry == 0 {
            return None;
        }
        let sum: i128 = sign * bin.unwrap_or(0) + carry;
        carry = sum >> 1;
        Some(sum & 1 == 1)
    });
    Whole::new(is_negative, Size::from_bits(low.chain(high)))
}

fn count(n: usize) -> Whole {
    Whole::new(false, Size::from(n as u128))
}

/// n Q - S^2.
fn spread_of(n: &Whole, squares: &Whole, sum: &Whole) -> Whole {
    n.times(squares).minus(&sum.times(sum))
}

/// Sum, mean, variance and sd of a sample that holds a value.
pub fn exact_figures(sample: &[f64]) -> ExactFigures {
    let units = Units::of(sample);
    let n = count(sample.len());
    let sum = units.sum(sample);
    let exponent = i64::from(units.least) - 1074;
    let mut figures = ExactFigures {
        sum: ratio_of(&sum, &Size::from(1), exponent),
        mean: ratio_of(&sum, &n.size, exponent),
        variance: 0.0,
        sd: 0.0,
    };
    if sample.len() > 1 {
        let spread = spread_of(&n, &units.products(sample, sample), &sum);
        let free = n.times(&count(sample.len() - 1)).size;
        figures.variance = ratio_of(&spread, &free, 2 * exponent);
        figures.sd = root_of(&spread.size, &free, exponent);
    }
    figures
}

/// The autocorrelation at a lag over the mean of the whole sample; NaN when n <= lag + 1 or the values are equal.
pub fn autocorrelation_of(sample: &[f64], lag: usize) -> f64 {
    let length = sample.len();
    if length <= lag + 1 {
        return f64::NAN;
    }
    let units = Units::of(sample);
    let n = count(length);
    let sum = units.sum(sample);
    let below = n.times(&spread_of(&n, &units.products(sample, sample), &sum));
    if below.size.is_zero() {
        return f64::NAN;
    }
    let ends = (sum.plus(&sum))
        .minus(&units.sum(&sample[length - lag..]))
        .minus(&units.sum(&sample[..lag]));
    let products = units.products(&sample[..length - lag], &sample[lag..]);
    let above = n
        .times(&n)
        .times(&products)
        .minus(&n.times(&sum).times(&ends))
        .plus(&count(length - lag).times(&sum).times(&sum));
    ratio_of(&above, &below.size, 0)
}
