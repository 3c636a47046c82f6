#![doc = include_str!("unpinned_gate.md")]

use crate::case::Case;
use crate::catalog::actions::act;
use crate::catalog::settings::rows::ActKind;
use crate::finding::{Finding, Severity, Sink};
use crate::formats::workflow::model::{Job, Workflow};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::{Location, Spanned};

pub(crate) static RULE: Rule = Rule {
    id: "unpinned-gate",
    family: RuleFamily::Reach,
    holds: "no gate is taken from a branch",
    summary: "a called workflow, or an action that judges, by a branch that others move",
    unit: ("call", "calls"),
    severity: Severity::Warn,
    since: "0.1.0",
    docs: include_str!("unpinned_gate.md"),
    check: RuleCheck::Case(check),
};

/// Usual names of branches that move.
const BRANCHES: [&str; 10] =
    ["main", "master", "develop", "dev", "trunk", "head", "next", "nightly", "edge", "latest"];

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    sink.not_checked("no job that pull requests start calls a workflow or an action of another repository that judges");
    for (fact, workflow) in facts.models().filter(|(_, workflow)| judges_pulls(workflow)) {
        for job in &workflow.jobs {
            if policy.is_advisory(&fact.path, &job.id.value) {
                continue;
            }
            let is_required = policy.is_required(&fact.path, &job.id.value);
            for (uses, label) in gates(job) {
                sink.examine();
                let Some((name, branch)) = uses.value.rsplit_once('@') else { continue };
                let branch_name = branch.strip_prefix("refs/heads/").unwrap_or(branch);
                let is_branch = branch_name != branch
                    || BRANCHES.contains(&branch_name.to_ascii_lowercase().as_str());
                if !is_branch {
                    continue;
                }
                let what = if job.uses.is_some() { "workflow" } else { "action" };
                let subject = match label {
                    Some(label) => format!("{}/{}/{label}", fact.name(), job.id.value),
                    None => format!("{}/{}", fact.name(), job.id.value),
                };
                let message = format!(
                    "{what} `{name}` is taken from branch `{branch_name}`: what job `{}` judges changes without a change \
                     here",
                    job.id.value
                );
                let finding =
                    Finding::new(subject, Location::new(fact.path.clone(), uses.span), message)
                        .label("a branch that moves")
                        .help("name a commit, or a tag of a version");
                let waits = is_required || !policy.requires_any();
                sink.find(if waits { finding } else { finding.at_most(Severity::Note) });
            }
        }
    }
}

fn judges_pulls(workflow: &Workflow) -> bool {
    let starts = |event: &str| matches!(event, "pull_request" | "merge_group");
    workflow.on.iter().any(|on| starts(&on.event.value))
}

/// Returns the workflow that a job calls, or the actions of its steps that judge; those of other repositories, each
/// with the label of its step.
fn gates(job: &Job) -> Vec<(&Spanned<String>, Option<String>)> {
    let is_local = |uses: &Spanned<String>| uses.value.starts_with(['.', '$']);
    if let Some(uses) = &job.uses {
        return Some((uses, None)).into_iter().filter(|(uses, _)| !is_local(uses)).collect();
    }
    let judging = job
        .steps
        .iter()
        .filter(|step| act(step).is_some_and(|known| known.kind == ActKind::Judges));
    judging.filter_map(|step| Some((step.uses.as_ref()?, Some(step.label())))).collect()
}
