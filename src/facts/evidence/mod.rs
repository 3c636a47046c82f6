//! What a run left: results of jobs, test reports, coverage.

pub mod coverage;
pub mod run;
pub mod suites;
