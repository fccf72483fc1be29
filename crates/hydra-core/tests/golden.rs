//! The golden rows of `fixtures/golden`, which the TypeScript tests read too.

mod golden_rows;

use golden_rows::{assert_near, numbers, rows};
use hydra_core::anomaly::mad::{Scored, mad_scores};
use hydra_core::math;
use hydra_core::random::sfc32;
use hydra_core::stats::exact::{autocorrelation_of, exact_figures};
use hydra_core::stats::fields::{ALL_FIELDS, FIELD_NAMES};
use hydra_core::stats::groups::summarize_groups;
use hydra_core::stats::median_interval::median_ranks;
use hydra_core::stats::quantile_interval::quantile_ranks;
use hydra_core::stats::quantile_types::quantile_by_type;
use hydra_core::stats::success::{METHODS, success_intervals};
use serde_json::Value;

#[test]
fn functions_agree_with_mpmath() {
    for row in rows(include_str!("../../../fixtures/golden/math/functions.json")) {
        let function = math::by_name(row["in"][0].as_str().unwrap()).unwrap();
        let actual = function(
            row["in"][1].as_f64().unwrap(),
            row["in"][2].as_f64().unwrap(),
        );
        assert_near(
            actual,
            row["out"].as_f64().unwrap(),
            row["tol"].as_f64().unwrap(),
            &row["in"],
        );
    }
}

#[test]
fn streams_repeat_the_recorded_draws() {
    for row in rows(include_str!("../../../fixtures/golden/random/sfc32.json")) {
        let seed = row["in"][0].as_i64().unwrap();
        let mut random = sfc32::create(seed, row["in"][1].as_str().unwrap());
        for expected in row["out"].as_array().unwrap() {
            assert_eq!(
                u64::from(random.next_u32()),
                expected.as_u64().unwrap(),
                "{}",
                row["in"]
            );
        }
    }
}

#[test]
fn summaries_agree_with_exact_arithmetic() {
    for row in rows(include_str!("../../../fixtures/golden/stats/summary.json")) {
        let sample = numbers(&row["in"]);
        let mut out = [0.0; FIELD_NAMES.len()];
        let offsets = [0, u32::try_from(sample.len()).unwrap()];
        summarize_groups(&sample, &offsets, ALL_FIELDS, 0.95, &mut out).unwrap();
        for (name, actual) in FIELD_NAMES.iter().zip(out) {
            let tol = if name.starts_with("interval") {
                1e-12
            } else {
                row["tol"].as_f64().unwrap()
            };
            let what = format!("{} of {}", name, row["name"]);
            match row["out"][name].as_f64() {
                Some(expected) => assert_near(actual, expected, tol, &what),
                None => assert!(actual.is_nan(), "{what}: {actual} should be unknown"),
            }
        }
    }
}

#[test]
fn median_ranks_agree_with_exact_arithmetic() {
    for row in rows(include_str!(
        "../../../fixtures/golden/stats/median-interval.json"
    )) {
        let n = usize::try_from(row["in"][0].as_u64().unwrap()).unwrap();
        let actual = median_ranks(n, row["in"][1].as_f64().unwrap());
        let Some(expected) = row["out"].as_array() else {
            assert_eq!(actual, None, "{}", row["in"]);
            continue;
        };
        let actual = actual.unwrap();
        assert_eq!(Some(actual.k as u64), expected[0].as_u64(), "{}", row["in"]);
        let tol = row["tol"].as_f64().unwrap();
        assert_near(actual.share, expected[1].as_f64().unwrap(), tol, &row["in"]);
    }
}

#[test]
fn success_intervals_agree_with_scipy() {
    for row in rows(include_str!("../../../fixtures/golden/stats/success.json")) {
        let given = numbers(&row["in"]);
        let (mut low, mut high) = ([0.0], [0.0]);
        success_intervals(0, &given[..1], &given[1..2], given[2], &mut low, &mut high).unwrap();
        let expected = numbers(&row["out"]);
        let tol = row["tol"].as_f64().unwrap();
        assert_near(low[0], expected[0], tol, &row["in"]);
        assert_near(high[0], expected[1], tol, &row["in"]);
    }
}

#[test]
fn other_success_intervals_agree_with_scipy_and_statsmodels() {
    for row in rows(include_str!(
        "../../../fixtures/golden/stats/success-methods.json"
    )) {
        let method = METHODS.iter().position(|name| *name == row["in"][0]);
        let [k, n, confidence] = [1, 2, 3].map(|i| row["in"][i].as_f64().unwrap());
        let (mut low, mut high) = ([0.0], [0.0]);
        success_intervals(method.unwrap(), &[k], &[n], confidence, &mut low, &mut high).unwrap();
        let expected = numbers(&row["out"]);
        let tol = row["tol"].as_f64().unwrap();
        assert_near(low[0], expected[0], tol, &row["in"]);
        assert_near(high[0], expected[1], tol, &row["in"]);
    }
}

#[test]
fn scores_agree_with_exact_arithmetic() {
    for row in rows(include_str!("../../../fixtures/golden/stats/anomaly.json")) {
        let sample = numbers(&row["in"]);
        let mut scores = vec![0.0; sample.len()];
        let scored = mad_scores(&sample, &mut scores).unwrap();
        assert_eq!(
            scored == Scored::Constant,
            row["note"].is_string(),
            "{}",
            row["name"]
        );
        for (actual, expected) in scores.iter().zip(numbers(&row["out"])) {
            assert_near(
                *actual,
                expected,
                row["tol"].as_f64().unwrap(),
                &row["name"],
            );
        }
    }
}

#[test]
fn exact_figures_are_those_of_exact_arithmetic_in_every_bit() {
    let read = |value: &Value| value.as_f64().unwrap_or(f64::INFINITY);
    for row in rows(include_str!("../../../fixtures/golden/stats/exact.json")) {
        let sample = numbers(&row["in"]);
        let figures = exact_figures(&sample);
        let (out, what) = (&row["out"], &row["name"]);
        assert_eq!(figures.sum, read(&out["sum"]), "{what}");
        assert_eq!(figures.mean, read(&out["mean"]), "{what}");
        assert_eq!(figures.variance, read(&out["variance"]), "{what}");
        assert_eq!(figures.sd, read(&out["sd"]), "{what}");
        assert_eq!(autocorrelation_of(&sample, 1), read(&out["r1"]), "{what}");
    }
}

#[test]
fn quantiles_of_nine_types_are_those_of_exact_arithmetic() {
    for row in rows(include_str!(
        "../../../fixtures/golden/stats/quantile-types.json"
    )) {
        let mut sorted = numbers(&row["in"][0]);
        sorted.sort_by(f64::total_cmp);
        let p = row["in"][1].as_f64().unwrap();
        for (kind, expected) in (1..).zip(numbers(&row["out"])) {
            let actual = quantile_by_type(&sorted, p, kind);
            assert_near(actual, expected, 4e-15, &row["in"]);
        }
    }
}

#[test]
fn ranks_of_quantile_intervals_are_those_of_scipy() {
    for row in rows(include_str!(
        "../../../fixtures/golden/stats/quantile-ranks.json"
    )) {
        let [n, p, confidence] = [0, 1, 2].map(|i| row["in"][i].as_f64().unwrap());
        let (low, high) = quantile_ranks(n as usize, p, confidence);
        assert_eq!([low as f64, high as f64].as_slice(), numbers(&row["out"]));
    }
}
