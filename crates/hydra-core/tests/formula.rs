//! The golden rows of formula programs, which the TypeScript tests read too; and programs that are refused.

mod golden_rows;

use golden_rows::{assert_near, numbers as plain_numbers, rows};
use hydra_core::Fault;
use hydra_core::formula::opcode::Op;
use hydra_core::formula::{Columns, Output, run};
use serde_json::Value;

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| {
        let text = value.as_str().unwrap();
        text.parse().unwrap()
    })
}

fn bytes_of(hex: &str) -> Vec<u8> {
    let pairs = hex.as_bytes().chunks(2);
    pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

/// Columns of numbers, some of which stand as text.
fn columns_of(value: &Value) -> Vec<Vec<f64>> {
    let list = value.as_array().unwrap().iter();
    list.map(|column| column.as_array().unwrap().iter().map(number).collect())
        .collect()
}

fn masks_of(value: &Value) -> Vec<Vec<u8>> {
    let list = value.as_array().unwrap().iter();
    list.map(|column| plain_numbers(column).iter().map(|&x| x as u8).collect())
        .collect()
}

/// A boolean result as Kleene bytes, and a number's as it is.
fn run_row(row: &Value) -> Vec<f64> {
    let numbers = columns_of(&row["numbers"]);
    let masks = masks_of(&row["masks"]);
    let rows = row["out"].as_array().unwrap().len();
    let boolean = row["boolean"].as_bool().unwrap();
    let (outputs, mask_outputs) = if boolean { (0, 1) } else { (1, 0) };
    let mut values = vec![0.0; outputs * rows];
    let (mut flags, mut missing) = (vec![0; mask_outputs * rows], vec![0; mask_outputs * rows]);
    let given = Columns {
        rows,
        numbers: &numbers.iter().map(Vec::as_slice).collect::<Vec<_>>(),
        masks: &masks.iter().map(Vec::as_slice).collect::<Vec<_>>(),
    };
    let mut counts = [0.0; 2];
    let mut output = Output {
        values: &mut [values.as_mut_slice()][..outputs],
        flags: &mut [flags.as_mut_slice()][..mask_outputs],
        missing: &mut missing,
        counts: &mut counts,
        is_clear: true,
    };
    let program = bytes_of(row["program"].as_str().unwrap());
    run(&program, given, &mut output).unwrap();
    let kleene: Vec<f64> = flags
        .iter()
        .zip(&missing)
        .map(|(&flag, &gap)| f64::from(2 * flag + gap))
        .collect();
    let unknown = kleene.iter().filter(|&&x| x == 1.0).count();
    let nans = values.iter().filter(|x| x.is_nan()).count();
    let is_true = kleene.iter().filter(|&&x| x == 2.0).count();
    assert_eq!(counts, [(unknown + nans) as f64, is_true as f64]);
    if boolean { kleene } else { values }
}

#[test]
fn instructions_do_what_the_golden_rows_say() {
    let text = include_str!("../../../fixtures/golden/formula/instructions.json");
    for row in rows(text) {
        let tol = row["tol"].as_f64().unwrap();
        let expected = row["out"].as_array().unwrap();
        for (i, (actual, expected)) in run_row(&row).into_iter().zip(expected).enumerate() {
            let expected = number(expected);
            let what = format!("{} in row {i}", row["op"]);
            if actual.is_nan() && expected.is_nan() {
                continue;
            }
            if tol > 0.0 {
                assert_near(actual, expected, tol, &what);
            } else {
                assert_eq!(actual.to_bits(), expected.to_bits(), "{what}: {actual}");
            }
        }
    }
}

#[test]
fn every_instruction_has_its_number_and_a_golden_row() {
    let text = include_str!("../../../fixtures/golden/formula/instructions.json");
    for &op in Op::ALL {
        let (code, name, _) = op.row();
        assert_eq!(Op::by_code(code), Some(op));
        assert!(text.contains(name) || name.starts_with("skip"), "{name}");
    }
}

#[test]
fn bytes_that_are_no_program_are_refused() {
    let row = &rows(include_str!(
        "../../../fixtures/golden/formula/instructions.json"
    ))[0];
    let program = bytes_of(row["program"].as_str().unwrap());
    let none = Columns {
        rows: 0,
        numbers: &[&[], &[]],
        masks: &[],
    };
    let fault = |bytes: &[u8]| {
        let mut output = Output {
            values: &mut [&mut []],
            flags: &mut [],
            missing: &mut [],
            counts: &mut [0.0; 2],
            is_clear: false,
        };
        run(bytes, none, &mut output).err()
    };
    assert_eq!(fault(&program), None);
    for length in 0..program.len() {
        assert_eq!(fault(&program[..length]), Some(Fault::BadProgram));
    }
    for at in [0, 4, 28, 32, 36, 40, 44, 51] {
        let mut damaged = program.clone();
        damaged[at] ^= 0x40;
        assert_eq!(fault(&damaged), Some(Fault::BadProgram), "byte {at}");
    }
    let more = [program.as_slice(), &[0]].concat();
    assert_eq!(fault(&more), Some(Fault::BadProgram));
}

/// Points by a linear congruence: any bits, and evenly within a range.
fn points(count: usize) -> impl Iterator<Item = (f64, f64)> {
    let mut state = 1_u64;
    (0..count).map(move |_| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let share = (state >> 11) as f64 / (1_u64 << 53) as f64;
        (f64::from_bits(state), share)
    })
}

