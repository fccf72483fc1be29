//! Sketches and exact quotients: the golden rows that the TypeScript tests read too, and the law of merging.

use hydra_core::math::whole::{Size, Whole, ratio_of, root_of};
use hydra_core::sketch::Sketch;
use proptest::prelude::*;
use serde_json::Value;

fn rows(text: &str) -> Vec<Value> {
    let rows: Vec<Value> = serde_json::from_str(text).expect("JSON");
    assert!(rows.len() > 5);
    rows
}

/// A whole number of decimal digits.
fn whole(text: &str) -> Whole {
    let ten = Size::from(10);
    let size = text
        .trim_start_matches('-')
        .bytes()
        .fold(Size::default(), |sum, digit| {
            sum.times(&ten).plus(&Size::from(u128::from(digit - b'0')))
        });
    Whole::new(text.starts_with('-'), size)
}

#[test]
fn quotients_and_roots_are_those_of_exact_arithmetic() {
    for row in rows(include_str!("../../../fixtures/golden/math/whole.json")) {
        let part = |i: usize| whole(row["in"][i].as_str().expect("digits"));
        let (a, b) = (part(1), part(2).size);
        let exponent = row["in"][3].as_i64().expect("an exponent");
        let actual = if row["in"][0] == "ratio" {
            ratio_of(&a, &b, exponent)
        } else {
            root_of(&a.size, &b, exponent)
        };
        let beyond = if a.is_negative {
            f64::NEG_INFINITY
        } else {
            f64::INFINITY
        };
        let expected = row["out"].as_f64().unwrap_or(beyond);
        assert_eq!(actual.to_bits(), expected.to_bits(), "{row}");
    }
}

#[test]
fn bytes_and_figures_are_those_of_an_encoder_of_its_own() {
    for row in rows(include_str!("../../../fixtures/golden/sketch/bytes.json")) {
        let bits = row["in"]["bits"].as_u64().expect("bits") as u32;
        let mut sketch = Sketch::new(bits, row["in"]["moments"] == true);
        for value in row["in"]["values"].as_array().expect("values") {
            sketch.add(value.as_f64().expect("a number"));
        }
        let hex: String = sketch
            .to_bytes()
            .iter()
            .flat_map(|byte| [byte >> 4, byte & 15])
            .filter_map(|digit| char::from_digit(u32::from(digit), 16))
            .collect();
        assert_eq!(hex, row["out"]["bytes"], "{}", row["name"]);
        assert_eq!(Some(sketch.sum()), row["out"]["sum"].as_f64());
        if let Some(mean) = row["out"]["mean"].as_f64() {
            assert_eq!(sketch.mean(), mean);
        }
        if let (true, Some(variance)) = (sketch.moments, row["out"]["variance"].as_f64()) {
            assert_eq!(sketch.variance(), variance);
        }
    }
}

fn sketch_of(values: &[f64]) -> Sketch {
    let mut sketch = Sketch::new(5, true);
    sketch.add_many(values);
    sketch
}

proptest! {
    #[test]
    fn merging_is_adding_in_any_order(a: Vec<f64>, b: Vec<f64>) {
        let mut merged = sketch_of(&b);
        merged.merge(&sketch_of(&a));
        let whole: Vec<f64> = a.iter().chain(&b).copied().collect();
        let bytes = sketch_of(&whole).to_bytes();
        prop_assert_eq!(merged.to_bytes(), bytes.clone());
        prop_assert_eq!(Sketch::from_bytes(&bytes).map(|again| again.to_bytes()), Ok(bytes));
        prop_assert_eq!(merged.coarsened(2, false).to_bytes(), {
            let mut coarse = Sketch::new(2, false);
            coarse.add_many(&whole);
            coarse.to_bytes()
        });
    }
}
