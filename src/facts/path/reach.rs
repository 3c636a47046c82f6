//! Reach: whether a job runs in the scenarios in which a merge may depend on it. GitHub counts a
//! skipped job as a success, so a job that is skipped there blocks nothing.
//!
//! The `if:` of a job and of all jobs that it needs are evaluated in three-valued logic; what is
//! unknown before the run (a label, an output, a variable) stays open.

use std::collections::{BTreeMap, BTreeSet};

use super::climb::is_red_with;
use crate::facts::commit::Facts;
use crate::facts::jobs::{FlagValue, resolve_flag, runs_truegreen};
use crate::facts::path::decider::{Decider, find_decider, mentions_needs};
use crate::facts::path::home::{ContextRoots, RepositoryContext};
use crate::facts::path::scenario::{Scenario, ScenarioStage, scenario_stages};
use crate::formats::expr::context::Contexts;
use crate::formats::expr::value::ExprValue;
use crate::formats::expr::{deciding_operand, evaluate_condition};
use crate::formats::workflow::model::{Job, Workflow};
use crate::policy::Policy;
use crate::span::{Span, Spanned};

/// The end of a job in a run in which at most one job fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum JobEnd {
    Success,
    Failure,
    Skipped,
    /// The run decides whether the job runs.
    Unknown,
}

/// The ends of all jobs of a workflow, by their ids in lower case.
type JobEnds = BTreeMap<String, JobEnd>;

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

/// All jobs of a workflow in all of its scenarios.
#[derive(Debug)]
pub struct Reach<'w> {
    workflow: &'w Workflow,
    /// The jobs that each job needs, directly or through others, by its id in lower case.
    behind: BTreeMap<String, BTreeSet<String>>,
    stages: Vec<(ScenarioStage, Vec<Vec<JobEnds>>)>,
}

