#![doc = include_str!("workflow_off_contract.md")]

use super::terms::{Party, triggers};
use crate::case::Case;
use crate::facts::commit::Facts;
use crate::facts::jobs::keys;
use crate::facts::workflow::WorkflowFact;
use crate::finding::{Finding, Severity, Sink};
use crate::formats::document;
use crate::formats::workflow::model::Workflow;
use crate::policy::{Pinned, Policy, PolicySource, WorkflowContract};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::{Span, Spanned};

pub(crate) static RULE: Rule = Rule {
    id: "workflow-off-contract",
    family: RuleFamily::Contract,
    holds: "workflows are as the policy says",
    summary: "a workflow whose jobs, triggers, permissions, concurrency or pins are not what the policy expects",
    unit: ("expectation", "expectations"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("workflow_off_contract.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    let mut asked = false;
    for contract in &policy.workflows {
        let terms = &contract.terms;
        let asks = contract.only_listed.is_some()
            || terms.triggers.is_some()
            || terms.permissions.is_some()
            || terms.concurrency.is_some()
            || terms.pinned.is_some();
        if !asks {
            continue;
        }
        asked = true;
        let fact = facts.workflows.iter().find(|fact| fact.name() == contract.file.value);
        match fact.and_then(|fact| Some((&**fact, fact.model.as_ref()?))) {
            Some(found) => held(facts, policy, contract, found, sink),
            None => {
                sink.inconclusive(format!("workflow `{}` is gone or broken", contract.file.value))
            }
        }
    }
    if !asked {
        sink.not_checked(
            "the policy asks for nothing of a workflow as a whole; add `only-listed`, `triggers`, `permissions`, ... to it",
        );
    }
}

fn held(
    facts: &Facts,
    policy: &Policy,
    contract: &WorkflowContract,
    (fact, model): (&WorkflowFact, &Workflow),
    sink: &mut Sink,
) {
    let party = Party { policy, fact, job: None };
    let terms = &contract.terms;
    if let Some(span) = contract.only_listed {
        only_listed(facts, &party, contract, model, span, sink);
    }
    if let Some(triggers) = &terms.triggers {
        triggers::hold(&party, model, triggers, sink);
    }
    if let Some(expected) = &terms.permissions {
        party.hold("permissions", expected, &keys::permissions(model, None), sink);
    }
    if let Some(expected) = &terms.concurrency {
        party.hold("concurrency", expected, &keys::concurrency(model), sink);
    }
    if let Some(way) = &terms.pinned {
        pinned(&party, model, way, sink);
    }
}

/// Holds that the workflow has no job besides the listed ones. A job that the policy of the change
/// requires is no gap: to add one is to raise. Once merged, that policy holds it.
fn only_listed(
    facts: &Facts,
    party: &Party<'_>,
    contract: &WorkflowContract,
    model: &Workflow,
    span: Span,
    sink: &mut Sink,
) {
    for job in &model.jobs {
        sink.examine();
        let id = &job.id.value;
        if contract.jobs.iter().any(|listed| listed.id.value == *id) {
            continue;
        }
        let finding = |message| {
            Finding::new(format!("{}/{id}", party.fact.name()), party.place(job.id.span), message)
        };
        if is_added(facts, party, id) {
            let message = format!(
                "job `{id}` is required by the policy of this change, and held from the merge on"
            );
            let finding = finding(message).label("new in both").at_most(Severity::Note);
            sink.find(finding.help("nothing is to be done"));
            continue;
        }
        sink.find(
            finding(format!(
                "job `{id}` is not among the jobs that the policy lists, so nothing says whether it gates"
            ))
            .label("not listed")
            .help("list it in the policy, as required or as `advisory: true`")
            .related(party.policy.locate(span), "only listed jobs may be here"),
        );
    }
}

/// Returns whether the policy of the change, where it differs from the one in force, requires a job.
fn is_added(facts: &Facts, party: &Party<'_>, id: &str) -> bool {
    let origin = &party.policy.origin;
    let edited = facts.watched.iter().find(|file| file.path == origin.path);
    let text = edited.and_then(|file| file.text.as_ref().ok());
    let next = text.and_then(|text| document::read(&origin.path, text.as_bytes()).value);
    let listed = next.and_then(|next| {
        let workflow = next.value.get("workflows")?.get(party.fact.name())?;
        workflow.get("jobs")?.get(id).cloned()
    });
    let is_required = |job: serde_json::Value| job.get("advisory") != Some(&true.into());
    matches!(origin.source, PolicySource::Base(_)) && listed.is_some_and(is_required)
}

/// Reports actions and called workflows of other repositories that are not pinned to a commit or,
/// where the policy allows that, to a version. Local actions and images of a registry are not
/// checked.
fn pinned(party: &Party<'_>, model: &Workflow, way: &Spanned<Pinned>, sink: &mut Sink) {
    for job in &model.jobs {
        let steps = job.steps.iter().map(|step| (step.uses.as_ref(), Some(step.label())));
        for (uses, step) in steps.chain([(job.uses.as_ref(), None)]) {
            let Some(uses) = uses.filter(|uses| is_elsewhere(uses)) else { continue };
            sink.examine();
            let at = uses.value.rsplit_once('@').map_or("", |(_, at)| at);
            if way.value.takes(at) {
                continue;
            }
            let (what, label, help) = match way.value {
                Pinned::Commit => (
                    "is not pinned to a commit",
                    "a tag or branch",
                    "write the 40 digits of the commit behind `@`, and the version in a comment",
                ),
                Pinned::Version => (
                    "is pinned neither to a commit nor to a version",
                    "a branch",
                    "write a version or the 40 digits of a commit behind `@`",
                ),
            };
            let place = step.map(|step| format!("/{step}")).unwrap_or_default();
            sink.find(
                Finding::new(
                    format!("{}/{}{place}", party.fact.name(), job.id.value),
                    party.place(uses.span),
                    format!("`{}` {what}: what runs here can change without a change", uses.value),
                )
                .label(label)
                .help(help)
                .related(party.policy.locate(way.span), "expected here"),
            );
        }
    }
}

fn is_elsewhere(uses: &Spanned<String>) -> bool {
    !uses.value.starts_with("./") && !uses.value.starts_with("docker://")
}
