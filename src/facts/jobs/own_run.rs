//! The other jobs of the gate's own run: which of them are red, and which have not ended.

use super::advisory::AdvisoryScope;
use super::gate::{GateScope, JobResult};
use super::gate_steps::{gate_steps, is_truegreen};
use super::results::JobConclusion;
use crate::catalog::purposes;
use crate::facts::CommandFact;
use crate::facts::commit::Facts;
use crate::formats::github::run_jobs::RunConclusion;
use crate::formats::workflow::model::Job;
use crate::policy::Policy;

/// What of the gate's own run keeps a pass from being the last word.
#[derive(Clone, Debug, Default)]
pub struct OwnRun<'f> {
    /// The jobs that have not ended, although they do not wait for the gate.
    pub open: Vec<&'f Job>,
    /// The jobs that failed or were cancelled.
    pub red: Vec<&'f Job>,
}

impl<'f> OwnRun<'f> {
    /// Returns what the list of the API says of the jobs of the run besides the gate. Advisory jobs, and jobs that only
    /// run truegreen, do not count.
    #[must_use]
    pub fn of(gated: &GateScope<'f>, facts: &Facts, policy: &Policy) -> Self {
        let mut found = Self::default();
        if !gated.is_own_run {
            return found;
        }
        for result in &gated.results {
            let job = result.job;
            if gated.is_gate(job)
                || policy.is_advisory(&gated.fact.path, job.id.as_str())
                || is_other_gate(gated, facts, job)
            {
                continue;
            }
            let result = AdvisoryScope { facts, policy, path: &gated.fact.path }.result(result);
            match result.worst() {
                Some(RunConclusion::Failure | RunConclusion::Cancelled) => found.red.push(job),
                _ if is_open(&result) && !gated.is_behind_gate(job) => found.open.push(job),
                _ => {}
            }
        }
        found
    }
}

/// Returns whether a job has not ended. One that the run does not list yet waits for others.
fn is_open(result: &JobResult<'_>) -> bool {
    let is_open = match &result.api {
        Some(
            JobConclusion::Running(_) | JobConclusion::NotListed | JobConclusion::LacksMatrixJob(_),
        ) => true,
        Some(JobConclusion::Ended(_)) | None => false,
    };
    is_open && result.needs.is_none()
}

/// Returns whether another job of the run is a gate itself: it runs truegreen, and all else in it prepares. No gate
/// judges another; two would wait for each other for ever. Where the own gate is not known, none is another one.
#[must_use]
pub fn is_other_gate(gated: &GateScope<'_>, facts: &Facts, job: &Job) -> bool {
    let path = &gated.fact.path;
    let prepares = |command: &CommandFact| purposes::prepares(&command.program, &command.text);
    gated.gate.is_some()
        && !gated.is_gate(job)
        && job.steps.iter().any(is_truegreen)
        && gate_steps(facts, path, job).is_empty()
        && facts.commands_of_job(path, job.id.as_str()).all(prepares)
        && !facts.unread_of(path).any(|script| script.job == job.id.value)
}
