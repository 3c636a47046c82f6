//! Thresholds in settings files, and the policy's own.

use std::collections::BTreeSet;

use super::commands::{js_kin, of_addopts};
use super::threshold::{Threshold, ThresholdPair, ThresholdValue, number};
use crate::catalog::settings::kinds::fits;
use crate::drift::values::{SettingFiles, SettingKey, SettingValue, words};
use crate::formats::settings::words::split_text;

/// Names of settings that are thresholds, with what they measure; `*` stands for any one part or more.
/// Without a kind of its own a threshold is known by its name.
const KNOWN: [(&str, &str); 10] = [
    ("coverage.report.fail_under", "python"),
    ("tarpaulin.*.fail-under", "tarpaulin"),
    ("interrogate.fail-under", "interrogate"),
    ("interrogate.fail_under", "interrogate"),
    ("gcovr.fail-under-*", ""),
    ("jest.coverageThreshold.*", "js"),
    ("vitest.thresholds.*", "js"),
    ("nyc.*", "js"),
    ("c8.*", "js"),
    ("jacoco.minimum.*", ""),
];

/// The parts of `*` in settings of Istanbul that are thresholds.
const METRICS: [&str; 4] = ["lines", "branches", "functions", "statements"];

/// What the policy asks for at least, and what it allows at most, by the last parts of the name.
const POLICY: [(&str, &str, bool); 11] = [
    ("tests", "at-least", false),
    ("tests", "skips", true),
    ("tests", "skips.at-most", true),
    ("tests", "flaky", true),
    ("tests", "flaky.at-most", true),
    ("tests", "seconds.at-most", true),
    ("coverage", "lines", false),
    ("coverage", "branches", false),
    ("coverage", "changed-lines", false),
    ("coverage", "drop", true),
    ("coverage", "drop.at-most", true),
];

pub(super) fn held(files: &SettingFiles) -> Vec<ThresholdPair> {
    let keys: BTreeSet<&SettingKey> = files.base.all.keys().chain(files.head.all.keys()).collect();
    let mut found = Vec::new();
    for key in keys {
        let (base, head) = (files.base.all.get(key), files.head.all.get(key));
        let anchor = || base.and_then(|leaf| files.anchor(key, leaf));
        let unread = || base.and_then(|leaf| files.unread(leaf)).map(str::to_owned);
        if key.1 == "pytest.addopts" {
            let of = |leaf: Option<&SettingValue>| leaf.map(addopts).unwrap_or_default();
            found.extend(super::commands::paired(of(base), of(head), anchor().as_ref()));
            continue;
        }
        let limit = |leaf: Option<&SettingValue>| leaf.and_then(|leaf| of(key, leaf));
        let (before, after) = (limit(base), limit(head));
        if before.is_some() || after.is_some() {
            found.push(ThresholdPair { before, after, anchor: anchor(), unread: unread() });
        }
    }
    found
}

fn addopts(leaf: &SettingValue) -> Vec<Threshold> {
    let words = split_text(&words(&leaf.held)).unwrap_or_default();
    let words = words.into_iter().map(|word| (word, leaf.place.clone())).collect();
    of_addopts(words, &format!("{}/addopts", leaf.place.path))
}

fn of((folder, name): &SettingKey, leaf: &SettingValue) -> Option<Threshold> {
    let (kin, is_most) = kin(name)?;
    let shown = leaf.held.shown();
    Some(Threshold {
        name: name.split_once('.').map_or(name.as_str(), |(_, rest)| rest).to_owned(),
        kin,
        folder: Some(folder.clone()),
        level: number(&shown).map_or(ThresholdValue::Unknown, ThresholdValue::Number),
        shown,
        is_most,
        place: leaf.place.clone(),
        subject: SettingFiles::subject(&leaf.place.path, name),
        job: None,
    })
    .filter(|limit| !matches!(limit.shown.as_str(), "true" | "false" | "null" | "{}"))
}

/// What a setting measures, where it is a threshold, and whether a smaller number is the stricter one.
fn kin(name: &str) -> Option<(String, bool)> {
    if let Some(rest) = name.strip_prefix("policy.") {
        let is_one = |(family, end, _): &&(&str, &str, bool)| {
            rest.strip_prefix(family).is_some_and(|rest| rest.starts_with('.'))
                && rest.strip_suffix(end).is_some_and(|before| before.ends_with('.'))
        };
        let (_, _, is_most) = POLICY.iter().filter(is_one).max_by_key(|(_, end, _)| end.len())?;
        return Some((name.to_owned(), *is_most));
    }
    let (pattern, kind) = KNOWN.iter().find(|(pattern, _)| fits(pattern, name))?;
    let prefix = pattern.split('*').next().unwrap_or_default();
    let rest = name.strip_prefix(prefix).unwrap_or_default();
    let kin = match *kind {
        "" => name.to_owned(),
        "js" => {
            let metric = rest.rsplit('.').next().unwrap_or(rest);
            let is_flat = matches!(prefix, "nyc." | "c8.");
            if !METRICS.contains(&metric) || (is_flat && rest.contains('.')) {
                return None;
            }
            js_kin(rest)
        }
        kind => kind.to_owned(),
    };
    Some((kin, false))
}
