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
    /// Terms of the workflow as a whole, line by line, where the policy says nothing of it.
    pub terms: Vec<String>,
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
        let is_known = policy.workflow(&workflow.file).is_some();
        let terms = if is_known { Vec::new() } else { text::of_workflow(workflow) };
        (!jobs.is_empty()).then(|| Lacking { file: workflow.file.clone(), is_listed, terms, jobs })
    };
    draft.workflows.iter().filter_map(of_workflow).collect()
}

/// Returns the lines to add, as a diff.
#[must_use]
pub fn difference(lacking: &[Lacking]) -> String {
    let mut out = String::from(" workflows:\n");
    for workflow in lacking {
        let mark = if workflow.is_listed { ' ' } else { '+' };
        let _ = writeln!(out, "{mark}  {}:", scalar(&workflow.file));
        for line in &workflow.terms {
            let _ = writeln!(out, "+    {line}");
        }
        let _ = writeln!(out, "{mark}    jobs:");
        for job in &workflow.jobs {
            for line in text::job(job).lines() {
                let _ = writeln!(out, "+{line}");
            }
        }
    }
    out
}
