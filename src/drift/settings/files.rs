//! Settings files that say what is checked.

use std::collections::BTreeSet;

use super::found::{FoundDifference, SettingOwner};
use super::kinds::{
    SettingDifference, SettingItem, demanded, gone, left_out, levelled, missing, none, switched,
};
use super::pytest;
use crate::catalog::settings::keys::known;
use crate::catalog::settings::kinds::{SettingKind, tool};
use crate::catalog::settings::rows::{ItemCut, KnownKey};
use crate::catalog::settings::runs::replaced_by;
use crate::drift::difference::{DriftDirection, SeverityCap};
use crate::drift::runs::ToolRuns;
use crate::drift::sides::DriftSides;
use crate::drift::values::{SettingFiles, SettingKey, SettingValue, SettingValues};
use crate::span::{Location, Span};

pub(super) fn compare(
    files: &SettingFiles,
    runs: &ToolRuns,
    sides: &DriftSides<'_>,
    found: &mut FoundDifference,
) {
    unread(files, found);
    unread_base(files, sides, found);
    let keys: BTreeSet<&SettingKey> = files.base.all.keys().chain(files.head.all.keys()).collect();
    for key in keys {
        let (old, new) = (files.base.all.get(key), files.head.all.get(key));
        let Some(about) = known(&key.1) else { continue };
        found.compared += usize::from(old.is_some());
        let is_gone = new.is_none() && is_replaced(key, files, runs);
        let is_new = old.is_none() && !has_tool(&files.base, key);
        if is_gone || is_new || old.map(|leaf| &leaf.held) == new.map(|leaf| &leaf.held) {
            continue;
        }
        if new.is_none() && old.is_some_and(|leaf| files.unread(leaf).is_some()) {
            continue;
        }
        let difference = differs(key, about, (old, new), files, runs);
        let Some(leaf) = old.or(new) else { continue };
        let owner = SettingOwner {
            subject: SettingFiles::subject(&leaf.place.path, &key.1),
            job: None,
            base: old.map(|leaf| leaf.place.clone()),
            head: new.map(|leaf| leaf.place.clone()).or_else(|| files.anchor(key, leaf)),
        };
        found.extend(&owner, difference.map(|difference| lighter(about, difference)));
    }
}

/// A file whose settings were known and are not any more: one difference for all of them.
fn unread(files: &SettingFiles, found: &mut FoundDifference) {
    for (path, why) in &files.head.unread {
        let of = |((_, name), leaf): &(&SettingKey, &SettingValue)| {
            *leaf.place.path == **path && known(name).is_some()
        };
        let Some((_, leaf)) = files.base.all.iter().find(of) else { continue };
        let start = Location::new(path.as_str(), Span::start_of_file());
        let owner = SettingOwner {
            subject: path.clone(),
            job: None,
            base: Some(leaf.place.clone()),
            head: Some(start.clone()),
        };
        let message = format!(
            "the file cannot be read any more ({why}): whether its settings check less cannot be told"
        );
        let (before, after) = (item(leaf), ("cannot be read".to_owned(), Some(start)));
        let difference = SettingDifference::weaker(message, before, after);
        found.extend(
            &owner,
            [SettingDifference { direction: DriftDirection::Unknown, ..difference }],
        );
    }
}

/// A file of the base that nobody can read: what it held is not known. One that is only no document held
/// nothing for its tool either, if the head's can be read.
fn unread_base(files: &SettingFiles, sides: &DriftSides<'_>, found: &mut FoundDifference) {
    for (path, why) in &files.base.unread {
        let is_out_of_reach =
            sides.base.watched.iter().any(|file| file.path == *path && file.text.is_err());
        let is_unread_now = files.head.unread.iter().any(|(other, _)| other == path);
        if !is_out_of_reach && !is_unread_now {
            continue;
        }
        let start = Location::new(path.as_str(), Span::start_of_file());
        let is_there = sides.head.watched.iter().any(|file| file.path == *path);
        let owner = SettingOwner {
            subject: path.clone(),
            job: None,
            base: Some(start.clone()),
            head: is_there.then(|| start.clone()),
        };
        let message = format!(
            "the base's `{path}` cannot be read ({why}): whether the change takes something from it cannot be told"
        );
        let before = ("cannot be read".to_owned(), Some(start.clone()));
        let after = ("changed".to_owned(), is_there.then_some(start));
        let difference = SettingDifference::weaker(message, before, after);
        found.extend(
            &owner,
            [SettingDifference { direction: DriftDirection::Unknown, ..difference }],
        );
    }
}

