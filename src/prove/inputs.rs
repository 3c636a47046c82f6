//! What a proof works on.

use std::sync::Arc;

use jiff::civil::Date;

use crate::drift::inline_waivers::BaseWorkflows;
use crate::facts::readable::Readable;
use crate::facts::understand::SideInputs;
use crate::finding::Severity;
use crate::policy::valid::Policy;

/// What is spoiled.
#[derive(Clone, Debug)]
pub struct ProofInputs {
    /// What was gathered. Its suites and coverage are made anew from the reports below.
    pub material: SideInputs,
    /// The base's versions of the workflows that hold waivers in comments; `None` without a base.
    pub base_workflows: Option<BaseWorkflows>,
    /// One entry for each suite of the policy.
    pub suites: Vec<ReportFiles>,
    /// One entry for each coverage entry of the policy.
    pub coverage: Vec<ReportFiles>,
    /// The user's policy.
    pub policy: Policy,
    /// Least severity that fails.
    pub fail_on: Severity,
    /// The day of the run, in UTC.
    pub today: Date,
}

/// The reports of one suite or coverage entry, as bytes.
#[derive(Clone, Debug, Default)]
pub struct ReportFiles {
    /// Path and bytes, by path; or why it could not be read.
    pub files: Vec<(String, Readable<Arc<[u8]>>)>,
    /// The paths that each glob of the entry matches.
    pub globs: Vec<Vec<String>>,
}
