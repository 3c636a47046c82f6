//! Reach: whether a job runs in the scenarios in which a merge may depend on it. GitHub counts a
//! skipped job as a success, so a job that is skipped there blocks nothing.
//!
//! The `if:` of a job and of all jobs that it needs are evaluated in three-valued logic; what is
//! unknown before the run (a label, an output, a variable) stays open.

use std::collections::BTreeSet;

use super::answer::answer;
use super::ends::{JobEnd, JobEnds, JobGraph, key, truth};
use crate::facts::commit::Facts;
use crate::facts::jobs::advisory::GatingJobs;
use crate::facts::jobs::{FlagValue, runs_truegreen};
use crate::facts::path::decider::{Decider, find_decider, open_context};
use crate::facts::path::home::{ContextRoots, RepositoryContext};
use crate::facts::path::scenario::{Scenario, ScenarioStage, scenario_stages};
use crate::formats::expr::context::Contexts;
use crate::formats::expr::deciding_operand;
use crate::formats::workflow::model::{Job, Workflow};
use crate::policy::Policy;
use crate::span::{Span, Spanned};

/// A scenario in which a job is surely skipped.
#[derive(Clone, Debug)]
pub struct JobSkip<'w> {
    /// The scenario.
    pub scenario: Scenario,
    /// The job whose own `if:` is false: this one, or one that it needs.
    pub root: &'w Job,
    /// The part of that `if:` that is false, if it is one part.
    pub part: Option<String>,
}

/// For each event, its successive runs: how a job ends, and what its steps see.
pub(super) type EventRuns = Vec<Vec<(JobEnd, Contexts)>>;

/// All jobs of a workflow in all of its scenarios.
#[derive(Debug)]
pub struct Reach<'w> {
    pub(super) graph: JobGraph<'w>,
    stages: Vec<(ScenarioStage, Vec<Vec<JobEnds>>)>,
}

impl<'w> Reach<'w> {
    /// Evaluates a workflow.
    #[must_use]
    pub fn new(workflow: &'w Workflow, home: &RepositoryContext) -> Self {
        let mut reach = Self { graph: JobGraph::new(workflow), stages: Vec::new() };
        for stage in scenario_stages(workflow, home) {
            let events = stage.events.iter();
            let ends = events
                .map(|runs| runs.iter().map(|roots| reach.graph.ends(roots, None)).collect())
                .collect();
            reach.stages.push((stage, ends));
        }
        reach
    }

