//! Whole numbers of any length from their bits, and as groups of them.
//! In and out: bits, the lowest first.
//! Twin: none, `BigInt` has them.

use super::whole::Size;

impl Size {
    /// Its bits in groups of seven, the lowest first; one group for 0.
    pub fn groups_of_seven(&self) -> Vec<u8> {
        let groups = (self.bit_length().max(1) as usize).div_ceil(7);
        let bit = |at: usize| {
            self.0
                .get(at / 32)
                .is_some_and(|digit| digit >> (at % 32) & 1 == 1)
        };
        let group = |i: usize| (0..7).fold(0, |sum, j| sum | u8::from(bit(7 * i + j)) << j);
        (0..groups).map(group).collect()
    }

    /// The number of these bits, the lowest first.
    pub fn from_bits(bits: impl Iterator<Item = bool>) -> Self {
        let mut digits = Vec::new();
        for (at, bit) in bits.enumerate() {
            if at % 32 == 0 {
                digits.push(0);
            }
            digits[at / 32] |= u32::from(bit) << (at % 32);
        }
        Self::trimmed(digits)
    }
}
