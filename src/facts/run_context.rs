//! Where the run is.

use crate::formats::github::run_jobs::RunConclusion;

/// Where the run is.
#[derive(Clone, Debug, Default)]
pub struct RunContext {
    /// Runs under GitHub Actions.
    pub on_github: bool,
    /// The event that started the judged run, where it is known.
    pub event: Option<String>,
    /// `owner/name`.
    pub repository: Option<String>,
    /// The branch that the pull request targets.
    pub base_branch: Option<String>,
    /// Why the base commit that was asked for cannot be judged against.
    pub base_problem: Option<String>,
    /// Why the policy that the policy extends cannot be held.
    pub floor_problem: Option<String>,
    /// Why the tree that was read is not the one that the run is about.
    pub tree_problem: Option<String>,
    /// The red verdict of another run on the same commit, which this run does not lift.
    pub standing: Option<String>,
    /// The state of the gate's own job when its step started: `job.status`, which is `failure` as soon as a step before
    /// it failed, and `cancelled` where the run was cancelled.
    pub job_status: Option<RunConclusion>,
}

impl RunContext {
    /// The subject of the finding about [`RunContext::standing`].
    pub const STANDING: &str = "verdict";
}
