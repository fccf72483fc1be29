//! Student's t and the incomplete beta against SciPy: the golden rows that the TypeScript tests read too.

use hydra_core::math::{beta::incomplete_beta, student::student_quantile_upper};
use hydra_core::stats::clustered_sign::clustered_interval;
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

#[test]
fn the_clustered_interval_holds_the_median_and_needs_enough_values() {
    let d: Vec<f64> = (0..120_u32).map(|i| f64::from(i * 7919 % 120)).collect();
    let epoch: Vec<u32> = (0..120_u32).map(|i| i / 10).collect();
    let q = student_quantile_upper(0.01, 11.0);
    let (low, high) = clustered_interval(&d, &epoch, 12, q).expect("enough");
    assert!(low < 59.5 && high > 59.5 && low > 20.0 && high < 100.0);
    assert_eq!(clustered_interval(&d[..2], &[0, 1], 2, q), None);
}
