//! Tokens to a tree, by operator precedence.
//! In: a text and limits. Out: an arena whose root is always there (an `Error` node where nothing could be made), and the faults.
//! Several faults a text: after one, on to the next `,` `)` `and` `or`.
//! Why no recursion: stacks of threads are small somewhere, and a native one that overflows ends the process. What the twin
//! keeps on the stack of calls is a [`Frame`] here; they are as many as nesting allows, times the levels of operators.
//! Source: Pratt 1973, Top down operator precedence.  Twin: src/reference/formula/parser.ts
//! Golden: fixtures/golden/formula/grammar.json

use super::ast::{Ast, NodeKind};
use super::cursor::Cursor;
use super::fault::Faults;
use super::frame::{Frame, Step};
use super::grammar::level;
use super::lexer::lex;
use super::limits::Limits;
use super::text::{number_text, text};
use super::token::TokenKind;

/// Loosest level: any expression.
pub const ANY: u8 = 1;

pub struct Parser<'f, 't> {
    pub cursor: Cursor<'f, 't>,
    /// What waits for a node, the innermost last.
    pub frames: Vec<Frame<'t>>,
    /// Items and operators of nodes that are not whole yet, the innermost last.
    pub items: Vec<usize>,
    pub operators: Vec<&'static str>,
}

impl<'t> Parser<'_, 't> {
    /// A whole expression.
    fn expression(&mut self) -> usize {
        let mut step = self.expect(ANY);
        loop {
            step = match step {
                Step::Operand => self.operand(),
                Step::Node(node) => match self.frames.pop() {
                    Some(frame) => self.resume(frame, node),
                    None => return node,
                },
            };
        }
    }

    /// An expression comes next whose operators bind at least as tight as `least`.
    pub fn expect(&mut self, least: u8) -> Step {
        self.frames.push(Frame::Expression { least });
        Step::Operand
    }

    /// The same one level deeper; `frame` waits for it.
    pub fn expect_nested(&mut self, frame: Frame<'t>, least: u8) -> Step {
        let start = self.cursor.peek().start;
        self.cursor.enter();
        self.frames.push(frame);
        if self.cursor.faults.is_over {
            return Step::Node(self.cursor.error(start));
        }
        self.expect(least)
    }

    /// An operand is there: the operator behind it takes it, where it binds tight enough.
    pub fn after_operand(&mut self, least: u8, left: usize) -> Step {
        match self.cursor.infix_kind() {
            Some(kind) if level(kind) >= least && !self.cursor.faults.is_over => {
                self.frames.push(Frame::Expression { least });
                self.infix(kind, left)
            }
            _ => Step::Node(left),
        }
    }

    fn infix(&mut self, kind: NodeKind, left: usize) -> Step {
        match kind {
            NodeKind::Compare => self.comparison(left),
            NodeKind::In => self.membership(left),
            NodeKind::Power => self.power(left),
            NodeKind::Conditional => self.conditional(left),
            _ => self.chain(kind, left),
        }
    }

    /// What is left behind a whole formula: each stretch is refused once, and what follows `and`, `or` or a comma is read for its
    /// own faults.
    fn refuse_rest(&mut self) {
        while !self.cursor.is_at_end() {
            let reason = if self.cursor.is("not") {
                "unexpected-not"
            } else {
                "unexpected"
            };
            if self.cursor.peek().kind == TokenKind::Bad {
                self.cursor.next();
            } else {
                self.cursor.refuse([reason; 2], "");
            }
            let is_closing = [")", "]", ":"].iter().any(|mark| self.cursor.is(mark));
            if is_closing {
                self.cursor.next();
            }
            self.cursor.resync();
            let goes_on = ["and", "or", ","].iter().any(|word| self.cursor.take(word));
            if goes_on {
                self.expression();
            }
        }
    }
}

fn refuse_length(text_length: usize, most: usize, faults: &mut Faults) {
    if text_length > most {
        let lengths = [text_length, most].map(|length| text(&number_text(length as f64)));
        faults.stop("too-long", most..most + 1, lengths.to_vec());
    }
}

pub fn parse<'t>(text: &'t [u16], limits: Limits, faults: &mut Faults) -> Ast<'t> {
    refuse_length(text.len(), limits.text, faults);
    let tokens = lex(if faults.is_over { &[] } else { text }, faults);
    let mut parser = Parser {
        cursor: Cursor::new(text, tokens, faults, limits),
        frames: Vec::new(),
        items: Vec::new(),
        operators: Vec::new(),
    };
    let root = if parser.cursor.is_at_end() {
        let place = 0..text.len();
        parser
            .cursor
            .faults
            .add(2001, "empty", place, vec![], vec![]);
        parser.cursor.error(0)
    } else {
        let root = parser.expression();
        parser.refuse_rest();
        if parser.cursor.faults.is_over {
            parser.cursor.error(0)
        } else {
            root
        }
    };
    let mut ast = parser.cursor.ast;
    ast.root = root;
    ast
}
