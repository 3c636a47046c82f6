#![doc = include_str!("pytest-xdist.md")]

use std::collections::BTreeSet;

use crate::facts::commands::program::is_pytest;
use crate::facts::commands::{CommandFact, Variable};
use crate::facts::{Facts, UnreadScript};
use crate::finding::{Finding, Severity, Sink};
use crate::formats::settings::words::split_text;
use crate::policy::{Advisory, Policy};
use crate::rules::{Check, Rule};
use crate::span::{Location, Span};

pub(crate) static RULE: Rule = Rule {
    id: "pytest-xdist",
    family: "serial",
    holds: "no pytest-xdist",
    summary: "finds tests that run in parallel workers",
    unit: ("command or settings file", "commands and settings files"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("pytest-xdist.md"),
    check: Check::Facts(check),
};

fn check(facts: &Facts, policy: &Policy, sink: &mut Sink) {
    let mut subjects = 0;
    let mut places = BTreeSet::new();
    for command in &facts.commands {
        let findings = match command.program.as_str() {
            name if is_pytest(name) => of_pytest(command, &mut places),
            "tox" => of_tox(command).into_iter().collect(),
            "hatch" if command.arguments.first().is_some_and(|(word, _)| word.text == "test") => {
                of_hatch_test(command).into_iter().collect()
            }
            _ => continue,
        };
        subjects += 1;
        for finding in findings {
            sink.find(required(finding, command, policy));
        }
    }
    for file in &facts.settings {
        for problem in &file.problems {
            let location = Location::new(file.path.as_str(), problem.span);
            let message = format!("`{}` could not be read: {}", file.path, problem.message);
            let finding = Finding::new(file.path.clone(), location, message);
            sink.unknown(finding.help("repair the file, so that its `addopts` can be seen"));
        }
        if let Some(settings) = &file.pytest {
            subjects += 1;
            let words = settings.addopts.iter().map(|word| (word.as_str(), word.span));
            if let Some((shown, span)) = parallel(&words.collect::<Vec<_>>()) {
                sink.find(finding(
                    &format!("{}/addopts", file.path),
                    Location::new(file.path.as_str(), span),
                    "every `pytest` that reads this file",
                    &shown,
                ));
            }
        }
    }
    let unread = facts.unread_scripts.iter().filter(|script| mentions_pytest(&script.text));
    let unread: Vec<_> = unread.map(unreadable).collect();
    if subjects == 0 && unread.is_empty() && facts.settings.iter().all(|f| f.problems.is_empty()) {
        sink.not_checked("no pytest command was found");
    }
    unread.into_iter().for_each(|finding| sink.unknown(finding));
    sink.examine_many(subjects);
}

fn finding(subject: &str, location: Location, what: &str, shown: &str) -> Finding {
    let message =
        format!("{what} runs in parallel workers (`{shown}`): a lost worker loses its tests");
    Finding::new(subject, location, message)
        .label("parallel workers")
        .help(format!("remove `{shown}`, or waive it"))
}

fn required(finding: Finding, command: &CommandFact, policy: &Policy) -> Finding {
    match policy.job(&command.location.path, &command.job) {
        Some(job) if !matches!(job.advisory, Advisory::Job(_)) => {
            finding.related(policy.locate(job.id.span), "required here")
        }
        _ => finding,
    }
}

fn unreadable(script: &UnreadScript) -> Finding {
    let message =
        format!("a part of the script names pytest and could not be read: {}", script.why);
    Finding::new(script.subject.clone(), script.location.clone(), message)
        .help("write this part in a form that a shell accepts, or move it to a script file")
}

fn mentions_pytest(text: &str) -> bool {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')))
        .any(is_pytest)
}

/// What a pytest command and the `PYTEST_ADDOPTS` that it sees say, each at its own place. Options of
/// the variable stand before those of the command, so a `-n0` of the command speaks last.
fn of_pytest(command: &CommandFact, places: &mut BTreeSet<Location>) -> Vec<Finding> {
    let arguments: Vec<_> =
        command.arguments.iter().map(|(word, span)| (word.text.as_str(), *span)).collect();
    let own = Workers::of(&arguments);
    if own.serial {
        return Vec::new();
    }
    let mut findings = Vec::new();
    if let Some((shown, span)) = own.shown(&arguments) {
        let location = Location { path: command.location.path.clone(), span };
        findings.push(finding(&command.subject, location, "`pytest`", &shown));
    }
    let variable = command.environment.iter().rev().find(|var| var.name == "PYTEST_ADDOPTS");
    if let Some((variable, shown)) = variable.and_then(|var| Some((var, of_variable(var)?)))
        && places.insert(variable.location.clone())
    {
        let location = variable.location.clone();
        findings.push(finding(
            &variable.subject,
            location,
            "every `pytest` that sees this",
            &shown,
        ));
    }
    findings
}

fn of_variable(variable: &Variable) -> Option<String> {
    let words = split_text(&variable.value)
        .unwrap_or_else(|| variable.value.split_whitespace().map(str::to_owned).collect());
    let nowhere = Span::start_of_file();
    let words: Vec<_> = words.iter().map(|word| (word.as_str(), nowhere)).collect();
    parallel(&words).map(|(shown, _)| shown)
}

fn parallel(words: &[(&str, Span)]) -> Option<(String, Span)> {
    let workers = Workers::of(words);
    if workers.serial { None } else { workers.shown(words) }
}

/// What the options of pytest say about workers, as argparse reads them.
#[derive(Debug, Default)]
struct Workers {
    /// `-n0` speaks last, or the plugin is switched off: everything else is void.
    serial: bool,
    /// First and last word of the option that asks for workers.
    asked: Option<(usize, usize)>,
    /// The same within the value of `-o addopts=...`.
    nested: Option<usize>,
}

/// What one option says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// `-n`: the last one counts.
    Number { none: bool },
    /// Asks for workers by another option.
    Workers,
    /// `-p no:xdist`.
    NoPlugin,
    /// Nothing about workers.
    Nothing,
}

