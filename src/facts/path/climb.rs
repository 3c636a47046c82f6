//! Follows a red job through the aggregate jobs that need it, to the check that a merge depends on.

use std::sync::Arc;

use super::answer::{CheckAnswer, answer};
use super::end::{Idle, PathEnd};
use super::ends::{JobEnd, JobGraph, key};
use super::hearing::BrokenBy;
use super::home::ContextRoots;
use super::reach::Reach;
use super::step::starts_on_change;
use crate::facts::commit::Facts;
use crate::facts::jobs::check_names::check_names;
use crate::formats::workflow::model::{Job, Workflow};
use crate::policy::Policy;
use crate::policy::paths::file_name;
use crate::span::Location;

/// The most checks of one path that are named: matrices of calls of matrices multiply.
const MOST: usize = 2_000;

/// Where the failure of a job ends, with what it passes on the way.
#[derive(Clone)]
pub(super) struct ClimbedPath {
    pub(super) links: Vec<String>,
    pub(super) end: PathEnd,
    /// Whether the check is that of the job itself, or of a job that calls its workflow.
    pub(super) is_direct: bool,
}

impl ClimbedPath {
    /// Puts a call before the path: a pull request lists the called job behind its caller.
    pub(super) fn behind(self, link: String, called: &Job) -> Self {
        let Self { links, end, is_direct } = self;
        let own = check_names(called);
        let end = match end {
            PathEnd::Red { checks, idle } if is_direct => {
                let behind = checks
                    .iter()
                    .flat_map(|check| own.iter().map(move |own| format!("{check} / {own}")));
                PathEnd::Red { checks: behind.take(MOST).collect(), idle }
            }
            other => other,
        };
        Self { links: std::iter::once(link).chain(links).collect(), end, is_direct }
    }

    /// Returns the path with the worse end. Of two red ends, the one on which a merge may depend
    /// counts.
    pub(super) fn worse(self, next: Self) -> Self {
        match (&self.end, &next.end) {
            (PathEnd::Red { idle: None, .. }, PathEnd::Red { .. }) => self,
            (PathEnd::Red { .. }, _) => next,
            _ => self,
        }
    }
}

/// Returns the jobs that call a workflow of this repository.
pub(super) fn callers_of<'f>(facts: &'f Facts, called: &Workflow) -> Vec<(&'f Workflow, &'f Job)> {
    let calls = |job: &Job| {
        let uses = job.uses.as_ref().map(|uses| uses.value.trim_start_matches("./"));
        uses == Some(called.path.as_ref())
    };
    let models = facts.models().map(|(_, workflow)| workflow);
    let jobs = models.flat_map(|workflow| workflow.jobs.iter().map(move |job| (workflow, job)));
    jobs.filter(|(_, job)| calls(job)).collect()
}

/// Follows a red job to the check that a merge depends on.
pub(super) fn climb(
    reach: &Reach<'_>,
    job: &Job,
    policy: &Policy,
    links: &mut Vec<String>,
) -> PathEnd {
    let workflow = reach.workflow();
    let is_required = |job: &Job| policy.is_required(&workflow.path, &job.id.value);
    let red = |job: &Job, idle| PathEnd::Red { checks: checks(workflow, job), idle };
    if is_required(job) {
        return red(job, None);
    }
    if !starts_on_change(workflow) && !workflow.jobs.iter().any(is_required) {
        return red(job, Some(Idle::NoChange));
    }
    if !policy.requires_any() {
        return red(job, None);
    }
    let (mut unknown, mut lost) = (None, None);
    for judge in workflow.jobs.iter().filter(|judge| is_required(judge)) {
        let Some(heard) = reach.hears(judge, job, BrokenBy::Failure) else { continue };
        let place = |span| Some(Location::new(Arc::clone(&workflow.path), span));
        let (id, failed) = (&judge.id.value, &job.id.value);
        let there =
            heard.scenario.map_or(String::new(), |scenario| format!(" {}", scenario.words()));
        match heard.answer {
            CheckAnswer::Red => {
                links.extend(reach.way(job, judge));
                return red(judge, None);
            }
            CheckAnswer::Unknown(why) => {
                unknown.get_or_insert(PathEnd::Unknown {
                    why: format!("whether `{id}` fails when `{failed}` does: {why}"),
                });
            }
            CheckAnswer::Skipped { .. } => {
                let span =
                    judge.condition.as_ref().map_or(judge.id.span, |condition| condition.span);
                lost.get_or_insert(PathEnd::Lost {
                    why: format!(
                        "`{id}` is skipped when `{failed}` fails{there}, and a skipped check passes"
                    ),
                    location: place(span),
                });
            }
            CheckAnswer::Green => {
                lost.get_or_insert(PathEnd::Lost {
                    why: format!(
                        "`{id}` runs all the same and does not fail when `{failed}` does{there}"
                    ),
                    location: place(judge.id.span),
                });
            }
        }
    }
    unknown.or(lost).unwrap_or_else(|| red(job, Some(Idle::NotRequired)))
}

/// Returns the names of a job's checks behind that of their workflow, as a pull request lists them.
fn checks(workflow: &Workflow, job: &Job) -> Vec<String> {
    let name =
        workflow.name.as_ref().map_or_else(|| file_name(&workflow.path), |name| name.as_str());
    check_names(job).into_iter().map(|check| format!("{name} / {check}")).collect()
}

/// Returns the jobs before a job whose failure surely turns it red although it runs all the same:
/// the jobs that it aggregates. Empty for a job that is merely skipped when they fail.
#[must_use]
pub(crate) fn aggregated_jobs<'w>(job: &Job, workflow: &'w Workflow) -> Vec<&'w str> {
    let graph = JobGraph::new(workflow);
    let roots = ContextRoots::new();
    let needed = |other: &&Job| job.needs.iter().any(|need| need.value == other.id.value);
    let heard = workflow.jobs.iter().filter(needed).filter(|failed| {
        let ends = graph.ends(&roots, Some((&key(&failed.id.value), JobEnd::Failure)));
        answer(&graph, job, &roots, &ends) == CheckAnswer::Red
    });
    heard.map(|failed| failed.id.value.as_str()).collect()
}

#[cfg(test)]
#[path = "climb_tests.rs"]
mod tests;
