#![doc = include_str!("lax_shell.md")]

use super::{Gated, gated, shortened};
use crate::facts::commands::FateFact;
use crate::facts::commands::fate::Cause;
use crate::facts::commands::shells::Language;
use crate::facts::{CommandFact, Facts};
use crate::finding::{Severity, Sink};
use crate::policy::Policy;
use crate::rules::{Check, Rule};
use crate::span::Location;

pub(crate) static RULE: Rule = Rule {
    id: "lax-shell",
    family: "signal",
    holds: "no shell that goes on after a failure",
    summary: "a gate command in a shell that does not stop at failures, with more behind it",
    unit: ("gate command", "gate commands"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("lax_shell.md"),
    check: Check::Facts(check),
};

fn check(facts: &Facts, policy: &Policy, sink: &mut Sink) {
    let commands = gated(facts, policy);
    if commands.is_empty() {
        sink.not_checked("no gate command was found");
    }
    for gated in commands {
        sink.examine();
        let Some((goes_on, why, fix)) = judge(&gated, facts) else { continue };
        let message = format!(
            "a failure of {} is lost: {why}, and `{}` comes after it",
            gated.shown(),
            shortened(&goes_on, 40)
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

/// What comes after the command although it failed, why, and what to do.
fn judge(gated: &Gated<'_>, facts: &Facts) -> Option<(String, String, &'static str)> {
    let command = gated.command;
    let shell = &command.shell;
    match (shell.language, &command.fate) {
        (
            Language::Posix | Language::ByRunner,
            Some(FateFact::Swallowed { by: Cause::Next, text, .. }),
        ) if shell.options.is_some_and(|options| !options.errexit) => Some((
            text.clone(),
            gated.shell_lacks("-e"),
            if gated.command.via.is_some() {
                "put `set -e` before it"
            } else {
                "write `shell: bash`, or add `-e` to the template, or put `set -e` before it"
            },
        )),
        (Language::PowerShell, _) => powershell(gated, facts),
        (Language::Cmd, _) => cmd(gated, facts),
        _ => None,
    }
}

/// GitHub appends `exit $LASTEXITCODE`: the last program that was run decides, cmdlets aside.
fn powershell(gated: &Gated<'_>, facts: &Facts) -> Option<(String, String, &'static str)> {
    let text = &gated.heard.step.run.as_ref()?.text;
    if text.contains("PSNativeCommandUseErrorActionPreference") {
        return None;
    }
    let next = later(gated, facts).find(|command| is_native(&command.program))?;
    let behind = after(gated.command, text);
    (!behind.contains("LASTEXITCODE")).then(|| {
        let why = "of several programs only the last one's status counts in PowerShell".to_owned();
        let fix =
            "put `$PSNativeCommandUseErrorActionPreference = $true` first, or use a step for each";
        (next.text.clone(), why, fix)
    })
}

fn cmd(gated: &Gated<'_>, facts: &Facts) -> Option<(String, String, &'static str)> {
    let text = &gated.heard.step.run.as_ref()?.text;
    let behind = after(gated.command, text).to_lowercase();
    let line = behind.lines().next().unwrap_or_default();
    if line.contains("||") || line.contains("&&") || behind.contains("errorlevel") {
        return None;
    }
    let next = later(gated, facts).find(|command| !is_echo(&command.program))?;
    let why = "`cmd` goes on after a line that failed".to_owned();
    Some((next.text.clone(), why, "add `|| exit /b 1` to the line, or use a step for each"))
}

/// The commands behind it in the same script.
fn later<'f>(gated: &Gated<'f>, facts: &'f Facts) -> impl Iterator<Item = &'f CommandFact> {
    let here = gated.command;
    facts.commands.iter().skip_while(move |other| !std::ptr::eq(*other, here)).skip(1).take_while(
        move |other| {
            other.subject == here.subject
                && other.step == here.step
                && other.location.path == here.location.path
        },
    )
}

/// The script's text behind a command.
fn after<'t>(command: &CommandFact, text: &'t str) -> &'t str {
    text.get(command.range.1..).unwrap_or_default()
}

/// A program, not a cmdlet (`Write-Host`), a keyword or a variable.
fn is_native(program: &str) -> bool {
    let words = [
        "if", "else", "elseif", "foreach", "for", "while", "switch", "try", "catch", "finally",
        "function", "param", "return", "exit", "throw", "echo", "cd", "ls", "rm", "cp", "mv",
        "mkdir", "cat", "pwd", "sleep", "set", "do", "until", "in", "trap", "using", "type", "del",
        "dir", "copy", "where", "pushd", "popd",
    ];
    let is_name = program.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    let is_cmdlet = program.split_once('-').is_some_and(|(verb, noun)| {
        verb.chars().all(|c| c.is_ascii_alphabetic())
            && noun.starts_with(|c: char| c.is_ascii_uppercase())
    });
    is_name
        && !program.is_empty()
        && !is_cmdlet
        && !words.contains(&program.to_lowercase().as_str())
}

fn is_echo(program: &str) -> bool {
    matches!(
        program.to_lowercase().as_str(),
        "echo" | "rem" | "exit" | "set" | "cd" | ")" | "(" | "if"
    )
}
