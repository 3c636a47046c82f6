#![doc = include_str!("leg_removed.md")]

use super::{AspectRule, report_aspect};
use crate::case::Case;
use crate::drift::difference::DriftAspect;
use crate::finding::{Severity, Sink};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};

pub(crate) static RULE: Rule = Rule {
    id: "leg-removed",
    family: RuleFamily::Drift,
    holds: "no leg of a matrix goes away",
    summary: "legs of a matrix, as expanded, that the change removes",
    unit: ("leg", "legs"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("leg_removed.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    report_aspect(
        &AspectRule { rule: RULE.id, aspect: DriftAspect::LegRemoved, things: "matrix" },
        case,
        sink,
    );
}
