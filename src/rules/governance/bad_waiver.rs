#![doc = include_str!("bad_waiver.md")]

use crate::catalog::actions::lenient;
use crate::facts::CommandFact;
use crate::facts::commit::Facts;
use crate::facts::jobs::{FlagValue, resolve_flag, runs_truegreen, tolerates_failure};
use crate::facts::path::answer::CheckAnswer;
use crate::facts::path::hearing::BrokenBy;
use crate::facts::path::home::RepositoryContext;
use crate::facts::path::reach::Reach;
use crate::facts::workflow::WorkflowFact;
use crate::finding::{Finding, Severity, Sink};
use crate::formats::workflow::model::{Job, Step, Workflow};
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
        if !is_check && !is_there(register.facts, &skip.job.value) {
            let what = if skip.job.value.matches('/').count() > 1 { "step" } else { "job" };
            sink.find(stale(
                policy,
                &skip.job,
                format!(
                    "`{}` may be skipped, says the policy, but there is no such {what}",
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

/// Returns whether the job or step of an allowed skip exists: `file/job`, or `file/job/step` with the label of the step.
/// The rule `invalid-workflow` reports a file that GitHub rejects.
fn is_there(facts: &Facts, skipped: &str) -> bool {
    let mut parts = skipped.splitn(3, '/');
    let (Some(file), Some(id)) = (parts.next(), parts.next()) else { return false };
    let label = parts.next();
    let has_step =
        |job: &Job| label.is_none_or(|label| job.steps.iter().any(|step| step.label() == label));
    let has_job =
        |model: &Workflow| model.jobs.iter().any(|job| job.id.value == id && has_step(job));
    facts
        .workflows
        .iter()
        .any(|fact| fact.name() == file && fact.model.as_ref().is_none_or(has_job))
}

fn stale(policy: &Policy, name: &Spanned<String>, message: String) -> Finding {
    Finding::new(format!("policy:{}", name.value), policy.locate(name.span), message)
        .label("exempts nothing")
        .help("remove it from the policy, or correct the name")
}

/// Reports jobs and steps that the policy calls advisory although they gate.
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
            if let Some(how) = gates(facts, policy, fact, job) {
                let id = &job.id.value;
                sink.find(
                    Finding::new(
                        format!("{file}/{id}"),
                        Location::new(fact.path.clone(), job.id.span),
                        format!("job `{id}` is advisory in the policy, but {how}: it gates"),
                    )
                    .label("gates")
                    .help(
                        "take `advisory` off the policy, so that it counts; where it may fail, let no required job \
                         turn red for it, or let the step pass that may fail",
                    )
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

/// Returns how an advisory job gates all the same: a required job turns red for it, or nothing lets its failure through
/// and no required job takes it in.
fn gates(facts: &Facts, policy: &Policy, fact: &WorkflowFact, job: &Job) -> Option<String> {
    if tolerates_failure(job) {
        return None;
    }
    let (_, workflow) = facts.model(&fact.path)?;
    let reach = Reach::new(workflow, &RepositoryContext::of(facts, policy));
    let is_required = |other: &&Job| policy.is_required(&fact.path, &other.id.value);
    // No merge waits for a workflow without a required job.
    let mut is_taken_in = !workflow.jobs.iter().any(|job| is_required(&job));
    for judge in workflow.jobs.iter().filter(is_required) {
        // truegreen lets an advisory job fail.
        let heard = reach.hears(judge, job, BrokenBy::Failure).map(|heard| heard.answer);
        match heard {
            Some(CheckAnswer::Red) if !runs_truegreen(judge) => {
                return Some(format!("required job `{}` turns red for it", judge.id.value));
            }
            heard => is_taken_in |= heard.is_some(),
        }
    }
    (!is_taken_in).then(|| "nothing in it lets a failure through".to_owned())
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
