//! The sum, mean and variance of a sketch, exact until the one rounding at the end.
//! In: a sketch. Out: doubles; infinity where the result is beyond them. The mantissas of a page, as whole numbers, times 2
//! to the exponent of the page: all of them in units of the least exponent in use are one whole number.
//! Variance = (n Q - S^2) / (n (n - 1)), S and Q exact.
//! Why: additions of whole numbers commute, so one stream gives one sum however it was split and merged.
//! Twin: src/reference/sketch/exact-sum.ts

use super::log_linear::{NEGATIVE, Page, Sketch};
use crate::math::whole::{Size, Whole, ratio_of};

/// Exponent of the last bit of a double of this code, plus 1074.
fn unit_of(code: u16) -> u16 {
    (code & 2047).saturating_sub(1)
}

impl Page {
    /// The sum of the squares of the mantissas.
    pub fn squares(&self) -> Size {
        let high = Size::from(self.squares_high).shifted(64);
        Size::from(self.squares_low).plus(&high)
    }

    fn whole_sum(&self) -> Size {
        let is_tiny = self.code.trailing_zeros() >= 11;
        let leading = if is_tiny {
            0
        } else {
            u128::from(self.count()) << 52
        };
        Size::from(self.sum + leading)
    }
}

impl Sketch {
    /// All of it in units of 2^(the second number).
    fn total(&self) -> (Whole, i64) {
        let least = self.least_unit();
        let sum = self.pages.iter().fold(Whole::default(), |sum, page| {
            let size = page
                .whole_sum()
                .shifted(usize::from(unit_of(page.code) - least));
            sum.plus(&Whole::new(page.code >= NEGATIVE, size))
        });
        (sum, i64::from(least) - 1074)
    }

    fn least_unit(&self) -> u16 {
        self.pages
            .iter()
            .map(|page| unit_of(page.code))
            .min()
            .unwrap_or(0)
    }

    /// The sum of all values, rounded once.
    pub fn sum(&self) -> f64 {
        let (total, exponent) = self.total();
        ratio_of(&total, &Size::from(1), exponent)
    }

    /// Their mean, rounded once; there are values.
    pub fn mean(&self) -> f64 {
        let (total, exponent) = self.total();
        ratio_of(&total, &Size::from(u128::from(self.count)), exponent)
    }

    /// Their variance (n - 1), rounded once; there are two values or more, and moments.
    pub fn variance(&self) -> f64 {
        let (total, exponent) = self.total();
        let least = self.least_unit();
        let squares = self.pages.iter().fold(Size::default(), |sum, page| {
            let shift = 2 * usize::from(unit_of(page.code) - least);
            sum.plus(&page.squares().shifted(shift))
        });
        let n = u128::from(self.count);
        let spread = Whole::new(false, squares.times(&Size::from(n))).minus(&total.times(&total));
        ratio_of(&spread, &Size::from(n * (n - 1)), 2 * exponent)
    }
}
