//! The family `coverage`: what the reports say was executed.

pub(crate) mod low_coverage;
