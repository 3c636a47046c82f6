//! The judged run: which run, for which repository, and between which commits; one form for all
//! events.
//!
//! Pure data. `inputs` fills it from the environment of the runner, the payload of the event and,
//! for what those do not say, the API; `publish` reads it to link, to name and to order what it
//! writes.

/// A run of the gate on GitHub Actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedRun {
    /// `GITHUB_SERVER_URL` without a `/` at its end, the start of links.
    pub server: String,
    /// `GITHUB_REPOSITORY`, `owner/name`.
    pub repository: String,
    /// `GITHUB_EVENT_NAME`.
    pub event: String,
    /// Run and attempt of the gate itself.
    pub own: RunAttempt,
    /// The run whose jobs are judged: that of the gate, or the one that `workflow_run` reports.
    pub judged: RunAttempt,
    /// Path of the workflow whose jobs are judged (`.github/workflows/ci.yml`), if it is known.
    pub workflow: Option<String>,
    /// The judged commit in full, to which checks are attached and links point. On a pull request
    /// it is the head, never the merge commit.
    pub head: String,
    /// The pull request, if the run belongs to an open one.
    pub pull_request: Option<PullRequest>,
    /// What the verdict is compared with.
    pub against: Against,
}

/// What a verdict is compared with, and where it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Against {
    /// Whether the run is about a pull request, open or closed, or about a group of a merge queue.
    pub is_change: bool,
    /// Whose verdict it is; `None` if none is written: a branch that decides about merges contains
    /// the commit already.
    pub key: Option<VerdictKey>,
    /// The commit of the branch that gives policy and comparison.
    pub commit: Option<String>,
    /// Whether that commit is the tip of its branch, so that there is no newer one.
    pub is_tip: bool,
}

/// The branch whose verdict on a commit it is: one verdict never touches that of another branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictKey {
    /// Name of the branch that gives policy and comparison.
    pub branch: String,
    /// Whether it is the default branch, or stands for it.
    pub is_default: bool,
}

impl VerdictKey {
    /// The branch where not even the default one is known. Git allows no branch of this name.
    pub const UNKNOWN: &str = "?";

    /// Returns the name of the check run, by that of the gate.
    #[must_use]
    pub fn check_name(&self, gate: &str) -> String {
        if self.is_default { gate.to_owned() } else { format!("{gate} ({})", self.branch) }
    }
}

/// One attempt of a run. The order is that of time: a newer run has a larger id.
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
    /// Number of the pull request.
    pub number: u64,
    /// The branch that the pull request targets.
    pub base_branch: String,
    /// Whether its head is in another repository, or in a deleted one.
    pub from_fork: bool,
}

impl JudgedRun {
    /// Returns whether the run judges a change before it is merged: a pull request, or a group of a
    /// merge queue. A push does not count, because it may be one to the default branch.
    #[must_use]
    pub fn is_change(&self) -> bool {
        self.against.is_change
    }

    /// Returns the page of the attempt of the gate.
    #[must_use]
    pub fn url(&self) -> String {
        let RunAttempt { run, number } = self.own;
        format!("{}/{}/actions/runs/{run}/attempts/{number}", self.server, self.repository)
    }
}
