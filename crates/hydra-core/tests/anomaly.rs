//! The golden rows of anomaly scores, which the TypeScript tests read too, and laws of what they are built of.

mod golden_rows;

use golden_rows::{assert_near, numbers, rows};
use hydra_core::Fault;
use hydra_core::anomaly::refractory::{Span, mark};
use hydra_core::anomaly::rolling::Rolling;
use hydra_core::anomaly::{METHODS, anomaly_scores};
use proptest::prelude::*;

#[test]
fn scores_agree_with_scipy_and_numpy() {
    for row in rows(include_str!("../../../fixtures/golden/anomaly/scores.json")) {
        let (values, expected) = (numbers(&row["in"]), numbers(&row["out"]));
        let name = row["method"].as_str().unwrap();
        let method = METHODS.iter().position(|one| *one == name).unwrap();
        let number = |key: &str| row[key].as_f64().unwrap_or(0.0);
        let causal = f64::from(u8::from(row["causal"].as_bool().unwrap()));
        let params = [
            1.0,
            causal,
            number("window"),
            10.0,
            0.0,
            0.0,
            number("level"),
            number("most"),
        ];
        let n = values.len();
        let mut out = vec![f64::NAN; 2 * n + 1];
        anomaly_scores(method, &values, &params, &mut out).unwrap();
        for (actual, expected) in out.iter().zip(&expected) {
            let tol = number("tol");
            if (actual - expected).abs() > tol {
                assert_near(*actual, *expected, tol, &row["name"]);
            }
        }
        assert_eq!(out[2 * n], number("remark"), "{}", row["name"]);
        if let Some(flagged) = row["flagged"].as_array() {
            let found: Vec<u64> = (0..n as u64)
                .filter(|&i| out[n + usize::try_from(i).unwrap()] == 1.0)
                .collect();
            let wanted: Vec<u64> = flagged.iter().map(|x| x.as_u64().unwrap()).collect();
            assert_eq!(found, wanted, "{}", row["name"]);
        }
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    let usual = [3.0, 0.0, 0.0, 10.0, 0.0, 0.0, 0.01, 0.0];
    let mut out = [0.0; 7];
    let refused = Err(Fault::ParameterRange);
    assert_eq!(anomaly_scores(6, &[1.0], &usual, &mut out), refused);
    assert_eq!(anomaly_scores(1, &[1.0], &usual[1..], &mut out), refused);
    assert_eq!(anomaly_scores(1, &[1.0; 4], &usual, &mut out), refused);
    let not_finite = anomaly_scores(1, &[1.0, f64::NAN], &usual, &mut out);
    assert_eq!(not_finite, Err(Fault::NotFinite));
}

proptest! {
    #[test]
    fn a_rank_of_the_window_is_that_of_sorting_it(
        values in prop::collection::vec(prop_oneof![-3.0f64..3.0, Just(0.0), Just(1.0)], 1..1500),
        window in 0usize..700,
    ) {
        let mut rolling = Rolling::new(&values, window);
        for end in 1..=values.len() {
            rolling.take();
            let start = if window == 0 || window > end { 0 } else { end - window };
            prop_assert_eq!(rolling.count(), end - start);
            if end % 97 == 0 || end == values.len() {
                let mut sorted = values[start..end].to_vec();
                sorted.sort_unstable_by(f64::total_cmp);
                for (rank, x) in sorted.iter().enumerate() {
                    prop_assert_eq!(rolling.at(rank), *x);
                }
            }
        }
    }

    #[test]
    fn marks_are_those_of_looking_back(
        scores in prop::collection::vec((0u8..9).prop_map(f64::from), 0..700),
        span in 0usize..40,
    ) {
        let mut marks = vec![f64::NAN; scores.len()];
        let span = if span == 0 { Span::Growing } else { Span::Points(span - 1) };
        mark(&scores, 3.0, span, &mut marks);
        for (i, score) in scores.iter().enumerate() {
            let from = i.saturating_sub(span.at(i));
            let is_news = scores[from..i].iter().all(|before| score > before);
            prop_assert_eq!(marks[i] == 1.0, *score > 3.0 && is_news);
        }
    }
}
