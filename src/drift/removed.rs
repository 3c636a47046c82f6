//! Jobs and workflows that are gone, and those that nothing starts any more.

use super::checks::{JobCheck, place};
use super::difference::{Difference, DifferenceSide, DriftAspect, DriftDirection, DriftReport};
use super::matching::{CheckMatches, events};
use super::pairs::{JobRef, Pair};
use super::sides::DriftSides;
use crate::drift::checks::named;
use crate::drift::difference::SeverityCap;
use crate::facts::path::step::starts_on_change;
use crate::facts::workflow::WorkflowFact;
use crate::formats::workflow::model::{Job, Workflow};
use crate::policy::paths::file_name;
use crate::span::{Location, Span};

pub(super) fn compare_jobs(
    sides: &DriftSides<'_>,
    matched: &CheckMatches<'_>,
    drift: &mut DriftReport,
) {
    for pair in sides.pairs.jobs.iter().filter(|pair| !is_unreadable(sides, pair.base.fact)) {
        drift.examine(DriftAspect::JobRemoved, 1);
        match pair.head {
            Some(_) if pair.is_unchanged => {}
            None => gone(sides, matched, pair, drift),
            Some(head) => renamed(sides, pair, head, drift),
        }
    }
    for ((fact, base), head) in &sides.pairs.workflows {
        match head {
            Some(head) => stopped(sides, base, *head, drift),
            None if is_unreadable(sides, fact) => drift.add(refused(sides, base)),
            None => {}
        }
    }
    for at in &sides.pairs.added {
        added(matched, at, drift);
    }
}

/// GitHub refuses the head's version: other rules say so, and nothing in it is known to be gone.
fn is_unreadable(sides: &DriftSides<'_>, base: &WorkflowFact) -> bool {
    sides.head.workflow(&base.path).is_some_and(|fact| fact.model.is_none())
}

