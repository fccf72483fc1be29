//! The golden rows of correlations, which the TypeScript tests read too.

mod golden_rows;

use golden_rows::{assert_near, numbers, rows};
use hydra_core::Fault;
use hydra_core::correlate::{COLUMNS, correlate_pairs};

#[test]
fn correlations_agree_with_scipy() {
    for row in rows(include_str!(
        "../../../fixtures/golden/correlate/pairs.json"
    )) {
        let (a, b) = (numbers(&row["in"][0]), numbers(&row["in"][1]));
        let params = [a.len() as f64, 0.95, 0.0];
        let values = [a, b].concat();
        for (method, name) in ["pearson", "spearman", "kendall"].iter().enumerate() {
            let mut out = [0.0; COLUMNS.len()];
            correlate_pairs(method, &values, &[0, 1], &params, &mut out).unwrap();
            for (column, actual) in COLUMNS.iter().zip(out) {
                let Some(expected) = row["out"][name][column].as_f64() else {
                    continue;
                };
                let tol = if *column == "r" { "tol" } else { "tolP" };
                let what = format!("{column} by {name} of {}", row["name"]);
                assert_near(actual, expected, row[tol].as_f64().unwrap(), &what);
            }
        }
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    let mut out = [0.0; 5];
    let two = [1.0, 2.0, 3.0, f64::NAN];
    let fitting = [2.0, 0.95, 0.0];
    let infinite = correlate_pairs(0, &two, &[0, 1], &fitting, &mut out);
    assert_eq!(infinite, Err(Fault::NotFinite));
    let cases: [(usize, &[u32], [f64; 3]); 5] = [
        (3, &[0, 1], fitting),
        (0, &[0, 2], fitting),
        (0, &[0], fitting),
        (0, &[0, 1], [3.0, 0.95, 0.0]),
        (0, &[0, 1], [2.0, 1.0, 0.0]),
    ];
    for (method, pairs, params) in cases {
        let found = correlate_pairs(method, &two, pairs, &params, &mut out);
        assert_eq!(found, Err(Fault::ParameterRange));
    }
}
