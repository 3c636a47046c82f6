//! The stages of a check, in order: gather, understand, compare, run the rules, weigh.

use tracing::field::Empty;
use tracing::{debug, info_span};

use crate::app::approval::{Approver, Merged};
use crate::app::base_side::BaseSide;
use crate::app::error::CheckError;
use crate::app::extends::ExtendedFloor;
use crate::app::judge_inputs::JudgeInputs;
use crate::app::policy_source::PolicyText;
use crate::app::request::{CheckRequest, Sources, TARGET};
use crate::app::{base_side, change, commit, extends, gather, policy_source, tiers};
use crate::case::Case;
use crate::drift::difference::{Change, DriftComparison};
use crate::drift::frozen::FrozenFiles;
use crate::drift::inline_waivers::{BaseWorkflows, hold};
use crate::facts::commit::Facts;
use crate::facts::run_context::RunContext;
use crate::facts::understand::SideInputs;
use crate::inputs::base::{Base, BaseFiles, Beside};
use crate::inputs::environment::Environment;
use crate::inputs::tree::Tree;
use crate::inputs::workspace::Workspace;
use crate::policy::valid::{Origin, Policy};
use crate::publish::judgement::{Commits, Judgement};
use crate::rules::RULES;
use crate::run::JudgedRun;
use crate::verdict::hear::run_rules;
use crate::verdict::weigh::{Weights, weigh};

