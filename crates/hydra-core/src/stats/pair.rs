//! One pair of heads: the method that fits it, its estimate, interval and p-values.
//! In: d of each block, its epoch, a rule. Rules: 0 the heads were rebuilt in every epoch; 1 they were kept all along; 2 every
//! value came of a new process; 3 code layout has no part in the values. Out: a row of the columns of `pairs`.
//! Method 2, signed rank: rule 2 and fewer than 30 values. Method 1, clustered sign: not rule 2, 4 clusters or more, and either 30
//! values or so many that their extremes could prove something at this level. Method 0, the exact sign test: all else.
//! Estimate: the median; by signed rank the median of the Walsh averages. Interval: two order statistics, widened on both sides by
//! the layout allowance h = min(IQR / 4, .025) under rule 1, and under rule 0 without the clustered test. Why: a head that keeps
//! its place in memory is off by a constant that none of its own trials shows.
//! p at a point t, two-sided, of "the centre lies where the estimate does, seen from t": that of t moved towards the estimate by h,
//! ties with it against the claim; 1 from the estimate on.
//! Source: as in `clustered_sign`, `sign_test`, `wilcoxon`.  Twin: src/reference/stats/pair.ts

use super::clustered_sign::{Clustered, cluster};
use super::median_interval::median_ranks;
use super::quantile::{position, value_at};
use super::sign_test::sign_p;
use super::wilcoxon::{signed_rank, signed_rank_distribution, signed_rank_p, walsh_averages};
use crate::math::student::student_quantile_upper;

/// How many rules there are.
pub const RULE_COUNT: u32 = 4;

const REBUILT: u32 = 0;
const KEPT: u32 = 1;
const FRESH: u32 = 2;
const LEAST_CLUSTERS: usize = 4;
/// Fewer values than this are few: signed rank for commands, and no clusters that could prove nothing.
const FEW: usize = 30;
const ALLOWANCE_SHARE: f64 = 0.25;
const MOST_ALLOWANCE: f64 = 0.025;

#[derive(Clone, Copy, PartialEq)]
enum Method {
    Sign,
    Clustered,
    SignedRank,
}

/// Buffers that every pair uses again, and the pair they hold now.
pub struct Work {
    confidence: f64,
    method: Method,
    clusters: usize,
    labels: Vec<u32>,
    order: Vec<(f64, u32)>,
    /// The values ascending, or their Walsh averages.
    ranked: Vec<f64>,
    clustered: Clustered,
    distribution: Vec<f64>,
    /// A number of clusters, and the Student quantile for so many.
    quantile: (usize, f64),
    row: Vec<f64>,
}

fn quantile(ascending: &[f64], p: f64) -> f64 {
    value_at(|rank| ascending[rank], position(ascending.len(), p))
}

fn layout_allowance(ascending: &[f64]) -> f64 {
    let h = ALLOWANCE_SHARE * (quantile(ascending, 0.75) - quantile(ascending, 0.25));
    if h < MOST_ALLOWANCE {
        h
    } else {
        MOST_ALLOWANCE
    }
}

impl Work {
    /// For intervals of a confidence.
    pub fn new(confidence: f64) -> Self {
        Self {
            confidence,
            method: Method::Sign,
            clusters: 0,
            labels: Vec::new(),
            order: Vec::new(),
            ranked: Vec::new(),
            clustered: Clustered::default(),
            distribution: Vec::new(),
            quantile: (0, f64::NAN),
            row: Vec::new(),
        }
    }

