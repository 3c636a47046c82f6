#![doc = include_str!("guard_relaxed.md")]

use super::{AspectRule, report_aspect};
use crate::case::Case;
use crate::drift::difference::DriftAspect;
use crate::finding::{Severity, Sink};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};

pub(crate) static RULE: Rule = Rule {
    id: "guard-relaxed",
    family: RuleFamily::Drift,
    holds: "no guard is relaxed",
    summary: "a timeout that the change raises, a permission that it widens, a pin that it loosens",
    unit: ("guard", "guards"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("guard_relaxed.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let aspect = AspectRule {
        rule: RULE.id,
        aspect: DriftAspect::GuardRelaxed,
        things: "timeout, permission or pin",
    };
    report_aspect(&aspect, case, sink);
}
