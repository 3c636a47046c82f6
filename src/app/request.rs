//! Requests, by options or by the inputs of the action.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::finding::Severity;

/// The name of the stages in `TRUEGREEN_LOG`.
pub(super) const TARGET: &str = "truegreen::app";

/// Options besides the policy, from the command line or from the inputs of the action.
#[derive(Clone, Debug)]
pub struct CheckOptions {
    /// Path of the policy below the root.
    pub policy: Option<String>,
    /// Globs of test reports.
    pub junit: Vec<String>,
    /// Globs of coverage reports.
    pub coverage: Vec<String>,
    /// Minimum line coverage in percent.
    pub coverage_min: Option<f64>,
    /// `toJSON(needs)`.
    pub needs: Option<NeedsFrom>,
    /// Jobs that must exist.
    pub required_jobs: Vec<String>,
    /// Least severity that fails.
    pub fail_on: Severity,
}

/// The source of `toJSON(needs)`.
#[derive(Clone, Debug)]
pub enum NeedsFrom {
    /// A file, or standard input for `-`.
    File(String),
    /// The text itself, from the input of the action.
    Text(String),
}

/// The request of `truegreen check`.
#[derive(Clone, Debug)]
pub struct CheckRequest {
    /// Root of the repository.
    pub root: PathBuf,
    /// Commit to compare with.
    pub base: Option<String>,
    /// All other options.
    pub asked: CheckOptions,
}

pub(super) type Sources = BTreeMap<String, Arc<str>>;
