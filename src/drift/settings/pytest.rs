//! What pytest runs, and how: its paths, its workers, whether it measures; in commands, in `addopts`, and
//! between them.

use std::sync::Arc;

use super::found::{FoundDifference, SettingOwner};
use super::kinds::{SettingDifference, SettingItem, gone, holds, left_out, listed, missing, none};
use super::options::words::{Elsewhere, addopts, owner};
use crate::catalog::settings::kinds::About;
use crate::catalog::settings::runs::switches;
use crate::drift::runs::ToolRuns;
use crate::drift::runs::run::{ToolRun, ToolRunPair};
use crate::drift::settings::options::words::{differences, of_words};
use crate::drift::sides::DriftSides;
use crate::drift::values::{SettingFiles, SettingValue, words};
use crate::facts::commands::workers::parallel_option;
use crate::facts::commit::Facts;
use crate::formats::settings::words::split_text;
use crate::span::{Location, Span};

pub(super) fn compare(
    runs: &ToolRuns,
    sides: &DriftSides<'_>,
    settings: &SettingFiles,
    found: &mut FoundDifference,
) {
    let (base, head) = (addopts(sides.base), addopts(sides.head));
    let is_serial_before = !base.iter().any(|run| workers(run).is_some());
    let is_serial_now = !head.iter().any(|run| workers(run).is_some());
    for duo in runs.duos.iter().filter(|duo| duo.base.tool == "pytest" && !duo.base.is_void) {
        let Some(now) = duo.head.as_ref().filter(|head| !head.is_void) else { continue };
        let owner = owner(duo, now);
        found.extend(&owner, parallelised(&duo.base, now, is_serial_before, is_serial_now));
        found.extend(&owner, narrowed(duo, now, runs));
        found.extend(&owner, unmeasured(duo, now, &runs.head, &head));
    }
    for run in runs.added.iter().filter(|run| run.tool == "pytest" && !run.is_void) {
        let owner = SettingOwner {
            subject: run.subject.clone(),
            job: run.job.clone(),
            base: None,
            head: Some(run.place.clone()),
        };
        found.extend(
            &owner,
            workers(run).filter(|_| is_serial_before).map(|is| in_parallel(none(), is)),
        );
    }
    of_files(runs, sides, settings, found);
}

/// The option that asks for parallel workers.
fn workers(run: &ToolRun) -> Option<SettingItem> {
    let words: Vec<(&str, Span)> =
        run.words.iter().map(|(word, place)| (word.as_str(), place.span)).collect();
    let (shown, span) = parallel_option(&words)?;
    let place = run.words.iter().find(|(_, place)| place.span.line == span.line);
    let path = place.map_or(&run.place.path, |(_, place)| &place.path);
    Some((shown, Some(Location::new(Arc::clone(path), span))))
}

fn in_parallel(was: SettingItem, is: SettingItem) -> SettingDifference {
    let message = format!(
        "`{}` runs the tests in parallel workers: a test that fails because of the order, or of one before it, turned the check red and may pass now",
        is.0
    );
    SettingDifference::weaker(message, was, is)
}

fn parallelised(
    base: &ToolRun,
    head: &ToolRun,
    was_serial: bool,
    is_serial: bool,
) -> Option<SettingDifference> {
    match (workers(base), workers(head)) {
        (None, Some(is)) if was_serial => Some(in_parallel(none(), is)),
        (Some(was), None) if is_serial => {
            let message = format!("`{}` is gone: the tests run one after the other", was.0);
            Some(SettingDifference::stronger(message, was, gone()))
        }
        _ => None,
    }
}

fn paths(run: &ToolRun) -> Vec<SettingItem> {
    let operands = run.operands(switches(&run.tool)).into_iter();
    operands.map(|(word, place)| (word.clone(), Some(place.clone()))).collect()
}

