//! Strings and names between backticks, each on one line.
//! Escapes of strings: `\\ \' \" \n \t \u{...}`; names have none. A text without escapes is a piece of the formula's own.
//! Twin: src/reference/formula/lex-text.ts

use std::borrow::Cow;

use super::characters::{END, hex_digit, is_line_end, width_at};
use super::scanner::Scanner;
use super::text::Text;
use super::token::{Token, TokenKind};

const BACKTICK: u32 = 96;
const BACKSLASH: u32 = 92;

/// The character of `\u{...}`; the place stands behind it.
fn take_code_point(scan: &mut Scanner) -> Option<char> {
    if scan.code(0) != 123 {
        return None;
    }
    scan.at += 1;
    let (mut value, mut digits) = (0, 0);
    while let Some(digit) = hex_digit(scan.code(0)).filter(|_| digits < 7) {
        value = value * 16 + digit;
        digits += 1;
        scan.at += 1;
    }
    let is_closed = (1..7).contains(&digits) && scan.code(0) == 125;
    let found = char::from_u32(value).filter(|_| is_closed)?;
    scan.at += 1;
    Some(found)
}

fn simple(letter: u32) -> Option<char> {
    match char::from_u32(letter)? {
        'n' => Some('\n'),
        't' => Some('\t'),
        own @ ('\\' | '\'' | '"') => Some(own),
        _ => None,
    }
}

/// What an escape stands for; refused where it is none.
fn take_escape(scan: &mut Scanner) -> Option<char> {
    let start = scan.at;
    let letter = scan.code(1);
    scan.at += 1;
    if letter != END {
        scan.at += width_at(scan.text, start + 1);
    }
    let found = if letter == u32::from(b'u') {
        take_code_point(scan)
    } else {
        simple(letter)
    };
    if found.is_none() {
        let value = scan.slice(start).to_vec();
        scan.faults
            .add(2001, "unknown-escape", start..scan.at, vec![value], vec![]);
    }
    found
}

/// What stands between the quotes, the place on the second one; None where it is not closed.
fn take_quoted<'t>(scan: &mut Scanner<'_, 't>, quote: u32) -> Option<Cow<'t, [u16]>> {
    let mut own: Option<Text> = None;
    let start = scan.at;
    while scan.code(0) != quote {
        if scan.is_at_end() || is_line_end(scan.code(0)) {
            return None;
        }
        scan.refuse_forbidden();
        let from = scan.at;
        if scan.code(0) == BACKSLASH && quote != BACKTICK {
            let text = own.get_or_insert_with(|| scan.slice(start).to_vec());
            if let Some(c) = take_escape(scan) {
                text.extend_from_slice(c.encode_utf16(&mut [0; 2]));
            }
            continue;
        }
        scan.at += width_at(scan.text, from);
        if let Some(text) = &mut own {
            text.extend_from_slice(scan.slice(from));
        }
    }
    Some(own.map_or(Cow::Borrowed(scan.slice(start)), Cow::Owned))
}

/// A string or a quoted name, the place on its first quote.
pub fn lex_text<'t>(scan: &mut Scanner<'_, 't>) -> Token<'t> {
    let start = scan.at;
    let quote = scan.code(0);
    let is_name = quote == BACKTICK;
    scan.at += 1;
    let Some(text) = take_quoted(scan, quote) else {
        let reason = if is_name {
            "unclosed-name"
        } else {
            "unclosed-string"
        };
        let value = scan.between(start, start + 1).to_vec();
        scan.faults
            .add(2001, reason, start..start + 1, vec![value], vec![]);
        return Token::new(TokenKind::Bad, start, scan.at, "");
    };
    scan.at += 1;
    if !is_name {
        return Token::text(TokenKind::String, start, scan.at, text);
    }
    if text.is_empty() {
        scan.faults
            .add(2001, "empty-name", start..scan.at, vec![], vec![]);
    }
    let mut name = Token::text(TokenKind::Name, start, scan.at, text);
    name.is_quoted = true;
    name
}
