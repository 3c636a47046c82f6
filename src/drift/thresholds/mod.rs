//! Numbers that a measurement is held to, wherever they are written: options of commands, variables and
//! inputs of steps, settings files, the policy.

mod codecov;
mod commands;
mod files;
mod steps;
pub(super) mod threshold;

use super::difference::{Difference, DifferenceSide, DriftAspect, DriftDirection, DriftReport};
use super::sides::DriftSides;
use crate::drift::thresholds::threshold::{Threshold, ThresholdPair, difference, fallen};

pub(super) fn compare_thresholds(sides: &DriftSides<'_>, drift: &mut DriftReport) {
    let mut held = commands::held(&sides.runs);
    held.extend(steps::held(sides));
    held.extend(files::held(&sides.settings));
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
    let statuses = codecov::compare_codecov(&sides.settings, drift);
    drift.examine(DriftAspect::ThresholdLowered, statuses);
}

fn added(after: &Threshold) -> Difference {
    let message = format!("`{}` is new: {} is asked for", after.name, after.shown);
    let half = DifferenceSide::head(after.shown.clone(), after.place.clone());
    Difference {
        before: DifferenceSide::base("none", None),
        ..difference(DriftDirection::Stronger, after, message, half, "a number holds it now")
    }
}

#[cfg(test)]
mod tests;
