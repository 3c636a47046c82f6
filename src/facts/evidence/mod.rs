//! The evidence of a run: results of jobs, test reports, coverage.

pub mod commit_checks;
pub mod coverage;
pub mod run;
pub mod suites;
