//! Sends a ruling: the check run, the comment, then the summary, log and outputs. A failed write
//! becomes a notice; it never changes the ruling.

use super::request::{ActionRequest, Done};
use crate::app::request::TARGET;
use crate::github::{ApiFault, Client};
use crate::inputs::{Runner, Workspace, runner};
use crate::publish::github::receipt::{Surface, WriteReceipt};
use crate::publish::github::{CheckRuns, StandingVerdict};
use crate::publish::judgement::Ruling;
use crate::publish::notice::{Notice, Refusal};
use crate::publish::{annotations, github, json, markdown, outputs, plan, sarif, terminal};
use crate::verdict::exit;

/// Path of the JSON report below the workspace, where later steps of the job find it.
const REPORT: &str = "truegreen-report.json";
/// Columns of the log of a runner.
const WIDTH: usize = 120;

/// What is left to do when everything is written.
pub(super) struct Published {
    /// The text for the log.
    pub(super) log: String,
    /// The verdict on the commit that this one must not replace.
    pub(super) stands: Option<StandingVerdict>,
}

/// Publishes a ruling.
pub(super) fn publish(
    request: &ActionRequest,
    runner: &Runner,
    workspace: &Workspace,
    client: Option<&Client>,
    (ruling, known): (&Ruling, Option<CheckRuns>),
    mut notices: Vec<Notice>,
) -> Published {
    let span = tracing::info_span!(target: TARGET, "publish", notices = tracing::field::Empty);
    let _publish = span.enter();
    let stands = send(request, client, (ruling, known), &mut notices);
    span.record("notices", notices.len());
    let mut report = None;
    if let Ok(judgement) = &ruling.judged {
        report = file(workspace, REPORT, json::render(judgement), &mut notices);
        if let Some(path) = &request.sarif {
            file(workspace, path, sarif::render(judgement), &mut notices);
        }
    }
    if let Some(path) = &runner.output {
        let values = outputs::of(ruling, report);
        let text = outputs::entries(&values, &runner::unguessable());
        note(runner::append(path, &text), &mut notices);
    }
    // The summary is the last file, because it also says which others could not be written.
    if let Some(path) = &runner.summary {
        let text = match &ruling.judged {
            Ok(judgement) => markdown::summary(judgement, &notices),
            Err(refusal) => markdown::refusal(refusal, Some(&ruling.run), &notices),
        };
        note(runner::append(path, &text), &mut notices);
    }
    Published { log: log(ruling, &notices), stands }
}

/// Writes a report below the workspace and returns its path.
fn file(
    workspace: &Workspace,
    path: &str,
    text: Result<String, serde_json::Error>,
    notices: &mut Vec<Notice>,
) -> Option<String> {
    let text = match text {
        Ok(text) => text,
        Err(error) => {
            notices.push(Notice {
                what: format!("the report `{path}` could not be written: {error}"),
                fix: String::new(),
            });
            return None;
        }
    };
    note(workspace.write(path, &text), notices).then(|| path.to_owned())
}

fn note<E: std::fmt::Display>(result: Result<(), E>, notices: &mut Vec<Notice>) -> bool {
    match result {
        Ok(()) => true,
        Err(error) => {
            notices.push(Notice { what: error.to_string(), fix: String::new() });
            false
        }
    }
}

/// Returns the report as for a terminal, then the notices, then the annotations.
fn log(ruling: &Ruling, notices: &[Notice]) -> String {
    let (mut text, annotations) = match &ruling.judged {
        Ok(judgement) => (terminal::render(judgement, WIDTH), annotations::of(judgement)),
        Err(refusal) => (terminal::refusal(refusal, WIDTH), Vec::new()),
    };
    text.push_str(&terminal::notices(notices, WIDTH));
    text.push_str(&annotations::commands(&annotations));
    text
}

