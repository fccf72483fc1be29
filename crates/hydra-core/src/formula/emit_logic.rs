//! Terms of comparisons, memberships and choices.  Twin: src/reference/formula/emit-logic.ts

use super::ast::Node;
use super::catalogue::ValueType;
use super::emitter::Emitter;
use super::opcode::Op;

fn of_numbers(operator: &str) -> Op {
    match operator {
        "<" => Op::Less,
        "<=" => Op::LessEqual,
        ">" => Op::Greater,
        ">=" => Op::GreaterEqual,
        "==" => Op::Equal,
        _ => Op::NotEqual,
    }
}

/// Texts compare as their ranks do.
pub fn emit_compare(emitter: &mut Emitter, node: &Node) -> usize {
    let items = emitter.formula.ast.items(node);
    let value_type = emitter.type_of(items[0]);
    let sides: Vec<usize> = items
        .iter()
        .map(|&item| emitter.of_type(item, value_type))
        .collect();
    let op = match (value_type, node.word) {
        (ValueType::Boolean, "==") => Op::MaskEqual,
        (ValueType::Boolean, _) => Op::MaskNotEqual,
        (_, operator) => of_numbers(operator),
    };
    emitter.graph.make(op, &sides)
}

/// True at a match; without one no value where the left or an item has none: the greatest of the equalities.
pub fn emit_in(emitter: &mut Emitter, items: &[usize]) -> usize {
    let mut types = items.iter().map(|&item| emitter.type_of(item));
    let value_type = types
        .find(|&found| found != ValueType::Missing)
        .unwrap_or(ValueType::Number);
    let op = if value_type == ValueType::Boolean {
        Op::MaskEqual
    } else {
        Op::Equal
    };
    let left = emitter.of_type(items[0], value_type);
    let mut found = None;
    for &item in &items[1..] {
        let other = emitter.of_type(item, value_type);
        let same = emitter.graph.make(op, &[left, other]);
        found = Some(match found {
            None => same,
            Some(before) => emitter.graph.make(Op::Or, &[before, same]),
        });
    }
    found.unwrap_or(left)
}

/// Condition, the value where it is true, the value where it is not.
pub fn emit_select(emitter: &mut Emitter, items: &[usize], value_type: ValueType) -> usize {
    let op = if value_type == ValueType::Boolean {
        Op::MaskSelect
    } else {
        Op::Select
    };
    let condition = emitter.truth(items[0]);
    let yes = emitter.of_type(items[1], value_type);
    let no = emitter.of_type(items[2], value_type);
    emitter.graph.make(op, &[condition, yes, no])
}

pub fn emit_coalesce(emitter: &mut Emitter, items: &[usize], value_type: ValueType) -> usize {
    let op = if value_type == ValueType::Boolean {
        Op::MaskCoalesce
    } else {
        Op::Coalesce
    };
    let mut found = emitter.of_type(items[0], value_type);
    for &item in &items[1..] {
        let next = emitter.of_type(item, value_type);
        found = emitter.graph.make(op, &[found, next]);
    }
    found
}
