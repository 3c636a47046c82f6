//! The kinds of settings, and what a change of each takes away.

use std::collections::BTreeSet;

use crate::catalog::settings::kinds::{About, Absent};
use crate::drift::difference::{DriftDirection, SeverityCap};
use crate::span::Location;

/// A setting that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SettingDifference {
    pub(super) direction: DriftDirection,
    pub(super) message: String,
    /// What stood there, and where.
    pub(super) before: (String, Option<Location>),
    pub(super) after: (String, Option<Location>),
    pub(super) weight: Option<SeverityCap>,
}

/// A value with its place.
pub(super) type SettingItem = (String, Option<Location>);

impl SettingDifference {
    pub(super) fn weaker(message: String, before: SettingItem, after: SettingItem) -> Self {
        Self { direction: DriftDirection::Weaker, message, before, after, weight: None }
    }

    pub(super) fn stronger(message: String, before: SettingItem, after: SettingItem) -> Self {
        Self { direction: DriftDirection::Stronger, ..Self::weaker(message, before, after) }
    }

    pub(super) fn light(self) -> Self {
        Self { weight: Some(SeverityCap::Warn), ..self }
    }
}

/// What stands where a setting is gone.
pub(super) fn gone() -> SettingItem {
    ("gone".to_owned(), None)
}

/// What stands where there was none.
pub(super) fn none() -> SettingItem {
    ("none".to_owned(), None)
}

/// A path or code in one spelling.
pub(super) fn plain(item: &str) -> String {
    let item = item.trim().trim_matches(['"', '\'']);
    let item = item.strip_prefix("./").unwrap_or(item);
    item.strip_suffix('/').unwrap_or(item).to_owned()
}

/// Whether one path or code holds another: `tests` holds `tests/slow`, `E` and `ALL` hold `E501`.
pub(super) fn holds(one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
    let rest = other.strip_prefix(one.as_str());
    let is_code = |text: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    };
    one == other
        || matches!(one.as_str(), "." | "ALL" | "*" | "./...")
        || rest.is_some_and(|rest| {
            rest.starts_with(['/', ':', '[']) || (is_code(&one) && is_code(&other))
        })
}

/// Those of one list that no item of another holds; what only moved to another folder is held too.
pub(super) fn missing(these: &[SettingItem], those: &[SettingItem]) -> Vec<SettingItem> {
    let last = |text: &str| plain(text).rsplit('/').next().unwrap_or_default().to_owned();
    let is_held = |item: &SettingItem| {
        those.iter().any(|(other, _)| holds(other, &item.0))
            || (item.0.contains('/')
                && those.iter().any(|(other, _)| {
                    last(other) == last(&item.0) && !these.iter().any(|(t, _)| t == other)
                }))
    };
    let mut seen = BTreeSet::new();
    these.iter().filter(|item| !is_held(item) && seen.insert(plain(&item.0))).cloned().collect()
}

/// Items as one text, a long list cut.
pub(super) fn listed(items: &[SettingItem]) -> String {
    const MOST: usize = 4;
    let shown: Vec<String> = items.iter().take(MOST).map(|(item, _)| format!("`{item}`")).collect();
    match items.len().saturating_sub(MOST) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

fn summed(items: &[SettingItem]) -> SettingItem {
    let place = items.iter().find_map(|(_, place)| place.clone());
    let shown: Vec<&str> = items.iter().map(|(item, _)| item.as_str()).collect();
    (if shown.is_empty() { "none".to_owned() } else { shown.join(", ") }, place)
}

/// A list that leaves out.
pub(super) fn left_out(
    name: &str,
    about: About,
    old: &[SettingItem],
    new: &[SettingItem],
) -> Option<SettingDifference> {
    let added = missing(new, old);
    if let Some((_, place)) = added.first() {
        let message = format!("`{name}` leaves out {} now: {}", listed(&added), about.lost());
        let after = (summed(&added).0, place.clone());
        return Some(SettingDifference::weaker(message, summed(old), after));
    }
    let back = missing(old, new);
    let message = format!("`{name}` does not leave out {} any more", listed(&back));
    (!back.is_empty()).then(|| SettingDifference::stronger(message, summed(&back), summed(new)))
}

/// A list of what is checked.
pub(super) fn demanded(
    name: &str,
    about: About,
    old: &[SettingItem],
    new: &[SettingItem],
    without: bool,
) -> Option<SettingDifference> {
    let lost = missing(old, new);
    // without any, everything is checked
    let is_all = without && new.is_empty();
    if !lost.is_empty() && !is_all {
        let message =
            format!("`{name}` does not hold {} any more: {}", listed(&lost), about.lost());
        let after = if new.is_empty() { gone() } else { summed(new) };
        return Some(SettingDifference::weaker(message, summed(&lost), after));
    }
    let added = missing(new, old);
    if without && old.is_empty() && !new.is_empty() {
        return None;
    }
    let message = match is_all && !old.is_empty() {
        true => format!("`{name}` does not limit what is checked any more"),
        false => format!("`{name}` holds {} too", listed(&added)),
    };
    (!added.is_empty() || (is_all && !old.is_empty()))
        .then(|| SettingDifference::stronger(message, summed(old), summed(new)))
}

/// One of several levels.
pub(super) fn levelled(
    name: &str,
    names: &[&str],
    absent: Absent,
    old: Option<&SettingItem>,
    new: Option<&SettingItem>,
) -> Option<SettingDifference> {
    let place = |item: Option<&SettingItem>| match item {
        Some((text, _)) => {
            let text = text.trim().to_ascii_lowercase();
            names.iter().position(|name| name.split('|').any(|name| name == text))
        }
        None => match absent {
            Absent::Is(index) => Some(index),
            Absent::Preset | Absent::Version => None,
        },
    };
    let (before, after) = (place(old), place(new));
    let shown = |item: Option<&SettingItem>, without: &str| {
        item.cloned().unwrap_or_else(|| (without.to_owned(), None))
    };
    let (was, is) = (shown(old, "not set"), shown(new, "gone"));
    let is_preset = absent == Absent::Preset;
    let (is_weaker, is_light) = match (before, after) {
        (Some(before), Some(after)) if before != after => (after < before, false),
        (None, Some(0)) if old.is_none() && is_preset => (true, true),
        (Some(before), None) if new.is_none() && is_preset && before + 1 == names.len() => {
            (true, true)
        }
        _ => return None,
    };
    if !is_weaker {
        let message = format!("`{name}` is stricter: from {} to {}", was.0, is.0);
        return Some(SettingDifference::stronger(message, was, is));
    }
    let message = format!(
        "`{name}` was `{}` and is `{}` now: what it complained about turned the check red before",
        was.0, is.0
    );
    let difference = SettingDifference::weaker(message, was, is);
    Some(if is_light { difference.light() } else { difference })
}

/// A switch; `stricter` says what on means.
pub(super) fn switched(
    name: &str,
    about: About,
    stricter: bool,
    (old, was): (bool, SettingItem),
    (new, is): (bool, SettingItem),
) -> Option<SettingDifference> {
    if old == new {
        return None;
    }
    if new == stricter {
        let message = format!("`{name}` is {} now", if new { "on" } else { "off" });
        return Some(SettingDifference::stronger(message, was, is));
    }
    let state = if new { "is on" } else { "is off" };
    let lost = match about {
        About::Tests => "what it made fail, or run, turned the check red before",
        About::Measure => "what it measured counted before",
        About::Complaints => "what it complained about turned the check red before",
        About::Advisories => "what it found turned the check red before",
    };
    Some(SettingDifference::weaker(format!("`{name}` {state} now: {lost}"), was, is))
}
