//! Base and head side by side, as every aspect gets them.

use crate::drift::pairs::JobPairs;
use crate::drift::runs::ToolRuns;
use crate::drift::values::SettingFiles;
use crate::facts::commit::Facts;
use crate::policy::valid::Policy;

/// Both sides, and which job is which.
#[derive(Debug)]
pub struct DriftSides<'a> {
    /// The base.
    pub base: &'a Facts,
    /// The head.
    pub head: &'a Facts,
    /// The policy of the base.
    pub policy: &'a Policy,
    /// Which job is which.
    pub pairs: JobPairs<'a>,
    /// The runs of tools, and which is which.
    pub(super) runs: ToolRuns,
    /// The settings of the files that differ.
    pub(super) settings: SettingFiles,
}

impl<'a> DriftSides<'a> {
    /// Puts two commits side by side.
    pub(super) fn new(base: &'a Facts, head: &'a Facts, policy: &'a Policy) -> Self {
        let pairs = JobPairs::new(base, head);
        let runs = ToolRuns::new(base, head, &pairs);
        Self { base, head, policy, pairs, runs, settings: SettingFiles::new(base, head) }
    }
}