/// The program of one instruction of one column, from the golden row of it.
fn run_one(name: &str, column: &[f64]) -> Vec<f64> {
    let text = include_str!("../../../fixtures/golden/formula/instructions.json");
    let row = rows(text)
        .into_iter()
        .find(|row| row["op"] == name)
        .unwrap();
    let mut values = vec![0.0; column.len()];
    let given = Columns {
        rows: column.len(),
        numbers: &[column],
        masks: &[],
    };
    let mut output = Output {
        values: &mut [values.as_mut_slice()],
        flags: &mut [],
        missing: &mut [],
        counts: &mut [0.0; 2],
        is_clear: false,
    };
    run(
        &bytes_of(row["program"].as_str().unwrap()),
        given,
        &mut output,
    )
    .unwrap();
    values
}

#[test]
fn exp_and_ln_by_chunk_give_the_bits_of_the_scalar_functions() {
    let scales = [1.0, 0.35, 1.05, 2.0, 710.0, 746.0, 1e-8];
    let mut column: Vec<f64> = points(200_000).map(|(any, _)| any).collect();
    for scale in scales {
        column.extend(points(50_000).map(|(_, share)| (2.0 * share - 1.0) * scale));
    }
    for edge in [
        0.5 * std::f64::consts::LN_2,
        1.5 * std::f64::consts::LN_2,
        3.725_290_298_461_914e-9,
        708.0,
        1.0,
    ] {
        for step in 0..2000_u64 {
            let near = f64::from_bits(edge.to_bits() - 1000 + step);
            column.extend([near, -near]);
        }
        // The words that libm compares are the high ones.
        let word = f64::from_bits(edge.to_bits() & 0xffff_ffff_0000_0000);
        column.extend([
            word,
            -word,
            f64::from_bits(word.to_bits() - 1),
            f64::from_bits(word.to_bits() + (1 << 32)),
        ]);
    }
    for (name, scalar) in [
        ("exp", hydra_core::math::exp as fn(f64) -> f64),
        ("ln", hydra_core::math::log),
    ] {
        for (&x, y) in column.iter().zip(run_one(name, &column)) {
            let expected = scalar(x);
            let same = y.to_bits() == expected.to_bits() || (y.is_nan() && expected.is_nan());
            assert!(same, "{name}({x:e}): {y:e}, not {expected:e}");
        }
    }
}
