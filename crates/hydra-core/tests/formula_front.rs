//! The front end of formulas: the golden rows, which the TypeScript tests read too; laws over any text.

use hydra_core::formula::front::{
    Catalogue, Formula, FormulaFault, Limits, Options, ValueType, Variable, compile_check, read,
};
use hydra_core::formula::listing::listing;
use proptest::prelude::*;
use serde_json::{Value, json};

const GOLDEN: &str = include_str!("../../../fixtures/golden/formula/grammar.json");

fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

/// The golden rows. Half a pair is no text in Rust: U+E000 stands for it until [`golden_units`].
fn golden() -> Vec<Value> {
    let text = GOLDEN.replace("\\ud800", "\\ue000");
    let golden: Value = serde_json::from_str(&text).unwrap();
    golden["rows"].as_array().unwrap().clone()
}

fn golden_units(text: &Value) -> Vec<u16> {
    let pair = |unit| if unit == 0xe000 { 0xd800 } else { unit };
    text.as_str().unwrap().encode_utf16().map(pair).collect()
}

/// As golden rows have faults: code, start, end, reason.
fn rows_of(faults: &[FormulaFault]) -> Value {
    let row = |fault: &FormulaFault| json!([fault.code, fault.start, fault.end, fault.reason]);
    faults.iter().map(row).collect()
}

/// Faults of grammar alone: a row names variables that nobody declared, and its types need not fit.
fn of_grammar(faults: &[FormulaFault]) -> Vec<FormulaFault> {
    let of_grammar = |fault: &&FormulaFault| {
        !matches!(fault.code, 2002 | 2003 | 2004 | 2008 | 2012 | 2013 | 2054..)
    };
    faults.iter().filter(of_grammar).cloned().collect()
}

#[test]
fn faults_are_those_of_the_golden_rows() {
    let rows = golden();
    assert!(rows.len() > 160);
    for row in rows {
        let text = golden_units(&row["text"]);
        let formula = read(&text, None, &Options::default());
        let expected = row.get("faults").cloned().unwrap_or_else(|| json!([]));
        assert_eq!(rows_of(&of_grammar(&formula.errors)), expected, "{row}");
        let warnings = row.get("warnings").cloned().unwrap_or_else(|| json!([]));
        let found = of_grammar(&formula.warnings);
        let place = |fault: &FormulaFault| json!([fault.code, fault.start, fault.end]);
        assert_eq!(
            found.iter().map(place).collect::<Value>(),
            warnings,
            "{row}"
        );
    }
}

/// The tree without places and types: kind, value, text, operators of each node below the root, bottom-up.
fn shape(formula: &Formula) -> Vec<String> {
    let skip_places = |line: &String| {
        let words = line.split(' ').enumerate();
        let kept = words.filter(|(at, _)| line.starts_with("root") || !(1..3).contains(at));
        kept.map(|(_, word)| word).collect::<Vec<_>>().join(" ")
    };
    listing(formula).iter().map(skip_places).collect()
}

#[test]
fn canonical_texts_give_the_same_tree() {
    let mut seen = 0;
    for row in golden().iter().filter(|row| row.get("canonical").is_some()) {
        let [own, canonical] = ["text", "canonical"].map(|key| golden_units(&row[key]));
        let [own, canonical] = [&own, &canonical].map(|text| read(text, None, &Options::default()));
        assert_eq!(shape(&own), shape(&canonical), "{row}");
        seen += 1;
    }
    assert!(seen > 80);
}

fn catalogue() -> Catalogue {
    let mut all = Catalogue::default();
    for (name, value_type) in ["cpu_max", "memory_max_mb", "ok", "s_ms"]
        .iter()
        .zip([0, 0, 1, 3].map(|at: usize| ValueType::OF_VARIABLES[at]))
    {
        let free = Variable::free(&units(name));
        all.declare(units(name), Variable { value_type, ..free });
    }
    all
}

