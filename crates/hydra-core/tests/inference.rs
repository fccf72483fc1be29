//! The golden rows of intervals and tests, which the TypeScript tests read too.

mod golden_rows;

use golden_rows::{assert_near, numbers, rows};
use hydra_core::Fault;
use hydra_core::stats::adjust::{self, adjust_p_values};

#[test]
fn corrected_p_values_agree_with_statsmodels() {
    for row in rows(include_str!("../../../fixtures/golden/stats/adjust.json")) {
        let method = adjust::METHODS
            .iter()
            .position(|name| *name == row["in"][0]);
        let p = numbers(&row["in"][1]);
        let mut out = vec![7.0; p.len()];
        adjust_p_values(method.unwrap(), &p, p.len() as f64, &mut out).unwrap();
        for (actual, expected) in out.iter().zip(numbers(&row["out"])) {
            assert_near(*actual, expected, row["tol"].as_f64().unwrap(), &row["in"]);
        }
    }
}

#[test]
fn questions_not_asked_do_not_count_but_absent_ones_of_the_family_do() {
    let mut out = [0.0; 3];
    adjust_p_values(1, &[0.01, f64::NAN, 0.02], 2.0, &mut out).unwrap();
    assert_eq!((out[0], out[1].is_nan(), out[2]), (0.02, true, 0.02));
    adjust_p_values(1, &[0.01, f64::NAN, 0.02], 5.0, &mut out).unwrap();
    assert_eq!((out[0], out[2]), (0.05, 0.08));
    let refused = adjust_p_values(1, &[0.01, 0.3, 0.02], 2.0, &mut out);
    assert_eq!(refused, Err(Fault::ParameterRange));
}
