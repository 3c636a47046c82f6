//! The statuses of Codecov: `target` is what is asked for, `threshold` how far it may be missed, and a
//! status that is `informational` or off fails nothing. What a file leaves open is Codecov's default:
//! `project` and `patch` against the base commit with no drop allowed. Source: Codecov's documentation
//! of `coverage.status`.

use std::collections::BTreeMap;

use super::threshold::number;
use crate::catalog::settings::files;
use crate::drift::difference::{
    Difference, DifferenceSide, DriftAspect, DriftDirection, DriftReport, SeverityCap,
};
use crate::drift::values::{SettingFiles, SettingValue, SettingValues};
use crate::policy::paths::file_name;
use crate::span::{Location, Span};

/// A fixed target from here on is about as strict as a comparison with the base commit.
const HIGH: f64 = 90.0;

/// One status as one side has it.
#[derive(Clone, Debug)]
struct CodecovStatus {
    is_on: bool,
    informational: bool,
    /// `None` for `auto`.
    target: Option<f64>,
    /// How many points the target may be missed by.
    allowed: f64,
    /// Whether what is missing passes: `if_not_found` and its like.
    lets_pass: BTreeMap<String, bool>,
    /// Where its settings stand, the whole status under the empty name.
    places: BTreeMap<String, Location>,
}

/// What differs between two statuses: which setting, before, after, message, why.
struct StatusDifference {
    setting: &'static str,
    before: String,
    after: String,
    message: String,
    direction: DriftDirection,
    is_light: bool,
}

pub(super) fn compare_codecov(files: &SettingFiles, drift: &mut DriftReport) -> usize {
    let mut compared = 0;
    let base = statuses(&files.base);
    let head = statuses(&files.head);
    let Some(path) = file(&files.base) else { return 0 };
    if let Some((path, why)) = files.head.unread.iter().find(|(path, _)| is_codecov(path)) {
        drift.add(unread(path, why));
        return base.len();
    }
    let here = file(&files.head);
    for (kind, names) in &base {
        for (name, old) in names {
            compared += 1;
            let new = head.get(kind).and_then(|names| names.get(name));
            let gone = || CodecovStatus { is_on: head.is_empty(), ..CodecovStatus::default(kind) };
            // without a file Codecov has its defaults; a status that others replace is gone
            let new = new.cloned().unwrap_or_else(gone);
            let is_explicit = !old.places.is_empty() || !new.places.is_empty();
            if !is_explicit {
                continue;
            }
            let what = format!("coverage.status.{kind}.{name}");
            for difference in differences(kind, old, &new) {
                drift.add(shift(&what, old, &new, &path, here.as_deref(), difference));
            }
        }
    }
    compared
}

fn file(leaves: &SettingValues) -> Option<String> {
    let mut codecov = leaves.all.iter().filter(|((_, name), _)| name.starts_with("codecov."));
    codecov.next().map(|(_, leaf)| leaf.place.path.to_string())
}

fn is_codecov(path: &str) -> bool {
    files::of_tool("codecov").iter().any(|known| known.is(file_name(path)))
}

fn unread(path: &str, why: &str) -> Difference {
    let start = Location::new(path, Span::start_of_file());
    Difference {
        aspect: DriftAspect::ThresholdLowered,
        direction: DriftDirection::Unknown,
        subject: path.to_owned(),
        job: None,
        message: format!(
            "the statuses of Codecov cannot be read any more ({why}): whether they ask for less cannot be told"
        ),
        before: DifferenceSide::base("statuses", start.clone()),
        after: DifferenceSide::head("cannot be read", start),
        why: "the file cannot be read".to_owned(),
        at_most: None,
    }
}

impl CodecovStatus {
    fn default(kind: &str) -> Self {
        Self {
            is_on: kind != "changes",
            informational: false,
            target: None,
            allowed: 0.0,
            lets_pass: BTreeMap::new(),
            places: BTreeMap::new(),
        }
    }

    fn holds(&self) -> bool {
        self.is_on && !self.informational
    }

    fn set(&mut self, setting: &str, leaf: &SettingValue) {
        let text = leaf.held.shown();
        self.places.insert(setting.to_owned(), leaf.place.clone());
        match setting {
            "" | "enabled" => self.is_on = leaf.held.switch() != Some(false),
            "informational" => self.informational = leaf.held.switch() == Some(true),
            "target" => self.target = number(&text),
            "threshold" => self.allowed = number(&text).unwrap_or_default(),
            "if_no_uploads" | "if_not_found" | "if_ci_failed" => {
                self.lets_pass.insert(setting.to_owned(), text == "success");
            }
            _ => {}
        }
    }
}

/// The statuses of a file by kind and name; none without a file.
fn statuses(leaves: &SettingValues) -> BTreeMap<String, BTreeMap<String, CodecovStatus>> {
    let mut found = BTreeMap::new();
    if file(leaves).is_none() {
        return found;
    }
    let all: Vec<(&str, &SettingValue)> = leaves.below("", "codecov.coverage.status").collect();
    let is_off = leaves
        .get("", "codecov.coverage.status")
        .is_some_and(|leaf| leaf.held.switch() == Some(false));
    for kind in ["project", "patch", "changes"] {
        let mut names: BTreeMap<String, CodecovStatus> = BTreeMap::new();
        for (rest, leaf) in &all {
            if *rest == kind {
                names
                    .entry("default".to_owned())
                    .or_insert_with(|| CodecovStatus::default(kind))
                    .set("", leaf);
                continue;
            }
            let Some(inner) = rest.strip_prefix(kind).and_then(|rest| rest.strip_prefix('.'))
            else {
                continue;
            };
            let (name, setting) = inner.split_once('.').unwrap_or((inner, ""));
            let status = names
                .entry(name.to_owned())
                .or_insert_with(|| CodecovStatus { is_on: true, ..CodecovStatus::default(kind) });
            status.set(setting, leaf);
        }
        if names.is_empty() {
            names.insert("default".to_owned(), CodecovStatus::default(kind));
        }
        names.values_mut().for_each(|status| status.is_on &= !is_off);
        found.insert(kind.to_owned(), names);
    }
    found
}

