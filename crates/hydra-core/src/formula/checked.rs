//! What is known of each node of a tree: type, unit, whether it is built of literals alone, the conversion of its value, the
//! function it calls.  Twin: src/reference/formula/checked.ts

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::ast::{Ast, Node};
use super::catalogue::{Catalogue, ValueType, Variable};
use super::fault::Faults;
use super::table::FunctionEntry;
use super::text::Text;
use super::unit::{Conversion, PLAIN, Unit};

/// What is known of one node.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Of its value.
    pub value_type: ValueType,
    /// Of its value, behind the conversion.
    pub unit: Option<Unit>,
    /// Built of literals alone.
    pub is_constant: bool,
    /// To be applied to its value.
    pub conversion: Option<Conversion>,
    pub(super) entry: Option<&'static FunctionEntry>,
}

impl Known {
    /// Name of the function that a call calls.
    pub fn function(&self) -> Option<&'static str> {
        self.entry.map(|entry| entry.name)
    }
}

/// A variable, and where it stands.
#[derive(Clone, Debug)]
pub struct UsedVariable<'t> {
    /// Its name.
    pub name: Cow<'t, [u16]>,
    /// What was declared of it.
    pub variable: Variable,
    /// Start and end of each place, in order.
    pub spans: Vec<(usize, usize)>,
}

/// The variables of a formula, in order of first use.
#[derive(Debug, Default)]
pub struct Used<'t> {
    pub list: Vec<UsedVariable<'t>>,
    places: BTreeMap<Cow<'t, [u16]>, usize>,
}

impl<'t> Used<'t> {
    pub fn get(&self, name: &[u16]) -> Option<Variable> {
        self.places.get(name).map(|&at| self.list[at].variable)
    }

    pub fn enter(&mut self, node: &Node<'t>, variable: Variable) {
        let at = *self
            .places
            .entry(node.text.clone())
            .or_insert_with_key(|name| {
                self.list.push(UsedVariable {
                    name: name.clone(),
                    variable,
                    spans: Vec::new(),
                });
                self.list.len() - 1
            });
        self.list[at].spans.push((node.start, node.end));
    }
}

/// A tree, and what is known of its nodes so far.
pub struct Checked<'c, 't> {
    pub ast: &'c Ast<'t>,
    pub faults: &'c mut Faults,
    /// None: every free name is a number.
    pub catalogue: Option<&'c Catalogue>,
    /// Units that do not fit are warnings instead of errors.
    pub mixes_units: bool,
    pub known: Vec<Known>,
    pub used: Used<'t>,
}

impl<'c, 't> Checked<'c, 't> {
    pub fn node(&self, at: usize) -> &'c Node<'t> {
        &self.ast.nodes[at]
    }

    pub fn items(&self, at: usize) -> &'c [usize] {
        self.ast.items(self.node(at))
    }

    pub fn type_of(&self, at: usize) -> ValueType {
        self.known[at].value_type
    }

    pub fn unit(&self, at: usize) -> Option<Unit> {
        self.known[at].unit
    }

    pub fn is_constant(&self, at: usize) -> bool {
        self.known[at].is_constant
    }

    pub fn are_constant(&self, items: &[usize]) -> bool {
        items.iter().all(|&item| self.is_constant(item))
    }

    /// Enters what is known of the next node.
    pub fn put(&mut self, value_type: ValueType, unit: Option<Unit>, is_constant: bool) {
        self.known.push(Known {
            value_type,
            unit,
            is_constant,
            conversion: None,
            entry: None,
        });
    }

    /// A node that was refused.
    pub fn put_error(&mut self) {
        self.put(ValueType::Error, None, false);
    }

    /// A number, or what was refused.
    pub fn put_number(&mut self, is_good: bool, unit: Option<Unit>, is_constant: bool) {
        let value_type = if is_good {
            ValueType::Number
        } else {
            ValueType::Error
        };
        self.put(value_type, unit, is_constant);
    }

    /// A boolean, or what was refused.
    pub fn put_boolean(&mut self, is_good: bool) {
        let value_type = if is_good {
            ValueType::Boolean
        } else {
            ValueType::Error
        };
        self.put(value_type, None, false);
    }

    pub fn fault(&mut self, code: u32, reason: &'static str, at: usize, values: Vec<Text>) {
        let place = self.node(at).start..self.node(at).end;
        self.faults.add(code, reason, place, values, vec![]);
    }

    /// Lets the value of a node be converted to a unit of its dimension; false where no exact factor is known.
    pub fn convert_to(&mut self, at: usize, unit: Unit) -> bool {
        let known = &mut self.known[at];
        let Some(step) = Conversion::between(known.unit.unwrap_or(PLAIN), unit) else {
            return false;
        };
        let whole = match known.conversion {
            None => Some(step),
            Some(before) => before.then(step),
        };
        let Some(whole) = whole else {
            return false;
        };
        known.conversion = (!whole.is_none()).then_some(whole);
        known.unit = Some(unit);
        true
    }

    /// A percent literal that nothing gave a unit: its plain value.
    pub fn settle(&mut self, at: usize) {
        let Some(unit) = self.unit(at).filter(Unit::is_ratio) else {
            return;
        };
        if !self.is_constant(at) {
            return;
        }
        if !unit.is_plain() {
            self.convert_to(at, PLAIN);
        }
        self.known[at].unit = None;
    }
}
