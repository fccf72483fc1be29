//! Statistics of samples.  Twin: src/reference/stats

mod call;
pub mod clustered_sign;
pub mod fields;
pub mod groups;
pub mod median_interval;
mod network;
pub mod ordered;
pub mod quantile;
pub mod select;
pub mod success;
pub mod sums;
