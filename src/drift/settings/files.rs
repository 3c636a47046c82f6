//! Settings files that say what is checked.

use std::collections::BTreeSet;

use super::found::{FoundDifference, SettingOwner};
use super::kinds::{
    SettingDifference, SettingItem, demanded, gone, left_out, levelled, missing, none, switched,
};
use super::pytest;
use crate::catalog::settings::keys::known;
use crate::catalog::settings::kinds::{About, SettingKind};
use crate::drift::difference::{DriftDirection, SeverityCap};
use crate::drift::runs::ToolRuns;
use crate::drift::sides::DriftSides;
use crate::drift::values::{SettingFiles, SettingKey, SettingValue, SettingValues};
use crate::span::{Location, Span};

/// A switch that turns others on: the switch, and the start of the names of those.
const UMBRELLAS: [(&str, &str); 3] =
    [("mypy.strict", "mypy."), ("pytest.strict", "pytest.strict_"), ("strict", "compilerOptions.")];

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
        let Some((kind, about)) = known(&key.1) else { continue };
        found.compared += usize::from(old.is_some());
        let is_gone = new.is_none() && is_replaced(key, files, runs);
        let is_new = old.is_none() && !has_tool(&files.base, key);
        if is_gone || is_new || old.map(|leaf| &leaf.held) == new.map(|leaf| &leaf.held) {
            continue;
        }
        if new.is_none() && old.is_some_and(|leaf| files.unread(leaf).is_some()) {
            continue;
        }
        let difference = differs(key, (kind, about), (old, new), files, runs);
        let Some(leaf) = old.or(new) else { continue };
        let owner = SettingOwner {
            subject: SettingFiles::subject(&leaf.place.path, &key.1),
            job: None,
            base: old.map(|leaf| leaf.place.clone()),
            head: new.map(|leaf| leaf.place.clone()).or_else(|| files.anchor(key, leaf)),
        };
        found.extend(&owner, difference.map(|difference| lighter(&key.1, difference)));
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
fn lighter(name: &str, difference: SettingDifference) -> SettingDifference {
    let of_module = name.starts_with("mypy.overrides.") && name.ends_with("ignore_missing_imports");
    let weight = if of_module { Some(SeverityCap::Note) } else { difference.weight };
    SettingDifference { weight, ..difference }
}

/// The first part of a name: the tool, or a file of its own.
fn tool(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
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
    let by_ruff = matches!(tool(&key.1), "flake8" | "pylint");
    let has_ruff = || files.head.all.keys().any(|(_, name)| tool(name) == "ruff");
    let ran = runs.duos.iter().any(|duo| duo.base.tool == tool(&key.1));
    let runs_now = || runs.head.iter().any(|run| run.tool == tool(&key.1));
    (by_ruff && has_ruff()) || (ran && !runs_now())
}

fn differs(
    key: &SettingKey,
    (kind, about): (SettingKind, About),
    (old, new): (Option<&SettingValue>, Option<&SettingValue>),
    files: &SettingFiles,
    runs: &ToolRuns,
) -> Option<SettingDifference> {
    let name = key.1.split_once('.').map_or(key.1.as_str(), |(_, rest)| rest);
    let one = |leaf: Option<&SettingValue>| leaf.map(item);
    match kind {
        SettingKind::LeavesOut => left_out(name, about, &items(&key.1, old), &items(&key.1, new)),
        SettingKind::Only | SettingKind::Demands => {
            let (was, is) = (items(&key.1, old), items(&key.1, new));
            match key.1.as_str() {
                "pytest.filterwarnings" => pytest::errors_of_warnings(&was, &is),
                "pytest.testpaths" => pytest::test_paths(&was, &is, runs),
                _ if is_all_on(key, files) => None,
                _ if kind == SettingKind::Only && !missing(&is, &was).is_empty() => None,
                _ => demanded(name, about, &was, &is, kind == SettingKind::Only),
            }
        }
        SettingKind::Strict(default) => {
            let state = |leaves: &SettingValues, leaf: Option<&SettingValue>| match leaf {
                Some(leaf) => leaf.held.switch(),
                None => Some(default || is_implied(leaves, key)),
            };
            let (was, is) = (state(&files.base, old)?, state(&files.head, new)?);
            let shown = |leaf, without: SettingItem| one(leaf).unwrap_or(without);
            switched(name, about, true, (was, shown(old, none())), (is, shown(new, gone())))
        }
        SettingKind::Lax => {
            let state =
                |leaf: Option<&SettingValue>| leaf.map_or(Some(false), |leaf| leaf.held.switch());
            let (was, is) = (state(old)?, state(new)?);
            let shown = |leaf, without: SettingItem| one(leaf).unwrap_or(without);
            switched(name, about, false, (was, shown(old, none())), (is, shown(new, gone())))
        }
        SettingKind::Level(names, absent) => {
            levelled(name, names, absent, one(old).as_ref(), one(new).as_ref())
        }
        SettingKind::Selects | SettingKind::Retries => None,
    }
}

/// A linter is told to make all complaints, so that a list of them says nothing.
fn is_all_on((folder, name): &SettingKey, files: &SettingFiles) -> bool {
    let linters = name.strip_prefix("golangci.").is_some();
    let leaf = |name: &str| files.head.get(folder, name).map(|leaf| leaf.held.shown());
    linters
        && (leaf("golangci.linters.enable-all").as_deref() == Some("true")
            || leaf("golangci.linters.default").as_deref() == Some("all"))
}

/// A switch is on because one above it is.
fn is_implied(leaves: &SettingValues, (folder, name): &SettingKey) -> bool {
    let is_on = |switch: &str| {
        leaves.get(folder, switch).is_some_and(|leaf| leaf.held.switch() == Some(true))
    };
    UMBRELLAS.iter().any(|(switch, of)| match name.split_once("compilerOptions.") {
        Some((file, inner)) => {
            let is_of = inner.starts_with("strict") || inner.starts_with("noImplicit");
            *of == "compilerOptions." && is_of && is_on(&format!("{file}compilerOptions.{switch}"))
        }
        None => name != switch && name.starts_with(of) && is_on(switch),
    })
}

fn item(leaf: &SettingValue) -> SettingItem {
    (leaf.held.shown(), Some(leaf.place.clone()))
}

/// The items of a list, cut as its tool does.
fn items(name: &str, leaf: Option<&SettingValue>) -> Vec<SettingItem> {
    let Some(leaf) = leaf else { return Vec::new() };
    let by_line = ["exclude_lines", "exclude_also", "filterwarnings", "partial_branches"]
        .iter()
        .any(|end| name.ends_with(end))
        || name == "flake8.per-file-ignores";
    let items = match (by_line, name) {
        (true, _) => leaf.held.lines(),
        (false, "mypy.exclude" | "pytest.testpaths" | "pytest.norecursedirs") => {
            let lines = leaf.held.lines();
            lines.iter().flat_map(|line| line.split_whitespace()).map(str::to_owned).collect()
        }
        (false, _) => leaf.held.items(),
    };
    items.into_iter().map(|item| (item, Some(leaf.place.clone()))).collect()
}