/// Fewer paths: each of the head's is one of the base's or lies below one.
fn narrowed(duo: &ToolRunPair, head: &ToolRun, runs: &ToolRuns) -> Option<SettingDifference> {
    let (old, new) = (paths(&duo.base), paths(head));
    let is_below = new.iter().all(|(path, _)| old.iter().any(|(other, _)| holds(other, path)));
    if old.is_empty() || new.is_empty() || !is_below {
        return None;
    }
    let others = || {
        runs.head
            .iter()
            .filter(|run| run.tool == "pytest" && run.place != head.place && !run.is_void)
    };
    let is_run = |item: &SettingItem| {
        others().any(|run| {
            let all = paths(run);
            all.is_empty()
                || all.iter().any(|(path, _)| holds(path, &item.0) || holds(&item.0, path))
        })
    };
    let lost: Vec<SettingItem> =
        missing(&old, &new).into_iter().filter(|item| !is_run(item)).collect();
    let place = new.first().and_then(|(_, place)| place.clone());
    let shown = |items: &[SettingItem]| {
        items.iter().map(|(item, _)| item.as_str()).collect::<Vec<_>>().join(" ")
    };
    let message =
        format!("pytest does not run {} any more: {}", listed(&lost), About::Tests.lost());
    let was = (shown(&old), old.first().and_then(|(_, place)| place.clone()));
    (!lost.is_empty()).then(|| SettingDifference::weaker(message, was, (shown(&new), place)))
}

/// `--cov` is dropped and no other run measures, or it is new.
fn unmeasured(
    duo: &ToolRunPair,
    head: &ToolRun,
    all: &[ToolRun],
    addopts: &[ToolRun],
) -> Option<SettingDifference> {
    let measures = |run: &ToolRun| !run.said(&["--cov"]).is_empty();
    let mut others = all.iter().filter(|run| run.place != head.place).chain(addopts);
    let mut is_measured = || others.any(|run| measures(run) || run.tool.starts_with("coverage"));
    let (was, is) = (duo.base.said(&["--cov"]).pop(), head.said(&["--cov"]).pop());
    match (was, is) {
        (Some(was), None) if !is_measured() => {
            let message = format!("`{}` is gone: {}", was.shown(), About::Measure.lost());
            Some(SettingDifference::weaker(message, (was.shown(), Some(was.place)), gone()))
        }
        (None, Some(is)) => {
            let message = format!("`{}` measures what was not measured", is.shown());
            Some(SettingDifference::stronger(message, none(), (is.shown(), Some(is.place))))
        }
        _ => None,
    }
}

/// `addopts` and `testpaths` of settings files that differ.
fn of_files(
    runs: &ToolRuns,
    sides: &DriftSides<'_>,
    settings: &SettingFiles,
    found: &mut FoundDifference,
) {
    let keys = settings.base.all.keys().chain(settings.head.all.keys());
    let mut folders: Vec<&String> =
        keys.filter(|(_, name)| name.starts_with("pytest.")).map(|(folder, _)| folder).collect();
    folders.sort();
    folders.dedup();
    for folder in folders {
        let leaf = |side: &super::super::values::SettingValues| {
            side.get(folder, "pytest.addopts").cloned()
        };
        let (old, new) = (leaf(&settings.base), leaf(&settings.head));
        if old.as_ref().map(|leaf| &leaf.held) == new.as_ref().map(|leaf| &leaf.held) {
            continue;
        }
        let is_new_section = !settings
            .base
            .all
            .keys()
            .any(|(other, name)| other == folder && name.starts_with("pytest."));
        compare_addopts((folder, old, new), is_new_section, (runs, sides), settings, found);
    }
}

