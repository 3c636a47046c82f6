#![doc = include_str!("lenient_action.md")]

use super::HeardStep;
use crate::case::Case;
use crate::catalog::actions::lenient;
use crate::catalog::settings::rows::{LenientAction, LenientPart};
use crate::catalog::tools::tool::ToolKind;
use crate::facts::commands::{CommandFate, CommandRole};
use crate::facts::commit::Facts;
use crate::facts::path::step::is_tolerated_in;
use crate::finding::{Finding, Severity, Sink};
use crate::policy::{EvidenceKey, Policy};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::Location;

pub(crate) static RULE: Rule = Rule {
    id: "lenient-action",
    family: RuleFamily::Signal,
    holds: "no action that hides a failure",
    summary: "an action that does not fail by default is the only judge of what it reports",
    unit: ("action step", "action steps"),
    severity: Severity::Warn,
    since: "0.1.0",
    docs: include_str!("lenient_action.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    let mut examined = 0;
    for (fact, workflow) in facts.models() {
        for job in &workflow.jobs {
            for step in job.steps.iter().filter(|step| step.uses.is_some()) {
                let Some(heard) = HeardStep::new(fact, job, step, policy) else { continue };
                examined += 1;
                let Some(known) = lenient(step) else { continue };
                if known.part == LenientPart::Reporter && has_another_judge(facts, policy, &heard) {
                    continue;
                }
                sink.find(finding(known, &heard));
            }
        }
    }
    sink.examine_many(examined);
    if examined == 0 {
        sink.not_checked("no step uses an action");
    }
}

/// Returns whether the failure of a test shows elsewhere: truegreen reads the reports, or every
/// test command of the job fails its step.
fn has_another_judge(facts: &Facts, policy: &Policy, heard: &HeardStep<'_>) -> bool {
    let own = facts.commands_of_job(&heard.fact.path, &heard.job.id.value);
    let tests = own.filter(
        |command| matches!(&command.role, CommandRole::Gate(gate) if gate.kind == ToolKind::Test),
    );
    let mut muted = tests.filter(|command| {
        let step = heard.job.steps.get(command.step);
        let tolerated = step.is_some_and(|step| is_tolerated_in(step, heard.job, heard.gating()));
        tolerated || matches!(command.fate, Some(CommandFate::Swallowed { .. }))
    });
    let reads_tests = !policy.tests.is_empty()
        || policy.elsewhere.iter().any(|entry| entry.key == EvidenceKey::Tests);
    reads_tests || muted.next().is_none()
}

fn finding(known: &LenientAction, heard: &HeardStep<'_>) -> Finding {
    let uses = heard.step.uses.as_ref();
    let name = uses.map_or("", |uses| uses.as_str());
    let input = heard.step.with.iter().find(|(key, _)| key.value.eq_ignore_ascii_case(known.input));
    let span = match input {
        Some((key, value)) => key.span.to(value.span),
        None => uses.map_or(heard.step.span, |uses| uses.span),
    };
    let message = format!("`{name}` {}: `{}` is not set", known.effect, known.fix);
    let finding =
        Finding::new(heard.subject(), Location::new(heard.fact.path.clone(), span), message)
            .label(known.effect)
            .help(format!("write `{}` under `with:`", known.fix));
    // Other steps have checked what is uploaded, so a missing upload is only a note.
    if known.part == LenientPart::Upload { finding.at_most(Severity::Note) } else { finding }
}