impl Workers {
    fn of(words: &[(&str, Span)]) -> Self {
        let mut workers = Self::default();
        let mut off = false;
        let mut number: Option<(bool, (usize, usize))> = None;
        let mut at = 0;
        while let Some(&(word, _)) = words.get(at) {
            if word == "--" {
                break;
            }
            let next = words.get(at + 1).map(|&(next, _)| next);
            let (says, used) = option(word, next);
            let place = (at, at + used);
            match says {
                Says::Number { none } => number = Some((none, place)),
                Says::Workers => workers.asked = workers.asked.or(Some(place)),
                Says::NoPlugin => off = true,
                Says::Nothing => {}
            }
            if overrides_addopts(word, next) {
                workers.nested = Some(at);
            }
            at += used + 1;
        }
        workers.serial = off || number.is_some_and(|(none, _)| none);
        if let Some((false, place)) = number {
            workers.asked = Some(place);
        }
        workers.asked = workers.asked.or(workers.nested.map(|at| (at, at)));
        workers
    }

    /// The option as it is shown, and where it stands.
    fn shown(&self, words: &[(&str, Span)]) -> Option<(String, Span)> {
        let (first, last) = self.asked?;
        let words = words.get(first..=last.min(words.len().checked_sub(1)?))?;
        let span = words.iter().map(|&(_, span)| span).reduce(Span::to)?;
        let shown = words.iter().map(|&(word, _)| word).collect::<Vec<_>>().join(" ");
        Some((shown, span))
    }
}

/// What an option says, and how many words behind it are its value.
fn option(word: &str, next: Option<&str>) -> (Says, usize) {
    if let Some(long) = word.strip_prefix("--") {
        let (name, glued) = match long.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (long, None),
        };
        let says: fn(&str) -> Says = match name {
            "numprocesses" => number,
            "dist" => |mode| if mode == "no" { Says::Nothing } else { Says::Workers },
            "tx" => |_| Says::Workers,
            "looponfail" => return (Says::Workers, 0),
            _ => return (Says::Nothing, 0),
        };
        return valued(says, glued, next);
    }
    let Some(flags) = word.strip_prefix('-') else { return (Says::Nothing, 0) };
    // flags without a value may stand before the one that counts: `-qn4`
    let rest = flags.trim_start_matches(['x', 'v', 'q', 's', 'l']);
    let Some(flag) = rest.chars().next() else { return (Says::Nothing, 0) };
    let value = rest.get(flag.len_utf8()..).unwrap_or_default();
    let glued = Some(value.strip_prefix('=').unwrap_or(value)).filter(|_| !value.is_empty());
    match flag {
        'n' => valued(number, glued, next),
        'p' => valued(plugin, glued, next),
        'd' | 'f' => (Says::Workers, 0),
        // their value is no option, whatever it looks like
        'k' | 'm' | 'c' | 'o' | 'W' | 'r' if glued.is_none() => (Says::Nothing, 1),
        _ => (Says::Nothing, 0),
    }
}

fn valued(says: fn(&str) -> Says, glued: Option<&str>, next: Option<&str>) -> (Says, usize) {
    match (glued, next) {
        (Some(value), _) => (says(value), 0),
        (None, Some(value)) => (says(value), 1),
        (None, None) => (says(""), 0),
    }
}

fn number(value: &str) -> Says {
    Says::Number { none: value.trim().parse::<i64>() == Ok(0) }
}

fn plugin(name: &str) -> Says {
    match name.trim() {
        "no:xdist" | "no:xdist.plugin" => Says::NoPlugin,
        "xdist" | "xdist.plugin" | "xdist.looponfail" => Says::Workers,
        _ => Says::Nothing,
    }
}

