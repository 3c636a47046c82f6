//! Jobs and workflows that are gone, and those that nothing starts any more.

use super::checks::{Check, place};
use super::matching::{Matched, events};
use super::pairs::{JobAt, Pair};
use super::{Aspect, Direction, Drift, Half, Shift, Sides};
use crate::facts::WorkflowFact;
use crate::facts::change::Weight;
use crate::facts::signal::guards;
use crate::formats::workflow::model::{Job, Workflow};
use crate::span::{Location, Span};

pub(super) fn shifts(sides: &Sides<'_>, matched: &Matched<'_>, drift: &mut Drift) {
    for pair in sides.pairs.jobs.iter().filter(|pair| !is_unreadable(sides, pair.base.fact)) {
        drift.examine(Aspect::JobRemoved, 1);
        match pair.head {
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
fn is_unreadable(sides: &Sides<'_>, base: &WorkflowFact) -> bool {
    let mut head = sides.head.workflows.iter();
    head.any(|fact| fact.path == base.path && fact.model.is_none())
}

fn gone(sides: &Sides<'_>, matched: &Matched<'_>, pair: &Pair<'_>, drift: &mut Drift) {
    let at = pair.base;
    let checks: Vec<(usize, &Check<'_>)> = matched.of_base(&at).collect();
    let lost: Vec<&Check<'_>> = checks
        .iter()
        .filter(|(index, _)| matched.found.get(*index).is_some_and(Option::is_none))
        .map(|(_, check)| *check)
        .collect();
    let is_required = sides.policy.is_required(&at.fact.path, &at.job.id.value);
    let has_moved = !checks.is_empty() && lost.is_empty();
    let lost: Vec<&Check<'_>> = lost.into_iter().filter(|check| check.is_heard()).collect();
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
            let most = (!guards(at.workflow)).then_some(Weight::Note);
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
            Some(Weight::Note),
        ),
    };
    drift.add(Shift {
        aspect: Aspect::JobRemoved,
        direction: Direction::Weaker,
        subject: at.subject(),
        job: Some((std::sync::Arc::clone(&at.fact.path), id.clone())),
        message,
        before: Half::base(shown(&at), place(&at, at.job.id.span)),
        after: Half::head("gone", file_of(sides, at.fact)),
        why: "its check is gone with it".to_owned(),
        at_most,
    });
}

/// `` `pytest -q` and 2 more ``.
pub(super) fn named(check: &Check<'_>, count: usize) -> String {
    match count {
        0 | 1 => format!("`{}`", check.text),
        _ => format!("`{}` and {} more", check.text, count - 1),
    }
}

/// `jobs:` of the head's version of a file of the base.
pub(super) fn file_of(sides: &Sides<'_>, base: &WorkflowFact) -> Option<Location> {
    let mut workflows = sides.pairs.workflows.iter();
    let (_, head) = workflows.find(|((fact, _), _)| fact.path == base.path)?;
    let (fact, workflow) = (*head)?;
    Some(Location::new(std::sync::Arc::clone(&fact.path), workflow.jobs_span))
}

fn shown(at: &JobAt<'_>) -> String {
    format!("job `{}`", at.job.id.value)
}

/// The name that a branch rule waits for, as it is written.
fn check_name(job: &Job) -> &str {
    job.name.as_ref().unwrap_or(&job.id).as_str()
}

fn renamed(sides: &Sides<'_>, pair: &Pair<'_>, head: JobAt<'_>, drift: &mut Drift) {
    let at = pair.base;
    let required = |at: &JobAt<'_>| sides.policy.is_required(&at.fact.path, &at.job.id.value);
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
    drift.add(Shift {
        aspect: Aspect::JobRemoved,
        direction: Direction::Weaker,
        subject: at.subject(),
        job: Some((std::sync::Arc::clone(&at.fact.path), at.job.id.value.clone())),
        message,
        before: Half::base(format!("`{old}`"), place(&at, name_span(at.job))),
        after: Half::head(format!("`{new}`"), place(&head, name_span(head.job))),
        why: "its check name is gone".to_owned(),
        at_most: (!loses_contract).then_some(Weight::Note),
    });
}

fn name_span(job: &Job) -> Span {
    job.name.as_ref().unwrap_or(&job.id).span
}

/// A workflow that only a person can start now.
fn stopped(
    sides: &Sides<'_>,
    base: &Workflow,
    (fact, head): (&WorkflowFact, &Workflow),
    drift: &mut Drift,
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
    let name = crate::policy::paths::file_name(&base.path);
    let events = before.iter().copied().collect::<Vec<_>>().join(", ");
    drift.add(Shift {
        aspect: Aspect::JobRemoved,
        direction: Direction::Weaker,
        subject: name.to_owned(),
        job: None,
        message: format!(
            "nothing starts `{name}` any more but a person: its {} ran on {events}",
            count(base.jobs.len())
        ),
        before: Half::base(
            events.clone(),
            Location::new(std::sync::Arc::clone(&base.path), base.on_span),
        ),
        after: Half::head(
            "by hand",
            Location::new(std::sync::Arc::clone(&fact.path), head.on_span),
        ),
        why: "its jobs never run".to_owned(),
        at_most: None,
    });
}

/// GitHub runs none of the head's jobs; what they would check cannot be compared.
fn refused(sides: &Sides<'_>, base: &Workflow) -> Shift {
    let name = crate::policy::paths::file_name(&base.path);
    let mut workflows = sides.head.workflows.iter();
    let problem =
        workflows.find(|fact| fact.path == base.path).and_then(|fact| fact.problems.first());
    let at = |span| Location::new(std::sync::Arc::clone(&base.path), span);
    Shift {
        aspect: Aspect::JobRemoved,
        direction: Direction::Unknown,
        subject: name.to_owned(),
        job: None,
        message: format!(
            "`{name}` cannot be read as GitHub reads it, so its {} cannot run, and what the base has of it cannot be looked for",
            count(base.jobs.len())
        ),
        before: Half::base(count(base.jobs.len()), at(base.jobs_span)),
        after: Half::head("is refused", problem.map(|problem| at(problem.span))),
        why: "its jobs never run".to_owned(),
        at_most: None,
    }
}

fn count(jobs: usize) -> String {
    if jobs == 1 { "job".to_owned() } else { format!("{jobs} jobs") }
}

fn added(matched: &Matched<'_>, at: &JobAt<'_>, drift: &mut Drift) {
    let mut new = matched.of_head(at).filter(|(index, check)| {
        check.is_sure() && matched.new.get(*index).copied().unwrap_or_default()
    });
    let Some((_, check)) = new.next() else { return };
    let more = new.count();
    drift.add(Shift {
        aspect: Aspect::JobRemoved,
        direction: Direction::Stronger,
        subject: at.subject(),
        job: None,
        message: format!(
            "job `{}` is new: {} can turn it red",
            at.job.id.value,
            named(check, more + 1)
        ),
        before: Half::default(),
        after: Half::head(shown(at), place(at, at.job.id.span)),
        why: "one more check".to_owned(),
        at_most: None,
    });
}
