//! Text to tokens, by hand and in one pass; every character is looked at a bounded number of times.
//! In: the text. Out: tokens that end in one of kind `End`; what is refused goes to the faults, and a likely meaning takes its place.
//! Twin: src/reference/formula/lexer.ts

use std::borrow::Cow;

use super::characters::{is_digit, is_letter, is_word, width_at};
use super::fault::{Faults, MOST_FAULTS};
use super::grammar::{foreign_operator, keyword, look_alike, operator};
use super::lex_number::lex_number;
use super::lex_text::lex_text;
use super::scanner::Scanner;
use super::text::{Word, text};
use super::token::{Token, TokenKind};

const LONGEST_OPERATOR: usize = 3;

/// A word, joined by dots; and, or, not in any letter case are operators.
fn lex_word<'t>(scan: &mut Scanner<'_, 't>) -> Token<'t> {
    let start = scan.at;
    loop {
        while is_word(scan.code(0)) {
            scan.at += 1;
        }
        if scan.code(0) != 46 || !is_letter(scan.code(1)) {
            break;
        }
        scan.at += 1;
    }
    let own = scan.slice(start);
    let low = Word::of(own).map(Word::lowered);
    let reserved = low.and_then(|low| keyword(low.as_str())).unwrap_or("");
    if matches!(reserved, "and" | "or" | "not") {
        return Token::new(TokenKind::Operator, start, scan.at, reserved);
    }
    let mut name = Token::text(TokenKind::Name, start, scan.at, Cow::Borrowed(own));
    name.word = reserved;
    name
}

fn operator_token<'t>(start: usize, end: usize, own: &'static str) -> Token<'t> {
    if own == "," {
        return Token::new(TokenKind::Mark, start, end, own);
    }
    Token::new(
        TokenKind::Operator,
        start,
        end,
        operator(own).unwrap_or(own),
    )
}

/// The writings of other languages: refused, with ours named, and read as ours.
fn foreign<'t>(scan: &mut Scanner<'_, 't>, length: usize, meaning: &'static str) -> Token<'t> {
    let start = scan.at;
    scan.at += length;
    let value = scan.slice(start).to_vec();
    let is_mirrored = value == text("=>") || value == text("=<");
    let code = if is_mirrored { 2010 } else { 2001 };
    scan.faults.add(
        code,
        "foreign-operator",
        start..scan.at,
        vec![value],
        vec![text(meaning)],
    );
    operator_token(start, scan.at, meaning)
}

fn single_equals<'t>(scan: &mut Scanner<'_, 't>) -> Token<'t> {
    let start = scan.at;
    scan.at += 1;
    scan.faults.add(
        2010,
        "single-equals",
        start..scan.at,
        vec![],
        vec![text("==")],
    );
    operator_token(start, scan.at, "==")
}

/// What the second character of an operator can be: `< = > & | ? *`.
fn is_operator_character(c: u32) -> bool {
    matches!(c, 60 | 61 | 62 | 38 | 124 | 63 | 42)
}

fn lex_operator<'t>(scan: &mut Scanner<'_, 't>) -> Option<Token<'t>> {
    let most = if is_operator_character(scan.code(1)) {
        LONGEST_OPERATOR
    } else {
        1
    };
    for length in (1..=most).rev() {
        let own = scan.between(scan.at, scan.at + length);
        let Some(word) = Word::of(own).filter(|_| own.len() == length) else {
            continue;
        };
        if let Some(meaning) = foreign_operator(word.as_str()) {
            return Some(foreign(scan, length, meaning));
        }
        if word.as_str() == "=" {
            return Some(single_equals(scan));
        }
        if let Some(found) = operator(word.as_str()) {
            scan.at += length;
            return Some(operator_token(scan.at - length, scan.at, found));
        }
    }
    None
}

/// A character that looks like one of ours: refused and read as ours; quotes cannot be, their other end looks different.
fn read_as<'t>(scan: &mut Scanner<'_, 't>, start: usize, meaning: &'static str) -> Token<'t> {
    let value = scan.slice(start).to_vec();
    let place = start..scan.at;
    scan.faults
        .add(2001, "look-alike", place, vec![value], vec![text(meaning)]);
    let (kind, word) = match meaning {
        "'" | "\"" => (TokenKind::Bad, ""),
        "(" | ")" | "," => (TokenKind::Mark, meaning),
        _ => (TokenKind::Operator, meaning),
    };
    Token::new(kind, start, scan.at, word)
}

/// The character of one or two units; None for half a pair.
fn character(units: &[u16]) -> Option<char> {
    char::decode_utf16(units.iter().copied()).next()?.ok()
}

fn lex_stranger<'t>(scan: &mut Scanner<'_, 't>) -> Token<'t> {
    let start = scan.at;
    let is_forbidden = scan.refuse_forbidden();
    scan.at += width_at(scan.text, start);
    let own = scan.slice(start);
    if !is_forbidden {
        if let Some(meaning) = character(own).and_then(look_alike) {
            return read_as(scan, start, meaning);
        }
        let place = start..scan.at;
        scan.faults.add(
            2001,
            "unexpected-character",
            place,
            vec![own.to_vec()],
            vec![],
        );
    }
    Token::new(TokenKind::Bad, start, scan.at, "")
}

fn mark(c: u32) -> Option<&'static str> {
    Some(match char::from_u32(c)? {
        '(' => "(",
        ')' => ")",
        '[' => "[",
        ']' => "]",
        ',' => ",",
        ':' => ":",
        _ => return None,
    })
}

fn lex_token<'t>(scan: &mut Scanner<'_, 't>) -> Token<'t> {
    let c = scan.code(0);
    if is_digit(c) || (c == 46 && is_digit(scan.code(1))) {
        return lex_number(scan);
    }
    if is_letter(c) {
        return lex_word(scan);
    }
    if matches!(c, 34 | 39 | 96) {
        return lex_text(scan);
    }
    if let Some(own) = mark(c) {
        scan.at += 1;
        return Token::new(TokenKind::Mark, scan.at - 1, scan.at, own);
    }
    lex_operator(scan).unwrap_or_else(|| lex_stranger(scan))
}

pub fn lex<'t>(text: &'t [u16], faults: &mut Faults) -> Vec<Token<'t>> {
    let mut scan = Scanner::new(text, faults);
    let mut tokens = Vec::new();
    scan.skip_blanks();
    while !scan.is_at_end() && scan.faults.errors.len() < MOST_FAULTS {
        tokens.push(lex_token(&mut scan));
        scan.skip_blanks();
    }
    tokens.push(Token::new(TokenKind::End, text.len(), text.len(), ""));
    tokens
}