/// Says that the run is about nothing that a merge waits for.
pub(super) fn nothing(runner: &Runner, why: &str) -> Done {
    let mut notices = Vec::new();
    if let Some(path) = &runner.summary {
        note(runner::append(path, &markdown::nothing(why)), &mut notices);
    }
    if let Some(path) = &runner.output {
        let text = outputs::entries(&outputs::of_nothing(), &runner::unguessable());
        note(runner::append(path, &text), &mut notices);
    }
    let mut log = terminal::nothing(why, WIDTH);
    log.push_str(&terminal::notices(&notices, WIDTH));
    Done { code: exit::PASS, log }
}

/// Writes to the summary why nothing was judged.
pub(super) fn refuse(runner: Option<&Runner>, refusal: &Refusal) {
    if let Some(path) = runner.and_then(|runner| runner.summary.as_ref()) {
        // If even this cannot be written, standard error and the exit code are left.
        let _ = runner::append(path, &markdown::refusal(refusal, None, &[]));
    }
}

fn send(
    request: &ActionRequest,
    client: Option<&Client>,
    (ruling, seen): (&Ruling, Option<CheckRuns>),
    notices: &mut Vec<Notice>,
) -> Option<StandingVerdict> {
    let run = &ruling.run;
    let check = match request.check_run {
        true => plan::check_run(ruling, &request.check_name, notices),
        false => None,
    };
    let comment = plan::comment(ruling, &request.check_name, request.comment, notices);
    let Some(client) = client else {
        if check.is_some() || comment.is_some() {
            notices.push(Notice {
                what: "no token was given, so neither check run nor comment is written".to_owned(),
                fix: "leave the input `token` at its default".to_owned(),
            });
        }
        return None;
    };
    let repository = run.repository.as_str();
    let (checks, comments) = std::thread::scope(|scope| {
        let comments = comment.as_ref().map(|comment| {
            scope.spawn(|| github::list_comments(client, repository, comment.pull_request))
        });
        // What was not there before the judgement is made, and then the list is read again; what was
        // there may have changed since.
        let seen = seen.filter(CheckRuns::is_empty);
        let checks = check.as_ref().map(|check| {
            if let Some(seen) = seen {
                return Ok(seen);
            }
            let known = github::list_check_runs(client, repository, &check.name, &check.head_sha)?;
            Ok(known.genuine(client, repository, &check.head_sha, run.own))
        });
        let crashed = || ApiFault::InvalidAnswer { why: "the reader of it crashed".to_owned() };
        (checks, comments.map(|read| read.join().unwrap_or_else(|_| Err(crashed()))))
    });
    let mut failed: Vec<(Surface, ApiFault)> = Vec::new();
    let mut stands = None;
    let mut told = |surface: Surface, written: Result<WriteReceipt, ApiFault>| match written {
        Ok(WriteReceipt::Created { partly, .. } | WriteReceipt::Updated { partly, .. }) => {
            partly.map(|fault| github::partly(surface, &fault))
        }
        Ok(WriteReceipt::LeftToNewer) => Some(github::left_to_newer(surface)),
        Ok(WriteReceipt::LeftToStanding(standing)) => {
            let notice = github::left_to_standing(&standing);
            stands = Some(standing);
            Some(notice)
        }
        Ok(WriteReceipt::NothingToDo) => None,
        Err(fault) => {
            failed.push((surface, fault));
            None
        }
    };
    if let Some((wanted, known)) = check.as_ref().zip(checks) {
        let twins = known.as_ref().map_or(0, CheckRuns::namesakes);
        let written = known.and_then(|known| github::check_run(client, repository, wanted, &known));
        notices.extend(told(Surface::CheckRun, written));
        notices.extend((twins > 0).then(|| github::namesake(&wanted.name)));
    }
    if let Some((wanted, known)) = comment.as_ref().zip(comments) {
        let written = known.and_then(|known| github::comment(client, repository, wanted, &known));
        notices.extend(told(Surface::Comment, written));
    }
    notices.extend(github::notices(&failed));
    stands
}
