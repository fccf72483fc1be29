//! A checked tree as lines, one a node: what both engines are compared by.
//! A line: kind, start, end, value, text, children, operators, type, unit, constant or not, conversion, function. Numbers as
//! their bits.  Twin: src/reference/formula/listing.ts

use std::fmt::Write;

use super::ast::{Node, NodeKind};
use super::front::Formula;

/// All NaN are one.
fn bits_of(x: f64) -> String {
    if x.is_nan() {
        "NaN".to_owned()
    } else {
        format!("{:x}", x.to_bits())
    }
}

/// ASCII as it is, every other unit as its number.
fn plain_text(node: &Node) -> String {
    let mut out = node.word.to_owned();
    for &unit in node.text.iter() {
        match u8::try_from(unit) {
            Ok(c) if c.is_ascii_graphic() && c != b'"' && c != b'\\' => out.push(char::from(c)),
            // Writing to a String never fails.
            _ => _ = write!(out, "\\{unit:x};"),
        }
    }
    format!("\"{out}\"")
}

fn numbers(list: Option<&[f64]>) -> String {
    list.map_or("-".to_owned(), |list| {
        list.iter()
            .map(|&x| bits_of(x))
            .collect::<Vec<_>>()
            .join("/")
    })
}

/// As the grammar names it.
fn kind_name(kind: NodeKind) -> String {
    format!("{kind:?}").to_ascii_lowercase()
}

fn line(formula: &Formula, at: usize) -> String {
    let (node, known) = (&formula.ast.nodes()[at], formula.known[at]);
    let items: Vec<String> = formula
        .ast
        .items(node)
        .iter()
        .map(usize::to_string)
        .collect();
    let unit = known
        .unit
        .map(|unit| [unit.time, unit.bytes, unit.times, unit.over]);
    let step = known.conversion.map(|step| [step.times, step.over]);
    [
        kind_name(node.kind),
        node.start.to_string(),
        node.end.to_string(),
        bits_of(node.value),
        plain_text(node),
        format!("({})", items.join(" ")),
        format!("({})", formula.ast.operators(node).join(" ")),
        known.value_type.name().to_owned(),
        numbers(unit.as_ref().map(<[f64; 4]>::as_slice)),
        (if known.is_constant { "constant" } else { "-" }).to_owned(),
        numbers(step.as_ref().map(<[f64; 2]>::as_slice)),
        known.function().unwrap_or("-").to_owned(),
    ]
    .join(" ")
}

/// The lines of all nodes, and the index of the root behind them.
pub fn listing(formula: &Formula) -> Vec<String> {
    let nodes = 0..formula.ast.nodes().len();
    let root = format!("root {}", formula.ast.root());
    nodes.map(|at| line(formula, at)).chain([root]).collect()
}
