#![doc = include_str!("job_removed.md")]

use super::{AspectRule, report_aspect};
use crate::drift::difference::DriftAspect;
use crate::facts::commit::Facts;
use crate::finding::{Severity, Sink};
use crate::policy::Policy;
use crate::rules::rule::{Rule, RuleCheck};

pub(crate) static RULE: Rule = Rule {
    id: "job-removed",
    family: "drift",
    holds: "no job goes away",
    summary: "a job or workflow that the change removes, or that nothing starts any more",
    unit: ("job", "jobs"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("job_removed.md"),
    check: RuleCheck::Facts(check),
};

fn check(facts: &Facts, policy: &Policy, sink: &mut Sink) {
    report_aspect(
        &AspectRule { rule: RULE.id, aspect: DriftAspect::JobRemoved, things: "job" },
        facts,
        policy,
        sink,
    );
}
