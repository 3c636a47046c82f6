//! The inputs of a proof.

use std::sync::Arc;

use jiff::civil::Date;

use crate::drift::inline_waivers::BaseWorkflows;
use crate::facts::readable::Readable;
use crate::facts::understand::SideInputs;
use crate::finding::Severity;
use crate::policy::valid::Policy;

/// The repository that the operators edit, with the policy that is tested.
#[derive(Clone, Debug)]
pub struct ProofInputs {
    /// The inputs of the repository. Suites and coverage are read again from the reports below.
    pub material: SideInputs,
    /// The base's versions of the workflows that hold waivers in comments; `None` without a base.
    pub base_workflows: Option<BaseWorkflows>,
    /// The reports of each suite of the policy, in the order of the policy.
    pub suites: Vec<ReportFiles>,
    /// The reports of each coverage entry of the policy, in the order of the policy.
    pub coverage: Vec<ReportFiles>,
    /// The policy of the user.
    pub policy: Policy,
    /// The text of that policy; `None` if there is none.
    pub policy_text: Option<Arc<str>>,
    /// Least severity that fails.
    pub fail_on: Severity,
    /// The day of the run, in UTC.
    pub today: Date,
}

/// The reports of one suite or coverage entry, as bytes.
#[derive(Clone, Debug, Default)]
pub struct ReportFiles {
    /// Path and bytes of each report, or why it could not be read; sorted by path.
    pub files: Vec<(String, Readable<Arc<[u8]>>)>,
    /// The paths that each glob of the entry matches.
    pub globs: Vec<Vec<String>>,
}
