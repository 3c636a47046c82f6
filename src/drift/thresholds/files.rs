//! Thresholds in settings files, and the policy's own.

use std::collections::BTreeSet;

use super::commands::of_addopts;
use super::threshold::{Threshold, ThresholdPair, ThresholdValue, number};
use crate::catalog::settings::runs::holds_options_of;
use crate::catalog::settings::thresholds::of_setting;
use crate::drift::values::{SettingFiles, SettingKey, SettingValue, words};
use crate::formats::settings::words::split_text;

pub(super) fn held(files: &SettingFiles) -> Vec<ThresholdPair> {
    let keys: BTreeSet<&SettingKey> = files.base.all.keys().chain(files.head.all.keys()).collect();
    let mut found = Vec::new();
    for key in keys {
        let (base, head) = (files.base.all.get(key), files.head.all.get(key));
        let anchor = || base.and_then(|leaf| files.anchor(key, leaf));
        let unread = || base.and_then(|leaf| files.unread(leaf)).map(str::to_owned);
        if holds_options_of(&key.1).is_some() {
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
    let (kin, is_most) = of_setting(name)?;
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
