//! Texts of formulas: what the front end says of one, as data.

use hydra_core::formula::front::{
    Catalogue, Formula, FormulaFault, Limits, Options, Unit, ValueType, Variable, read,
};
use hydra_core::formula::listing::listing;
use napi::bindgen_prelude::{Float64Array, Utf16String};
use napi_derive::napi;

use crate::memory::whole;

/// One fault, as src/reference/formula/fault.ts has it.
#[napi(object)]
pub struct FaultData {
    pub code: u32,
    pub reason: String,
    pub values: Vec<Utf16String>,
    pub start: u32,
    pub end: u32,
    pub suggestions: Vec<Utf16String>,
}

/// A formula that was read.
#[napi(object)]
pub struct FormulaData {
    pub value_type: String,
    pub unit: String,
    /// Names of variables, in order of first use.
    pub names: Vec<Utf16String>,
    /// Of each variable its type, the place of its unit in the grammar or -1, how many spans, and their starts and ends.
    pub spans: Float64Array,
    pub errors: Vec<FaultData>,
    pub warnings: Vec<FaultData>,
}

/// Numbers of a variable: its type, the place of its unit in the grammar or -1, the least and the most it can be.
const FIGURES: usize = 4;

fn variable(figures: &[f64]) -> Option<Variable> {
    let &[kind, unit, min, max] = figures else {
        return None;
    };
    let unit = match unit {
        -1.0 => None,
        place => Some(Unit::at(whole(place)? as usize)?),
    };
    Some(Variable {
        value_type: *ValueType::OF_VARIABLES.get(whole(kind)? as usize)?,
        unit,
        min,
        max,
    })
}

pub(crate) fn catalogue(names: Vec<Utf16String>, figures: &[f64]) -> Option<Catalogue> {
    let mut all = Catalogue::default();
    if figures.len() != FIGURES * names.len() {
        return None;
    }
    for (name, own) in names.iter().zip(figures.chunks_exact(FIGURES)) {
        all.declare(name.to_vec(), variable(own)?);
    }
    Some(all)
}

/// Four limits; whether units mix; the number of the type that is expected, or -1.
pub(crate) fn options(numbers: &[f64]) -> Option<Options> {
    let &[text, nesting, nodes, arguments, mixes_units, expect] = numbers else {
        return None;
    };
    let limit = |x: f64| whole(x).map(|x| x as usize);
    let limits = [
        limit(text)?,
        limit(nesting)?,
        limit(nodes)?,
        limit(arguments)?,
    ];
    let expect = match expect {
        -1.0 => None,
        place => Some(*ValueType::OF_VARIABLES.get(whole(place)? as usize)?),
    };
    Some(Options {
        limits: Limits::of(limits)?,
        mixes_units: mixes_units == 1.0,
        expect,
    })
}

fn faults(list: &[FormulaFault]) -> Vec<FaultData> {
    let texts = |list: &[Vec<u16>]| list.iter().map(|own| own.clone().into()).collect();
    list.iter()
        .map(|fault| FaultData {
            code: fault.code,
            reason: fault.reason.to_owned(),
            values: texts(&fault.values),
            start: fault.start as u32,
            end: fault.end as u32,
            suggestions: texts(&fault.suggestions),
        })
        .collect()
}

fn unit_text(unit: Option<Unit>) -> String {
    unit.map(|unit| unit.text()).unwrap_or_default()
}

/// The place of a unit in the grammar, or -1.
fn unit_place(unit: Option<Unit>) -> f64 {
    unit.and_then(|unit| unit.place())
        .map_or(-1.0, |place| place as f64)
}

fn spans(formula: &Formula) -> Vec<f64> {
    let mut out = Vec::new();
    for used in &formula.variables {
        let own = used.variable.value_type;
        let kind = ValueType::OF_VARIABLES.iter().position(|&kind| kind == own);
        let count = used.spans.len() as f64;
        out.extend([
            kind.map_or(-1.0, |kind| kind as f64),
            unit_place(used.variable.unit),
            count,
        ]);
        out.extend(
            used.spans
                .iter()
                .flat_map(|&(start, end)| [start as f64, end as f64]),
        );
    }
    out
}

fn data_of(formula: &Formula) -> FormulaData {
    let result = formula.result();
    FormulaData {
        value_type: result.value_type.name().to_owned(),
        unit: unit_text(result.unit),
        names: formula
            .variables
            .iter()
            .map(|used| used.name.to_vec().into())
            .collect(),
        spans: spans(formula).into(),
        errors: faults(&formula.errors),
        warnings: faults(&formula.warnings),
    }
}

/// Reads a text and hands it to `then`; None for numbers that mean nothing.
fn with_formula<T>(
    text: &[u16],
    names: Option<Vec<Utf16String>>,
    figures: &[f64],
    numbers: &[f64],
    then: fn(&Formula) -> T,
) -> Option<T> {
    let all = match names {
        Some(names) => Some(catalogue(names, figures)?),
        None => None,
    };
    Some(then(&read(text, all.as_ref(), &options(numbers)?)))
}

/// See `hydra_core::formula::front`. Without names every free name is a number. Null for numbers that mean nothing.
#[napi(catch_unwind)]
pub fn formula_read(
    text: Utf16String,
    names: Option<Vec<Utf16String>>,
    figures: &[f64],
    options: &[f64],
) -> Option<FormulaData> {
    with_formula(&text, names, figures, options, data_of)
}

/// The checked tree of the same call as lines, for the tests that compare both engines.
#[napi(catch_unwind)]
pub fn formula_tree(
    text: Utf16String,
    names: Option<Vec<Utf16String>>,
    figures: &[f64],
    options: &[f64],
) -> Option<Vec<String>> {
    with_formula(&text, names, figures, options, listing)
}
