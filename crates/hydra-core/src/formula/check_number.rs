//! Types and units of arithmetic: signs, sums, products, powers.
//! Twin: src/reference/formula/check-number.ts

use super::ast::{Ast, NodeKind};
use super::catalogue::ValueType;
use super::check_type::{expect_all, place};
use super::checked::Checked;
use super::table::FunctionEntry;
use super::text::{number_text, text};
use super::unify::unify;
use super::unit::{Degree, PLAIN, Unit};

/// Literals have their value as both ends, variables what was declared of them; all else is unbounded.
fn bounds(checked: &Checked, at: usize) -> [f64; 2] {
    let node = checked.node(at);
    let variable = match node.kind {
        NodeKind::Number => return [node.value; 2],
        NodeKind::Name => checked.used.get(&node.text),
        _ => None,
    };
    variable.map_or([f64::NEG_INFINITY, f64::INFINITY], |own| [own.min, own.max])
}

/// Says where 0/0 can come from finite data.
fn warn_of_zero(checked: &mut Checked, at: usize) {
    let [low, high] = bounds(checked, at);
    if !checked.is_constant(at) && low <= 0.0 && high >= 0.0 {
        checked.fault(2008, "division", at, vec![]);
    }
}

/// Says where a function has no value on part of what its argument can be.
pub fn warn_beyond(checked: &mut Checked, at: usize, entry: &FunctionEntry) {
    if checked.is_constant(at) {
        return;
    }
    let [low, high] = bounds(checked, at);
    let (reason, end) = if low < entry.low {
        ("partly-undefined", entry.low)
    } else if high > entry.high {
        ("partly-undefined-above", entry.high)
    } else {
        return;
    };
    let values = vec![text(entry.name), text(&number_text(end))];
    checked.fault(2056, reason, at, values);
}

fn fault_dropped(checked: &mut Checked, at: usize, unit: Unit) {
    checked.fault(2054, "unit-dropped", at, vec![text(&unit.text())]);
}

pub fn drop_unit(checked: &mut Checked, at: usize) {
    checked.settle(at);
    if let Some(unit) = checked.unit(at) {
        fault_dropped(checked, at, unit);
    }
}

fn expect_numbers(checked: &mut Checked, items: &[usize]) -> bool {
    expect_all(checked, items, ValueType::Number, place::ARITHMETIC)
}

pub fn check_sum(checked: &mut Checked, at: usize) {
    let items = checked.items(at);
    let is_good = expect_numbers(checked, items);
    let unit = if is_good { unify(checked, items) } else { None };
    checked.put_number(is_good, unit, checked.are_constant(items));
}

/// The unit after one more factor; where it is no longer exact it is dropped.
fn step(checked: &mut Checked, before: Option<Unit>, operator: &str, at: usize) -> Option<Unit> {
    let own = checked.unit(at);
    if operator != "*" {
        warn_of_zero(checked, at);
    }
    let Some(own) = own else {
        return before;
    };
    if operator == "%" {
        fault_dropped(checked, at, own);
        return before;
    }
    let left = before.unwrap_or(PLAIN);
    let unit = if operator == "/" {
        left.divided(own)
    } else {
        left.multiplied(own)
    };
    if unit.is_none() {
        fault_dropped(checked, at, own);
    }
    unit
}

pub fn check_product(checked: &mut Checked, at: usize) {
    let items = checked.items(at);
    let operators = checked.ast.operators(checked.node(at));
    if !expect_numbers(checked, items) {
        return checked.put_error();
    }
    if operators.iter().all(|&operator| operator == "%") {
        return check_remainder(checked, items);
    }
    for &item in items {
        checked.settle(item);
    }
    let mut unit = checked.unit(items[0]);
    for (operator, &item) in operators.iter().zip(&items[1..]) {
        unit = step(checked, unit, operator, item);
    }
    checked.put(ValueType::Number, unit, checked.are_constant(items));
    cancel_ratio(checked, at, items);
}

/// ms by s is a plain number.
pub(super) fn cancel_ratio(checked: &mut Checked, at: usize, items: &[usize]) {
    let has_cancelled = checked.unit(at).is_some_and(|unit| unit.is_ratio())
        && items.iter().any(|&item| is_measured(checked.unit(item)));
    if has_cancelled {
        checked.convert_to(at, PLAIN);
        checked.known[at].unit = None;
    }
}

fn is_measured(unit: Option<Unit>) -> bool {
    unit.is_some_and(|unit| !unit.is_ratio())
}

/// Only remainders: one unit for all, as in a sum.
fn check_remainder(checked: &mut Checked, items: &[usize]) {
    for &item in &items[1..] {
        warn_of_zero(checked, item);
    }
    let unit = unify(checked, items);
    checked.put(ValueType::Number, unit, checked.are_constant(items));
}

/// A literal, perhaps with a sign; None for all else.
pub fn literal_value(ast: &Ast, at: usize) -> Option<f64> {
    let node = &ast.nodes[at];
    let bare = |at: usize| {
        let node = &ast.nodes[at];
        (node.kind == NodeKind::Number && node.word.is_empty()).then_some(node.value)
    };
    match node.kind {
        NodeKind::Sign if node.word == "-" => bare(ast.items(node)[0]).map(|value| -value),
        NodeKind::Sign => bare(ast.items(node)[0]),
        _ => bare(at),
    }
}

fn raised(unit: Unit, power: Option<f64>) -> Option<Unit> {
    match power? {
        0.5 => unit.root(Degree::Two),
        power if power == power.floor() => unit.raised(power),
        _ => None,
    }
}

/// The unit of base ^ exponent.
pub fn power_unit(checked: &mut Checked, base: usize, exponent: usize) -> Option<Unit> {
    checked.settle(base);
    drop_unit(checked, exponent);
    let unit = checked.unit(base)?;
    let found = raised(unit, literal_value(checked.ast, exponent));
    if found.is_none() {
        drop_unit(checked, base);
    }
    found
}

pub fn check_power(checked: &mut Checked, at: usize) {
    let items = checked.items(at);
    let is_good = expect_numbers(checked, items);
    let unit = if is_good {
        power_unit(checked, items[0], items[1])
    } else {
        None
    };
    checked.put_number(is_good, unit, checked.are_constant(items));
}

pub fn check_sign(checked: &mut Checked, at: usize) {
    let items = checked.items(at);
    let is_good = expect_numbers(checked, items);
    checked.put_number(
        is_good,
        checked.unit(items[0]),
        checked.is_constant(items[0]),
    );
}
