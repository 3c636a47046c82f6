//! Numbers that a measurement is held to, wherever they are written: options of commands, variables and
//! inputs of steps, settings files, the policy.

mod codecov;
mod commands;
mod files;
mod steps;

use std::sync::Arc;

pub(super) use self::files::fits;
use super::leaves::Files;
use super::runs::Runs;
use super::{Aspect, Direction, Drift, Half, Shift, Sides};
use crate::span::Location;

/// What a measurement is held to.
#[derive(Clone, Debug, PartialEq)]
enum Level {
    /// This much.
    Number(f64),
    /// What only the run knows.
    Unknown,
}

/// One threshold of one side.
#[derive(Clone, Debug, PartialEq)]
struct Limit {
    /// What it is called where it stands: `--cov-fail-under`.
    name: String,
    /// What it measures, wherever it stands: what moves keeps this name.
    kin: String,
    /// The folder that it is about, where it stands in a settings file.
    folder: Option<String>,
    level: Level,
    /// The value as it is written.
    shown: String,
    /// A smaller number is the stricter one.
    is_most: bool,
    place: Location,
    subject: String,
    job: Option<(Arc<str>, String)>,
}

/// A threshold, before and after.
#[derive(Clone, Debug, Default)]
struct Held {
    before: Option<Limit>,
    after: Option<Limit>,
    /// Where the head would hold it, for what is gone.
    anchor: Option<Location>,
    /// Why the head's place of it cannot be read.
    unread: Option<String>,
}

pub(super) fn shifts(sides: &Sides<'_>, drift: &mut Drift) {
    let runs = Runs::new(sides);
    let settings = Files::new(sides);
    let mut held = commands::held(&runs);
    held.extend(steps::held(sides));
    held.extend(files::held(&settings));
    let others = commands::of_settings(sides.head);
    drift.examine(Aspect::ThresholdLowered, held.iter().filter(|h| h.before.is_some()).count());
    let mut taken = Vec::new();
    for one in &held {
        let Some(before) = &one.before else { continue };
        if let Some(shift) = fallen(before, one, &held, &others, &mut taken) {
            drift.add(shift);
        }
    }
    let is_new = |one: &&Held| one.before.is_none();
    for after in held.iter().filter(is_new).filter_map(|one| one.after.as_ref()) {
        if !taken.contains(&after.place) {
            drift.add(added(after));
        }
    }
    let statuses = codecov::shifts(&settings, drift);
    drift.examine(Aspect::ThresholdLowered, statuses);
}

impl Limit {
    /// Whether it holds the measurement to at least as much.
    fn holds(&self, other: &Self) -> bool {
        match (&self.level, &other.level) {
            (Level::Number(one), Level::Number(other)) if self.is_most => one <= other,
            (Level::Number(one), Level::Number(other)) => one >= other,
            _ => false,
        }
    }

    fn is_kin(&self, other: &Self) -> bool {
        let same_folder = match (&self.folder, &other.folder) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        self.kin == other.kin && same_folder
    }
}

/// The number of a value: `80`, `80%`, `0.8`, `"80"`.
fn number(text: &str) -> Option<f64> {
    let text = text.trim().trim_matches(['"', '\'']).trim_end_matches('%').trim();
    let number: f64 = text.parse().ok()?;
    number.is_finite().then_some(number)
}

