//! Whether an operand has the type that its place asks for. Nothing is converted; what is refused once is not refused again above.
//! Twin: src/reference/formula/check-type.ts

use super::catalogue::ValueType;
use super::checked::Checked;
use super::text::text;

/// Where an operand stands: its reason when the type does not fit.
pub mod place {
    pub const ARITHMETIC: &str = "arithmetic-type";
    pub const ARGUMENT: &str = "argument-type";
    pub const COMPARISON: &str = "comparison-type";
    pub const LOGIC: &str = "logic-type";
    pub const NEGATION: &str = "negation-type";
    pub const CHOICE: &str = "choice-type";
    pub const CONDITION: &str = "condition-type";
}

/// True where the type fits; the literal `missing` goes with every type.
pub fn expect_type(
    checked: &mut Checked,
    at: usize,
    wanted: ValueType,
    place: &'static str,
) -> bool {
    let found = checked.type_of(at);
    if found == wanted || (found == ValueType::Missing && wanted != ValueType::Series) {
        return true;
    }
    if found == ValueType::Error {
        return false;
    }
    let is_series = found == ValueType::Series;
    let reason = if is_series { "series-operand" } else { place };
    let values = vec![text(found.name()), text(wanted.name())];
    checked.fault(2002, reason, at, values);
    false
}

/// All of one type, each looked at.
pub fn expect_all(
    checked: &mut Checked,
    items: &[usize],
    wanted: ValueType,
    place: &'static str,
) -> bool {
    let fits = |good, &item: &usize| expect_type(checked, item, wanted, place) && good;
    items.iter().fold(true, fits)
}

/// The common type of operands that must share one; `Error` where they do not, `Missing` where none has a type.
pub fn common_type(checked: &mut Checked, items: &[usize], place: &'static str) -> ValueType {
    let mut common = ValueType::Missing;
    for &item in items {
        let found = checked.type_of(item);
        let is_first = common == ValueType::Missing;
        if found == ValueType::Error {
            return ValueType::Error;
        }
        if is_first && found != ValueType::Series {
            common = found;
            continue;
        }
        let wanted = if is_first { ValueType::Number } else { common };
        if !expect_type(checked, item, wanted, place) {
            return ValueType::Error;
        }
    }
    common
}
