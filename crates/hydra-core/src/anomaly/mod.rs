//! Which values of a sample do not belong with the others.  Twin: src/reference/anomaly

pub mod mad;