#[test]
fn a_rule_is_read_with_its_variables_and_units() {
    let text = units("cpu_max > 85 AND memory_max_mb > 1GiB or mean(s_ms) > 1s");
    let formula = compile_check(&text, Some(&catalogue()), &Options::default()).unwrap();
    assert_eq!(formula.result().value_type, ValueType::Boolean);
    let names = formula
        .variables
        .iter()
        .map(|own| String::from_utf16_lossy(&own.name));
    assert_eq!(
        names.collect::<Vec<_>>(),
        ["cpu_max", "memory_max_mb", "s_ms"]
    );
    assert_eq!(formula.variables[1].spans, [(17, 30)]);
    let factors: Vec<f64> = formula
        .known
        .iter()
        .filter_map(|known| known.conversion.map(|step| step.times / step.over))
        .collect();
    assert_eq!(factors, [1024.0, 1000.0]);
}

#[test]
fn all_faults_come_together_with_what_was_meant() {
    let text = units("memry_max_mb > 1 and cpu_max > \"x\" and");
    let faults = compile_check(&text, Some(&catalogue()), &Options::default()).unwrap_err();
    let codes: Vec<u32> = faults.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, [2003, 2002, 2001]);
    assert_eq!(faults[0].suggestions, [units("memory_max_mb")]);
}

#[test]
fn a_result_of_another_type_is_refused() {
    let options = Options {
        expect: Some(ValueType::Boolean),
        ..Options::default()
    };
    let faults = compile_check(&units("1 + 1"), None, &options).unwrap_err();
    assert_eq!(faults[0].reason, "wrong-result");
}

/// The stack of this thread is a quarter of the smallest that a platform gives: no depth may need more.
#[test]
fn depth_costs_no_stack() {
    let limits = Limits::of([262_144, 512, 65_536, 255]).unwrap();
    let options = Options {
        limits,
        ..Options::default()
    };
    let shapes = [
        "(",
        "-",
        "not ",
        "!",
        "a ? ",
        "a ? b : ",
        "a ^ ",
        "a ?? ",
        "f(",
        "a in (",
        "max(1, ",
        "a or a and a < a ?? a + a * a ^ (",
    ];
    let read_all = move || {
        for shape in shapes {
            for times in [500, 7000] {
                let text = units(&shape.repeat(times));
                read(&text, None, &options);
            }
        }
    };
    let thread = std::thread::Builder::new().stack_size(64 * 1024);
    thread.spawn(read_all).unwrap().join().unwrap();
}

/// Pieces of formulas, strangers, and any unit.
fn piece() -> impl Strategy<Value = Vec<u16>> {
    let words = vec![
        "a",
        "b",
        "cpu_max",
        "s_ms",
        "1",
        "2.5ms",
        "85%",
        "0xff",
        "1e400",
        "(",
        ")",
        "[",
        "]",
        ",",
        ":",
        "?",
        "+",
        "-",
        "*",
        "/",
        "%",
        "^",
        "??",
        "==",
        "<",
        "and",
        "or",
        "not",
        "in",
        "min(",
        "sqrt(",
        "log(",
        "round(",
        "\"x\"",
        "'",
        "`",
        "\\",
        "\u{0}",
        "\u{202e}",
        "\u{1f600}",
        "\u{2212}",
        " ",
        "\n",
        "#",
        "null",
        "true",
        "=",
        "=>",
        "1__0",
    ];
    prop_oneof![
        8 => prop::sample::select(words).prop_map(units),
        1 => any::<u16>().prop_map(|unit| vec![unit]),
    ]
}

proptest! {
    #[test]
    fn any_text_has_an_answer_whose_places_lie_inside(pieces in prop::collection::vec(piece(), 0..60), nesting in 1..20_usize) {
        let text = pieces.concat();
        let limits = Limits { nesting, ..Limits::default() };
        let options = Options { limits, ..Options::default() };
        for own in [None, Some(&catalogue())] {
            let formula = read(&text, own, &options);
            prop_assert_eq!(formula.known.len(), formula.ast.nodes().len());
            prop_assert!(formula.errors.is_sorted_by_key(|fault| fault.start));
            for fault in formula.errors.iter().chain(&formula.warnings) {
                prop_assert!(fault.start <= fault.end && fault.end <= text.len());
            }
            for (at, node) in formula.ast.nodes().iter().enumerate() {
                prop_assert!(node.start <= node.end && node.end <= text.len());
                prop_assert!(formula.ast.items(node).iter().all(|&item| item < at));
            }
        }
    }
}
