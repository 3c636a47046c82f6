//! Terms of a required job: its gate commands, the values of its matrix, the jobs that it needs,
//! and its timeout.

use std::collections::BTreeSet;

use super::draft::{TermsDraft, ValueDraft};
use crate::catalog::tools::tool::ToolKind;
use crate::facts::CommandFact;
use crate::facts::commands::{CommandFate, CommandRole};
use crate::facts::jobs::matrix::expand_matrix;
use crate::facts::jobs::matrix_job::{MatrixJob, MatrixJobs};
use crate::facts::path::step::{is_tolerated, runs_on_success};
use crate::formats::workflow::model::{Job, Matrix, OrExpr, Value};
use crate::policy::CommandPattern;

/// Number of words after the program by which commands are told apart.
const WORDS: usize = 3;
/// Number of words where so few do not tell commands apart.
const MORE_WORDS: usize = 8;
/// Options without which a command checks less.
const STRICT: [&str; 15] = [
    "--all",
    "--check",
    "--cov-fail-under",
    "--deny",
    "--diff",
    "--error",
    "--exit-code",
    "--fail",
    "--max-warnings",
    "--no-fix",
    "--noEmit",
    "--strict",
    "--verify",
    "--warnings-as-errors",
    "--workspace",
];
/// Options whose value sets speed, verbosity or destination, and not what is checked.
const SPEED: [&str; 14] = [
    "-j",
    "-n",
    "-o",
    "--color",
    "--dist",
    "--jobs",
    "--log-level",
    "--maxfail",
    "--numprocesses",
    "--output",
    "--parallel",
    "--retries",
    "--tb",
    "--timeout",
];
/// Most commands of one job. A job with more gate commands is a script, of which the first ones are
/// listed.
const MOST_COMMANDS: usize = 8;
/// Most values of an axis: an axis with more values is data.
const MOST_VALUES: usize = 40;

/// Returns the terms that a job meets today.
pub(super) fn of<'c>(job: &Job, commands: impl Iterator<Item = &'c CommandFact>) -> TermsDraft {
    TermsDraft {
        kept: Vec::new(),
        needs: job.needs.iter().map(|need| need.value.clone()).collect(),
        matrix: matrix(job),
        timeout: timeout(job),
        runs: runs(job, commands),
    }
}

fn timeout(job: &Job) -> Option<String> {
    match job.timeout_minutes.as_ref()?.value {
        OrExpr::Literal(minutes) if minutes.is_finite() && minutes > 0.0 => {
            Some(minutes.to_string())
        }
        _ => None,
    }
}

/// Returns the commands of the job whose failure is not lost, in a short form: the program, its
/// first words with their options, and the options that make the command strict. Words that only
/// the run knows are left out.
fn runs<'c>(job: &Job, commands: impl Iterator<Item = &'c CommandFact>) -> Vec<String> {
    let heard = |command: &&CommandFact| {
        let step = job.steps.get(command.step);
        command.via.is_none()
            && command.fate == Some(CommandFate::Fails)
            && !command.may_fail_unseen()
            && step.is_some_and(|step| {
                step.condition.is_none() && !is_tolerated(step, job) && runs_on_success(step)
            })
            && matches!(command.role, CommandRole::Gate(_) | CommandRole::Script)
    };
    let heard: Vec<&CommandFact> = commands.filter(heard).collect();
    // A script of the repository may be no gate. Next to a known tool other than a build it is only
    // listed if its name says that it checks something.
    let judges = |command: &&&CommandFact| match &command.role {
        CommandRole::Gate(gate) => gate.kind != ToolKind::Build,
        _ => false,
    };
    let is_gate = |command: &&&CommandFact| matches!(command.role, CommandRole::Gate(_));
    let has_judge = heard.iter().any(|command| judges(&command));
    let mut seen = BTreeSet::new();
    let counts =
        |command: &&&CommandFact| !has_judge || is_gate(command) || is_named_judge(command);
    let short = heard.iter().filter(counts);
    let heard: Vec<&CommandFact> = short.copied().collect();
    let short = heard.iter().filter_map(|command| {
        let text = shortened(command, WORDS, false)?;
        // One of two commands with the same short form would be enough for the term, so such
        // commands get longer forms.
        let shares = |other: &&&CommandFact| {
            other.text != command.text && shortened(other, WORDS, false).as_ref() == Some(&text)
        };
        match heard.iter().any(|other| shares(&other)) {
            true => shortened(command, MORE_WORDS, true),
            false => Some(text),
        }
    });
    short.filter(|text| seen.insert(text.clone())).take(MOST_COMMANDS).collect()
}

