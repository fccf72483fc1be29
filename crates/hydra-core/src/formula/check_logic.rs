//! Types of comparisons, memberships, and, or, not, choices; units of what they compare.
//! Twin: src/reference/formula/check-logic.ts

use super::ast::NodeKind;
use super::catalogue::ValueType;
use super::check_type::{common_type, expect_all, expect_type, place};
use super::checked::Checked;
use super::text::text;
use super::unify::unify;

fn is_equality(operator: &str) -> bool {
    operator == "==" || operator == "!="
}

fn is_computed(checked: &Checked, item: usize) -> bool {
    use NodeKind::{Call, Power, Product, Sum};
    checked.type_of(item) == ValueType::Number
        && !checked.is_constant(item)
        && matches!(checked.node(item).kind, Sum | Product | Power | Call)
}

/// Says that equality of computed numbers is exact.
fn warn_of_equality(checked: &mut Checked, items: &[usize], operator: &str) {
    let found = items.iter().find(|&&item| is_computed(checked, item));
    if let Some(&item) = found.filter(|_| is_equality(operator)) {
        checked.fault(2055, "computed-equality", item, vec![]);
    }
}

pub fn check_compare(checked: &mut Checked, at: usize) {
    let (items, operator) = (checked.items(at), checked.node(at).word);
    let is_missing = |&&item: &&usize| checked.type_of(item) == ValueType::Missing;
    if let Some(&literal) = items.iter().find(is_missing) {
        checked.fault(2002, "compare-missing", literal, vec![]);
        return checked.put_error();
    }
    let common = common_type(checked, items, place::COMPARISON);
    let is_ordered = common != ValueType::Boolean || is_equality(operator);
    if !is_ordered {
        checked.fault(2002, "boolean-order", items[0], vec![text(operator)]);
    }
    if common == ValueType::Number {
        unify(checked, items);
    }
    warn_of_equality(checked, items, operator);
    checked.put_boolean(common != ValueType::Error && is_ordered);
}

pub fn check_in(checked: &mut Checked, at: usize) {
    let items = checked.items(at);
    let common = common_type(checked, items, place::COMPARISON);
    if common == ValueType::Number {
        unify(checked, items);
    }
    checked.put_boolean(common != ValueType::Error);
}

/// And, or, not, `!`.
pub fn check_boolean(checked: &mut Checked, at: usize) {
    let place = match checked.node(at).kind {
        NodeKind::Negation => place::NEGATION,
        _ => place::LOGIC,
    };
    let is_good = expect_all(checked, checked.items(at), ValueType::Boolean, place);
    checked.put_boolean(is_good);
}

/// The value of one of several: one type, one unit.
pub fn check_choice(checked: &mut Checked, items: &[usize], is_good: bool) {
    let common = common_type(checked, items, place::CHOICE);
    let unit = match common {
        ValueType::Number => unify(checked, items),
        _ => None,
    };
    let value_type = if is_good { common } else { ValueType::Error };
    checked.put(value_type, unit, checked.are_constant(items));
}

pub fn check_conditional(checked: &mut Checked, at: usize) {
    let items = checked.items(at);
    let is_good = expect_type(checked, items[0], ValueType::Boolean, place::CONDITION);
    check_choice(checked, &items[1..], is_good);
}
