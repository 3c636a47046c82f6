//! Scripts of a Python project's settings, as its task runners name them.

use std::collections::BTreeMap;
use std::ops::Range;

use toml_edit::Document;

use crate::formats::tasks::book::Book;
use crate::formats::tasks::task::TaskShell;
use crate::span::Spanned;

/// One command of a script, as it is written.
#[derive(Clone, Debug)]
pub(super) struct ScriptItem {
    pub(super) text: String,
    pub(super) place: (usize, usize),
    pub(super) shell: TaskShell,
    pub(super) ignored: bool,
    /// Its first word may name another script.
    pub(super) names: bool,
}

/// One script.
#[derive(Clone, Debug, Default)]
pub(super) struct ProjectScript {
    pub(super) place: (usize, usize),
    pub(super) items: Vec<ScriptItem>,
    pub(super) before: Vec<String>,
    pub(super) after: Vec<String>,
    pub(super) variables: Vec<(String, Spanned<String>)>,
    /// Words that are handed on belong at its end; otherwise only in the place of `{args}`.
    pub(super) appends: bool,
}

/// Scripts by name, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct ProjectScripts {
    pub(super) order: Vec<(String, ProjectScript)>,
    pub(super) by_name: BTreeMap<String, usize>,
    kept: usize,
}

/// Parts of all scripts that are kept: environments of hatch have those of others, too.
pub(super) const KEPT: usize = 50_000;

impl ProjectScripts {
    pub(super) fn add(&mut self, name: String, script: ProjectScript) {
        self.kept += 1 + script.items.len() + script.before.len() + script.variables.len();
        self.by_name.insert(name.clone(), self.order.len());
        self.order.push((name, script));
    }

    /// Whether there is no room for more.
    pub(super) const fn is_full(&self) -> bool {
        self.kept > KEPT
    }
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
