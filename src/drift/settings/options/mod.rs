//! Options of commands that say what is checked.

pub(super) mod words;

use super::expression;
use super::found::FoundDifference;
use super::kinds::{SettingDifference, SettingItem, gone, none, plain, switched};
use crate::catalog::settings::kinds::{About, SettingKind};
use crate::catalog::settings::options::Opt;
use crate::drift::difference::DriftDirection;
use crate::drift::runs::ToolRuns;
use crate::drift::runs::run::{OptionUse, ToolRun};
use crate::drift::settings::options::words::{Elsewhere, addopts, differences, owner};
use crate::drift::sides::DriftSides;
use crate::drift::values::SettingFiles;

/// Compares the options of all commands.
pub(super) fn compare(
    runs: &ToolRuns,
    sides: &DriftSides<'_>,
    settings: &SettingFiles,
    found: &mut FoundDifference,
) {
    let addopts = (addopts(sides.base), addopts(sides.head));
    for duo in runs.duos.iter().filter(|duo| !duo.base.is_void) {
        let Some(head) = duo.head.as_ref().filter(|head| !head.is_void) else { continue };
        let is_pytest = head.tool == "pytest";
        let of = |runs: &Vec<ToolRun>| if is_pytest { runs.clone() } else { Vec::new() };
        let elsewhere = Elsewhere {
            all: false,
            base: of(&addopts.0),
            head: of(&addopts.1),
            others: &runs.head,
            before: &runs.duos,
        };
        found.compared += 1;
        let differences = differences(duo, head, &elsewhere, settings);
        found.extend(&owner(duo, head), differences);
    }
}

fn turned(
    opt: &Opt,
    base: &ToolRun,
    head: &ToolRun,
    elsewhere: &Elsewhere<'_>,
) -> Option<SettingDifference> {
    let stricter = opt.kind != SettingKind::Lax;
    let on = |run: &ToolRun| run.switch(opt.names);
    let (old, new) = (on(base), on(head));
    let (was, is) = (old.is_some(), new.is_some());
    if (!was && is && elsewhere.had(&|run: &ToolRun| on(run).is_some()))
        || (was && !is && elsewhere.has_now(&|run: &ToolRun| on(run).is_some()))
    {
        return None;
    }
    if was
        && !is
        && stricter
        && elsewhere.is_as_often(&head.tool, &|run: &ToolRun| on(run).is_some())
    {
        return None;
    }
    let name = opt.names.first().copied().unwrap_or_default();
    let shown = old.as_ref().or(new.as_ref()).map_or(name.to_owned(), OptionUse::shown);
    let item = |said: Option<OptionUse>, without: SettingItem| {
        said.map_or(without, |said| (said.shown(), Some(said.place)))
    };
    switched(&shown, opt.about, stricter, (was, item(old, none())), (is, item(new, gone())))
}

/// The values of a list option, each at its place. Codes and ids may stand in one value with commas. What
/// only the run knows leaves something out all the same; what else it says cannot be compared.
fn items(opt: &Opt, run: &ToolRun) -> Vec<SettingItem> {
    let is_list =
        matches!(opt.about, About::Complaints | About::Advisories) || opt.names.contains(&"--omit");
    let mut found = Vec::new();
    let is_known =
        |said: &&OptionUse| opt.kind == SettingKind::LeavesOut || !said.value.contains('$');
    for said in run.said(opt.names).iter().filter(is_known) {
        let parts: Vec<&str> =
            if is_list { said.value.split(',').collect() } else { vec![said.value.as_str()] };
        let parts = parts.into_iter().map(plain);
        let named = parts.map(|part| if part.is_empty() { said.name.clone() } else { part });
        found.extend(named.map(|part| (part, Some(said.place.clone()))));
    }
    found
}

