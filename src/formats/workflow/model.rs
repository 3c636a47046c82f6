//! The typed workflow: what GitHub's runner would see, with the place of every key and value.
//!
//! Unknown keys are tolerated, so that a new feature of the platform never breaks the gate; what is
//! known is typed. Expressions stay text here (with their `${{ }}`); `formats::expr` evaluates them.

use std::sync::Arc;

use crate::span::{Span, Spanned};

/// A whole workflow file.
#[derive(Clone, Debug)]
pub struct Workflow {
    /// Path below the root, with `/`.
    pub path: Arc<str>,
    /// `name:`, as shown in the pull request; the path where absent.
    pub name: Option<Spanned<String>>,
    /// `on:` in any of its three forms, in the order of the file.
    pub on: Vec<Trigger>,
    /// Where `on:` is written.
    pub on_span: Span,
    /// `permissions:` of the workflow.
    pub permissions: Option<Spanned<Permissions>>,
    /// `env:` of the workflow.
    pub env: Env,
    /// `defaults.run`.
    pub defaults: Defaults,
    /// `concurrency:`.
    pub concurrency: Option<Concurrency>,
    /// `jobs:`, in the order of the file.
    pub jobs: Vec<Job>,
    /// Where the key `jobs` is written.
    pub jobs_span: Span,
}

/// One event that starts a workflow.
#[derive(Clone, Debug)]
pub struct Trigger {
    /// `push`, `pull_request`, ...
    pub event: Spanned<String>,
    /// Its filters: `types`, `branches`, `branches-ignore`, `tags`, `tags-ignore`, `paths`,
    /// `paths-ignore`, `workflows`, `cron`; each with its values.
    pub filters: Vec<(Spanned<String>, Vec<Spanned<String>>)>,
}

/// A token's permissions.
#[derive(Clone, Debug)]
pub enum Permissions {
    /// `read-all`, `write-all`, or whatever scalar stands there.
    All(String),
    /// Scope by scope.
    Scopes(Vec<(Spanned<String>, Spanned<String>)>),
}

/// Environment variables of a workflow, job or step, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Env {
    /// Name and value; any scalar counts as its text.
    pub vars: Vec<(Spanned<String>, Spanned<String>)>,
    /// Set when the whole map is one expression.
    pub expression: Option<Spanned<String>>,
}

/// `defaults.run` of a workflow or job.
#[derive(Clone, Debug, Default)]
pub struct Defaults {
    /// `shell:`.
    pub shell: Option<Spanned<String>>,
    /// `working-directory:`.
    pub working_directory: Option<Spanned<String>>,
}

/// `concurrency:` as text or map.
#[derive(Clone, Debug)]
pub struct Concurrency {
    /// The group's name.
    pub group: Option<Spanned<String>>,
    /// Whether a newer run cancels an older one.
    pub cancel_in_progress: Option<Spanned<OrExpr<bool>>>,
}

/// A literal, or an expression that the run decides.
#[derive(Clone, Debug, PartialEq)]
pub enum OrExpr<T> {
    /// Written out.
    Literal(T),
    /// `${{ ... }}`, the text as it stands in the file.
    Expr(String),
}

