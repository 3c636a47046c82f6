#![doc = include_str!("leg_removed.md")]

use super::{AspectRule, report_aspect};
use crate::drift::difference::DriftAspect;
use crate::facts::commit::Facts;
use crate::finding::{Severity, Sink};
use crate::policy::Policy;
use crate::rules::rule::{Rule, RuleCheck};

pub(crate) static RULE: Rule = Rule {
    id: "leg-removed",
    family: "drift",
    holds: "no leg of a matrix goes away",
    summary: "legs of a matrix, as expanded, that the change removes",
    unit: ("leg", "legs"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("leg_removed.md"),
    check: RuleCheck::Facts(check),
};

fn check(facts: &Facts, policy: &Policy, sink: &mut Sink) {
    report_aspect(
        &AspectRule { rule: RULE.id, aspect: DriftAspect::LegRemoved, things: "matrix" },
        facts,
        policy,
        sink,
    );
}
