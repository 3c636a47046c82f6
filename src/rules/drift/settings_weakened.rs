#![doc = include_str!("settings_weakened.md")]

use super::{AspectRule, report_aspect};
use crate::case::Case;
use crate::drift::difference::DriftAspect;
use crate::finding::{Severity, Sink};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};

pub(crate) static RULE: Rule = Rule {
    id: "settings-weakened",
    family: RuleFamily::Drift,
    holds: "no setting lets more through",
    summary: "tests, files or complaints that the change takes out of what is checked",
    unit: ("setting", "settings"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("settings_weakened.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    report_aspect(
        &AspectRule {
            rule: RULE.id,
            aspect: DriftAspect::SettingsWeakened,
            things: "setting that says what is checked",
        },
        case,
        sink,
    );
}
