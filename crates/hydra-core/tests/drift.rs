//! The golden rows of change points, shifts and trends, which the TypeScript tests read too.

mod golden_rows;

use golden_rows::{assert_near, numbers, rows};
use hydra_core::Fault;
use hydra_core::drift::change_points;
use hydra_core::stats::shift::{COLUMNS as SHIFTS, sample_shifts};
use hydra_core::trend::least_squares::least_squares;
use hydra_core::trend::{COLUMNS as LINE, fit_lines};

fn u32_of(n: usize) -> u32 {
    u32::try_from(n).unwrap()
}

#[test]
fn ranks_find_the_recorded_places() {
    for row in rows(include_str!("../../../fixtures/golden/drift/rank.json")) {
        let values = numbers(&row["in"][0]);
        let params = [
            row["in"][1].as_f64().unwrap(),
            row["in"][2].as_f64().unwrap(),
            1.0,
            199.0,
        ];
        let mut marks = vec![0.0; values.len()];
        change_points(0, &values, &[0, u32_of(values.len())], &params, &mut marks).unwrap();
        let found: Vec<(usize, f64)> = marks
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, p)| !p.is_nan())
            .collect();
        let expected = row["out"].as_array().unwrap();
        assert_eq!(found.len(), expected.len(), "{}", row["name"]);
        for ((place, p), expected) in found.into_iter().zip(expected) {
            assert_eq!(Some(place as u64), expected[0].as_u64(), "{}", row["name"]);
            let tol = row["tol"].as_f64().unwrap();
            assert_near(p, expected[1].as_f64().unwrap(), tol, &row["name"]);
        }
    }
}

#[test]
fn shifts_agree_with_scipy() {
    for row in rows(include_str!("../../../fixtures/golden/stats/shift.json")) {
        let (current, baseline) = (numbers(&row["in"][0]), numbers(&row["in"][1]));
        let ends = [0, current.len(), current.len() + baseline.len()].map(u32_of);
        let values: Vec<f64> = current.into_iter().chain(baseline).collect();
        let mut out = [0.0; SHIFTS.len()];
        sample_shifts(&values, &ends, 0.95, &mut out).unwrap();
        for (name, actual) in SHIFTS.iter().zip(out) {
            if let Some(expected) = row["out"][name].as_f64() {
                let what = format!("{name} of {}", row["name"]);
                assert_near(actual, expected, row["tol"].as_f64().unwrap(), &what);
            }
        }
    }
}

#[test]
fn median_slopes_agree_with_scipy() {
    for row in rows(include_str!(
        "../../../fixtures/golden/trend/theil-sen.json"
    )) {
        let (x, y) = (numbers(&row["in"]["x"]), numbers(&row["in"]["y"]));
        let ends = [0, u32_of(x.len())];
        for (corrected, p) in [(0.0, "p"), (1.0, "pCorrected")] {
            let mut out = [0.0; LINE.len()];
            fit_lines(1, &x, &y, &ends, &[1.0, corrected, 0.95], &mut out).unwrap();
            if row["out"]["low"].is_null() {
                let what = format!("the interval of {}", row["name"]);
                assert!(out[2].is_nan() && out[3].is_nan(), "{what}");
            }
            for (name, actual) in LINE.iter().zip(out) {
                let expected = match *name {
                    "p" => row["out"][p].as_f64(),
                    "low" | "high" if corrected == 1.0 => None,
                    name => row["out"][name].as_f64(),
                };
                if let Some(expected) = expected {
                    let what = format!("{name} of {}", row["name"]);
                    assert_near(actual, expected, row["tol"].as_f64().unwrap(), &what);
                }
            }
        }
    }
}

#[test]
fn fits_agree_with_rational_arithmetic_on_nist() {
    for row in rows(include_str!("../../../fixtures/golden/trend/nist.json")) {
        let given = &row["in"];
        let x: Vec<f64> = given["x"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(numbers)
            .collect();
        let y = numbers(&given["y"]);
        let intercept = f64::from(u8::from(given["intercept"].as_bool().unwrap()));
        let expected = numbers(&row["out"]["coefficients"]);
        let mut out = vec![0.0; 2 * expected.len() + 3];
        least_squares(
            &x,
            &y,
            &[given["degree"].as_f64().unwrap(), intercept],
            &mut out,
        )
        .unwrap();
        for (j, (actual, &expected)) in out.iter().zip(&expected).enumerate() {
            let what = format!("coefficient {j} of {}", row["name"]);
            assert_near(*actual, expected, row["tol"].as_f64().unwrap(), &what);
        }
    }
}

#[test]
fn what_cannot_be_fitted_is_refused() {
    let mut out = [0.0; 20];
    let singular = least_squares(
        &[1.0, 2.0, 2.0, 1.0],
        &[1.0, 2.0, 3.0, 4.0],
        &[2.0, 1.0],
        &mut out,
    );
    assert_eq!(singular, Err(Fault::SingularDesign));
    let beyond = least_squares(&[1.0, 2.0], &[1.0, 2.0], &[11.0, 1.0], &mut out);
    assert_eq!(beyond, Err(Fault::ParameterRange));
    let unknown = change_points(9, &[1.0], &[0, 1], &[0.01, 5.0, 1.0, 199.0], &mut out);
    assert_eq!(unknown, Err(Fault::ParameterRange));
    let infinite = change_points(
        0,
        &[f64::INFINITY],
        &[0, 1],
        &[0.01, 5.0, 1.0, 199.0],
        &mut out,
    );
    assert_eq!(infinite, Err(Fault::NotFinite));
}
