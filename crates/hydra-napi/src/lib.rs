//! The addon: converts in, calls the core, converts back. No arithmetic here.
//! Every export is guarded by `catch_unwind`: a panic arrives in JavaScript as an exception, which src/engine turns into
//! HYD-9999. Expected failures come back as numbers of the catalog. One thin file per core module.
//! No mutable statics: worker threads share them.
#![allow(
    clippy::needless_pass_by_value,
    reason = "napi hands strings over as values"
)]
#![cfg_attr(test, allow(dead_code, reason = "napi registers nothing under test"))]

mod anomaly;
mod correlate;
mod describe;
mod drift;
mod fleet;
mod formula;
mod formula_program;
mod formula_text;
mod formula_window;
mod inference;
mod info;
mod memory;
mod parity;
mod shift;
mod sketch;
mod stats;
mod trend;
mod usage;
mod weight;
