//! The inputs of the action: which run, which change, which tree. What the event does not say is
//! requested from the API, in parallel; what cannot be read becomes a problem that no verdict
//! ignores.

use super::request::ActionRequest;
use crate::facts::evidence::commit_checks::CommitSituation;
use crate::facts::evidence::run::RunJobsFact;
use crate::facts::run_context::RunContext;
use crate::formats::github::event;
use crate::formats::github::event::{BaseOf, Event, EventPullRequest, Whose};
use crate::formats::github::run_jobs::{self, RunJob};
use crate::github::{ApiFault, Client};
use crate::inputs::{CommitFiles, Remote, Runner, Tree, Workspace};
use crate::publish::notice::Notice;
use crate::publish::plan::CommentMode;
use crate::run;
use crate::run::{Against, JudgedRun, RunAttempt};

/// What is known before the judgement.
pub(super) struct RunInputs {
    pub(super) run: JudgedRun,
    /// The commit to compare with; `None` if there is nothing to compare with.
    pub(super) base: Result<Option<String>, String>,
    /// The commit whose policy counts instead of the base's: the tip of the default branch.
    pub(super) ruler: Option<Result<String, String>>,
    /// Whether the commit of the run merges the head into exactly this base.
    merges: bool,
    pub(super) place: RunContext,
    pub(super) jobs: Option<RunJobsFact>,
    /// The notices about what could not be read.
    pub(super) notices: Vec<Notice>,
}

/// The answers of the API to what the event left open.
struct Answers {
    parents: Option<Result<Vec<String>, ApiFault>>,
    /// The tip of the default branch, if its policy counts.
    tip: Option<Result<String, ApiFault>>,
    pull_request: Option<Result<Option<EventPullRequest>, ApiFault>>,
    jobs: Option<Result<Vec<RunJob>, ApiFault>>,
    /// The jobs of earlier attempts, by attempt.
    earlier: Vec<(u64, Result<Vec<RunJob>, ApiFault>)>,
}

/// Most attempts before the judged one that are requested, the latest ones: each is one request.
const EARLIER_ATTEMPTS: u64 = 4;

/// Reads the inputs.
pub(super) fn read(
    request: &ActionRequest,
    runner: &Runner,
    event: &Event,
    client: Option<&Client>,
) -> RunInputs {
    let judged = event
        .judged
        .as_ref()
        .map_or(runner.attempt, |judged| RunAttempt { run: judged.run, number: judged.attempt });
    let remote = client.map(|client| Remote::new(client, &runner.repository));
    let answers = ask(request, runner, event, remote, judged);
    let mut notices = Vec::new();
    if let Some(Err(fault)) = &answers.jobs {
        notices.push(unread("the jobs of the run", "actions: read", fault));
    }
    let found = match (&event.pull_request, &answers.pull_request) {
        (Whose::Known(pull), _) => Ok(Some(pull.clone())),
        (_, Some(Ok(found))) => Ok(found.clone()),
        (_, Some(Err(fault))) => {
            notices.push(unread("the pull request", "pull-requests: read", fault));
            Err(format!("the pull request cannot be read: {fault}"))
        }
        (_, None) => Ok(None),
    };
    let pull = found.as_ref().ok().and_then(Option::as_ref);
    let head = event.head.clone().or_else(|| pull.map(|pull| pull.head_sha.clone()));
    let head = head.unwrap_or_else(|| runner.sha.clone());
    let base = base(event, &answers, &found, &head, client.is_some());
    let ruler = (!event.is_ruled_by_base()).then(|| ruler(&answers, &mut notices));
    let merges = matches!(&event.base, BaseOf::MergeParent { .. })
        && matches!(&answers.parents, Some(Ok(parents)) if matches!(parents.as_slice(), [_, merged] if *merged == head));
    let place = RunContext {
        on_github: true,
        event: Some(runner.event.clone()).filter(|_| judged == runner.attempt),
        repository: Some(runner.repository.clone()),
        base_branch: pull.map(|pull| pull.base_branch.clone()).or(event.base_branch.clone()),
        base_problem: None,
        floor_problem: None,
        tree_problem: None,
        standing: None,
        job_status: request.job_status.as_deref().and_then(run_jobs::status),
    };
    let workflow = event.judged.as_ref().map_or(&runner.workflow, |judged| &judged.workflow);
    let is_own = judged == runner.attempt;
    let earlier = answers.earlier.into_iter();
    let earlier =
        earlier.map(|(number, jobs)| (number, jobs.map_err(|fault| fault.to_string()))).collect();
    let jobs = answers.jobs.map(|jobs| RunJobsFact {
        workflow: workflow.clone(),
        gate: runner.job.clone().filter(|_| is_own),
        own: request.job_id.filter(|_| is_own),
        is_own_run: is_own,
        attempt: judged.number,
        jobs: jobs.map_err(|fault| fault.to_string()),
        earlier,
    });
    let pull_request = pull.filter(|pull| pull.is_open).map(|pull| run::PullRequest {
        number: pull.number,
        base_branch: pull.base_branch.clone(),
        from_fork: pull.from_fork,
    });
    let against = Against {
        is_change: event.is_change(),
        branch: match event.is_change() {
            true => place.base_branch.clone(),
            false => event.pushed_default.clone().filter(|_| event.is_ruled_by_base()),
        },
        commit: base.clone().ok().flatten(),
    };
    let run = JudgedRun {
        server: runner.server.clone(),
        repository: runner.repository.clone(),
        event: runner.event.clone(),
        own: runner.attempt,
        judged,
        workflow: workflow.clone(),
        head,
        pull_request,
        against,
    };
    RunInputs { run, base, ruler, merges, place, jobs, notices }
}

