#![doc = include_str!("missed_event.md")]

use super::join_words;
use crate::case::Case;
use crate::facts::commit::Facts;
use crate::facts::jobs::runs_truegreen;
use crate::facts::path::merge_start::{MergeStart, StartLimit, merge_start};
use crate::facts::workflow::WorkflowFact;
use crate::finding::{Finding, Severity, Sink};
use crate::formats::workflow::model::{Job, Workflow};
use crate::policy::{PATH, Policy};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};

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
    let bases = base_branches(facts, policy);
    let (mut examined, mut after, mut stated) = (0, Vec::new(), Vec::new());
    for (fact, workflow) in facts.models() {
        let required = required_jobs(facts, policy, workflow);
        if required.is_empty() {
            continue;
        }
        match merge_start(facts, workflow, &bases) {
            MergeStart::Before => {}
            MergeStart::After => {
                after.push(format!("`{}`", fact.name()));
                continue;
            }
            // The policy says what starts it, and its contract is held elsewhere.
            MergeStart::Never(_) if states_triggers(policy, fact) => {
                stated.push(format!("`{}`", fact.name()));
                continue;
            }
            MergeStart::Never(limit) => sink.find(never(policy, fact, &required, limit)),
            MergeStart::Partly(limit) => sink.find(partly(policy, fact, &required, limit)),
        }
        examined += 1;
    }
    sink.examine_many(examined);
    if !after.is_empty() {
        sink.not_checked(format!("{} runs after the merge", join_words(after, "and")));
    } else if !stated.is_empty() {
        sink.not_checked(format!(
            "{} starts as its `triggers` say, not before a merge",
            join_words(stated, "and")
        ));
    } else if examined == 0 {
        sink.not_checked(
            "no job is required; name them by `required-jobs`, or below `workflows:` in the policy",
        );
    }
}

/// Returns whether the policy has terms for what starts a workflow.
fn states_triggers(policy: &Policy, fact: &WorkflowFact) -> bool {
    policy.workflow(&fact.path).is_some_and(|contract| contract.terms.triggers.is_some())
}

/// Usual names of default branches. The base of a stacked pull request has another name, and nothing is
/// known of what it asks for.
const USUAL: [&str; 5] = ["main", "master", "develop", "dev", "trunk"];

/// Returns the branches into which changes are merged: those of the policy, else the base of this run.
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

fn never(policy: &Policy, fact: &WorkflowFact, required: &[&Job], limit: StartLimit) -> Finding {
    let jobs =
        join_words(required.iter().map(|job| format!("`{}`", job.id.value)).collect(), "and");
    let message = format!(
        "no pull request starts `{}`: {}, so required {jobs} {} no merge",
        fact.name(),
        limit.why,
        if required.len() == 1 { "guards" } else { "guard" },
    );
    finding(policy, fact, required, limit, message).help(format!(
        "add `pull_request:` to `on:`; what shall run after the merge needs `push:` with the branch, and what guards \
         nothing is taken off `{PATH}`"
    ))
}

fn partly(policy: &Policy, fact: &WorkflowFact, required: &[&Job], limit: StartLimit) -> Finding {
    let message = format!("`{}` misses commits that are merged: {}", fact.name(), limit.why);
    finding(policy, fact, required, limit, message)
        .help("let `opened`, `synchronize` and `reopened` start it for each branch that changes are merged into")
        .at_most(Severity::Warn)
}

fn finding(
    policy: &Policy,
    fact: &WorkflowFact,
    required: &[&Job],
    limit: StartLimit,
    message: String,
) -> Finding {
    let contract = required.first().and_then(|job| policy.job(&fact.path, &job.id.value));
    let place = contract.and_then(|contract| policy.locate(contract.id.span));
    Finding::new(fact.name(), limit.place, message)
        .label("starts here")
        .related(place, "required here")
}
