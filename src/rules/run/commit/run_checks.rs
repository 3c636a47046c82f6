//! The check runs of the jobs of one run.

use std::collections::BTreeMap;

use super::scene::is_of_actions;
use crate::formats::github::check_runs::{CheckRunConclusion, CheckRunEntry};
use crate::formats::github::run_jobs::{RunConclusion, RunJob, RunSteps};
use crate::formats::github::workflow_runs::WorkflowRunEntry;

/// Returns the newest check run of each name that the jobs of a run made. One that was skipped or
/// cancelled never takes the place of one that ran.
pub(super) fn latest(run: &WorkflowRunEntry, checks: &[CheckRunEntry]) -> Vec<RunJob> {
    let mut found: BTreeMap<&str, &CheckRunEntry> = BTreeMap::new();
    let is_of_run = |check: &&CheckRunEntry| {
        check.suite == Some(run.suite) && check.is_job && is_of_actions(check)
    };
    for check in checks.iter().filter(is_of_run) {
        let key = |check: &CheckRunEntry| (ran(check), check.id);
        let newest = found.entry(check.name.as_str()).or_insert(check);
        if key(check) > key(newest) {
            *newest = check;
        }
    }
    let entry = |check: &CheckRunEntry| RunJob {
        id: check.id,
        name: check.name.clone(),
        conclusion: check.conclusion.map(of_job),
        started_at: None,
        steps: RunSteps::Absent,
    };
    found.into_values().map(entry).collect()
}

/// Returns whether a check run ran or is to run.
pub(super) const fn ran(check: &CheckRunEntry) -> bool {
    !matches!(check.conclusion, Some(CheckRunConclusion::Skipped | CheckRunConclusion::Cancelled))
}

const fn of_job(conclusion: CheckRunConclusion) -> RunConclusion {
    match conclusion {
        CheckRunConclusion::Success => RunConclusion::Success,
        CheckRunConclusion::Neutral | CheckRunConclusion::Skipped => RunConclusion::Skipped,
        CheckRunConclusion::Cancelled => RunConclusion::Cancelled,
        CheckRunConclusion::TimedOut | CheckRunConclusion::Failure => RunConclusion::Failure,
    }
}
