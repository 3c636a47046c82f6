//! When a workflow runs, seen from the merge, and the workflows that required jobs call.

use super::draft::{Tier, WorkflowDraft};
use super::skips::is_judge;
use crate::facts::commit::Facts;
use crate::facts::path::merge_start::{MergeStart, merge_start};
use crate::facts::path::scenario::USUAL;
use crate::facts::workflow::WorkflowFact;
use crate::formats::workflow::model::{Job, Trigger, Workflow};
use crate::span::Spanned;

/// Returns when a workflow runs and the events that count; `None` for one that nothing of these starts, or that only
/// some pull requests start: no run of it is due.
pub(super) fn started(facts: &Facts, workflow: &Workflow) -> Option<(Tier, Vec<String>)> {
    const OTHERS: [&str; 3] = ["push", "merge_group", "schedule"];
    let pulls = pull_request_events(workflow);
    if !pulls.is_empty() {
        return Some((Tier::Before, pulls));
    }
    let counts = |on: &&Trigger| OTHERS.contains(&on.event.value.as_str()) || ends_with_merge(on);
    let is_partly = |on: &Trigger| is_of_pull_requests(on) && !ends_with_merge(on);
    let events = workflow.on.iter().filter(counts).map(|on| on.event.value.clone());
    let events: Vec<String> = events.collect();
    if events.is_empty() || workflow.on.iter().any(is_partly) {
        return None;
    }
    // The default branch is one of these names, as far as a filter tells.
    let starts = USUAL.map(|base| merge_start(facts, workflow, &[base]));
    let has = |fits: fn(&MergeStart) -> bool| starts.iter().any(fits);
    if has(|start| *start == MergeStart::Before) {
        return Some((Tier::Before, events));
    }
    let is_after = has(|start| *start == MergeStart::After)
        || !has(|start| !matches!(start, MergeStart::Never(_) | MergeStart::Elsewhere));
    is_after.then_some((Tier::After, events))
}

/// Returns the workflows that a draft leaves out although a job of theirs judges, each with the reason.
pub(super) fn idle(facts: &Facts, listed: &[WorkflowDraft]) -> Vec<(String, String)> {
    let is_listed = |fact: &WorkflowFact| {
        listed.iter().any(|listed| listed.file.eq_ignore_ascii_case(fact.name()))
    };
    let judges =
        |workflow: &Workflow| workflow.jobs.iter().any(|job| is_judge(facts, workflow, job));
    let left = facts.models().filter(|(fact, model)| !is_listed(fact) && judges(model));
    left.map(|(fact, workflow)| {
        let why = match merge_start(facts, workflow, &["main"]) {
            MergeStart::Never(limit) | MergeStart::Partly(limit) => limit.why,
            MergeStart::Before | MergeStart::After => "no run of it is due".to_owned(),
            MergeStart::Elsewhere => "another workflow starts it, or none".to_owned(),
        };
        (fact.name().to_owned(), why)
    })
    .collect()
}

fn is_of_pull_requests(on: &Trigger) -> bool {
    ["pull_request", "pull_request_target"].contains(&on.event.value.as_str())
}

/// Returns whether only the end of a pull request starts a workflow.
fn ends_with_merge(on: &Trigger) -> bool {
    let types = on.filters.iter().find(|(name, _)| name.value == "types");
    is_of_pull_requests(on)
        && types.is_some_and(|(_, types)| types.iter().all(|kind| kind.value == "closed"))
}

/// A call of a workflow of this repository by a required job.
pub(super) struct WorkflowCall<'f> {
    pub(super) by: String,
    pub(super) fact: &'f WorkflowFact,
    pub(super) workflow: &'f Workflow,
}

/// Returns the calls by the required jobs of a workflow.
pub(super) fn calls<'f>(
    facts: &'f Facts,
    fact: &WorkflowFact,
    workflow: &Workflow,
    draft: &WorkflowDraft,
) -> Vec<WorkflowCall<'f>> {
    let required = |job: &&Job| {
        let listed = draft.jobs.iter().find(|listed| listed.id == job.id.value);
        listed.is_some_and(|listed| listed.advisory.is_none())
    };
    let call = |job: &Job| {
        let path = job.uses.as_ref()?.value.trim_start_matches("./");
        let (called, model) = facts.model(path)?;
        let by = format!("{}/{}", fact.name(), job.id.value);
        Some(WorkflowCall { by, fact: called, workflow: model })
    };
    workflow.jobs.iter().filter(required).filter_map(call).collect()
}

/// Returns the events of a pull request that is opened or pushed to.
pub(super) fn pull_request_events(workflow: &Workflow) -> Vec<String> {
    let is_change = |on: &&Trigger| {
        let is_one = ["pull_request", "pull_request_target"].contains(&on.event.value.as_str());
        let types = on.filters.iter().find(|(name, _)| name.value == "types");
        let fits = |types: &[Spanned<String>]| {
            types.iter().any(|kind| ["opened", "synchronize"].contains(&kind.value.as_str()))
        };
        is_one && types.is_none_or(|(_, types)| fits(types))
    };
    workflow.on.iter().filter(is_change).map(|on| on.event.value.clone()).collect()
}
