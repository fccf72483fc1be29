//! The whole way of a formula in Rust: text, program, columns. The bytes themselves are held against TypeScript in test/parity.

use hydra_core::formula::emit::emit;
use hydra_core::formula::front::{Limits, Options, compile_check};
use hydra_core::formula::lower::{Lowered, lower};
use hydra_core::formula::term::Graph;
use hydra_core::formula::{Columns, Output, run};
use proptest::prelude::*;

fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

fn wide() -> Options {
    Options {
        limits: Limits::of([262_144, 512, 65_536, 255]).unwrap(),
        mixes_units: true,
        expect: None,
    }
}

/// None for a text with errors, and for what no program can compute.
fn compiled(text: &[u16], optimize: bool) -> Option<Lowered> {
    let formula = compile_check(text, None, &wide()).ok()?;
    let mut graph = Graph::new(optimize);
    let root = emit(&mut graph, &formula, &|word| word.len() as f64)?;
    lower(&graph, &[root])
}

/// Values of a formula of numbers, for inputs in order of their names' first use.
fn values(text: &str, numbers: &[&[f64]], optimize: bool) -> Vec<f64> {
    let lowered = compiled(&units(text), optimize).unwrap();
    let rows = numbers[0].len();
    let mut out = vec![0.0; rows];
    let mut counts = [0.0; 2];
    let columns = Columns {
        rows,
        numbers,
        masks: &[],
    };
    let mut output = Output {
        values: &mut [&mut out],
        flags: &mut [],
        missing: &mut [],
        counts: &mut counts,
        is_clear: false,
    };
    run(&lowered.bytes, columns, &mut output).unwrap();
    out
}

#[test]
fn a_text_gives_the_values_that_it_says() {
    let a = [1.0, 2.0, f64::NAN, -4.0];
    let b = [10.0, 0.0, 5.0, 0.5];
    for optimize in [true, false] {
        let sum = values("(a + b) * 2 - (a + b) ?? 7", &[&a, &b], optimize);
        assert_eq!(sum, [11.0, 2.0, 7.0, -3.5]);
        let time = values("a_ms + 2s + b_seconds", &[&a, &b], optimize);
        assert_eq!(time[..2], [12_001.0, 2_002.0]);
        let chosen = values(
            "a > 1 and b < 1 ? sqrt(abs(a)) : a ^ -1",
            &[&a, &b],
            optimize,
        );
        assert_eq!(chosen[3], -0.25);
        assert_eq!(chosen[1], 2.0_f64.sqrt());
        assert!(chosen[2].is_nan());
    }
}

#[test]
fn what_stands_twice_is_computed_once() {
    let text = units("(a + b) * (a + b) + (2 + 3)");
    assert_eq!(compiled(&text, true).unwrap().steps, 3);
    assert_eq!(compiled(&text, false).unwrap().steps, 6);
}

/// The stack of this thread is a quarter of the smallest that a platform gives: no depth may need more.
#[test]
fn depth_costs_no_stack() {
    // Each chain in a chain holds a register, of which there are 256.
    let deep = |head: &str, tail: &str, times: usize| {
        format!("{}(a > 1){}", head.repeat(times), tail.repeat(times))
    };
    let texts = [
        deep("(b > 1 and (c > 2 or (", ")) or d > 1)", 60),
        deep("not (", ")", 160),
        deep("(b > 2 or ", ") and c > 3", 160),
        deep("(a > 3 ? b > 2 : (", "))", 160),
        format!("{}a{}", "(".repeat(500), " + b) * 2".repeat(500)),
        format!("a{}", " * b + c".repeat(5_000)),
    ];
    let compile_all = move || {
        for text in texts {
            let text = units(&text);
            for optimize in [true, false] {
                assert!(compiled(&text, optimize).is_some());
            }
        }
    };
    let thread = std::thread::Builder::new().stack_size(64 * 1024);
    thread.spawn(compile_all).unwrap().join().unwrap();
}

fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "a",
        "b",
        "1",
        "2.5",
        "(",
        ")",
        "(",
        ")",
        "+",
        "-",
        "*",
        "/",
        "%",
        "^",
        "??",
        "==",
        "<",
        " and ",
        " or ",
        " not ",
        "?",
        ":",
        "min(",
        "sqrt(",
        ",",
        "round(",
        "missing",
        "true",
        "\"x\"",
        " in (",
        "hypot(",
        "if(",
        "is_missing(",
    ])
}

proptest! {
    #[test]
    fn any_text_is_refused_or_becomes_a_program(pieces in prop::collection::vec(piece(), 0..24), optimize in any::<bool>()) {
        if let Some(lowered) = compiled(&units(&pieces.concat()), optimize) {
            prop_assert!(hydra_core::formula::program::read(&lowered.bytes).is_ok());
        }
    }
}