    /// Returns the scenarios in which a job is surely skipped. A special case of another skipped
    /// scenario is left out.
    #[must_use]
    pub fn skips(&self, job: &Job) -> Vec<JobSkip<'w>> {
        let id = key(&job.id.value);
        let is_skipped = |(roots, ends): (&ContextRoots, &JobEnds)| {
            ends.get(&id) == Some(&JobEnd::Skipped) && !self.waits_for_a_failure(&id, roots)
        };
        let mut skips: Vec<JobSkip<'w>> = Vec::new();
        for (stage, events) in &self.stages {
            let skipped: Vec<Option<usize>> = stage
                .events
                .iter()
                .zip(events)
                .map(|(roots, ends)| roots.iter().zip(ends).position(is_skipped))
                .collect();
            let Some(Some(run)) = skipped.first().copied() else { continue };
            if skipped.iter().any(Option::is_none)
                || skips.iter().any(|skip| stage.scenario.is_case_of(skip.scenario))
            {
                continue;
            }
            let found = stage.events.first().and_then(|runs| runs.get(run));
            let ends = events.first().and_then(|runs| runs.get(run));
            let Some((roots, ends)) = found.zip(ends) else { continue };
            let Some((root, part)) = self.root(&id, roots, ends) else { continue };
            skips.push(JobSkip { scenario: stage.scenario, root, part });
        }
        skips
    }

    /// Returns the jobs before a job whose failure skips it while no required job turns red, so
    /// that the merge goes through.
    #[must_use]
    pub fn hidden_failures(&self, job: &Job, policy: &Policy) -> Vec<&'w Job> {
        let id = key(&job.id.value);
        let is_required = |job: &Job| policy.is_required(&self.graph.workflow.path, &job.id.value);
        let candidates = self.graph.workflow.jobs.iter().filter(|other| {
            self.graph.is_behind(&id, &key(&other.id.value))
                && !is_required(other)
                && fails_openly(
                    other,
                    GatingJobs::of(policy, &self.graph.workflow.path, &other.id.value),
                )
        });
        let goes_through = |failed: &&Job| {
            let mut runs = self
                .stages
                .iter()
                .flat_map(|(stage, ends)| stage.events.iter().flatten().zip(ends.iter().flatten()));
            let failed = key(&failed.id.value);
            let end =
                |ends: &JobEnds, id: &String| ends.get(id).copied().unwrap_or(JobEnd::Unknown);
            runs.any(|(roots, calm)| {
                if end(calm, &failed) == JobEnd::Skipped || end(calm, &id) == JobEnd::Skipped {
                    return false;
                }
                let ends = self.graph.ends(roots, Some((&failed, JobEnd::Failure)));
                let judges = self
                    .graph
                    .workflow
                    .jobs
                    .iter()
                    .filter(|job| is_required(job) || runs_truegreen(job));
                end(&ends, &id) == JobEnd::Skipped
                    && !judges.into_iter().any(|judge| self.may_turn_red(judge, roots, &ends))
            })
        };
        candidates.filter(goes_through).collect()
    }

    /// Returns what may skip a job that no scenario surely skips, with the job whose `if:` asks for
    /// it: this one, or one that it needs.
    #[must_use]
    pub fn decider(&self, job: &Job) -> Option<(&'w Job, Decider)> {
        let id = key(&job.id.value);
        let all = || {
            let runs = self.stages.iter();
            runs.flat_map(|(stage, ends)| stage.events.iter().flatten().zip(ends.iter().flatten()))
        };
        let mut open = all().filter(|(_, ends)| ends.get(&id) == Some(&JobEnd::Unknown)).peekable();
        open.peek()?;
        let own = self.graph.workflow.jobs.iter().filter(|other| key(&other.id.value) == id);
        let others = self.before(job);
        let runs: Vec<_> = open.collect();
        let jobs: Vec<&Job> = own.chain(others).collect();
        let open_for = |job: &Job, (roots, ends): &(&ContextRoots, &JobEnds)| {
            let contexts = self.graph.contexts(job, roots, ends, Some(true));
            truth(job.condition(), &contexts).is_none().then_some(contexts)
        };
        let named = jobs.iter().find_map(|job| {
            let decider = find_decider(job.condition())?;
            runs.iter().any(|run| open_for(job, run).is_some()).then_some((*job, decider))
        });
        named.or_else(|| {
            if self.is_settled(job) {
                return None;
            }
            jobs.iter().find_map(|job| {
                let contexts = runs.iter().find_map(|run| open_for(job, run))?;
                Some((*job, open_context(job.condition(), &contexts)))
            })
        })
    }

    /// Returns the scenarios on which a merge waits: where pull requests start the workflow, no push.
    fn stages_of_merges(&self) -> impl Iterator<Item = &(ScenarioStage, Vec<Vec<JobEnds>>)> {
        let has_pulls = self.judges_pull_requests();
        let is_behind = move |stage: &ScenarioStage| has_pulls && stage.scenario == Scenario::Push;
        self.stages.iter().filter(move |(stage, _)| !is_behind(stage))
    }

    /// Returns whether a job runs in every run on which a merge waits.
    #[must_use]
    pub fn surely_runs(&self, job: &Job) -> bool {
        let has_pulls = self.judges_pull_requests();
        let skips = self.skips(job);
        let mut skips = skips.iter().filter(|skip| !has_pulls || skip.scenario != Scenario::Push);
        skips.next().is_none() && self.is_settled(job)
    }

    /// Returns whether a job runs or is skipped in every such run for certain.
    #[must_use]
    fn is_settled(&self, job: &Job) -> bool {
        let id = key(&job.id.value);
        let mut ends = self.stages_of_merges().flat_map(|(_, ends)| ends.iter().flatten());
        !ends.any(|ends| ends.get(&id) == Some(&JobEnd::Unknown))
    }

    /// Returns the runs of each scenario in which nothing fails, by event: how a job ends, and what its steps see of the
    /// event and of the jobs before.
    pub(super) fn calm_runs(&self, job: &Job) -> Vec<(Scenario, EventRuns)> {
        let id = key(&job.id.value);
        let run = |(roots, ends): (&ContextRoots, &JobEnds)| {
            let end = ends.get(&id).copied().unwrap_or(JobEnd::Unknown);
            (end, self.graph.contexts(job, roots, ends, Some(true)))
        };
        let stages = self.stages.iter().map(|(stage, events)| {
            let events = stage.events.iter().zip(events);
            let events = events.map(|(roots, ends)| roots.iter().zip(ends).map(run).collect());
            (stage.scenario, events.collect())
        });
        stages.collect()
    }

    /// Returns the jobs that a job needs, directly or through others.
    pub fn before(&self, job: &Job) -> impl Iterator<Item = &'w Job> + use<'w, '_> {
        let id = key(&job.id.value);
        let is_before = move |other: &&'w Job| self.graph.is_behind(&id, &key(&other.id.value));
        self.graph.workflow.jobs.iter().filter(is_before)
    }

    /// Returns the entry of `needs:` through which a job needs another.
    #[must_use]
    pub fn need(&self, job: &Job, to: &Job) -> Option<Span> {
        let to = key(&to.id.value);
        let leads = |need: &&Spanned<String>| {
            let id = key(&need.value);
            id == to || self.graph.is_behind(&id, &to)
        };
        let direct = job.needs.iter().find(|need| key(&need.value) == to);
        direct.or_else(|| job.needs.iter().find(leads)).map(|need| need.span)
    }

    /// Returns the place that decides a skip: the `if:` of the job, or the need that leads to the
    /// skipped job.
    #[must_use]
    pub fn deciding_span(&self, job: &Job, skip: &JobSkip<'_>) -> Span {
        let own = job.condition.as_ref().filter(|_| skip.root.id == job.id);
        let need = || self.need(job, skip.root).unwrap_or(job.id.span);
        own.map_or_else(need, |condition| condition.span)
    }

    /// Returns whether a scenario starts the workflow.
    #[must_use]
    pub fn starts(&self, scenario: Scenario) -> bool {
        self.stages.iter().any(|(stage, _)| stage.scenario == scenario)
    }

    /// Returns whether pull requests start the workflow.
    #[must_use]
    pub fn judges_pull_requests(&self) -> bool {
        self.starts(Scenario::SameRepository)
    }

    /// Returns whether a job that is skipped while nothing fails runs when a job before it fails:
    /// it reports the failure, or turns red for it, so its skip is no problem.
    fn waits_for_a_failure(&self, id: &str, roots: &ContextRoots) -> bool {
        self.graph.before(id).any(|failed| {
            let ends = self.graph.ends(roots, Some((failed, JobEnd::Failure)));
            ends.get(id) != Some(&JobEnd::Skipped)
        })
    }

    /// Returns the job that keeps a skipped one from running, and the part of its `if:` that is
    /// false.
    fn root(
        &self,
        id: &str,
        roots: &ContextRoots,
        ends: &JobEnds,
    ) -> Option<(&'w Job, Option<String>)> {
        let mut seen = BTreeSet::new();
        let mut next = vec![id.to_owned()];
        while let Some(id) = next.pop() {
            if !seen.insert(id.clone()) {
                continue;
            }
            let job = self.graph.workflow.jobs.iter().find(|job| key(&job.id.value) == id)?;
            let contexts = self.graph.contexts(job, roots, ends, Some(true));
            if truth(job.condition(), &contexts) == Some(false) {
                let part = deciding_operand(job.condition(), &contexts);
                return Some((job, part.map(str::to_owned)));
            }
            let before = self.graph.before(&id);
            next.extend(before.filter(|id| ends.get(*id) == Some(&JobEnd::Skipped)).cloned());
        }
        None
    }

    /// Returns whether a job may turn red with these ends: it surely does, or it reads `needs` in a way that cannot be
    /// followed, or runs truegreen, which reports a required job that is skipped.
    fn may_turn_red(&self, judge: &Job, roots: &ContextRoots, ends: &JobEnds) -> bool {
        match ends.get(&key(&judge.id.value)) {
            Some(JobEnd::Skipped) => false,
            Some(JobEnd::Failure | JobEnd::Cancelled) => true,
            Some(JobEnd::Success | JobEnd::Unknown) | None => {
                runs_truegreen(judge) || !answer(&self.graph, judge, roots, ends).passes()
            }
        }
    }

    /// Returns every run with its scenario and how all jobs end in it where nothing fails.
    pub(super) fn runs(&self) -> impl Iterator<Item = (Scenario, &ContextRoots, &JobEnds)> {
        self.stages.iter().flat_map(|(stage, ends)| {
            let runs = stage.events.iter().flatten().zip(ends.iter().flatten());
            runs.map(|(roots, ends)| (stage.scenario, roots, ends))
        })
    }

    /// Returns the workflow.
    #[must_use]
    pub const fn workflow(&self) -> &'w Workflow {
        self.graph.workflow
    }
}

