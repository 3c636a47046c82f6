//! Scripts of a Python project's settings, as its task runners name them.

use std::collections::BTreeMap;

use crate::formats::document::toml::parse_toml;
use crate::formats::document::tree::TreeNode;
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

/// Parses the file of a book as TOML; what is wrong becomes its problem.
pub(super) fn parse_project(book: &mut Book<'_>) -> Option<TreeNode> {
    let parsed = parse_toml(book.text, book.places());
    parsed.map_err(|problem| book.problems.push(problem)).ok()
}
