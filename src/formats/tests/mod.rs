//! Reports of tests: one model, one reader a format.

pub mod junit;
pub mod report;
