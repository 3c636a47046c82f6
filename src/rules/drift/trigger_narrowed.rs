#![doc = include_str!("trigger_narrowed.md")]

use super::{AspectRule, report_aspect};
use crate::case::Case;
use crate::drift::difference::DriftAspect;
use crate::finding::{Severity, Sink};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};

pub(crate) static RULE: Rule = Rule {
    id: "trigger-narrowed",
    family: RuleFamily::Drift,
    holds: "everything starts as before",
    summary: "events, branches, types or paths that started a workflow before",
    unit: ("trigger", "triggers"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("trigger_narrowed.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    report_aspect(
        &AspectRule { rule: RULE.id, aspect: DriftAspect::TriggerNarrowed, things: "trigger" },
        case,
        sink,
    );
}
