//! The rules of the parser that begin an operand: literals, names, calls, signs, brackets.
//! Twin: parseOperand and what it calls in src/reference/formula/parser.ts

use super::ast::{Node, NodeKind};
use super::frame::{Frame, Owner, Step};
use super::grammar::level;
use super::parser::{ANY, Parser};
use super::token::{Token, TokenKind};

impl Parser<'_, '_> {
    pub fn operand(&mut self) -> Step {
        let next = self.cursor.peek();
        match next.kind {
            TokenKind::Mark if next.word == "(" => self.brackets(),
            TokenKind::Operator if matches!(next.word, "-" | "+" | "!" | "not") => self.prefix(),
            TokenKind::Name => self.word(),
            TokenKind::Number | TokenKind::String => self.literal(),
            _ => self.refuse_operand(),
        }
    }

    fn literal(&mut self) -> Step {
        let Token {
            kind,
            start,
            value,
            word,
            text,
            ..
        } = self.cursor.next();
        let kind = if kind == TokenKind::Number {
            NodeKind::Number
        } else {
            NodeKind::String
        };
        let node = Node::new(kind, start).value(value).word(word).text(text);
        Step::Node(self.cursor.add(node, &[], &[]))
    }

    /// A keyword, a call or a name.
    fn word(&mut self) -> Step {
        let Token {
            start,
            word,
            text,
            is_quoted,
            ..
        } = self.cursor.next();
        let node = match word {
            "true" | "false" => {
                Node::new(NodeKind::Boolean, start).value(f64::from(word == "true"))
            }
            "" if !is_quoted && self.cursor.take("(") => {
                if self.cursor.take(")") {
                    return self.called(start, text, &[]);
                }
                return self.first_item(")", Owner::Call { start, name: text });
            }
            "" => Node::new(NodeKind::Name, start).text(text),
            _ => Node::new(NodeKind::Missing, start),
        };
        Step::Node(self.cursor.add(node, &[], &[]))
    }

    fn prefix(&mut self) -> Step {
        let Token {
            start,
            word: operator,
            ..
        } = self.cursor.next();
        let (kind, least) = match operator {
            "not" => (NodeKind::Not, level(NodeKind::Not) + 1),
            "!" => (NodeKind::Negation, level(NodeKind::Sign)),
            _ => (NodeKind::Sign, level(NodeKind::Sign)),
        };
        self.expect_nested(
            Frame::Prefix {
                kind,
                operator,
                start,
            },
            least,
        )
    }

    fn brackets(&mut self) -> Step {
        self.cursor.next();
        self.expect_nested(Frame::Brackets, ANY)
    }

    /// Nothing that an expression can begin with: refused, and passed over.
    fn refuse_operand(&mut self) -> Step {
        let start = self.cursor.peek().start;
        self.cursor
            .refuse(["expected-operand", "expected-operand-at-end"], "");
        self.cursor.resync();
        Step::Node(self.cursor.error(start))
    }
}
