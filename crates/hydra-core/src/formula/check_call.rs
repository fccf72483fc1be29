//! Calls: which function, how many arguments, of which types; the unit of the result.
//! Functions of the user live in the twin alone, which can call them.  Twin: src/reference/formula/check-call.ts

use std::ops::Range;

use super::ast::Node;
use super::catalogue::ValueType;
use super::check_logic::check_choice;
use super::check_number::{cancel_ratio, drop_unit, literal_value, power_unit, warn_beyond};
use super::check_type::{expect_type, place};
use super::checked::Checked;
use super::grammar::{FUNCTIONS, foreign_function};
use super::suggest::suggest;
use super::table::{FunctionEntry, FunctionKind, Returned, UnitRule, Wanted};
use super::text::{Text, found, is, number_text, text};
use super::unify::unify;
use super::unit::{Degree, PLAIN, Unit};

/// Names of all functions.
pub fn function_names() -> impl Iterator<Item = Text> {
    let is_first = |&(at, entry): &(usize, &FunctionEntry)| {
        !FUNCTIONS[..at].iter().any(|other| other.name == entry.name)
    };
    let entries = FUNCTIONS.iter().enumerate().filter(is_first);
    entries.map(|(_, entry)| text(entry.name))
}

/// One name can be a function of numbers and one of a series.
fn entry_for(checked: &Checked, name: &[u16], items: &[usize]) -> Option<&'static FunctionEntry> {
    let mut entries = FUNCTIONS.iter().filter(|entry| is(name, entry.name));
    let first = entries.clone().next();
    let is_series = items
        .first()
        .is_some_and(|&item| checked.type_of(item) == ValueType::Series);
    entries
        .find(|entry| (entry.kind == FunctionKind::Series) == is_series)
        .or(first)
}

/// Where the name of the function stands.
fn name_of(node: &Node) -> Range<usize> {
    node.start..node.start + node.text.len()
}

fn refuse_unknown(checked: &mut Checked, node: &Node) {
    if checked.faults.is_over {
        return;
    }
    let name = &node.text;
    let known = found(foreign_function, name);
    let near = known.map_or_else(|| suggest(name, function_names()), |own| vec![text(own)]);
    let is_declared = checked.catalogue.is_some_and(|own| own.get(name).is_some());
    let reason = if is_declared && near.is_empty() {
        "variable-as-function"
    } else {
        "unknown-function"
    };
    let values = vec![name.to_vec()];
    checked
        .faults
        .add(2004, reason, name_of(node), values, near);
}

fn count_text(fewest: usize, most: usize) -> String {
    match most - fewest {
        0 => fewest.to_string(),
        1 => format!("{fewest} or {most}"),
        _ => format!("{fewest} to {most}"),
    }
}

fn has_count(checked: &mut Checked, entry: &FunctionEntry, node: &Node, count: usize) -> bool {
    let is_good = (entry.fewest..=entry.most).contains(&count);
    if !is_good {
        let values = vec![
            node.text.to_vec(),
            text(&count_text(entry.fewest, entry.most)),
            text(&number_text(count as f64)),
        ];
        checked
            .faults
            .add(2004, "argument-count", name_of(node), values, vec![]);
    }
    is_good
}

/// What a literal must be, and how faults call it: digits of round, rows of a window, the weight of a new row.
fn expect_literal(
    checked: &mut Checked,
    at: usize,
    reason: &'static str,
    is_fit: fn(f64) -> bool,
) -> bool {
    let is_good = literal_value(checked.ast, at).is_some_and(is_fit);
    if !is_good && checked.type_of(at) != ValueType::Error {
        checked.fault(2002, reason, at, vec![]);
    }
    is_good
}

fn is_digits(x: f64) -> bool {
    x == x.floor() && (-15.0..=15.0).contains(&x)
}

fn is_rows(x: f64) -> bool {
    x == x.floor() && (1.0..=1e6).contains(&x)
}

fn is_weight(x: f64) -> bool {
    x > 0.0 && x <= 1.0
}

