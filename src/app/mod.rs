//! The stages in order; the only place that knows them all: read, understand, hold, judge, publish.

mod action;
mod approval;
mod change;
mod drift;
mod evidence;
mod gather;
mod history;
mod init;
mod policy;
mod promise;
mod prove;
mod sharing;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use tracing::field::Empty;
use tracing::{debug, info_span};

pub use self::action::{ActionRequest, Done, action, refuse};
use self::approval::Approver;
use self::drift::BaseSide;
pub use self::history::{DriftRequest, drift};
pub use self::init::{InitRequest, Plan, plan_init, write_policy};
pub use self::policy::{InForce, PolicyRequest, policy};
use self::promise::Promise;
pub use self::prove::{prove, scene};
use self::sharing::Floor;
use crate::drift::difference::{Change, DriftComparison};
use crate::facts::commit::Facts;
use crate::facts::evidence::run::RunJobsFact;
use crate::facts::run_context::RunContext;
use crate::facts::understand::SideInputs;
use crate::finding::Severity;
use crate::formats::github::event::EventError;
use crate::formats::problem::Problem;
use crate::github::ClientError;
use crate::inputs::error::InputError;
use crate::inputs::{
    Base, BaseError, BaseFiles, Beside, Environment, NoRunner, Remote, Tree, Workspace,
};
use crate::policy::{FlagError, Origin, Policy};
use crate::publish::human::Refusal;
use crate::publish::{Commits, Judgement};
use crate::rules::RULES;
use crate::run::JudgedRun;

/// The name by which `TRUEGREEN_LOG` asks for the stages.
const TARGET: &str = "truegreen::app";

/// What is asked for besides the policy, by flags or by the action's inputs.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Policy file below the root.
    pub policy: Option<String>,
    /// Globs of test reports.
    pub junit: Vec<String>,
    /// Globs of coverage reports.
    pub coverage: Vec<String>,
    /// Floor of line coverage in per cent.
    pub coverage_min: Option<f64>,
    /// `toJSON(needs)`.
    pub needs: Option<NeedsFrom>,
    /// Jobs that must exist.
    pub required_jobs: Vec<String>,
    /// Least severity that fails.
    pub fail_on: Severity,
}

/// Where `toJSON(needs)` is.
#[derive(Clone, Debug)]
pub enum NeedsFrom {
    /// In a file, `-` for standard input.
    File(String),
    /// Here, from the action's input.
    Text(String),
}

/// What `truegreen check` was asked.
#[derive(Clone, Debug)]
pub struct CheckRequest {
    /// Root of the repository.
    pub root: PathBuf,
    /// Commit to judge against.
    pub base: Option<String>,
    /// Everything else.
    pub asked: Asked,
}

/// Why nothing was judged.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The user's: the root is not there or not readable.
    #[error(transparent)]
    Input(#[from] InputError),
    /// The base cannot be read. Everything is still judged, and none of it can pass; see [`judged`].
    #[error(transparent)]
    Base(#[from] BaseError),
    /// Nobody's policy counts, and why. Treated as a base that cannot be read.
    #[error("{0}")]
    Unruled(String),
    /// The history's: a revision cannot be listed.
    #[error("{0}")]
    History(String),
    /// The environment's: not started by a runner.
    #[error(transparent)]
    NoRunner(#[from] NoRunner),
    /// The payload's.
    #[error(transparent)]
    Event(#[from] EventError),
    /// The user's or the runner's: no client can be made.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The user's: a flag makes no sense.
    #[error(transparent)]
    Flag(#[from] FlagError),
    /// The user's: inputs of the action make no sense.
    #[error("{}", mistakes.join("; "))]
    Inputs {
        /// One sentence each, with the input's name.
        mistakes: Vec<String>,
    },
    /// The team's: the policy has problems.
    #[error("the policy `{path}` has {} problems", problems.len())]
    Policy {
        /// Its path.
        path: String,
        /// Its text.
        text: Arc<str>,
        /// All of them.
        problems: Vec<Problem>,
    },
    /// The user's: nothing to draft a policy from.
    #[error(
        "there is no workflow below `.github/workflows` of `{}`; name the root of the repository with `--root`",
        root.display()
    )]
    NoWorkflow {
        /// As named.
        root: PathBuf,
    },
    /// Ours: what was drafted is no policy.
    #[error(
        "the drafted policy is not valid: {why}; this is a fault of truegreen, and nothing was written"
    )]
    Draft {
        /// The first problem.
        why: String,
    },
    /// The user's: the policy that was named is not there.
    #[error("there is no policy `{path}`{place}")]
    NoPolicy {
        /// As named.
        path: String,
        /// Where it was looked for.
        place: String,
    },
}

impl CheckError {
    /// How a surface shows it.
    #[must_use]
    pub fn refusal(&self) -> Refusal {
        match self {
            Self::Policy { path, text, problems } => Refusal::Policy {
                path: path.clone(),
                text: Arc::clone(text),
                problems: problems.clone(),
            },
            other => Refusal::Other { message: other.to_string(), help: String::new() },
        }
    }
}

