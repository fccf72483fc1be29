//! Kinds of characters, by number: no regular expression runs over a formula. A number is a UTF-16 unit, or [`END`].
//! Twin: src/reference/formula/characters.ts

/// Behind the end of a text: no kind of character.
pub const END: u32 = u32::MAX;

const fn ascii(c: u32) -> u8 {
    if c < 128 { c as u8 } else { 0 }
}

pub const fn is_digit(c: u32) -> bool {
    ascii(c).is_ascii_digit()
}

pub const fn is_letter(c: u32) -> bool {
    ascii(c).is_ascii_alphabetic() || c == b'_' as u32
}

pub const fn is_word(c: u32) -> bool {
    is_letter(c) || is_digit(c)
}

pub const fn is_line_end(c: u32) -> bool {
    c == 10 || c == 13
}

pub const fn is_space(c: u32) -> bool {
    c == 32 || c == 9 || is_line_end(c)
}

const fn is_high(c: u32) -> bool {
    c >= 0xd800 && c <= 0xdbff
}

const fn is_low(c: u32) -> bool {
    c >= 0xdc00 && c <= 0xdfff
}

pub fn hex_digit(c: u32) -> Option<u32> {
    char::from(ascii(c)).to_digit(16)
}

/// The unit at a place.
pub fn code_at(text: &[u16], at: usize) -> u32 {
    text.get(at).map_or(END, |&unit| u32::from(unit))
}

fn is_bidi(c: u32) -> bool {
    matches!(c, 0x061c | 0x200e | 0x200f | 0x202a..=0x202e | 0x2066..=0x2069)
}

fn is_control(c: u32) -> bool {
    (c < 32 && !is_space(c)) || (127..=159).contains(&c)
}

fn is_second(text: &[u16], at: usize) -> bool {
    at > 0 && is_high(code_at(text, at - 1))
}

/// What no formula may hold, not even in a string or a comment: controls, direction marks, a byte order mark, line separators,
/// half a pair. The name of the kind; None for a character that may stand there.
pub fn forbidden(text: &[u16], at: usize) -> Option<&'static str> {
    let c = code_at(text, at);
    match c {
        0 => Some("NUL"),
        _ if is_control(c) => Some("control"),
        _ if c < 0x061c || c == END => None,
        _ if is_bidi(c) => Some("bidi"),
        0xfeff => Some("BOM"),
        0x2028 | 0x2029 => Some("separator"),
        _ if is_high(c) => (!is_low(code_at(text, at + 1))).then_some("surrogate"),
        _ => (is_low(c) && !is_second(text, at)).then_some("surrogate"),
    }
}

/// UTF-16 units of the character at a place: 2 for a pair.
pub fn width_at(text: &[u16], at: usize) -> usize {
    if is_high(code_at(text, at)) && is_low(code_at(text, at + 1)) {
        2
    } else {
        1
    }
}
