//! The front end of the formula language: text to a tree whose types, units and names were checked.
//! In: UTF-16 units, the variables, limits. Out: the tree and what is known of its nodes, and all faults of the text together.
//! Any text has an answer, also one with halves of pairs; nothing here panics, and no stack grows with the text.
//! Twin: src/reference/formula/front.ts

use super::ast::Ast;
pub use super::catalogue::{Catalogue, ValueType, Variable};
use super::check::check;
use super::checked::{Checked, Used};
pub use super::checked::{Known, UsedVariable};
use super::fault::Faults;
pub use super::fault::FormulaFault;
pub use super::limits::Limits;
use super::parser::parse;
use super::text::text;
pub use super::unit::{Conversion, Unit};

/// How a text is judged.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// How long, deep and large it may be.
    pub limits: Limits,
    /// Units that do not fit are warnings instead of errors.
    pub mixes_units: bool,
    /// The type that the result must have.
    pub expect: Option<ValueType>,
}

/// A formula that was read; for editors and tests also one with errors.
#[derive(Debug)]
pub struct Formula<'t> {
    /// The tree.
    pub ast: Ast<'t>,
    /// Of each node of the tree.
    pub known: Vec<Known>,
    /// In order of first use.
    pub variables: Vec<UsedVariable<'t>>,
    /// By place.
    pub errors: Vec<FormulaFault>,
    /// What is legal and doubtful, in the order found.
    pub warnings: Vec<FormulaFault>,
}

impl Formula<'_> {
    /// What is known of the result.
    pub fn result(&self) -> Known {
        self.known[self.ast.root()]
    }
}

fn check_expected(checked: &mut Checked, expect: Option<ValueType>) {
    let root = checked.ast.root();
    let found = checked.type_of(root);
    if let Some(wanted) =
        expect.filter(|&wanted| wanted != found && checked.faults.errors.is_empty())
    {
        let values = vec![text(found.name()), text(wanted.name())];
        checked.fault(2002, "wrong-result", root, values);
    }
}

/// Reads and judges a text; without a catalogue every free name is a number.
pub fn read<'t>(text: &'t [u16], catalogue: Option<&Catalogue>, options: &Options) -> Formula<'t> {
    let mut faults = Faults::default();
    let ast = parse(text, options.limits, &mut faults);
    let mut checked = Checked {
        ast: &ast,
        faults: &mut faults,
        catalogue,
        mixes_units: options.mixes_units,
        known: Vec::with_capacity(ast.nodes().len()),
        used: Used::default(),
    };
    check(&mut checked);
    check_expected(&mut checked, options.expect);
    let Checked { known, used, .. } = checked;
    faults.sort();
    Formula {
        known,
        variables: used.list,
        ast,
        errors: faults.errors,
        warnings: faults.warnings,
    }
}

/// Reads a text that must be good.
///
/// # Errors
/// All faults of the text, at most 20, by place.
pub fn compile_check<'t>(
    text: &'t [u16],
    catalogue: Option<&Catalogue>,
    options: &Options,
) -> Result<Formula<'t>, Vec<FormulaFault>> {
    let formula = read(text, catalogue, options);
    if formula.errors.is_empty() {
        Ok(formula)
    } else {
        Err(formula.errors)
    }
}
