#![doc = include_str!("trigger_narrowed.md")]

use super::{AspectRule, report_aspect};
use crate::drift::difference::DriftAspect;
use crate::facts::commit::Facts;
use crate::finding::{Severity, Sink};
use crate::policy::Policy;
use crate::rules::rule::{Rule, RuleCheck};

pub(crate) static RULE: Rule = Rule {
    id: "trigger-narrowed",
    family: "drift",
    holds: "everything starts as before",
    summary: "events, branches, types or paths that started a workflow before",
    unit: ("trigger", "triggers"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("trigger_narrowed.md"),
    check: RuleCheck::Facts(check),
};

fn check(facts: &Facts, policy: &Policy, sink: &mut Sink) {
    report_aspect(
        &AspectRule { rule: RULE.id, aspect: DriftAspect::TriggerNarrowed, things: "trigger" },
        facts,
        policy,
        sink,
    );
}