/// Makes the inputs of a command at a terminal, and passes them on.
pub(super) fn at_terminal<T>(
    request: &CheckRequest,
    then: impl FnOnce(JudgeInputs<'_>) -> Result<T, CheckError>,
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
    let tree = Tree::Folder(&workspace);
    then(JudgeInputs {
        asked: &request.asked,
        workspace: &workspace,
        tree: &tree,
        base: base.map_err(|error| error.to_string()),
        fork: fork.map_err(|error| error.to_string()),
        ruler: None,
        may_adopt: true,
        place: RunContext {
            on_github: environment.on_github,
            event: None,
            repository: environment.repository,
            base_branch: environment.base_branch,
            base_problem: None,
            floor_problem: None,
            tree_problem: None,
            standing: None,
            job_status: None,
        },
        head,
        run: None,
        jobs: None,
        commit: None,
        held: None,
        remote: None,
        merges: Merged::Unknown,
        is_no_push: false,
        today: environment.today,
    })
}

/// All inputs of a case, before anything is judged.
pub(super) struct CaseInputs {
    pub(super) material: SideInputs,
    pub(super) policy: Policy,
    /// Differences of the files that the policy freezes.
    frozen: FrozenFiles,
    /// The base's versions of the workflows that hold waivers in comments; `None` without a base.
    pub(super) base_workflows: Option<BaseWorkflows>,
    /// The policy that this policy extends, with its inputs.
    floor: Option<ExtendedFloor>,
    sources: Sources,
    base: BaseSide,
    commits: Commits,
}

pub(super) fn gather_case(bench: &mut JudgeInputs<'_>) -> Result<CaseInputs, CheckError> {
    let span = info_span!(target: TARGET, "gather", policies = Empty);
    let _gather = span.enter();
    let JudgeInputs {
        asked,
        workspace,
        tree,
        base,
        ruler,
        may_adopt,
        place,
        run,
        commit,
        remote,
        ..
    } = bench;
    let loaded = match (&*base, &*ruler) {
        (Err(why), None) | (_, Some(Err(why))) => Err(CheckError::Unruled(why.clone())),
        (_, Some(Ok(ruler))) if *may_adopt => {
            policy_source::load(asked, workspace, tree, Some(&**ruler))
        }
        (_, Some(Ok(ruler))) => policy_source::of_ruler(asked, workspace, &**ruler),
        (Ok(base), None) => policy_source::load(asked, workspace, tree, base.as_deref()),
    };
    let promise = match loaded {
        Err(error @ (CheckError::Base(_) | CheckError::Unruled(_))) => {
            place.base_problem = Some(error.to_string());
            policy_source::without_policy(asked)?
        }
        loaded => loaded?,
    };
    if let Err(why) = &*base {
        place.base_problem.get_or_insert_with(|| why.clone());
    }
    let PolicyText { mut policy, text } = promise;
    tiers::settle(&mut policy, workspace, tree, &tiers::run(run.as_ref(), commit.as_ref(), place));
    let Origin { source, path, digest, .. } = &policy.origin;
    debug!(target: TARGET, ?source, path, digest, "the policy in force");
    let floor = match &policy.extends {
        None => None,
        Some(extends) => match extends::read(extends, *remote)? {
            Ok(floor) => Some(floor),
            Err(why) => {
                place.floor_problem = Some(why);
                None
            }
        },
    };
    span.record("policies", 1 + usize::from(floor.is_some()));
    let (mut material, mut sources) = gather::gather_inputs(asked, workspace, tree, &policy);
    material.place = std::mem::take(place);
    material.run_jobs = bench.jobs.take();
    let base = bench.base.as_ref().ok().and_then(Option::as_deref);
    let ruler = bench.ruler.as_ref().and_then(|ruler| ruler.as_deref().ok());
    let base_workflows =
        ruler.or(base).map(|base| change::base_workflows(&material.workflows, base));
    let frozen = change::frozen(&policy, tree, base);
    let side = match bench.fork.as_ref().map(Option::as_deref) {
        Ok(fork) => base_side::gather(&mut material, &policy, tree, fork.or(base)),
        Err(why) => BaseSide::Unreadable(why.clone()),
    };
    let run = bench.run.as_ref();
    material.artifacts = run.and_then(|run| gather::artifacts(&policy, run, bench.remote));
    if let Some(text) = text {
        sources.insert(policy.origin.path.clone(), text);
    }
    let base = base.map(|base| base.commit().to_owned());
    let floor = floor.map(|floor| extends::floor(floor, &material, bench, &mut sources));
    let fork = bench.fork.as_ref().ok().and_then(Option::as_deref);
    let compared = fork.map(|fork| fork.commit().to_owned()).or_else(|| base.clone());
    let commits = Commits { head: bench.head.take(), base, compared };
    Ok(CaseInputs { material, policy, frozen, base_workflows, floor, sources, base: side, commits })
}

/// Makes the facts of the inputs, and compares them with the base.
pub(super) fn understand_case(
    material: SideInputs,
    frozen: FrozenFiles,
    base_workflows: Option<&BaseWorkflows>,
    base: &BaseSide,
    policy: &Policy,
) -> (Facts, Change) {
    let span =
        info_span!(target: TARGET, "understand", workflows = Empty, jobs = Empty, commands = Empty);
    let facts = span.in_scope(|| Facts::new(material));
    span.record("workflows", facts.workflows.len());
    span.record("jobs", facts.models().map(|(_, workflow)| workflow.jobs.len()).sum::<usize>());
    span.record("commands", facts.commands.len());
    drop(span);
    let span = info_span!(target: TARGET, "compare", workflows = Empty, shifts = Empty);
    let comparison = span.in_scope(|| base_side::comparison(base, &facts, policy));
    if let DriftComparison::Done(drift) = &comparison {
        span.record("workflows", drift.scope.workflows);
        span.record("shifts", drift.shifts.len());
    }
    let waivers = hold(&facts.inline, base_workflows);
    (facts, Change { comparison, frozen, waivers, ..Change::default() })
}

/// Judges: runs the rules once, requests what the verdict turned out to depend on, and weighs
/// again.
pub(super) fn judge(mut bench: JudgeInputs<'_>) -> Result<Judgement, CheckError> {
    let CaseInputs { material, policy, frozen, base_workflows, floor, sources, base, commits } =
        gather_case(&mut bench)?;
    let comments = base_workflows.as_ref();
    let mut floor = floor.map(|ExtendedFloor { policy, material, frozen }| {
        let (facts, mut change) = understand_case(material, frozen, comments, &base, &policy);
        change.behind = base_side::behind(&base, &facts, &policy, &bench);
        (facts, change, policy)
    });
    let (mut facts, mut change) = understand_case(material, frozen, comments, &base, &policy);
    change.behind = base_side::behind(&base, &facts, &policy, &bench);
    let parts = std::iter::once((&facts, &policy));
    let of_floor = floor.as_ref().map(|(facts, _, policy)| (facts, policy));
    let parts: Vec<(&Facts, &Policy)> = parts.chain(of_floor).collect();
    let checks = commit::checks(&parts, &base, &bench);
    if let Some((facts, ..)) = &mut floor {
        facts.commit_checks.clone_from(&checks);
    }
    facts.commit_checks = checks;
    let mut seen = commit::seen(&facts, &policy);
    if let Some((facts, _, policy)) = &floor {
        seen.add(commit::seen(facts, policy));
    }
    if let Some(held) = bench.held.as_ref() {
        facts.place.standing = held.by(&seen);
    }
    let by_floor = floor.as_ref().map(|(facts, change, policy)| Case { facts, change, policy });
    let case = Case { facts: &facts, change: &change, policy: &policy };
    let span =
        info_span!(target: TARGET, "judge", rules = RULES.len(), findings = Empty, verdict = Empty);
    let hearing = span.in_scope(|| run_rules(RULES, case, by_floor));
    let weighed = |weights: &Weights<'_>| {
        let _judge = span.enter();
        let report = weigh(&hearing, weights);
        span.record("findings", report.findings.len());
        span.record("verdict", tracing::field::debug(report.verdict));
        report
    };
    let mut weights = Weights::new(bench.asked.fail_on, bench.today);
    let mut report = weighed(&weights);
    let touched = match &bench.base {
        Ok(Some(base)) if bench.run.as_ref().is_none_or(JudgedRun::is_change) => {
            let paths = report.over_paths();
            (!paths.is_empty()).then(|| change::touched(bench.tree, &**base, paths))
        }
        _ => None,
    };
    if let Some(touched) = &touched {
        weights.touched = touched;
        report = weighed(&weights);
    }
    let approvals = by_floor.and_then(|floor| floor.policy.approvals.as_ref());
    let approval = match (&bench.run, approvals.or(policy.approvals.as_ref())) {
        (Some(run), Some(asks)) if report.has_open_drift() => {
            // Most changes have no drift, so the approval is only requested when there is something
            // to approve.
            let (remote, is_no_push) = (bench.remote, bench.is_no_push);
            let approver = Approver { remote, run, merges: &bench.merges, is_no_push };
            Some(approver.ask(asks))
        }
        _ => None,
    };
    if let Some(approval) = &approval {
        weights.approval = approval;
        report = weighed(&weights);
    }
    drop(span);
    let base_sources = match base {
        BaseSide::Differs { sources, .. } => sources,
        BaseSide::None | BaseSide::Unreadable(_) | BaseSide::Same { .. } => Sources::new(),
    };
    let run = bench.run;
    Ok(Judgement { report, facts, change, policy, commits, run, seen, sources, base_sources })
}
