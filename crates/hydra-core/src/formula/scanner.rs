//! What all parts of the lexer share: the text, the place in it, and the faults.
//! Twin: src/reference/formula/scanner.ts

use super::characters::{code_at, forbidden, is_line_end, is_space, width_at};
use super::fault::Faults;
use super::text::text;

pub struct Scanner<'f, 't> {
    pub text: &'t [u16],
    pub faults: &'f mut Faults,
    pub at: usize,
}

impl<'f, 't> Scanner<'f, 't> {
    pub fn new(text: &'t [u16], faults: &'f mut Faults) -> Self {
        Self {
            text,
            faults,
            at: 0,
        }
    }

    /// The unit so many places ahead.
    pub fn code(&self, ahead: usize) -> u32 {
        code_at(self.text, self.at + ahead)
    }

    pub fn is_at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    pub fn slice(&self, start: usize) -> &'t [u16] {
        self.between(start, self.at)
    }

    /// A part of the text; cut off at its end.
    pub fn between(&self, start: usize, end: usize) -> &'t [u16] {
        self.text
            .get(start..end.min(self.text.len()))
            .unwrap_or_default()
    }

    /// Refuses the character here where no formula may hold it.
    pub fn refuse_forbidden(&mut self) -> bool {
        let Some(kind) = forbidden(self.text, self.at) else {
            return false;
        };
        let place = self.at..self.at + 1;
        self.faults
            .add(2001, "forbidden-character", place, vec![text(kind)], vec![]);
        true
    }

    /// Over blanks and comments; what is forbidden in comments is refused.
    pub fn skip_blanks(&mut self) {
        loop {
            match self.code(0) {
                c if is_space(c) => self.at += 1,
                35 => self.skip_comment(),
                _ => return,
            }
        }
    }

    fn skip_comment(&mut self) {
        while !self.is_at_end() && !is_line_end(self.code(0)) {
            self.refuse_forbidden();
            self.at += width_at(self.text, self.at);
        }
    }
}
