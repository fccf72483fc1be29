//! The exact Wilcoxon signed-rank test: for few pairs whose differences are symmetric about their centre.
//! In: n values, 1 <= n <= 50. Out: the Walsh averages (x + y) / 2 of all pairs, each value with itself
//! too, whose median is the Hodges-Lehmann estimate; which of them are the ends of an interval; p by how many lie on the
//! wrong side.
//! W+ about a point = the number of Walsh averages above it, so ranks are never taken and ties need no rule: those on the
//! point count against the claim. Under the null W+ is the sum of a random subset of 1..n: c(w) = the number of subsets with
//! a sum <= w, by adding one number after the other, whole and exact.
//! Interval: averages of rank k and N - k + 1 of N = n (n + 1) / 2, k the last one with c(k - 1) / 2^n <= tail.
//! Why beside the sign test: with 20 runs of a command it needs half the difference. Why not alone: it asks for symmetry.
//! Source: Wilcoxon 1945; Hodges and Lehmann 1963; Tukey 1949 (Walsh averages).  Twin: src/reference/stats/wilcoxon.ts
//! Golden: fixtures/golden/stats/wilcoxon.json

/// All Walsh averages, ascending.
pub fn walsh_averages(values: &[f64]) -> Vec<f64> {
    let mut averages = Vec::with_capacity(values.len() * (values.len() + 1) / 2);
    for (i, a) in values.iter().enumerate() {
        averages.extend(values[i..].iter().map(|b| 0.5 * a + 0.5 * b));
    }
    averages.sort_unstable_by(f64::total_cmp);
    averages
}

/// c(w) / 2^n for w = 0 to n (n + 1) / 2.
pub fn signed_rank_distribution(n: usize) -> Vec<f64> {
    let most = n * (n + 1) / 2;
    let mut counts = vec![0.0; most + 1];
    counts[0] = 1.0;
    for rank in 1..=n {
        for w in (rank..=most).rev() {
            counts[w] += counts[w - rank];
        }
    }
    let mut patterns = 1.0;
    for _ in 0..n {
        patterns *= 2.0;
    }
    let mut sum = 0.0;
    for count in &mut counts {
        sum += *count;
        *count = sum / patterns;
    }
    counts
}

/// The rank k, from 1, of the lower end among the Walsh averages; 0 when even the extremes do not reach the level.
pub fn signed_rank(distribution: &[f64], tail: f64) -> usize {
    let most = distribution.len() - 1;
    let mut k = 0;
    while 2 * k < most && distribution[k] <= tail {
        k += 1;
    }
    k
}

/// Two-sided p of "the centre lies beyond a point" when `against` Walsh averages lie on the wrong side of it or on it.
pub fn signed_rank_p(distribution: &[f64], against: usize) -> f64 {
    let p = 2.0 * distribution[against];
    if p < 1.0 { p } else { 1.0 }
}
