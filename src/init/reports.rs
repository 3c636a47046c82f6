//! Reports that the jobs write, by the commands that make them and the steps that carry them away.

use super::draft::{ReportDraft, WorkflowDraft};
use crate::facts::Facts;

/// Files whose settings say what the tools write and which floor is in force.
pub const SETTINGS: [&str; 5] =
    ["pyproject.toml", ".coveragerc", "setup.cfg", "tox.ini", ".config/nextest.toml"];

/// Test reports and coverage reports of the listed jobs.
#[must_use]
pub fn written(
    _facts: &Facts,
    _workflows: &[WorkflowDraft],
    _settings: &[(String, String)],
) -> (Vec<ReportDraft>, Vec<ReportDraft>) {
    (Vec::new(), Vec::new())
}
