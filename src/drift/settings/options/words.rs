//! Options of a tool in its words, on both sides.

use std::sync::Arc;

use crate::catalog::settings::kinds::{SettingKind, fits, kept};
use crate::catalog::settings::options;
use crate::catalog::settings::rows::Opt;
use crate::drift::difference::DriftDirection;
use crate::drift::runs::run::{OptionUse, ToolRun, ToolRunPair};
use crate::drift::settings::expression;
use crate::drift::settings::found::SettingOwner;
use crate::drift::settings::kinds::{
    SettingDifference, SettingItem, demanded, gone, holds, left_out, levelled, listed, missing,
    none, plain, switched,
};
use crate::drift::values::SettingFiles;
use crate::facts::commit::Facts;
use crate::span::Location;

/// Where else an option of the same tool may stand, on both sides: what moves has not left.
#[derive(Debug)]
pub(crate) struct Elsewhere<'r> {
    /// All of them must have it, not one of them.
    pub(crate) all: bool,
    pub(crate) base: Vec<ToolRun>,
    pub(crate) head: Vec<ToolRun>,
    /// Every run of the head, for what is left out here and runs there.
    pub(crate) others: &'r [ToolRun],
    /// Every run of the base.
    pub(crate) before: &'r [ToolRunPair],
}

impl Elsewhere<'_> {
    fn has(&self, runs: &[ToolRun], wanted: &dyn Fn(&ToolRun) -> bool) -> bool {
        if self.all { !runs.is_empty() && runs.iter().all(wanted) } else { runs.iter().any(wanted) }
    }

    pub(crate) fn had(&self, wanted: &dyn Fn(&ToolRun) -> bool) -> bool {
        self.has(&self.base, wanted)
    }

    pub(crate) fn has_now(&self, wanted: &dyn Fn(&ToolRun) -> bool) -> bool {
        self.has(&self.head, wanted)
    }

    /// Whether another run takes what this one leaves out.
    pub(super) fn runs(&self, item: &str, but: &ToolRun) -> bool {
        let item = item.strip_prefix("not ").unwrap_or(item);
        let takes = |run: &ToolRun| {
            let operands = run.operands(&[]);
            let named = operands.iter().any(|(word, _)| holds(item, word) || holds(word, item));
            let chosen = run.said(&["-k", "-m"]).iter().any(|said| {
                let selection = expression::read(&said.value);
                selection.all.contains(item) || selection.any.contains(item)
            });
            let package = run.said(&["-p", "--package", "--project"]);
            let is_package = package.iter().any(|said| holds(item, &said.value));
            (named && run.said(&["-k", "-m"]).is_empty()) || chosen || is_package
        };
        let is_other =
            |run: &&ToolRun| run.place != but.place && run.tool == but.tool && !run.is_void;
        self.others.iter().filter(is_other).any(takes)
    }
}

impl Elsewhere<'_> {
    /// Whether another run of the tool checks this, by name or because it checks everything.
    pub(super) fn checks(
        &self,
        item: &str,
        but: &ToolRun,
        items: &dyn Fn(&ToolRun) -> Vec<SettingItem>,
    ) -> bool {
        let is_other =
            |run: &&ToolRun| run.place != but.place && run.tool == but.tool && !run.is_void;
        self.others.iter().filter(is_other).any(|run| {
            let named = items(run);
            named.is_empty() || named.iter().any(|(other, _)| holds(other, item))
        })
    }

    /// Whether as many runs of a tool have a switch as had it: it stands in another of them.
    pub(super) fn is_as_often(&self, tool: &str, on: &dyn Fn(&ToolRun) -> bool) -> bool {
        let counts = |run: &ToolRun| run.tool == tool && !run.is_void && on(run);
        let before = self.before.iter().filter(|duo| counts(&duo.base)).count();
        !self.all && self.others.iter().filter(|run| counts(run)).count() >= before
    }
}

pub(crate) fn owner(duo: &ToolRunPair, head: &ToolRun) -> SettingOwner {
    SettingOwner {
        subject: duo.base.subject.clone(),
        job: duo.base.job.clone(),
        base: Some(duo.base.place.clone()),
        head: Some(head.place.clone()),
    }
}

/// The options that pytest's settings files of one side add, each file as a run.
pub(crate) fn addopts(facts: &Facts) -> Vec<ToolRun> {
    let mut found = Vec::new();
    for file in &facts.settings {
        let Some(pytest) = &file.pytest else { continue };
        let at = |span| Location::new(file.path.as_str(), span);
        let words = pytest.addopts.iter().map(|word| (word.value.clone(), at(word.span)));
        let words: Vec<(String, Location)> = words.collect();
        let Some((_, place)) = words.first().cloned() else { continue };
        found.push(self::of_words(words, place, &format!("{}/addopts", file.path)));
    }
    found
}

/// All that differs between two runs of one tool.
pub(crate) fn differences(
    duo: &ToolRunPair,
    head: &ToolRun,
    elsewhere: &Elsewhere<'_>,
    settings: &SettingFiles,
) -> Vec<SettingDifference> {
    let known = options::of(&head.tool).iter();
    known.filter_map(|opt| opted(opt, &duo.base, head, elsewhere, settings)).collect()
}

