//! The results of the jobs of a run.

use std::sync::Arc;

use crate::facts::readable::Readable;
use crate::formats::github::needs::Needs;
use crate::formats::github::run_jobs::RunJob;
use crate::formats::problem::Problem;

/// The text of `toJSON(needs)`.
#[derive(Clone, Debug)]
pub struct NeedsFact {
    /// Name of the file, `-` for standard input.
    pub path: Arc<str>,
    /// The results; `None` if the text could not be read.
    pub needs: Option<Needs>,
    /// The problems of the text.
    pub problems: Vec<Problem>,
}

/// The list of the API of the jobs of one attempt of a run.
#[derive(Clone, Debug)]
pub struct RunJobsFact {
    /// Path of the run's workflow, if it is known.
    pub workflow: Option<String>,
    /// Id of the gate job in that workflow, if the gate job is in the run and known.
    pub gate: Option<String>,
    /// The entry of the gate job, if it is in the list and known.
    pub own: Option<u64>,
    /// Whether the gate job is in that run; otherwise the run ended before the gate job started.
    pub is_own_run: bool,
    /// Number of the attempt, from 1.
    pub attempt: u64,
    /// The entries, or why they cannot be read.
    pub jobs: Readable<Vec<RunJob>>,
    /// The entries of earlier attempts that were requested, in the order of the attempts.
    pub earlier: Vec<(u64, Readable<Vec<RunJob>>)>,
}
