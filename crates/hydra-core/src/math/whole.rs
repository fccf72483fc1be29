//! Quotients and roots of whole numbers of any length, rounded once to the nearest double, ties to even.
//! In: whole numbers and a power of two. Out: the double nearest to a / b * 2^exponent, or to its root; infinity beyond
//! the doubles.
//! Why: sums kept as whole numbers are exact, so the one rounding here is the only error of a mean, a variance or a
//! correlation. The answer is defined by the numbers alone, so the twin may go another way: it uses `BigInt`.
//! Division is by shift and subtract: no quotient has more than 126 bits, so nothing faster would be noticed.
//! Twin: src/reference/math/whole.ts  Golden: fixtures/golden/math/whole.json

use std::cmp::Ordering;

use libm::scalbn;

const QUOTIENT_BITS: i64 = 66;
const ROOT_BITS: i64 = 124;

/// A whole number from 0, in digits of 32 bits, the lowest first, none of them a leading zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Size(pub(super) Vec<u32>);

/// A whole number of either sign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whole {
    /// Below zero; never of zero itself.
    pub is_negative: bool,
    /// Its absolute value.
    pub size: Size,
}

impl From<u128> for Size {
    fn from(x: u128) -> Self {
        let digits = (0..4).map(|i| (x >> (32 * i)) as u32).collect();
        Self::trimmed(digits)
    }
}

