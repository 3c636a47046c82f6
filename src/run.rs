//! Which run is judged, for whom and between which commits: one shape for all events.
//!
//! Pure data. `inputs` fills it from the runner's environment, the event's payload and, where those do
//! not tell, the API; `publish` reads it to link, to name and to order what it writes.

/// A run of the gate on GitHub Actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedRun {
    /// `GITHUB_SERVER_URL` without a `/` at its end: where links lead.
    pub server: String,
    /// `GITHUB_REPOSITORY`, `owner/name`.
    pub repository: String,
    /// `GITHUB_EVENT_NAME`.
    pub event: String,
    /// The gate's own run and attempt.
    pub own: RunAttempt,
    /// The run whose jobs are judged: the gate's own, or the one that `workflow_run` tells of.
    pub judged: RunAttempt,
    /// Path of the workflow whose jobs are judged (`.github/workflows/ci.yml`), where it is known.
    pub workflow: Option<String>,
    /// The commit that is judged, in full: what checks are attached to and links name. On a pull request
    /// its head, never the merge commit.
    pub head: String,
    /// The pull request, where the run belongs to one that is open.
    pub pull_request: Option<PullRequest>,
    /// What its verdict is held against.
    pub against: Against,
}

/// What a verdict is held against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Against {
    /// The run is about a pull request, open or closed, or about a group of them in a queue.
    pub is_change: bool,
    /// The branch that the change goes to, or that was pushed where it is the default one.
    pub branch: Option<String>,
    /// The base commit.
    pub commit: Option<String>,
}

/// One attempt of a run. The order is the order in time: a newer run has a larger id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RunAttempt {
    /// `GITHUB_RUN_ID`.
    pub run: u64,
    /// `GITHUB_RUN_ATTEMPT`, from 1.
    pub number: u64,
}

/// A pull request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullRequest {
    /// Its number.
    pub number: u64,
    /// The branch that it targets.
    pub base_branch: String,
    /// Its head is in another repository, or in one that was deleted.
    pub from_fork: bool,
}

impl JudgedRun {
    /// Whether it judges a change that is still to be merged: a pull request, or a group of them in a queue.
    /// A push is none: it may be the default branch's.
    #[must_use]
    pub fn is_change(&self) -> bool {
        self.pull_request.is_some() || self.event == "merge_group"
    }

    /// The page of the gate's own attempt.
    #[must_use]
    pub fn url(&self) -> String {
        let RunAttempt { run, number } = self.own;
        format!("{}/{}/actions/runs/{run}/attempts/{number}", self.server, self.repository)
    }
}
