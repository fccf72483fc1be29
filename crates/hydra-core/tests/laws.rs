//! Laws of the summaries and scores, over any values: zeros of both signs, subnormals, 1e308.

use hydra_core::Fault;
use hydra_core::anomaly::mad::mad_scores;
use hydra_core::stats::buckets::find_ranks;
use hydra_core::stats::fields::{ALL_FIELDS, FIELD_NAMES};
use hydra_core::stats::groups::summarize_groups;
use hydra_core::stats::quantile::{position, value_at};
use hydra_core::stats::select::{from_key, key_of};
use hydra_core::stats::success::success_intervals;
use proptest::prelude::*;

const COUNT: usize = FIELD_NAMES.len();

fn value() -> impl Strategy<Value = f64> {
    let special = prop::sample::select(vec![0.0, -0.0, 1e308, -1e308, 5e-324, f64::MAX, 1.0]);
    prop_oneof![
        3 => any::<f64>().prop_filter("finite", |x| x.is_finite()),
        1 => special,
        2 => -4.0f64..4.0,
    ]
}

fn summarize(samples: &[Vec<f64>]) -> Vec<f64> {
    let values: Vec<f64> = samples.concat();
    let mut offsets = vec![0];
    for sample in samples {
        offsets.push(offsets[offsets.len() - 1] + u32::try_from(sample.len()).unwrap());
    }
    let mut out = vec![7.0; COUNT * samples.len()];
    summarize_groups(&values, &offsets, ALL_FIELDS, 0.95, &mut out).unwrap();
    out
}

fn bits(x: f64) -> u64 {
    if x.is_nan() {
        0x7ff8 << 48
    } else {
        x.to_bits()
    }
}

