//! What the run's jobs ended with.

use std::sync::Arc;

use crate::facts::readable::Readable;
use crate::formats::github::needs::Needs;
use crate::formats::github::run_jobs::RunJob;
use crate::formats::problem::Problem;

/// `toJSON(needs)` as given.
#[derive(Clone, Debug)]
pub struct NeedsFact {
    /// File name, `-` for standard input.
    pub path: Arc<str>,
    /// The results; `None` when it could not be read.
    pub needs: Option<Needs>,
    /// Why not.
    pub problems: Vec<Problem>,
}

/// The API's list of the jobs of one attempt of a run.
#[derive(Clone, Debug)]
pub struct RunJobsFact {
    /// Path of the run's workflow, where it is known.
    pub workflow: Option<String>,
    /// The id of the gate's own job in that workflow, where it is one of its run and known.
    pub gate: Option<String>,
    /// The gate's own entry, where it is one of them and known.
    pub own: Option<u64>,
    /// The gate is a job of that run; otherwise the run ended before.
    pub is_own_run: bool,
    /// Which attempt of the run it is, from 1.
    pub attempt: u64,
    /// The entries, or why they cannot be read.
    pub jobs: Readable<Vec<RunJob>>,
    /// The entries of attempts before it that were asked for, in the order of the attempts.
    pub earlier: Vec<(u64, Readable<Vec<RunJob>>)>,
}
