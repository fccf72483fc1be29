//! The variables that a formula may name: types, units, bounds.
//! Twin: the types of src/reference/formula/checked.ts, and `variableOf` of check.ts

use std::collections::BTreeMap;

use super::text::Text;
use super::unit::Unit;

/// `Missing`: the literal without a value, which goes with every type. `Error`: refused already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "their names say it")]
pub enum ValueType {
    Number,
    Boolean,
    String,
    Series,
    Missing,
    Error,
}

impl ValueType {
    /// The types that a variable can have, in the order of their numbers.
    pub const OF_VARIABLES: [Self; 4] = [Self::Number, Self::Boolean, Self::String, Self::Series];

    /// As messages name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::String => "string",
            Self::Series => "series",
            Self::Missing => "missing",
            Self::Error => "error",
        }
    }
}

/// What was declared of a variable.
#[derive(Clone, Copy, Debug)]
pub struct Variable {
    /// Of its values.
    pub value_type: ValueType,
    /// Of its values.
    pub unit: Option<Unit>,
    /// The least it can be.
    pub min: f64,
    /// The most it can be.
    pub max: f64,
}

impl Variable {
    /// A number without bounds, its unit told by the end of its name.
    pub fn free(name: &[u16]) -> Self {
        Self {
            value_type: ValueType::Number,
            unit: Unit::told_by(name),
            min: f64::NEG_INFINITY,
            max: f64::INFINITY,
        }
    }
}

/// Variables by name; the order is that of their declaration.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    names: Vec<Text>,
    by_name: BTreeMap<Text, Variable>,
}

impl Catalogue {
    /// Declares a variable; of two with one name the second one holds.
    pub fn declare(&mut self, name: Text, variable: Variable) {
        if self.by_name.insert(name.clone(), variable).is_none() {
            self.names.push(name);
        }
    }

    pub(super) fn names(&self) -> &[Text] {
        &self.names
    }

    pub(super) fn get(&self, name: &[u16]) -> Option<Variable> {
        self.by_name.get(name).copied()
    }
}
