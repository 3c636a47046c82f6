//! Runs the rules: each rule runs once, however often its findings are weighed afterwards.

use crate::case::Case;
use crate::finding::{RuleOutcome, Severity};
use crate::rules::rule::{Rule, RuleCheck};
use crate::rules::run_rule;

/// The outcomes of all rules for a case, and for the floor that its policy extends.
///
/// The floor is checked by itself, with the facts that it asks for and with its own severities, so
/// that neither policy loosens the other. The waivers count for both.
#[derive(Debug)]
pub struct Hearing<'a> {
    /// One part for the policy itself, then one for the floor.
    pub(super) parts: Vec<HearingPart<'a>>,
    /// Rules that look at the waivers. They run during the weighing, which alone knows what the
    /// waivers cover.
    pub(super) waiver_rules: Vec<&'static Rule>,
}

/// The outcomes of all rules for one policy.
#[derive(Debug)]
pub(super) struct HearingPart<'a> {
    pub(super) case: Case<'a>,
    /// Outcomes in the order of the rules; `None` for a rule that the policy turns off.
    pub(super) outcomes: Vec<(&'static Rule, Option<RuleOutcome>)>,
}

/// Runs each rule once for the policy, and once for the floor where there is one.
#[must_use]
pub fn run_rules<'a>(
    rules: &[&'static Rule],
    own: Case<'a>,
    floor: Option<Case<'a>>,
) -> Hearing<'a> {
    let of_case = |rule: &&&'static Rule| matches!(rule.check, RuleCheck::Case(_));
    let part = |case: Case<'a>| {
        let outcome = |rule: &'static Rule| {
            let is_on = severity_of(rule, case) != Severity::Off;
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
pub(super) fn severity_of(rule: &Rule, case: Case<'_>) -> Severity {
    case.policy.severities.get(rule.id).map_or(rule.severity, |set| set.value)
}
