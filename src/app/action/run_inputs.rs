//! The inputs of one verdict: the run with its jobs, and the tree. What cannot be read becomes a
//! problem that no verdict ignores.

use super::matter::Matter;
use super::request::ActionRequest;
use crate::app::judged_tree;
use crate::facts::evidence::run::RunJobsFact;
use crate::facts::run_context::RunContext;
use crate::formats::github::event::EventAbout;
use crate::formats::github::run_jobs::{self, RunJob};
use crate::github::{ApiFault, Client};
use crate::inputs::{Remote, Runner, Tree, Workspace};
use crate::publish::notice::Notice;
use crate::publish::plan::CommentMode;
use crate::run;
use crate::run::{Against, JudgedRun, RunAttempt};

/// What is known of a run before the judgement.
pub(super) struct RunInputs {
    pub(super) run: JudgedRun,
    pub(super) place: RunContext,
    pub(super) jobs: Option<RunJobsFact>,
    /// The notices about what could not be read.
    pub(super) notices: Vec<Notice>,
}

/// The jobs of an attempt of a run, and of the attempts before it.
#[derive(Clone)]
pub(super) struct AttemptJobs {
    attempt: RunAttempt,
    jobs: Result<Vec<RunJob>, ApiFault>,
    /// The jobs of earlier attempts, by attempt.
    earlier: Vec<(u64, Result<Vec<RunJob>, ApiFault>)>,
}

/// Most attempts before the judged one that are requested, the latest ones: each is one request.
const EARLIER_ATTEMPTS: u64 = 4;

impl AttemptJobs {
    /// Reads them; the earlier ones only if those of the attempt could be read.
    pub(super) fn read(remote: Remote<'_>, attempt: RunAttempt) -> Self {
        let jobs = remote.jobs(attempt);
        let first = attempt.number.saturating_sub(EARLIER_ATTEMPTS).max(1);
        let numbers = if jobs.is_ok() { first..attempt.number } else { 0..0 };
        let earlier = numbers.map(|number| (number, remote.jobs(RunAttempt { number, ..attempt })));
        Self { attempt, jobs, earlier: earlier.collect() }
    }

    /// Makes those of an attempt of which nothing could be read.
    pub(super) const fn unread(attempt: RunAttempt, fault: ApiFault) -> Self {
        Self { attempt, jobs: Err(fault), earlier: Vec::new() }
    }

    /// Returns the attempt whose jobs a run judges, as far as its event tells.
    pub(super) fn expected(about: &EventAbout, runner: &Runner) -> RunAttempt {
        match about {
            EventAbout::Followed(run) => RunAttempt { run: run.run, number: run.attempt },
            _ => runner.attempt,
        }
    }
}

/// Makes the inputs of one matter. `jobs` are those of the attempt that the event tells of.
pub(super) fn read(
    request: &ActionRequest,
    runner: &Runner,
    matter: &Matter,
    jobs: Option<&AttemptJobs>,
    remote: Option<Remote<'_>>,
) -> RunInputs {
    let mut notices = Vec::new();
    let jobs = match (jobs, remote) {
        (Some(jobs), Some(remote)) if jobs.attempt != matter.judged => {
            Some(AttemptJobs::read(remote, matter.judged))
        }
        (jobs, _) => jobs.cloned(),
    };
    if let Some(Err(fault)) = jobs.as_ref().map(|jobs| &jobs.jobs) {
        notices.push(unread("the jobs of the run", "actions: read", fault));
    }
    let is_own = matter.judged == runner.attempt;
    let base_branch = matter.situation.target().map(str::to_owned);
    let place = RunContext {
        on_github: true,
        event: Some(runner.event.clone()).filter(|_| is_own),
        repository: Some(runner.repository.clone()),
        base_branch,
        base_problem: None,
        floor_problem: None,
        tree_problem: None,
        standing: None,
        job_status: request.job_status.as_deref().and_then(run_jobs::status),
    };
    let jobs = jobs.map(|AttemptJobs { jobs, earlier, .. }| {
        let told = |(number, jobs): (u64, Result<_, ApiFault>)| {
            (number, jobs.map_err(|fault| fault.to_string()))
        };
        RunJobsFact {
            workflow: matter.workflow.clone(),
            gate: runner.job.clone().filter(|_| is_own),
            own: request.job_id.filter(|_| is_own),
            is_own_run: is_own,
            attempt: matter.judged.number,
            jobs: jobs.map_err(|fault| fault.to_string()),
            earlier: earlier.into_iter().map(told).collect(),
        }
    });
    let pull = match (&matter.pull, remote) {
        (Some(pull), _) => Some(pull.clone()).filter(|pull| pull.is_open),
        // A push is about no pull request, and one gets its comment only where that is wanted.
        (None, Some(remote))
            if runner.event == "push" && request.comment == CommentMode::Always =>
        {
            match remote.pull_requests_of(&matter.head) {
                Ok(pulls) => pulls.into_iter().next(),
                Err(fault) => {
                    notices.push(unread("the pull request", "pull-requests: read", &fault));
                    None
                }
            }
        }
        (None, _) => None,
    };
    let run = JudgedRun {
        server: runner.server.clone(),
        repository: runner.repository.clone(),
        event: runner.event.clone(),
        own: runner.attempt,
        judged: matter.judged,
        workflow: matter.workflow.clone(),
        head: matter.head.clone(),
        pull_request: pull.map(|pull| run::PullRequest {
            number: pull.number,
            base_branch: pull.base_branch,
            from_fork: pull.from_fork,
        }),
        against: Against {
            is_change: matter.situation.is_change(),
            key: matter.key.clone(),
            commit: matter.spoke.clone(),
            is_tip: matter.base_is_tip,
        },
    };
    RunInputs { run, place, jobs, notices }
}

/// Returns the tree to judge, that of the commit that the run checks out; see [`judged_tree`].
pub(super) fn tree<'a>(
    workspace: &'a Workspace,
    runner: &'a Runner,
    run: &'a JudgedRun,
    client: Option<&'a Client>,
) -> (Tree<'a>, Option<String>) {
    let head = run.head.as_str();
    let merged = run.event.starts_with("pull_request")
        && run.event != "pull_request_target"
        && run.judged == run.own;
    let commit = if merged { runner.sha.as_str() } else { head };
    let remote = client.map(|client| Remote::new(client, &runner.repository));
    judged_tree::open(workspace, remote, commit, head)
}

/// Returns the notice about what could not be read, with the missing permission if that is the
/// cause.
fn unread(what: &str, permission: &str, fault: &ApiFault) -> Notice {
    // The API answers "not found" for a private repository if a permission is missing.
    let fix = if fault.is_permission() || matches!(fault, ApiFault::NotFound) {
        format!("add `{permission}` to `permissions:` of this job")
    } else {
        String::new()
    };
    Notice { what: format!("{what} could not be read: {fault}"), fix }
}
