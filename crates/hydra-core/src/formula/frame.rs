//! The rules of the parser that wait for a node: what each waits with, and how it goes on when the node is there.
//! No twin: src/reference/formula/parser.ts waits on the stack of calls. The order of steps is the same.

use std::borrow::Cow;

use super::ast::{Node, NodeKind};
use super::grammar::level;
use super::parser::{ANY, Parser};
use super::text::{Text, text};
use super::token::TokenKind;

/// What a parser does next.
pub enum Step {
    /// Reads an operand.
    Operand,
    /// Gives a node to the innermost frame.
    Node(usize),
}

/// Who wanted a list.
pub enum Owner<'t> {
    In { left: usize },
    Chained { start: usize },
    Call { start: usize, name: Cow<'t, [u16]> },
}

pub enum Frame<'t> {
    Expression {
        least: u8,
    },
    /// `items` and `operators`: where those of this chain begin.
    Chain {
        kind: NodeKind,
        items: usize,
        operators: usize,
    },
    Compare {
        left: usize,
        operator: &'static str,
    },
    /// Behind a second comparison in a row: the rest is read for its own faults.
    Chained {
        start: usize,
    },
    List {
        close: &'static str,
        items: usize,
        owner: Owner<'t>,
    },
    Power {
        left: usize,
    },
    Yes {
        left: usize,
    },
    No {
        left: usize,
        yes: usize,
    },
    Prefix {
        kind: NodeKind,
        operator: &'static str,
        start: usize,
    },
    Brackets,
}

const EXPECTED: [&str; 2] = ["expected", "expected-at-end"];
const COMPARE: u8 = level(NodeKind::Compare) + 1;

