//! What is tested, measured or complained about: options of the commands that judge, and settings files.

mod expression;
mod files;
pub(super) mod found;
mod kinds;
mod options;
mod pytest;

use std::collections::BTreeSet;

use self::kinds::SettingDifference;
use super::difference::{Difference, DifferenceSide, DriftAspect, DriftDirection, DriftReport};
use super::sides::DriftSides;
use crate::drift::settings::found::{FoundDifference, SettingOwner};
use crate::span::Location;

pub(super) fn compare_settings(sides: &DriftSides<'_>, drift: &mut DriftReport) {
    let (runs, settings) = (&sides.runs, &sides.settings);
    let mut found = FoundDifference::default();
    options::compare(runs, sides, settings, &mut found);
    pytest::compare(runs, sides, settings, &mut found);
    files::compare(settings, runs, sides, &mut found);
    drift.examine(DriftAspect::SettingsWeakened, found.compared);
    let mut seen = BTreeSet::new();
    for (owner, difference) in found.all {
        let shift = shift(owner, difference);
        // an environment that is expanded, and a variable that several commands see, say it once
        if seen.insert((shift.message.clone(), shift.after.place.clone())) {
            drift.add(shift);
        }
    }
}

fn shift(owner: SettingOwner, difference: SettingDifference) -> Difference {
    let SettingDifference { direction, message, before, after, weight } = difference;
    let place = |place: Option<Location>, other: Option<Location>| place.or(other);
    Difference {
        aspect: DriftAspect::SettingsWeakened,
        direction,
        subject: owner.subject,
        job: owner.job,
        message,
        before: DifferenceSide::base(before.0, place(before.1, owner.base)),
        after: DifferenceSide::head(after.0, place(after.1, owner.head)),
        why: match direction {
            DriftDirection::Stronger => "more is checked",
            DriftDirection::Weaker | DriftDirection::Unknown => "less is checked",
        }
        .to_owned(),
        at_most: weight,
    }
}

#[cfg(test)]
mod tests;
