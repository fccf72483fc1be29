//! A checked tree as terms of a graph, bottom-up. The meanings are those of the closures for one row, bit by bit.
//! In: a graph, a formula without errors, the rank of each text in the dictionary of the call. Out: the term of the whole; None where
//! rows are needed that no program has: tests of computed texts, quantiles at a computed point.
//! Texts are numbers in columns: their rank in one sorted dictionary, NaN for none.  Twin: src/reference/formula/emit.ts

use super::ast::{Node, NodeKind};
use super::catalogue::ValueType;
use super::emit_call::emit_call;
use super::emit_logic::{emit_coalesce, emit_compare, emit_in, emit_select};
pub use super::emitter::RankOf;
use super::emitter::{Emitted, Emitter};
use super::front::Formula;
use super::grammar::constant;
use super::opcode::Op;
use super::term::{Graph, MaskInput, NumberInput, NumberKind, TermOp};
use super::text::found;
use super::unit::Conversion;

fn number_input(graph: &mut Graph, kind: NumberKind, name: &[u16]) -> usize {
    graph.input(NumberInput {
        kind,
        name: name.to_vec(),
        figure: "",
        q: 0.0,
    })
}

fn emit_name(emitter: &mut Emitter, node: &Node, at: usize) -> Emitted {
    let name = &node.text;
    let known = emitter.formula.known[at];
    let graph = &mut *emitter.graph;
    if known.is_constant {
        let digits = found(constant, name).unwrap_or("NaN");
        let value = digits.parse().unwrap_or(f64::NAN);
        return Emitted::Term(graph.constant(value));
    }
    Emitted::Term(match known.value_type {
        ValueType::Series => return Emitted::None,
        ValueType::Boolean => graph.flag(MaskInput::Flag(name.to_vec())),
        ValueType::String => number_input(graph, NumberKind::Rank, name),
        _ => number_input(graph, NumberKind::Number, name),
    })
}

fn operation(operator: &str) -> Op {
    match operator {
        "+" => Op::Add,
        "-" => Op::Subtract,
        "*" => Op::Multiply,
        "/" => Op::Divide,
        _ => Op::Remainder,
    }
}

/// From the left, as written.
fn emit_arithmetic(emitter: &mut Emitter, node: &Node) -> usize {
    let ast = &emitter.formula.ast;
    let (items, operators) = (ast.items(node), ast.operators(node));
    let mut total = emitter.number(items[0]);
    for (operator, &item) in operators.iter().zip(&items[1..]) {
        let next = emitter.number(item);
        total = emitter.graph.make(operation(operator), &[total, next]);
    }
    total
}

fn emit_sign(emitter: &mut Emitter, node: &Node, item: usize) -> usize {
    let term = emitter.number(item);
    if node.word == "-" {
        emitter.graph.make(Op::Negate, &[term])
    } else {
        term
    }
}

fn emit_power(emitter: &mut Emitter, items: &[usize]) -> usize {
    let operands = emitter.numbers(items);
    emitter.graph.make(Op::Power, &operands)
}

fn emit_chain(emitter: &mut Emitter, op: TermOp, items: &[usize]) -> usize {
    let links: Vec<usize> = items.iter().map(|&item| emitter.truth(item)).collect();
    emitter.graph.settle(op, &links)
}

fn emit_not(emitter: &mut Emitter, item: usize) -> usize {
    let term = emitter.truth(item);
    emitter.graph.make(Op::Not, &[term])
}

fn emit_node(emitter: &mut Emitter, at: usize) -> Emitted {
    let (node, value_type) = (emitter.node(at), emitter.type_of(at));
    let items = emitter.formula.ast.items(node);
    if value_type == ValueType::Missing {
        return Emitted::None;
    }
    Emitted::Term(match node.kind {
        NodeKind::Error | NodeKind::Missing => return Emitted::None,
        NodeKind::Name => return emit_name(emitter, node, at),
        NodeKind::Call => return emit_call(emitter, at),
        NodeKind::Number => emitter.graph.constant(node.value),
        NodeKind::Boolean => emitter.graph.fill(if node.value == 1.0 { 2 } else { 0 }),
        NodeKind::String => emitter.graph.constant((emitter.rank_of)(&node.text)),
        NodeKind::Sum | NodeKind::Product => emit_arithmetic(emitter, node),
        NodeKind::Power => emit_power(emitter, items),
        NodeKind::Sign => emit_sign(emitter, node, items[0]),
        NodeKind::Compare => emit_compare(emitter, node),
        NodeKind::In => emit_in(emitter, items),
        NodeKind::And => emit_chain(emitter, TermOp::Every, items),
        NodeKind::Or => emit_chain(emitter, TermOp::Some, items),
        NodeKind::Not | NodeKind::Negation => emit_not(emitter, items[0]),
        NodeKind::Conditional => emit_select(emitter, items, value_type),
        NodeKind::Coalesce => emit_coalesce(emitter, items, value_type),
    })
}

/// One product, one quotient; a factor of 1 is left out.
fn emit_conversion(
    graph: &mut Graph,
    term: usize,
    Conversion { times, over }: Conversion,
) -> usize {
    let mut scaled = term;
    if times != 1.0 {
        let factor = graph.constant(times);
        scaled = graph.make(Op::Multiply, &[term, factor]);
    }
    if over == 1.0 {
        return scaled;
    }
    let divisor = graph.constant(over);
    graph.make(Op::Divide, &[scaled, divisor])
}

/// The term of a formula; None where no program can compute it.
pub fn emit(graph: &mut Graph, formula: &Formula, rank_of: RankOf) -> Option<usize> {
    let root = formula.ast.root();
    let mut emitter = Emitter {
        graph,
        formula,
        rank_of,
        terms: Vec::with_capacity(root + 1),
    };
    for at in 0..=root {
        let made = emit_node(&mut emitter, at);
        let made = match (made, formula.known[at].conversion) {
            (Emitted::Impossible, _) => return None,
            (Emitted::Term(term), Some(step)) => {
                Emitted::Term(emit_conversion(emitter.graph, term, step))
            }
            _ => made,
        };
        emitter.terms.push(made);
    }
    match emitter.terms[root] {
        Emitted::Term(term) => Some(term),
        _ => None,
    }
}
