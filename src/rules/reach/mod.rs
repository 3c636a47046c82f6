//! The family `reach`: required jobs that do not run, and checks that stand for the wrong job.

pub(crate) mod ambiguous_check;
pub(crate) mod blind_diff;
pub(crate) mod constant_condition;
pub(crate) mod empty_matrix;
pub(crate) mod filtered_trigger;
pub(crate) mod hollow_aggregator;
pub(crate) mod invalid_workflow;
pub(crate) mod missed_event;
pub(crate) mod silent_author;
pub(crate) mod skippable_job;
pub(crate) mod uncaught_cancellation;
pub(crate) mod unpinned_gate;
pub(crate) mod wrong_checkout;

use crate::formats::workflow::model::Job;

/// Returns the ids of jobs for a sentence, each in backticks.
fn quoted_ids(jobs: &[&Job]) -> String {
    join_words(jobs.iter().map(|job| format!("`{}`", job.id.value)).collect(), "or")
}

/// Joins parts for a sentence: `a, b and c`.
fn join_words(mut parts: Vec<String>, word: &str) -> String {
    let last = parts.pop().unwrap_or_default();
    if parts.is_empty() { last } else { format!("{} {word} {last}", parts.join(", ")) }
}
