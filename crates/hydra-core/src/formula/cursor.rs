//! The place of the parser in the tokens, the arena it fills, and the limits it counts against.
//! After a limit is passed it stands at the end for good, so that every loop of the parser ends.
//! Twin: src/reference/formula/cursor.ts

use super::ast::{Ast, Node, NodeKind};
use super::fault::Faults;
use super::grammar::infix_node;
use super::limits::Limits;
use super::text::{Text, Word, number_text, text};
use super::token::{Token, TokenKind};

pub struct Cursor<'f, 't> {
    pub ast: Ast<'t>,
    pub faults: &'f mut Faults,
    pub limits: Limits,
    text: &'t [u16],
    tokens: Vec<Token<'t>>,
    at: usize,
    depth: usize,
}

/// The number of a limit, as an argument of its fault.
fn count(limit: usize) -> Vec<Text> {
    vec![text(&number_text(limit as f64))]
}

impl<'f, 't> Cursor<'f, 't> {
    pub fn new(
        text: &'t [u16],
        tokens: Vec<Token<'t>>,
        faults: &'f mut Faults,
        limits: Limits,
    ) -> Self {
        Self {
            ast: Ast::default(),
            faults,
            limits,
            text,
            tokens,
            at: 0,
            depth: 0,
        }
    }

    pub fn peek(&self) -> &Token<'t> {
        let last = self.tokens.len() - 1;
        &self.tokens[if self.faults.is_over { last } else { self.at }]
    }

    pub fn is_at_end(&self) -> bool {
        self.peek().kind == TokenKind::End
    }

    /// The next token is this mark or operator.
    pub fn is(&self, word: &str) -> bool {
        let next = self.peek();
        matches!(next.kind, TokenKind::Mark | TokenKind::Operator) && next.word == word
    }

    pub fn next(&mut self) -> Token<'t> {
        let next = self.peek().clone();
        if next.kind != TokenKind::End {
            self.at += 1;
        }
        next
    }

    /// End of the token before this one.
    pub fn last_end(&self) -> usize {
        match self.at {
            0 => 0,
            at => self.tokens[at - 1].end,
        }
    }

    pub fn take(&mut self, word: &str) -> bool {
        let is_next = self.is(word);
        if is_next {
            self.next();
        }
        is_next
    }

    /// The kind of node that the next token makes between operands; `in` is an operator only here.
    pub fn infix_kind(&self) -> Option<NodeKind> {
        let next = self.peek();
        match next.kind {
            TokenKind::Operator => infix_node(next.word),
            TokenKind::Name if !next.is_quoted => {
                let low = Word::of(&next.text)?.lowered();
                (low.as_str() == "in").then_some(NodeKind::In)
            }
            _ => None,
        }
    }

    /// The token as it stands in the formula.
    pub fn shown(&self, token: &Token) -> Text {
        match token.kind {
            TokenKind::End => Text::new(),
            _ => self.text[token.start..token.end].to_vec(),
        }
    }

    /// Says what was expected here, unless the token was refused before; one reason for the end of the text, one for elsewhere.
    pub fn refuse(&mut self, [reason, at_end]: [&'static str; 2], expected: &str) {
        let next = self.peek();
        if next.kind == TokenKind::Bad {
            return;
        }
        let place = next.start..next.end;
        let values = vec![self.shown(next), text(expected)];
        let reason = if self.is_at_end() { at_end } else { reason };
        self.faults.add(2001, reason, place, values, vec![]);
    }

    /// Over what cannot be understood, to the next closing mark, `and` or `or` of this depth of brackets.
    pub fn resync(&mut self) {
        let mut open = 0;
        while !self.is_at_end() {
            if open == 0 && is_closer(self.peek()) {
                return;
            }
            if self.is("(") || self.is("[") {
                open += 1;
            }
            if self.is(")") || self.is("]") {
                open -= 1;
            }
            self.next();
        }
    }

    /// One level deeper; [`Self::leave`] comes back.
    pub fn enter(&mut self) {
        self.depth += 1;
        let next = self.peek();
        let place = next.start..next.end;
        if self.depth > self.limits.nesting {
            let most = count(self.limits.nesting);
            self.faults.stop("too-deep", place, most);
        }
    }

    pub fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Refuses a list that has grown to more items than any may have.
    pub fn count_items(&mut self, items: usize) {
        let next = self.peek();
        let place = next.start..next.end;
        if items > self.limits.arguments {
            let most = count(self.limits.arguments);
            self.faults.stop("too-many-arguments", place, most);
        }
    }

    pub fn add(&mut self, node: Node<'t>, items: &[usize], operators: &[&'static str]) -> usize {
        let end = self.last_end();
        if self.ast.nodes.len() >= self.limits.nodes {
            let most = count(self.limits.nodes);
            self.faults.stop("too-many-nodes", node.start..end, most);
        }
        self.ast.push(Node { end, ..node }, items, operators)
    }

    pub fn error(&mut self, start: usize) -> usize {
        self.ast.push(Node::new(NodeKind::Error, start), &[], &[])
    }

    pub fn start_of(&self, node: usize) -> usize {
        self.ast.nodes[node].start
    }
}

fn is_closer(token: &Token) -> bool {
    matches!(token.word, ")" | "]" | "," | ":" | "and" | "or") && token.kind != TokenKind::Name
}
