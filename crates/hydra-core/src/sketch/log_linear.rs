//! A log-linear histogram: which bucket a value falls into, and adding values to a sketch.
//! In: values. Out: a sketch that holds them. Key of |v|: its exponent and the upper `bits` bits of its mantissa, no
//! logarithm taken. Beside the buckets each page sums its mantissas as whole numbers, so the sum is exact and of no order.
//! A page belongs to a sign and an exponent (the upper 12 bits of a double, its code) and is made when its first value
//! comes. Zeros of both signs have one count of their own; -0 becomes 0.
//! Why no logarithm: the key cannot be off by one at the edge of a bucket, and it takes a nanosecond.
//! Source: `DDSketch`, Masson, Rim and Lee 2019, with a linear mantissa.
//! Twin: src/reference/sketch/log-linear.ts and state.ts

/// Codes: sign and exponent.
pub const CODES: usize = 4096;
/// Codes from here on are of negative values.
pub const NEGATIVE: u16 = 2048;
/// The most bits of the mantissa that may tell buckets apart.
pub const MOST_BITS: u32 = 12;

const NONE: u16 = u16::MAX;
const MANTISSA: u64 = (1 << 52) - 1;
const LEADING: u64 = 1 << 52;

/// The values of one sign and exponent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Sign and exponent.
    pub code: u16,
    /// Sum of the mantissas without the leading bit, which the counts know.
    pub sum: u128,
    /// Sum of the squares of the whole mantissas: the lower 64 bits of each.
    pub squares_low: u128,
    /// And the upper ones.
    pub squares_high: u128,
    /// A count a bucket.
    pub counts: Vec<u64>,
}

/// A sketch.
#[derive(Clone, Debug)]
pub struct Sketch {
    /// Bits of the mantissa that tell buckets apart.
    pub bits: u32,
    /// Whether squares are summed too.
    pub moments: bool,
    /// Finite values.
    pub count: u64,
    /// Values that were not finite; in no bucket.
    pub rejected: u64,
    /// Zeros of both signs.
    pub zeros: u64,
    /// Infinity while there is no value.
    pub min: f64,
    /// Minus infinity while there is no value.
    pub max: f64,
    /// In the order in which they were made.
    pub pages: Vec<Page>,
    table: Vec<u16>,
}

impl Page {
    fn new(code: u16, bits: u32) -> Self {
        Self {
            code,
            sum: 0,
            squares_low: 0,
            squares_high: 0,
            counts: vec![0; 1 << bits],
        }
    }

    #[inline]
    fn add(&mut self, key: u64, bits: u32, moments: bool) {
        let mantissa = key & MANTISSA;
        self.counts[(mantissa >> (52 - bits)) as usize] += 1;
        self.sum += u128::from(mantissa);
        if moments {
            let is_tiny = key & !MANTISSA & (u64::MAX >> 1) == 0;
            let whole = u128::from(if is_tiny {
                mantissa
            } else {
                mantissa | LEADING
            });
            let square = whole * whole;
            self.squares_low += u128::from(square as u64);
            self.squares_high += square >> 64;
        }
    }

    /// How many values it holds.
    pub fn count(&self) -> u64 {
        self.counts.iter().sum()
    }
}

impl Sketch {
    /// A sketch of nothing; `bits` from 1 to [`MOST_BITS`].
    pub fn new(bits: u32, moments: bool) -> Self {
        Self {
            bits,
            moments,
            count: 0,
            rejected: 0,
            zeros: 0,
            min: f64::INFINITY,
            max: f64::NEG_INFINITY,
            pages: Vec::new(),
            table: vec![NONE; CODES],
        }
    }

    /// The page of a code, if there is one.
    pub fn page(&self, code: u16) -> Option<&Page> {
        self.pages.get(usize::from(self.table[usize::from(code)]))
    }

    /// The page of a code, made when there is none.
    pub fn open_page(&mut self, code: u16) -> &mut Page {
        let entry = &mut self.table[usize::from(code)];
        if *entry == NONE {
            *entry = self.pages.len() as u16;
            self.pages.push(Page::new(code, self.bits));
        }
        let at = usize::from(*entry);
        &mut self.pages[at]
    }

    /// The pages by ascending code: first the positive values by size, then the negative ones by size.
    pub fn pages_in_order(&self) -> Vec<&Page> {
        self.table
            .iter()
            .filter_map(|&at| self.pages.get(usize::from(at)))
            .collect()
    }

    /// Adds one value.
    #[inline]
    pub fn add(&mut self, x: f64) {
        let key = x.to_bits();
        let (bits, moments) = (self.bits, self.moments);
        if !x.is_finite() {
            self.rejected += 1;
            return;
        }
        if x == 0.0 {
            self.zeros += 1;
        } else {
            self.open_page((key >> 52) as u16).add(key, bits, moments);
        }
        self.count += 1;
        // Adding 0 turns -0 into 0.
        self.min = if x < self.min { x + 0.0 } else { self.min };
        self.max = if x > self.max { x + 0.0 } else { self.max };
    }

    /// Adds a column of values.
    pub fn add_many(&mut self, values: &[f64]) {
        for &x in values {
            self.add(x);
        }
    }
}
