//! A number that a measurement is compared with, on both sides.

use std::sync::Arc;

use crate::drift::difference::{Difference, DifferenceSide, DriftAspect, DriftDirection};
use crate::span::Location;

/// What a measurement is held to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ThresholdValue {
    /// This much.
    Number(f64),
    /// What only the run knows.
    Unknown,
}

/// One threshold of one side.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Threshold {
    /// What it is called where it stands: `--cov-fail-under`.
    pub(super) name: String,
    /// What it measures, wherever it stands: what moves keeps this name.
    pub(super) kin: String,
    /// The folder that it is about, where it stands in a settings file.
    pub(super) folder: Option<String>,
    pub(super) level: ThresholdValue,
    /// The value as it is written.
    pub(super) shown: String,
    /// A smaller number is the stricter one.
    pub(super) is_most: bool,
    pub(super) place: Location,
    pub(super) subject: String,
    pub(super) job: Option<(Arc<str>, String)>,
}

/// A threshold, before and after.
#[derive(Clone, Debug, Default)]
pub(super) struct ThresholdPair {
    pub(super) before: Option<Threshold>,
    pub(super) after: Option<Threshold>,
    /// Where the head would hold it, for what is gone.
    pub(super) anchor: Option<Location>,
    /// Why the head's place of it cannot be read.
    pub(super) unread: Option<String>,
}

impl ThresholdPair {
    /// Returns a threshold that both sides have.
    pub(super) fn unchanged(threshold: Threshold) -> Self {
        Self { before: Some(threshold.clone()), after: Some(threshold), ..Self::default() }
    }
}

impl Threshold {
    /// Whether it holds the measurement to at least as much.
    fn holds(&self, other: &Self) -> bool {
        match (&self.level, &other.level) {
            (ThresholdValue::Number(one), ThresholdValue::Number(other)) if self.is_most => {
                one <= other
            }
            (ThresholdValue::Number(one), ThresholdValue::Number(other)) => one >= other,
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
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim().trim_matches(['"', '\'']).trim_end_matches('%').trim();
    let number: f64 = text.parse().ok()?;
    number.is_finite().then_some(number)
}

/// What became of a threshold of the base, where that is a loss or a gain.
pub(super) fn fallen(
    before: &Threshold,
    held: &ThresholdPair,
    all: &[ThresholdPair],
    others: &[Threshold],
    taken: &mut Vec<Location>,
) -> Option<Difference> {
    if let Some(after) = &held.after {
        return match (&before.level, &after.level) {
            (ThresholdValue::Number(_), ThresholdValue::Unknown) => Some(unknown(before, after)),
            // Below zero a greatest number is none, and a least one counts what may be missing.
            (ThresholdValue::Number(one), ThresholdValue::Number(two))
                if (one < &0.0) != (two < &0.0) =>
            {
                let told = if two < &0.0 { lowered } else { raised };
                before.is_most.then(|| told(before, after))
            }
            (ThresholdValue::Number(_), ThresholdValue::Number(_)) if after.holds(before) => {
                (!before.holds(after)).then(|| raised(before, after))
            }
            (ThresholdValue::Number(_), ThresholdValue::Number(_)) => Some(lowered(before, after)),
            (ThresholdValue::Unknown, _) => None,
        };
    }
    // Nothing is under zero.
    let holds_nothing = matches!(before.level, ThresholdValue::Number(least) if least == 0.0);
    if before.level == ThresholdValue::Unknown || holds_nothing && !before.is_most {
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
            ThresholdValue::Unknown => unknown(before, moved),
            ThresholdValue::Number(_) => lowered(before, moved),
        });
    }
    Some(match &held.unread {
        Some(why) => unread(before, held, why),
        None => gone(before, held),
    })
}

pub(super) fn difference(
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

pub(super) fn lowered(before: &Threshold, after: &Threshold) -> Difference {
    let Threshold { name, shown: old, .. } = before;
    let new = &after.shown;
    let is_off = matches!(after.level, ThresholdValue::Number(number) if number < 0.0);
    let message = if before.is_most && is_off {
        format!("`{name}` was {old} and is {new}, which is no limit: nothing is held to it now")
    } else if before.is_most {
        format!(
            "`{name}` rises from {old} to {new}: what was over {old} turned the check red, and up to {new} passes now"
        )
    } else {
        format!(
            "`{name}` falls from {old} to {new}: what was under {old} turned the check red, and down to {new} passes now"
        )
    };
    let half = DifferenceSide::head(after.shown.clone(), after.place.clone());
    difference(DriftDirection::Weaker, before, message, half, "less is asked for")
}

pub(super) fn gone(before: &Threshold, held: &ThresholdPair) -> Difference {
    let Threshold { name, shown, .. } = before;
    let side = if before.is_most { "over" } else { "under" };
    let message = format!(
        "`{name}` was {shown} and is gone: what was {side} it turned the check red, and no number holds it now"
    );
    let half = DifferenceSide::head("gone", held.anchor.clone());
    difference(DriftDirection::Weaker, before, message, half, "nothing is asked for any more")
}

pub(super) fn unknown(before: &Threshold, after: &Threshold) -> Difference {
    let Threshold { name, shown: old, .. } = before;
    let message = format!(
        "`{name}` was {old} and is `{}` now, which only the run knows: whether it is lower cannot be told",
        after.shown
    );
    let half = DifferenceSide::head(after.shown.clone(), after.place.clone());
    difference(DriftDirection::Unknown, before, message, half, "only the run knows the number")
}

pub(super) fn unread(before: &Threshold, held: &ThresholdPair, why: &str) -> Difference {
    let Threshold { name, shown, .. } = before;
    let message = format!(
        "`{name}` was {shown}, and the file cannot be read any more ({why}): whether it is lower cannot be told"
    );
    let half = DifferenceSide::head("cannot be read", held.anchor.clone());
    difference(DriftDirection::Unknown, before, message, half, "the file cannot be read")
}

pub(super) fn raised(before: &Threshold, after: &Threshold) -> Difference {
    let message =
        format!("`{}` is stricter: from {} to {}", before.name, before.shown, after.shown);
    let half = DifferenceSide::head(after.shown.clone(), after.place.clone());
    difference(DriftDirection::Stronger, before, message, half, "more is asked for")
}
