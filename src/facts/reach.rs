//! Reach: whether a job runs in the situations in which a merge may depend on it. GitHub counts a skipped
//! job as a success, so one that is skipped there holds nothing.
//!
//! The `if:` of a job and of all that it waits for are evaluated three-valued; what cannot be known before
//! the run (a label, an output, a variable) stays open.

pub mod roster;
pub mod scenario;

use std::collections::{BTreeMap, BTreeSet};

pub use self::scenario::{Home, Scenario};
use self::scenario::{Roots, Stage, stages};
use super::Facts;
use super::jobs::{Resolved, resolve_flag, runs_truegreen};
use super::signal::is_red_with;
use crate::formats::expr::{Contexts, Outcome, contexts_of, deciding_operand, evaluate_condition};
use crate::formats::workflow::model::{Job, Workflow};
use crate::policy::Policy;
use crate::span::Span;

/// How a job ends in a run in which nothing fails but what is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Success,
    Failure,
    Skipped,
    /// Run or skipped: the run decides.
    Unknown,
}

/// The ends of all jobs of a workflow, by their ids in lower case.
type Ends = BTreeMap<String, End>;

/// A scenario in which a job is surely skipped.
#[derive(Clone, Debug)]
pub struct Skip<'w> {
    /// When.
    pub scenario: Scenario,
    /// The job whose own `if:` is false: this one, or one that it waits for.
    pub root: &'w Job,
    /// What of that `if:` is false, where it is one part of it.
    pub part: Option<String>,
}

/// What may decide that a job is skipped, and nobody knows before the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decider {
    /// An output of another job: `needs.changes.outputs.src`.
    Output(String),
    /// The labels of the pull request.
    Label,
    /// Its title or text, or the message of a commit.
    Words,
    /// The name of its branch.
    Branch,
}

/// All jobs of a workflow in all of its scenarios.
#[derive(Debug)]
pub struct Reach<'w> {
    workflow: &'w Workflow,
    /// All that a job waits for, however far back, by its id in lower case.
    behind: BTreeMap<String, BTreeSet<String>>,
    stages: Vec<(Stage, Vec<Vec<Ends>>)>,
}

impl<'w> Reach<'w> {
    /// Evaluates a workflow.
    #[must_use]
    pub fn new(workflow: &'w Workflow, home: &Home) -> Self {
        let mut reach = Self { workflow, behind: behind(workflow), stages: Vec::new() };
        for stage in stages(workflow, home) {
            let events = stage.events.iter();
            let ends = events
                .map(|runs| runs.iter().map(|roots| reach.ends(roots, None)).collect())
                .collect();
            reach.stages.push((stage, ends));
        }
        reach
    }

