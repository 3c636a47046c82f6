//! Numbers that a measurement is held to, wherever they are written: options of commands, variables and
//! inputs of steps, settings files, the policy.

mod codecov;
mod commands;
mod files;
mod steps;
pub(super) mod threshold;

use super::difference::{Difference, DifferenceSide, DriftAspect, DriftDirection, DriftReport};
use super::runs::ToolRuns;
use super::sides::DriftSides;
use super::values::SettingFiles;
use crate::drift::thresholds::threshold::{Threshold, ThresholdPair, fallen};

pub(super) fn compare_thresholds(sides: &DriftSides<'_>, drift: &mut DriftReport) {
    let runs = ToolRuns::new(sides);
    let settings = SettingFiles::new(sides);
    let mut held = commands::held(&runs);
    held.extend(steps::held(sides));
    held.extend(files::held(&settings));
    let others = commands::of_settings(sides.head);
    drift
        .examine(DriftAspect::ThresholdLowered, held.iter().filter(|h| h.before.is_some()).count());
    let mut taken = Vec::new();
    for one in &held {
        let Some(before) = &one.before else { continue };
        if let Some(shift) = fallen(before, one, &held, &others, &mut taken) {
            drift.add(shift);
        }
    }
    let is_new = |one: &&ThresholdPair| one.before.is_none();
    for after in held.iter().filter(is_new).filter_map(|one| one.after.as_ref()) {
        if !taken.contains(&after.place) {
            drift.add(added(after));
        }
    }
    let statuses = codecov::compare_codecov(&settings, drift);
    drift.examine(DriftAspect::ThresholdLowered, statuses);
}

fn shift(
    direction: DriftDirection,
    before: &Threshold,
    message: String,
    after: DifferenceSide,
    why: &str,
) -> Difference {
    Difference {
        aspect: DriftAspect::ThresholdLowered,
        direction,
        subject: before.subject.clone(),
        job: before.job.clone(),
        message,
        before: DifferenceSide::base(before.shown.clone(), before.place.clone()),
        after,
        why: why.to_owned(),
        at_most: None,
    }
}

fn lowered(before: &Threshold, after: &Threshold) -> Difference {
    let Threshold { name, shown: old, .. } = before;
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
    let half = DifferenceSide::head(after.shown.clone(), after.place.clone());
    shift(DriftDirection::Weaker, before, message, half, "less is asked for")
}

fn gone(before: &Threshold, held: &ThresholdPair) -> Difference {
    let Threshold { name, shown, .. } = before;
    let side = if before.is_most { "over" } else { "under" };
    let message = format!(
        "`{name}` was {shown} and is gone: what was {side} it turned the check red, and no number holds it now"
    );
    let half = DifferenceSide::head("gone", held.anchor.clone());
    shift(DriftDirection::Weaker, before, message, half, "nothing is asked for any more")
}

fn unknown(before: &Threshold, after: &Threshold) -> Difference {
    let Threshold { name, shown: old, .. } = before;
    let message = format!(
        "`{name}` was {old} and is `{}` now, which only the run knows: whether it is lower cannot be told",
        after.shown
    );
    let half = DifferenceSide::head(after.shown.clone(), after.place.clone());
    shift(DriftDirection::Unknown, before, message, half, "only the run knows the number")
}

fn unread(before: &Threshold, held: &ThresholdPair, why: &str) -> Difference {
    let Threshold { name, shown, .. } = before;
    let message = format!(
        "`{name}` was {shown}, and the file cannot be read any more ({why}): whether it is lower cannot be told"
    );
    let half = DifferenceSide::head("cannot be read", held.anchor.clone());
    shift(DriftDirection::Unknown, before, message, half, "the file cannot be read")
}

fn raised(before: &Threshold, after: &Threshold) -> Difference {
    let message =
        format!("`{}` is stricter: from {} to {}", before.name, before.shown, after.shown);
    let half = DifferenceSide::head(after.shown.clone(), after.place.clone());
    shift(DriftDirection::Stronger, before, message, half, "more is asked for")
}

fn added(after: &Threshold) -> Difference {
    let message = format!("`{}` is new: {} is asked for", after.name, after.shown);
    let half = DifferenceSide::head(after.shown.clone(), after.place.clone());
    Difference {
        before: DifferenceSide::base("none", None),
        ..shift(DriftDirection::Stronger, after, message, half, "a number holds it now")
    }
}

#[cfg(test)]
mod tests;