/// pytest's options as a run of it.
pub(crate) fn of_words(words: Vec<(String, Location)>, place: Location, subject: &str) -> ToolRun {
    ToolRun {
        tool: "pytest".to_owned(),
        words,
        place,
        text: String::new(),
        subject: subject.to_owned(),
        job: None,
        environment: Arc::new([]),
        step: None,
        is_void: false,
    }
}

pub(super) fn opted(
    opt: &Opt,
    base: &ToolRun,
    head: &ToolRun,
    elsewhere: &Elsewhere<'_>,
    settings: &SettingFiles,
) -> Option<SettingDifference> {
    let items = |run: &ToolRun| items(opt, run);
    let (old, new) = (items(base), items(head));
    let name = opt.names.first().copied().unwrap_or_default();
    match opt.kind {
        SettingKind::LeavesOut => {
            let stood = |item: &SettingItem| {
                elsewhere
                    .had(&|run: &ToolRun| items(run).iter().any(|(other, _)| holds(other, &item.0)))
                    || elsewhere.runs(&item.0, head)
            };
            let was = |item: &SettingItem| old.iter().any(|(other, _)| *other == item.0);
            let new: Vec<SettingItem> =
                new.into_iter().filter(|item| was(item) || !stood(item)).collect();
            let kept = |item: &SettingItem| {
                elsewhere.has_now(&|run: &ToolRun| {
                    items(run).iter().any(|(other, _)| holds(other, &item.0))
                })
            };
            let old: Vec<SettingItem> = old
                .into_iter()
                .filter(|item| new.iter().any(|n| n.0 == item.0) || !kept(item))
                .collect();
            left_out(name, opt.about, &old, &new)
        }
        SettingKind::Only | SettingKind::Demands => {
            let moved = |item: &SettingItem| {
                elsewhere.has_now(&|run: &ToolRun| {
                    items(run).iter().any(|(other, _)| holds(other, &item.0))
                }) || (opt.kind == SettingKind::Only && elsewhere.checks(&item.0, head, &items))
                    || is_lint_of_manifest(opt, item, settings)
            };
            let old: Vec<SettingItem> = old
                .into_iter()
                .filter(|item| new.iter().any(|(n, _)| holds(n, &item.0)) || !moved(item))
                .collect();
            demanded(name, opt.about, &old, &new, opt.kind == SettingKind::Only)
        }
        SettingKind::Strict(_) | SettingKind::Lax => turned(opt, base, head, elsewhere),
        SettingKind::Selects => selected(opt, base, head, elsewhere),
        SettingKind::Retries => retried(opt, base, head, elsewhere),
        SettingKind::Level(names, absent) => levelled(name, names, absent, old.last(), new.last()),
        SettingKind::Skips => skipping(opt, base, head),
        // only settings are of these kinds
        SettingKind::Paths | SettingKind::Errors => None,
    }
}

/// Properties that skip: `-DskipTests`, `-Dcheckstyle.skip`.
pub(super) fn skipping(opt: &Opt, base: &ToolRun, head: &ToolRun) -> Option<SettingDifference> {
    let skips = |run: &ToolRun| -> Vec<SettingItem> {
        let is_off = |word: &str| word.ends_with("=false");
        let is_skip = |word: &str| {
            let name = word.split('=').next().unwrap_or_default();
            opt.names.iter().any(|pattern| fits(pattern, name))
        };
        let words = run.words.iter().filter(|(word, _)| is_skip(word) && !is_off(word));
        words
            .map(|(word, place)| (word.trim_end_matches("=true").to_owned(), Some(place.clone())))
            .collect()
    };
    let (old, new) = (skips(base), skips(head));
    let (added, back) = (missing(&new, &old), missing(&old, &new));
    let item = |items: &[SettingItem]| items.first().cloned().unwrap_or_else(none);
    if !added.is_empty() {
        let message =
            format!("{} is new: what it skips turned the check red before", listed(&added));
        return Some(SettingDifference::weaker(message, item(&old), item(&added)));
    }
    let message = format!("{} is gone: what it skipped runs", listed(&back));
    (!back.is_empty()).then(|| SettingDifference::stronger(message, item(&back), item(&new)))
}

pub(super) fn turned(
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
pub(super) fn items(opt: &Opt, run: &ToolRun) -> Vec<SettingItem> {
    let mut found = Vec::new();
    let is_known =
        |said: &&OptionUse| opt.kind == SettingKind::LeavesOut || !said.value.contains('$');
    for said in run.said(opt.names).iter().filter(is_known) {
        let parts: Vec<&str> =
            if opt.is_list { said.value.split(',').collect() } else { vec![said.value.as_str()] };
        let parts = parts.into_iter().map(plain);
        let named = parts.map(|part| if part.is_empty() { said.name.clone() } else { part });
        found.extend(named.map(|part| (part, Some(said.place.clone()))));
    }
    found
}

/// A lint that a command denied and the manifest denies now.
pub(super) fn is_lint_of_manifest(opt: &Opt, item: &SettingItem, settings: &SettingFiles) -> bool {
    let lint = item.0.rsplit("::").next().unwrap_or_default();
    let denies = |shown: &str| matches!(shown, "deny" | "forbid");
    opt.also_in.is_some_and(|pattern| {
        settings.head.all.iter().any(|((_, name), leaf)| {
            kept(pattern, name).rsplit('.').next() == Some(lint)
                && fits(pattern, name)
                && denies(&leaf.held.shown())
        })
    })
}

pub(super) fn selected(
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
            listed(&terms)
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

pub(super) fn retried(
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
