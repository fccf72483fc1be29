//! The tree of a formula: an arena of nodes that name their children by index.
//! A node is made after its children, so the order of indices is bottom-up: every later walk is one loop, never a recursion.
//! Chains of one level (`a - b + c`) are one node with many items, so that height does not grow with length. Children and
//! operators of all nodes lie one behind the other in two columns.  Twin: src/reference/formula/ast.ts

use std::borrow::Cow;
use std::ops::Range;

/// What a node is; the names are those of the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of the grammar say it")]
pub enum NodeKind {
    Number,
    String,
    Boolean,
    Missing,
    Name,
    Call,
    Sign,
    Negation,
    Not,
    Power,
    Product,
    Sum,
    Coalesce,
    Compare,
    In,
    And,
    Or,
    Conditional,
    Error,
}

/// One node; see [`Ast::items`] and [`Ast::operators`] for the rest of it.
#[derive(Clone, Debug)]
pub struct Node<'t> {
    /// What it is.
    pub kind: NodeKind,
    /// Place in the text, UTF-16 units.
    pub start: usize,
    /// End of that place.
    pub end: usize,
    /// Of a number; 1 for true.
    pub value: f64,
    /// Unit of a number, operator of a comparison or sign; else empty.
    pub word: &'static str,
    /// Name, function, text of a string; else empty.
    pub text: Cow<'t, [u16]>,
    pub(super) items: Range<usize>,
    pub(super) operators: Range<usize>,
}

impl<'t> Node<'t> {
    pub(super) fn new(kind: NodeKind, start: usize) -> Self {
        Self {
            kind,
            start,
            end: start,
            value: 0.0,
            word: "",
            text: Cow::Borrowed(&[]),
            items: 0..0,
            operators: 0..0,
        }
    }

    pub(super) fn value(mut self, value: f64) -> Self {
        self.value = value;
        self
    }

    pub(super) fn word(mut self, word: &'static str) -> Self {
        self.word = word;
        self
    }

    pub(super) fn text(mut self, text: Cow<'t, [u16]>) -> Self {
        self.text = text;
        self
    }
}

/// The nodes of a formula.
#[derive(Clone, Debug, Default)]
pub struct Ast<'t> {
    pub(super) nodes: Vec<Node<'t>>,
    pub(super) children: Vec<usize>,
    pub(super) between: Vec<&'static str>,
    pub(super) root: usize,
}

impl<'t> Ast<'t> {
    /// All of them, children before parents; some may be below no other, where an error cut them off.
    pub fn nodes(&self) -> &[Node<'t>] {
        &self.nodes
    }

    /// Index of the whole formula.
    pub fn root(&self) -> usize {
        self.root
    }

    /// Indices of the children, in order of the text.
    pub fn items(&self, node: &Node) -> &[usize] {
        &self.children[node.items.clone()]
    }

    /// Operators of a sum or product, one fewer than items.
    pub fn operators(&self, node: &Node) -> &[&'static str] {
        &self.between[node.operators.clone()]
    }

    pub(super) fn push(
        &mut self,
        node: Node<'t>,
        items: &[usize],
        operators: &[&'static str],
    ) -> usize {
        let (first, first_operator) = (self.children.len(), self.between.len());
        self.children.extend_from_slice(items);
        self.between.extend_from_slice(operators);
        self.nodes.push(Node {
            items: first..self.children.len(),
            operators: first_operator..self.between.len(),
            ..node
        });
        self.nodes.len() - 1
    }
}