fn expect_argument(checked: &mut Checked, at: usize, wanted: Wanted) -> bool {
    let wanted = match wanted {
        Wanted::Digits => return expect_literal(checked, at, "digits", is_digits),
        Wanted::Rows => return expect_literal(checked, at, "rows", is_rows),
        Wanted::Weight => return expect_literal(checked, at, "weight", is_weight),
        Wanted::Any if checked.type_of(at) != ValueType::Series => {
            return checked.type_of(at) != ValueType::Error;
        }
        Wanted::Any | Wanted::Number | Wanted::Probability => ValueType::Number,
        Wanted::Boolean => ValueType::Boolean,
        Wanted::String => ValueType::String,
        Wanted::Series => ValueType::Series,
    };
    expect_type(checked, at, wanted, place::ARGUMENT)
}

/// Each argument is looked at.
fn expect_arguments(checked: &mut Checked, entry: &FunctionEntry, items: &[usize]) -> bool {
    let last = entry.arguments.last();
    let mut is_good = true;
    for (i, &item) in items.iter().enumerate() {
        let wanted = entry.arguments.get(i).or(last);
        is_good &= wanted.is_some_and(|&wanted| expect_argument(checked, item, wanted));
    }
    is_good
}

fn root_unit(checked: &mut Checked, at: usize, own: Unit, degree: Degree) -> Option<Unit> {
    let unit = own.root(degree);
    if unit.is_none() {
        drop_unit(checked, at);
    }
    unit
}

/// The unit of a change by another; dropped where it is no longer exact.
fn per_time(checked: &mut Checked, items: &[usize]) -> Option<Unit> {
    for &item in items {
        checked.settle(item);
    }
    let [own, time] = [items[0], items[1]].map(|item| checked.unit(item));
    if own.is_none() && time.is_none() {
        return None;
    }
    let unit = own.unwrap_or(PLAIN).divided(time.unwrap_or(PLAIN));
    if unit.is_none() {
        drop_unit(checked, items[1]);
    }
    unit
}

/// The unit of the result, by the rule of the function.
fn result_unit(checked: &mut Checked, entry: &FunctionEntry, items: &[usize]) -> Option<Unit> {
    let first = items[0];
    let own = checked.unit(first);
    match entry.unit {
        UnitRule::One => return unify(checked, items),
        UnitRule::Angle => {
            unify(checked, items);
            return None;
        }
        UnitRule::Power => return power_unit(checked, first, items[1]),
        UnitRule::Keep => return own,
        UnitRule::Rate => return per_time(checked, items),
        _ => warn_beyond(checked, first, entry),
    }
    for &item in items {
        match entry.unit {
            UnitRule::Drop => drop_unit(checked, item),
            _ => checked.settle(item),
        }
    }
    match entry.unit {
        UnitRule::Root2 => root_unit(checked, first, own?, Degree::Two),
        UnitRule::Root3 => root_unit(checked, first, own?, Degree::Three),
        UnitRule::Square => own?.raised(2.0),
        _ => None,
    }
}

fn put(checked: &mut Checked, entry: &FunctionEntry, items: &[usize]) {
    let is_good_type = match entry.result {
        Returned::Same => {
            let chosen = if entry.name == "if" {
                &items[1..]
            } else {
                items
            };
            return check_choice(checked, chosen, true);
        }
        Returned::Number => ValueType::Number,
        Returned::Boolean => ValueType::Boolean,
    };
    let unit = result_unit(checked, entry, items);
    let own = unit.filter(|_| entry.result == Returned::Number);
    let is_constant = entry.kind == FunctionKind::Scalar && checked.are_constant(items);
    checked.put(is_good_type, own, is_constant);
}

/// The function of a call, where there is one and it can be called here.
fn callee(checked: &mut Checked, node: &Node, items: &[usize]) -> Option<&'static FunctionEntry> {
    let Some(entry) = entry_for(checked, &node.text, items) else {
        refuse_unknown(checked, node);
        return None;
    };
    has_count(checked, entry, node, items.len()).then_some(entry)
}

pub fn check_call(checked: &mut Checked, at: usize) {
    let (node, items) = (checked.node(at), checked.items(at));
    if is(&node.text, "log") && items.len() == 1 {
        checked
            .faults
            .add(2012, "log-without-base", name_of(node), vec![], vec![]);
        return checked.put_error();
    }
    let Some(entry) = callee(checked, node, items) else {
        return checked.put_error();
    };
    if !expect_arguments(checked, entry, items) {
        return checked.put_error();
    }
    put(checked, entry, items);
    checked.known[at].entry = Some(entry);
    if entry.unit == UnitRule::Rate {
        cancel_ratio(checked, at, items);
    }
}
