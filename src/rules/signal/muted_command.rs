#![doc = include_str!("muted_command.md")]

use super::{HeardCommand, gated, shorten, unread_parts};
use crate::case::Case;
use crate::facts::commands::CommandFate;
use crate::facts::commands::fate::ending::Cause;
use crate::finding::{Finding, Severity, Sink};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::Location;

pub(crate) static RULE: Rule = Rule {
    id: "muted-command",
    family: RuleFamily::Signal,
    holds: "no muted command",
    summary: "a gate command whose failure does not fail its step, or that never runs",
    unit: ("gate command", "gate commands"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("muted_command.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    let commands = gated(facts, policy);
    let unread = unread_parts(facts, policy);
    if commands.is_empty() && unread.is_empty() {
        sink.not_checked("no gate command was found");
    }
    for unread in unread {
        sink.examine();
        inconclusive(unread.finding(), unread.blocks(), sink);
    }
    for gated in commands {
        sink.examine();
        match &gated.command.fate {
            Some(CommandFate::Swallowed { by, location, text }) if is_ours(*by, &gated) => {
                sink.find(finding(&gated, *by, location, text));
            }
            Some(CommandFate::NotReached) => sink.find(not_reached(&gated)),
            Some(CommandFate::Uncalled) => uncalled(&gated, sink),
            Some(CommandFate::Unknown { why }) => unknown(&gated, why, sink),
            _ => {}
        }
    }
}

/// Returns whether this rule reports the cause. The rule `unchecked-pipe` reports pipes, and
/// `lax-shell` a shell that continues after a failure.
fn is_ours(by: Cause, gated: &HeardCommand<'_>) -> bool {
    match by {
        Cause::Pipe | Cause::LastProgram | Cause::NextLine => false,
        Cause::Next => gated.command.shell.options.is_none_or(|options| options.errexit),
        _ => true,
    }
}

fn finding(gated: &HeardCommand<'_>, by: Cause, location: &Location, text: &str) -> Finding {
    let text = shorten(text, 40);
    let (what, here, fix) = words(by, &text);
    let step = gated.heard.step.label();
    let message = format!(
        "a failure of {} is swallowed: {what}, so step `{step}` stays green",
        gated.shown()
    );
    let label = if *location == gated.command.location { here } else { "its failure is lost" };
    let taken = (*location != gated.command.location).then(|| location.clone());
    gated
        .finding(message)
        .label(label)
        .related(taken, here)
        .help(format!("{fix}; {}", gated.heard.advisory_help()))
}

/// Returns the finding for a command that never runs, which checks as little as one whose failure is lost.
fn not_reached(gated: &HeardCommand<'_>) -> Finding {
    let step = gated.heard.step.label();
    let shown = gated.shown();
    gated
        .finding(format!(
            "no way through its script reaches {shown}, so step `{step}` is green without it"
        ))
        .label("never runs")
        .help(format!(
            "remove the `exit` or the condition before it, or the command; {}",
            gated.heard.advisory_help()
        ))
}

/// Returns how the failure is lost, the label of the place, and the advice.
fn words(by: Cause, text: &str) -> (String, &'static str, String) {
    match by {
        Cause::Or => (
            format!("`|| {text}` puts a success in its place"),
            "puts a success in its place",
            format!("remove `|| {text}`, or end it with `exit 1`"),
        ),
        Cause::Next | Cause::Pipe | Cause::LastProgram | Cause::NextLine => (
            "the shell goes on to the next command, whose status counts".to_owned(),
            "goes on as if nothing had been",
            "put `set -e` before it, or join the commands by `&&`".to_owned(),
        ),
        Cause::ErrexitOff => (
            "after `set +e` the script goes on and ends with another command's status".to_owned(),
            "from here on nothing stops the script",
            "remove `set +e`, or keep the status (`rc=$?`) and end with `exit $rc`".to_owned(),
        ),
        Cause::Suspended => (
            "`-e` does not look left of `&&` or inside of what a condition or list calls"
                .to_owned(),
            "nothing stops the script here",
            "put the command on a line of its own, or add `|| exit 1`".to_owned(),
        ),
        Cause::Condition => (
            "it is a condition, and the branch that a failure takes ends well".to_owned(),
            "the failure only chooses a branch",
            "end the branch of the failure with `exit 1`".to_owned(),
        ),
        Cause::Negated => (
            "`!` turns the failure into success".to_owned(),
            "turned around by `!`",
            "remove `!`, or test the status in an `if` that ends with `exit 1`".to_owned(),
        ),
        Cause::Substitution => (
            "it runs in a substitution, whose status is dropped".to_owned(),
            "only the output gets out of here",
            "run it before, or assign it alone: `x=$(...)` keeps the status".to_owned(),
        ),
        Cause::Background => (
            "it runs in the background, and nobody is told how it ends".to_owned(),
            "runs in the background",
            "remove `&`, or end with `wait $!` for each of them".to_owned(),
        ),
        Cause::Captured => (
            "its status is kept, and no `exit` depends on that".to_owned(),
            "kept here, and used for nothing",
            "end the script with `exit` and the status that was kept".to_owned(),
        ),
        Cause::Exit => (
            format!("`{text}` ends the script with success"),
            "ends the script with success",
            "exit with the status of the command".to_owned(),
        ),
        Cause::Trap => (
            format!("the handler of `trap` ends with `{text}`, which replaces the status"),
            "replaces the status of the script",
            "let the handler clean up and not `exit`".to_owned(),
        ),
        Cause::Tolerated => (
            "`continue-on-error` of its step in the action shows success".to_owned(),
            "hides a failing step of the action",
            "remove `continue-on-error`, or fail in a later step on its `outcome`".to_owned(),
        ),
        Cause::Ignored => (
            "its line is marked as one whose failure does not count".to_owned(),
            "the status of this line is dropped",
            "remove the mark (make's leading `-`, tox's `ignore_outcome`)".to_owned(),
        ),
        Cause::Wrapper => (
            "what starts it does not hand its status on".to_owned(),
            "the status ends here",
            "use `find ... -exec ... {} +`, `xargs`, or run it without `--detach`".to_owned(),
        ),
    }
}

/// Reports a command in a function that nobody seems to call. A file of functions may serve other steps than this one.
fn uncalled(gated: &HeardCommand<'_>, sink: &mut Sink) {
    let shown = gated.shown();
    let message = format!("no call of the function with {shown} is seen in its script");
    let finding = gated
        .finding(message)
        .label("in a function that nobody seems to call")
        .help(format!("call it by its name, or remove it; {}", gated.heard.advisory_help()));
    inconclusive(finding, gated.command.via.is_none() && gated.blocks(), sink);
}

fn unknown(gated: &HeardCommand<'_>, why: &str, sink: &mut Sink) {
    let message =
        format!("whether a failure of {} fails its step cannot be told: {why}", gated.shown());
    let finding = gated.finding(message).label("may fail unseen").help(format!(
        "write it so that the status plainly decides, or {}",
        gated.heard.advisory_help()
    ));
    inconclusive(finding, gated.blocks(), sink);
}

/// Reports an unknown result: as inconclusive if a merge may depend on it, else as a note.
fn inconclusive(finding: Finding, blocks: bool, sink: &mut Sink) {
    if blocks {
        sink.unknown(finding);
    } else {
        sink.find(finding.at_most(Severity::Note));
    }
}
