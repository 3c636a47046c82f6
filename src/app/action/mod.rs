//! The action: a step of GitHub Actions from its environment to its last output.
//!
//! Reads run in parallel. Then comes the ruling, which nothing after it can change; then the
//! writes, one after another; then the log, summary and outputs, with what could not be read or
//! written.

mod ancestry;
mod follow;
mod matter;
mod publish;
pub(crate) mod request;
mod run_inputs;
mod standing;

use tracing::debug;

use self::matter::{Matter, MatterFinder, Matters};
use self::publish::publish;
use self::run_inputs::{AttemptJobs, RunInputs};
use super::error::CheckError;
use super::judge::judge;
use super::judge_inputs::{CommitRequest, JudgeInputs};
use super::judged_tree;
use super::patience::Patience;
use super::request::TARGET;
use crate::app::action::request::{ActionRequest, Done};
use crate::facts::run_context::RunContext;
use crate::formats::github::event;
use crate::github::{ApiFault, Client, Tls};
use crate::inputs::error::InputError;
use crate::inputs::{BaseFiles, Beside, Environment, Remote, RemoteBase, Runner, Workspace};
use crate::publish::github::CheckRuns;
use crate::publish::judgement::Ruling;
use crate::publish::notice::Notice;
use crate::verdict::exit;

/// Judges the run of this step, and publishes the verdict: one for each thing that it is about.
///
/// # Errors
/// A process outside of a run, or an event or client that makes no sense; nothing was judged or
/// sent then.
pub fn action(request: &ActionRequest, patience: &dyn Patience) -> Result<Done, CheckError> {
    let runner = Runner::read()?;
    let event = event::read(&runner.event, &runner.payload)?;
    let workspace = Workspace::open(&runner.workspace)?;
    let client = client(request, &runner, &workspace)?;
    let client = client.as_ref();
    let remote = client.map(|client| Remote::new(client, &runner.repository));
    let expected = AttemptJobs::expected(&event.about, &runner);
    let finder = MatterFinder::new(remote, &runner, &event, &workspace, &request.asked);
    let (matters, jobs) = std::thread::scope(|scope| {
        let jobs = remote.map(|remote| scope.spawn(move || AttemptJobs::read(remote, expected)));
        let matters = finder.find();
        let crashed = || ApiFault::InvalidAnswer { why: "the reader of it crashed".to_owned() };
        let jobs = jobs
            .map(|read| read.join().unwrap_or_else(|_| AttemptJobs::unread(expected, crashed())));
        (matters, jobs)
    });
    let matters = match matters {
        Matters::Judged(matters) => matters,
        Matters::Nothing(why) => return Ok(publish::nothing(&runner, &why)),
    };
    let bench = Bench { request, runner: &runner, workspace: &workspace, client, patience };
    let mut judged: Vec<JudgedMatter> = matters
        .iter()
        .map(|matter| {
            let inputs = run_inputs::read(request, &runner, matter, jobs.as_ref(), remote);
            bench.judge(matter, inputs)
        })
        .collect();
    // The outputs and the report of the step are those of the last one.
    judged.sort_by_key(|judged| exit::weight(judged.code));
    let done: Vec<Done> = judged.into_iter().map(|judged| bench.publish(judged)).collect();
    let log = done.iter().map(|done| done.log.as_str()).collect();
    let code = done.iter().map(|done| done.code).max_by_key(|code| exit::weight(*code));
    Ok(Done { code: code.unwrap_or(exit::USAGE), log })
}

/// The judgement of one matter, before it is published.
struct JudgedMatter {
    ruling: Ruling,
    code: u8,
    /// The check runs that were there before.
    known: Option<CheckRuns>,
    notices: Vec<Notice>,
}

/// What every judgement of a run shares.
struct Bench<'a> {
    request: &'a ActionRequest,
    runner: &'a Runner,
    workspace: &'a Workspace,
    client: Option<&'a Client>,
    patience: &'a dyn Patience,
}

impl Bench<'_> {
    /// Judges one matter.
    fn judge(&self, matter: &Matter, inputs: RunInputs) -> JudgedMatter {
        let Self { request, runner, workspace, client, patience } = *self;
        let remote = client.map(|client| Remote::new(client, &runner.repository));
        let (head, attempt) = (&inputs.run.head, inputs.run.judged.number);
        let (event, base_branch) = (&runner.event, &inputs.place.base_branch);
        debug!(target: TARGET, event, head, base_branch, attempt, "the run");
        let RunInputs { run, place, jobs, notices } = inputs;
        let (tree, tree_problem) = run_inputs::tree(workspace, runner, &run, client);
        let known = standing::listed(request, &run, client);
        let files = |commit: &str| -> Result<Box<dyn BaseFiles + '_>, String> {
            let remote = remote.ok_or_else(|| judged_tree::no_token("the base"))?;
            let base = Box::new(RemoteBase::new(remote, commit.to_owned()));
            Ok(Box::new(Beside::new(base, workspace)))
        };
        let commit = |commit: &Result<Option<String>, String>| match commit {
            Ok(Some(commit)) => files(commit).map(Some),
            Ok(None) => Ok(None),
            Err(why) => Err(why.clone()),
        };
        let is_change = matter.situation.is_change();
        let base = matter.base.as_ref().ok().and_then(Option::as_ref);
        let ruler = match &matter.ruler {
            // The policy of a change is that of its base.
            Ok(tip) if is_change && base == Some(tip) => None,
            Ok(tip) => {
                Some(remote.ok_or_else(|| judged_tree::no_token("the policy")).map(|remote| {
                    Box::new(RemoteBase::new(remote, tip.clone())) as Box<dyn BaseFiles + '_>
                }))
            }
            Err(why) => Some(Err(why.clone())),
        };
        let ruling = judge(JudgeInputs {
            asked: &request.asked,
            workspace,
            tree: &tree,
            base: commit(&matter.base),
            fork: commit(&matter.fork),
            ruler,
            may_adopt: is_change,
            place: RunContext { tree_problem, ..place },
            head: Some(run.head.clone()),
            run: Some(run.clone()),
            jobs,
            commit: Some(CommitRequest {
                situation: matter.situation.clone(),
                message: matter.message,
                target: matter.target.clone(),
                gate: (runner.workflow.clone(), runner.job.clone()),
                patience,
            }),
            held: known.as_ref().map(|known| standing::held(&run, known)),
            remote,
            merges: matter.merges.clone(),
            is_no_push: event::is_no_push(&runner.event, &runner.payload),
            today: Environment::read().today,
        });
        let ruling = Ruling {
            run: run.clone(),
            judged: ruling.map(Box::new).map_err(|error| error.refusal()),
        };
        let code = match &ruling.judged {
            Ok(judgement) => exit::code(judgement.report.verdict),
            Err(_) => exit::USAGE,
        };
        let notices = [notices, judged_tree::notices(&tree)].concat();
        JudgedMatter { ruling, code, known, notices }
    }

    /// Publishes a verdict.
    fn publish(&self, judged: JudgedMatter) -> Done {
        let Self { request, runner, workspace, client, .. } = *self;
        let JudgedMatter { ruling, code, known, notices } = judged;
        let published = publish(request, runner, workspace, client, (&ruling, known), notices);
        // The verdict was written after this run had looked, or the policy turns off the rule that
        // reports it.
        let is_held_back = published.stands.is_some_and(|standing| !standing.passes);
        let code = if is_held_back && code == exit::PASS { exit::INCONCLUSIVE } else { code };
        Done { code, log: published.log }
    }
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
