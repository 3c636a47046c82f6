//! Follows a red job through the aggregate jobs that need it, to the check that a merge depends on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::end::{Idle, PathEnd};
use super::step::{starts_on_change, surely_fails, surely_holds};
use crate::facts::commit::Facts;
use crate::facts::jobs::check_names::check_names;
use crate::formats::expr::context::Contexts;
use crate::formats::expr::evaluate_condition;
use crate::formats::expr::value::ExprValue;
use crate::formats::workflow::model::{Job, Step, Workflow};
use crate::policy::Policy;
use crate::policy::paths::file_name;
use crate::span::Location;

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
    workflow: &Workflow,
    job: &Job,
    policy: &Policy,
    links: &mut Vec<String>,
) -> PathEnd {
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
    let mut seen = BTreeSet::from([job.id.value.as_str()]);
    let mut open = vec![(job, Vec::new())];
    let mut lost = None;
    while let Some((at, way)) = open.pop() {
        let needs = |other: &&Job| other.needs.iter().any(|need| need.value == at.id.value);
        for dependant in workflow.jobs.iter().filter(needs) {
            if !seen.insert(&dependant.id.value) {
                continue;
            }
            match turns_red_for(dependant, at, workflow) {
                Ok(()) => {
                    let mut way: Vec<String> = way.clone();
                    way.push(dependant.id.value.clone());
                    if is_required(dependant) {
                        links.extend(way);
                        return red(dependant, None);
                    }
                    open.push((dependant, way));
                }
                Err(end) if is_required(dependant) => lost = lost.or(Some(end)),
                Err(_) => {}
            }
        }
    }
    lost.unwrap_or_else(|| red(job, Some(Idle::NotRequired)))
}

/// Returns the names of a job's checks behind that of their workflow, as a pull request lists them.
fn checks(workflow: &Workflow, job: &Job) -> Vec<String> {
    let name =
        workflow.name.as_ref().map_or_else(|| file_name(&workflow.path), |name| name.as_str());
    check_names(job).into_iter().map(|check| format!("{name} / {check}")).collect()
}

/// Checks that a job surely turns red when a job that it needs does; the error is where the failure
/// is lost.
fn turns_red_for(job: &Job, failed: &Job, workflow: &Workflow) -> Result<(), PathEnd> {
    let result = |id: &str| {
        let word = if id.eq_ignore_ascii_case(&failed.id.value) { "failure" } else { "success" };
        let fields = [
            ("result".to_owned(), ExprValue::String(word.to_owned())),
            ("outputs".to_owned(), ExprValue::Unknown),
        ];
        ExprValue::Object(fields.into())
    };
    let needs: BTreeMap<String, ExprValue> =
        job.needs.iter().map(|need| (need.value.to_lowercase(), result(&need.value))).collect();
    let contexts = |success: bool| Contexts {
        roots: [("needs".to_owned(), ExprValue::Object(needs.clone()))].into(),
        success: Some(success),
        failure: Some(!success),
        cancelled: Some(false),
    };
    let place = |span| Some(Location::new(Arc::clone(&workflow.path), span));
    let (id, lost) = (&job.id.value, &failed.id.value);
    let truth =
        evaluate_condition(job.condition(), &contexts(false)).ok().and_then(|found| found.truth());
    if truth != Some(true) {
        let span = job.condition.as_ref().map_or(job.id.span, |condition| condition.span);
        let why = match truth {
            Some(false) => {
                format!("`{id}` is skipped when `{lost}` fails, and a skipped check passes")
            }
            _ => format!("whether `{id}` runs when `{lost}` fails is known to the run alone"),
        };
        return Err(PathEnd::Lost { why, location: place(span) });
    }
    // The steps of the job see the state of their own job, in which nothing has failed so far.
    let inside = contexts(true);
    match is_red_with(job, &inside) {
        true => Ok(()),
        false => Err(PathEnd::Lost {
            why: format!("`{id}` runs all the same and does not fail when `{lost}` does"),
            location: place(job.id.span),
        }),
    }
}

/// Returns whether a job that runs surely turns red by what its steps see.
pub(crate) fn is_red_with(job: &Job, inside: &Contexts) -> bool {
    job.steps.iter().any(|step| {
        super::step::fails_job(step, job)
            && surely_holds(step.condition(), inside)
            && (surely_fails(step, inside) || is_aggregate_step(step))
    })
}

/// Returns whether a step fails when a needed job did: `re-actors/alls-green`, and truegreen with
/// `needs`.
fn is_aggregate_step(step: &Step) -> bool {
    let uses = step.uses.as_ref().map_or("", |uses| uses.as_str());
    let given = |name: &str| step.with.iter().any(|(key, _)| key.value.eq_ignore_ascii_case(name));
    let name = uses.split('@').next().unwrap_or_default();
    name.eq_ignore_ascii_case("re-actors/alls-green") && given("jobs")
        || name.eq_ignore_ascii_case("truegreen/truegreen") && given("needs")
}

/// Returns the jobs before a job whose failure surely turns it red although it runs all the same:
/// the jobs that it aggregates. Empty for a job that is merely skipped when they fail.
#[must_use]
pub(crate) fn aggregated_jobs<'w>(job: &Job, workflow: &'w Workflow) -> Vec<&'w str> {
    let needed = |other: &&Job| job.needs.iter().any(|need| need.value == other.id.value);
    let needed = workflow.jobs.iter().filter(needed);
    let heard = needed.filter(|failed| turns_red_for(job, failed, workflow).is_ok());
    heard.map(|failed| failed.id.value.as_str()).collect()
}
