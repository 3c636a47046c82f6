#![doc = include_str!("pytest_xdist.md")]

use std::collections::BTreeSet;

use crate::case::Case;
use crate::catalog::program::is_pytest;
use crate::facts::commands::fact::{EnvVariable, UnreadScript};
use crate::facts::commands::workers::{Workers, parallel_option};
use crate::facts::commit::Facts;
use crate::facts::{CommandFact, SettingsFact};
use crate::finding::{Finding, Severity, Sink};
use crate::formats::settings::words::split_text;
use crate::policy::{Advisory, Policy};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::{Location, Span};

pub(crate) static RULE: Rule = Rule {
    id: "pytest-xdist",
    family: RuleFamily::Serial,
    holds: "no pytest-xdist",
    summary: "tests run in parallel workers, by a flag, a variable or a settings file",
    unit: ("command or settings file", "commands and settings files"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("pytest_xdist.md"),
    check: RuleCheck::Case(check),
};

/// Programs that start pytest by their own settings, and that hand their environment on to pytest.
const STARTS_PYTEST: [&str; 8] = ["hatch", "invoke", "just", "make", "nox", "pixi", "spin", "tox"];

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    let mut subjects = of_commands(facts, policy, sink);
    for file in &facts.settings {
        subjects += usize::from(file.pytest.is_some());
        of_settings(file, sink);
    }
    let mut unknown = facts.settings.iter().any(|file| !file.problems.is_empty());
    for script in facts.unread_scripts.iter().filter(|script| may_start_pytest(script)) {
        unknown = true;
        sink.unknown(unreadable(script));
    }
    if subjects == 0 && !unknown {
        sink.not_checked("no pytest command was found");
    }
    sink.examine_many(subjects);
}

fn of_commands(facts: &Facts, policy: &Policy, sink: &mut Sink) -> usize {
    let mut subjects = 0;
    let mut places = BTreeSet::new();
    for command in &facts.commands {
        let name = command.program.as_str();
        let mut findings = Vec::new();
        if is_pytest(name) {
            findings = of_pytest(command, &mut places);
        } else if STARTS_PYTEST.contains(&name) {
            findings.extend(of_runner(command));
            findings.extend(of_environment(command, &mut places));
        }
        subjects += usize::from(is_pytest(name) || name == "tox" || !findings.is_empty());
        for finding in findings {
            sink.find(required(finding, command, policy));
        }
    }
    subjects
}

fn of_runner(command: &CommandFact) -> Option<Finding> {
    let first = command.arguments.first().map(|(word, _)| word.text.as_str());
    match (command.program.as_str(), first) {
        ("tox", _) => of_tox(command),
        ("hatch", Some("test")) => of_hatch_test(command),
        _ => None,
    }
}

fn of_settings(file: &SettingsFact, sink: &mut Sink) {
    for problem in &file.problems {
        let location = Location::new(file.path.as_str(), problem.span);
        let message = format!("`{}` could not be read: {}", file.path, problem.message);
        let finding = Finding::new(file.path.clone(), location, message);
        sink.unknown(finding.help("repair the file, so that its `addopts` can be seen"));
    }
    let words = file.pytest.iter().flat_map(|settings| &settings.addopts);
    let words: Vec<_> = words.map(|word| (word.as_str(), word.span)).collect();
    if let Some((shown, span)) = parallel_option(&words) {
        let subject = format!("{}/addopts", file.path);
        let location = Location::new(file.path.as_str(), span);
        sink.find(finding(&subject, location, "every `pytest` that reads this file", &shown));
    }
}

fn finding(subject: &str, location: Location, what: &str, shown: &str) -> Finding {
    let message =
        format!("{what} runs in parallel workers (`{shown}`): a lost worker loses its tests");
    Finding::new(subject, location, message)
        .label("parallel workers")
        .help(format!("remove `{shown}`, or waive it"))
}

fn required(finding: Finding, command: &CommandFact, policy: &Policy) -> Finding {
    match policy.job(&command.workflow, &command.job) {
        Some(job) if !matches!(job.advisory, Advisory::Job(_)) => {
            finding.related(policy.locate(job.id.span), "required here")
        }
        _ => finding,
    }
}

fn unreadable(script: &UnreadScript) -> Finding {
    let what = match script.text {
        Some(_) => "a part of the script names pytest",
        None => "what this runs may start pytest",
    };
    let message = format!("{what} and could not be read: {}", script.why);
    Finding::new(script.subject.clone(), script.location.clone(), message)
        .help("write this part in a form that a shell accepts, or move it to a script file")
}

fn may_start_pytest(script: &UnreadScript) -> bool {
    script.text.as_deref().map_or(script.gate.is_some(), mentions_pytest)
}

fn mentions_pytest(text: &str) -> bool {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')))
        .any(is_pytest)
}

/// Returns the findings of a pytest command: one for its own options, one for the `PYTEST_ADDOPTS`
/// that it gets. pytest reads the variable before the options of the command, so `-n0` of the
/// command wins.
fn of_pytest(command: &CommandFact, places: &mut BTreeSet<Location>) -> Vec<Finding> {
    let arguments: Vec<_> =
        command.arguments.iter().map(|(word, span)| (word.text.as_str(), *span)).collect();
    let own = Workers::of(&arguments);
    if own.serial {
        return Vec::new();
    }
    let mut findings = Vec::new();
    if let Some((shown, span)) = own.shown(&arguments) {
        let location = Location::new(command.location.path.clone(), span);
        let via = command.via.as_ref().map(|via| via.location.clone());
        // Several steps can call the same line; one finding is enough.
        if via.is_none() || places.insert(location.clone()) {
            let finding = finding(&command.subject, location, "`pytest`", &shown);
            findings.push(finding.related(via, "run by this step"));
        }
    }
    findings.extend(of_environment(command, places));
    findings
}

