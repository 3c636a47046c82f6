#![doc = include_str!("gate_edited.md")]

use super::{AspectRule, report_aspect};
use crate::case::Case;
use crate::drift::difference::DriftAspect;
use crate::finding::{Severity, Sink};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};

pub(crate) static RULE: Rule = Rule {
    id: "gate-edited",
    family: RuleFamily::Drift,
    holds: "the gate stays as it is",
    summary: "the change touches the policy, a waiver in it, or the step and job that run truegreen",
    unit: ("part of the gate", "parts of the gate"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("gate_edited.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    report_aspect(
        &AspectRule {
            rule: RULE.id,
            aspect: DriftAspect::GateEdited,
            things: "policy, and no job that runs truegreen",
        },
        case,
        sink,
    );
}
