//! Commands that are there on both sides, and whose failure is lost on the head: in the command itself, in
//! its script, or in the job that sums it up.

use std::sync::Arc;

use crate::drift::checks::JobCheck;
use crate::drift::difference::{
    Difference, DifferenceSide, DriftAspect, DriftDirection, DriftReport,
};
use crate::drift::matching::{CheckMatch, CheckMatches};
use crate::drift::sides::DriftSides;
use crate::facts::commands::fact::CommandFact;
use crate::facts::path::end::PathEnd;
use crate::facts::path::failure_path::{FailurePath, failure_paths, in_script};
use crate::span::Location;

pub(super) fn compare_swallowed(
    sides: &DriftSides<'_>,
    matched: &CheckMatches<'_>,
    drift: &mut DriftReport,
) {
    let mut told: Vec<Location> = Vec::new();
    for (old, found) in matched.base.all.iter().zip(&matched.found) {
        let Some(CheckMatch::Same(new)) = found else { continue };
        let Some(new) = matched.head.all.get(*new) else { continue };
        let pair = sides.pairs.of(&old.at.fact.path, &old.at.job.id.value);
        if pair.is_some_and(|pair| pair.is_unchanged) {
            continue;
        }
        let has_moved = !pair.and_then(|pair| pair.head).is_some_and(|head| new.is_of(&head));
        if has_moved && old.is_heard() && !new.is_heard() {
            drift.add(moved(old, new));
            continue;
        }
        let (Some(before), Some(after)) = (old.command, new.command) else { continue };
        match (ends(before), ends(after)) {
            (before, Some(loss))
                if old.is_let_out()
                    && is_worse(before.as_ref(), &loss)
                    && !told.contains(&loss.location)
                    && !is_heard_elsewhere(matched, new) =>
            {
                told.push(loss.location.clone());
                drift.add(shift(old, loss));
            }
            (Some(loss), None) if new.is_heard() => drift.add(heard_again(old, new, &loss)),
            _ => {}
        }
    }
    summed_up(sides, matched, drift);
}

/// How a failure is lost, and where.
struct Loss {
    why: String,
    location: Location,
    direction: DriftDirection,
}

/// Whether a loss is more than the base had: where that could not be told, only a sure one is.
fn is_worse(before: Option<&Loss>, after: &Loss) -> bool {
    before.is_none_or(|before| before.direction > after.direction)
}

/// Where the failure of a command ends before it leaves its script.
fn ends(command: &CommandFact) -> Option<Loss> {
    let whole = || command.location.clone();
    match in_script(command).err()? {
        PathEnd::Lost { why, location } => {
            let location = location.unwrap_or_else(whole);
            Some(Loss { why, location, direction: DriftDirection::Weaker })
        }
        PathEnd::Unknown { why } => {
            Some(Loss { why, location: whole(), direction: DriftDirection::Unknown })
        }
        PathEnd::Red { .. } | PathEnd::Skipped { .. } | PathEnd::Advisory { .. } => None,
    }
}

/// The same command once more in the job, and heard.
fn is_heard_elsewhere(matched: &CheckMatches<'_>, lost: &JobCheck<'_>) -> bool {
    let mut others = matched.of_head(&lost.at).filter_map(|(_, check)| check.command);
    others.any(|command| command.text == lost.text && ends(command).is_none())
}

fn shift(old: &JobCheck<'_>, loss: Loss) -> Difference {
    let id = &old.at.job.id.value;
    let message = match loss.direction {
        DriftDirection::Unknown => format!(
            "`{}` could turn `{id}` red; whether it still can cannot be told: {}",
            old.text, loss.why
        ),
        _ => format!("`{}` could turn `{id}` red and cannot now: {}", old.text, loss.why),
    };
    Difference {
        aspect: DriftAspect::SignalLost,
        direction: loss.direction,
        subject: old.subject(),
        job: Some((Arc::clone(&old.at.fact.path), id.clone())),
        message,
        before: DifferenceSide::base(old.text.clone(), old.location.clone()),
        after: DifferenceSide::head(loss.why, loss.location),
        why: "a failure goes unheard".to_owned(),
        at_most: None,
    }
}

/// It went to another job, where it may fail.
fn moved(old: &JobCheck<'_>, new: &JobCheck<'_>) -> Difference {
    let (id, there) = (&old.at.job.id.value, new.at.subject());
    Difference {
        aspect: DriftAspect::SignalLost,
        direction: DriftDirection::Weaker,
        subject: old.subject(),
        job: Some((Arc::clone(&old.at.fact.path), id.clone())),
        message: format!(
            "`{}` could turn `{id}` red; it stands in `{there}` now, where its failure is lost",
            old.text
        ),
        before: DifferenceSide::base("fails its job", old.location.clone()),
        after: DifferenceSide::head(format!("in `{there}`"), new.location.clone()),
        why: "a failure goes unheard".to_owned(),
        at_most: None,
    }
}

fn heard_again(old: &JobCheck<'_>, new: &JobCheck<'_>, loss: &Loss) -> Difference {
    let id = &new.at.job.id.value;
    Difference {
        aspect: DriftAspect::SignalLost,
        direction: DriftDirection::Stronger,
        subject: old.subject(),
        job: Some((Arc::clone(&old.at.fact.path), old.at.job.id.value.clone())),
        message: format!("a failure of `{}` turns `{id}` red; before, {}", new.text, loss.why),
        before: DifferenceSide::base("is lost", loss.location.clone()),
        after: DifferenceSide::head("fails its step", new.location.clone()),
        why: "a failure is heard again".to_owned(),
        at_most: None,
    }
}

/// Jobs whose failure a required job heard and does not now, though it still waits for them.
fn summed_up(sides: &DriftSides<'_>, matched: &CheckMatches<'_>, drift: &mut DriftReport) {
    if !sides.policy.requires_any() || sides.pairs.changed().next().is_none() {
        return;
    }
    let (before, after) =
        (failure_paths(sides.base, sides.policy), failure_paths(sides.head, sides.policy));
    let path_of = |paths: &[FailurePath], check: &JobCheck<'_>| {
        let command = check.command?;
        let is_it = |path: &&FailurePath| {
            path.location == command.location && path.job == command.job && path.via == command.via
        };
        paths.iter().find(is_it).cloned()
    };
    let mut told: Vec<(String, Option<Location>)> = Vec::new();
    for (old, found) in matched.base.all.iter().zip(&matched.found) {
        let Some(CheckMatch::Same(new)) = found else { continue };
        let Some(new) = matched.head.all.get(*new) else { continue };
        let (Some(was), Some(is)) = (path_of(&before, old), path_of(&after, new)) else { continue };
        let passed_its_job = is.links.iter().any(|link| link.starts_with("job"));
        let (
            PathEnd::Red { idle: None, .. } | PathEnd::Skipped { .. },
            PathEnd::Lost { why, location },
        ) = (&was.end, &is.end)
        else {
            continue;
        };
        let key = (old.at.subject(), location.clone());
        if !passed_its_job || told.contains(&key) {
            continue;
        }
        told.push(key);
        let id = &old.at.job.id.value;
        drift.add(Difference {
            aspect: DriftAspect::SignalLost,
            direction: DriftDirection::Weaker,
            subject: old.at.subject(),
            job: Some((Arc::clone(&old.at.fact.path), id.clone())),
            message: format!(
                "a failure of `{id}` turned a required check red and does not now: {why}"
            ),
            before: DifferenceSide::base("is heard", old.location.clone()),
            after: DifferenceSide::head("is not heard", location.clone()),
            why: "a failure goes unheard".to_owned(),
            at_most: None,
        });
    }
}