/// Returns what the run is about on its commit.
pub(super) fn situation(event: &Event, runner: &Runner, scene: &RunInputs) -> CommitSituation {
    let base = scene.place.base_branch.clone();
    match event::pushed_branch(&runner.event, &runner.payload) {
        _ if runner.event == "merge_group" => CommitSituation::MergeGroup(base),
        _ if event.is_change() => CommitSituation::PullRequest(base),
        Some(branch) => CommitSituation::Push(branch),
        None => CommitSituation::Other(runner.event.clone()),
    }
}

fn ask(
    request: &ActionRequest,
    runner: &Runner,
    event: &Event,
    remote: Option<Remote<'_>>,
    judged: RunAttempt,
) -> Answers {
    let Some(remote) = remote else {
        return Answers {
            parents: None,
            tip: None,
            pull_request: None,
            jobs: None,
            earlier: Vec::new(),
        };
    };
    // A push belongs to its branch; its pull request is only requested if a comment is wanted on
    // every event.
    let looks =
        !matches!(event.pull_request, Whose::OfCommit(_)) || request.comment == CommentMode::Always;
    std::thread::scope(|scope| {
        let parents = matches!(event.base, BaseOf::MergeParent { .. })
            .then(|| scope.spawn(|| remote.parents(&runner.sha)));
        let tip = (!event.is_ruled_by_base()).then(|| scope.spawn(|| tip(remote, runner)));
        let jobs = scope.spawn(|| jobs(remote, judged));
        let pull_request = looks.then(|| pull_request(&event.pull_request, remote)).flatten();
        let crashed = || ApiFault::InvalidAnswer { why: "the reader of it crashed".to_owned() };
        let (jobs, earlier) = jobs.join().unwrap_or_else(|_| (Err(crashed()), Vec::new()));
        Answers {
            parents: parents.map(|read| read.join().unwrap_or_else(|_| Err(crashed()))),
            tip: tip.map(|read| read.join().unwrap_or_else(|_| Err(crashed()))),
            pull_request,
            jobs: Some(jobs),
            earlier,
        }
    })
}

/// Returns the commit at the tip of the default branch.
fn tip(remote: Remote<'_>, runner: &Runner) -> Result<String, ApiFault> {
    match event::default_branch(&runner.payload) {
        Some(branch) => remote.tip(&branch),
        None => remote.tip(&remote.default_branch()?),
    }
}

type Jobs = Result<Vec<RunJob>, ApiFault>;

/// Returns the jobs of the judged attempt and of the attempts before; the latter only if the former
/// could be read.
fn jobs(remote: Remote<'_>, judged: RunAttempt) -> (Jobs, Vec<(u64, Jobs)>) {
    let jobs = remote.jobs(judged);
    let first = judged.number.saturating_sub(EARLIER_ATTEMPTS).max(1);
    let numbers = if jobs.is_ok() { first..judged.number } else { 0..0 };
    let earlier = numbers.map(|number| (number, remote.jobs(RunAttempt { number, ..judged })));
    (jobs, earlier.collect())
}

fn pull_request(
    whose: &Whose,
    remote: Remote<'_>,
) -> Option<Result<Option<EventPullRequest>, ApiFault>> {
    match whose {
        Whose::Known(_) | Whose::Nobody => None,
        Whose::Number(number) => Some(remote.pull_request(*number).map(Some)),
        Whose::OfCommit(sha) => Some(remote.pull_request_of(sha)),
        Whose::OfBranch { head, sha } => Some(remote.pull_request_from(head, sha)),
    }
}

