//! Terms of calls: the functions of the language, figures of series, tests of texts.  Twin: src/reference/formula/emit-call.ts

use super::ast::NodeKind;
use super::catalogue::ValueType;
use super::check_number::literal_value;
use super::emit_logic::{emit_coalesce, emit_select};
use super::emitter::{Emitted, Emitter};
use super::opcode::Op;
use super::table::{FunctionEntry, FunctionKind};
use super::term::{MaskInput, NumberInput, NumberKind, TermOp, TextSide};
use super::text::Text;

/// Functions of one number that are an instruction of the same name.
fn unary(name: &str) -> Option<Op> {
    Op::ALL.iter().copied().find(|op| {
        let (_, own, signature) = op.row();
        own == name && signature == "n=n"
    })
}

/// 1 / (1 + exp(-x))
fn emit_sigmoid(emitter: &mut Emitter, x: usize) -> usize {
    let graph = &mut *emitter.graph;
    let one = graph.constant(1.0);
    let negated = graph.make(Op::Negate, &[x]);
    let power = graph.make(Op::Exp, &[negated]);
    let sum = graph.make(Op::Add, &[one, power]);
    graph.make(Op::Divide, &[one, sum])
}

/// By log2 and log10 for those bases as literals, else ln x / ln base.
fn emit_logarithm(emitter: &mut Emitter, x: usize, base: usize, at: usize) -> usize {
    let literal = literal_value(&emitter.formula.ast, at);
    let graph = &mut *emitter.graph;
    if literal == Some(2.0) {
        return graph.make(Op::Log2, &[x]);
    }
    if literal == Some(10.0) {
        return graph.make(Op::Log10, &[x]);
    }
    let [above, below] = [x, base].map(|term| graph.make(Op::Ln, &[term]));
    graph.make(Op::Divide, &[above, below])
}

/// min, max, hypot: the first folded with the others, from the left.
fn emit_folded(emitter: &mut Emitter, op: Op, items: &[usize]) -> usize {
    let mut folded = emitter.number(items[0]);
    if op == Op::Hypot && items.len() == 1 {
        return emitter.graph.make(Op::Abs, &[folded]);
    }
    for &item in &items[1..] {
        let next = emitter.number(item);
        folded = emitter.graph.make(op, &[folded, next]);
    }
    folded
}

fn emit_round(emitter: &mut Emitter, x: usize, items: &[usize]) -> usize {
    let given = items
        .get(1)
        .and_then(|&at| literal_value(&emitter.formula.ast, at));
    let digits = emitter.graph.constant(given.unwrap_or(0.0));
    emitter.graph.make(Op::Round, &[x, digits])
}

fn emit_scalar(emitter: &mut Emitter, name: &str, items: &[usize]) -> usize {
    match name {
        "min" => return emit_folded(emitter, Op::Min, items),
        "max" => return emit_folded(emitter, Op::Max, items),
        "hypot" => return emit_folded(emitter, Op::Hypot, items),
        _ => {}
    }
    let terms = emitter.numbers(items);
    match name {
        "sigmoid" => emit_sigmoid(emitter, terms[0]),
        "pow" => emitter.graph.make(Op::Power, &terms),
        "atan2" => emitter.graph.make(Op::Atan2, &terms),
        "log" => emit_logarithm(emitter, terms[0], terms[1], items[1]),
        "clamp" => {
            let raised = emitter.graph.make(Op::Max, &terms[..2]);
            emitter.graph.make(Op::Min, &[raised, terms[2]])
        }
        _ => match unary(name) {
            Some(op) => emitter.graph.make(op, &terms),
            None => emit_round(emitter, terms[0], items),
        },
    }
}

fn emit_missing(emitter: &mut Emitter, item: usize) -> usize {
    let op = match emitter.type_of(item) {
        ValueType::Missing => return emitter.graph.fill(2),
        ValueType::Boolean => Op::MaskIsMissing,
        _ => Op::IsMissing,
    };
    let term = emitter.of_type(item, emitter.type_of(item));
    emitter.graph.make(op, &[term])
}

/// |a - b| <= tolerance
fn emit_approx(emitter: &mut Emitter, items: &[usize]) -> usize {
    let terms = emitter.numbers(items);
    let graph = &mut *emitter.graph;
    let difference = graph.make(Op::Subtract, &terms[..2]);
    let distance = graph.make(Op::Abs, &[difference]);
    graph.make(Op::LessEqual, &[distance, terms[2]])
}

