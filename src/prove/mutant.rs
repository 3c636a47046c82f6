//! A mutant: an edit that a policy should catch.

use std::sync::Arc;

use crate::prove::edit::TextEdit;
use crate::span::Span;

/// One edit at one place.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// The target of the edit: `ci.yml/unit/Run tests`.
    pub subject: String,
    /// The edit in words: "append `|| true` to `pytest`".
    pub what: String,
    /// Path of the edited file.
    pub path: Arc<str>,
    /// The place of the edit, before the edit.
    pub span: Span,
    /// Id of the job, if the edit is about one.
    pub job: Option<String>,
    /// Whether a merge depends on the edited job, report or result.
    pub required: bool,
    /// Lines of a policy, as YAML, of which each may catch the mutant, the best first; none if no
    /// policy can say it yet. Which of them holds is tried.
    pub hints: Vec<String>,
    /// The edit.
    pub change: MutantEdit,
}

/// The edit of a mutant.
#[derive(Clone, Debug)]
pub enum MutantEdit {
    /// Edits the text of a workflow or configuration file.
    Text(Vec<TextEdit>),
    /// Removes the workflow.
    Gone,
    /// Replaces a test report, given by the index of its suite and the new bytes; `None` removes
    /// the report.
    Suite(usize, Option<Arc<[u8]>>),
    /// Replaces a coverage report, in the same way.
    Coverage(usize, Option<Arc<[u8]>>),
    /// Replaces the text of `toJSON(needs)`.
    Needs(String),
}
