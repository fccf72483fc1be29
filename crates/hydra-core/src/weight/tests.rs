use proptest::prelude::*;

use super::{Notes, POLICIES, Refusal, weight_columns};

const NAN: f64 = f64::NAN;

fn weigh(
    policy: usize,
    columns: &[Vec<f64>; 6],
    params: [f64; 4],
) -> Result<(Vec<f64>, u32), Refusal> {
    let mut out = vec![0.0; 3 * columns[0].len()];
    let notes = weight_columns(policy as f64, &columns.concat(), &params, &mut out)?;
    Ok((out, notes.bits()))
}

#[test]
fn golden_rows_hold() {
    let text = include_str!("../../../../fixtures/golden/weight/weights.json");
    let rows: Vec<serde_json::Value> = serde_json::from_str(text).unwrap();
    assert!(rows.len() > 5);
    for row in rows {
        let input = &row["in"];
        let number = |value: &serde_json::Value| value.as_f64().unwrap_or(NAN);
        let list = |value: &serde_json::Value| -> Vec<f64> {
            value.as_array().unwrap().iter().map(number).collect()
        };
        let policy = POLICIES
            .iter()
            .position(|name| input["policy"] == **name)
            .unwrap();
        let columns: [Vec<f64>; 6] = super::COLUMN_NAMES.map(|name| list(&input["columns"][name]));
        let params: [f64; 4] = list(&input["params"]).try_into().unwrap();
        let (out, notes) = weigh(policy, &columns, params).unwrap();
        let expected = list(&row["out"]);
        let tol = row["tol"].as_f64().unwrap();
        for (got, want) in out.iter().zip(&expected) {
            let near = (got - want).abs() <= tol * want.abs() || (got.is_nan() && want.is_nan());
            assert!(near, "{row}: {got} is not {want}");
        }
        assert_eq!(u64::from(notes), row["notes"].as_u64().unwrap(), "{row}");
    }
}

#[test]
fn what_cannot_be_is_refused_by_column_and_head() {
    let fine: [Vec<f64>; 6] = [1.0, 2.0, 1.0, 1.0, 0.1, 1.0].map(|value| vec![value; 2]);
    let params = [0.0, 0.1, 0.5, 0.25];
    assert!(weigh(0, &fine, params).is_ok());
    assert_eq!(weigh(5, &fine, params), Err(Refusal::Policy));
    assert_eq!(
        weigh(0, &fine, [0.6, 0.1, 0.5, 0.25]),
        Err(Refusal::Parameter)
    );
    assert_eq!(
        weigh(0, &[const { Vec::new() }; 6], params),
        Err(Refusal::Shape)
    );
    for column in 0..6 {
        for bad in [-1.0, f64::INFINITY, f64::NEG_INFINITY] {
            let mut columns = fine.clone();
            columns[column][1] = bad;
            let refused = Err(Refusal::Value { column, head: 1 });
            assert_eq!(weigh(0, &columns, params), refused, "{column} {bad}");
        }
    }
}

fn head() -> impl Strategy<Value = [f64; 6]> {
    let unknown_or = |low: f64, high: f64| prop_oneof![Just(NAN), low..high];
    (
        0.0..=1.0f64,
        0u32..200,
        unknown_or(0.0, 1e3),
        unknown_or(0.0, 1e3),
        unknown_or(0.0, 2.0),
        unknown_or(0.0, 9.0),
    )
        .prop_map(|(rate, trials, ok, failed, variance, price)| {
            let trials = f64::from(trials);
            [(rate * trials).floor(), trials, ok, failed, variance, price]
        })
}

fn transposed(heads: &[[f64; 6]]) -> [Vec<f64>; 6] {
    std::array::from_fn(|column| heads.iter().map(|head| head[column]).collect())
}

proptest! {
    #[test]
    fn weights_sum_to_1_and_keep_the_floor(heads in prop::collection::vec(head(), 1..12), policy in 0usize..5) {
        let floor = 0.5 / heads.len() as f64;
        let (out, _) = weigh(policy, &transposed(&heads), [floor, 0.1, 0.5, 0.25]).unwrap();
        let weights = &out[..heads.len()];
        prop_assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        prop_assert!(weights.iter().all(|weight| *weight >= floor * (1.0 - 1e-12)));
    }

    #[test]
    fn permuted_heads_give_permuted_weights_to_the_bit(heads in prop::collection::vec(head(), 2..12), policy in 0usize..5) {
        let params = [0.01, 0.1, 0.5, 0.25];
        let (forward, notes) = weigh(policy, &transposed(&heads), params).unwrap();
        let backward: Vec<[f64; 6]> = heads.iter().rev().copied().collect();
        let (turned, turned_notes) = weigh(policy, &transposed(&backward), params).unwrap();
        prop_assert_eq!(notes, turned_notes);
        let last = heads.len() - 1;
        for index in 0..heads.len() {
            prop_assert_eq!(forward[index].to_bits(), turned[last - index].to_bits());
        }
    }
}

#[test]
fn nothing_succeeded_makes_all_equal() {
    let columns = [
        vec![0.0; 3],
        vec![9.0; 3],
        vec![NAN; 3],
        vec![1.0; 3],
        vec![NAN; 3],
        vec![NAN; 3],
    ];
    for policy in 0..5 {
        let (out, notes) = weigh(policy, &columns, [0.0, 0.1, 0.0, 0.25]).unwrap();
        assert_eq!(out[..3], [1.0 / 3.0; 3]);
        assert_eq!(notes, Notes::NOTHING_SUCCEEDED);
    }
}