/// Returns whether a step is surely skipped, by its own `if:`, on every pull request of a person
/// from a branch of the repository.
#[must_use]
pub fn skips_on_pull_requests(
    workflow: &Workflow,
    home: &RepositoryContext,
    condition: &str,
) -> bool {
    skips_in(Scenario::SameRepository, workflow, home, condition)
}

/// Returns whether a step is surely skipped, by its own `if:`, in every run of a workflow that no change starts.
#[must_use]
pub fn skips_always(workflow: &Workflow, home: &RepositoryContext, condition: &str) -> bool {
    skips_in(Scenario::Any, workflow, home, condition)
}

fn skips_in(
    scenario: Scenario,
    workflow: &Workflow,
    home: &RepositoryContext,
    condition: &str,
) -> bool {
    let stages = scenario_stages(workflow, home);
    let mut runs = stages
        .iter()
        .filter(|stage| stage.scenario == scenario)
        .flat_map(|stage| stage.events.iter().flatten())
        .peekable();
    let is_false = |roots: &ContextRoots| {
        let contexts = Contexts {
            roots: roots.clone(),
            success: Some(true),
            failure: Some(false),
            cancelled: Some(false),
        };
        truth(condition, &contexts) == Some(false)
    };
    runs.peek().is_some() && runs.all(is_false)
}

impl RepositoryContext {
    /// Returns the repository that the policy names, else that of the run.
    #[must_use]
    pub fn of(facts: &Facts, policy: &Policy) -> Self {
        let named = policy.context.repository.as_ref().map(|name| name.value.clone());
        let branch = match policy.context.base.as_slice() {
            [one] => Some(one.value.clone()),
            _ => None,
        };
        Self { repository: named.or_else(|| facts.place.repository.clone()), branch }
    }
}

/// Returns whether a failure of a job shows in `needs`: the job has no `continue-on-error`, or one that
/// is surely false in the matrix jobs that gate.
#[must_use]
pub fn fails_openly(job: &Job, gating: GatingJobs<'_>) -> bool {
    let flag = job.continue_on_error.as_ref();
    flag.is_none_or(|flag| gating.flag(flag, job) == FlagValue::Never)
}

#[cfg(test)]
#[path = "reach_tests.rs"]
mod tests;
