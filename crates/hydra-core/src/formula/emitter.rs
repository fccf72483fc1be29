//! The terms of a tree made so far, by node.  Twin: src/reference/formula/emitter.ts

use super::ast::Node;
use super::catalogue::ValueType;
use super::front::Formula;
use super::term::Graph;

/// The place of a text in the sorted dictionary of a call.
pub type RankOf<'r> = &'r dyn Fn(&[u16]) -> f64;

/// What a node came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emitted {
    Term(usize),
    /// The literal without value; a series, which only figures read.
    None,
    /// What no program can compute.
    Impossible,
}

pub struct Emitter<'e, 't> {
    pub graph: &'e mut Graph,
    pub formula: &'e Formula<'t>,
    pub rank_of: RankOf<'e>,
    /// Of each node.
    pub terms: Vec<Emitted>,
}

impl<'e, 't> Emitter<'e, 't> {
    pub fn node(&self, at: usize) -> &'e Node<'t> {
        &self.formula.ast.nodes()[at]
    }

    pub fn type_of(&self, at: usize) -> ValueType {
        self.formula.known[at].value_type
    }

    pub fn number(&mut self, at: usize) -> usize {
        match self.terms[at] {
            Emitted::Term(term) => term,
            _ => self.graph.constant(f64::NAN),
        }
    }

    pub fn truth(&mut self, at: usize) -> usize {
        match self.terms[at] {
            Emitted::Term(term) => term,
            _ => self.graph.fill(1),
        }
    }

    /// As its type is; the literal without value as `value_type` is.
    pub fn of_type(&mut self, at: usize, value_type: ValueType) -> usize {
        if value_type == ValueType::Boolean {
            self.truth(at)
        } else {
            self.number(at)
        }
    }

    pub fn numbers(&mut self, items: &[usize]) -> Vec<usize> {
        items.iter().map(|&item| self.number(item)).collect()
    }
}
