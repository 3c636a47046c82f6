//! Which workflow a `needs` context is from: nothing but the ids of its jobs tells.

use std::collections::BTreeSet;

use crate::facts::{Facts, WorkflowFact};
use crate::formats::needs::Needs;
use crate::formats::workflow::model::{Job, Workflow};

/// The workflow that `needs` is from: the only one that has all its jobs, of several the only one with a
/// job that waits for them all, of several of those the only one with a job that waits for just them.
/// `None` where none fits, or several do.
#[must_use]
pub fn gated_workflow<'f>(facts: &'f Facts, needs: &Needs) -> Option<&'f Workflow> {
    match gated_candidates(facts, needs).as_slice() {
        [(_, workflow)] => Some(workflow),
        _ => None,
    }
}

/// Every workflow that `needs` may be from, by the same measures.
#[must_use]
pub fn gated_candidates<'f>(
    facts: &'f Facts,
    needs: &Needs,
) -> Vec<(&'f WorkflowFact, &'f Workflow)> {
    let ids: BTreeSet<&str> = needs.keys().map(String::as_str).collect();
    if ids.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(&WorkflowFact, &Workflow)> = facts
        .models()
        .filter(|(_, workflow)| {
            let jobs: BTreeSet<&str> = workflow.jobs.iter().map(|job| job.id.as_str()).collect();
            jobs.is_superset(&ids)
        })
        .collect();
    let waits: [&dyn Fn(&Job) -> bool; 2] =
        [&|job| needs_of(job).is_superset(&ids), &|job| needs_of(job) == ids];
    for waits in waits {
        let fits = |(_, workflow): &(&WorkflowFact, &Workflow)| workflow.jobs.iter().any(waits);
        if found.iter().any(fits) {
            found.retain(fits);
        }
    }
    found
}

/// The ids in `needs:` of a job.
#[must_use]
pub fn needs_of(job: &Job) -> BTreeSet<&str> {
    job.needs.iter().map(|need| need.as_str()).collect()
}