/// A lint that a command denied and the manifest denies now.
fn is_lint_of_manifest(opt: &Opt, item: &SettingItem, settings: &SettingFiles) -> bool {
    let lint = item.0.rsplit("::").next().unwrap_or_default();
    let denies = |shown: &str| matches!(shown, "deny" | "forbid");
    opt.names.contains(&"-D")
        && settings.head.all.iter().any(|((_, name), leaf)| {
            name.starts_with("cargo.lints.")
                && name.rsplit('.').next() == Some(lint)
                && denies(&leaf.held.shown())
        })
}

fn selected(
    opt: &Opt,
    base: &ToolRun,
    head: &ToolRun,
    elsewhere: &Elsewhere<'_>,
) -> Option<SettingDifference> {
    let last = |run: &ToolRun| run.said(opt.names).pop();
    let (old, new) = (last(base), last(head));
    let text =
        |said: &Option<OptionUse>| said.as_ref().map(|said| said.value.clone()).unwrap_or_default();
    let (before, after) = (text(&old), text(&new));
    let is_open = after.contains('$');
    if before.is_empty()
        && is_open
        && !elsewhere.had(&|run: &ToolRun| last(run).is_some_and(|said| said.value == after))
    {
        let said = new.as_ref()?;
        let message = format!(
            "`{}` selects by what only the run knows: whether the tests that ran before still do cannot be told",
            said.shown()
        );
        let weaker =
            SettingDifference::weaker(message, none(), (said.shown(), Some(said.place.clone())));
        return Some(SettingDifference { direction: DriftDirection::Unknown, ..weaker });
    }
    if before == after || before.contains('$') || is_open {
        return None;
    }
    let (was, is) = (expression::read(&before), expression::read(&after));
    let stood = |term: &String| {
        elsewhere
            .had(&|run: &ToolRun| last(run).is_some_and(|said| said.value.contains(term.as_str())))
            || elsewhere.runs(term, head)
    };
    let mut narrower = is.narrower_than(&was);
    narrower.retain(|term| !stood(term));
    let item = |said: &Option<OptionUse>, without: SettingItem| {
        said.as_ref().map_or(without, |said| (said.shown(), Some(said.place.clone())))
    };
    let name = opt.names.first().copied().unwrap_or_default();
    if !narrower.is_empty() {
        let terms: Vec<SettingItem> = narrower.into_iter().map(|term| (term, None)).collect();
        let message = format!(
            "`{name}` selects fewer tests ({}): those that it leaves could fail before and do not run now",
            super::kinds::listed(&terms)
        );
        return Some(SettingDifference::weaker(message, item(&old, none()), item(&new, gone())));
    }
    if was.narrower_than(&is).is_empty() || elsewhere.has_now(&|run: &ToolRun| last(run).is_some())
    {
        return None;
    }
    let message = format!("`{name}` selects more tests");
    Some(SettingDifference::stronger(message, item(&old, none()), item(&new, gone())))
}

fn retried(
    opt: &Opt,
    base: &ToolRun,
    head: &ToolRun,
    elsewhere: &Elsewhere<'_>,
) -> Option<SettingDifference> {
    let count = |run: &ToolRun| -> (f64, SettingItem) {
        match run.said(opt.names).pop() {
            None => (0.0, none()),
            // a number that only the run knows is one
            Some(said) => {
                let count = said.value.trim_matches(['"', '\'']).parse().unwrap_or(1.0);
                (count, (said.shown(), Some(said.place)))
            }
        }
    };
    let ((old, was), (new, is)) = (count(base), count(head));
    let name = opt.names.first().copied().unwrap_or_default();
    if new > old && !elsewhere.had(&|run: &ToolRun| count(run).0 >= new) {
        let message = format!(
            "`{name}` runs failed tests again, {new} times at most: a test that fails at times turned the check red and passes now"
        );
        return Some(SettingDifference::weaker(message, was, is));
    }
    let message = format!("`{name}` runs failed tests again less often");
    let is_back = new < old && !elsewhere.has_now(&|run: &ToolRun| count(run).0 >= old);
    is_back.then(|| SettingDifference::stronger(message, was, is))
}
