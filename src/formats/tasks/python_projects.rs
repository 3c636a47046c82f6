//! Task tables of Python projects in TOML: what hatch, pixi, pdm, poe and rye have in common.
//!
//! A script may name other scripts of its table by its first word; those are put in its place, with
//! the words that follow, as the tools do.

use std::collections::BTreeSet;

use super::book::{Book, DEPTH, LINE, find_close, push_variable, quote_words};
use super::python_tasks;
use super::task::{TaskFormat, TaskLine};
use crate::formats::tasks::scripts::{ProjectScript, ProjectScripts, parse_project};

/// Reads the tasks of one tool out of a TOML file.
pub(super) fn read(book: &mut Book<'_>, file_name: &str) -> bool {
    let Some(root) = parse_project(book) else { return false };
    let is_shared = file_name == "pyproject.toml";
    let Some(scripts) = python_tasks::read_scripts(book, &root, is_shared) else { return false };
    if scripts.is_full() {
        book.overflow();
    }
    for (name, script) in &scripts.order {
        if book.is_full() {
            break;
        }
        let is_called = book.call.names.contains(name);
        let rest = if is_called { quote_words(&book.call.rest) } else { String::new() };
        let mut writer =
            ScriptWriter { scripts: &scripts, lines: Vec::new(), active: BTreeSet::new() };
        writer.script(book, name, (&rest, ""), false, 0);
        let lines = writer.lines;
        let before = book.names(script.before.iter().cloned());
        let after = book.names(script.after.iter().cloned());
        if book.task(name, script.place, lines)
            && let Some(task) = book.tasks.last_mut()
        {
            (task.before, task.after) = (before, after);
        }
    }
    true
}

struct ScriptWriter<'s> {
    scripts: &'s ProjectScripts,
    lines: Vec<TaskLine>,
    active: BTreeSet<&'s str>,
}

impl<'s> ScriptWriter<'s> {
    /// Writes a script with the words that are handed on to it, and those that stand behind its name in
    /// another: hatch puts these at the end, the others hand them on.
    fn script(
        &mut self,
        book: &mut Book<'_>,
        name: &str,
        (rest, behind): (&str, &str),
        ignored: bool,
        depth: usize,
    ) {
        let Some((name, script)) = self.entry(name) else { return };
        if depth > DEPTH || !book.step() || !self.active.insert(name) {
            return;
        }
        let is_hatch = book.call.format == TaskFormat::Hatch;
        let environment = name.rsplit_once(':').filter(|_| is_hatch).map(|(before, _)| before);
        let variables = book.variables(script.variables.clone());
        for item in &script.items {
            if book.is_full() {
                break;
            }
            let (mut text, used) = braces(book, &item.text, rest);
            if !behind.is_empty() {
                text = format!("{} {behind}", text.trim_end());
            }
            let text = if used || !script.appends || rest.is_empty() {
                text
            } else {
                format!("{} {rest}", text.trim_end())
            };
            let (first, more) = text.split_once(' ').unwrap_or((&text, ""));
            let handed = if is_hatch { (rest, more) } else { (more, "") };
            let inner = match environment {
                // of hatch: scripts are those of one environment
                Some(environment) => format!("{environment}:{first}"),
                None => first.to_owned(),
            };
            let ignored = ignored || item.ignored;
            if item.names && self.entry(&inner).is_some_and(|(inner, _)| inner != name) {
                self.script(book, &inner, handed, ignored, depth + 1);
            } else if let Some(mut line) = book.line(text.trim(), item.place, item.shell) {
                line.ignored |= ignored;
                line.variables = variables.clone();
                self.lines.push(line);
            }
        }
        self.active.remove(name);
    }

    fn entry(&self, name: &str) -> Option<(&'s str, &'s ProjectScript)> {
        let at = *self.scripts.by_name.get(name)?;
        self.scripts.order.get(at).map(|(name, script)| (name.as_str(), script))
    }
}

/// Puts `{args}` and `{args:default}` in their places, of hatch also `{env:X:default}` and `{root}`; says
/// whether there was an `{args}`.
fn braces(book: &Book<'_>, text: &str, rest: &str) -> (String, bool) {
    let is_hatch = book.call.format == TaskFormat::Hatch;
    let (mut out, mut used) = (String::new(), false);
    if !is_hatch && book.call.format != TaskFormat::Pdm {
        return (text.to_owned(), false);
    }
    let mut left = text;
    if !book.work(text.len()) {
        return (out, true);
    }
    while let Some(at) = left.find('{') {
        let (plain, behind) = left.split_at(at);
        let Some(end) = find_close(behind, '{', '}').filter(|_| out.len() <= LINE && book.step())
        else {
            break;
        };
        out.push_str(plain);
        let inner = behind.get(1..end).unwrap_or_default();
        left = behind.get(end + 1..).unwrap_or_default();
        let (name, value) = inner.split_once(':').unwrap_or((inner, ""));
        match name {
            "args" => {
                used = true;
                out.push_str(if rest.is_empty() { value } else { rest });
            }
            "env" if is_hatch => match value.split_once(':') {
                Some((_, default)) => out.push_str(default),
                None => push_variable(&mut out, value, left.chars().next()),
            },
            "root" | "home" if is_hatch => out.push('.'),
            _ if is_hatch && !inner.is_empty() => {
                push_variable(&mut out, inner, left.chars().next());
            }
            _ => out.push_str(behind.get(..=end).unwrap_or_default()),
        }
    }
    out.push_str(left);
    (out, used)
}
