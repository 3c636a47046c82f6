//! Arguments that several commands share.

use std::path::PathBuf;

use crate::app::request::{CheckOptions, NeedsFrom};
use crate::finding::Severity;

/// Which repository a command reads, and by which policy.
#[derive(Debug, clap::Args)]
pub(super) struct Repository {
    /// Root of the repository.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
    /// The policy file, below the root. Without it `.github/truegreen.yml`, if there is one.
    #[arg(long, value_name = "FILE")]
    pub(super) policy: Option<String>,
}

/// What a run left behind, and what it is held to.
#[derive(Debug, clap::Args)]
pub(super) struct Evidence {
    /// JUnit XML reports of the run; several, or repeated. Each glob must match a file.
    #[arg(long, value_name = "GLOB", num_args = 1..)]
    junit: Vec<String>,
    /// Coverage reports (Cobertura XML) of the run; several, or repeated.
    #[arg(long, value_name = "GLOB", num_args = 1..)]
    coverage: Vec<String>,
    /// Least share of lines covered, in per cent. Raises the policy's floor, never lowers it.
    #[arg(long, value_name = "PERCENT")]
    coverage_min: Option<f64>,
    /// `toJSON(needs)` of the gate job, from a file, or from standard input with `-`.
    #[arg(long, value_name = "FILE")]
    needs: Option<String>,
    /// Jobs that must exist and must not be skipped, as `job` or `ci.yml/job`; separated by commas.
    #[arg(long, value_name = "JOBS", value_delimiter = ',')]
    required_jobs: Vec<String>,
}

impl Evidence {
    pub(super) fn asked(&self, repository: &Repository, fail_on: Severity) -> CheckOptions {
        CheckOptions {
            policy: repository.policy.clone(),
            junit: self.junit.clone(),
            coverage: self.coverage.clone(),
            coverage_min: self.coverage_min,
            needs: self.needs.clone().map(NeedsFrom::File),
            required_jobs: self.required_jobs.clone(),
            fail_on,
        }
    }
}
