#![doc = include_str!("signal_lost.md")]

use super::{AspectRule, report_aspect};
use crate::case::Case;
use crate::drift::difference::DriftAspect;
use crate::finding::{Severity, Sink};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};

pub(crate) static RULE: Rule = Rule {
    id: "signal-lost",
    family: RuleFamily::Drift,
    holds: "no failure goes unheard",
    summary: "a failure that turned a check red on the base and does not any more, whatever the means",
    unit: ("failure path", "failure paths"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("signal_lost.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    report_aspect(
        &AspectRule {
            rule: RULE.id,
            aspect: DriftAspect::SignalLost,
            things: "failure that turns a check red",
        },
        case,
        sink,
    );
}