/// A job: steps of its own, or a call of a reusable workflow.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its key; the span is the key's.
    pub id: Spanned<String>,
    /// Key and body.
    pub span: Span,
    /// `name:`; the id where absent.
    pub name: Option<Spanned<String>>,
    /// `needs:` as text or list.
    pub needs: Vec<Spanned<String>>,
    /// `if:`, text as written.
    pub condition: Option<Spanned<String>>,
    /// `runs-on:` as a plain value.
    pub runs_on: Option<Spanned<Value>>,
    /// `permissions:` of the job.
    pub permissions: Option<Spanned<Permissions>>,
    /// `env:` of the job.
    pub env: Env,
    /// `defaults.run` of the job.
    pub defaults: Defaults,
    /// `concurrency:` of the job.
    pub concurrency: Option<Concurrency>,
    /// `timeout-minutes:`; 360 where absent.
    pub timeout_minutes: Option<Spanned<OrExpr<f64>>>,
    /// `continue-on-error:`, with the places of its key and its value.
    pub continue_on_error: Option<Flag>,
    /// `strategy:`.
    pub strategy: Option<Strategy>,
    /// `container:` is set (its image's shell may lack bash).
    pub container: Option<Span>,
    /// `uses:`: this job calls a reusable workflow.
    pub uses: Option<Spanned<String>>,
    /// `with:` of a call.
    pub with: Vec<(Spanned<String>, Spanned<Value>)>,
    /// `outputs:`.
    pub outputs: Vec<(Spanned<String>, Spanned<String>)>,
    /// `steps:`.
    pub steps: Vec<Step>,
}

/// A boolean key with both its places, for carets on key and value alike.
#[derive(Clone, Debug)]
pub struct Flag {
    /// The key's span.
    pub key: Span,
    /// The value.
    pub value: Spanned<OrExpr<bool>>,
}

/// `strategy:` of a job.
#[derive(Clone, Debug)]
pub struct Strategy {
    /// `matrix:`.
    pub matrix: Option<Spanned<Matrix>>,
    /// `fail-fast:`; true where absent.
    pub fail_fast: Option<Spanned<OrExpr<bool>>>,
    /// `max-parallel:`.
    pub max_parallel: Option<Spanned<OrExpr<f64>>>,
}

/// A list of values, or an expression that gives one.
pub type ValueList = OrExpr<Vec<Spanned<Value>>>;

/// `matrix:` before expansion.
#[derive(Clone, Debug)]
pub enum Matrix {
    /// The whole matrix is one expression.
    Expr(String),
    /// Axes with include and exclude.
    Axes {
        /// Each axis with its values, in the order of the file.
        axes: Vec<(Spanned<String>, Spanned<ValueList>)>,
        /// `include:` entries, each a map.
        include: Option<Spanned<ValueList>>,
        /// `exclude:` entries, each a map.
        exclude: Option<Spanned<ValueList>>,
    },
}

/// Any YAML value, resolved by the core schema as GitHub does.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Any number; `text` keeps how it was written (`3.10`).
    Number {
        /// Its value.
        value: f64,
        /// As written.
        text: String,
    },
    /// Anything else, expressions included.
    String(String),
    /// A list.
    List(Vec<Spanned<Value>>),
    /// A map, in the order of the file.
    Map(Vec<(Spanned<String>, Spanned<Value>)>),
}

/// One step of a job or of a composite action.
#[derive(Clone, Debug)]
pub struct Step {
    /// Position among the steps of its job, from 0; those of a `parallel` group count one by one.
    pub index: usize,
    /// The whole step.
    pub span: Span,
    /// `id:`.
    pub id: Option<Spanned<String>>,
    /// `name:`.
    pub name: Option<Spanned<String>>,
    /// `if:`, text as written.
    pub condition: Option<Spanned<String>>,
    /// `uses:`.
    pub uses: Option<Spanned<String>>,
    /// `run:`.
    pub run: Option<Script>,
    /// `shell:`.
    pub shell: Option<Spanned<String>>,
    /// `working-directory:`.
    pub working_directory: Option<Spanned<String>>,
    /// `with:`.
    pub with: Vec<(Spanned<String>, Spanned<Value>)>,
    /// `env:`.
    pub env: Env,
    /// `continue-on-error:`.
    pub continue_on_error: Option<Flag>,
    /// `timeout-minutes:`.
    pub timeout_minutes: Option<Spanned<OrExpr<f64>>>,
    /// `background:` (2026).
    pub background: Option<Spanned<bool>>,
    /// `wait:` (2026): ids of background steps.
    pub wait: Vec<Spanned<String>>,
    /// `wait-all:` (2026).
    pub wait_all: bool,
    /// `cancel:` (2026): ids of background steps.
    pub cancel: Vec<Spanned<String>>,
}