impl<'w> Reach<'w> {
    /// Evaluates a workflow.
    #[must_use]
    pub fn new(workflow: &'w Workflow, home: &RepositoryContext) -> Self {
        let mut reach = Self { workflow, behind: behind(workflow), stages: Vec::new() };
        for stage in scenario_stages(workflow, home) {
            let events = stage.events.iter();
            let ends = events
                .map(|runs| runs.iter().map(|roots| reach.ends(roots, None)).collect())
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
        let is_required = |job: &Job| policy.is_required(&self.workflow.path, &job.id.value);
        let before = self.behind.get(&id);
        let candidates = self.workflow.jobs.iter().filter(|other| {
            before.is_some_and(|before| before.contains(&key(&other.id.value)))
                && !is_required(other)
                && fails_openly(other)
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
                let ends = self.ends(roots, Some(&failed));
                let judges =
                    self.workflow.jobs.iter().filter(|job| is_required(job) || runs_truegreen(job));
                end(&ends, &id) == JobEnd::Skipped
                    && !judges.into_iter().any(|judge| self.may_turn_red(judge, &ends))
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
        let before = self.behind.get(&id);
        let own = self.workflow.jobs.iter().filter(|other| key(&other.id.value) == id);
        let others =
            self.workflow.jobs.iter().filter(|other| {
                before.is_some_and(|before| before.contains(&key(&other.id.value)))
            });
        let runs: Vec<_> = open.collect();
        own.chain(others).find_map(|job| {
            let is_open = |(roots, ends): &(&ContextRoots, &JobEnds)| {
                let contexts = self.contexts(job, roots, ends, Some(true));
                truth(job.condition(), &contexts).is_none()
            };
            let decider = find_decider(job.condition())?;
            runs.iter().any(is_open).then_some((job, decider))
        })
    }

    /// Returns the jobs that a job needs, directly or through others.
    pub fn before(&self, job: &Job) -> impl Iterator<Item = &'w Job> + use<'w, '_> {
        let before = self.behind.get(&key(&job.id.value));
        let is_before =
            move |other: &&Job| before.is_some_and(|before| before.contains(&key(&other.id.value)));
        self.workflow.jobs.iter().filter(is_before)
    }

    /// Returns the entry of `needs:` through which a job needs another.
    #[must_use]
    pub fn need(&self, job: &Job, to: &Job) -> Option<Span> {
        let to = key(&to.id.value);
        let leads = |need: &&Spanned<String>| {
            let id = key(&need.value);
            id == to || self.behind.get(&id).is_some_and(|before| before.contains(&to))
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
        let mut before = self.behind.get(id).into_iter().flatten();
        before.any(|failed| self.ends(roots, Some(failed)).get(id) != Some(&JobEnd::Skipped))
    }

    /// Returns how every job ends when this one fails and no other does.
    fn ends(&self, roots: &ContextRoots, failed: Option<&str>) -> JobEnds {
        let mut ends = JobEnds::new();
        // The model has no circle, so each round adds at least one job.
        while ends.len() < self.workflow.jobs.len() {
            let before = ends.len();
            for job in &self.workflow.jobs {
                let id = key(&job.id.value);
                let ready = job.needs.iter().all(|need| ends.contains_key(&key(&need.value)));
                if !ready || ends.contains_key(&id) {
                    continue;
                }
                let success = self.success(&id, &ends);
                let contexts = self.contexts(job, roots, &ends, success);
                let end = match truth(job.condition(), &contexts) {
                    Some(false) => JobEnd::Skipped,
                    _ if failed == Some(id.as_str()) => JobEnd::Failure,
                    Some(true) => JobEnd::Success,
                    None => JobEnd::Unknown,
                };
                ends.insert(id, end);
            }
            if ends.len() == before {
                break;
            }
        }
        ends
    }

    /// Returns the value of `success()`: all jobs that a job needs, directly or through others,
    /// succeeded. A job behind a skipped one is skipped even if a job between them ran
    /// (`actions/runner` issues 491 and 2205).
    fn success(&self, id: &str, ends: &JobEnds) -> Option<bool> {
        let before = self.behind.get(id).into_iter().flatten();
        let mut all = Some(true);
        for id in before {
            match ends.get(id) {
                Some(JobEnd::Success) => {}
                Some(JobEnd::Failure | JobEnd::Skipped) => return Some(false),
                Some(JobEnd::Unknown) | None => all = None,
            }
        }
        all
    }

    fn contexts(
        &self,
        job: &Job,
        roots: &ContextRoots,
        ends: &JobEnds,
        success: Option<bool>,
    ) -> Contexts {
        let before = self.behind.get(&key(&job.id.value)).into_iter().flatten();
        let failure = before.into_iter().any(|id| ends.get(id) == Some(&JobEnd::Failure));
        let mut roots = roots.clone();
        roots.insert("needs".to_owned(), self.needs(job, ends));
        Contexts { roots, success, failure: Some(failure), cancelled: Some(false) }
    }

    /// Returns the `needs` context of a job.
    fn needs(&self, job: &Job, ends: &JobEnds) -> ExprValue {
        let needs = job.needs.iter().map(|need| {
            let id = key(&need.value);
            let end = ends.get(&id).copied().unwrap_or(JobEnd::Unknown);
            let result = match end {
                JobEnd::Success => ExprValue::String("success".to_owned()),
                JobEnd::Failure => ExprValue::String("failure".to_owned()),
                JobEnd::Skipped => ExprValue::String("skipped".to_owned()),
                JobEnd::Unknown => ExprValue::Unknown,
            };
            let needed = self.workflow.jobs.iter().find(|job| key(&job.id.value) == id);
            let outputs = needed.map_or(ExprValue::Unknown, |needed| outputs(needed, end));
            let fields = [("result".to_owned(), result), ("outputs".to_owned(), outputs)];
            (id, ExprValue::Object(fields.into()))
        });
        ExprValue::Object(needs.collect())
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
            let job = self.workflow.jobs.iter().find(|job| key(&job.id.value) == id)?;
            let contexts = self.contexts(job, roots, ends, Some(true));
            if truth(job.condition(), &contexts) == Some(false) {
                let part = deciding_operand(job.condition(), &contexts);
                return Some((job, part.map(str::to_owned)));
            }
            let before = self.behind.get(&id).into_iter().flatten();
            next.extend(before.filter(|id| ends.get(*id) == Some(&JobEnd::Skipped)).cloned());
        }
        None
    }

    /// Returns whether a required job may turn red with these ends: it surely does, or it runs and
    /// reads `needs` in a way that cannot be followed.
    fn may_turn_red(&self, judge: &Job, ends: &JobEnds) -> bool {
        let end = ends.get(&key(&judge.id.value)).copied().unwrap_or(JobEnd::Unknown);
        let contexts = || Contexts {
            roots: [("needs".to_owned(), self.needs(judge, ends))].into(),
            success: Some(true),
            failure: Some(false),
            cancelled: Some(false),
        };
        match end {
            JobEnd::Skipped => false,
            JobEnd::Failure => true,
            // truegreen itself reports a required job that is skipped.
            JobEnd::Success | JobEnd::Unknown => {
                runs_truegreen(judge) || mentions_needs(judge) || is_red_with(judge, &contexts())
            }
        }
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
    let stages = scenario_stages(workflow, home);
    let mut runs = stages
        .iter()
        .filter(|stage| stage.scenario == Scenario::SameRepository)
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

/// Returns the key of a job's id: GitHub compares ids without case.
fn key(id: &str) -> String {
    id.to_lowercase()
}

fn truth(condition: &str, contexts: &Contexts) -> Option<bool> {
    evaluate_condition(condition, contexts).ok()?.truth()
}

fn behind(workflow: &Workflow) -> BTreeMap<String, BTreeSet<String>> {
    let direct: BTreeMap<String, Vec<String>> = workflow
        .jobs
        .iter()
        .map(|job| (key(&job.id.value), job.needs.iter().map(|need| key(&need.value)).collect()))
        .collect();
    let all = direct.keys().map(|id| {
        let mut found = BTreeSet::new();
        let mut next: Vec<&String> = direct.get(id).into_iter().flatten().collect();
        while let Some(need) = next.pop() {
            if found.insert(need.clone()) {
                next.extend(direct.get(need).into_iter().flatten());
            }
        }
        (id.clone(), found)
    });
    all.collect()
}

/// Returns the outputs of a job: those that it declares, if it ran. A called workflow declares its
/// own.
fn outputs(job: &Job, end: JobEnd) -> ExprValue {
    if end == JobEnd::Skipped {
        return ExprValue::Object(BTreeMap::new());
    }
    if job.uses.is_some() {
        return ExprValue::Unknown;
    }
    let names = job.outputs.iter().map(|(name, _)| (name.value.to_lowercase(), ExprValue::Unknown));
    ExprValue::Object(names.collect())
}

/// Returns whether a failure of a job shows in `needs`: the job has no `continue-on-error`, or one that
/// is surely false.
fn fails_openly(job: &Job) -> bool {
    let flag = job.continue_on_error.as_ref();
    flag.is_none_or(|flag| resolve_flag(&flag.value.value, job) == FlagValue::Never)
}

#[cfg(test)]
#[path = "reach_tests.rs"]
mod tests;