/// Judges a repository.
///
/// # Errors
/// When nothing can be judged: no root, a wrong policy or flag.
pub fn check(request: &CheckRequest) -> Result<Judgement, CheckError> {
    at_terminal(request, judged)
}

/// Lays out what a command at a terminal judges.
fn at_terminal<T>(
    request: &CheckRequest,
    then: impl FnOnce(Bench<'_>) -> Result<T, CheckError>,
) -> Result<T, CheckError> {
    let environment = Environment::read();
    let workspace = Workspace::open(&request.root)?;
    let base = request.base.as_deref().map(|rev| Base::open(&request.root, rev)).transpose();
    let head = match &base {
        Ok(Some(base)) => Some(base.head().to_owned()),
        _ => workspace.head(),
    };
    let fork = match &base {
        Ok(Some(base)) => base.fork(&request.root),
        _ => Ok(None),
    };
    let beside = |base| Beside::new(Box::new(base), &workspace);
    let fork = fork.map(|fork| fork.map(|fork| Box::new(beside(fork)) as Box<dyn BaseFiles + '_>));
    let base = base.map(|base| base.map(|base| Box::new(beside(base)) as Box<dyn BaseFiles + '_>));
    let tree = Tree::Local { workspace: &workspace, commit: None };
    then(Bench {
        asked: &request.asked,
        workspace: &workspace,
        tree: &tree,
        base: base.map_err(|error| error.to_string()),
        fork: fork.map_err(|error| error.to_string()),
        ruler: None,
        place: RunContext {
            on_github: environment.on_github,
            repository: environment.repository,
            base_branch: environment.base_branch,
            base_problem: None,
            floor_problem: None,
            tree_problem: None,
            standing: None,
        },
        head,
        run: None,
        jobs: None,
        remote: None,
        is_no_push: false,
        today: environment.today,
    })
}

/// Where the failure of every gate command goes.
///
/// # Errors
/// When nothing can be read: no root, a wrong policy or flag.
pub fn trace(
    request: &CheckRequest,
) -> Result<Vec<crate::facts::path::failure_path::FailurePath>, CheckError> {
    let judgement = check(request)?;
    Ok(crate::facts::path::failure_path::failure_paths(&judgement.facts, &judgement.policy))
}

/// Everything that a judgement needs, from whichever side it came.
struct Bench<'a> {
    asked: &'a Asked,
    workspace: &'a Workspace,
    tree: &'a Tree<'a>,
    /// What it is judged against, where it is; or why it cannot be read: everything is still judged
    /// then, and none of it can pass.
    base: Result<Option<Box<dyn BaseFiles + 'a>>, String>,
    /// Where the change left that base, if it is not the base itself.
    fork: Result<Option<Box<dyn BaseFiles + 'a>>, String>,
    /// Whose policy counts where it is not the base's, or why that cannot be told.
    ruler: Option<Result<Box<dyn BaseFiles + 'a>, String>>,
    place: RunContext,
    head: Option<String>,
    run: Option<JudgedRun>,
    jobs: Option<RunJobsFact>,
    /// The repository behind the API, for what only the policy asks for.
    remote: Option<Remote<'a>>,
    /// The event of the run is known to be no push.
    is_no_push: bool,
    today: Date,
}

/// Everything that was gathered, before anything is judged.
struct Case {
    material: SideInputs,
    policy: Policy,
    /// Of the policy that this one extends.
    floor: Option<Floor>,
    sources: Sources,
    base: BaseSide,
    commits: Commits,
}

fn gathered(bench: &mut Bench<'_>) -> Result<Case, CheckError> {
    let span = info_span!(target: TARGET, "gather", policies = Empty);
    let _gather = span.enter();
    let Bench { asked, workspace, tree, base, ruler, place, remote, .. } = bench;
    let loaded = match (&*base, &*ruler) {
        (Err(why), _) | (_, Some(Err(why))) => Err(CheckError::Unruled(why.clone())),
        (Ok(_), Some(Ok(ruler))) => promise::of_ruler(asked, workspace, &**ruler),
        (Ok(base), None) => promise::load(asked, workspace, tree, base.as_deref()),
    };
    let promise = match loaded {
        Err(error @ (CheckError::Base(_) | CheckError::Unruled(_))) => {
            place.base_problem = Some(error.to_string());
            promise::without_policy(asked)?
        }
        loaded => loaded?,
    };
    let Promise { policy, text } = promise;
    let Origin { source, path, digest, .. } = &policy.origin;
    debug!(target: TARGET, ?source, path, digest, "the policy in force");
    let floor = match &policy.extends {
        None => None,
        Some(extends) => match sharing::read(extends, *remote)? {
            Ok(floor) => Some(floor),
            Err(why) => {
                place.floor_problem = Some(why);
                None
            }
        },
    };
    span.record("policies", 1 + usize::from(floor.is_some()));
    let (mut material, mut sources) = gather::material(asked, workspace, tree, &policy);
    material.place = std::mem::take(place);
    material.run_jobs = bench.jobs.take();
    let base = bench.base.as_ref().ok().and_then(Option::as_deref);
    let ruler = bench.ruler.as_ref().and_then(|ruler| ruler.as_deref().ok());
    material.base_workflows =
        ruler.or(base).map(|base| change::base_workflows(&material.workflows, base));
    material.change = Change { frozen: change::frozen(&policy, tree, base), ..Change::default() };
    let side = match bench.fork.as_ref().map(Option::as_deref) {
        Ok(fork) => drift::gather(&mut material, &policy, tree, fork.or(base)),
        Err(why) => BaseSide::Unreadable(why.clone()),
    };
    let run = bench.run.as_ref();
    material.artifacts = run.and_then(|run| gather::artifacts(&policy, run, bench.remote));
    if let Some(text) = text {
        sources.insert(policy.origin.path.clone(), text);
    }
    let base = base.map(|base| base.commit().to_owned());
    let floor = floor.map(|floor| sharing::floor(floor, &material, bench, &mut sources));
    let fork = bench.fork.as_ref().ok().and_then(Option::as_deref);
    let compared = fork.map(|fork| fork.commit().to_owned()).or_else(|| base.clone());
    let commits = Commits { head: bench.head.take(), base, compared };
    Ok(Case { material, policy, floor, sources, base: side, commits })
}

/// Understands what was gathered, and compares it with the base.
fn understood(material: SideInputs, base: &BaseSide, policy: &Policy) -> Facts {
    let span =
        info_span!(target: TARGET, "understand", workflows = Empty, jobs = Empty, commands = Empty);
    let mut facts = span.in_scope(|| Facts::new(material));
    span.record("workflows", facts.workflows.len());
    span.record("jobs", facts.models().map(|(_, workflow)| workflow.jobs.len()).sum::<usize>());
    span.record("commands", facts.commands.len());
    drop(span);
    let span = info_span!(target: TARGET, "compare", workflows = Empty, shifts = Empty);
    facts.change.comparison = span.in_scope(|| drift::comparison(base, &facts, policy));
    if let DriftComparison::Done(drift) = &facts.change.comparison {
        span.record("workflows", drift.scope.workflows);
        span.record("shifts", drift.shifts.len());
    }
    facts
}

/// Judges, asks for what the judgement turned out to depend on, and judges again with it.
fn judged(mut bench: Bench<'_>) -> Result<Judgement, CheckError> {
    let Case { material, policy, floor, sources, base, commits } = gathered(&mut bench)?;
    let floor =
        floor.map(|Floor { policy, material }| (understood(material, &base, &policy), policy));
    let by_floor = floor.as_ref().map(|(facts, policy)| (facts, policy));
    let (fail_on, today) = (bench.asked.fail_on, bench.today);
    let judge = |facts: &Facts| {
        let span = info_span!(target: TARGET, "judge", rules = RULES.len(), findings = Empty, verdict = Empty);
        let _judge = span.enter();
        let report =
            crate::verdict::weigh::judge_both(RULES, (facts, &policy), by_floor, fail_on, today);
        span.record("findings", report.findings.len());
        span.record("verdict", tracing::field::debug(report.verdict));
        report
    };
    let mut facts = understood(material, &base, &policy);
    let mut report = judge(&facts);
    if let Ok(Some(base)) = &bench.base
        && bench.run.as_ref().is_none_or(JudgedRun::is_change)
    {
        let paths = report.over_paths();
        if !paths.is_empty() {
            facts.change.touched = change::touched(bench.tree, &**base, paths);
            report = judge(&facts);
        }
    }
    let approvals = by_floor.and_then(|(_, floor)| floor.approvals.as_ref());
    if let (Some(run), Some(asks)) = (&bench.run, approvals.or(policy.approvals.as_ref()))
        && report.has_open_drift()
    {
        // Most runs drift nowhere, so nobody's approval is asked for before there is something to approve.
        let approver = Approver { remote: bench.remote, run, is_no_push: bench.is_no_push };
        facts.change.approval = approver.ask(asks);
        report = judge(&facts);
    }
    let base_sources = match base {
        BaseSide::Differs { sources, .. } => sources,
        BaseSide::None | BaseSide::Unreadable(_) | BaseSide::Same { .. } => Sources::new(),
    };
    Ok(Judgement { report, facts, policy, commits, run: bench.run, sources, base_sources })
}

/// Writes a report beside the terminal.
///
/// # Errors
/// When the file cannot be written; the verdict stands all the same.
pub fn write_report(path: &Path, text: &str) -> Result<(), InputError> {
    crate::inputs::write_report(path, text)
}

type Sources = BTreeMap<String, Arc<str>>;
