//! The mathematical functions against mpmath and `SciPy`: the golden rows that the TypeScript tests read too.

mod golden_rows;

use golden_rows::{assert_near, numbers, rows};
use hydra_core::math;
use serde_json::Value;

fn hold(text: &str) {
    let all = rows(text);
    assert!(all.len() > 50);
    for row in all {
        let function = math::by_name(row["in"][0].as_str().unwrap()).unwrap();
        let given = numbers(&Value::from(&row["in"].as_array().unwrap()[1..]));
        let (expected, tol) = (row["out"].as_f64().unwrap(), row["tol"].as_f64().unwrap());
        assert_near(function(given[0], given[1]), expected, tol, &row["in"]);
    }
}

#[test]
fn functions_of_the_circle_and_the_hyperbola() {
    hold(include_str!("../../../fixtures/golden/math/circle.json"));
}

#[test]
fn roots_and_logarithms() {
    hold(include_str!("../../../fixtures/golden/math/roots.json"));
}

#[test]
fn gamma_and_its_shares() {
    hold(include_str!("../../../fixtures/golden/math/gamma.json"));
}

#[test]
fn an_unknown_name_has_no_function() {
    assert!(math::by_name("sinus").is_none());
}