fn compare_addopts(
    (folder, old, new): (&str, Option<SettingValue>, Option<SettingValue>),
    is_new_section: bool,
    (runs, sides): (&ToolRuns, &DriftSides<'_>),
    settings: &SettingFiles,
    found: &mut FoundDifference,
) {
    let key = (folder.to_owned(), "pytest.addopts".to_owned());
    let Some(any) = new.as_ref().or(old.as_ref()) else { return };
    let anchor = match &new {
        Some(leaf) => Some(leaf.place.clone()),
        None => settings.anchor(&key, any),
    };
    let place = old.as_ref().unwrap_or(any).place.clone();
    let subject = format!("{}/addopts", place.path);
    let run = |leaf: Option<&SettingValue>, facts: &Facts| {
        let words = leaf.map(|leaf| placed(leaf, facts)).unwrap_or_default();
        of_words(words, leaf.unwrap_or(any).place.clone(), &subject)
    };
    let (base, head) = (run(old.as_ref(), sides.base), run(new.as_ref(), sides.head));
    let of = |runs: Vec<&ToolRun>| -> Vec<ToolRun> {
        runs.into_iter().filter(|run| run.tool == "pytest" && !run.is_void).cloned().collect()
    };
    let elsewhere = Elsewhere {
        all: true,
        base: of(runs.duos.iter().map(|duo| &duo.base).collect()),
        head: of(runs.head.iter().collect()),
        others: &runs.head,
        before: &runs.duos,
    };
    let owner = SettingOwner { subject, job: None, base: old.map(|leaf| leaf.place), head: anchor };
    found.compared += 1;
    let were = elsewhere.had(&|run: &ToolRun| workers(run).is_some());
    let are = elsewhere.has_now(&|run: &ToolRun| workers(run).is_some());
    found.extend(&owner, parallelised(&base, &head, !were, !are));
    if is_new_section {
        return;
    }
    let duo = ToolRunPair { base, head: None, is_unchanged: false };
    found.extend(&owner, unmeasured(&duo, &head, &runs.head, &[]));
    found.extend(&owner, differences(&duo, &head, &elsewhere, settings));
}

/// The words of `addopts`, each where it is written as far as that is known.
fn placed(leaf: &SettingValue, facts: &Facts) -> Vec<(String, Location)> {
    let text = uncommented(&words(&leaf.held));
    let words = split_text(&text).unwrap_or_default();
    let read = facts.settings.iter().find(|file| file.path == *leaf.place.path);
    let known = read.and_then(|file| file.pytest.as_ref());
    if let Some(known) = known.filter(|known| known.addopts.len() == words.len()) {
        let at = |span| Location::new(Arc::clone(&leaf.place.path), span);
        return known.addopts.iter().map(|word| (word.value.clone(), at(word.span))).collect();
    }
    words.into_iter().map(|word| (word, leaf.place.clone())).collect()
}

/// A comment within a value of `addopts` over several lines.
fn uncommented(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    lines.collect::<Vec<_>>().join("\n")
}

/// `filterwarnings` that turn warnings into errors.
pub(super) fn errors_of_warnings(
    old: &[SettingItem],
    new: &[SettingItem],
) -> Option<SettingDifference> {
    let errors = |items: &[SettingItem]| -> Vec<SettingItem> {
        items.iter().filter(|(item, _)| item.trim() == "error").cloned().collect()
    };
    let (was, is) = (errors(old), errors(new));
    match (was.first(), is.first()) {
        (Some(was), None) => {
            let message = "`filterwarnings` holds no `error` any more: a warning made a test fail before and does not now";
            Some(SettingDifference::weaker(message.to_owned(), was.clone(), gone()))
        }
        (None, Some(is)) => {
            let message = "`filterwarnings` makes a warning an error now".to_owned();
            Some(SettingDifference::stronger(message, none(), is.clone()))
        }
        _ => None,
    }
}

/// `testpaths`: fewer of them, where pytest is not given paths anyway.
pub(super) fn test_paths(
    old: &[SettingItem],
    new: &[SettingItem],
    runs: &ToolRuns,
) -> Option<SettingDifference> {
    let mut all = runs.head.iter().filter(|run| run.tool == "pytest").peekable();
    let is_given = all.peek().is_some() && all.all(|run| !paths(run).is_empty());
    if is_given || new.is_empty() {
        return None;
    }
    let lost = missing(old, new);
    let more = missing(new, old);
    // other names for the same are no loss
    if lost.is_empty() || !more.is_empty() {
        return None;
    }
    left_out("testpaths", About::Tests, &[], &lost).map(|difference| SettingDifference {
        before: (listed(old), None),
        after: (listed(new), None),
        ..difference
    })
}