/// Returns whether the path of a script says that the script checks something.
fn is_named_judge(command: &CommandFact) -> bool {
    const JUDGES: [&str; 5] = ["check", "lint", "test", "validat", "verif"];
    let words = command.arguments.iter().map(|(word, _)| word.text.as_str());
    let mut words = std::iter::once(command.program.as_str()).chain(words);
    let script = words.find(|word| word.contains(['/', '.']) && !word.starts_with('-'));
    script.is_some_and(|script| JUDGES.iter().any(|judge| script.to_lowercase().contains(judge)))
}

fn shortened(command: &CommandFact, words: usize, options: bool) -> Option<String> {
    if !is_plain(&command.program) || command.program.contains('=') {
        return None;
    }
    let mut left = words;
    let words: Vec<&str> = command.arguments.iter().map(|(word, _)| word.text.as_str()).collect();
    let mut text = command.program.clone();
    let mut before = "";
    for word in words.into_iter().filter(|word| *word != "--") {
        let is_option = word.starts_with('-');
        let is_strict = STRICT.iter().any(|strict| word.starts_with(strict))
            || options && is_option && !SPEED.contains(&word);
        if is_plain(word) && (is_strict || !is_option && left > 0) {
            // A word after such an option is its value, and would mean nothing without the option.
            if !is_option && SPEED.contains(&before) {
                before = word;
                continue;
            }
            if !is_option && before.starts_with('-') && !before.contains('=') && is_plain(before) {
                text = format!("{text} {before}");
            }
            text = format!("{text} {word}");
            left = left.saturating_sub(usize::from(!is_option));
        }
        before = if is_strict { "" } else { word };
    }
    CommandPattern::new(&text).is_ok().then_some(text)
}

fn is_plain(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_./:@%+,=-".contains(c);
    !word.is_empty() && word.chars().all(plain)
}

/// Returns the literal axes, each with the values that some matrix job has. For a matrix with
/// `include` only, returns the first key that every matrix job has, to tell the jobs apart.
fn matrix(job: &Job) -> Vec<(String, Vec<ValueDraft>)> {
    let matrix = job.strategy.as_ref().and_then(|strategy| strategy.matrix.as_ref());
    let Some(Matrix::Axes { axes, .. }) = matrix.map(|matrix| &matrix.value) else {
        return Vec::new();
    };
    let MatrixJobs::Expanded(legs) = expand_matrix(job) else { return Vec::new() };
    if axes.is_empty() {
        let first =
            legs.first().and_then(|leg| leg.values.iter().find(|(name, _)| in_all(&legs, name)));
        let first = first.and_then(|(name, _)| Some((name.clone(), values(&legs, name)?)));
        return first.into_iter().collect();
    }
    let literal = axes.iter().filter(|(_, values)| match &values.value {
        OrExpr::Literal(values) => values.iter().all(|value| is_literal(&value.value)),
        OrExpr::Expr(_) => false,
    });
    literal
        .filter_map(|(name, _)| Some((name.value.clone(), values(&legs, &name.value)?)))
        .collect()
}

fn in_all(legs: &[MatrixJob], name: &str) -> bool {
    legs.iter().all(|leg| leg.values.iter().any(|(key, value)| key == name && is_literal(value)))
}

fn is_literal(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.contains("${{") && !text.trim().is_empty(),
        Value::Number { .. } | Value::Bool(_) => true,
        Value::Null | Value::List(_) | Value::Map(_) => false,
    }
}

fn values(legs: &[MatrixJob], axis: &str) -> Option<Vec<ValueDraft>> {
    let mut values: Vec<ValueDraft> = Vec::new();
    for leg in legs {
        let Some((_, value)) = leg.values.iter().find(|(name, _)| name == axis) else { continue };
        let value = match value {
            Value::Number { text, .. } => ValueDraft::Plain(text.clone()),
            Value::Bool(value) => ValueDraft::Plain(value.to_string()),
            Value::String(text) => ValueDraft::Text(text.clone()),
            _ => continue,
        };
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let is_some = !values.is_empty() && values.len() <= MOST_VALUES;
    is_some.then_some(values)
}
