//! Figures of many heads at once: stability scores, efficiencies, what a profile spends its time on, runs of many machines joined.
//! Columns in, columns or rows out, NaN where a figure is unknown.  Twin: src/reference/fleet

pub mod analysis;
pub mod efficiency;
pub mod spread;
pub mod stability;

/// Whether a value is unknown (NaN), or finite and at least 0.
fn is_size_or_unknown(x: f64) -> bool {
    x.is_nan() || (0.0..f64::INFINITY).contains(&x)
}
