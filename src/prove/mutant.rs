//! A mutant: an edit that a policy should catch.

use std::sync::Arc;

use crate::prove::edit::TextEdit;
use crate::span::Span;

/// One edit at one place.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// What it is about: `ci.yml/unit/Run tests`.
    pub subject: String,
    /// The edit in words: "append `|| true` to `pytest`".
    pub what: String,
    /// The file.
    pub path: Arc<str>,
    /// The place in it, before the edit.
    pub span: Span,
    /// The job, where it is about one.
    pub job: Option<String>,
    /// A merge waits for what it is about.
    pub required: bool,
    /// The lines of a policy that would catch it, as YAML; `None` where no policy can say it yet.
    pub policy: Option<String>,
    /// The edit.
    pub change: MutantEdit,
}

/// An edit.
#[derive(Clone, Debug)]
pub enum MutantEdit {
    /// Of a workflow or a settings file.
    Text(Vec<TextEdit>),
    /// The workflow is gone.
    Gone,
    /// Of a test report: which suite of the policy, and the bytes; `None` where it is gone.
    Suite(usize, Option<Arc<[u8]>>),
    /// Of a coverage report, likewise.
    Coverage(usize, Option<Arc<[u8]>>),
    /// Of `toJSON(needs)`.
    Needs(String),
}
