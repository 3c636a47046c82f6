//! What the policy expects of a workflow and of its jobs, besides that they exist.

use super::command::CommandPattern;
use super::expectation::Expectation;
use super::pattern::Pattern;
use crate::span::{Span, Spanned};

/// Terms for a workflow as a whole.
#[derive(Clone, Debug, Default)]
pub struct WorkflowTerms {
    /// `triggers:`, the events that start the workflow.
    pub triggers: Option<TriggerTerms>,
    /// `permissions:` at the top of the file; a map or scalar is exact.
    pub permissions: Option<Expectation>,
    /// `concurrency:`, over `group` and `cancel-in-progress`.
    pub concurrency: Option<Expectation>,
    /// `pinned:`, with its place.
    pub pinned: Option<Spanned<Pinned>>,
}

/// How a `uses:` of another repository must be pinned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pinned {
    /// To the full commit.
    Commit,
    /// To the full commit or to a version.
    Version,
}

impl Pinned {
    /// Returns whether a reference is pinned. A tag that looks like a version can be moved; a
    /// policy that asks for versions accepts that.
    #[must_use]
    pub fn takes(self, reference: &str) -> bool {
        let commit =
            reference.len() == 40 && reference.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = reference.strip_prefix('v').unwrap_or(reference);
        let version = number.starts_with(|char: char| char.is_ascii_digit());
        commit || self == Self::Version && version
    }
}

/// `triggers:`, terms for the events that start a workflow.
#[derive(Clone, Debug)]
pub struct TriggerTerms {
    /// Place of the whole entry.
    pub span: Span,
    /// Expectation of the names of all events.
    pub events: Option<Expectation>,
    /// Events that must start the workflow, each with the expectation of its filters (`types`,
    /// `branches`, `paths`, ...; for `schedule` of its cron lines).
    pub each: Vec<(Spanned<String>, Option<Expectation>)>,
}

/// What of a job may fail without turning the pull request red.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Advisory {
    /// Nothing: the job is required.
    No,
    /// The job as a whole (`advisory: true`): it is not required.
    Job(Span),
    /// Some steps, by name (`advisory: [bench (advisory)]`): the job stays required.
    Steps(Vec<Spanned<String>>),
    /// Some matrix jobs (`advisory: { matrix: { experimental: true } }`): the job stays required, and its other matrix
    /// jobs gate.
    Matrix(MatrixSelection),
}

/// The matrix jobs whose combination has one of the values of each key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatrixSelection {
    /// Place of the entry.
    pub span: Span,
    /// The keys of the matrix, each with its values as they are written; none is empty.
    pub keys: Vec<(Spanned<String>, Vec<Spanned<String>>)>,
}

/// Terms for one job, or for every job.
#[derive(Clone, Debug, Default)]
pub struct JobTerms {
    /// `name:`, as text, without evaluating expressions.
    pub name: Option<Expectation>,
    /// `if:`, as text, without `${{ }}` around the whole of it.
    pub condition: Option<Expectation>,
    /// `needs:`, the ids of the jobs.
    pub needs: Option<Expectation>,
    /// `matrix:`, the values that the matrix jobs have, key by key.
    pub matrix: Option<Expectation>,
    /// `timeout-minutes:`; GitHub's default is 360.
    pub timeout: Option<Expectation>,
    /// `permissions:`, as they apply to the job; a map or scalar must be equal.
    pub permissions: Option<Expectation>,
    /// `runs-on:`.
    pub runs_on: Option<Expectation>,
    /// `env:`, as it applies to the job.
    pub env: Option<Expectation>,
    /// `runs:`, commands that run and whose failure is not lost.
    pub runs: Vec<Spanned<CommandPattern>>,
    /// `never-runs:`.
    pub never_runs: Vec<Spanned<CommandPattern>>,
    /// `runs-in-order:`, one after the other.
    pub runs_in_order: Vec<Spanned<CommandPattern>>,
    /// `uses:`, actions or workflows as `owner/name[/path][@ref]`.
    pub uses: Vec<(Pattern, Span)>,
}

impl JobTerms {
    /// Returns these terms, completed by the terms of another for all keys that these leave open.
    #[must_use]
    pub fn over(&self, other: &Self) -> Self {
        let value = |own: &Option<Expectation>, other: &Option<Expectation>| {
            own.clone().or_else(|| other.clone())
        };
        let list = |own: &Vec<Spanned<CommandPattern>>, other: &Vec<Spanned<CommandPattern>>| {
            if own.is_empty() { other.clone() } else { own.clone() }
        };
        Self {
            name: value(&self.name, &other.name),
            condition: value(&self.condition, &other.condition),
            needs: value(&self.needs, &other.needs),
            matrix: value(&self.matrix, &other.matrix),
            timeout: value(&self.timeout, &other.timeout),
            permissions: value(&self.permissions, &other.permissions),
            runs_on: value(&self.runs_on, &other.runs_on),
            env: value(&self.env, &other.env),
            runs: list(&self.runs, &other.runs),
            never_runs: list(&self.never_runs, &other.never_runs),
            runs_in_order: list(&self.runs_in_order, &other.runs_in_order),
            uses: if self.uses.is_empty() { other.uses.clone() } else { self.uses.clone() },
        }
    }

    /// Returns whether there is no term.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let values = [
            &self.name,
            &self.condition,
            &self.needs,
            &self.matrix,
            &self.timeout,
            &self.permissions,
            &self.runs_on,
            &self.env,
        ];
        values.iter().all(|value| value.is_none())
            && self.runs.is_empty()
            && self.never_runs.is_empty()
            && self.runs_in_order.is_empty()
            && self.uses.is_empty()
    }
}

/// One entry of `settings:`: the terms for one file.
#[derive(Clone, Debug)]
pub struct SettingsContract {
    /// The file, or a glob over the tracked files.
    pub file: Pattern,
    /// Place of the file name.
    pub span: Span,
    /// The terms for the values at each path.
    pub values: Vec<SettingTerms>,
}

/// The terms for one path in a file.
#[derive(Clone, Debug)]
pub struct SettingTerms {
    /// The path, by RFC 9535.
    pub path: serde_json_path::JsonPath,
    /// The path as the policy has it.
    pub text: Spanned<String>,
    /// The expectation of each value at the path; a path that leads nowhere has no value.
    pub expectation: Expectation,
}

/// `approvals:`, how the drift of one pull request is approved.
#[derive(Clone, Debug)]
pub struct Approvals {
    /// Place of the entry.
    pub span: Span,
    /// `label:`.
    pub label: Spanned<String>,
    /// `by:`, the least access of the user who sets the label.
    pub by: Access,
}

/// Access to a repository, as the API names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// The user may push.
    Write,
    /// The user may manage the repository, without dangerous rights.
    Maintain,
    /// The user may do anything.
    Admin,
}

impl Access {
    /// Returns the word of the policy and the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Write => "write",
            Self::Maintain => "maintain",
            Self::Admin => "admin",
        }
    }
}

/// `extends:`, the policy of another repository as the floor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extends {
    /// Place of the entry.
    pub span: Span,
    /// The repository, as `owner/name`.
    pub repository: String,
    /// Path of the policy in that repository.
    pub path: String,
    /// The commit, 40 hexadecimal digits.
    pub commit: String,
}

impl std::fmt::Display for Extends {
    /// Writes the name that reports use: `owner/name/path@0123456789ab`.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let commit = self.commit.get(..12).unwrap_or(&self.commit);
        write!(formatter, "{}/{}@{commit}", self.repository, self.path)
    }
}
