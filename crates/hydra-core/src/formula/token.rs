//! The words of a formula.
//! `Operator`: its canonical text, `and` for `&&`. `Mark`: brackets, comma, colon. `Bad`: what was refused already, so nobody
//! refuses it again.  Twin: src/reference/formula/token.ts

use std::borrow::Cow;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    Number,
    String,
    Name,
    Operator,
    Mark,
    Bad,
    End,
}

#[derive(Clone, Debug)]
pub struct Token<'t> {
    pub kind: TokenKind,
    pub start: usize,
    pub end: usize,
    /// Operator, mark, keyword, unit of a number, as the tables have it; else empty.
    pub word: &'static str,
    /// Name, text of a string; else empty.
    pub text: Cow<'t, [u16]>,
    /// Of a number.
    pub value: f64,
    /// A name between backticks: never a keyword or a function.
    pub is_quoted: bool,
}

impl<'t> Token<'t> {
    pub fn new(kind: TokenKind, start: usize, end: usize, word: &'static str) -> Self {
        Self {
            kind,
            start,
            end,
            word,
            text: Cow::Borrowed(&[]),
            value: 0.0,
            is_quoted: false,
        }
    }

    pub fn number(start: usize, end: usize, unit: &'static str, value: f64) -> Self {
        Self {
            value,
            ..Self::new(TokenKind::Number, start, end, unit)
        }
    }

    pub fn text(kind: TokenKind, start: usize, end: usize, text: Cow<'t, [u16]>) -> Self {
        Self {
            text,
            ..Self::new(kind, start, end, "")
        }
    }
}
