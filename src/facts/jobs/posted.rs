//! Checks and statuses that a step posts by itself, and that pass whatever the jobs did.

use std::sync::Arc;

use super::texts::resolve_text;
use crate::catalog::actions::act;
use crate::catalog::settings::rows::ActKind;
use crate::facts::commands::fact::CommandFact;
use crate::formats::workflow::model::{Job, Step, Value};
use crate::span::{Location, Span};

/// A check or status that a step posts as passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostedPass {
    /// Its names; `None` where only the run knows.
    pub names: Option<Vec<String>>,
    /// The place of the command or the action.
    pub place: Location,
}

/// One way to post: part of the address, or the call of GitHub's library, with the fields of name and end.
struct PostForm {
    address: &'static str,
    call: &'static str,
    name: &'static str,
    end: &'static str,
}

/// Source: GitHub REST API, "Create a commit status" and "Create a check run".
const FORMS: [PostForm; 2] = [
    PostForm { address: "/statuses/", call: "createCommitStatus(", name: "context", end: "state" },
    PostForm { address: "/check-runs", call: "checks.create(", name: "name", end: "conclusion" },
];

/// Ends with which a required check passes.
const PASSING: [&str; 3] = ["success", "neutral", "skipped"];

/// Returns what an action posts.
#[must_use]
pub fn posted_by_action(path: &Arc<str>, job: &Job, step: &Step) -> Vec<PostedPass> {
    let Some(uses) = &step.uses else { return Vec::new() };
    let place = |span: Span| Location::new(Arc::clone(path), span);
    if uses.value.starts_with("actions/github-script@") {
        let Some((source, span)) = input(step, "script") else { return Vec::new() };
        let calls = FORMS.iter().flat_map(|form| calls_of(form, &source));
        return calls.map(|name| pass(name.as_deref(), job, place(span))).collect();
    }
    let Some(known) = act(step) else { return Vec::new() };
    let given = |at: usize| known.inputs.get(at).and_then(|name| input(step, name));
    let Some((name, _)) = given(0) else { return Vec::new() };
    match known.kind {
        ActKind::PostsPasses => {
            let names = name.lines().map(str::trim).filter(|line| !line.is_empty());
            vec![PostedPass {
                names: Some(names.map(str::to_owned).collect()),
                place: place(uses.span),
            }]
        }
        ActKind::PostsCheck if given(1).is_some_and(|(end, _)| passes(&end)) => {
            vec![pass(Some(&name), job, place(uses.span))]
        }
        _ => Vec::new(),
    }
}

/// Returns what a command posts through GitHub's API (`gh api`, `curl` and others).
#[must_use]
pub fn posted_by_command(command: &CommandFact, job: &Job) -> Option<PostedPass> {
    let words: Vec<&str> = command.arguments.iter().map(|(word, _)| word.text.as_str()).collect();
    let form = FORMS.iter().find(|form| words.iter().any(|word| word.contains(form.address)))?;
    // What is read from a file or the standard input mostly stands behind the command.
    let reads_input = words.iter().any(|word| matches!(*word, "--input" | "@-" | "-d@-"));
    let run = job.steps.get(command.step).and_then(|step| step.run.as_ref());
    let behind = run
        .filter(|_| reads_input && command.via.is_none())
        .and_then(|run| run.text.get(command.range.0..))
        .unwrap_or_default();
    let field = |key: &str| {
        let of_word = |word: &&str| field_of(word, key).or_else(|| value_of(word, key));
        words.iter().find_map(of_word).or_else(|| value_of(behind, key))
    };
    let end = field(form.end).filter(|end| passes(end));
    end.map(|_| pass(field(form.name).as_deref(), job, command.location.clone()))
}

fn pass(name: Option<&str>, job: &Job, place: Location) -> PostedPass {
    let names = name.and_then(|name| resolve_text(name, job).ok());
    let is_known = |names: &Vec<String>| !names.iter().any(|name| name.contains('$'));
    PostedPass { names: names.filter(is_known), place }
}

fn passes(end: &str) -> bool {
    PASSING.iter().any(|word| end.trim().eq_ignore_ascii_case(word))
}

/// Returns the value of a field in a word of `gh api`: `context=unit`, `-fcontext=unit`, `--field=context=unit`.
fn field_of(word: &str, key: &str) -> Option<String> {
    let fields = ["", "-f", "-F", "--field=", "--raw-field="];
    let value = fields
        .iter()
        .find_map(|start| word.strip_prefix(start)?.strip_prefix(key)?.strip_prefix('='))?;
    Some(value.to_owned())
}

/// Returns the names under which the calls in a JavaScript source post what passes.
fn calls_of(form: &PostForm, source: &str) -> Vec<Option<String>> {
    let behind = source.match_indices(form.call).map(|(at, call)| at + call.len());
    let arguments = behind.filter_map(|at| source.get(at..)).map(|rest| {
        let mut depth = 1_usize;
        let end = rest.find(|c| {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
    });
    arguments
        .filter(|all| value_of(all, form.end).is_some_and(|end| passes(&end)))
        .map(|all| value_of(all, form.name))
        .collect()
}

/// Returns the text of a key in JSON or JavaScript: `"context": "unit"`, `context: 'unit'`, in a script with its
/// quotes escaped too.
fn value_of(text: &str, key: &str) -> Option<String> {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '$');
    let mut found = text
        .match_indices(key)
        .filter(|(at, _)| !text.get(..*at).is_some_and(|before| before.ends_with(is_name)));
    found.find_map(|(at, _)| {
        let rest = text.get(at + key.len()..)?.trim_start_matches(['"', '\'', '\\']);
        let rest = rest.trim_start().strip_prefix(':')?.trim_start().trim_start_matches('\\');
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
        let (value, _) = rest.get(1..)?.split_once(quote)?;
        Some(value.trim_end_matches('\\').to_owned())
    })
}

fn input(step: &Step, name: &str) -> Option<(String, Span)> {
    let (key, value) = step.with.iter().find(|(key, _)| key.value.eq_ignore_ascii_case(name))?;
    match &value.value {
        Value::String(text) => Some((text.clone(), key.span)),
        _ => None,
    }
}
