//! Comparisons with other commits, and whether a checkout has these.

use crate::catalog::actions::act;
use crate::catalog::settings::rows::ActKind;
use crate::facts::commands::fact::CommandFact;
use crate::facts::commands::fate::AbstractScript;
use crate::facts::commands::fate::ending::{Fate, Target};
use crate::facts::commit::Facts;
use crate::formats::shell;
use crate::formats::workflow::model::{Job, Step, Value, Workflow};

/// A command of git that compares with a commit.
#[derive(Clone, Debug)]
pub struct Comparison<'f> {
    /// The command.
    pub command: &'f CommandFact,
    /// The commit, as it is written.
    pub with: String,
    /// Why it finds nothing, as the end of a sentence.
    pub blind: BlindComparison,
}

/// Why a comparison finds nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlindComparison {
    /// The checkout does not have the commit, and nobody hears that the command fails.
    Shallow,
    /// Both sides are one commit.
    Itself,
    /// Only pull requests have a base, and none starts the workflow.
    NoBase,
}

/// How much of the history a job has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum History {
    /// As many commits as this, and no branch but its own.
    Depth(u32),
    /// All of it, or what only the run knows.
    Open,
}

/// Returns the comparisons of a job that surely find nothing, be there what there may.
#[must_use]
pub fn blind_comparisons<'f>(
    facts: &'f Facts,
    workflow: &Workflow,
    job: &Job,
) -> Vec<Comparison<'f>> {
    let mut commands: Vec<&CommandFact> =
        facts.commands_of_job(&workflow.path, &job.id.value).collect();
    commands.sort_by_key(|command| (command.step, command.range.0));
    let mut history = History::Open;
    let mut found = Vec::new();
    for (index, step) in job.steps.iter().enumerate() {
        if let Some(depth) = checked_out(step) {
            history = depth;
        }
        for command in commands.iter().filter(|command| command.step == index) {
            if deepens(command) {
                history = History::Open;
            }
            // What `-C` or another folder holds is another repository.
            if command.via.is_some() || command.program != "git" {
                continue;
            }
            if let Some((with, blind)) = judge(workflow, step, command, history) {
                found.push(Comparison { command, with, blind });
            }
        }
    }
    found
}

/// Returns how deep a step checks out; `None` for a step that does not, or into a folder of its own.
fn checked_out(step: &Step) -> Option<History> {
    act(step).filter(|known| known.kind == ActKind::ChecksOut)?;
    let input = |name: &str| {
        let found = step.with.iter().find(|(key, _)| key.value.eq_ignore_ascii_case(name));
        found.map(|(_, value)| &value.value)
    };
    if input("path").is_some() {
        return None;
    }
    Some(match input("fetch-depth") {
        None => History::Depth(1),
        Some(Value::Number { text, .. } | Value::String(text)) => match text.trim().parse() {
            Ok(depth) if depth > 0 => History::Depth(depth),
            _ => History::Open,
        },
        Some(_) => History::Open,
    })
}

/// Returns whether a command may bring more of the history, or go to another one.
fn deepens(command: &CommandFact) -> bool {
    let first = command.arguments.iter().map(|(word, _)| word.text.as_str());
    let mut words = first.filter(|word| !word.starts_with('-'));
    match command.program.as_str() {
        "git" => matches!(
            words.next(),
            Some("fetch" | "pull" | "remote" | "clone" | "init" | "worktree")
        ),
        "gh" => words.take(2).eq(["pr", "checkout"]),
        "cd" | "pushd" => true,
        _ => false,
    }
}

fn judge(
    workflow: &Workflow,
    step: &Step,
    command: &CommandFact,
    history: History,
) -> Option<(String, BlindComparison)> {
    let words: Vec<&str> = command.arguments.iter().map(|(word, _)| word.text.as_str()).collect();
    let (verb, rest) = words.split_first()?;
    let tells_by_status =
        |word: &&&str| matches!(**word, "--quiet" | "--exit-code" | "--is-ancestor" | "-q");
    if !matches!(*verb, "diff" | "log" | "rev-list" | "diff-tree" | "merge-base")
        || rest.iter().any(|word| tells_by_status(&word))
    {
        return None;
    }
    let before = rest.split(|word| *word == "--").next().unwrap_or_default();
    let commits: Vec<&str> = before.iter().copied().filter(|word| !word.starts_with('-')).collect();
    if *verb == "diff" && is_itself(&commits) {
        return Some((commits.join(" "), BlindComparison::Itself));
    }
    let base = commits.iter().find(|word| names_base(word));
    if let Some(base) = base.filter(|_| !has_base(workflow)) {
        return Some(((*base).to_owned(), BlindComparison::NoBase));
    }
    let History::Depth(depth) = history else { return None };
    let missing = commits.iter().find(|word| is_missing(word, depth))?;
    is_unheard(step, command).then(|| ((*missing).to_owned(), BlindComparison::Shallow))
}

/// Returns whether both sides of a comparison are the same commit.
fn is_itself(commits: &[&str]) -> bool {
    match commits {
        [range] => {
            let sides = range.split_once("...").or_else(|| range.split_once(".."));
            sides.is_some_and(|(one, other)| one == other && !one.is_empty())
        }
        [one, other] => {
            one == other && !one.contains("..") && (one.contains("HEAD") || one.contains('/'))
        }
        _ => false,
    }
}

fn names_base(word: &str) -> bool {
    let word = word.replace(' ', "");
    // A fallback is not empty.
    if word.contains("||") || word.contains(":-") {
        return false;
    }
    ["github.base_ref", "GITHUB_BASE_REF", "github.event.pull_request.base."]
        .iter()
        .any(|name| word.contains(name))
}

/// Returns whether some event of a workflow has a base, or a caller may have one.
fn has_base(workflow: &Workflow) -> bool {
    let events = ["pull_request", "pull_request_target", "pull_request_review", "workflow_call"];
    workflow.on.iter().any(|on| events.contains(&on.event.value.as_str()))
}

/// Returns whether a checkout of this depth surely lacks a commit. Branches come with the whole history alone.
fn is_missing(word: &str, depth: u32) -> bool {
    let starts = ["origin/", "upstream/", "refs/remotes/origin/"];
    let is_parent = ["HEAD^", "HEAD~"].iter().any(|parent| word.contains(parent));
    starts.iter().any(|start| word.starts_with(start))
        || depth == 1 && (is_parent || word.replace(' ', "").contains("pull_request.base.sha"))
}

/// Returns whether the script goes on when the command fails.
fn is_unheard(step: &Step, command: &CommandFact) -> bool {
    let Some(run) = &step.run else { return false };
    let Some(options) = command.shell.options else { return false };
    let script = AbstractScript::new(shell::parse(&run.text), &run.text, options);
    let target = Target { start: command.range.0, inner: command.range.0 };
    matches!(script.fates(&[target]).as_slice(), [Fate::Swallowed { .. }])
}
