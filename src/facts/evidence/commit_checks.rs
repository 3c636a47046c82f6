//! The check runs and the workflow runs of the commit that is judged, whatever run made them.

use std::sync::Arc;

use crate::facts::readable::Readable;
use crate::facts::workflow::WorkflowFact;
use crate::formats::github::branch_rules::{CommitStatus, RequiredCheck};
use crate::formats::github::check_runs::CheckRunEntry;
use crate::formats::github::skip_words::MergeMessage;
use crate::formats::github::workflow_runs::WorkflowRunEntry;

/// The check runs and the workflow runs of the judged commit, with what decides which of them
/// count.
#[derive(Clone, Debug)]
pub struct CommitChecksFact {
    /// What the verdict is about.
    pub situation: CommitSituation,
    /// Number of the pull request, if it is known.
    pub pull_request: Option<u64>,
    /// The run whose jobs are judged one by one: the gate's own, or the one that it follows.
    pub judged_run: u64,
    /// Path of the gate's own workflow and id of its job, as far as they are known.
    pub gate: (Option<String>, Option<String>),
    /// The lists, or why they cannot be read.
    pub lists: Readable<CommitLists>,
    /// The workflows of the base; `None` where they are those of the head, or not known.
    pub base: Option<Vec<Arc<WorkflowFact>>>,
    /// The files that the change touches, where a filter of paths decides.
    pub changed: Option<Readable<Vec<String>>>,
    /// Workflows that somebody has switched off, by path, where one did not start.
    pub disabled: Vec<String>,
    /// What of the message of the commit keeps workflows from starting, where something that is
    /// required never started.
    pub skip_words: Option<Readable<Option<&'static str>>>,
    /// The texts that become the message of the merge, on a change.
    pub merge_message: Option<MergeMessage>,
    /// What the rules of the branch require, on a change.
    pub rules: Option<BranchRules>,
    /// Seconds for which the gate has waited for other runs.
    pub waited: u64,
}

/// What is on a commit.
#[derive(Clone, Debug, Default)]
pub struct CommitLists {
    /// The check runs of every app.
    pub checks: Vec<CheckRunEntry>,
    /// The runs of every workflow.
    pub runs: Vec<WorkflowRunEntry>,
    /// The commit statuses, where they were asked for.
    pub statuses: Option<Readable<Vec<CommitStatus>>>,
}

/// What the rules of a branch require.
#[derive(Clone, Debug)]
pub struct BranchRules {
    /// Name of the branch.
    pub branch: String,
    /// The checks that could be read.
    pub checks: Vec<RequiredCheck>,
    /// Why there may be more.
    pub unread: Option<String>,
    /// Whether nothing merges that is behind the branch, as far as the rules can be read.
    pub is_strict: bool,
}

/// What the verdict on a commit is about, which decides what must have started there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommitSituation {
    /// A pull request to this branch.
    PullRequest(Option<String>),
    /// A group of a merge queue to this branch.
    MergeGroup(Option<String>),
    /// A push to this branch.
    Push(String),
    /// Another event on a commit that a branch contains, whose run judges the jobs of its own workflow alone.
    Other(String),
    /// Another event on a commit that is not merged: what pushes start there counts.
    Unmerged(String),
}

impl CommitSituation {
    /// Returns whether it is a change that is to be merged.
    #[must_use]
    pub const fn is_change(&self) -> bool {
        matches!(self, Self::PullRequest(_) | Self::MergeGroup(_))
    }

    /// Returns the branch that the change is to go to, if it is known.
    #[must_use]
    pub fn target(&self) -> Option<&str> {
        match self {
            Self::PullRequest(branch) | Self::MergeGroup(branch) => branch.as_deref(),
            Self::Push(_) | Self::Other(_) | Self::Unmerged(_) => None,
        }
    }
}