impl Size {
    pub(super) fn trimmed(mut digits: Vec<u32>) -> Self {
        while digits.last() == Some(&0) {
            digits.pop();
        }
        Self(digits)
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// Its bits; 0 for 0.
    pub fn bit_length(&self) -> i64 {
        self.0.last().map_or(0, |top| {
            (self.0.len() * 32).cast_signed() as i64 - i64::from(top.leading_zeros())
        })
    }

    /// The number, when it has at most 128 bits.
    pub fn as_u128(&self) -> Option<u128> {
        if self.0.len() > 4 {
            return None;
        }
        Some((self.0.iter().rev()).fold(0, |sum, &digit| (sum << 32) | u128::from(digit)))
    }

    /// The lower 64 bits, and the rest when it has at most 128.
    pub fn split_at_64(&self) -> Option<(u128, u128)> {
        let middle = self.0.len().min(2);
        let part = |digits: &[u32]| Self::trimmed(digits.to_vec()).as_u128();
        Some((part(&self.0[..middle])?, part(&self.0[middle..])?))
    }

    /// The number times 2^bits.
    #[must_use]
    pub fn shifted(&self, bits: usize) -> Self {
        let mut digits = vec![0; bits / 32];
        let (part, mut carry) = (bits % 32, 0u64);
        for &digit in &self.0 {
            let wide = (u64::from(digit) << part) | carry;
            digits.push(wide as u32);
            carry = wide >> 32;
        }
        digits.push(carry as u32);
        Self::trimmed(digits)
    }

    fn double(&mut self) {
        let mut carry = 0;
        for digit in &mut self.0 {
            let top = *digit >> 31;
            *digit = *digit << 1 | carry;
            carry = top;
        }
        if carry != 0 {
            self.0.push(carry);
        }
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let length = self.0.len().max(other.0.len());
        let digit = |size: &Self, i: usize| u64::from(size.0.get(i).copied().unwrap_or(0));
        let mut carry = 0;
        let mut digits: Vec<u32> = Vec::with_capacity(length + 1);
        for i in 0..length {
            let sum = digit(self, i) + digit(other, i) + carry;
            digits.push(sum as u32);
            carry = sum >> 32;
        }
        digits.push(carry as u32);
        Self::trimmed(digits)
    }

    /// Takes away a number that is not larger.
    fn take(&mut self, other: &Self) {
        let mut borrow = 0;
        for (i, digit) in self.0.iter_mut().enumerate() {
            let less = i64::from(other.0.get(i).copied().unwrap_or(0)) + borrow;
            let rest = i64::from(*digit) - less;
            *digit = rest as u32;
            borrow = i64::from(rest < 0);
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    /// The product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        let mut digits = vec![0u32; self.0.len() + other.0.len()];
        for (i, &a) in self.0.iter().enumerate() {
            let mut carry = 0u64;
            for (j, &b) in other.0.iter().enumerate() {
                let wide = u64::from(digits[i + j]) + u64::from(a) * u64::from(b) + carry;
                digits[i + j] = wide as u32;
                carry = wide >> 32;
            }
            digits[i + other.0.len()] = carry as u32;
        }
        Self::trimmed(digits)
    }
}

impl PartialOrd for Size {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Size {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_length = self.0.len().cmp(&other.0.len());
        by_length.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

impl From<i128> for Whole {
    fn from(x: i128) -> Self {
        Self::new(x < 0, Size::from(x.unsigned_abs()))
    }
}

impl Whole {
    /// A number of a sign and a size.
    pub fn new(is_negative: bool, size: Size) -> Self {
        Self {
            is_negative: is_negative && !size.is_zero(),
            size,
        }
    }

    /// The number times 2^bits.
    #[must_use]
    pub fn shifted(&self, bits: usize) -> Self {
        Self::new(self.is_negative, self.size.shifted(bits))
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        if self.is_negative == other.is_negative {
            return Self::new(self.is_negative, self.size.plus(&other.size));
        }
        let (large, small) = if self.size < other.size {
            (other, self)
        } else {
            (self, other)
        };
        let mut rest = large.size.clone();
        rest.take(&small.size);
        Self::new(large.is_negative, rest)
    }

    /// The difference.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.plus(&Self::new(!other.is_negative, other.size.clone()))
    }

    /// The product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        Self::new(
            self.is_negative != other.is_negative,
            self.size.times(&other.size),
        )
    }
}

/// q * 2^exponent, q > 0, with something below its last bit when `is_inexact`.
fn round_once(q: u128, is_inexact: bool, exponent: i64) -> f64 {
    let bits = 128 - i64::from(q.leading_zeros());
    let leading = exponent + bits - 1;
    let room = if leading < -1022 { 1075 + leading } else { 53 };
    let drop = bits - if room > 0 { room } else { 0 };
    if drop <= 0 {
        return scalbn(q as f64, exponent as i32);
    }
    if leading > 1023 {
        return f64::INFINITY;
    }
    let kept = if drop == 128 { 0 } else { q >> drop };
    let rest = if drop == 128 { q } else { q - (kept << drop) };
    let half = 1u128 << (drop - 1);
    let is_above = rest > half || (rest == half && (is_inexact || kept & 1 == 1));
    scalbn(
        (kept + u128::from(is_above)) as f64,
        (exponent + drop) as i32,
    )
}

struct Quotient {
    q: u128,
    exponent: i64,
    is_inexact: bool,
}

/// The quotient of two positive numbers to at least `width` bits.
fn divide(a: &Size, b: &Size, width: i64, is_even: bool) -> Quotient {
    let mut shift = width - (a.bit_length() - b.bit_length());
    if is_even && shift & 1 != 0 {
        shift += 1;
    }
    // The first step asks for the highest bit that the quotient can have.
    let steps = shift + a.bit_length() - b.bit_length();
    let lead = a.bit_length() - b.bit_length();
    let mut rest = if lead < 0 {
        a.shifted((-lead) as usize)
    } else {
        a.clone()
    };
    let bottom = if lead > 0 {
        b.shifted(lead as usize)
    } else {
        b.clone()
    };
    let mut q = 0u128;
    for step in 0..=steps {
        q <<= 1;
        if rest >= bottom {
            rest.take(&bottom);
            q |= 1;
        }
        if step < steps {
            rest.double();
        }
    }
    Quotient {
        q,
        exponent: -shift,
        is_inexact: !rest.is_zero(),
    }
}

/// a / b * 2^exponent, b > 0, rounded to the nearest double; the sign of a zero is plus.
pub fn ratio_of(a: &Whole, b: &Size, exponent: i64) -> f64 {
    if a.size.is_zero() {
        return 0.0;
    }
    let part = divide(&a.size, b, QUOTIENT_BITS, false);
    let size = round_once(part.q, part.is_inexact, part.exponent + exponent);
    if a.is_negative { -size } else { size }
}

/// The root of a / b * `4^half_exponent`, b > 0, rounded to the nearest double.
pub fn root_of(a: &Size, b: &Size, half_exponent: i64) -> f64 {
    if a.is_zero() {
        return 0.0;
    }
    let part = divide(a, b, ROOT_BITS, true);
    let root = part.q.isqrt();
    let is_inexact = part.is_inexact || root * root != part.q;
    round_once(root, is_inexact, part.exponent / 2 + half_exponent)
}
