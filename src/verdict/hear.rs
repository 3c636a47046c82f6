//! Hears the rules: each runs once, whatever the verdict is weighed by afterwards.

use crate::case::Case;
use crate::finding::{RuleOutcome, Severity};
use crate::rules::rule::{Rule, RuleCheck};
use crate::rules::run_rule;

/// What the rules say of a case, and of the floor that its policy extends.
///
/// The floor is held on its own, over the facts that it asks for and with its own severities, so that neither
/// loosens the other; the waivers count for both.
#[derive(Debug)]
pub struct Hearing<'a> {
    /// The policy's own part first, then the floor's.
    pub(super) parts: Vec<HearingPart<'a>>,
    /// Rules that look at the waivers; what the waivers cover is known to the weighing alone.
    pub(super) waiver_rules: Vec<&'static Rule>,
}

/// What the rules say by one policy.
#[derive(Debug)]
pub(super) struct HearingPart<'a> {
    pub(super) case: Case<'a>,
    /// In the order of the rules; nothing of a rule that the policy turns off.
    pub(super) outcomes: Vec<(&'static Rule, Option<RuleOutcome>)>,
}

/// Runs each rule once for the policy, and once for the floor where there is one.
#[must_use]
pub fn hear<'a>(rules: &[&'static Rule], own: Case<'a>, floor: Option<Case<'a>>) -> Hearing<'a> {
    let of_case = |rule: &&&'static Rule| matches!(rule.check, RuleCheck::Case(_));
    let part = |case: Case<'a>| {
        let outcome = |rule: &'static Rule| {
            let is_on = severity(rule, case) != Severity::Off;
            (rule, is_on.then(|| run_rule(rule, case)))
        };
        HearingPart {
            case,
            outcomes: rules.iter().filter(of_case).map(|&rule| outcome(rule)).collect(),
        }
    };
    Hearing {
        parts: std::iter::once(own).chain(floor).map(part).collect(),
        waiver_rules: rules.iter().copied().filter(|rule| !of_case(&rule)).collect(),
    }
}

/// Returns the severity of a rule by the policy of a case.
pub(super) fn severity(rule: &Rule, case: Case<'_>) -> Severity {
    case.policy.severities.get(rule.id).map_or(rule.severity, |set| set.value)
}
