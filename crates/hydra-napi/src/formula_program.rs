//! Texts of formulas to the bytes of one program: the whole compiler in one call.

use std::collections::BTreeMap;

use hydra_core::formula::emit::emit;
use hydra_core::formula::front::compile_check;
use hydra_core::formula::lower::{Lowered, lower};
use hydra_core::formula::term::{Graph, MaskInput, NumberInput, NumberKind, TextSide};
use napi::bindgen_prelude::{Uint8Array, Utf16String};
use napi_derive::napi;

use crate::formula_text::{catalogue, options};

/// A column of numbers that the program reads, as src/reference/formula/term.ts has it.
#[napi(object)]
pub struct NumberInputData {
    pub kind: String,
    pub name: Utf16String,
    pub figure: String,
    pub q: f64,
}

/// A text of a test.
#[napi(object)]
pub struct TextSideData {
    pub kind: String,
    pub text: Utf16String,
}

/// A column of Kleene bytes that the program reads.
#[napi(object)]
pub struct MaskInputData {
    pub kind: String,
    pub name: Utf16String,
    pub sides: Vec<TextSideData>,
}

/// A program, and what it reads.
#[napi(object)]
pub struct ProgramData {
    pub bytes: Uint8Array,
    pub steps: u32,
    pub numbers: Vec<NumberInputData>,
    pub masks: Vec<MaskInputData>,
}

fn number_input(input: &NumberInput) -> NumberInputData {
    let kind = match input.kind {
        NumberKind::Number => "number",
        NumberKind::Rank => "rank",
        NumberKind::Figure => "figure",
    };
    NumberInputData {
        kind: kind.to_owned(),
        name: input.name.clone().into(),
        figure: input.figure.to_owned(),
        q: input.q,
    }
}

fn text_side(side: &TextSide) -> TextSideData {
    let (kind, text) = match side {
        TextSide::Name(text) => ("name", text),
        TextSide::Text(text) => ("text", text),
    };
    TextSideData {
        kind: kind.to_owned(),
        text: text.clone().into(),
    }
}

fn mask_input(input: &MaskInput) -> MaskInputData {
    match input {
        MaskInput::Flag(name) => MaskInputData {
            kind: "flag".to_owned(),
            name: name.clone().into(),
            sides: Vec::new(),
        },
        MaskInput::Test(name, sides) => MaskInputData {
            kind: "test".to_owned(),
            name: (*name).to_owned().into(),
            sides: sides.iter().map(text_side).collect(),
        },
    }
}

fn data_of(lowered: Lowered) -> ProgramData {
    ProgramData {
        bytes: lowered.bytes.into(),
        steps: lowered.steps as u32,
        numbers: lowered.numbers.iter().map(number_input).collect(),
        masks: lowered.masks.iter().map(mask_input).collect(),
    }
}

/// One program of several texts over one catalogue, their results in order; `words` are the texts that have ranks, each with its own.
/// Null where a text has errors, where no program can compute one, and for numbers that mean nothing.
#[napi(catch_unwind)]
#[allow(
    clippy::too_many_arguments,
    reason = "an object would cost more than the call"
)]
pub fn formula_program(
    texts: Vec<Utf16String>,
    names: Option<Vec<Utf16String>>,
    figures: &[f64],
    numbers: &[f64],
    optimize: bool,
    words: Vec<Utf16String>,
    ranks: &[f64],
) -> Option<ProgramData> {
    let all = match names {
        Some(names) => Some(catalogue(names, figures)?),
        None => None,
    };
    let by_word: BTreeMap<&[u16], f64> = words
        .iter()
        .map(|word| &**word)
        .zip(ranks.iter().copied())
        .collect();
    let rank_of = |text: &[u16]| by_word.get(text).copied().unwrap_or(f64::NAN);
    let options = options(numbers)?;
    let mut graph = Graph::new(optimize);
    let mut roots = Vec::new();
    for text in &texts {
        let formula = compile_check(text, all.as_ref(), &options).ok()?;
        roots.push(emit(&mut graph, &formula, &rank_of)?);
    }
    lower(&graph, &roots).map(data_of)
}