    /// The scenarios in which a job is surely skipped. One that is a case of another is left out.
    #[must_use]
    pub fn skips(&self, job: &Job) -> Vec<Skip<'w>> {
        let id = key(&job.id.value);
        let is_skipped = |ends: &Ends| ends.get(&id) == Some(&End::Skipped);
        let mut skips: Vec<Skip<'w>> = Vec::new();
        for (stage, events) in &self.stages {
            let skipped: Vec<Option<usize>> =
                events.iter().map(|runs| runs.iter().position(is_skipped)).collect();
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
            skips.push(Skip { scenario: stage.scenario, root, part });
        }
        skips
    }

    /// The jobs that a job waits for, and whose failure makes it skipped while no job of those that must
    /// end green turns red: the merge goes through.
    #[must_use]
    pub fn unheard(&self, job: &Job, policy: &Policy) -> Vec<&'w Job> {
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
            let end = |ends: &Ends, id: &String| ends.get(id).copied().unwrap_or(End::Unknown);
            runs.any(|(roots, calm)| {
                if end(calm, &failed) == End::Skipped || end(calm, &id) == End::Skipped {
                    return false;
                }
                let ends = self.ends(roots, Some(&failed));
                let judges =
                    self.workflow.jobs.iter().filter(|job| is_required(job) || runs_truegreen(job));
                end(&ends, &id) == End::Skipped
                    && !judges.into_iter().any(|judge| self.may_hear(judge, &ends))
            })
        };
        candidates.filter(goes_through).collect()
    }

    /// What decides whether a job that no scenario surely skips is skipped all the same, and the job in
    /// whose `if:` it stands: this one, or one that it waits for.
    #[must_use]
    pub fn decider(&self, job: &Job) -> Option<(&'w Job, Decider)> {
        let id = key(&job.id.value);
        let all = || {
            let runs = self.stages.iter();
            runs.flat_map(|(stage, ends)| stage.events.iter().flatten().zip(ends.iter().flatten()))
        };
        let mut open = all().filter(|(_, ends)| ends.get(&id) == Some(&End::Unknown)).peekable();
        open.peek()?;
        let before = self.behind.get(&id);
        let own = self.workflow.jobs.iter().filter(|other| key(&other.id.value) == id);
        let others =
            self.workflow.jobs.iter().filter(|other| {
                before.is_some_and(|before| before.contains(&key(&other.id.value)))
            });
        let runs: Vec<_> = open.collect();
        own.chain(others).find_map(|job| {
            let is_open = |(roots, ends): &(&Roots, &Ends)| {
                let contexts = self.contexts(job, roots, ends, Some(true));
                truth(job.condition(), &contexts).is_none()
            };
            let decider = decider(job.condition())?;
            runs.iter().any(is_open).then_some((job, decider))
        })
    }

    /// The entry of `needs:` of a job through which it waits for another.
    #[must_use]
    pub fn need(&self, job: &Job, to: &Job) -> Option<Span> {
        let to = key(&to.id.value);
        let leads = |need: &&crate::span::Spanned<String>| {
            let id = key(&need.value);
            id == to || self.behind.get(&id).is_some_and(|before| before.contains(&to))
        };
        let direct = job.needs.iter().find(|need| key(&need.value) == to);
        direct.or_else(|| job.needs.iter().find(leads)).map(|need| need.span)
    }

    /// Whether pull requests start the workflow.
    #[must_use]
    pub fn judges_pull_requests(&self) -> bool {
        self.stages.iter().any(|(stage, _)| stage.scenario == Scenario::SameRepository)
    }

    /// How every job ends, when this one fails and no other does.
    fn ends(&self, roots: &Roots, failed: Option<&str>) -> Ends {
        let mut ends = Ends::new();
        // The model has no circle, so that each round ends one job at least.
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
                    Some(false) => End::Skipped,
                    _ if failed == Some(id.as_str()) => End::Failure,
                    Some(true) => End::Success,
                    None => End::Unknown,
                };
                ends.insert(id, end);
            }
            if ends.len() == before {
                break;
            }
        }
        ends
    }

    /// `success()`: all that a job waits for did end so, however far back. A job behind a skipped one is
    /// skipped, also where one between them ran (`actions/runner` issues 491 and 2205).
    fn success(&self, id: &str, ends: &Ends) -> Option<bool> {
        let before = self.behind.get(id).into_iter().flatten();
        let mut all = Some(true);
        for id in before {
            match ends.get(id) {
                Some(End::Success) => {}
                Some(End::Failure | End::Skipped) => return Some(false),
                Some(End::Unknown) | None => all = None,
            }
        }
        all
    }

    fn contexts(&self, job: &Job, roots: &Roots, ends: &Ends, success: Option<bool>) -> Contexts {
        let before = self.behind.get(&key(&job.id.value)).into_iter().flatten();
        let failure = before.into_iter().any(|id| ends.get(id) == Some(&End::Failure));
        let mut roots = roots.clone();
        roots.insert("needs".to_owned(), self.needs(job, ends));
        Contexts { roots, success, failure: Some(failure), cancelled: Some(false) }
    }

    /// The `needs` context of a job.
    fn needs(&self, job: &Job, ends: &Ends) -> Outcome {
        let needs = job.needs.iter().map(|need| {
            let id = key(&need.value);
            let end = ends.get(&id).copied().unwrap_or(End::Unknown);
            let result = match end {
                End::Success => Outcome::String("success".to_owned()),
                End::Failure => Outcome::String("failure".to_owned()),
                End::Skipped => Outcome::String("skipped".to_owned()),
                End::Unknown => Outcome::Unknown,
            };
            let needed = self.workflow.jobs.iter().find(|job| key(&job.id.value) == id);
            let outputs = needed.map_or(Outcome::Unknown, |needed| outputs(needed, end));
            let fields = [("result".to_owned(), result), ("outputs".to_owned(), outputs)];
            (id, Outcome::Object(fields.into()))
        });
        Outcome::Object(needs.collect())
    }

    /// The job that keeps a skipped one from running, and the part of its `if:` that is false.
    fn root(&self, id: &str, roots: &Roots, ends: &Ends) -> Option<(&'w Job, Option<String>)> {
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
            next.extend(before.filter(|id| ends.get(*id) == Some(&End::Skipped)).cloned());
        }
        None
    }

    /// Whether a job that must end green may turn red by what these ends tell it: it surely does, or it
    /// runs and looks at `needs` in a way that nobody can follow.
    fn may_hear(&self, judge: &Job, ends: &Ends) -> bool {
        let end = ends.get(&key(&judge.id.value)).copied().unwrap_or(End::Unknown);
        let contexts = || Contexts {
            roots: [("needs".to_owned(), self.needs(judge, ends))].into(),
            success: Some(true),
            failure: Some(false),
            cancelled: Some(false),
        };
        match end {
            End::Skipped => false,
            End::Failure => true,
            // truegreen finds a skipped job that is required by itself.
            End::Success | End::Unknown => {
                runs_truegreen(judge) || mentions_needs(judge) || is_red_with(judge, &contexts())
            }
        }
    }
}

