//! The family `drift`: one rule for each aspect in which a change makes CI weaker.

pub(crate) mod frozen_file;
pub(crate) mod gate_edited;
pub(crate) mod guard_relaxed;
pub(crate) mod job_gutted;
pub(crate) mod job_removed;
pub(crate) mod leg_removed;
pub(crate) mod needs_dropped;
pub(crate) mod settings_weakened;
pub(crate) mod signal_lost;
pub(crate) mod threshold_lowered;
pub(crate) mod trigger_narrowed;

use crate::case::Case;
use crate::drift::difference::{
    Difference, DriftAspect, DriftComparison, DriftDirection, SeverityCap,
};
use crate::finding::{Finding, Severity, Sink};
use crate::policy::{PATH, Policy};

/// Reason of the rules where there is nothing to compare with.
const NO_BASE: &str = "there is no base to compare with: pull requests and pushes have one, locally `--base` names it";

/// A rule of this family, with its aspect and its words.
struct AspectRule {
    rule: &'static str,
    aspect: DriftAspect,
    /// Name of the compared things, for a base that has none of them.
    things: &'static str,
}

/// Reports the differences of one aspect that are weaker or unknown.
fn report_aspect(words: &AspectRule, case: Case<'_>, sink: &mut Sink) {
    let policy = case.policy;
    let drift = match &case.change.comparison {
        DriftComparison::NoBase => return sink.not_checked(NO_BASE),
        DriftComparison::Unreadable(why) => {
            return sink.inconclusive(format!("base and head cannot be compared: {why}"));
        }
        DriftComparison::Done(drift) => drift,
    };
    sink.examine_many(drift.examined(words.aspect));
    sink.not_checked(format!("the base has no {}, so the change takes none away", words.things));
    for difference in drift.of(words.aspect) {
        match difference.direction {
            DriftDirection::Weaker => sink.find(finding(words.rule, difference, policy)),
            DriftDirection::Unknown => sink.unknown(finding(words.rule, difference, policy)),
            DriftDirection::Stronger => {}
        }
    }
}

fn finding(rule: &str, difference: &Difference, policy: &Policy) -> Finding {
    let place = difference.after.place.clone().or_else(|| difference.before.place.clone());
    let before = difference.before.place.clone().filter(|_| difference.after.place.is_some());
    let mut finding = Finding::new(difference.subject.clone(), place, difference.message.clone())
        .label(difference.after.shown.clone())
        .related(before, format!("before: {}", difference.before.shown))
        .help(way_out(rule, difference, policy))
        .drift(&difference.before.shown, &difference.after.shown, &difference.why);
    finding.at_most = difference.at_most.map(|weight| match weight {
        SeverityCap::Note => Severity::Note,
        SeverityCap::Warn => Severity::Warn,
    });
    if is_light(difference, policy) {
        let light = finding.at_most.map_or(Severity::Note, |most| most.min(Severity::Note));
        finding = finding.at_most(light);
    }
    finding
}

/// Returns whether the policy allows the job to fail, so that its difference blocks nothing.
fn is_light(difference: &Difference, policy: &Policy) -> bool {
    difference.job.as_ref().is_some_and(|(path, id)| policy.is_advisory(path, id))
}

/// Returns the advice for a difference that is meant: an approval, or a waiver as a line to paste.
fn way_out(rule: &str, difference: &Difference, policy: &Policy) -> String {
    // A JSON string is a YAML scalar, so the target can be pasted whatever characters are in it.
    let at = serde_json::Value::from(difference.subject.as_str());
    let path = match policy.origin.path.as_str() {
        "" => PATH,
        path => path,
    };
    let waiver = format!(
        "`- {{ rule: {rule}, at: {at}, reason: \"...\", owner: \"@...\", until: YYYY-MM-DD }}` below `waivers:` of `{path}` on the base branch"
    );
    match &policy.approvals {
        Some(approvals) => format!(
            "take it back; if it is meant, let somebody else with {} access set the label `{}` after the last push, or add {waiver}",
            approvals.by.as_str(),
            approvals.label.value
        ),
        None => format!("take it back; if it is meant, add {waiver} first"),
    }
}
