//! The commit with the facts and the policy that it is judged by.

use std::sync::Arc;

use crate::facts::commit::Facts;
use crate::facts::evidence::commit_checks::{CommitChecksFact, CommitLists, CommitSituation};
use crate::formats::github::check_runs::CheckRunEntry;
use crate::formats::github::skip_words::SKIPPED_EVENTS;
use crate::formats::github::workflow_runs::WorkflowRunEntry;
use crate::formats::workflow::model::{Job, Workflow};
use crate::policy::Policy;

/// Name of the app of GitHub Actions in URLs.
pub(super) const ACTIONS: &str = "github-actions";

/// Words for a check that truegreen itself makes.
pub(super) const GATE: &str = "is a gate itself";

/// The commit with the facts and the policy that it is judged by.
pub(super) struct CommitScene<'a> {
    pub(super) facts: &'a Facts,
    pub(super) policy: &'a Policy,
    pub(super) fact: &'a CommitChecksFact,
    pub(super) lists: Option<&'a CommitLists>,
    /// The workflows of the base, if they differ.
    base: Option<Facts>,
}

impl<'a> CommitScene<'a> {
    pub(super) fn new(facts: &'a Facts, policy: &'a Policy, fact: &'a CommitChecksFact) -> Self {
        let base = fact.base.as_ref().map(|workflows| Facts {
            workflows: workflows.iter().map(Arc::clone).collect(),
            ..Facts::default()
        });
        Self { facts, policy, fact, lists: fact.lists.as_ref().ok(), base }
    }

    /// Returns the facts whose workflows say what must start: those of the base, which the change
    /// cannot edit.
    pub(super) fn ruling(&self) -> &Facts {
        self.base.as_ref().unwrap_or(self.facts)
    }

    /// Returns a workflow as the base has it; as the head has it where it is new.
    pub(super) fn ruling_model(&'a self, path: &str) -> Option<&'a Workflow> {
        let of = |facts: &'a Facts| facts.model(path).map(|(_, workflow)| workflow);
        of(self.ruling()).or_else(|| of(self.facts))
    }

    /// Returns whether a job runs truegreen on the base, so that it is a gate and judges itself.
    pub(super) fn is_gate(&self, path: &str, id: &str) -> bool {
        let (gate_path, gate_job) = &self.fact.gate;
        if gate_path.as_deref() == Some(path) && gate_job.as_deref() == Some(id) {
            return true;
        }
        let known = self.ruling().model(path);
        known.is_some_and(|(_, workflow)| {
            workflow.jobs.iter().any(|job| job.id.value == id && uses_truegreen(job))
        })
    }

    /// Returns whether a run may be about the judged pull request. GitHub lists none for a fork.
    pub(super) fn is_of_pull(&self, run: &WorkflowRunEntry) -> bool {
        let ours = self.fact.pull_request;
        run.pull_requests.is_empty()
            || ours.is_none_or(|number| run.pull_requests.contains(&number))
            || !matches!(self.fact.situation, CommitSituation::PullRequest(_))
    }

    /// Returns what of the message of the commit keeps a workflow from starting that these events
    /// start. One that another event starts too is not kept from it.
    pub(super) fn skip_words(&self, events: &[&str]) -> Option<&'static str> {
        let starts = |event: &&str| SKIPPED_EVENTS.contains(event);
        let is_kept = events.iter().any(starts) && !events.contains(&"pull_request_target");
        self.fact.skip_words.as_ref()?.as_ref().ok()?.filter(|_| is_kept)
    }

    /// Returns the run of a check run, if GitHub Actions made it and a job or program of a run
    /// reports it.
    pub(super) fn run_of(&self, check: &CheckRunEntry) -> Option<&'a WorkflowRunEntry> {
        let suite = check.suite?;
        self.lists?.runs.iter().find(|run| run.suite == suite)
    }
}

/// Returns whether a step of a job is the action.
pub(super) fn uses_truegreen(job: &Job) -> bool {
    let uses = job.steps.iter().filter_map(|step| step.uses.as_ref());
    uses.into_iter().any(|uses| {
        let name = uses.value.split('@').next().unwrap_or_default().to_ascii_lowercase();
        name == "truegreen/truegreen" || name.starts_with("truegreen/truegreen/")
    })
}

/// Returns whether GitHub Actions made a check run.
pub(super) fn is_of_actions(check: &CheckRunEntry) -> bool {
    check.app.as_ref().is_some_and(|app| app.slug == ACTIONS)
}
