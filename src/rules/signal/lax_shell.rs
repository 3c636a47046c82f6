#![doc = include_str!("lax_shell.md")]

use super::{HeardCommand, gated, shorten};
use crate::case::Case;
use crate::facts::commands::CommandFate;
use crate::facts::commands::fate::ending::Cause;
use crate::finding::{Severity, Sink};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::Location;

pub(crate) static RULE: Rule = Rule {
    id: "lax-shell",
    family: RuleFamily::Signal,
    holds: "no shell that goes on after a failure",
    summary: "a gate command in a shell that does not stop at failures, with more behind it",
    unit: ("gate command", "gate commands"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("lax_shell.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    let commands = gated(facts, policy);
    if commands.is_empty() {
        sink.not_checked("no gate command was found");
    }
    for gated in commands {
        sink.examine();
        let Some((goes_on, why, fix)) = judge(&gated) else { continue };
        let message = format!(
            "a failure of {} is lost: {why}, and `{}` comes after it",
            gated.shown(),
            shorten(goes_on, 40)
        );
        let named = gated.command.shell.named.as_ref();
        let place =
            named.map(|named| Location::new(gated.command.location.path.clone(), named.span));
        sink.find(
            gated
                .finding(message)
                .label("nothing stops the script here")
                .related(place, "the shell is named here")
                .help(format!("{fix}; {}", gated.heard.advisory_help())),
        );
    }
}

/// Returns the command that runs after a failure of this one, the reason, and the advice.
fn judge<'g>(gated: &'g HeardCommand<'_>) -> Option<(&'g str, String, &'static str)> {
    let Some(CommandFate::Swallowed { by, text, .. }) = &gated.command.fate else { return None };
    let stops = gated.command.shell.options.is_none_or(|options| options.errexit);
    let (why, fix) = match by {
        Cause::Next if stops => return None,
        Cause::Next if gated.command.via.is_some() => {
            (gated.shell_lacks("-e"), "put `set -e` before it")
        }
        Cause::Next => (
            gated.shell_lacks("-e"),
            "write `shell: bash`, or add `-e` to the template, or put `set -e` before it",
        ),
        Cause::LastProgram => (
            "of several programs only the last one's status counts in PowerShell".to_owned(),
            "put `$PSNativeCommandUseErrorActionPreference = $true` first, or use a step for each",
        ),
        Cause::NextLine => (
            "`cmd` goes on after a line that failed".to_owned(),
            "add `|| exit /b 1` to the line, or use a step for each",
        ),
        _ => return None,
    };
    Some((text, why, fix))
}
