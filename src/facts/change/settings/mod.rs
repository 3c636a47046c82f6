//! What is tested, measured or complained about: options of the commands that judge, and settings files.

mod expression;
mod files;
mod kinds;
mod options;
mod pytest;

use std::collections::BTreeSet;
use std::sync::Arc;

use self::kinds::Difference;
use super::leaves::Files;
use super::runs::Runs;
use super::{Aspect, Direction, Drift, Half, Shift, Sides};
use crate::span::Location;

/// Where a setting stands: whose it is, and where the head would have it.
#[derive(Clone, Debug)]
struct Owner {
    subject: String,
    job: Option<(Arc<str>, String)>,
    /// Where the base has it, for what has no better place.
    base: Option<Location>,
    /// Where the head has it, or would.
    head: Option<Location>,
}

pub(super) fn shifts(sides: &Sides<'_>, drift: &mut Drift) {
    let runs = Runs::new(sides);
    let settings = Files::new(sides);
    let mut found = Found::default();
    options::compare(&runs, sides, &settings, &mut found);
    pytest::compare(&runs, sides, &settings, &mut found);
    files::compare(&settings, &runs, sides, &mut found);
    drift.examine(Aspect::SettingsWeakened, found.compared);
    let mut seen = BTreeSet::new();
    for (owner, difference) in found.all {
        let shift = shift(owner, difference);
        // an environment that is expanded, and a variable that several commands see, say it once
        if seen.insert((shift.message.clone(), shift.after.place.clone())) {
            drift.add(shift);
        }
    }
}

/// What was compared and what differs.
#[derive(Debug, Default)]
struct Found {
    compared: usize,
    all: Vec<(Owner, Difference)>,
}

impl Found {
    fn extend(&mut self, owner: &Owner, differences: impl IntoIterator<Item = Difference>) {
        self.all.extend(differences.into_iter().map(|difference| (owner.clone(), difference)));
    }
}

fn shift(owner: Owner, difference: Difference) -> Shift {
    let Difference { direction, message, before, after, weight } = difference;
    let place = |place: Option<Location>, other: Option<Location>| place.or(other);
    Shift {
        aspect: Aspect::SettingsWeakened,
        direction,
        subject: owner.subject,
        job: owner.job,
        message,
        before: Half::base(before.0, place(before.1, owner.base)),
        after: Half::head(after.0, place(after.1, owner.head)),
        why: match direction {
            Direction::Stronger => "more is checked",
            Direction::Weaker | Direction::Unknown => "less is checked",
        }
        .to_owned(),
        at_most: weight,
    }
}

#[cfg(test)]
mod tests;
