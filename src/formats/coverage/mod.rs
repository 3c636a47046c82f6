//! Reports of coverage: one model, one reader a format.

pub mod cobertura;
pub(crate) mod lines;
pub mod report;
