//! What was asked, by flags or by the action's inputs.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::finding::Severity;

/// The name by which `TRUEGREEN_LOG` asks for the stages.
pub(super) const TARGET: &str = "truegreen::app";

/// What is asked for besides the policy, by flags or by the action's inputs.
#[derive(Clone, Debug)]
pub struct CheckOptions {
    /// Policy file below the root.
    pub policy: Option<String>,
    /// Globs of test reports.
    pub junit: Vec<String>,
    /// Globs of coverage reports.
    pub coverage: Vec<String>,
    /// Floor of line coverage in per cent.
    pub coverage_min: Option<f64>,
    /// `toJSON(needs)`.
    pub needs: Option<NeedsFrom>,
    /// Jobs that must exist.
    pub required_jobs: Vec<String>,
    /// Least severity that fails.
    pub fail_on: Severity,
}

/// Where `toJSON(needs)` is.
#[derive(Clone, Debug)]
pub enum NeedsFrom {
    /// In a file, `-` for standard input.
    File(String),
    /// Here, from the action's input.
    Text(String),
}

/// What `truegreen check` was asked.
#[derive(Clone, Debug)]
pub struct CheckRequest {
    /// Root of the repository.
    pub root: PathBuf,
    /// Commit to judge against.
    pub base: Option<String>,
    /// Everything else.
    pub asked: CheckOptions,
}

pub(super) type Sources = BTreeMap<String, Arc<str>>;
