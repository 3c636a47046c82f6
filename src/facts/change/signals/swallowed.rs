//! Commands that are there on both sides, and whose failure is lost on the head: in the command itself, in
//! its script, or in the job that sums it up.

use std::sync::Arc;

use crate::facts::change::checks::Check;
use crate::facts::change::matching::{Found, Matched};
use crate::facts::change::{Aspect, Direction, Drift, Half, Shift, Sides};
use crate::facts::commands::CommandFact;
use crate::facts::signal::path::{End, Path, in_script, paths};
use crate::span::Location;

pub(super) fn shifts(sides: &Sides<'_>, matched: &Matched<'_>, drift: &mut Drift) {
    let mut told: Vec<Location> = Vec::new();
    for (old, found) in matched.base.iter().zip(&matched.found) {
        let Some(Found::Same(new)) = found else { continue };
        let Some(new) = matched.head.get(*new) else { continue };
        let pair = sides.pairs.of(&old.at.fact.path, &old.at.job.id.value);
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
    direction: Direction,
}

/// Whether a loss is more than the base had: where that could not be told, only a sure one is.
fn is_worse(before: Option<&Loss>, after: &Loss) -> bool {
    before.is_none_or(|before| before.direction > after.direction)
}

/// Where the failure of a command ends before it leaves its script.
fn ends(command: &CommandFact) -> Option<Loss> {
    let whole = || command.location.clone();
    match in_script(command).err()? {
        End::Lost { why, location } => {
            let location = location.unwrap_or_else(whole);
            Some(Loss { why, location, direction: Direction::Weaker })
        }
        End::Unknown { why } => {
            Some(Loss { why, location: whole(), direction: Direction::Unknown })
        }
        End::Red { .. } | End::Skipped { .. } | End::Advisory { .. } => None,
    }
}

/// The same command once more in the job, and heard.
fn is_heard_elsewhere(matched: &Matched<'_>, lost: &Check<'_>) -> bool {
    let mut others = matched.of_head(&lost.at).filter_map(|(_, check)| check.command);
    others.any(|command| command.text == lost.text && ends(command).is_none())
}

fn shift(old: &Check<'_>, loss: Loss) -> Shift {
    let id = &old.at.job.id.value;
    let message = match loss.direction {
        Direction::Unknown => format!(
            "`{}` could turn `{id}` red; whether it still can cannot be told: {}",
            old.text, loss.why
        ),
        _ => format!("`{}` could turn `{id}` red and cannot now: {}", old.text, loss.why),
    };
    Shift {
        aspect: Aspect::SignalLost,
        direction: loss.direction,
        subject: old.subject(),
        job: Some((Arc::clone(&old.at.fact.path), id.clone())),
        message,
        before: Half::base(old.text.clone(), old.location.clone()),
        after: Half::head(loss.why, loss.location),
        why: "a failure goes unheard".to_owned(),
        at_most: None,
    }
}

/// It went to another job, where it may fail.
fn moved(old: &Check<'_>, new: &Check<'_>) -> Shift {
    let (id, there) = (&old.at.job.id.value, new.at.subject());
    Shift {
        aspect: Aspect::SignalLost,
        direction: Direction::Weaker,
        subject: old.subject(),
        job: Some((Arc::clone(&old.at.fact.path), id.clone())),
        message: format!(
            "`{}` could turn `{id}` red; it stands in `{there}` now, where its failure is lost",
            old.text
        ),
        before: Half::base("fails its job", old.location.clone()),
        after: Half::head(format!("in `{there}`"), new.location.clone()),
        why: "a failure goes unheard".to_owned(),
        at_most: None,
    }
}

fn heard_again(old: &Check<'_>, new: &Check<'_>, loss: &Loss) -> Shift {
    let id = &new.at.job.id.value;
    Shift {
        aspect: Aspect::SignalLost,
        direction: Direction::Stronger,
        subject: old.subject(),
        job: Some((Arc::clone(&old.at.fact.path), old.at.job.id.value.clone())),
        message: format!("a failure of `{}` turns `{id}` red; before, {}", new.text, loss.why),
        before: Half::base("is lost", loss.location.clone()),
        after: Half::head("fails its step", new.location.clone()),
        why: "a failure is heard again".to_owned(),
        at_most: None,
    }
}

/// Jobs whose failure a required job heard and does not now, though it still waits for them.
fn summed_up(sides: &Sides<'_>, matched: &Matched<'_>, drift: &mut Drift) {
    if !sides.policy.requires_any() {
        return;
    }
    let (before, after) = (paths(sides.base, sides.policy), paths(sides.head, sides.policy));
    let path_of = |paths: &[Path], check: &Check<'_>| {
        let command = check.command?;
        let is_it = |path: &&Path| {
            path.location == command.location && path.job == command.job && path.via == command.via
        };
        paths.iter().find(is_it).cloned()
    };
    let mut told: Vec<(String, Option<Location>)> = Vec::new();
    for (old, found) in matched.base.iter().zip(&matched.found) {
        let Some(Found::Same(new)) = found else { continue };
        let Some(new) = matched.head.get(*new) else { continue };
        let (Some(was), Some(is)) = (path_of(&before, old), path_of(&after, new)) else { continue };
        let passed_its_job = is.links.iter().any(|link| link.starts_with("job"));
        let (End::Red { idle: None, .. } | End::Skipped { .. }, End::Lost { why, location }) =
            (&was.end, &is.end)
        else {
            continue;
        };
        let key = (old.at.subject(), location.clone());
        if !passed_its_job || told.contains(&key) {
            continue;
        }
        told.push(key);
        let id = &old.at.job.id.value;
        drift.add(Shift {
            aspect: Aspect::SignalLost,
            direction: Direction::Weaker,
            subject: old.at.subject(),
            job: Some((Arc::clone(&old.at.fact.path), id.clone())),
            message: format!(
                "a failure of `{id}` turned a required check red and does not now: {why}"
            ),
            before: Half::base("is heard", old.location.clone()),
            after: Half::head("is not heard", location.clone()),
            why: "a failure goes unheard".to_owned(),
            at_most: None,
        });
    }
}
