//! Options of a tool in its words, on both sides.

use std::sync::Arc;

use crate::catalog::settings::options::OPTIONS;
use crate::drift::runs::run::{ToolRun, ToolRunPair};
use crate::drift::settings::expression;
use crate::drift::settings::found::SettingOwner;
use crate::drift::settings::kinds::{SettingDifference, SettingItem, holds};
use crate::drift::settings::options::{opted, skipping};
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
