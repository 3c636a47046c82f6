//! What the policy asks of a workflow and of its jobs, beyond that they are there.

use super::command::CommandPattern;
use super::expectation::Expectation;
use super::pattern::Pattern;
use crate::span::{Span, Spanned};

/// What is asked of a workflow as a whole.
#[derive(Clone, Debug, Default)]
pub struct WorkflowTerms {
    /// `triggers:`.
    pub triggers: Option<TriggerTerms>,
    /// `permissions:` at the top of the file; a map or scalar is exact.
    pub permissions: Option<Expectation>,
    /// `concurrency:`, over `group` and `cancel-in-progress`.
    pub concurrency: Option<Expectation>,
    /// `pinned:`, and where that is written.
    pub pinned: Option<Spanned<Pinned>>,
}

/// How a `uses:` of another repository is pinned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pinned {
    /// By the full commit.
    Commit,
    /// By the full commit or a version.
    Version,
}

impl Pinned {
    /// Whether a reference pins what it names. A tag that looks like a version may be moved; who asks for no
    /// more than a version accepts that.
    #[must_use]
    pub fn takes(self, reference: &str) -> bool {
        let commit =
            reference.len() == 40 && reference.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = reference.strip_prefix('v').unwrap_or(reference);
        let version = number.starts_with(|char: char| char.is_ascii_digit());
        commit || self == Self::Version && version
    }
}

/// `triggers:`.
#[derive(Clone, Debug)]
pub struct TriggerTerms {
    /// The whole.
    pub span: Span,
    /// Over the names of the events.
    pub events: Option<Expectation>,
    /// Events that must start it, with what is asked of their filters (`types`, `branches`, `paths`, ...;
    /// `schedule` over its cron lines).
    pub each: Vec<(Spanned<String>, Option<Expectation>)>,
}

/// What is asked of one job, or of every job.
#[derive(Clone, Debug, Default)]
pub struct JobTerms {
    /// `name:`, the text that is written.
    pub name: Option<Expectation>,
    /// `if:`, the text that is written, without `${{ }}` around the whole of it.
    pub condition: Option<Expectation>,
    /// `needs:`, over the ids.
    pub needs: Option<Expectation>,
    /// `matrix:`, over the values that the legs have, key by key.
    pub matrix: Option<Expectation>,
    /// `timeout-minutes:`; 360 where a job sets none.
    pub timeout: Option<Expectation>,
    /// `permissions:`, as they are in force; a map or scalar is exact.
    pub permissions: Option<Expectation>,
    /// `runs-on:`.
    pub runs_on: Option<Expectation>,
    /// `env:`, as it is in force in the job.
    pub env: Option<Expectation>,
    /// `runs:`, commands whose failure is not lost.
    pub runs: Vec<Spanned<CommandPattern>>,
    /// `never-runs:`.
    pub never_runs: Vec<Spanned<CommandPattern>>,
    /// `runs-in-order:`, one after the other.
    pub runs_in_order: Vec<Spanned<CommandPattern>>,
    /// `uses:`, actions or workflows by `owner/name[/path][@ref]`.
    pub uses: Vec<(Pattern, Span)>,
}

impl JobTerms {
    /// These terms, and for all that they do not ask those of another.
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

    /// Whether nothing is asked.
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

/// One file of `settings:`.
#[derive(Clone, Debug)]
pub struct SettingsContract {
    /// The file, or a glob over the tracked files.
    pub file: Pattern,
    /// Where that is written.
    pub span: Span,
    /// What is expected of the values at each path.
    pub values: Vec<SettingTerms>,
}

/// What is expected at one path of a settings file.
#[derive(Clone, Debug)]
pub struct SettingTerms {
    /// The path, by RFC 9535.
    pub path: serde_json_path::JsonPath,
    /// As it is written.
    pub text: Spanned<String>,
    /// What is expected of each value there; of nothing where the path leads nowhere.
    pub expectation: Expectation,
}

/// `approvals:`, how a drift of one pull request is let through.
#[derive(Clone, Debug)]
pub struct Approvals {
    /// Where it is written.
    pub span: Span,
    /// `label:`.
    pub label: Spanned<String>,
    /// `by:`, the least access of who sets it.
    pub by: Access,
}

/// Access to a repository, as the API names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// May push.
    Write,
    /// May manage it without dangerous rights.
    Maintain,
    /// May do anything.
    Admin,
}

impl Access {
    /// As the policy and the API spell it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Write => "write",
            Self::Maintain => "maintain",
            Self::Admin => "admin",
        }
    }
}

/// `extends:`, another repository's policy as the floor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extends {
    /// Where it is written.
    pub span: Span,
    /// `owner/name`.
    pub repository: String,
    /// The file in it.
    pub path: String,
    /// The commit, 40 hexadecimal digits.
    pub commit: String,
}

impl std::fmt::Display for Extends {
    /// `owner/name/path@0123456789ab`, as reports call it.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let commit = self.commit.get(..12).unwrap_or(&self.commit);
        write!(formatter, "{}/{}@{commit}", self.repository, self.path)
    }
}
