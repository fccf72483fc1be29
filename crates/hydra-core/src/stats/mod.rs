//! Statistics of samples.  Twin: src/reference/stats

mod call;
pub mod clustered_sign;
pub mod fields;
pub mod groups;
pub mod mann_whitney;
pub mod median_interval;
mod network;
pub mod ordered;
mod pair;
pub mod pairs;
pub mod quantile;
pub mod ranked_difference;
pub mod select;
pub mod shift;
pub mod sign_test;
pub mod success;
pub mod sums;
pub mod wilcoxon;
