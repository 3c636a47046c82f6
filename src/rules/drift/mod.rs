//! The change makes CI weaker.

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

/// What there is to say where nothing can be compared.
const NO_BASE: &str = "there is no base to compare with: pull requests and pushes have one, locally `--base` names it";

/// The words of a rule over one aspect.
struct AspectRule {
    rule: &'static str,
    aspect: DriftAspect,
    /// How compared things are called where the base has none.
    things: &'static str,
}

/// Tells the weaker shifts of one aspect.
fn report_aspect(told: &AspectRule, case: Case<'_>, sink: &mut Sink) {
    let policy = case.policy;
    let drift = match &case.change.comparison {
        DriftComparison::NoBase => return sink.not_checked(NO_BASE),
        DriftComparison::Unreadable(why) => {
            return sink.inconclusive(format!("base and head cannot be compared: {why}"));
        }
        DriftComparison::Done(drift) => drift,
    };
    sink.examine_many(drift.examined(told.aspect));
    sink.not_checked(format!("the base has no {}, so the change takes none away", told.things));
    for shift in drift.of(told.aspect) {
        match shift.direction {
            DriftDirection::Weaker => sink.find(finding(told.rule, shift, policy)),
            DriftDirection::Unknown => sink.unknown(finding(told.rule, shift, policy)),
            DriftDirection::Stronger => {}
        }
    }
}

fn finding(rule: &str, shift: &Difference, policy: &Policy) -> Finding {
    let place = shift.after.place.clone().or_else(|| shift.before.place.clone());
    let before = shift.before.place.clone().filter(|_| shift.after.place.is_some());
    let mut finding = Finding::new(shift.subject.clone(), place, shift.message.clone())
        .label(shift.after.shown.clone())
        .related(before, format!("before: {}", shift.before.shown))
        .help(way_out(rule, shift, policy))
        .drift(&shift.before.shown, &shift.after.shown, &shift.why);
    finding.at_most = shift.at_most.map(|weight| match weight {
        SeverityCap::Note => Severity::Note,
        SeverityCap::Warn => Severity::Warn,
    });
    if is_light(shift, policy) {
        let light = finding.at_most.map_or(Severity::Note, |most| most.min(Severity::Note));
        finding = finding.at_most(light);
    }
    finding
}

/// The job may fail by the policy, so nothing that held a merge is lost.
fn is_light(shift: &Difference, policy: &Policy) -> bool {
    shift.job.as_ref().is_some_and(|(path, id)| policy.is_advisory(path, id))
}

/// What lets an honest change through, ready to paste.
fn way_out(rule: &str, shift: &Difference, policy: &Policy) -> String {
    // A text of JSON is one of YAML.
    let at = serde_json::Value::from(shift.subject.as_str());
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
