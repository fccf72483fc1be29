//! Pairs of heads against the golden rows that the TypeScript tests read too, and what is refused.

use hydra_core::Fault;
use hydra_core::stats::pairs::{COLUMNS, Request, judge_pairs};
use hydra_core::stats::sign_test::sign_p;
use hydra_core::stats::wilcoxon::{signed_rank, signed_rank_distribution, signed_rank_p};
use serde_json::Value;

fn rows(name: &str) -> Vec<Value> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/golden/stats");
    let text = std::fs::read_to_string(format!("{folder}/{name}.json")).unwrap();
    let rows: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert!(rows.len() > 10);
    rows
}

fn numbers(value: &Value) -> Vec<f64> {
    let list = value.as_array().unwrap();
    list.iter().map(|x| x.as_f64().unwrap()).collect()
}

#[track_caller]
fn assert_near(actual: f64, expected: &Value, row: &Value) {
    let tol = row["tol"].as_f64().unwrap();
    let Some(expected) = expected.as_f64() else {
        assert!(
            actual.is_nan(),
            "{}: {actual} where there is none",
            row["in"]
        );
        return;
    };
    let is_near = actual == expected || (actual - expected).abs() <= tol * expected.abs();
    assert!(is_near, "{}: {actual} is not {expected}", row["in"]);
}

#[test]
fn the_sign_test_is_that_of_exact_integers() {
    for row in rows("sign-test") {
        let [n, against] = [0, 1].map(|i| row["in"][i].as_u64().unwrap() as usize);
        assert_near(sign_p(n, against), &row["out"], &row);
    }
}

#[test]
fn signed_ranks_are_those_of_exact_integers() {
    for row in rows("wilcoxon") {
        let given = &row["in"];
        let distribution = signed_rank_distribution(given["n"].as_u64().unwrap() as usize);
        let rank = signed_rank(&distribution, given["tail"].as_f64().unwrap());
        assert_eq!(rank as u64, row["out"]["rank"].as_u64().unwrap(), "{given}");
        for (i, against) in given["against"].as_array().unwrap().iter().enumerate() {
            let p = signed_rank_p(&distribution, against.as_u64().unwrap() as usize);
            assert_near(p, &row["out"]["p"][i], &row);
        }
    }
}

#[test]
fn pairs_are_judged_as_the_definitions_say() {
    for row in rows("pairs") {
        let given = &row["in"];
        let values = numbers(&given["values"]);
        let epochs: Vec<u32> = numbers(&given["epochs"])
            .iter()
            .map(|e| *e as u32)
            .collect();
        let points = numbers(&given["points"]);
        let place = |names: &[&str], name: &Value| {
            names
                .iter()
                .position(|known| Some(*known) == name.as_str())
                .unwrap()
        };
        let rule = place(&["rebuilt", "kept", "fresh", "plain"], &given["rule"]) as u32;
        let request = Request {
            values: &values,
            epochs: &epochs,
            offsets: &[0, values.len() as u32],
            rules: &[rule],
            points: &points,
            confidence: given["confidence"].as_f64().unwrap(),
        };
        let mut out = vec![0.0; COLUMNS.len() + points.len()];
        judge_pairs(request, &mut out).unwrap();
        let expected = &row["out"];
        for (column, name) in COLUMNS.iter().enumerate() {
            if *name == "method" {
                let method = place(
                    &["sign", "clustered-sign", "signed-rank"],
                    &expected["method"],
                );
                assert_eq!(out[column], method as f64, "{}", row["name"]);
            } else {
                assert_near(out[column], &expected[*name], &row);
            }
        }
        for (i, p) in out[COLUMNS.len()..].iter().enumerate() {
            assert_near(*p, &expected["p"][i], &row);
        }
    }
}

#[test]
fn arguments_that_do_not_fit_are_refused() {
    let good = Request {
        values: &[1.0, 2.0, 3.0],
        epochs: &[0, 0, 1],
        offsets: &[0, 3],
        rules: &[1],
        points: &[0.5],
        confidence: 0.98,
    };
    let mut out = [0.0; COLUMNS.len() + 1];
    let mut judge = |request: Request| judge_pairs(request, &mut out);
    assert_eq!(judge(good), Ok(()));
    let unfit = [
        Request {
            epochs: &[1, 0, 1],
            ..good
        },
        Request {
            epochs: &[0, 0],
            ..good
        },
        Request {
            offsets: &[0, 4],
            ..good
        },
        Request {
            offsets: &[3, 0],
            ..good
        },
        Request {
            offsets: &[0],
            ..good
        },
        Request {
            rules: &[4],
            ..good
        },
        Request {
            rules: &[1, 1],
            ..good
        },
        Request {
            points: &[f64::NAN],
            ..good
        },
        Request {
            points: &[0.0, 0.0],
            ..good
        },
        Request {
            confidence: 1.0,
            ..good
        },
        Request {
            confidence: f64::NAN,
            ..good
        },
    ];
    for request in unfit {
        assert_eq!(judge(request), Err(Fault::ParameterRange));
    }
    let broken = Request {
        values: &[1.0, f64::INFINITY, 3.0],
        ..good
    };
    assert_eq!(judge(broken), Err(Fault::NotFinite));
}
