//! Digits to the nearest double, ties to even: what JavaScript's `Number` does for the forms that formulas have.
//! No twin: there it is `Number` itself.

use super::characters::hex_digit;

/// Of decimal digits with a point, an exponent and underscores, as the lexer took them.
pub fn decimal_value(digits: &[u16]) -> f64 {
    let characters = digits.iter().filter_map(|&unit| u8::try_from(unit).ok());
    let plain: String = characters.filter(|&c| c != b'_').map(char::from).collect();
    plain.parse().unwrap_or(f64::NAN)
}

/// Of `0x` and hexadecimal digits.
pub fn hex_value(digits: &[u16]) -> f64 {
    let (mut value, mut power, mut has_rest) = (0_u64, 0_i32, false);
    let rest = digits.get(2..).unwrap_or_default();
    for digit in rest.iter().filter_map(|&unit| hex_digit(u32::from(unit))) {
        if value >> 60 == 0 {
            value = value * 16 + u64::from(digit);
        } else {
            power = power.saturating_add(4);
            has_rest |= digit > 0;
        }
    }
    // The last of 61 bits or more stands for all that was left out: it decides a tie and no more.
    scaled((value | u64::from(has_rest)) as f64, power)
}

/// Exact, or Infinity.
fn scaled(mut value: f64, power: i32) -> f64 {
    for _ in 0..power.min(1024) {
        value *= 2.0;
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::text::text;

    #[test]
    fn decimals_are_rounded_to_the_nearest() {
        let rows = [
            ("1.", 1.0),
            (".5", 0.5),
            ("1_000.2_5e-1_0", 1.00025e-7),
            ("1.e3", 1000.0),
            ("1e400", f64::INFINITY),
            ("1e99999999999999999999", f64::INFINITY),
            ("0e99999999999999999999", 0.0),
            ("1e-99999999999999999999", 0.0),
            ("9007199254740993", 9007199254740992.0),
            ("5e-324", 5e-324),
        ];
        for (digits, value) in rows {
            assert_eq!(decimal_value(&text(digits)), value, "{digits}");
        }
    }

    #[test]
    fn hexadecimals_are_rounded_to_the_nearest() {
        let rows = [
            ("0xFf".to_owned(), 255.0),
            ("0x20000000000001".to_owned(), 9007199254740992.0),
            ("0x20000000000003".to_owned(), 9007199254740996.0),
            (
                format!("0x20000000000001{}1", "0".repeat(20)),
                9007199254740994.0 * 19342813113834066795298816.0,
            ),
            (format!("0x{}1", "0".repeat(400)), 1.0),
            (format!("0x1{}", "0".repeat(300)), f64::INFINITY),
        ];
        for (digits, value) in rows {
            assert_eq!(hex_value(&text(&digits)), value, "{digits}");
        }
    }
}