impl Job {
    /// Its `if:` as written; empty where it has none.
    #[must_use]
    pub fn condition(&self) -> &str {
        self.condition.as_ref().map_or("", |condition| condition.as_str())
    }
}

impl Step {
    /// Its `if:` as written; empty where it has none.
    #[must_use]
    pub fn condition(&self) -> &str {
        self.condition.as_ref().map_or("", |condition| condition.as_str())
    }

    /// The step's name in a subject: its name, else its id, else `#3` (from 1).
    #[must_use]
    pub fn label(&self) -> String {
        match (&self.name, &self.id) {
            (Some(name), _) => name.value.clone(),
            (None, Some(id)) => id.value.clone(),
            (None, None) => format!("#{}", self.index + 1),
        }
    }
}

/// The text of a `run:` and where each of its characters stands in the file.
#[derive(Clone, Debug)]
pub struct Script {
    /// The text that the shell gets, before expressions are replaced.
    pub text: String,
    /// The scalar in the file.
    pub span: Span,
    /// Where the text stands, in the order of their offsets: an anchor wherever the file jumps (a new
    /// line, an escape). What lies before the first or on no anchor's line is blank.
    pub(crate) anchors: Vec<Anchor>,
}

/// From this byte of a script on, the text stands at this place of the file, character by character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Anchor {
    /// Byte offset in the script's text.
    pub(crate) offset: usize,
    /// Line in the file, from 1.
    pub(crate) line: u32,
    /// Column in the file, from 1.
    pub(crate) column: u32,
}

impl Script {
    /// A text that stands in another file than a workflow: character by character from the start of the
    /// span on, or somewhere within the span.
    #[must_use]
    pub fn at(text: String, span: Span, exact: bool) -> Self {
        let mut anchors = Vec::new();
        let mut offset = 0;
        for (below, line) in text.split_inclusive('\n').enumerate().filter(|_| exact) {
            let line_number = span.line.saturating_add(u32::try_from(below).unwrap_or(u32::MAX));
            let column = if below == 0 { span.column } else { 1 };
            anchors.push(Anchor { offset, line: line_number, column });
            offset += line.len();
        }
        Self { text, span, anchors }
    }

    /// The place in the file of a byte range of [`Script::text`].
    ///
    /// Offsets past the end mean the end. A range over folded lines spans those lines; its end stands
    /// just after its last character.
    #[must_use]
    pub fn locate(&self, start: usize, end: usize) -> Span {
        if self.anchors.is_empty() {
            return self.span;
        }
        let (line, column) = self.position(start);
        let end = end.min(self.text.len());
        let last = self.text.get(start..end).and_then(|range| range.char_indices().next_back());
        let (end_line, end_column) = match last {
            Some((offset, _)) => {
                let (line, column) = self.position(start + offset);
                (line, column.saturating_add(1))
            }
            None => (line, column),
        };
        Span { line, column, end_line, end_column }
    }

    fn position(&self, offset: usize) -> (u32, u32) {
        let offset = offset.min(self.text.len());
        let at = self.anchors.partition_point(|anchor| anchor.offset <= offset);
        let Some(anchor) = at.checked_sub(1).and_then(|index| self.anchors.get(index)) else {
            return (self.span.line, self.span.column);
        };
        let between = self.text.get(anchor.offset..offset).unwrap_or_default().chars().count();
        (anchor.line, anchor.column.saturating_add(u32::try_from(between).unwrap_or(u32::MAX)))
    }
}

/// An `action.yml`.
#[derive(Clone, Debug)]
pub struct Action {
    /// Path below the root, with `/`.
    pub path: Arc<str>,
    /// `name:`.
    pub name: Option<Spanned<String>>,
    /// `runs.using:` (`composite`, `docker`, `node24`, ...).
    pub using: Option<Spanned<String>>,
    /// Steps of a composite action.
    pub steps: Vec<Step>,
}