/// `-o addopts=...` with workers in it, glued or not, long or short.
fn overrides_addopts(word: &str, next: Option<&str>) -> bool {
    let value = match word {
        "-o" | "--override-ini" => next,
        _ => word.strip_prefix("--override-ini=").or_else(|| word.strip_prefix("-o")),
    };
    let addopts = value.and_then(|value| value.strip_prefix("addopts="));
    let words = addopts.and_then(split_text).unwrap_or_default();
    // once only: a value within the value is none of pytest's
    words.iter().enumerate().any(|(at, word)| {
        let (says, _) = option(word, words.get(at + 1).map(String::as_str));
        matches!(says, Says::Workers | Says::Number { none: false })
    })
}

fn of_tox(command: &CommandFact) -> Option<Finding> {
    let words = &command.arguments;
    let is_parallel = |text: &str| {
        matches!(text, "--parallel" | "-p" | "run-parallel")
            || text.starts_with("--parallel=")
            || text.strip_prefix("-p").is_some_and(|value| {
                value == "auto" || value == "all" || value.parse::<u32>().is_ok()
            })
    };
    let own = words.iter().take_while(|(word, _)| word.text != "--");
    let (at, (word, span)) = own
        .enumerate()
        .find(|(at, (word, _))| is_parallel(&word.text) || (*at == 0 && word.text == "p"))?;
    let takes_value = matches!(word.text.as_str(), "-p" | "--parallel");
    let value = words.get(at + 1).filter(|(next, _)| takes_value && !next.text.starts_with('-'));
    let (shown, span) = match value {
        Some((next, end)) if next.text == "0" || next.text == "off" => {
            let _ = end;
            return None;
        }
        Some((next, end)) => (format!("{} {}", word.text, next.text), span.to(*end)),
        None => (word.text.clone(), *span),
    };
    let location = Location { path: command.location.path.clone(), span };
    let message = format!(
        "`tox` runs its environments at the same time (`{shown}`): their results interleave"
    );
    let finding = Finding::new(command.subject.clone(), location, message);
    Some(finding.label("parallel workers").help(format!("remove `{shown}`, or waive it")))
}

/// `hatch test --parallel` starts pytest with `-n logical`.
fn of_hatch_test(command: &CommandFact) -> Option<Finding> {
    let own = command.arguments.iter().take_while(|(word, _)| word.text != "--");
    let (word, span) = own.into_iter().find(|(word, _)| {
        let flags = word.text.strip_prefix('-').filter(|rest| !rest.starts_with('-'));
        word.text == "--parallel"
            || flags.is_some_and(|flags| {
                flags.contains('p') && flags.chars().all(|c| matches!(c, 'a' | 'c' | 'p' | 'r'))
            })
    })?;
    let location = Location { path: command.location.path.clone(), span: *span };
    Some(finding(&command.subject, location, "`hatch test`", &word.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(line: &str) -> Option<String> {
        let words = split_text(line).unwrap();
        let words: Vec<_> =
            words.iter().map(|word| (word.as_str(), Span::start_of_file())).collect();
        parallel(&words).map(|(shown, _)| shown)
    }

    #[test]
    fn every_form_of_workers_is_seen() {
        for (line, shown) in [
            ("-n 4", "-n 4"),
            ("-n4 tests", "-n4"),
            ("-n=4", "-n=4"),
            ("-nauto", "-nauto"),
            ("-n auto -k x", "-n auto"),
            ("-n logical", "-n logical"),
            ("-n $N", "-n $N"),
            ("-n", "-n"),
            ("-qn4", "-qn4"),
            ("-vn 4", "-vn 4"),
            ("-xvsn=4", "-xvsn=4"),
            ("--numprocesses 2", "--numprocesses 2"),
            ("--numprocesses=2", "--numprocesses=2"),
            ("--dist loadfile", "--dist loadfile"),
            ("--dist=load", "--dist=load"),
            ("--dist loadfile -n 2", "-n 2"),
            ("-p xdist", "-p xdist"),
            ("-pxdist", "-pxdist"),
            ("-p xdist.plugin", "-p xdist.plugin"),
            ("-d --tx 2*popen", "-d"),
            ("--tx=2*popen", "--tx=2*popen"),
            ("-f", "-f"),
            ("--looponfail", "--looponfail"),
            ("-n 0 -n 2", "-n 2"),
            ("-o addopts='-n 4'", "-o"),
            ("--override-ini=addopts=-n4", "--override-ini=addopts=-n4"),
        ] {
            assert_eq!(says(line).as_deref(), Some(shown), "{line}");
        }
    }

    #[test]
    fn what_is_serial_or_of_another_option_is_left_alone() {
        for line in [
            "",
            "tests -q",
            "-n0",
            "-n 0",
            "-n=0",
            "--numprocesses=0",
            "-n 4 -n0",
            "--dist loadfile -n 0",
            "--dist no",
            "--dist=no",
            "-n 4 -p no:xdist",
            "-pno:xdist -n auto",
            "-p no:cacheprovider",
            "-k -n4",
            "-m 'not slow'",
            "-rn",
            "-rxn4",
            "--no-cov",
            "--max-worker-restart=0",
            "tests/-n4",
            "-- -n 4",
            "-o addopts=",
            "-o addopts='-n 0'",
        ] {
            assert_eq!(says(line), None, "{line}");
        }
    }
}