    /// As in the header.
    pub fn judge(&mut self, values: &[f64], epochs: &[u32], rule: u32, points: &[f64]) -> &[f64] {
        self.row.clear();
        if values.is_empty() {
            self.row
                .extend([f64::NAN, f64::NAN, f64::NAN, f64::NAN, 0.0, 0.0, 0.0]);
            self.row.extend(points.iter().map(|_| 1.0));
            return &self.row;
        }
        self.clusters = if rule == FRESH {
            1
        } else {
            cluster(epochs, &mut self.labels)
        };
        self.sort(values);
        let h = self.choose(rule);
        let estimate = quantile(&self.ranked, 0.5);
        let (low, high) = self.ends();
        let method = f64::from(self.method as u8);
        let counts = [method, self.clusters as f64, values.len() as f64];
        self.row.extend([estimate, low - h, high + h, h]);
        self.row.extend(counts);
        for point in points {
            let p = self.p_at(*point, estimate, h);
            self.row.push(p);
        }
        &self.row
    }

    /// Puts the values in order, the labels of their clusters with them.
    fn sort(&mut self, values: &[f64]) {
        self.order.clear();
        if self.clusters >= LEAST_CLUSTERS {
            let labels = self.labels.iter().copied();
            self.order.extend(values.iter().copied().zip(labels));
        } else {
            self.order.extend(values.iter().map(|value| (*value, 0)));
        }
        self.order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        self.ranked.clear();
        self.ranked
            .extend(self.order.iter().map(|(value, _)| *value));
    }

    /// Chooses and prepares the method; returns the allowance.
    fn choose(&mut self, rule: u32) -> f64 {
        let is_few = self.ranked.len() < FEW;
        self.method = Method::Sign;
        if self.clusters >= LEAST_CLUSTERS {
            self.load_clusters();
            if !is_few || self.clustered.can_reach(self.quantile.1) {
                self.method = Method::Clustered;
            }
        } else if rule == FRESH && is_few {
            self.method = Method::SignedRank;
            self.distribution = signed_rank_distribution(self.ranked.len());
            self.ranked = walsh_averages(&self.ranked);
        }
        if rule == KEPT || (rule == REBUILT && self.method != Method::Clustered) {
            layout_allowance(&self.ranked)
        } else {
            0.0
        }
    }

    fn load_clusters(&mut self) {
        self.labels.clear();
        self.labels
            .extend(self.order.iter().map(|(_, label)| *label));
        self.clustered
            .load(&self.ranked, &self.labels, self.clusters);
        if self.quantile.0 != self.clusters {
            let df = self.clusters as f64 - 1.0;
            self.quantile = (self.clusters, student_quantile_upper(self.tail(), df));
        }
    }

    fn tail(&self) -> f64 {
        (1.0 - self.confidence) * 0.5
    }

    /// The ends of the interval without the allowance; NaN when the level cannot be reached.
    fn ends(&self) -> (f64, f64) {
        let n = self.ranked.len();
        let of_rank = |k: usize| (k > 0).then(|| (k - 1, n - k));
        let places = match self.method {
            Method::Sign => of_rank(median_ranks(n, self.confidence).map_or(0, |ranks| ranks.k)),
            Method::SignedRank => of_rank(signed_rank(&self.distribution, self.tail())),
            Method::Clustered => self.clustered.interval(self.quantile.1),
        };
        places.map_or((f64::NAN, f64::NAN), |(low, high)| {
            (self.ranked[low], self.ranked[high])
        })
    }

    fn p_at(&self, point: f64, estimate: f64, h: f64) -> f64 {
        let is_below = point < estimate;
        let moved = if is_below { point + h } else { point - h };
        let proves_nothing = if is_below {
            moved >= estimate
        } else {
            moved <= estimate
        };
        if proves_nothing {
            return 1.0;
        }
        let n = self.ranked.len();
        let cut = if is_below {
            self.ranked.partition_point(|value| *value <= moved)
        } else {
            self.ranked.partition_point(|value| *value < moved)
        };
        let against = if is_below { cut } else { n - cut };
        match self.method {
            Method::Sign => sign_p(n, against),
            Method::SignedRank => signed_rank_p(&self.distribution, against),
            Method::Clustered if is_below => self.clustered.p_above(cut),
            Method::Clustered => self.clustered.p_below(cut),
        }
    }
}