/// What is known to be asked for by a dependency rather than by a wish to see less.
fn lighter(known: &KnownKey, difference: SettingDifference) -> SettingDifference {
    let weight = if known.is_advice { Some(SeverityCap::Note) } else { difference.weight };
    SettingDifference { weight, ..difference }
}

fn has_tool(leaves: &SettingValues, (folder, name): &SettingKey) -> bool {
    leaves.all.keys().any(|(other, known)| other == folder && tool(known) == tool(name))
}

/// The settings of a whole tool are gone, and another does its work; or the tool does not run any more,
/// which is a loss of its own.
fn is_replaced(key: &SettingKey, files: &SettingFiles, runs: &ToolRuns) -> bool {
    if has_tool(&files.head, key) {
        return false;
    }
    let others = replaced_by(tool(&key.1));
    let has_other = || files.head.all.keys().any(|(_, name)| others.contains(&tool(name)));
    let ran = runs.duos.iter().any(|duo| duo.base.tool == tool(&key.1));
    let runs_now = || runs.head.iter().any(|run| run.tool == tool(&key.1));
    (!others.is_empty() && has_other()) || (ran && !runs_now())
}

fn differs(
    key: &SettingKey,
    known: &KnownKey,
    (old, new): (Option<&SettingValue>, Option<&SettingValue>),
    files: &SettingFiles,
    runs: &ToolRuns,
) -> Option<SettingDifference> {
    let name = key.1.split_once('.').map_or(key.1.as_str(), |(_, rest)| rest);
    let one = |leaf: Option<&SettingValue>| leaf.map(item);
    let shown = |leaf, without: SettingItem| one(leaf).unwrap_or(without);
    let (kind, about) = (known.kind, known.about);
    let (was, is) = (items(known.cut, old), items(known.cut, new));
    match kind {
        SettingKind::LeavesOut => left_out(name, about, &was, &is),
        SettingKind::Errors => pytest::errors_of_warnings(&was, &is),
        SettingKind::Paths => pytest::test_paths(&was, &is, runs),
        SettingKind::Only | SettingKind::Demands if is_moot(known, &key.0, files) => None,
        SettingKind::Only if !missing(&is, &was).is_empty() => None,
        SettingKind::Only | SettingKind::Demands => {
            demanded(name, about, &was, &is, kind == SettingKind::Only)
        }
        SettingKind::Strict(default) => {
            let state = |leaves: &SettingValues, leaf: Option<&SettingValue>| match leaf {
                Some(leaf) => leaf.held.switch(),
                None => Some(default || is_implied(known, leaves, key)),
            };
            let (was, is) = (state(&files.base, old)?, state(&files.head, new)?);
            switched(name, about, true, (was, shown(old, none())), (is, shown(new, gone())))
        }
        SettingKind::Lax => {
            let state =
                |leaf: Option<&SettingValue>| leaf.map_or(Some(false), |leaf| leaf.held.switch());
            let (was, is) = (state(old)?, state(new)?);
            switched(name, about, false, (was, shown(old, none())), (is, shown(new, gone())))
        }
        SettingKind::Level(names, absent) => {
            levelled(name, names, absent, one(old).as_ref(), one(new).as_ref())
        }
        SettingKind::Selects | SettingKind::Retries | SettingKind::Skips => None,
    }
}

/// A linter is told to make all complaints, so that a list of them says nothing.
fn is_moot(known: &KnownKey, folder: &str, files: &SettingFiles) -> bool {
    let leaf = |name: &str| files.head.get(folder, name).map(|leaf| leaf.held.shown());
    known.moot.iter().any(|(name, value)| leaf(name).as_deref() == Some(value))
}

/// A switch is on because one above it is.
fn is_implied(known: &KnownKey, leaves: &SettingValues, (folder, name): &SettingKey) -> bool {
    known.umbrella(name).is_some_and(|switch| {
        leaves.get(folder, &switch).is_some_and(|leaf| leaf.held.switch() == Some(true))
    })
}

fn item(leaf: &SettingValue) -> SettingItem {
    (leaf.held.shown(), Some(leaf.place.clone()))
}

/// The items of a list, cut as its tool does.
fn items(cut: ItemCut, leaf: Option<&SettingValue>) -> Vec<SettingItem> {
    let Some(leaf) = leaf else { return Vec::new() };
    let items = match cut {
        ItemCut::Items => leaf.held.items(),
        ItemCut::Lines => leaf.held.lines(),
        ItemCut::Words => {
            let lines = leaf.held.lines();
            lines.iter().flat_map(|line| line.split_whitespace()).map(str::to_owned).collect()
        }
    };
    items.into_iter().map(|item| (item, Some(leaf.place.clone()))).collect()
}
