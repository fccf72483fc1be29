//! Text as JavaScript has it: UTF-16 units. Places are counted in them, orders follow them, and half a pair stays what it is.
//! No twin: there it is the language's own string.

/// Any text, also one with halves of pairs.
pub type Text = Vec<u16>;

/// Words of the tables are no longer; the script that prints them holds them to it.
const LONGEST_WORD: usize = 32;

pub fn text(word: &str) -> Text {
    word.encode_utf16().collect()
}

pub fn is(units: &[u16], word: &str) -> bool {
    units.len() == word.len() && ends_with(units, word)
}

/// For suffixes of ASCII.
pub fn ends_with(units: &[u16], suffix: &str) -> bool {
    let end = units.iter().rev();
    let suffix = suffix.bytes().rev().map(u16::from);
    units.len() >= suffix.len() && end.zip(suffix).all(|(&unit, own)| unit == own)
}

/// A text of ASCII as a word to look up in the tables; None for what is in no table.
pub struct Word {
    bytes: [u8; LONGEST_WORD],
    length: usize,
}

impl Word {
    pub fn of(units: &[u16]) -> Option<Self> {
        let mut bytes = [0; LONGEST_WORD];
        if units.len() > LONGEST_WORD {
            return None;
        }
        for (byte, &unit) in bytes.iter_mut().zip(units) {
            *byte = u8::try_from(unit).ok().filter(u8::is_ascii)?;
        }
        let length = units.len();
        Some(Self { bytes, length })
    }

    /// In lower case.
    pub fn lowered(mut self) -> Self {
        self.bytes.make_ascii_lowercase();
        self
    }

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

/// Looks a text up in one of the tables.
pub fn found<T>(table: fn(&str) -> Option<T>, units: &[u16]) -> Option<T> {
    table(Word::of(units)?.as_str())
}

/// The number as JavaScript writes it; for whole numbers and infinities.
pub fn number_text(x: f64) -> String {
    if x.is_infinite() {
        return (if x > 0.0 { "Infinity" } else { "-Infinity" }).to_owned();
    }
    if x.abs() < 1e21 {
        return format!("{}", if x == 0.0 { 0.0 } else { x });
    }
    format!("{x:e}").replace('e', "e+")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_javascript_writes_them() {
        let rows = [
            (0.0, "0"),
            (-0.0, "0"),
            (-12.0, "-12"),
            (9007199254740991.0, "9007199254740991"),
            (1e20, "100000000000000000000"),
            (1e21, "1e+21"),
            (-6.277101735386681e57, "-6.277101735386681e+57"),
            (f64::INFINITY, "Infinity"),
        ];
        for (x, written) in rows {
            assert_eq!(number_text(x), written);
        }
    }

    #[test]
    fn words_are_ascii_and_short() {
        assert_eq!(Word::of(&text("Ab_1")).unwrap().lowered().as_str(), "ab_1");
        assert!(Word::of(&text("a\u{e9}")).is_none());
        assert!(Word::of(&[97; 33]).is_none());
        assert!(is(&text("ms"), "ms") && !is(&text("mss"), "ms"));
        assert!(ends_with(&text("p95_ms"), "_ms") && !ends_with(&text("s"), "_ms"));
    }
}
