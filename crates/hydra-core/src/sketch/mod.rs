//! Sketches: distributions in little room that merge in any order to the same bytes.  Twin: src/reference/sketch

mod codec;
pub mod column;
mod exact_sum;
pub mod log_linear;
mod merge;
mod read;

pub use log_linear::Sketch;
