//! Statistics of samples.  Twin: src/reference/stats

pub mod autocorrelations;
pub mod buckets;
mod call;
pub mod clustered_sign;
pub mod describe;
pub mod exact;
pub mod fields;
pub mod groups;
pub mod hodges_lehmann;
pub mod mann_whitney;
pub mod median_interval;
pub mod moments;
mod network;
pub mod ordered;
mod pair;
pub mod pairs;
pub mod quantile;
pub mod quantile_interval;
pub mod quantile_types;
pub mod ranked_difference;
pub mod robust;
pub mod select;
pub mod shift;
pub mod sign_test;
pub mod success;
pub mod sums;
pub mod wilcoxon;
