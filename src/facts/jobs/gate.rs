//! The gate: which workflow is judged, which job of it runs truegreen, and how the other jobs
//! ended.

use std::collections::BTreeSet;

use super::results::{JobConclusion, JobEntry, assign, conclude, job_of};
use crate::facts::commit::Facts;
use crate::facts::workflow::WorkflowFact;
use crate::formats::github::needs::{NeedResult, Needs};
use crate::formats::github::run_jobs::{RunConclusion, RunJob};
use crate::formats::workflow::model::{Job, Step, Workflow};

/// The workflow whose jobs are judged.
#[derive(Clone, Debug)]
pub struct GateScope<'f> {
    /// The file of the workflow.
    pub fact: &'f WorkflowFact,
    /// The model of the workflow.
    pub workflow: &'f Workflow,
    /// The job that runs truegreen, if it is one of the workflow and known.
    pub gate: Option<&'f Job>,
    /// The entry of the gate job in the list of the API, if it is there and known.
    pub own: Option<&'f RunJob>,
    /// Whether the gate job judges the run in which it is itself without waiting for a job: it has no `needs`, and
    /// knows of the other jobs by the list of the API.
    pub is_one_step: bool,
    /// Whether the gate job is in the run that is judged.
    pub is_own_run: bool,
    /// The results of the jobs, in the order of the workflow.
    pub results: Vec<JobResult<'f>>,
}

/// The result of one job, from two sources.
#[derive(Clone, Debug)]
pub struct JobResult<'f> {
    /// The job.
    pub job: &'f Job,
    /// The result in the `needs` context, if the gate job needs the job and the context was given.
    pub needs: Option<NeedResult>,
    /// The conclusion from the API, if the API was asked and answered.
    pub api: Option<JobConclusion>,
    /// The entries of the list of the API that are the job's.
    pub entries: Vec<JobEntry<'f>>,
}

impl JobResult<'_> {
    /// Returns the worse of the two conclusions, from `needs` and from the API; `None` where neither has one.
    #[must_use]
    pub fn worst(&self) -> Option<RunConclusion> {
        let needs = self.needs.map(|result| match result {
            NeedResult::Success => RunConclusion::Success,
            NeedResult::Skipped => RunConclusion::Skipped,
            NeedResult::Cancelled => RunConclusion::Cancelled,
            NeedResult::Failure => RunConclusion::Failure,
        });
        let api = match self.api {
            Some(JobConclusion::Ended(conclusion)) => Some(conclusion),
            _ => None,
        };
        needs.max(api)
    }
}

impl<'f> GateScope<'f> {
    /// Finds the workflow: by its path if the runner names it, else by the ids in `needs`.
    /// `prefers` decides between several that match.
    ///
    /// # Errors
    /// Why the workflow is unknown, in words.
    pub fn find(
        facts: &'f Facts,
        prefers: impl Fn(&WorkflowFact, &Job) -> bool,
    ) -> Result<Self, String> {
        let needs = facts.needs.as_ref().and_then(|given| given.needs.as_ref());
        let listed = facts.run_jobs.as_ref();
        let path = listed.and_then(|listed| listed.workflow.as_deref());
        let (fact, workflow) = match (path, needs) {
            (Some(path), _) => facts
                .model(path)
                .ok_or_else(|| format!("the workflow of the run, `{path}`, cannot be read"))?,
            (None, Some(needs)) => by_needs(facts, needs, &prefers)?,
            (None, None) => return Err("nothing tells which workflow ran".to_owned()),
        };
        let jobs = workflow.jobs.as_slice();
        let entries = listed.and_then(|listed| listed.jobs.as_ref().ok());
        let own = listed.and_then(|listed| listed.own);
        let gate = entries.zip(own).and_then(|(entries, own)| job_of(workflow, entries, own));
        let named = listed.and_then(|listed| listed.gate.as_deref());
        let gate = gate.or_else(|| jobs.iter().find(|job| Some(job.id.as_str()) == named));
        let gate = gate.or_else(|| {
            let ids = keys(needs?);
            let waiting = jobs.iter().filter(|job| needs_of(job) == ids);
            waiting.min_by_key(|job| (!runs_truegreen(job), prefers(fact, job)))
        });
        let given = entries.map(|entries| assign(workflow, &JobEntry::of_run(entries, own)));
        let is_listed = given.is_some();
        let given = given.unwrap_or_else(|| vec![Vec::new(); jobs.len()]);
        let results = jobs.iter().zip(given).map(|(job, entries)| JobResult {
            job,
            needs: needs.and_then(|needs| needs.get(job.id.as_str()).copied()),
            api: is_listed.then(|| conclude(job, &entries)),
            entries,
        });
        let is_own_run = listed.is_some_and(|listed| listed.is_own_run);
        Ok(Self {
            fact,
            workflow,
            gate,
            own: entries.and_then(|all| all.iter().find(|entry| Some(entry.id) == own)),
            is_one_step: is_own_run
                && facts.needs.is_none()
                && gate.is_none_or(|gate| gate.needs.is_empty()),
            is_own_run,
            results: results.collect(),
        })
    }