fn gone(
    sides: &DriftSides<'_>,
    matched: &CheckMatches<'_>,
    pair: &Pair<'_>,
    drift: &mut DriftReport,
) {
    let at = pair.base;
    let checks: Vec<(usize, &JobCheck<'_>)> = matched.of_base(&at).collect();
    let lost: Vec<&JobCheck<'_>> = checks
        .iter()
        .filter(|(index, _)| matched.found.get(*index).is_some_and(Option::is_none))
        .map(|(_, check)| *check)
        .collect();
    let is_required = sides.policy.is_required(&at.fact.path, &at.job.id.value);
    let has_moved = !checks.is_empty() && lost.is_empty();
    let lost: Vec<&JobCheck<'_>> = lost.into_iter().filter(|check| check.is_heard()).collect();
    let id = &at.job.id.value;
    let (message, at_most) = match lost.first() {
        _ if is_required => (
            format!("job `{id}`, which the policy requires, is gone: nothing of it can turn red"),
            None,
        ),
        Some(check) if lost.iter().any(|check| check.is_sure()) => {
            let check = lost.iter().find(|check| check.is_sure()).unwrap_or(check);
            (
                format!(
                    "job `{id}` is gone: {} could turn it red, and no job of the head runs it",
                    named(check, lost.len())
                ),
                None,
            )
        }
        Some(check) => {
            let most = (!starts_on_change(at.workflow)).then_some(SeverityCap::Note);
            (
                format!(
                    "job `{id}` is gone: {} could turn it red, and no job of the head runs it",
                    named(check, lost.len())
                ),
                most,
            )
        }
        None if has_moved => return,
        None => (
            format!("job `{id}` is gone; nothing of it could turn a check red, as far as known"),
            Some(SeverityCap::Note),
        ),
    };
    drift.add(Difference {
        aspect: DriftAspect::JobRemoved,
        direction: DriftDirection::Weaker,
        subject: at.subject(),
        job: Some((std::sync::Arc::clone(&at.fact.path), id.clone())),
        message,
        before: DifferenceSide::base(shown(&at), place(&at, at.job.id.span)),
        after: DifferenceSide::head("gone", file_of(sides, at.fact)),
        why: "its check is gone with it".to_owned(),
        at_most,
    });
}

/// `jobs:` of the head's version of a file of the base.
pub(super) fn file_of(sides: &DriftSides<'_>, base: &WorkflowFact) -> Option<Location> {
    let mut workflows = sides.pairs.workflows.iter();
    let (_, head) = workflows.find(|((fact, _), _)| fact.path == base.path)?;
    let (fact, workflow) = (*head)?;
    Some(Location::new(std::sync::Arc::clone(&fact.path), workflow.jobs_span))
}

fn shown(at: &JobRef<'_>) -> String {
    format!("job `{}`", at.job.id.value)
}

/// The name that a branch rule waits for, as it is written.
fn check_name(job: &Job) -> &str {
    job.name.as_ref().unwrap_or(&job.id).as_str()
}

fn renamed(sides: &DriftSides<'_>, pair: &Pair<'_>, head: JobRef<'_>, drift: &mut DriftReport) {
    let at = pair.base;
    let required = |at: &JobRef<'_>| sides.policy.is_required(&at.fact.path, &at.job.id.value);
    let loses_contract = required(&at) && !required(&head);
    let (old, new) = (check_name(at.job), check_name(head.job));
    if !loses_contract && (old == new || old.contains("${{") || new.contains("${{")) {
        return;
    }
    let message = if loses_contract {
        format!(
            "job `{}`, which the policy requires, is `{}` now, which it does not require",
            at.job.id.value,
            head.subject()
        )
    } else {
        format!(
            "job `{old}` is called `{new}` now: a branch rule that names `{old}` waits for ever"
        )
    };
    drift.add(Difference {
        aspect: DriftAspect::JobRemoved,
        direction: DriftDirection::Weaker,
        subject: at.subject(),
        job: Some((std::sync::Arc::clone(&at.fact.path), at.job.id.value.clone())),
        message,
        before: DifferenceSide::base(format!("`{old}`"), place(&at, name_span(at.job))),
        after: DifferenceSide::head(format!("`{new}`"), place(&head, name_span(head.job))),
        why: "its check name is gone".to_owned(),
        at_most: (!loses_contract).then_some(SeverityCap::Note),
    });
}

fn name_span(job: &Job) -> Span {
    job.name.as_ref().unwrap_or(&job.id).span
}

/// A workflow that only a person can start now.
fn stopped(
    sides: &DriftSides<'_>,
    base: &Workflow,
    (fact, head): (&WorkflowFact, &Workflow),
    drift: &mut DriftReport,
) {
    let is_by_hand = |event: &&str| *event == "workflow_dispatch";
    let (before, after) = (events(sides.base, base), events(sides.head, head));
    let started = before.iter().any(|event| !is_by_hand(event));
    let is_called =
        |workflow: &Workflow| workflow.on.iter().any(|on| on.event.value == "workflow_call");
    // Whoever called it lost a job of its own, which is told there; or calls it from another repository.
    if !started || !after.iter().all(is_by_hand) || is_called(head) {
        return;
    }
    let name = file_name(&base.path);
    let events = before.iter().copied().collect::<Vec<_>>().join(", ");
    drift.add(Difference {
        aspect: DriftAspect::JobRemoved,
        direction: DriftDirection::Weaker,
        subject: name.to_owned(),
        job: None,
        message: format!(
            "nothing starts `{name}` any more but a person: its {} ran on {events}",
            count(base.jobs.len())
        ),
        before: DifferenceSide::base(
            events.clone(),
            Location::new(std::sync::Arc::clone(&base.path), base.on_span),
        ),
        after: DifferenceSide::head(
            "by hand",
            Location::new(std::sync::Arc::clone(&fact.path), head.on_span),
        ),
        why: "its jobs never run".to_owned(),
        at_most: None,
    });
}

/// GitHub runs none of the head's jobs; what they would check cannot be compared.
fn refused(sides: &DriftSides<'_>, base: &Workflow) -> Difference {
    let name = file_name(&base.path);
    let problem = sides.head.workflow(&base.path).and_then(|fact| fact.problems.first());
    let at = |span| Location::new(std::sync::Arc::clone(&base.path), span);
    Difference {
        aspect: DriftAspect::JobRemoved,
        direction: DriftDirection::Unknown,
        subject: name.to_owned(),
        job: None,
        message: format!(
            "`{name}` cannot be read as GitHub reads it, so its {} cannot run, and what the base has of it cannot be looked for",
            count(base.jobs.len())
        ),
        before: DifferenceSide::base(count(base.jobs.len()), at(base.jobs_span)),
        after: DifferenceSide::head("is refused", problem.map(|problem| at(problem.span))),
        why: "its jobs never run".to_owned(),
        at_most: None,
    }
}

fn count(jobs: usize) -> String {
    if jobs == 1 { "job".to_owned() } else { format!("{jobs} jobs") }
}

fn added(matched: &CheckMatches<'_>, at: &JobRef<'_>, drift: &mut DriftReport) {
    let mut new = matched.of_head(at).filter(|(index, check)| {
        check.is_sure() && matched.new.get(*index).copied().unwrap_or_default()
    });
    let Some((_, check)) = new.next() else { return };
    let more = new.count();
    drift.add(Difference {
        aspect: DriftAspect::JobRemoved,
        direction: DriftDirection::Stronger,
        subject: at.subject(),
        job: None,
        message: format!(
            "job `{}` is new: {} can turn it red",
            at.job.id.value,
            named(check, more + 1)
        ),
        before: DifferenceSide::default(),
        after: DifferenceSide::head(shown(at), place(at, at.job.id.span)),
        why: "one more check".to_owned(),
        at_most: None,
    });
}
