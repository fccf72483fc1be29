//! Seeded streams of random numbers.  Twin: src/reference/random

pub mod sfc32;
