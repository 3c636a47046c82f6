//! The action: a step of GitHub Actions from its environment to its last output.
//!
//! Reads run in parallel. Then comes the ruling, which nothing after it can change; then the
//! writes, one after another; then the log, summary and outputs, with what could not be read or
//! written.

mod publish;
pub(crate) mod request;
mod run_inputs;
mod standing;

use tracing::debug;

use self::publish::publish;
use super::error::CheckError;
use super::judge::judge;
use super::judge_inputs::{CommitRequest, JudgeInputs};
use super::patience::Patience;
use super::request::TARGET;
use crate::app::action::request::{ActionRequest, Done};
use crate::facts::run_context::RunContext;
use crate::formats::github::event;
use crate::github::{Client, Tls};
use crate::inputs::error::InputError;
use crate::inputs::{BaseFiles, Beside, Environment, Remote, RemoteBase, Runner, Workspace};
use crate::publish::judgement::Ruling;
use crate::verdict::exit;

/// Judges the run of this step, and publishes the verdict.
///
/// # Errors
/// A process outside of a run, or an event or client that makes no sense; nothing was judged or
/// sent then.
pub fn action(request: &ActionRequest, patience: &dyn Patience) -> Result<Done, CheckError> {
    let today = Environment::read().today;
    let runner = Runner::read()?;
    let event = event::read(&runner.event, &runner.payload)?;
    let workspace = Workspace::open(&runner.workspace)?;
    let client = client(request, &runner, &workspace)?;
    let client = client.as_ref();
    let scene = run_inputs::read(request, &runner, &event, client);
    let RunContext { base_branch, .. } = &scene.place;
    let (head, attempt) = (&scene.run.head, scene.run.judged.number);
    let event_name = &runner.event;
    debug!(target: TARGET, event = event_name, head, base_branch, attempt, "the run");
    let (tree, tree_problem) = run_inputs::tree(&workspace, &runner, &scene, client);
    let standing = standing::red(request, &scene, client);
    let place = RunContext { tree_problem, standing, ..scene.place.clone() };
    let remote = client.map(|client| Remote::new(client, &runner.repository));
    let files = |commit: Option<String>| {
        let (commit, remote) = (commit?, remote?);
        let base = Box::new(RemoteBase::new(remote, commit));
        Some(Box::new(Beside::new(base, &workspace)) as Box<dyn BaseFiles + '_>)
    };
    let base = scene.base.clone().map(files);
    let ruler = scene.ruler.clone().map(|tip| {
        let tip = tip?;
        let remote = remote.ok_or_else(|| "there is no token".to_owned())?;
        Ok(Box::new(RemoteBase::new(remote, tip)) as Box<dyn BaseFiles + '_>)
    });
    let fork = run_inputs::fork_point(&scene, &runner, &workspace, remote).map(files);
    let ruling = judge(JudgeInputs {
        asked: &request.asked,
        workspace: &workspace,
        tree: &tree,
        base,
        fork,
        ruler,
        place,
        head: Some(scene.run.head.clone()),
        run: Some(scene.run.clone()),
        jobs: scene.jobs.clone(),
        commit: Some(CommitRequest {
            situation: run_inputs::situation(&event, &runner, &scene),
            gate: (runner.workflow.clone(), runner.job.clone()),
            patience,
        }),
        remote,
        is_no_push: event::is_no_push(&runner.event, &runner.payload),
        today,
    });
    let ruling = Ruling {
        run: scene.run.clone(),
        judged: ruling.map(Box::new).map_err(|error| error.refusal()),
    };
    let code = match &ruling.judged {
        Ok(judgement) => exit::code(judgement.report.verdict),
        Err(_) => exit::USAGE,
    };
    let published = publish(request, &runner, &workspace, client, &ruling, scene.notices.clone());
    // The verdict was written after this run had looked, or the policy turns off the rule that
    // reports it.
    let is_held_back = published.stands.is_some_and(|standing| !standing.passes);
    let code = if is_held_back && code == exit::PASS { exit::INCONCLUSIVE } else { code };
    Ok(Done { code, log: published.log })
}

fn client(
    request: &ActionRequest,
    runner: &Runner,
    workspace: &Workspace,
) -> Result<Option<Client>, CheckError> {
    let Some(token) = request.token.clone() else { return Ok(None) };
    let roots = request.ca_file.as_deref().map(|path| workspace.read(path)).transpose();
    let tls = Tls { ca_file: roots.map_err(InputError::Read)? };
    Ok(Some(Client::new(&runner.api_url, token, &tls)?))
}

/// Writes to the job summary why nothing was judged, if even the request makes no sense.
pub fn refuse(error: &CheckError) {
    let runner = Runner::read().ok();
    publish::refuse(runner.as_ref(), &error.refusal());
}
