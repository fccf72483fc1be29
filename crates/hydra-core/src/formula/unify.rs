//! One unit for operands that must share one: of sums, comparisons, choices.
//! A variable with a unit sets it, others are converted to it; a bare literal takes it as it is; a literal with a unit is converted.
//! A percent literal beside a number without unit is a plain ratio; any other unit literal there is refused, since guessing would
//! disarm rules.  Twin: src/reference/formula/unify.ts

use super::ast::NodeKind;
use super::catalogue::ValueType;
use super::checked::Checked;
use super::text::{Text, text};
use super::unit::{PLAIN, Unit};

#[derive(Default)]
struct Groups {
    /// With a unit, not of literals alone.
    measured: Vec<usize>,
    /// Without a unit, not of literals alone.
    free: Vec<usize>,
    /// Of literals alone, with a unit.
    literal: Vec<usize>,
    /// Of literals alone, without.
    bare: Vec<usize>,
}

fn groups_of(checked: &Checked, items: &[usize]) -> Groups {
    let mut groups = Groups::default();
    for &item in items {
        if checked.type_of(item) != ValueType::Number {
            continue;
        }
        let has_unit = checked.unit(item).is_some();
        match (checked.is_constant(item), has_unit) {
            (true, true) => groups.literal.push(item),
            (true, false) => groups.bare.push(item),
            (false, true) => groups.measured.push(item),
            (false, false) => groups.free.push(item),
        }
    }
    groups
}

/// Refused, or warned of where units may mix.
fn mismatch(checked: &mut Checked, at: usize, reason: &'static str, values: Vec<Text>) {
    let code = if checked.mixes_units { 2054 } else { 2002 };
    checked.fault(code, reason, at, values);
}

fn fit(checked: &mut Checked, at: usize, unit: Unit) {
    let own = checked.unit(at).unwrap_or(PLAIN);
    if !own.same_dimension(&unit) {
        let values = vec![text(&own.text()), text(&unit.text())];
        mismatch(checked, at, "unit-mismatch", values);
    } else if !own.same_scale(&unit) && !checked.convert_to(at, unit) {
        checked.fault(2054, "unit-dropped", at, vec![text(&own.text())]);
    }
}

/// Literals beside numbers that have no unit.
fn fit_to_none(checked: &mut Checked, literals: &[usize], free: usize) {
    let node = checked.node(free);
    let name = if node.kind == NodeKind::Name {
        node.text.to_vec()
    } else {
        Text::new()
    };
    for &at in literals {
        let own = checked.unit(at).unwrap_or(PLAIN);
        if own.is_ratio() {
            checked.convert_to(at, PLAIN);
        } else {
            let values = vec![text(&own.text()), name.clone()];
            mismatch(checked, at, "unit-beside-none", values);
        }
    }
}

fn literal_unit(checked: &mut Checked, literal: &[usize], has_bare: bool) -> Option<Unit> {
    let first = checked.unit(*literal.first()?)?;
    let is_share = literal
        .iter()
        .all(|&at| checked.unit(at).is_some_and(|unit| unit.is_ratio()));
    let unit = if is_share && has_bare { PLAIN } else { first };
    for &at in literal {
        fit(checked, at, unit);
    }
    Some(unit)
}

/// The common unit; None for none.
pub fn unify(checked: &mut Checked, items: &[usize]) -> Option<Unit> {
    let groups = groups_of(checked, items);
    let Groups {
        measured,
        free,
        literal,
        bare,
    } = &groups;
    if let Some(target) = measured.first().and_then(|&at| checked.unit(at)) {
        for &at in measured.iter().chain(literal) {
            fit(checked, at, target);
        }
        if let Some(&at) = free.first() {
            checked.fault(2054, "unit-assumed", at, vec![text(&target.text())]);
        }
        return Some(target);
    }
    if free.is_empty() {
        return literal_unit(checked, literal, !bare.is_empty());
    }
    fit_to_none(checked, literal, free[0]);
    None
}