/// What became of a threshold of the base, where that is a loss or a gain.
fn fallen(
    before: &Limit,
    held: &Held,
    all: &[Held],
    others: &[Limit],
    taken: &mut Vec<Location>,
) -> Option<Shift> {
    if let Some(after) = &held.after {
        return match (&before.level, &after.level) {
            (Level::Number(_), Level::Unknown) => Some(unknown(before, after)),
            (Level::Number(one), Level::Number(two)) if (one < &0.0) != (two < &0.0) => None,
            (Level::Number(_), Level::Number(_)) if after.holds(before) => {
                (!before.holds(after)).then(|| raised(before, after))
            }
            (Level::Number(_), Level::Number(_)) => Some(lowered(before, after)),
            (Level::Unknown, _) => None,
        };
    }
    // Nothing is under zero.
    let holds_nothing = matches!(before.level, Level::Number(least) if least == 0.0);
    if before.level == Level::Unknown || holds_nothing && !before.is_most {
        return None;
    }
    let heads = || all.iter().filter_map(|held| held.after.as_ref()).chain(others);
    if let Some(same) = heads().find(|head| head.is_kin(before) && head.holds(before)) {
        taken.push(same.place.clone());
        return None;
    }
    let new =
        all.iter().filter(|held| held.before.is_none()).filter_map(|held| held.after.as_ref());
    let mut new = new.filter(|head| head.is_kin(before) && !taken.contains(&head.place));
    if let Some(moved) = new.next() {
        taken.push(moved.place.clone());
        return Some(match moved.level {
            Level::Unknown => unknown(before, moved),
            Level::Number(_) => lowered(before, moved),
        });
    }
    Some(match &held.unread {
        Some(why) => unread(before, held, why),
        None => gone(before, held),
    })
}

fn shift(direction: Direction, before: &Limit, message: String, after: Half, why: &str) -> Shift {
    Shift {
        aspect: Aspect::ThresholdLowered,
        direction,
        subject: before.subject.clone(),
        job: before.job.clone(),
        message,
        before: Half::base(before.shown.clone(), before.place.clone()),
        after,
        why: why.to_owned(),
        at_most: None,
    }
}

fn lowered(before: &Limit, after: &Limit) -> Shift {
    let Limit { name, shown: old, .. } = before;
    let new = &after.shown;
    let message = if before.is_most {
        format!(
            "`{name}` rises from {old} to {new}: what was over {old} turned the check red, and up to {new} passes now"
        )
    } else {
        format!(
            "`{name}` falls from {old} to {new}: what was under {old} turned the check red, and down to {new} passes now"
        )
    };
    let half = Half::head(after.shown.clone(), after.place.clone());
    shift(Direction::Weaker, before, message, half, "less is asked for")
}

fn gone(before: &Limit, held: &Held) -> Shift {
    let Limit { name, shown, .. } = before;
    let side = if before.is_most { "over" } else { "under" };
    let message = format!(
        "`{name}` was {shown} and is gone: what was {side} it turned the check red, and no number holds it now"
    );
    let half = Half::head("gone", held.anchor.clone());
    shift(Direction::Weaker, before, message, half, "nothing is asked for any more")
}

fn unknown(before: &Limit, after: &Limit) -> Shift {
    let Limit { name, shown: old, .. } = before;
    let message = format!(
        "`{name}` was {old} and is `{}` now, which only the run knows: whether it is lower cannot be told",
        after.shown
    );
    let half = Half::head(after.shown.clone(), after.place.clone());
    shift(Direction::Unknown, before, message, half, "only the run knows the number")
}

fn unread(before: &Limit, held: &Held, why: &str) -> Shift {
    let Limit { name, shown, .. } = before;
    let message = format!(
        "`{name}` was {shown}, and the file cannot be read any more ({why}): whether it is lower cannot be told"
    );
    let half = Half::head("cannot be read", held.anchor.clone());
    shift(Direction::Unknown, before, message, half, "the file cannot be read")
}

fn raised(before: &Limit, after: &Limit) -> Shift {
    let message =
        format!("`{}` is stricter: from {} to {}", before.name, before.shown, after.shown);
    let half = Half::head(after.shown.clone(), after.place.clone());
    shift(Direction::Stronger, before, message, half, "more is asked for")
}

fn added(after: &Limit) -> Shift {
    let message = format!("`{}` is new: {} is asked for", after.name, after.shown);
    let half = Half::head(after.shown.clone(), after.place.clone());
    Shift {
        before: Half::base("none", None),
        ..shift(Direction::Stronger, after, message, half, "a number holds it now")
    }
}

#[cfg(test)]
mod tests;
