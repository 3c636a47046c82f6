#![doc = include_str!("unchecked_pipe.md")]

use super::{HeardCommand, gated, shorten};
use crate::case::Case;
use crate::facts::commands::CommandFate;
use crate::facts::commands::fate::ending::Cause;
use crate::finding::{Severity, Sink};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::Location;

pub(crate) static RULE: Rule = Rule {
    id: "unchecked-pipe",
    family: RuleFamily::Signal,
    holds: "no unchecked pipe",
    summary: "a gate command left of `|` under a shell without `pipefail`",
    unit: ("gate command", "gate commands"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("unchecked_pipe.md"),
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
        let Some(CommandFate::Swallowed { by: Cause::Pipe, location, text }) = &gated.command.fate
        else {
            continue;
        };
        let shell = &gated.command.shell;
        let named = shell.named.as_ref();
        let why = if shell.options.is_some_and(|options| options.pipefail) {
            "the script has switched `pipefail` off".to_owned()
        } else {
            gated.shell_lacks("pipefail")
        };
        let last = text.rsplit('|').next().unwrap_or_default().trim();
        let message = format!(
            "a failure of {} is lost in a pipe: {why}, so only the status of `{}` counts",
            gated.shown(),
            shorten(last, 30)
        );
        let place = named.map(|named| Location::new(location.path.clone(), named.span));
        sink.find(
            gated
                .finding(message)
                .label("only the last command of a pipe counts")
                .related(place, "the shell is named here")
                .help(format!("{}; {}", fix(&gated), gated.heard.advisory_help())),
        );
    }
}

const fn fix(gated: &HeardCommand<'_>) -> &'static str {
    if gated.command.via.is_some() {
        "put `set -o pipefail` before the pipe, under `bash`"
    } else {
        "write `shell: bash` at the step, which GitHub starts with `-eo pipefail`, or put \
         `set -o pipefail` before the pipe"
    }
}
