//! Runs in task files that no workflow at hand calls: `tox.ini` is what runs the tests wherever it is
//! started; a `Makefile` and a `package.json` hold much that no pipeline runs, and count only where no
//! workflow could call them.

use std::sync::Arc;

use super::run::{ToolRun, named, once};
use crate::facts::commands::fact::EnvVariable;
use crate::facts::commands::script;
use crate::facts::commands::shells::Language;
use crate::facts::commit::Facts;
use crate::facts::settings_file::SettingsFile;
use crate::formats::tasks;
use crate::formats::tasks::task::{Task, TaskCall, TaskFormat, TaskLine, TaskShell};
use crate::policy::paths::file_name;
use crate::span::{Location, Span, Spanned};

/// The runs of each file that differs and is on both sides, task by task.
pub(super) fn pairs(base: &Facts, head: &Facts) -> Vec<(Vec<ToolRun>, Vec<ToolRun>)> {
    let mut found = Vec::new();
    let is_alone = base.workflows.is_empty() && head.workflows.is_empty();
    for old in &base.watched {
        let Some(new) = head.watched.iter().find(|new| new.path == old.path) else {
            continue;
        };
        if is_called(base, &old.path) || is_called(head, &old.path) {
            continue;
        }
        let Some(format) = format(&old.path, is_alone) else { continue };
        let (before, after) = (tasks_of(old, format), tasks_of(new, format));
        for (name, runs) in before {
            let same = after.iter().find(|(other, _)| *other == name);
            found.extend(same.map(|(_, now)| (runs, now.clone())));
        }
    }
    found
}

fn is_called(facts: &Facts, path: &str) -> bool {
    facts.commands.iter().any(|command| *command.location.path == *path)
}

fn format(path: &str, is_alone: bool) -> Option<TaskFormat> {
    match file_name(path) {
        "tox.ini" => Some(TaskFormat::Tox),
        "Makefile" if is_alone => Some(TaskFormat::Makefile),
        "package.json" if is_alone => Some(TaskFormat::PackageJson),
        _ => None,
    }
}

fn tasks_of(file: &SettingsFile, format: TaskFormat) -> Vec<(String, Vec<ToolRun>)> {
    let Ok(text) = &file.text else { return Vec::new() };
    let call = TaskCall::new("", format);
    let Some(read) = tasks::read(&call, &file.path, text).value else { return Vec::new() };
    let of = |task: &Task| {
        let name = task.name.value.clone();
        let runs = task.lines.iter().flat_map(|line| runs_of(&file.path, &name, line));
        (name.clone(), once(runs.collect::<Vec<_>>().into_iter()))
    };
    read.tasks.iter().map(of).collect()
}

fn runs_of(path: &str, task: &str, line: &TaskLine) -> Vec<ToolRun> {
    if matches!(line.shell, TaskShell::Other) {
        return Vec::new();
    }
    let place = Location::new(path, line.span);
    let subject = format!("{path}/{task}");
    let variable = |(name, value): &(String, Spanned<String>)| EnvVariable {
        name: name.clone(),
        value: value.value.clone(),
        subject: subject.clone(),
        location: Location::new(path, value.span),
    };
    let environment: Arc<[EnvVariable]> = line.variables.iter().map(variable).collect();
    let read = script::read(&line.text, Language::Posix, &environment);
    let at = |start: usize, end: usize| Location::new(path, within(line, start, end));
    let run = |call: script::Invocation| ToolRun {
        tool: call.program,
        words: call.arguments.into_iter().map(|w| (w.text, at(w.start, w.end))).collect(),
        place: place.clone(),
        text: line.text.get(call.start..call.end).unwrap_or(&line.text).to_owned(),
        subject: subject.clone(),
        job: None,
        environment: Arc::clone(&environment),
        step: None,
        is_void: line.ignored,
    };
    read.invocations.into_iter().map(run).map(named).collect()
}

/// The place of a part, where the line stands in the file as it is; else the whole line.
fn within(line: &TaskLine, start: usize, end: usize) -> Span {
    let span = line.span;
    let exact = span.line == span.end_line
        && span.end_column.saturating_sub(span.column) as usize == line.text.chars().count();
    let column = |at: usize| {
        let before = line.text.get(..at).unwrap_or_default().chars().count();
        span.column.saturating_add(u32::try_from(before).unwrap_or(u32::MAX))
    };
    if exact { Span::new(span.line, column(start), span.line, column(end)) } else { span }
}