fn percent(value: f64) -> String {
    format!("{value} %")
}

fn target(value: Option<f64>) -> String {
    value.map_or_else(|| "auto".to_owned(), percent)
}

fn differences(kind: &str, old: &CodecovStatus, new: &CodecovStatus) -> Vec<StatusDifference> {
    let mut found = Vec::new();
    if old.holds() != new.holds() {
        found.push(switched(kind, old, new));
        return found;
    }
    if !old.holds() {
        return found;
    }
    found.extend(retargeted(kind, old, new));
    if (old.allowed - new.allowed).abs() > f64::EPSILON {
        let is_weaker = new.allowed > old.allowed;
        let (before, after) = (percent(old.allowed), percent(new.allowed));
        found.push(StatusDifference {
            setting: "threshold",
            message: if is_weaker {
                format!("`threshold` of Codecov's `{kind}` status, by which coverage may fall, rises from {before} to {after}: a drop between them turned the check red and passes now")
            } else {
                format!("`threshold` of Codecov's `{kind}` status, by which coverage may fall, shrinks from {before} to {after}")
            },
            before,
            after,
            direction: direction(is_weaker),
            is_light: false,
        });
    }
    for setting in ["if_no_uploads", "if_not_found", "if_ci_failed"] {
        let passes = |status: &CodecovStatus| {
            status.lets_pass.get(setting).copied().unwrap_or(setting == "if_not_found")
        };
        if passes(old) != passes(new) {
            let name = |passes: bool| if passes { "success" } else { "error" }.to_owned();
            let is_weaker = passes(new);
            found.push(StatusDifference {
                setting,
                before: name(passes(old)),
                after: name(passes(new)),
                message: if is_weaker {
                    format!("`{setting}` of Codecov's `{kind}` status is `success` now: a run without a measurement turned the check red and passes now")
                } else {
                    format!("`{setting}` of Codecov's `{kind}` status does not pass any more")
                },
                direction: direction(is_weaker),
                is_light: false,
            });
        }
    }
    found
}

fn direction(is_weaker: bool) -> DriftDirection {
    if is_weaker { DriftDirection::Weaker } else { DriftDirection::Stronger }
}

fn switched(kind: &str, old: &CodecovStatus, new: &CodecovStatus) -> StatusDifference {
    let shown = |status: &CodecovStatus| match (status.is_on, status.informational) {
        (false, _) => "off",
        (true, true) => "informational",
        (true, false) => "on",
    };
    let is_weaker = old.holds();
    let informational = new.informational || old.informational;
    StatusDifference {
        setting: if informational { "informational" } else { "enabled" },
        before: shown(old).to_owned(),
        after: shown(new).to_owned(),
        message: if is_weaker {
            format!(
                "Codecov's `{kind}` status could turn red; it is {} now and fails nothing",
                shown(new)
            )
        } else {
            format!("Codecov's `{kind}` status can turn red now")
        },
        direction: direction(is_weaker),
        is_light: false,
    }
}

fn retargeted(kind: &str, old: &CodecovStatus, new: &CodecovStatus) -> Option<StatusDifference> {
    let (is_weaker, is_light) = match (old.target, new.target) {
        (Some(one), Some(two)) if (one - two).abs() > f64::EPSILON => (two < one, false),
        (None, Some(two)) if two >= 100.0 => (false, false),
        (None, Some(two)) if two < HIGH => (true, true),
        _ => return None,
    };
    let (before, after) = (target(old.target), target(new.target));
    Some(StatusDifference {
        setting: "target",
        message: if is_weaker {
            format!(
                "`target` of Codecov's `{kind}` status falls from {before} to {after}: a coverage between them turned the check red and passes now"
            )
        } else {
            format!("`target` of Codecov's `{kind}` status rises from {before} to {after}")
        },
        before,
        after,
        direction: direction(is_weaker),
        is_light,
    })
}

fn shift(
    what: &str,
    old: &CodecovStatus,
    new: &CodecovStatus,
    path: &str,
    here: Option<&str>,
    difference: StatusDifference,
) -> Difference {
    let place = |status: &CodecovStatus| {
        let at = status.places.get(difference.setting).or_else(|| status.places.get(""));
        at.or_else(|| status.places.values().next()).cloned()
    };
    let start = |path: &str| Location::new(path, Span::start_of_file());
    Difference {
        aspect: DriftAspect::ThresholdLowered,
        direction: difference.direction,
        subject: format!("{path}/{what}"),
        job: None,
        message: difference.message,
        before: DifferenceSide::base(difference.before, place(old).unwrap_or_else(|| start(path))),
        after: DifferenceSide::head(difference.after, place(new).or_else(|| here.map(start))),
        why: "Codecov asks for less".to_owned(),
        at_most: difference.is_light.then_some(SeverityCap::Warn),
    }
}
