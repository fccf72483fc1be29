//! Numbers as the sum of two doubles: about 32 decimal digits, for sums and fits where doubles lose too many.
//! In: doubles or pairs (high, low), |low| at most half a unit of high's last place. Out: likewise; `high` is the rounded value.
//! Only + - * / and sqrt, so the same bits everywhere. Products by Veltkamp's split: inputs must stay below 2^996; callers scale.
//! Relative error of each step about 2^-104. Why no fused product: JavaScript has none.
//! Source: Dekker 1971; Knuth 1969 (`TwoSum`); Hida, Li, Bailey 2001.  Twin: src/reference/math/double-double.ts

/// high + low.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DoubleDouble {
    /// The value, rounded.
    pub high: f64,
    /// What rounding left out.
    pub low: f64,
}

const SPLITTER: f64 = 134_217_729.0; // 2^27 + 1

/// The number 0.
pub const ZERO: DoubleDouble = DoubleDouble {
    high: 0.0,
    low: 0.0,
};

/// A double as it is.
pub fn from(x: f64) -> DoubleDouble {
    DoubleDouble { high: x, low: 0.0 }
}

/// a + b, exactly.
pub fn two_sum(a: f64, b: f64) -> DoubleDouble {
    let high = a + b;
    let part = high - a;
    DoubleDouble {
        high,
        low: (a - (high - part)) + (b - part),
    }
}

/// a + b, exactly, where |a| >= |b|.
fn quick_sum(a: f64, b: f64) -> DoubleDouble {
    let high = a + b;
    DoubleDouble {
        high,
        low: b - (high - a),
    }
}

fn split(x: f64) -> (f64, f64) {
    let t = SPLITTER * x;
    let high = t - (t - x);
    (high, x - high)
}

/// a * b, exactly unless it underflows.
pub fn two_product(a: f64, b: f64) -> DoubleDouble {
    let high = a * b;
    let (a1, a2) = split(a);
    let (b1, b2) = split(b);
    let low = ((a1 * b1 - high) + a1 * b2 + a2 * b1) + a2 * b2;
    DoubleDouble { high, low }
}

/// a + b
pub fn add(a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let sum = two_sum(a.high, b.high);
    let rest = two_sum(a.low, b.low);
    let sum = quick_sum(sum.high, sum.low + rest.high);
    quick_sum(sum.high, sum.low + rest.low)
}

/// -a
pub fn negate(a: DoubleDouble) -> DoubleDouble {
    DoubleDouble {
        high: -a.high,
        low: -a.low,
    }
}

/// a - b
pub fn subtract(a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    add(a, negate(b))
}

/// a * b
pub fn multiply(a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let product = two_product(a.high, b.high);
    quick_sum(
        product.high,
        product.low + (a.high * b.low + a.low * b.high),
    )
}

/// a / b
pub fn divide(a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let first = a.high / b.high;
    let rest = subtract(a, multiply(from(first), b));
    let second = rest.high / b.high;
    let rest = subtract(rest, multiply(from(second), b));
    let sum = quick_sum(first, second);
    add(sum, from(rest.high / b.high))
}

/// The root; 0 for what is not above 0.
pub fn root(a: DoubleDouble) -> DoubleDouble {
    if a.high <= 0.0 {
        return ZERO;
    }
    let near = a.high.sqrt();
    let rest = subtract(a, two_product(near, near));
    quick_sum(near, rest.high / (2.0 * near))
}

/// a times 2^power.
pub fn scale(a: DoubleDouble, power: i32) -> DoubleDouble {
    DoubleDouble {
        high: super::scalbn(a.high, power),
        low: super::scalbn(a.low, power),
    }
}

/// The e with 2^(e - 1) <= |x| < 2^e; 0 for 0, -1022 at least.
pub fn power_of(x: f64) -> i32 {
    let power = (x.to_bits() >> 52 & 0x7ff) as i32 - 1022;
    if x == 0.0 { 0 } else { power }
}
