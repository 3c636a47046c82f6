#![doc = include_str!("lenient_flag.md")]

use super::{HeardCommand, gated};
use crate::case::Case;
use crate::facts::commands::fact::Lenient;
use crate::facts::commands::{CommandFate, CommandRole, GateCommand};
use crate::finding::{Finding, Severity, Sink};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};

pub(crate) static RULE: Rule = Rule {
    id: "lenient-flag",
    family: RuleFamily::Signal,
    holds: "no flag that hides a failure",
    summary: "a tool's own option or setting that turns a failure into success",
    unit: ("gate command", "gate commands"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("lenient_flag.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    let commands = gated(facts, policy);
    let mut gates = 0;
    for gated in &commands {
        let CommandRole::Gate(gate) = &gated.command.role else { continue };
        // A command that control never reaches runs no tool.
        if matches!(gated.command.fate, Some(CommandFate::NotReached | CommandFate::Uncalled)) {
            continue;
        }
        gates += 1;
        for lenient in &gate.lenient {
            sink.find(finding(gated, gate, lenient));
        }
    }
    sink.examine_many(gates);
    if gates == 0 {
        sink.not_checked("no gate command was found");
    }
}

fn finding(gated: &HeardCommand<'_>, gate: &GateCommand, lenient: &Lenient) -> Finding {
    let message = format!(
        "`{}` in {} {}",
        lenient.shown,
        if gated.command.text.contains(&lenient.shown) {
            gated.shown()
        } else {
            format!("the {} {}", gate.kind.noun(), gated.shown())
        },
        lenient.effect
    );
    let mut finding = gated.finding(message);
    finding.location = Some(lenient.location.clone());
    let finding = finding.label(lenient.effect.clone()).help(format!(
        "{}; {}",
        lenient.fix,
        gated.heard.advisory_help()
    ));
    if lenient.note { finding.at_most(Severity::Note) } else { finding }
}
