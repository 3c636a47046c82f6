#![doc = include_str!("bad_waiver.md")]

use crate::catalog::actions::lenient;
use crate::facts::CommandFact;
use crate::facts::commit::Facts;
use crate::facts::jobs::{FlagValue, resolve_flag, tolerates_failure};
use crate::facts::workflow::WorkflowFact;
use crate::finding::{Finding, Severity, Sink};
use crate::formats::workflow::model::{Job, Step};
use crate::policy::{Advisory, JobContract, Policy};
use crate::rules::governance::waivers;
use crate::rules::rule::{Rule, RuleCheck, RuleFamily, WaiverRegister};
use crate::span::{Location, Spanned};

pub(crate) static RULE: Rule = Rule {
    id: "bad-waiver",
    family: RuleFamily::Governance,
    holds: "no stale exemption",
    summary: "a waiver that is over, unused or not on the base, or an exemption that exempts nothing",
    unit: ("exemption", "exemptions"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("bad_waiver.md"),
    check: RuleCheck::Waivers(check),
};

fn check(register: &WaiverRegister<'_>, sink: &mut Sink) {
    let policy = register.policy;
    waivers::check(register, sink);
    for contract in &policy.workflows {
        for job in &contract.jobs {
            advisory(register.facts, policy, &contract.file.value, job, sink);
        }
    }
    for skip in &policy.skips_allowed {
        sink.examine();
        let named = skip.job.value.strip_prefix("checks/");
        let is_check =
            named.is_some_and(|name| policy.checks.iter().any(|check| check.name.value == name));
        let there = is_check
            || skip.job.value.split_once('/').is_some_and(|(file, id)| {
                register.facts.workflows.iter().any(|fact| {
                    // The rule `invalid-workflow` reports a file that GitHub rejects.
                    fact.name() == file
                        && fact
                            .model
                            .as_ref()
                            .is_none_or(|model| model.jobs.iter().any(|job| job.id.value == id))
                })
            });
        if !there {
            sink.find(stale(
                policy,
                &skip.job,
                format!(
                    "`{}` may be skipped, says the policy, but there is no such job",
                    skip.job.value
                ),
            ));
        }
    }
    let comments = register.comments.len();
    let exemptions = policy.skips_allowed.len() + register.waivers.len() + comments;
    if exemptions == 0
        && policy
            .workflows
            .iter()
            .all(|file| file.jobs.iter().all(|job| job.advisory == Advisory::No))
    {
        sink.not_checked("the policy exempts nothing");
    }
}

fn stale(policy: &Policy, name: &Spanned<String>, message: String) -> Finding {
    Finding::new(format!("policy:{}", name.value), policy.locate(name.span), message)
        .label("exempts nothing")
        .help("remove it from the policy, or correct the name")
}

/// Reports jobs and steps that the policy calls advisory although nothing in the workflow lets them
/// fail.
fn advisory(facts: &Facts, policy: &Policy, file: &str, contract: &JobContract, sink: &mut Sink) {
    let found = facts.models().find(|(fact, _)| fact.name() == file).and_then(|(fact, model)| {
        Some((fact, model.jobs.iter().find(|job| job.id.value == contract.id.value)?))
    });
    // The rule `missing-job` reports a job that does not exist.
    let Some((fact, job)) = found else { return };
    match &contract.advisory {
        Advisory::No => {}
        Advisory::Job(span) => {
            sink.examine();
            if !tolerates_failure(job) {
                sink.find(
                    Finding::new(
                        format!("{file}/{}", job.id.value),
                        Location::new(fact.path.clone(), job.id.span),
                        format!(
                            "job `{}` is advisory in the policy, but nothing in it lets a failure through: it gates",
                            job.id.value
                        ),
                    )
                    .label("gates")
                    .help("add `continue-on-error: true` where it may fail, or take `advisory` off the policy")
                    .related(policy.locate(*span), "advisory here"),
                );
            }
        }
        Advisory::Steps(names) => {
            for name in names {
                sink.examine();
                let mut named = job.steps.iter().filter(|step| step.label() == name.value);
                let lets = named.any(|step| lets_failure_through(facts, fact, job, step));
                if !lets {
                    sink.find(stale(
                        policy,
                        name,
                        format!(
                            "step `{}` of job `{}` is advisory in the policy, but it lets no failure through",
                            name.value, job.id.value
                        ),
                    ));
                }
            }
        }
    }
}

/// Returns whether a step lets a failure through: by `continue-on-error`, in its script, or by an
/// action that passes where it should fail.
fn lets_failure_through(facts: &Facts, fact: &WorkflowFact, job: &Job, step: &Step) -> bool {
    let flag = step.continue_on_error.as_ref();
    let of_step = |command: &&CommandFact| command.step == step.index;
    let mut commands = facts.commands_of_job(&fact.path, &job.id.value).filter(of_step);
    flag.is_some_and(|flag| resolve_flag(&flag.value.value, job) != FlagValue::Never)
        || lenient(step).is_some()
        || commands.any(CommandFact::may_fail_unseen)
}