fn emit_choice(emitter: &mut Emitter, name: &str, items: &[usize], at: usize) -> usize {
    let value_type = emitter.type_of(at);
    match name {
        "is_missing" => emit_missing(emitter, items[0]),
        "approx" => emit_approx(emitter, items),
        "if" => emit_select(emitter, items, value_type),
        _ => emit_coalesce(emitter, items, value_type),
    }
}

/// A column or a literal; None for what is computed.
fn side_of(emitter: &Emitter, item: usize) -> Option<TextSide> {
    let node = emitter.node(item);
    match node.kind {
        NodeKind::Name => Some(TextSide::Name(node.text.to_vec())),
        NodeKind::String => Some(TextSide::Text(node.text.to_vec())),
        _ => None,
    }
}

/// Exact, by UTF-16 units, which for whole characters is the same as by code points.
fn test_text(name: &str, a: &Text, b: &Text) -> bool {
    match name {
        "starts_with" => a.starts_with(b),
        "ends_with" => a.ends_with(b),
        _ => contains(a, b),
    }
}

/// In time of both lengths together: `failures` are the borders of the beginnings of what is looked for (Knuth, Morris, Pratt 1977).
fn contains(text: &[u16], wanted: &[u16]) -> bool {
    let mut failures = vec![0; wanted.len()];
    let mut matched = 0;
    for at in 1..wanted.len() {
        matched = longer(wanted, &failures, matched, wanted[at]);
        failures[at] = matched;
    }
    matched = 0;
    wanted.is_empty()
        || text.iter().any(|&unit| {
            matched = longer(wanted, &failures, matched, unit);
            matched == wanted.len()
        })
}

/// How much is matched after one more unit.
fn longer(wanted: &[u16], failures: &[usize], mut matched: usize, unit: u16) -> usize {
    while matched > 0 && wanted[matched] != unit {
        matched = failures[matched - 1];
    }
    matched + usize::from(wanted[matched] == unit)
}

/// Computed by the caller, once for each text of the dictionary; here only of two literals.
fn emit_test(emitter: &mut Emitter, name: &'static str, items: &[usize]) -> Emitted {
    let is_missing = |&item: &usize| emitter.type_of(item) == ValueType::Missing;
    if items.iter().any(is_missing) {
        return Emitted::Term(emitter.graph.fill(1));
    }
    let sides = [items[0], items[1]].map(|item| side_of(emitter, item));
    Emitted::Term(match sides {
        [Some(TextSide::Text(a)), Some(TextSide::Text(b))] => {
            let is_true = test_text(name, &a, &b);
            emitter.graph.fill(if is_true { 2 } else { 0 })
        }
        [Some(a), Some(b)] => emitter.graph.flag(MaskInput::Test(name, [a, b])),
        _ => return Emitted::Impossible,
    })
}

fn emit_figure(emitter: &mut Emitter, figure: &'static str, items: &[usize]) -> Emitted {
    let mut q = 0.0;
    if let Some(&item) = items.get(1) {
        let at = emitter.number(item);
        let point = &emitter.graph.terms[at];
        if point.op != TermOp::Constant {
            return Emitted::Impossible;
        }
        q = point.value;
    }
    let name = emitter.node(items[0]).text.to_vec();
    let kind = NumberKind::Figure;
    let input = NumberInput {
        kind,
        name,
        figure,
        q,
    };
    Emitted::Term(emitter.graph.input(input))
}

pub fn emit_call(emitter: &mut Emitter, at: usize) -> Emitted {
    let Some(&FunctionEntry { name, kind, .. }) = emitter.formula.known[at].entry else {
        return Emitted::Impossible;
    };
    let items = emitter.formula.ast.items(emitter.node(at));
    match kind {
        FunctionKind::Window => Emitted::Impossible,
        FunctionKind::String => emit_test(emitter, name, items),
        FunctionKind::Series => emit_figure(emitter, name, items),
        FunctionKind::Choice => Emitted::Term(emit_choice(emitter, name, items, at)),
        FunctionKind::Scalar => Emitted::Term(emit_scalar(emitter, name, items)),
    }
}
