//! The golden rows of figures of many heads, which the TypeScript tests read too.

mod golden_rows;

use golden_rows::{assert_near, numbers, rows};
use hydra_core::Fault;
use hydra_core::fleet::analysis::{COLUMNS as ANALYSIS, analyze_rows};
use hydra_core::fleet::efficiency::efficiencies;
use hydra_core::fleet::spread::{COLUMNS as SPREAD, join_runs};
use hydra_core::fleet::stability::stability_scores;
use serde_json::Value;

fn or_nan(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

fn cells(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(or_nan).collect()
}

fn assert_cell(actual: f64, expected: f64, tol: f64, what: &str) {
    if expected.is_nan() {
        assert!(actual.is_nan(), "{what}: {actual} is not unknown");
    } else {
        assert_near(actual, expected, tol, &what);
    }
}

#[test]
fn stability_scores_are_products_of_powers() {
    const GIVEN: [&str; 9] = [
        "successes",
        "trials",
        "p95Ms",
        "baselineP95Ms",
        "medianMs",
        "madMs",
        "availability",
        "ageMs",
        "picks",
    ];
    let params = [0.95, 604_800_000.0, 0.95, 10.0, 0.4, 0.25, 0.15, 0.1, 0.1];
    for row in rows(include_str!(
        "../../../fixtures/golden/fleet/stability.json"
    )) {
        let values: Vec<f64> = GIVEN
            .iter()
            .flat_map(|name| cells(&row["in"][name]))
            .collect();
        let count = values.len() / GIVEN.len();
        let mut out = vec![0.0; 7 * count + 4];
        stability_scores(&values, &[], &[0], &params, &mut out).unwrap();
        let tol = row["tol"].as_f64().unwrap();
        for (head, score) in cells(&row["out"]["scores"]).into_iter().enumerate() {
            assert_cell(out[head], score, tol, &format!("score {head}"));
            for (k, part) in cells(&row["out"]["parts"][head]).into_iter().enumerate() {
                let what = format!("part {k} of {head}");
                assert_cell(out[(k + 1) * count + head], part, tol, &what);
            }
        }
        for (k, name) in ["mean", "worst", "known", "share"].iter().enumerate() {
            assert_cell(out[7 * count + k], or_nan(&row["out"][name]), tol, name);
        }
    }
}

#[test]
fn profiles_are_analysed_as_numpy_and_scipy_do() {
    const NAMES: [&str; 13] = [
        "n",
        "totalMs",
        "meanMs",
        "p95Ms",
        "share",
        "",
        "cumulativeShare",
        "upTo",
        "priority",
        "exponent",
        "low",
        "high",
        "r2",
    ];
    for row in rows(include_str!("../../../fixtures/golden/fleet/analysis.json")) {
        let parts = row["in"].as_array().unwrap();
        let (mut times, mut sizes, mut offsets) = (vec![], vec![], vec![0]);
        for part in parts {
            let own = numbers(&part["timesMs"]);
            let of = part["sizes"].as_array().map(|_| numbers(&part["sizes"]));
            sizes.extend(of.unwrap_or_else(|| vec![0.0; own.len()]));
            times.extend(own);
            offsets.push(u32::try_from(times.len()).unwrap());
        }
        let best: Vec<f64> = parts.iter().map(|part| or_nan(&part["bestMs"])).collect();
        let mut out = vec![0.0; parts.len() * ANALYSIS.len()];
        analyze_rows(&times, &sizes, &offsets, &best, &[0.95], &mut out).unwrap();
        for (place, expected) in row["out"].as_array().unwrap().iter().enumerate() {
            let part = parts
                .iter()
                .position(|part| part["name"] == expected["name"]);
            let found = &out[part.unwrap() * ANALYSIS.len()..][..ANALYSIS.len()];
            assert_near(found[5], place as f64, 0.0, &expected["name"]);
            for (k, name) in NAMES.iter().enumerate() {
                if let Some(figure) = expected[name].as_f64() {
                    let tol = if k < 9 { "tol" } else { "tolGrowth" };
                    let what = format!("{name} of {}", expected["name"]);
                    assert_near(found[k], figure, row[tol].as_f64().unwrap(), &what);
                }
            }
        }
    }
}

#[test]
fn runs_are_joined_as_from_their_trials() {
    for row in rows(include_str!("../../../fixtures/golden/fleet/spread.json")) {
        let runs = row["in"].as_array().unwrap();
        let column = |name: &str| runs.iter().map(|run| or_nan(&run[name])).collect();
        let values: Vec<f64> = ["n", "mean", "m2"]
            .into_iter()
            .flat_map(|name| -> Vec<f64> { column(name) })
            .collect();
        let machines: Vec<u32> = runs
            .iter()
            .map(|run| u32::try_from(run["machine"].as_u64().unwrap()).unwrap())
            .collect();
        let offsets = [0, u32::try_from(runs.len()).unwrap()];
        let mut out = [0.0; SPREAD.len()];
        join_runs(&values, &machines, &offsets, &[0.95], &mut out).unwrap();
        for (name, actual) in SPREAD.iter().zip(out) {
            let tol = row["tol"].as_f64().unwrap();
            let what = format!("{name} of {}", row["name"]);
            assert_cell(actual, or_nan(&row["out"][name]), tol, &what);
        }
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let mut out = [0.0; 20];
    let refused = Err(Fault::ParameterRange);
    assert_eq!(efficiencies(&[1.0, -1.0, 1.0], &mut out[..4]), refused);
    assert_eq!(efficiencies(&[1.0, 1.0], &mut out[..4]), refused);
    let runs = [1.0, 2.0, 0.0];
    let join = |machine: u32, values: &[f64], out: &mut [f64]| {
        join_runs(values, &[machine], &[0, 1], &[0.95], out)
    };
    assert_eq!(join(1, &runs, &mut out[..9]), refused);
    assert_eq!(join(0, &[1.5, 2.0, 0.0], &mut out[..9]), refused);
    assert_eq!(join(0, &[1.0, 2.0, -1.0], &mut out[..9]), refused);
    let analyse =
        |time: f64, out: &mut [f64]| analyze_rows(&[time], &[], &[0, 1], &[f64::NAN], &[0.95], out);
    assert_eq!(analyse(-1.0, &mut out[..13]), refused);
    assert_eq!(analyse(f64::NAN, &mut out[..13]), Err(Fault::NotFinite));
}
