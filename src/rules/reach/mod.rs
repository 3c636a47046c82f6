//! The family `reach`.

pub(crate) mod ambiguous_check;
pub(crate) mod invalid_workflow;
pub(crate) mod skippable_job;

use crate::formats::workflow::model::Job;

/// The ids of jobs, each in backticks.
fn names(jobs: &[&Job]) -> String {
    listed(jobs.iter().map(|job| format!("`{}`", job.id.value)).collect(), "or")
}

/// `a, b and c`.
fn listed(mut parts: Vec<String>, word: &str) -> String {
    let last = parts.pop().unwrap_or_default();
    if parts.is_empty() { last } else { format!("{} {word} {last}", parts.join(", ")) }
}