impl Home {
    /// What the policy says about the repository, else where the run is.
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

/// Ids of jobs compare without case.
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

/// The outputs of a job: those that it declares, if it ran. A called workflow declares its own.
fn outputs(job: &Job, end: End) -> Outcome {
    if end == End::Skipped {
        return Outcome::Object(BTreeMap::new());
    }
    if job.uses.is_some() {
        return Outcome::Unknown;
    }
    let names = job.outputs.iter().map(|(name, _)| (name.value.to_lowercase(), Outcome::Unknown));
    Outcome::Object(names.collect())
}

/// Whether a failure of a job shows in `needs`: nothing in it is surely tolerated.
fn fails_openly(job: &Job) -> bool {
    let flag = job.continue_on_error.as_ref();
    flag.is_none_or(|flag| resolve_flag(&flag.value.value, job) == Resolved::Never)
}

/// Whether a job hands `needs` to anything that runs in it.
fn mentions_needs(job: &Job) -> bool {
    use crate::formats::workflow::model::Value;
    let holds = |text: &str| text.contains("needs");
    let in_values = |with: &[(crate::span::Spanned<String>, crate::span::Spanned<Value>)]| {
        with.iter().any(|(key, value)| {
            holds(&key.value) || matches!(&value.value, Value::String(text) if holds(text))
        })
    };
    let in_env = |env: &crate::formats::workflow::model::Env| {
        env.vars.iter().any(|(_, value)| holds(&value.value))
            || env.expression.as_ref().is_some_and(|text| holds(&text.value))
    };
    in_values(&job.with)
        || in_env(&job.env)
        || job.steps.iter().any(|step| {
            holds(step.condition())
                || step.run.as_ref().is_some_and(|run| holds(&run.text))
                || in_values(&step.with)
                || in_env(&step.env)
        })
}

/// What in an `if:` the author of a change, or another job, decides.
fn decider(condition: &str) -> Option<Decider> {
    contexts_of(condition).into_iter().find_map(|name| {
        let has = |part: &str| name.contains(part);
        let words = ["head_commit.message", "pull_request.title", "pull_request.body"];
        if name.starts_with("needs") && has("outputs") {
            Some(Decider::Output(name))
        } else if has("pull_request.labels") || has("event.label") {
            Some(Decider::Label)
        } else if words.into_iter().any(has) {
            Some(Decider::Words)
        } else if has("head_ref") || has("head.ref") {
            Some(Decider::Branch)
        } else {
            None
        }
    })
}

#[cfg(test)]
mod tests;
