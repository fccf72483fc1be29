//! The computing half of Hydra: pure functions over columns of numbers.
//! In: slices and plain numbers. Out: slices filled, or a [`Fault`]. No I/O, clock, thread, napi or unsafe code.
//! Every function here has a twin of the same name in `src/reference`, which gives the same bits for every input:
//! + - * / sqrt, comparisons and integer operations in one fixed order; the rest from [`math`].
#![forbid(unsafe_code)]

pub mod anomaly;
pub mod correlate;
pub mod drift;
pub mod error;
pub mod fleet;
pub mod formula;
pub mod math;
pub mod random;
pub mod sketch;
pub mod stats;
pub mod trend;
pub mod weight;

pub use error::Fault;

/// Raised whenever the meaning of an export of the addon changes; the loader compares it with its own.
pub const ABI: u32 = 3;

/// The version of this crate, equal to that of the package.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
