//! Reading the golden rows of `fixtures/golden`, which the TypeScript tests read too, and holding a figure against one.

use serde_json::Value;

pub fn rows(text: &str) -> Vec<Value> {
    let rows: Vec<Value> = serde_json::from_str(text).unwrap();
    assert!(!rows.is_empty());
    rows
}

pub fn numbers(value: &Value) -> Vec<f64> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|x| x.as_f64().unwrap())
        .collect()
}

/// Equal within a relative distance; exactly for 0.
#[track_caller]
pub fn assert_near(actual: f64, expected: f64, tol: f64, what: &dyn std::fmt::Display) {
    let is_near = actual == expected || (actual - expected).abs() <= tol * expected.abs();
    assert!(is_near, "{what}: {actual} is not {expected}");
}
