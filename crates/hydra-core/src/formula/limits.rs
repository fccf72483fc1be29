//! How long, deep and large a formula may be; counted, never timed.
//! Twin: src/reference/formula/limits.ts

use super::grammar;
use super::table::Limit;

/// Each from 1 to the ceiling of the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// UTF-16 units of text.
    pub text: usize,
    /// Brackets, calls, signs, `not`, right sides of `^`, branches of `? :` inside each other.
    pub nesting: usize,
    /// Nodes of the tree.
    pub nodes: usize,
    /// Arguments of one call, or items of one list.
    pub arguments: usize,
}

const CEILINGS: [Limit; 4] = [
    grammar::TEXT,
    grammar::NESTING,
    grammar::NODES,
    grammar::ARGUMENTS,
];

impl Limits {
    /// In the order of the fields; None where one is 0 or over its ceiling.
    pub fn of(given: [usize; 4]) -> Option<Self> {
        let fits = |(&own, limit): (&usize, &Limit)| (1..=limit.most).contains(&own);
        let [text, nesting, nodes, arguments] = given;
        given.iter().zip(&CEILINGS).all(fits).then_some(Self {
            text,
            nesting,
            nodes,
            arguments,
        })
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            text: grammar::TEXT.standard,
            nesting: grammar::NESTING.standard,
            nodes: grammar::NODES.standard,
            arguments: grammar::ARGUMENTS.standard,
        }
    }
}
