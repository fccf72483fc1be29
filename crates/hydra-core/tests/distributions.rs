//! Student's t and the incomplete beta against `SciPy`: the golden rows that the TypeScript tests read too.

use hydra_core::math::{beta::incomplete_beta, student::student_quantile_upper};
use serde_json::Value;

fn worst(name: &str, compute: impl Fn(&[f64]) -> f64) -> f64 {
    let path = format!(
        "{}/../../fixtures/golden/math/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(path).expect("the golden rows");
    let rows: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    assert!(rows.len() > 50);
    let number = |value: &Value| value.as_f64().expect("a number");
    rows.iter().fold(0.0, |worst, row| {
        let input: Vec<f64> = row["in"]
            .as_array()
            .expect("a list")
            .iter()
            .map(number)
            .collect();
        let expected = number(&row["out"]);
        let share = (compute(&input) - expected).abs() / expected.abs() / number(&row["tol"]);
        if share > worst { share } else { worst }
    })
}

#[test]
fn student_quantiles_are_those_of_scipy() {
    assert!(worst("student", |x| student_quantile_upper(x[0], x[1])) <= 1.0);
}

#[test]
fn incomplete_beta_is_that_of_scipy() {
    assert!(worst("beta", |x| incomplete_beta(x[0], x[1], x[2])) <= 1.0);
}