/// Returns the finding for the `PYTEST_ADDOPTS` that a command gets, once for each place that sets
/// the variable.
fn of_environment(command: &CommandFact, places: &mut BTreeSet<Location>) -> Option<Finding> {
    let variable = command.environment.iter().rev().find(|var| var.name == "PYTEST_ADDOPTS")?;
    let shown = of_variable(variable)?;
    let location = variable.location.clone();
    places
        .insert(location.clone())
        .then(|| finding(&variable.subject, location, "every `pytest` that sees this", &shown))
}

fn of_variable(variable: &EnvVariable) -> Option<String> {
    let words = split_text(&variable.value)
        .unwrap_or_else(|| variable.value.split_whitespace().map(str::to_owned).collect());
    let nowhere = Span::start_of_file();
    let words: Vec<_> = words.iter().map(|word| (word.as_str(), nowhere)).collect();
    parallel_option(&words).map(|(shown, _)| shown)
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
    let location = Location::new(command.location.path.clone(), span);
    let message = format!(
        "`tox` runs its environments at the same time (`{shown}`): their results interleave"
    );
    let finding = Finding::new(command.subject.clone(), location, message);
    Some(finding.label("parallel workers").help(format!("remove `{shown}`, or waive it")))
}

/// Returns a finding for `hatch test --parallel`, which starts pytest with `-n logical`.
fn of_hatch_test(command: &CommandFact) -> Option<Finding> {
    let own = command.arguments.iter().take_while(|(word, _)| word.text != "--");
    let (word, span) = own.into_iter().find(|(word, _)| {
        let flags = word.text.strip_prefix('-').filter(|rest| !rest.starts_with('-'));
        word.text == "--parallel"
            || flags.is_some_and(|flags| {
                flags.contains('p') && flags.chars().all(|c| matches!(c, 'a' | 'c' | 'p' | 'r'))
            })
    })?;
    let location = Location::new(command.location.path.clone(), *span);
    Some(finding(&command.subject, location, "`hatch test`", &word.text))
}

#[cfg(test)]
mod tests {
    use crate::facts::commit::Facts;
    use crate::facts::settings_file::SettingsFact;
    use std::sync::Arc;

    use super::*;
    use crate::catalog::tools::lookup::built_in;
    use crate::facts::commands::steps::of_workflow;
    use crate::finding::RuleOutcome;
    use crate::formats::settings::read_pytest;
    use crate::formats::workflow::read_workflow;
    use crate::policy::{JobContract, JobTerms, WorkflowContract, WorkflowTerms};
    use crate::rules;
    use crate::span::Spanned;

    fn judge(script: &str, settings: Option<(&str, &str)>, policy: &Policy) -> RuleOutcome {
        let path: Arc<str> = ".github/workflows/ci.yml".into();
        let script = script.replace('\n', "\n          ");
        let text = format!(
            "on: push\njobs:\n  unit:\n    runs-on: x\n    steps:\n      - run: |\n          {script}\n"
        );
        let (commands, unread_scripts) =
            of_workflow(&read_workflow(&path, text.as_bytes()).value.unwrap(), built_in());
        let settings = settings.map(|(path, text)| {
            let read = read_pytest(path, text);
            SettingsFact { path: path.to_owned(), pytest: read.value, problems: read.problems }
        });
        let settings = settings.into_iter().collect();
        let facts = Facts { commands, unread_scripts, settings, ..Facts::default() };
        let change = crate::drift::difference::Change::default();
        rules::run_rule(&RULE, Case { facts: &facts, change: &change, policy })
    }

    #[test]
    fn without_a_pytest_command_nothing_is_checked() {
        let outcome = judge("cargo test", None, &Policy::default());
        assert_eq!(outcome.subjects, 0);
        assert!(outcome.not_checked.is_some());
        let outcome = judge("pytest", None, &Policy::default());
        assert_eq!((outcome.subjects, outcome.not_checked), (1, None));
    }

    #[test]
    fn a_settings_file_that_cannot_be_read_is_never_a_pass() {
        let outcome =
            judge("cargo test", Some(("pyproject.toml", "addopts = '")), &Policy::default());
        assert_eq!(outcome.unknown.len(), 1);
        assert_eq!(outcome.not_checked, None);
    }

    #[test]
    fn a_script_that_cannot_be_read_matters_where_it_names_pytest() {
        let unknown = |script: &str| judge(script, None, &Policy::default()).unknown.len();
        assert_ne!(unknown("if pytest; then"), 0);
        assert_eq!(unknown("if make test-pytest-plugin; then"), 0);
    }

    #[test]
    fn a_required_job_says_so() {
        let span = Span::new(4, 3, 4, 7);
        let job = JobContract {
            id: Spanned::new("unit".to_owned(), span),
            advisory: Advisory::No,
            terms: JobTerms::default(),
        };
        let file = Spanned::new("ci.yml".to_owned(), span);
        let workflows = vec![WorkflowContract {
            file,
            only_listed: None,
            terms: WorkflowTerms::default(),
            every_job: JobTerms::default(),
            every_listed: JobTerms::default(),
            jobs: vec![job],
        }];
        let mut policy = Policy { workflows, ..Policy::default() };
        policy.origin.path = ".github/truegreen.yml".to_owned();
        let outcome = judge("pytest -n 4", None, &policy);
        let finding = &outcome.findings[0];
        assert_eq!(finding.related[0].1, "required here");
        assert_eq!(finding.subject, "ci.yml/unit/#1");
        assert_eq!(finding.location.as_ref().unwrap().span, Span::new(7, 18, 7, 22));
        assert_eq!(finding.help, "remove `-n 4`, or waive it");
    }
}
