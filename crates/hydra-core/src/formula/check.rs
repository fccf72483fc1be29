//! Types, units and names of a whole tree, before anything is evaluated.
//! In: a tree and the catalogue of variables. Out: what is known of each node; faults and warnings by place. One loop, bottom-up.
//! Twin: src/reference/formula/check.ts

use std::collections::BTreeSet;

use super::ast::{Node, NodeKind};
use super::catalogue::{Catalogue, ValueType, Variable};
use super::check_call::{check_call, function_names};
use super::check_logic::{check_boolean, check_choice, check_compare, check_conditional, check_in};
use super::check_number::{check_power, check_product, check_sign, check_sum};
use super::checked::Checked;
use super::grammar::constant;
use super::suggest::suggest;
use super::text::{Text, found, text};
use super::unit::Unit;

/// Names that were refused already.
type Refused<'c> = BTreeSet<&'c [u16]>;

const SHOWN_NAMES: usize = 10;

fn use_variable<'t>(checked: &mut Checked<'_, 't>, node: &Node<'t>, variable: Variable) {
    checked.used.enter(node, variable);
    checked.put(variable.value_type, variable.unit, false);
}

fn joined(names: &[Text]) -> Text {
    names.join(&text(", ")[..])
}

fn refuse_name<'c>(
    checked: &mut Checked<'c, '_>,
    node: &'c Node,
    known: &Catalogue,
    refused: &mut Refused<'c>,
) {
    checked.put_error();
    let name: &[u16] = &node.text;
    if checked.faults.is_over || !refused.insert(name) {
        return;
    }
    let reason = if function_names().any(|own| own == name) {
        "function-as-variable"
    } else {
        "unknown-name"
    };
    let names = known.names();
    let values = vec![
        name.to_vec(),
        joined(&names[..names.len().min(SHOWN_NAMES)]),
    ];
    let near = suggest(name, names.iter());
    checked
        .faults
        .add(2003, reason, node.start..node.end, values, near);
}

fn check_name<'c>(checked: &mut Checked<'c, '_>, at: usize, refused: &mut Refused<'c>) {
    let node = checked.node(at);
    let catalogue = checked.catalogue;
    if let Some(declared) = catalogue.and_then(|own| own.get(&node.text)) {
        return use_variable(checked, node, declared);
    }
    if found(constant, &node.text).is_some() {
        return checked.put(ValueType::Number, None, true);
    }
    match catalogue {
        None => use_variable(checked, node, Variable::free(&node.text)),
        Some(known) => refuse_name(checked, node, known, refused),
    }
}

fn check_node<'c>(checked: &mut Checked<'c, '_>, at: usize, refused: &mut Refused<'c>) {
    let node = checked.node(at);
    match node.kind {
        NodeKind::Number => checked.put(ValueType::Number, Unit::named(node.word), true),
        NodeKind::String => checked.put(ValueType::String, None, false),
        NodeKind::Boolean => checked.put(ValueType::Boolean, None, false),
        NodeKind::Missing => checked.put(ValueType::Missing, None, false),
        NodeKind::Error => checked.put_error(),
        NodeKind::Name => check_name(checked, at, refused),
        NodeKind::Call => check_call(checked, at),
        NodeKind::Sign => check_sign(checked, at),
        NodeKind::Power => check_power(checked, at),
        NodeKind::Product => check_product(checked, at),
        NodeKind::Sum => check_sum(checked, at),
        NodeKind::Compare => check_compare(checked, at),
        NodeKind::In => check_in(checked, at),
        NodeKind::Coalesce => check_choice(checked, checked.items(at), true),
        NodeKind::Conditional => check_conditional(checked, at),
        NodeKind::Negation | NodeKind::Not | NodeKind::And | NodeKind::Or => {
            check_boolean(checked, at);
        }
    }
}

fn check_root(checked: &mut Checked) {
    let root = checked.ast.root();
    checked.settle(root);
    let known = &mut checked.known[root];
    known.unit = known.unit.filter(|unit| !unit.is_plain());
    match known.value_type {
        ValueType::Series => checked.fault(2002, "series-result", root, vec![]),
        ValueType::Missing => checked.fault(2002, "always-missing", root, vec![]),
        _ => {}
    }
}

/// Fills in what is known of every node.
pub fn check(checked: &mut Checked) {
    let mut refused = Refused::new();
    for at in 0..checked.ast.nodes().len() {
        check_node(checked, at, &mut refused);
    }
    check_root(checked);
}
