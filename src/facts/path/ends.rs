//! How the jobs of a workflow end in one run in which at most one job does not succeed by itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::path::home::ContextRoots;
use crate::formats::expr::context::Contexts;
use crate::formats::expr::evaluate_condition;
use crate::formats::expr::value::ExprValue;
use crate::formats::workflow::model::{Env, Job, Step, Workflow};

/// The end of a job in such a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum JobEnd {
    Success,
    Failure,
    /// Its time ran out, or a newer run or a person cancelled it; the run itself goes on.
    Cancelled,
    Skipped,
    /// The run decides whether the job runs.
    Unknown,
}

/// The ends of all jobs of a workflow, by their ids in lower case.
pub(super) type JobEnds = BTreeMap<String, JobEnd>;

/// The jobs of a workflow, with those that each needs.
#[derive(Debug)]
pub(super) struct JobGraph<'w> {
    pub(super) workflow: &'w Workflow,
    /// The jobs that each job needs, directly or through others, by its id in lower case.
    behind: BTreeMap<String, BTreeSet<String>>,
}

impl<'w> JobGraph<'w> {
    pub(super) fn new(workflow: &'w Workflow) -> Self {
        Self { workflow, behind: behind(workflow) }
    }

    /// Returns the keys of the jobs that a job needs, directly or through others.
    pub(super) fn before(&self, id: &str) -> impl Iterator<Item = &String> {
        self.behind.get(id).into_iter().flatten()
    }

    /// Returns whether what starts a run may decide which jobs run.
    pub(super) fn reads_event(&self) -> bool {
        self.workflow.jobs.iter().any(|job| reads_event(job.condition()))
    }

    /// Returns whether a job needs another, directly or through others.
    pub(super) fn is_behind(&self, id: &str, other: &str) -> bool {
        self.behind.get(id).is_some_and(|before| before.contains(other))
    }

    /// Returns how every job ends when this one ends so, if it runs, and every other succeeds by itself.
    pub(super) fn ends(&self, roots: &ContextRoots, broken: Option<(&str, JobEnd)>) -> JobEnds {
        self.fill(JobEnds::new(), roots, broken, JobEnd::Unknown)
    }

    /// Returns the same for one broken job, from the ends where nothing fails: the jobs that do not need it end as they
    /// did. A job of which only the run knows whether it runs ends as `open`.
    pub(super) fn ends_after(
        &self,
        roots: &ContextRoots,
        calm: &JobEnds,
        broken: (&str, JobEnd),
        open: JobEnd,
    ) -> JobEnds {
        let (id, _) = broken;
        let stays = calm.iter().filter(|(other, _)| *other != id && !self.is_behind(other, id));
        let settled = |end: &JobEnd| if *end == JobEnd::Unknown { open } else { *end };
        let known = stays.map(|(other, end)| (other.clone(), settled(end))).collect();
        self.fill(known, roots, Some(broken), open)
    }

    fn fill(
        &self,
        mut ends: JobEnds,
        roots: &ContextRoots,
        broken: Option<(&str, JobEnd)>,
        open: JobEnd,
    ) -> JobEnds {
        // The model has no circle, so each round adds at least one job.
        while ends.len() < self.workflow.jobs.len() {
            let before = ends.len();
            for job in &self.workflow.jobs {
                let id = key(&job.id.value);
                let is_ready = || job.needs.iter().all(|need| ends.contains_key(&key(&need.value)));
                if ends.contains_key(&id) || !is_ready() {
                    continue;
                }
                let success = self.success(&id, &ends);
                let runs = match &job.condition {
                    None => success,
                    Some(condition) => {
                        truth(condition.as_str(), &self.contexts(job, roots, &ends, success))
                    }
                };
                let end = match (runs, broken) {
                    (Some(false), _) => JobEnd::Skipped,
                    (_, Some((broken, end))) if broken == id => end,
                    (Some(true), _) => JobEnd::Success,
                    (None, _) => open,
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
    pub(super) fn success(&self, id: &str, ends: &JobEnds) -> Option<bool> {
        let mut all = Some(true);
        for id in self.before(id) {
            match ends.get(id) {
                Some(JobEnd::Success) => {}
                Some(JobEnd::Failure | JobEnd::Cancelled | JobEnd::Skipped) => return Some(false),
                Some(JobEnd::Unknown) | None => all = None,
            }
        }
        all
    }

    /// Returns what the `if:` of a job sees.
    pub(super) fn contexts(
        &self,
        job: &Job,
        roots: &ContextRoots,
        ends: &JobEnds,
        success: Option<bool>,
    ) -> Contexts {
        let id = key(&job.id.value);
        let failure = self.before(&id).any(|id| ends.get(id) == Some(&JobEnd::Failure));
        let mut roots = roots.clone();
        roots.insert("needs".to_owned(), self.needs(job, ends));
        Contexts { roots, success, failure: Some(failure), cancelled: Some(false) }
    }

    /// Returns the `needs` context of a job, with the fields in the order in which GitHub writes them. Source: GitHub
    /// documentation, "Contexts reference", example of the `needs` context.
    fn needs(&self, job: &Job, ends: &JobEnds) -> ExprValue {
        let needs = job.needs.iter().map(|need| {
            let id = key(&need.value);
            let end = ends.get(&id).copied().unwrap_or(JobEnd::Unknown);
            let result = match end {
                JobEnd::Success => ExprValue::String("success".to_owned()),
                JobEnd::Failure => ExprValue::String("failure".to_owned()),
                JobEnd::Cancelled => ExprValue::String("cancelled".to_owned()),
                JobEnd::Skipped => ExprValue::String("skipped".to_owned()),
                JobEnd::Unknown => ExprValue::Unknown,
            };
            let needed = self.workflow.jobs.iter().find(|job| key(&job.id.value) == id);
            let outputs = needed.map_or(ExprValue::Unknown, |needed| outputs(needed, end));
            let fields = vec![("result".to_owned(), result), ("outputs".to_owned(), outputs)];
            (need.value.clone(), ExprValue::Ordered(fields))
        });
        ExprValue::Ordered(needs.collect())
    }
}

/// Returns whether what starts a run may decide what a job does.
pub(super) fn acts_by_event(job: &Job) -> bool {
    let in_env = |env: &Env| {
        env.expression.is_some() || env.vars.iter().any(|(_, value)| reads_event(&value.value))
    };
    let in_step = |step: &Step| {
        reads_event(step.condition())
            || in_env(&step.env)
            || step.run.as_ref().is_some_and(|run| reads_event(&run.text))
    };
    reads_event(job.condition()) || in_env(&job.env) || job.steps.iter().any(in_step)
}

fn reads_event(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.contains("github") || text.contains("inputs")
}

/// Returns the key of a job's id: GitHub compares ids without case.
pub(super) fn key(id: &str) -> String {
    id.to_lowercase()
}

/// Returns whether an `if:` holds; `None` if only the run knows.
pub(super) fn truth(condition: &str, contexts: &Contexts) -> Option<bool> {
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
        return ExprValue::Ordered(Vec::new());
    }
    if job.uses.is_some() {
        return ExprValue::Unknown;
    }
    let names = job.outputs.iter().map(|(name, _)| (name.value.clone(), ExprValue::Unknown));
    ExprValue::Ordered(names.collect())
}