impl<'t> Parser<'_, 't> {
    pub fn resume(&mut self, frame: Frame<'t>, node: usize) -> Step {
        match frame {
            Frame::Expression { least } => return self.after_operand(least, node),
            Frame::Chain {
                kind,
                items,
                operators,
            } => {
                self.items.push(node);
                return self.link(kind, items, operators);
            }
            Frame::Compare { left, operator } => return self.compared(left, operator, node),
            Frame::Chained { start } => return self.skipped(start),
            _ => self.cursor.leave(),
        }
        match frame {
            Frame::List {
                close,
                items,
                owner,
            } => self.listed(close, items, owner, node),
            Frame::Power { left } => self.made(NodeKind::Power, &[left, node]),
            Frame::Yes { left } => self.otherwise(left, node),
            Frame::No { left, yes } => self.made(NodeKind::Conditional, &[left, yes, node]),
            Frame::Prefix {
                kind,
                operator,
                start,
            } => self.prefixed(kind, operator, start, node),
            _ => self.bracketed(node),
        }
    }

    /// A node of two or three operands.
    fn made(&mut self, kind: NodeKind, items: &[usize]) -> Step {
        let start = self.cursor.start_of(items[0]);
        Step::Node(self.cursor.add(Node::new(kind, start), items, &[]))
    }

    /// `a - b + c`: all of one level as one node.
    pub fn chain(&mut self, kind: NodeKind, left: usize) -> Step {
        let (items, operators) = (self.items.len(), self.operators.len());
        self.items.push(left);
        self.link(kind, items, operators)
    }

    fn link(&mut self, kind: NodeKind, items: usize, operators: usize) -> Step {
        if self.cursor.infix_kind() == Some(kind) && !self.cursor.faults.is_over {
            self.operators.push(self.cursor.next().word);
            self.frames.push(Frame::Chain {
                kind,
                items,
                operators,
            });
            return self.expect(level(kind) + 1);
        }
        let own = &self.items[items..];
        let between = match kind {
            NodeKind::Sum | NodeKind::Product => &self.operators[operators..],
            _ => &[],
        };
        let node = Node::new(kind, self.cursor.start_of(own[0]));
        let made = self.cursor.add(node, own, between);
        self.items.truncate(items);
        self.operators.truncate(operators);
        Step::Node(made)
    }

    pub fn comparison(&mut self, left: usize) -> Step {
        let operator = self.cursor.next().word;
        self.frames.push(Frame::Compare { left, operator });
        self.expect(COMPARE)
    }

    fn compared(&mut self, left: usize, operator: &'static str, right: usize) -> Step {
        let node = Node::new(NodeKind::Compare, self.cursor.start_of(left)).word(operator);
        let made = self.cursor.add(node, &[left, right], &[]);
        self.refuse_chained(made)
    }

    /// `a < b < c`: refused at its second operator.
    fn refuse_chained(&mut self, made: usize) -> Step {
        let kind = self.cursor.infix_kind();
        if !matches!(kind, Some(NodeKind::Compare | NodeKind::In)) {
            return Step::Node(made);
        }
        let next = self.cursor.peek();
        let (start, end) = (next.start, next.end);
        let own: Text = if next.kind == TokenKind::Name {
            next.text.to_vec()
        } else {
            text(next.word)
        };
        self.cursor
            .faults
            .add(2009, "chained-comparison", start..end, vec![own], vec![]);
        self.skip_chained(start, kind)
    }

    /// One comparison more in the row, or the end of it.
    fn skip_chained(&mut self, start: usize, kind: Option<NodeKind>) -> Step {
        match kind {
            Some(NodeKind::Compare) => {
                self.cursor.next();
                self.frames.push(Frame::Chained { start });
                self.expect(COMPARE)
            }
            Some(NodeKind::In) => {
                self.cursor.next();
                self.list(Owner::Chained { start })
            }
            _ => Step::Node(self.cursor.error(start)),
        }
    }

    fn skipped(&mut self, start: usize) -> Step {
        let kind = self.cursor.infix_kind();
        self.skip_chained(start, kind)
    }

    pub fn membership(&mut self, left: usize) -> Step {
        self.cursor.next();
        self.list(Owner::In { left })
    }

    /// The items of `in (1, 2, 3)` or `in [1, 2, 3]`.
    fn list(&mut self, owner: Owner<'t>) -> Step {
        let close = if self.cursor.is("[") { "]" } else { ")" };
        if self.cursor.take("(") || self.cursor.take("[") {
            return self.first_item(close, owner);
        }
        self.cursor
            .refuse(["expected-list", "expected-list-at-end"], "(");
        self.cursor.resync();
        let items = self.items.len();
        let error = self.cursor.error(self.cursor.last_end());
        self.items.push(error);
        self.whole_list(items, owner)
    }

    /// Expressions between commas up to the closing mark, which is taken.
    pub fn first_item(&mut self, close: &'static str, owner: Owner<'t>) -> Step {
        let items = self.items.len();
        self.expect_nested(
            Frame::List {
                close,
                items,
                owner,
            },
            ANY,
        )
    }

    fn listed(&mut self, close: &'static str, items: usize, owner: Owner<'t>, node: usize) -> Step {
        self.items.push(node);
        self.cursor.count_items(self.items.len() - items);
        if !self.cursor.is(",") && !self.cursor.is(close) {
            self.refuse_missing(close);
        }
        if self.cursor.take(",") {
            return self.expect_nested(
                Frame::List {
                    close,
                    items,
                    owner,
                },
                ANY,
            );
        }
        self.cursor.take(close);
        self.whole_list(items, owner)
    }

    fn whole_list(&mut self, items: usize, owner: Owner<'t>) -> Step {
        let own = self.items.split_off(items);
        match owner {
            Owner::Chained { start } => self.skipped(start),
            Owner::In { left } => {
                let node = Node::new(NodeKind::In, self.cursor.start_of(left));
                let made = self.cursor.add(node, &[&[left], &own[..]].concat(), &[]);
                self.refuse_chained(made)
            }
            Owner::Call { start, name } => self.called(start, name, &own),
        }
    }

    pub fn called(&mut self, start: usize, name: Cow<'t, [u16]>, items: &[usize]) -> Step {
        let node = Node::new(NodeKind::Call, start).text(name);
        Step::Node(self.cursor.add(node, items, &[]))
    }

    pub fn refuse_missing(&mut self, mark: &'static str) {
        self.cursor.refuse(EXPECTED, mark);
        self.cursor.resync();
    }

    pub fn power(&mut self, left: usize) -> Step {
        self.cursor.next();
        // What a power takes on its right: a sign too.
        self.expect_nested(Frame::Power { left }, level(NodeKind::Sign))
    }

    pub fn conditional(&mut self, left: usize) -> Step {
        self.cursor.next();
        self.expect_nested(Frame::Yes { left }, ANY)
    }

    fn otherwise(&mut self, left: usize, yes: usize) -> Step {
        if !self.cursor.take(":") {
            self.refuse_missing(":");
            if !self.cursor.take(":") {
                let start = self.cursor.start_of(left);
                return Step::Node(self.cursor.error(start));
            }
        }
        self.expect_nested(Frame::No { left, yes }, ANY)
    }

    fn prefixed(
        &mut self,
        kind: NodeKind,
        operator: &'static str,
        start: usize,
        item: usize,
    ) -> Step {
        let word = if kind == NodeKind::Sign { operator } else { "" };
        let node = Node::new(kind, start).word(word);
        Step::Node(self.cursor.add(node, &[item], &[]))
    }

    /// Takes the closing mark, or says that it is missing and goes on behind the next one.
    fn bracketed(&mut self, inner: usize) -> Step {
        if !self.cursor.take(")") {
            self.refuse_missing(")");
            self.cursor.take(")");
        }
        Step::Node(inner)
    }
}
