#![doc = include_str!("job_gutted.md")]

use super::{AspectRule, report_aspect};
use crate::case::Case;
use crate::drift::difference::DriftAspect;
use crate::finding::{Severity, Sink};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};

pub(crate) static RULE: Rule = Rule {
    id: "job-gutted",
    family: RuleFamily::Drift,
    holds: "no job loses its checks",
    summary: "a job that keeps its name and no longer checks anything",
    unit: ("job", "jobs"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("job_gutted.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let aspect = AspectRule {
        rule: RULE.id,
        aspect: DriftAspect::JobGutted,
        things: "job that checks something",
    };
    report_aspect(&aspect, case, sink);
}
