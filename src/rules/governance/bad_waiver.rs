#![doc = include_str!("bad_waiver.md")]

use crate::facts::commit::Facts;
use crate::finding::{Severity, Sink};
use crate::formats::workflow::model::{Job, Workflow};
use crate::policy::Advisory;
use crate::rules::governance::{advisory, stale, waivers};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily, WaiverRegister};

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
            advisory::check(register.facts, policy, &contract.file.value, job, sink);
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
