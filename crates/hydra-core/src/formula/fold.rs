//! Folding: what is known before there are rows. By the very kernels that run later, over one row, so that no bit changes.
//! Constants alone are computed; chains lose links that change nothing; a choice whose condition is known is its branch.
//! Nothing is reordered or rewritten: no x * 0, no x - x, no reciprocal for a division.
//! Twin: src/reference/formula/fold.ts

use std::collections::HashSet;

use super::chunk::Numbers;
use super::opcode::Op;
use super::term::{Graph, TermOp};
use super::{compare, mask, number};

/// The term of an instruction, or the instruction that is left of it.
pub enum Folded {
    Term(usize),
    Step(TermOp, Vec<usize>),
}

/// Of one row.
fn number_of(op: Op, a: f64, b: f64, takes: usize) -> f64 {
    let (mut out, x, y) = ([0.0], [a], [b]);
    match takes {
        1 => number::of_one(op, &mut out, Numbers::Many(&x)),
        _ => number::of_two(op, &mut out, Numbers::Many(&x), Numbers::Many(&y)),
    }
    out[0]
}

fn mask_of(op: Op, values: &[f64], reads_masks: bool) -> u8 {
    let mut out = [0];
    let bytes: Vec<[u8; 1]> = values.iter().map(|&value| [value as u8]).collect();
    let numbers: Vec<[f64; 1]> = values.iter().map(|&value| [value]).collect();
    match (reads_masks, values.len()) {
        (true, 1) => mask::of_one(op, &mut out, &bytes[0]),
        (true, 2) => mask::of_two(op, &mut out, &bytes[0], &bytes[1]),
        (true, _) => mask::select(&mut out, &bytes[0], &bytes[1], &bytes[2]),
        (false, 1) => compare::is_missing(&mut out, Numbers::Many(&numbers[0])),
        (false, _) => {
            let [a, b] = [&numbers[0], &numbers[1]].map(|row| Numbers::Many(row));
            compare::of_two(op, &mut out, a, b);
        }
    }
    out[0]
}

fn select(values: &[f64]) -> f64 {
    let mut out = [0.0];
    let [mask, yes, no] = [values[0], values[1], values[2]];
    number::select(
        &mut out,
        &[mask as u8],
        Numbers::Many(&[yes]),
        Numbers::Many(&[no]),
    );
    out[0]
}

/// An instruction over known terms, in one row.
fn compute(graph: &mut Graph, op: Op, values: &[f64]) -> usize {
    if op == Op::Select {
        return graph.constant(select(values));
    }
    if op.gives_number() {
        let second = values.get(1).copied().unwrap_or(0.0);
        return graph.constant(number_of(op, values[0], second, values.len()));
    }
    let reads_masks = op.row().2.starts_with('m');
    let byte = mask_of(op, values, reads_masks);
    graph.fill(byte)
}

/// A chain without the links that are known or repeated: the one that ends it alone, else those that can change it.
fn fold_chain(graph: &mut Graph, op: TermOp, links: &[usize]) -> Folded {
    let (neutral, last) = if op == TermOp::Every { (2, 0) } else { (0, 2) };
    let mut seen = HashSet::new();
    let mut kept = Vec::new();
    for &link in links {
        let term = &graph.terms[link];
        let byte = (term.op == TermOp::Fill).then_some(term.value as u8);
        if byte == Some(last) {
            return Folded::Term(link);
        }
        if byte != Some(neutral) && seen.insert(link) {
            kept.push(link);
        }
    }
    match kept.len() {
        0 => Folded::Term(graph.fill(neutral)),
        1 => Folded::Term(kept[0]),
        _ => Folded::Step(op, kept),
    }
}

/// The branch of a choice whose condition is known.
fn fold_choice(graph: &mut Graph, op: Op, args: &[usize]) -> Folded {
    let condition = &graph.terms[args[0]];
    if condition.op != TermOp::Fill {
        return Folded::Step(TermOp::Op(op), args.to_vec());
    }
    Folded::Term(match (condition.value as u8, op) {
        (1, Op::Select) => graph.constant(f64::NAN),
        (1, _) => graph.fill(1),
        (2, _) => args[1],
        _ => args[2],
    })
}

/// x ^ 1 and x ^ -1 by their meaning: x and 1 / x.
fn fold_power(graph: &mut Graph, args: &[usize]) -> Folded {
    let exponent = &graph.terms[args[1]];
    match (exponent.op, exponent.value) {
        (TermOp::Constant, 1.0) => Folded::Term(args[0]),
        (TermOp::Constant, -1.0) => {
            let one = graph.constant(1.0);
            Folded::Step(TermOp::Op(Op::Divide), vec![one, args[0]])
        }
        _ => Folded::Step(TermOp::Op(Op::Power), args.to_vec()),
    }
}

/// The term of an instruction, or the instruction that is left of it.
pub fn fold(graph: &mut Graph, op: TermOp, args: &[usize]) -> Folded {
    let TermOp::Op(own) = op else {
        return fold_chain(graph, op, args);
    };
    if args.iter().all(|&arg| graph.terms[arg].op.is_known()) {
        let values: Vec<f64> = args.iter().map(|&arg| graph.terms[arg].value).collect();
        return Folded::Term(compute(graph, own, &values));
    }
    match own {
        Op::Select | Op::MaskSelect => fold_choice(graph, own, args),
        Op::Power => fold_power(graph, args),
        _ => Folded::Step(op, args.to_vec()),
    }
}
