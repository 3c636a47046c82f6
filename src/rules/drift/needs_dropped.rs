#![doc = include_str!("needs_dropped.md")]

use super::{AspectRule, report_aspect};
use crate::case::Case;
use crate::drift::difference::DriftAspect;
use crate::finding::{Severity, Sink};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};

pub(crate) static RULE: Rule = Rule {
    id: "needs-dropped",
    family: RuleFamily::Drift,
    holds: "no job stops waiting for a check",
    summary: "a check that a gate, a deployment or a required job no longer waits for",
    unit: ("edge", "edges"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("needs_dropped.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let aspect = AspectRule {
        rule: RULE.id,
        aspect: DriftAspect::NeedsDropped,
        things: "job that waits for another",
    };
    report_aspect(&aspect, case, sink);
}
