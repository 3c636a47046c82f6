//! The family `coverage`.

pub(crate) mod low_coverage;