proptest! {
    #[test]
    fn a_sample_has_the_same_figures_in_any_company(
        samples in prop::collection::vec(prop::collection::vec(value(), 0..200), 1..6)
    ) {
        let together = summarize(&samples);
        for (group, sample) in samples.iter().enumerate() {
            let alone = summarize(std::slice::from_ref(sample));
            for field in 0..COUNT {
                prop_assert_eq!(bits(alone[field]), bits(together[field * samples.len() + group]));
            }
        }
    }

    #[test]
    fn order_statistics_are_those_of_the_sorted_sample(
        mut sample in prop::collection::vec(value(), 1..400)
    ) {
        let out = summarize(std::slice::from_ref(&sample));
        sample.sort_unstable_by_key(|&x| key_of(x));
        prop_assert_eq!(bits(out[3]), bits(sample[0]));
        prop_assert_eq!(bits(out[4]), bits(sample[sample.len() - 1]));
        if sample.len() % 2 == 1 {
            prop_assert_eq!(bits(out[5]), bits(sample[sample.len() / 2]));
        }
        let path = [out[3], out[6], out[7], out[5], out[8], out[9], out[10], out[11], out[4]];
        prop_assert!(path.is_sorted());
        prop_assert!(out[3] <= out[1] && out[1] <= out[4]);
    }

    #[test]
    fn ranks_of_a_large_column_are_those_of_the_sorted_one(
        draws in prop::collection::vec(value(), 1..40), size in 256usize..5000,
        ranks in prop::collection::vec(any::<prop::sample::Index>(), 1..20), ties in 1u64..9,
    ) {
        let spread = |i: usize| f64::from_bits(draws[i % draws.len()].to_bits() ^ (i as u64 / ties));
        let mut keys: Vec<i64> = (0..size).map(|i| key_of(spread(i))).collect();
        let mut ranks: Vec<usize> = ranks.iter().map(|rank| rank.index(size)).collect();
        ranks.sort_unstable();
        ranks.dedup();
        let mut found = vec![7];
        find_ranks(&keys, &ranks, &mut found);
        keys.sort_unstable();
        prop_assert_eq!(found, ranks.iter().map(|&rank| keys[rank]).collect::<Vec<_>>());
    }

    #[test]
    fn figures_of_a_large_sample_are_those_of_the_sorted_one(
        draws in prop::collection::vec(value(), 1..40), size in 2048usize..4000, ties in 1usize..400,
    ) {
        let spread = |i: usize| draws[i % draws.len()] * (1.0 - (i / ties) as f64 * 1e-4);
        let mut sample: Vec<f64> = (0..size).map(spread).collect();
        let out = summarize(std::slice::from_ref(&sample));
        let median_of = |x: &mut Vec<f64>| {
            x.sort_unstable_by_key(|&x| key_of(x));
            value_at(|rank| x[rank], position(size, 0.5))
        };
        let median = median_of(&mut sample);
        prop_assert_eq!(bits(out[5]), bits(median));
        let quantile = |p| value_at(|rank| sample[rank], position(size, p));
        prop_assert_eq!(bits(out[6]), bits(quantile(0.05)));
        prop_assert_eq!(bits(out[11]), bits(quantile(0.99)));
        let mut deviations = sample.iter().map(|x| (x - median).abs()).collect();
        let mad = median_of(&mut deviations);
        prop_assert_eq!(bits(out[12]), bits(if mad.is_finite() { mad } else { f64::NAN }));
    }

    #[test]
    fn one_value_that_is_not_finite_refuses_the_call(
        sample in prop::collection::vec(value(), 1..300), at in any::<prop::sample::Index>(),
        bad in prop::sample::select(vec![f64::NAN, -f64::NAN, f64::INFINITY, f64::NEG_INFINITY])
    ) {
        let mut sample = sample;
        let index = at.index(sample.len());
        sample[index] = bad;
        let offsets = [0, u32::try_from(sample.len()).unwrap()];
        let mut out = [0.0; COUNT];
        for mask in [ALL_FIELDS, 0b111, 0b110_0000] {
            let result = summarize_groups(&sample, &offsets, mask, 0.95, &mut out);
            prop_assert_eq!(result, Err(Fault::NotFinite));
        }
        let mut scores = vec![0.0; sample.len()];
        prop_assert_eq!(mad_scores(&sample, &mut scores), Err(Fault::NotFinite));
    }

    #[test]
    fn scores_are_finite_and_not_negative(sample in prop::collection::vec(value(), 0..300)) {
        let mut scores = vec![f64::NAN; sample.len()];
        mad_scores(&sample, &mut scores).unwrap();
        prop_assert!(scores.iter().all(|score| score.is_finite() && *score >= 0.0));
    }

    #[test]
    fn an_interval_holds_the_rate_it_speaks_of(n in 1u32..100_000, share in 0.0f64..=1.0, confidence in 0.01f64..0.9999, method in 0usize..2) {
        let k = (f64::from(n) * share).floor();
        let (mut low, mut high) = ([0.0], [0.0]);
        success_intervals(method, &[k], &[f64::from(n)], confidence, &mut low, &mut high).unwrap();
        let rate = k / f64::from(n);
        prop_assert!(0.0 <= low[0] && low[0] <= rate && rate <= high[0] && high[0] <= 1.0);
    }

    #[test]
    fn keys_order_as_values_do_and_come_back(a in any::<f64>(), b in any::<f64>()) {
        prop_assert_eq!(from_key(key_of(a)).to_bits(), a.to_bits());
        prop_assert_eq!(key_of(a).cmp(&key_of(b)), a.total_cmp(&b));
    }
}

#[test]
fn arguments_that_do_not_fit_are_refused() {
    let values = [1.0, 2.0, 3.0];
    let mut out = [0.0; COUNT];
    let mut call = |offsets: &[u32], mask: u32, confidence: f64| {
        summarize_groups(&values, offsets, mask, confidence, &mut out)
    };
    let refused = Err(Fault::ParameterRange);
    assert_eq!(call(&[0, 3], ALL_FIELDS + 1, 0.95), refused);
    assert_eq!(call(&[2, 1], 1, 0.95), refused);
    assert_eq!(call(&[0, 4], 1, 0.95), refused);
    assert_eq!(call(&[], 1, 0.95), refused);
    assert_eq!(call(&[0, 3], 1, f64::NAN), refused);
    assert_eq!(call(&[0, 1, 2, 3], ALL_FIELDS, 0.95), refused);
    assert_eq!(call(&[0, 3], ALL_FIELDS, 0.95), Ok(()));
    assert_eq!(mad_scores(&values, &mut []), Err(Fault::ParameterRange));
}
