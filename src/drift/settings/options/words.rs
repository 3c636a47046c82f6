//! Options of a tool in its words, on both sides.

use std::sync::Arc;

use crate::catalog::settings::kinds::SettingKind;
use crate::catalog::settings::options::{OPTIONS, Opt};
use crate::drift::runs::run::{ToolRun, ToolRunPair};
use crate::drift::settings::expression;
use crate::drift::settings::found::SettingOwner;
use crate::drift::settings::kinds::{
    SettingDifference, SettingItem, demanded, holds, left_out, levelled, missing, none,
};
use crate::drift::settings::options::{is_lint_of_manifest, items, retried, selected, turned};
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
    let known = OPTIONS.iter().filter(|opt| opt.tools.contains(&head.tool.as_str()));
    let mut found: Vec<SettingDifference> =
        known.filter_map(|opt| opted(opt, &duo.base, head, elsewhere, settings)).collect();
    found.extend(skipping(&duo.base, head));
    found
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
    }
}

/// Properties of Maven that skip: `-DskipTests`, `-Dcheckstyle.skip`.
pub(super) fn skipping(base: &ToolRun, head: &ToolRun) -> Option<SettingDifference> {
    let skips = |run: &ToolRun| -> Vec<SettingItem> {
        let is_off = |word: &str| word.ends_with("=false");
        let is_skip = |word: &str| {
            let name = word.strip_prefix("-D").unwrap_or_default().split('=').next();
            let name = name.unwrap_or_default();
            name.starts_with("skip") || name.ends_with(".skip") || name.ends_with(".skip.exec")
        };
        let words = run.words.iter().filter(|(word, _)| is_skip(word) && !is_off(word));
        words
            .map(|(word, place)| (word.trim_end_matches("=true").to_owned(), Some(place.clone())))
            .collect()
    };
    if head.tool != "mvn" {
        return None;
    }
    let (old, new) = (skips(base), skips(head));
    let (added, back) = (missing(&new, &old), missing(&old, &new));
    let item = |items: &[SettingItem]| items.first().cloned().unwrap_or_else(none);
    if !added.is_empty() {
        let message = format!(
            "{} is new: what it skips turned the check red before",
            crate::drift::settings::kinds::listed(&added)
        );
        return Some(SettingDifference::weaker(message, item(&old), item(&added)));
    }
    let message =
        format!("{} is gone: what it skipped runs", crate::drift::settings::kinds::listed(&back));
    (!back.is_empty()).then(|| SettingDifference::stronger(message, item(&back), item(&new)))
}
