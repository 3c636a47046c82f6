//! Which entries of the policy a run judges, before anything of them is read.

use std::sync::Arc;

use super::judge_inputs::CommitRequest;
use crate::facts::jobs::tier::{EvidenceRun, settle_tiers};
use crate::facts::run_context::RunContext;
use crate::facts::workflow::WorkflowFact;
use crate::formats::github::event;
use crate::formats::github::event::EventAbout;
use crate::formats::workflow::read_workflow;
use crate::inputs::{FoundFiles, Runner, Tree, Workspace};
use crate::policy::Policy;
use crate::run::JudgedRun;

/// Returns the run whose evidence is judged.
pub(super) fn run(
    run: Option<&JudgedRun>,
    commit: Option<&CommitRequest<'_>>,
    place: &RunContext,
) -> EvidenceRun {
    match run {
        Some(run) => {
            let gate = commit.and_then(|commit| commit.gate.1.clone());
            EvidenceRun::Run {
                workflow: run.workflow.clone(),
                gate: gate.filter(|_| run.judged == run.own),
            }
        }
        None if place.on_github => by_runner(),
        None => EvidenceRun::None,
    }
}

/// Returns the run of a step that calls the command line.
fn by_runner() -> EvidenceRun {
    let Ok(runner) = Runner::read() else {
        return EvidenceRun::Run { workflow: None, gate: None };
    };
    match event::read(&runner.event, &runner.payload).map(|event| event.about) {
        Ok(EventAbout::Followed(followed)) => {
            EvidenceRun::Run { workflow: followed.workflow, gate: None }
        }
        _ => EvidenceRun::Run { workflow: runner.workflow, gate: runner.job },
    }
}

/// Takes the entries that a run does not judge out of the policy.
pub(super) fn settle(
    policy: &mut Policy,
    workspace: &Workspace,
    tree: &Tree<'_>,
    run: &EvidenceRun,
) {
    if policy.tiers().is_empty() {
        return;
    }
    let FoundFiles { paths, unusable } = tree.workflows();
    let workflows: Vec<WorkflowFact> = tree
        .read_all(&paths)
        .into_iter()
        .zip(&paths)
        .map(|(bytes, path)| {
            let path: Arc<str> = Arc::from(path.as_str());
            let model = bytes.ok().and_then(|bytes| {
                let parsed = read_workflow(&path, &bytes);
                parsed.value.filter(|_| parsed.problems.is_empty())
            });
            (path, model)
        })
        .chain(unusable.into_iter().map(|(path, _)| (Arc::from(path), None)))
        .map(|(path, model)| WorkflowFact {
            is_unread: model.is_none(),
            path,
            model,
            problems: Vec::new(),
        })
        .collect();
    settle_tiers(policy, &workflows, run, |glob| !workspace.glob(glob, false).is_empty());
}
