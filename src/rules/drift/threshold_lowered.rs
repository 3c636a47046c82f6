#![doc = include_str!("threshold_lowered.md")]

use super::{AspectRule, report_aspect};
use crate::case::Case;
use crate::drift::difference::DriftAspect;
use crate::finding::{Severity, Sink};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};

pub(crate) static RULE: Rule = Rule {
    id: "threshold-lowered",
    family: RuleFamily::Drift,
    holds: "no threshold is lowered",
    summary: "a number that a measurement is held to, and that the change lowers, removes or silences",
    unit: ("threshold", "thresholds"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("threshold_lowered.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    report_aspect(
        &AspectRule { rule: RULE.id, aspect: DriftAspect::ThresholdLowered, things: "threshold" },
        case,
        sink,
    );
}
