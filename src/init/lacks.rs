//! Jobs that a new draft would list and that the policy does not list.

use std::fmt::Write as _;

use super::draft::{Draft, JobDraft};
use super::scalar::scalar;
use super::text;
use crate::policy::Policy;

/// Jobs of one workflow that the policy does not list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// File name of the workflow.
    pub file: String,
    /// Whether the policy lists the workflow.
    pub is_listed: bool,
    /// The jobs that are missing.
    pub jobs: Vec<JobDraft>,
}

/// Returns every job that the draft lists and the policy does not, by workflow.
#[must_use]
pub fn missing_jobs(draft: &Draft, policy: &Policy) -> Vec<Lacking> {
    let of_workflow = |workflow: &super::draft::WorkflowDraft| {
        let jobs = workflow.jobs.iter().filter(|job| {
            policy.job(&workflow.file, &job.id).is_none()
                && !policy.requires_by_flag(&workflow.file, &job.id)
        });
        let jobs: Vec<JobDraft> = jobs.cloned().collect();
        let is_listed =
            policy.workflow(&workflow.file).is_some_and(|listed| !listed.jobs.is_empty());
        (!jobs.is_empty()).then(|| Lacking { file: workflow.file.clone(), is_listed, jobs })
    };
    draft.workflows.iter().filter_map(of_workflow).collect()
}

/// Returns the lines to add, as a diff.
#[must_use]
pub fn difference(lacking: &[Lacking]) -> String {
    let mut out = String::from(" workflows:\n");
    for workflow in lacking {
        let mark = if workflow.is_listed { ' ' } else { '+' };
        let _ = writeln!(out, "{mark}  {}:\n{mark}    jobs:", scalar(&workflow.file));
        for job in &workflow.jobs {
            for line in text::job(job).lines() {
                let _ = writeln!(out, "+{line}");
            }
        }
    }
    out
}
