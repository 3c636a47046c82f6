//! What a required job must keep: its gate commands, the legs of its matrix, the jobs that it waits for and
//! the end of its patience.

use std::collections::BTreeSet;

use super::draft::{TermsDraft, ValueDraft};
use crate::facts::CommandFact;
use crate::facts::commands::{FateFact, Role};
use crate::facts::jobs::{Leg, Legs, legs};
use crate::facts::signal::{is_tolerated, runs_on_success};
use crate::formats::workflow::model::{Job, Matrix, OrExpr, Value};
use crate::policy::CommandPattern;

/// Words of a command besides its program that tell it from others.
const WORDS: usize = 3;
/// A job with more gate commands than this is a script; the first stand for it.
const MOST_COMMANDS: usize = 6;
/// An axis with more values than this is data.
const MOST_VALUES: usize = 12;

/// What a job has today.
pub(super) fn of<'c>(job: &Job, commands: impl Iterator<Item = &'c CommandFact>) -> TermsDraft {
    TermsDraft {
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

/// Commands of the job's own steps whose failure is heard, in a short form: the program, and the first
/// words that are no options and no values of the run. Where two would read alike, options tell them apart.
fn runs<'c>(job: &Job, commands: impl Iterator<Item = &'c CommandFact>) -> Vec<String> {
    let heard = |command: &&CommandFact| {
        let step = job.steps.get(command.step);
        command.via.is_none()
            && command.fate == Some(FateFact::Fails)
            && !command.may_fail_unseen()
            && step.is_some_and(|step| {
                step.condition.is_none() && !is_tolerated(step, job) && runs_on_success(step)
            })
            && matches!(command.role, Role::Gate(_) | Role::Script)
    };
    let mut seen = BTreeSet::new();
    let short = commands.filter(heard).filter_map(|command| shortened(command));
    short.filter(|text| seen.insert(text.clone())).take(MOST_COMMANDS).collect()
}

fn shortened(command: &CommandFact) -> Option<String> {
    let is_plain = |word: &str| {
        let mut chars = word.chars();
        !word.is_empty() && chars.all(|c| c.is_ascii_alphanumeric() || "_./:@%+,=-".contains(c))
    };
    if !is_plain(&command.program) || command.program.contains('=') {
        return None;
    }
    let words = command.arguments.iter().map(|(word, _)| word.text.as_str());
    let words: Vec<&str> = words.filter(|word| is_plain(word)).collect();
    let plain: Vec<&str> = words.iter().copied().filter(|word| !word.starts_with('-')).collect();
    let chosen = if plain.is_empty() { words } else { plain };
    let mut text = command.program.clone();
    for word in chosen.into_iter().take(WORDS) {
        text.push(' ');
        text.push_str(word);
    }
    CommandPattern::new(&text).is_ok().then_some(text)
}

/// The axes that are written out, each with the values that some leg has.
fn matrix(job: &Job) -> Vec<(String, Vec<ValueDraft>)> {
    let matrix = job.strategy.as_ref().and_then(|strategy| strategy.matrix.as_ref());
    let Some(Matrix::Axes { axes, .. }) = matrix.map(|matrix| &matrix.value) else {
        return Vec::new();
    };
    let Legs::Expanded(legs) = legs(job) else { return Vec::new() };
    let literal = axes.iter().filter(|(_, values)| match &values.value {
        OrExpr::Literal(values) => values.iter().all(|value| match &value.value {
            Value::String(text) => !text.contains("${{") && !text.trim().is_empty(),
            Value::Number { .. } | Value::Bool(_) => true,
            _ => false,
        }),
        OrExpr::Expr(_) => false,
    });
    literal
        .filter_map(|(name, _)| Some((name.value.clone(), values(&legs, &name.value)?)))
        .collect()
}

fn values(legs: &[Leg], axis: &str) -> Option<Vec<ValueDraft>> {
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
