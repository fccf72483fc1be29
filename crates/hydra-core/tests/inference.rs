//! The golden rows of intervals and tests, which the TypeScript tests read too.

mod golden_rows;

use golden_rows::{assert_near, numbers, rows};
use hydra_core::Fault;
use hydra_core::stats::adjust::{self, adjust_p_values};
use hydra_core::stats::bootstrap::{self, bootstrap_intervals};
use hydra_core::stats::compare::{self, compare_samples};
use hydra_core::stats::confidence_sequence::confidence_sequence;
use serde_json::Value;

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

fn u32_of(n: usize) -> u32 {
    u32::try_from(n).unwrap()
}

fn place(names: &[&str], name: &Value) -> usize {
    names.iter().position(|known| name == known).unwrap()
}

fn compared(given: &Value) -> [f64; compare::COLUMNS.len()] {
    let (a, b) = (numbers(&given["a"]), numbers(&given["b"]));
    let ends = [0, a.len(), a.len() + b.len()].map(u32_of);
    let ways = ["two-sided", "less", "greater"];
    let params = [
        f64::from(u8::from(given["paired"] == true)),
        place(&ways, &given["alternative"]) as f64,
        given["confidence"].as_f64().unwrap(),
        1.0,
    ];
    let mut out = [7.0; compare::COLUMNS.len()];
    let test = place(&compare::TESTS, &given["test"]);
    compare_samples(test, &[a, b].concat(), &ends, &params, &mut out).unwrap();
    out
}

#[test]
fn comparisons_agree_with_scipy_and_all_splits() {
    for row in rows(include_str!("../../../fixtures/golden/stats/compare.json")) {
        for (name, actual) in compare::COLUMNS.iter().zip(compared(&row["in"])) {
            let what = format!("{name} of {}", row["name"]);
            let is_sure = *name == "p" || name.starts_with("cliffs");
            let tol = row[if is_sure { "tolP" } else { "tol" }].as_f64().unwrap();
            let Some(expected) = row["out"].get(name) else {
                continue; // The row speaks of other figures.
            };
            match expected.as_f64() {
                Some(expected) => assert!(
                    (actual - expected).abs() <= tol * expected.abs() + 1e-14,
                    "{what}: {actual} is not {expected}"
                ),
                None => assert!(actual.is_nan(), "{what}: {actual} should be unknown"),
            }
        }
    }
}

fn bootstrapped(given: &Value) -> [f64; 3] {
    let x = numbers(&given["x"]);
    let name = given["statistic"].as_str().unwrap();
    let known = bootstrap::STATISTICS
        .iter()
        .position(|known| *known == name);
    let percent = name.strip_prefix('p').and_then(|p| p.parse::<f64>().ok());
    let params = [
        percent.unwrap_or(0.0) / 100.0,
        given["resamples"].as_f64().unwrap(),
        given["seed"].as_f64().unwrap(),
        given["confidence"].as_f64().unwrap(),
        given["blockLength"].as_f64().unwrap_or(0.0),
    ];
    let mut out = [7.0; 3];
    let method = place(&bootstrap::METHODS, &given["method"]);
    let statistic = known.unwrap_or(4);
    let ends = [0, u32_of(x.len())];
    bootstrap_intervals(statistic, method, &x, &ends, &params, &mut out).unwrap();
    out
}

#[test]
fn bootstrap_intervals_agree_with_numpy_on_the_same_draws() {
    for row in rows(include_str!(
        "../../../fixtures/golden/stats/bootstrap.json"
    )) {
        let actual = bootstrapped(&row["in"]);
        for (actual, expected) in actual.iter().zip(row["out"].as_array().unwrap()) {
            match expected.as_f64() {
                Some(x) => assert_near(*actual, x, row["tol"].as_f64().unwrap(), &row["name"]),
                None => assert!(actual.is_nan(), "{}: {actual}", row["name"]),
            }
        }
    }
}

#[test]
fn confidence_sequences_agree_with_sums_of_logs() {
    let given = include_str!("../../../fixtures/golden/stats/confidence-sequence.json");
    for row in rows(given) {
        let times = usize::try_from(row["in"][1].as_u64().unwrap()).unwrap();
        let x = numbers(&row["in"][0]).repeat(times);
        let mut out = [7.0; 2];
        confidence_sequence(&x, row["in"][2].as_f64().unwrap(), &mut out).unwrap();
        for (actual, expected) in out.iter().zip(numbers(&row["out"])) {
            assert_near(*actual, expected, row["tol"].as_f64().unwrap(), &row["in"]);
        }
    }
}

#[test]
fn what_is_no_sequence_of_shares_is_refused() {
    let mut out = [7.0; 2];
    let refused = Err(Fault::ParameterRange);
    assert_eq!(confidence_sequence(&[1.5], 0.05, &mut out), refused);
    assert_eq!(confidence_sequence(&[0.5], 1.0, &mut out), refused);
    assert_eq!(confidence_sequence(&[0.5], f64::NAN, &mut out), refused);
    assert_eq!(confidence_sequence(&[0.5], 0.05, &mut out[..1]), refused);
    let not_finite = confidence_sequence(&[0.5, f64::NAN], 0.05, &mut out);
    assert_eq!(not_finite, Err(Fault::NotFinite));
    // Alphas so small that 2/alpha is beyond the doubles.
    confidence_sequence(&[0.0, 1.0, 0.5], 5e-324, &mut out).unwrap();
    assert_eq!(out, [0.0, 1.0]);
}
