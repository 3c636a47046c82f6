//! Task tables of Python projects in TOML: what hatch, pixi, pdm, poe and rye have in common.
//!
//! A script may name other scripts of its table by its first word; those are put in its place, with
//! the words that follow, as the tools do.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml_edit::Document;

use super::book::{Book, DEPTH, LINE, find_close, push_variable, quoted};
use super::{Format, Line, Shell, python_tasks};
use crate::span::Spanned;

/// One command of a script, as it is written.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) text: String,
    pub(super) place: (usize, usize),
    pub(super) shell: Shell,
    pub(super) ignored: bool,
    /// Its first word may name another script.
    pub(super) names: bool,
}

/// One script.
#[derive(Clone, Debug, Default)]
pub(super) struct Script {
    pub(super) place: (usize, usize),
    pub(super) items: Vec<Item>,
    pub(super) before: Vec<String>,
    pub(super) after: Vec<String>,
    pub(super) variables: Vec<(String, Spanned<String>)>,
    /// Words that are handed on belong at its end; otherwise only in the place of `{args}`.
    pub(super) appends: bool,
}

/// Scripts by name, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Scripts {
    pub(super) order: Vec<(String, Script)>,
    by_name: BTreeMap<String, usize>,
    kept: usize,
}

/// Parts of all scripts that are kept: environments of hatch have those of others, too.
const KEPT: usize = 50_000;

impl Scripts {
    pub(super) fn add(&mut self, name: String, script: Script) {
        self.kept += 1 + script.items.len() + script.before.len() + script.variables.len();
        self.by_name.insert(name.clone(), self.order.len());
        self.order.push((name, script));
    }

    /// Whether there is no room for more.
    pub(super) const fn is_full(&self) -> bool {
        self.kept > KEPT
    }
}

/// Reads the tasks of one tool out of a TOML file.
pub(super) fn read(book: &mut Book<'_>, file_name: &str) -> bool {
    let Some(document) = document(book) else { return false };
    let is_shared = file_name == "pyproject.toml";
    let Some(scripts) = python_tasks::scripts(book, document.as_item(), is_shared) else {
        return false;
    };
    if scripts.is_full() {
        book.overflow();
    }
    for (name, script) in &scripts.order {
        if book.is_full() {
            break;
        }
        let is_called = book.call.names.contains(name);
        let rest = if is_called { quoted(&book.call.rest) } else { String::new() };
        let mut writer = Writer { scripts: &scripts, lines: Vec::new(), active: BTreeSet::new() };
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

/// Parses the file of a book; what is wrong becomes its problem.
pub(super) fn document<'a>(book: &mut Book<'a>) -> Option<Document<&'a str>> {
    match Document::parse(book.text) {
        Ok(document) => Some(document),
        Err(error) => {
            let span = error.span().unwrap_or_default();
            let message = error.message().lines().next().unwrap_or_default().to_owned();
            book.problem(span.start, span.end, format!("this is not valid TOML: {message}"));
            None
        }
    }
}

/// A string without its quotes.
pub(super) fn inner_place(text: &str, range: Option<Range<usize>>) -> (usize, usize) {
    let Range { start, end } = range.unwrap_or_default();
    let written = text.get(start..end).unwrap_or_default();
    let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| {
        written.len() >= 2 * quote.len() && written.starts_with(quote) && written.ends_with(quote)
    });
    let Some(quote) = quote else { return (start, end) };
    let inner = written.get(quote.len()..written.len() - quote.len()).unwrap_or_default();
    let kept = if quote.len() == 3 { inner.trim_start() } else { inner };
    let from = start + quote.len() + inner.len() - kept.len();
    (from, from + if quote.len() == 3 { kept.trim_end().len() } else { kept.len() })
}

struct Writer<'s> {
    scripts: &'s Scripts,
    lines: Vec<Line>,
    active: BTreeSet<&'s str>,
}

impl<'s> Writer<'s> {
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
        let is_hatch = book.call.format == Format::Hatch;
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

    fn entry(&self, name: &str) -> Option<(&'s str, &'s Script)> {
        let at = *self.scripts.by_name.get(name)?;
        self.scripts.order.get(at).map(|(name, script)| (name.as_str(), script))
    }
}

/// Puts `{args}` and `{args:default}` in their places, of hatch also `{env:X:default}` and `{root}`; says
/// whether there was an `{args}`.
fn braces(book: &Book<'_>, text: &str, rest: &str) -> (String, bool) {
    let is_hatch = book.call.format == Format::Hatch;
    let (mut out, mut used) = (String::new(), false);
    if !is_hatch && book.call.format != Format::Pdm {
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
