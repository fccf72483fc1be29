//! Numbers with their unit: `1`, `1.`, `1.5`, `.5`, `1e-3`, `1_000`, `0xff`, `5ms`, `85%`.
//! `%` glued to a number is percent where no operand can follow, else remainder; with a sign after it a warning, since both
//! could be meant.  Twin: src/reference/formula/lex-number.ts

use super::characters::{code_at, hex_digit, is_digit, is_letter, is_word};
use super::grammar::{UNITS, foreign_unit};
use super::read_number::{decimal_value, hex_value};
use super::scanner::Scanner;
use super::suggest::{lowered, suggest};
use super::text::{Text, Word, found, text};
use super::token::Token;

const UNDERSCORE: u32 = 95;
const DOT: u32 = 46;
const PERCENT: u32 = 37;

/// Digits with single underscores between them; false where an underscore stands wrong or there is no digit.
fn take_digits(scan: &mut Scanner) -> bool {
    if !is_digit(scan.code(0)) {
        return false;
    }
    loop {
        while is_digit(scan.code(0)) {
            scan.at += 1;
        }
        if scan.code(0) != UNDERSCORE {
            return true;
        }
        scan.at += 1;
        if !is_digit(scan.code(0)) {
            return false;
        }
    }
}

fn take_exponent(scan: &mut Scanner) -> bool {
    if scan.code(0) != 101 && scan.code(0) != 69 {
        return true;
    }
    let signed = usize::from(is_sign(scan.code(1)));
    let is_meant = is_digit(scan.code(1 + signed)) || !is_letter(scan.code(1));
    if !is_meant {
        return true;
    }
    scan.at += 1 + signed;
    take_digits(scan)
}

const fn is_sign(c: u32) -> bool {
    c == 43 || c == 45
}

fn take_decimal(scan: &mut Scanner) -> bool {
    if scan.code(0) != DOT && !take_digits(scan) {
        return false;
    }
    if scan.code(0) == DOT {
        scan.at += 1;
        if is_digit(scan.code(0)) && !take_digits(scan) {
            return false;
        }
        if scan.code(0) == DOT {
            return false;
        }
    }
    take_exponent(scan)
}

fn take_hex(scan: &mut Scanner) -> bool {
    scan.at += 2;
    let start = scan.at;
    while hex_digit(scan.code(0)).is_some() {
        scan.at += 1;
    }
    scan.at > start && !is_word(scan.code(0)) && scan.code(0) != DOT
}

/// Over the rest of something that looks like a number and is none.
fn malformed<'t>(scan: &mut Scanner<'_, 't>, start: usize) -> Token<'t> {
    while is_word(scan.code(0)) || scan.code(0) == DOT {
        scan.at += 1;
    }
    let value = scan.slice(start).to_vec();
    scan.faults.add(
        2001,
        "malformed-number",
        start..scan.at,
        vec![value],
        vec![],
    );
    Token::number(start, scan.at, "", 1.0)
}

fn unit_names() -> impl Iterator<Item = Text> {
    UNITS.iter().map(|unit| text(unit.name))
}

/// Units that could have been meant.
fn near_units(word: &[u16]) -> Vec<Text> {
    let low = lowered(word);
    let known = found(foreign_unit, word).or_else(|| found(foreign_unit, &low));
    let near = known.map_or_else(|| suggest(word, unit_names()), |unit| vec![text(unit)]);
    if near.is_empty() {
        unit_names().filter(|unit| lowered(unit) == low).collect()
    } else {
        near
    }
}

/// Letters behind a number that are no unit: a mistyped one, or a product that wants a `*`.
fn refuse_suffix(scan: &mut Scanner, start: usize, from: usize) {
    let word = scan.slice(from).to_vec();
    let near = near_units(&word);
    let place = from..scan.at;
    if near.is_empty() {
        let values = vec![scan.between(start, from).to_vec(), word];
        scan.faults
            .add(2001, "product-without-star", place, values, near);
    } else {
        scan.faults
            .add(2011, "unknown-unit", place, vec![word], near);
    }
}

/// Whether an operand can begin at the place: then a `%` before it is a remainder.
fn starts_operand(scan: &Scanner) -> bool {
    let c = scan.code(0);
    if is_letter(c) {
        let mut end = scan.at;
        while is_word(code_at(scan.text, end)) || code_at(scan.text, end) == DOT {
            end += 1;
        }
        let word = Word::of(scan.between(scan.at, end)).map(Word::lowered);
        return !word.is_some_and(|word| matches!(word.as_str(), "and" | "or" | "in"));
    }
    match c {
        33 => scan.code(1) != 61,
        DOT | 34 | 39 | 40 | 43 | 45 | 96 => true,
        _ => is_digit(c),
    }
}

/// Takes the `%` when it is percent, else leaves it for the lexer.
fn take_percent(scan: &mut Scanner) -> bool {
    let at = scan.at;
    scan.at += 1;
    scan.skip_blanks();
    let is_remainder = starts_operand(scan);
    let is_signed = is_sign(scan.code(0));
    scan.at = if is_remainder { at } else { at + 1 };
    if is_remainder && is_signed {
        scan.faults.add(
            2053,
            "percent-read-as-remainder",
            at..at + 1,
            vec![],
            vec![],
        );
    }
    !is_remainder
}

fn unit_word(word: &[u16]) -> Option<&'static str> {
    let word = Word::of(word)?;
    let unit = UNITS.iter().find(|unit| unit.name == word.as_str())?;
    Some(unit.name)
}

/// The unit behind a number; empty where there is none.
fn take_unit(scan: &mut Scanner, start: usize) -> &'static str {
    let from = scan.at;
    if scan.code(0) == PERCENT {
        return if take_percent(scan) { "%" } else { "" };
    }
    while is_word(scan.code(0)) {
        scan.at += 1;
    }
    if scan.at == from {
        return "";
    }
    unit_word(scan.slice(from)).unwrap_or_else(|| {
        refuse_suffix(scan, start, from);
        ""
    })
}

pub fn lex_number<'t>(scan: &mut Scanner<'_, 't>) -> Token<'t> {
    let start = scan.at;
    let is_hex = scan.code(0) == 48 && (scan.code(1) == 120 || scan.code(1) == 88);
    let is_good = if is_hex {
        take_hex(scan)
    } else {
        take_decimal(scan)
    };
    if !is_good {
        return malformed(scan, start);
    }
    let digits = scan.slice(start);
    let value = if is_hex {
        hex_value(digits)
    } else {
        decimal_value(digits)
    };
    let unit = if is_hex { "" } else { take_unit(scan, start) };
    if scan.code(0) == DOT && unit != "%" {
        return malformed(scan, start);
    }
    Token::number(start, scan.at, unit, value)
}
