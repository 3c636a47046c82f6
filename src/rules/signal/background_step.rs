#![doc = include_str!("background_step.md")]

use super::gated;
use crate::case::Case;
use crate::facts::path::step::left_behind;
use crate::finding::{Severity, Sink};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::Location;

pub(crate) static RULE: Rule = Rule {
    id: "background-step",
    family: RuleFamily::Signal,
    holds: "no gate left in the background",
    summary: "a gate command in a background step that is cancelled or never waited for",
    unit: ("gate command", "gate commands"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("background_step.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    let mut examined = 0;
    for gated in gated(facts, policy) {
        examined += 1;
        let (job, step) = (gated.heard.job, gated.heard.step);
        let Some(background) = step.background.as_ref() else { continue };
        let Some((why, place)) = left_behind(job, step) else { continue };
        let message = format!(
            "a failure of {} is lost: its step runs in the background and {why}, so job `{}` stays green",
            gated.shown(),
            job.id.value
        );
        let path = &gated.command.location.path;
        let related = place.map(|span| Location::new(path.clone(), span));
        let mut finding = gated.finding(message);
        finding.location = Some(Location::new(path.clone(), background.span));
        let id = step.id.as_ref().map_or("<id>", |id| id.as_str());
        sink.find(
            finding.label("runs beside the job").related(related, "its end is dropped here").help(
                format!(
                    "add a later step `- wait: {id}`, or drop `background: true`; {}",
                    gated.heard.advisory_help()
                ),
            ),
        );
    }
    sink.examine_many(examined);
    if examined == 0 {
        sink.not_checked("no gate command was found");
    }
}