    /// Returns whether a job is the gate job.
    #[must_use]
    pub fn is_gate(&self, job: &Job) -> bool {
        self.gate.is_some_and(|gate| std::ptr::eq(gate, job))
    }

    /// Returns whether the gate job runs commands before its step of truegreen: what that step finds
    /// in the workspace they may have written.
    #[must_use]
    pub fn follows_commands(&self) -> bool {
        let steps = self.gate.filter(|_| self.is_own_run).map(|gate| gate.steps.iter());
        let mut before = steps.into_iter().flatten().take_while(|step| !step_runs_truegreen(step));
        before.any(|step| step.run.is_some())
    }

    /// Returns whether a job is in `needs` of the gate job.
    #[must_use]
    pub fn needs(&self, job: &Job) -> bool {
        self.gate.is_some_and(|gate| needs_of(gate).contains(job.id.as_str()))
    }

    /// Returns whether the gate job cannot start before a job has ended: the job is in its `needs`,
    /// directly or through other jobs.
    #[must_use]
    pub fn waits_for(&self, job: &Job) -> bool {
        self.gate.is_some_and(|gate| self.is_behind(gate, job))
    }

    /// Returns whether a job cannot start before the gate job has ended.
    #[must_use]
    pub fn is_behind_gate(&self, job: &Job) -> bool {
        self.gate.is_some_and(|gate| self.is_behind(job, gate))
    }

    fn is_behind(&self, later: &Job, job: &Job) -> bool {
        let mut seen = BTreeSet::new();
        let mut next: Vec<&str> = needs_of(later).into_iter().collect();
        while let Some(id) = next.pop() {
            if !seen.insert(id) {
                continue;
            }
            let found = self.workflow.jobs.iter().find(|job| job.id.as_str() == id);
            next.extend(found.into_iter().flat_map(needs_of));
        }
        seen.contains(job.id.as_str())
    }
}

/// Finds the workflow by the ids of its jobs, if nothing else is known.
fn by_needs<'f>(
    facts: &'f Facts,
    needs: &Needs,
    prefers: &impl Fn(&WorkflowFact, &Job) -> bool,
) -> Result<(&'f WorkflowFact, &'f Workflow), String> {
    if needs.is_empty() {
        return Err("`needs` holds no job: the gate waited for nothing".to_owned());
    }
    let mut found = candidates(facts, needs);
    let names_one = |(fact, workflow): &(&WorkflowFact, &Workflow)| {
        workflow.jobs.iter().any(|job| prefers(fact, job))
    };
    if found.len() > 1 && found.iter().any(names_one) {
        found.retain(names_one);
    }
    let ids = needs.keys().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(format!("no workflow that can be read has all the jobs of `needs`: {ids}")),
        several => {
            let files: Vec<_> = several.iter().map(|(fact, _)| fact.name()).collect();
            Err(format!("`needs` ({ids}) may be from any of: {}", files.join(", ")))
        }
    }
}

/// Returns the workflows that `needs` may be from: those with all of its jobs; of several, those
/// with a job that needs all of them; of several of those, the ones with a job that needs exactly
/// them.
fn candidates<'f>(facts: &'f Facts, needs: &Needs) -> Vec<(&'f WorkflowFact, &'f Workflow)> {
    let ids = keys(needs);
    let mut found: Vec<(&WorkflowFact, &Workflow)> = facts
        .models()
        .filter(|(_, workflow)| {
            let jobs: BTreeSet<&str> = workflow.jobs.iter().map(|job| job.id.as_str()).collect();
            jobs.is_superset(&ids)
        })
        .collect();
    let waits: [&dyn Fn(&Job) -> bool; 2] =
        [&|job| needs_of(job).is_superset(&ids), &|job| needs_of(job) == ids];
    for waits in waits {
        let fits = |(_, workflow): &(&WorkflowFact, &Workflow)| workflow.jobs.iter().any(waits);
        if found.iter().any(fits) {
            found.retain(fits);
        }
    }
    found
}

fn keys(needs: &Needs) -> BTreeSet<&str> {
    needs.keys().map(String::as_str).collect()
}

/// Returns the ids in `needs:` of a job.
fn needs_of(job: &Job) -> BTreeSet<&str> {
    job.needs.iter().map(|need| need.as_str()).collect()
}

/// Returns whether some step of a job uses truegreen.
pub(crate) fn runs_truegreen(job: &Job) -> bool {
    job.steps.iter().any(step_runs_truegreen)
}

/// Returns whether a step uses truegreen.
pub(crate) fn step_runs_truegreen(step: &Step) -> bool {
    let run = step.run.as_ref().map_or("", |run| &run.text);
    let uses = step.uses.as_ref().map_or("", |uses| uses.as_str());
    run.contains("truegreen") || uses.contains("truegreen")
}
