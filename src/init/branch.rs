//! The rules of the default branch: which checks are required, and which jobs make them.

use super::draft::{Draft, JobDraft, WorkflowDraft};
use crate::facts::commit::Facts;
use crate::facts::jobs::check_names::check_names;
use crate::formats::workflow::model::Job;

/// The result of asking the API for the required checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asking {
    /// The name of the repository is unknown.
    NoRepository,
    /// There is no token.
    NoToken,
    /// The API did not answer; its message.
    Refused(String),
    /// The API returned the required checks.
    Told {
        /// The default branch.
        branch: String,
        /// Number of required checks.
        required: usize,
        /// Required checks that no job of a workflow makes.
        unmatched: Vec<String>,
    },
}

/// Marks the jobs that make the required checks, and lists those jobs that the draft had left out.
pub fn apply(draft: &mut Draft, facts: &Facts, branch: &str, checks: &[String]) -> Asking {
    let mut unmatched = Vec::new();
    for check in checks {
        let mut found = false;
        for (fact, workflow) in facts.models() {
            for job in workflow.jobs.iter().filter(|job| makes(job, check)) {
                let own = draft.workflows.iter_mut().find(|own| own.file == fact.name());
                found |= own.is_some_and(|own| mark(own, job, branch));
            }
        }
        if !found {
            unmatched.push(check.clone());
        }
    }
    Asking::Told { branch: branch.to_owned(), required: checks.len(), unmatched }
}

/// Returns whether a job makes a check of this name: by itself, or by a job of the workflow that it
/// calls.
fn makes(job: &Job, check: &str) -> bool {
    check_names(job).iter().any(|name| {
        let rest = check.strip_prefix(name.as_str());
        rest == Some("") || job.uses.is_some() && rest.is_some_and(|rest| rest.starts_with(" / "))
    })
}

fn mark(workflow: &mut WorkflowDraft, job: &Job, branch: &str) -> bool {
    let note = format!("a merge into `{branch}` waits for it");
    let id = &job.id.value;
    if let Some(listed) = workflow.jobs.iter_mut().find(|listed| listed.id == *id) {
        if !listed.notes.contains(&note) {
            listed.notes.push(note);
        }
        return true;
    }
    let before = workflow.left_out.len();
    // A check that a merge waits for counts, whatever the job does.
    workflow.left_out.retain(|(left, _)| left != id);
    if before == workflow.left_out.len() {
        return false;
    }
    workflow.jobs.push(JobDraft { id: id.clone(), notes: vec![note], ..JobDraft::default() });
    true
}
