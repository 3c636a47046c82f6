#![doc = include_str!("missed_event.md")]

use super::join_words;
use crate::case::Case;
use crate::facts::commit::Facts;
use crate::facts::jobs::runs_truegreen;
use crate::facts::path::merge_start::{MergeStart, StartLimit, merge_start};
use crate::facts::path::scenario::USUAL;
use crate::facts::workflow::WorkflowFact;
use crate::finding::{Finding, Severity, Sink};
use crate::formats::workflow::model::{Job, Workflow};
use crate::policy::{PATH, Policy};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::Location;

pub(crate) static RULE: Rule = Rule {
    id: "missed-event",
    family: RuleFamily::Reach,
    holds: "every required job starts before the merge",
    summary: "a workflow with required jobs that pull requests, or some of their commits, do not start",
    unit: ("workflow", "workflows"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("missed_event.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    if !policy.requires_any() {
        return sink.not_checked(
            "no job is required; name them by `required-jobs`, or below `workflows:` in the policy",
        );
    }
    let bases = base_branches(facts, policy);
    sink.not_checked("no required job is in a workflow that should start before a merge");
    for (fact, workflow) in facts.models() {
        let required = required_jobs(facts, policy, workflow);
        // Where the policy says what starts a workflow, its contract is held elsewhere.
        if required.is_empty() || states_triggers(policy, fact) {
            continue;
        }
        let found = |limit, message| finding(policy, fact, &required, limit, message);
        let at_start = |why| {
            let place = Location::new(fact.path.clone(), workflow.on_span);
            found(
                place,
                format!(
                    "`{}` {why}: no merge waits for required {}",
                    fact.name(),
                    names(&required)
                ),
            )
            .at_most(Severity::Note)
        };
        match merge_start(facts, workflow, &bases) {
            MergeStart::Before => sink.examine(),
            MergeStart::Partly(StartLimit { why, place }) => {
                sink.examine();
                sink.find(partly(found(
                    place,
                    format!("`{}` misses commits that are merged: {why}", fact.name()),
                )));
            }
            MergeStart::Never(StartLimit { why, place }) => {
                sink.examine();
                sink.find(never(found(
                    place,
                    format!(
                        "no pull request starts `{}`: {why}, so no merge waits for required {}",
                        fact.name(),
                        names(&required)
                    ),
                )));
            }
            MergeStart::After => sink.find(at_start("runs after the merge")),
            MergeStart::Elsewhere => sink.find(at_start("is started by another workflow")),
        }
    }
}

/// Returns whether the policy has terms for what starts a workflow.
fn states_triggers(policy: &Policy, fact: &WorkflowFact) -> bool {
    policy.workflow(&fact.path).is_some_and(|contract| contract.terms.triggers.is_some())
}

/// Returns the branches into which changes are merged: those of the policy, else the base of this run if it has a
/// usual name. The base of a stacked pull request has another, and nothing is known of what it asks for.
fn base_branches<'f>(facts: &'f Facts, policy: &'f Policy) -> Vec<&'f str> {
    let named: Vec<&str> = policy.context.base.iter().map(|base| base.value.as_str()).collect();
    let of_run = facts.place.base_branch.as_deref().filter(|base| USUAL.contains(base));
    if named.is_empty() { of_run.into_iter().collect() } else { named }
}

/// Returns the required jobs of a workflow. A name that a flag gives is a job of the workflow that pull requests
/// start, where several have it; and truegreen's own job is judged by what looks at the gate.
fn required_jobs<'w>(facts: &Facts, policy: &Policy, workflow: &'w Workflow) -> Vec<&'w Job> {
    let is_twin = |id: &str| {
        let mut others = facts.models().filter(|(_, other)| other.path != workflow.path);
        others.any(|(_, other)| other.jobs.iter().any(|job| job.id.value == id))
    };
    let is_required = |job: &&Job| {
        let id = &job.id.value;
        policy.is_required(&workflow.path, id)
            && (policy.job(&workflow.path, id).is_some() || !is_twin(id))
            && !runs_truegreen(job)
    };
    workflow.jobs.iter().filter(is_required).collect()
}

/// Returns the ids of jobs for a sentence.
fn names(jobs: &[&Job]) -> String {
    join_words(jobs.iter().map(|job| format!("`{}`", job.id.value)).collect(), "and")
}

fn never(finding: Finding) -> Finding {
    finding.help(format!(
        "add `pull_request:` to `on:`; for a workflow that is meant to start otherwise, say so by its `triggers` in `{PATH}`"
    ))
}

fn partly(finding: Finding) -> Finding {
    finding
        .help("let `opened`, `synchronize` and `reopened` start it for each branch that changes are merged into, whatever files they change")
        .at_most(Severity::Warn)
}

fn finding(
    policy: &Policy,
    fact: &WorkflowFact,
    required: &[&Job],
    at: Location,
    message: String,
) -> Finding {
    let contract = required.first().and_then(|job| policy.job(&fact.path, &job.id.value));
    let place = contract.and_then(|contract| policy.locate(contract.id.span));
    Finding::new(fact.name(), at, message).label("starts here").related(place, "required here")
}