/// Returns the commit whose policy counts instead of the base's, or why it is unknown.
fn ruler(answers: &Answers, notices: &mut Vec<Notice>) -> Result<String, String> {
    match &answers.tip {
        Some(Ok(tip)) => Ok(tip.clone()),
        Some(Err(fault)) => {
            notices.push(unread("the default branch", "contents: read", fault));
            Err(format!("the default branch, whose policy counts here, cannot be read: {fault}"))
        }
        None => Err(no_token("the policy of the default branch")),
    }
}

/// Returns the commit to compare with, or why it is unknown.
fn base(
    event: &Event,
    answers: &Answers,
    pull: &Result<Option<EventPullRequest>, String>,
    head: &str,
    has_client: bool,
) -> Result<Option<String>, String> {
    let base = match &event.base {
        BaseOf::None(_) => return Ok(None),
        BaseOf::Commit(commit) => commit.clone(),
        BaseOf::MergeParent { recorded } => match &answers.parents {
            // Only a merge commit of this very head says what it was merged into; the base in the
            // payload may be older.
            Some(Ok(parents)) => match parents.as_slice() {
                [base, merged] if merged == head => base.clone(),
                _ => recorded.clone(),
            },
            _ => recorded.clone(),
        },
        BaseOf::PullRequest => match pull {
            Ok(Some(pull)) => pull.base_sha.clone(),
            Ok(None) if !has_client => return Err(no_token("the pull request")),
            Ok(None) => {
                return Err(format!(
                    "no open pull request has its head at {head}: it was closed, or has moved on"
                ));
            }
            Err(why) => return Err(why.clone()),
        },
    };
    if base == head {
        return Err(format!(
            "the base is the very commit that is judged ({head}), so it proves nothing"
        ));
    }
    if has_client { Ok(Some(base)) } else { Err(no_token("the base")) }
}

fn no_token(what: &str) -> String {
    format!("there is no token to read {what} with; leave the input `token` at its default")
}

/// Returns the tree to judge: the workspace if it contains the right commit, or the API if nothing
/// is checked out. With any other commit in the workspace no verdict can be about this run, and the
/// second value says so.
pub(super) fn tree<'a>(
    workspace: &'a Workspace,
    runner: &'a Runner,
    scene: &'a RunInputs,
    client: Option<&'a Client>,
) -> (Tree<'a>, Option<String>) {
    let head = scene.run.head.as_str();
    let merged = scene.run.event.starts_with("pull_request")
        && scene.run.event != "pull_request_target"
        && scene.run.judged == scene.run.own;
    let commit = if merged { runner.sha.as_str() } else { head };
    let remote = client.map(|client| Remote::new(client, &runner.repository));
    let local = |problem: Option<String>| {
        let commit = remote.map(|remote| CommitFiles::new(remote, commit));
        (Tree::Local { workspace, commit }, problem)
    };
    match (workspace.checked_out(), workspace.has_checkout(), remote) {
        (Some(found), ..) if found == commit || found == head => local(None),
        (Some(found), ..) => local(Some(format!(
            "the workspace holds commit {found}, and this run is about {commit}"
        ))),
        (None, true, _) => local(Some("nothing tells which commit the workspace holds".to_owned())),
        (None, false, None) => local(Some(no_token("the commit, which is not checked out,"))),
        (None, false, Some(remote)) => match remote.listing(commit) {
            Ok(listing) => (Tree::Remote { remote, commit, listing }, None),
            Err(fault) => local(Some(format!(
                "nothing is checked out, and the tree of {commit} cannot be read through the API: {fault}"
            ))),
        },
    }
}

/// Returns the commit at which a pull request left its base, if the judged tree is its head and no
/// merge with the base: what was added to the base since then is not removed by the head. `None` if
/// the base itself is compared with.
pub(super) fn fork_point(
    scene: &RunInputs,
    runner: &Runner,
    workspace: &Workspace,
    remote: Option<Remote<'_>>,
) -> Result<Option<String>, String> {
    let (Ok(Some(base)), Some(remote), Some(_)) = (&scene.base, remote, &scene.run.pull_request)
    else {
        return Ok(None);
    };
    let held = workspace.checked_out();
    let is_merge = scene.merges && held.is_none_or(|held| held == runner.sha);
    if is_merge {
        return Ok(None);
    }
    let head = scene.run.head.as_str();
    let found = remote.merge_base(base, head).map_err(|fault| {
        format!("the commit at which {head} left its base {base} cannot be read through the API: {fault}")
    })?;
    Ok(Some(found).filter(|found| found != base))
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
