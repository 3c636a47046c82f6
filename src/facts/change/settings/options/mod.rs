//! Options of commands that say what is checked.

mod table;

use self::table::{OPTIONS, Opt};
use super::kinds::{
    About, Difference, Item, Kind, demanded, gone, holds, left_out, levelled, missing, none, plain,
    switched,
};
use super::{Found, Owner, expression};
use crate::facts::Facts;
use crate::facts::change::leaves::Files;
use crate::facts::change::runs::{Duo, Run, Runs, Said};
use crate::facts::change::{Direction, Sides};
use crate::span::Location;

/// Where else an option of the same tool may stand, on both sides: what moves has not left.
#[derive(Debug)]
pub(super) struct Elsewhere<'r> {
    /// All of them must have it, not one of them.
    pub(super) all: bool,
    pub(super) base: Vec<Run>,
    pub(super) head: Vec<Run>,
    /// Every run of the head, for what is left out here and runs there.
    pub(super) others: &'r [Run],
    /// Every run of the base.
    pub(super) before: &'r [Duo],
}

impl Elsewhere<'_> {
    fn has(&self, runs: &[Run], wanted: &dyn Fn(&Run) -> bool) -> bool {
        if self.all { !runs.is_empty() && runs.iter().all(wanted) } else { runs.iter().any(wanted) }
    }

    pub(super) fn had(&self, wanted: &dyn Fn(&Run) -> bool) -> bool {
        self.has(&self.base, wanted)
    }

    pub(super) fn has_now(&self, wanted: &dyn Fn(&Run) -> bool) -> bool {
        self.has(&self.head, wanted)
    }

    /// Whether another run takes what this one leaves out.
    pub(super) fn runs(&self, item: &str, but: &Run) -> bool {
        let item = item.strip_prefix("not ").unwrap_or(item);
        let takes = |run: &Run| {
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
        let is_other = |run: &&Run| run.place != but.place && run.tool == but.tool && !run.is_void;
        self.others.iter().filter(is_other).any(takes)
    }
}

impl Elsewhere<'_> {
    /// Whether another run of the tool checks this, by name or because it checks everything.
    fn checks(&self, item: &str, but: &Run, items: &dyn Fn(&Run) -> Vec<Item>) -> bool {
        let is_other = |run: &&Run| run.place != but.place && run.tool == but.tool && !run.is_void;
        self.others.iter().filter(is_other).any(|run| {
            let named = items(run);
            named.is_empty() || named.iter().any(|(other, _)| holds(other, item))
        })
    }

    /// Whether as many runs of a tool have a switch as had it: it stands in another of them.
    fn is_as_often(&self, tool: &str, on: &dyn Fn(&Run) -> bool) -> bool {
        let counts = |run: &Run| run.tool == tool && !run.is_void && on(run);
        let before = self.before.iter().filter(|duo| counts(&duo.base)).count();
        !self.all && self.others.iter().filter(|run| counts(run)).count() >= before
    }
}

/// Compares the options of all commands.
pub(super) fn compare(runs: &Runs, sides: &Sides<'_>, settings: &Files, found: &mut Found) {
    let addopts = (addopts(sides.base), addopts(sides.head));
    for duo in runs.duos.iter().filter(|duo| !duo.base.is_void) {
        let Some(head) = duo.head.as_ref().filter(|head| !head.is_void) else { continue };
        let is_pytest = head.tool == "pytest";
        let of = |runs: &Vec<Run>| if is_pytest { runs.clone() } else { Vec::new() };
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

pub(super) fn owner(duo: &Duo, head: &Run) -> Owner {
    Owner {
        subject: duo.base.subject.clone(),
        job: duo.base.job.clone(),
        base: Some(duo.base.place.clone()),
        head: Some(head.place.clone()),
    }
}

/// The options that pytest's settings files of one side add, each file as a run.
pub(super) fn addopts(facts: &Facts) -> Vec<Run> {
    let mut found = Vec::new();
    for file in &facts.settings {
        let Some(pytest) = &file.pytest else { continue };
        let at = |span| Location::new(file.path.as_str(), span);
        let words = pytest.addopts.iter().map(|word| (word.value.clone(), at(word.span)));
        let words: Vec<(String, Location)> = words.collect();
        let Some((_, place)) = words.first().cloned() else { continue };
        found.push(super::pytest::of_words(words, place, &format!("{}/addopts", file.path)));
    }
    found
}

/// All that differs between two runs of one tool.
pub(super) fn differences(
    duo: &Duo,
    head: &Run,
    elsewhere: &Elsewhere<'_>,
    settings: &Files,
) -> Vec<Difference> {
    let known = OPTIONS.iter().filter(|opt| opt.tools.contains(&head.tool.as_str()));
    let mut found: Vec<Difference> =
        known.filter_map(|opt| opted(opt, &duo.base, head, elsewhere, settings)).collect();
    found.extend(skipping(&duo.base, head));
    found
}

fn opted(
    opt: &Opt,
    base: &Run,
    head: &Run,
    elsewhere: &Elsewhere<'_>,
    settings: &Files,
) -> Option<Difference> {
    let items = |run: &Run| items(opt, run);
    let (old, new) = (items(base), items(head));
    let name = opt.names.first().copied().unwrap_or_default();
    match opt.kind {
        Kind::LeavesOut => {
            let stood = |item: &Item| {
                elsewhere
                    .had(&|run: &Run| items(run).iter().any(|(other, _)| holds(other, &item.0)))
                    || elsewhere.runs(&item.0, head)
            };
            let was = |item: &Item| old.iter().any(|(other, _)| *other == item.0);
            let new: Vec<Item> = new.into_iter().filter(|item| was(item) || !stood(item)).collect();
            let kept = |item: &Item| {
                elsewhere
                    .has_now(&|run: &Run| items(run).iter().any(|(other, _)| holds(other, &item.0)))
            };
            let old: Vec<Item> = old
                .into_iter()
                .filter(|item| new.iter().any(|n| n.0 == item.0) || !kept(item))
                .collect();
            left_out(name, opt.about, &old, &new)
        }
        Kind::Only | Kind::Demands => {
            let moved = |item: &Item| {
                elsewhere
                    .has_now(&|run: &Run| items(run).iter().any(|(other, _)| holds(other, &item.0)))
                    || (opt.kind == Kind::Only && elsewhere.checks(&item.0, head, &items))
                    || is_lint_of_manifest(opt, item, settings)
            };
            let old: Vec<Item> = old
                .into_iter()
                .filter(|item| new.iter().any(|(n, _)| holds(n, &item.0)) || !moved(item))
                .collect();
            demanded(name, opt.about, &old, &new, opt.kind == Kind::Only)
        }
        Kind::Strict(_) | Kind::Lax => turned(opt, base, head, elsewhere),
        Kind::Selects => selected(opt, base, head, elsewhere),
        Kind::Retries => retried(opt, base, head, elsewhere),
        Kind::Level(names, absent) => levelled(name, names, absent, old.last(), new.last()),
    }
}

fn turned(opt: &Opt, base: &Run, head: &Run, elsewhere: &Elsewhere<'_>) -> Option<Difference> {
    let stricter = opt.kind != Kind::Lax;
    let on = |run: &Run| run.switch(opt.names);
    let (old, new) = (on(base), on(head));
    let (was, is) = (old.is_some(), new.is_some());
    if (!was && is && elsewhere.had(&|run: &Run| on(run).is_some()))
        || (was && !is && elsewhere.has_now(&|run: &Run| on(run).is_some()))
    {
        return None;
    }
    if was && !is && stricter && elsewhere.is_as_often(&head.tool, &|run: &Run| on(run).is_some()) {
        return None;
    }
    let name = opt.names.first().copied().unwrap_or_default();
    let shown = old.as_ref().or(new.as_ref()).map_or(name.to_owned(), Said::shown);
    let item = |said: Option<Said>, without: Item| {
        said.map_or(without, |said| (said.shown(), Some(said.place)))
    };
    switched(&shown, opt.about, stricter, (was, item(old, none())), (is, item(new, gone())))
}

/// The values of a list option, each at its place. Codes and ids may stand in one value with commas. What
/// only the run knows leaves something out all the same; what else it says cannot be compared.
fn items(opt: &Opt, run: &Run) -> Vec<Item> {
    let is_list =
        matches!(opt.about, About::Complaints | About::Advisories) || opt.names.contains(&"--omit");
    let mut found = Vec::new();
    let is_known = |said: &&Said| opt.kind == Kind::LeavesOut || !said.value.contains('$');
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
fn is_lint_of_manifest(opt: &Opt, item: &Item, settings: &Files) -> bool {
    let lint = item.0.rsplit("::").next().unwrap_or_default();
    let denies = |shown: &str| matches!(shown, "deny" | "forbid");
    opt.names.contains(&"-D")
        && settings.head.all.iter().any(|((_, name), leaf)| {
            name.starts_with("cargo.lints.")
                && name.rsplit('.').next() == Some(lint)
                && denies(&leaf.held.shown())
        })
}

fn selected(opt: &Opt, base: &Run, head: &Run, elsewhere: &Elsewhere<'_>) -> Option<Difference> {
    let last = |run: &Run| run.said(opt.names).pop();
    let (old, new) = (last(base), last(head));
    let text =
        |said: &Option<Said>| said.as_ref().map(|said| said.value.clone()).unwrap_or_default();
    let (before, after) = (text(&old), text(&new));
    let is_open = after.contains('$');
    if before.is_empty()
        && is_open
        && !elsewhere.had(&|run: &Run| last(run).is_some_and(|said| said.value == after))
    {
        let said = new.as_ref()?;
        let message = format!(
            "`{}` selects by what only the run knows: whether the tests that ran before still do cannot be told",
            said.shown()
        );
        let weaker = Difference::weaker(message, none(), (said.shown(), Some(said.place.clone())));
        return Some(Difference { direction: Direction::Unknown, ..weaker });
    }
    if before == after || before.contains('$') || is_open {
        return None;
    }
    let (was, is) = (expression::read(&before), expression::read(&after));
    let stood = |term: &String| {
        elsewhere.had(&|run: &Run| last(run).is_some_and(|said| said.value.contains(term.as_str())))
            || elsewhere.runs(term, head)
    };
    let mut narrower = is.narrower_than(&was);
    narrower.retain(|term| !stood(term));
    let item = |said: &Option<Said>, without: Item| {
        said.as_ref().map_or(without, |said| (said.shown(), Some(said.place.clone())))
    };
    let name = opt.names.first().copied().unwrap_or_default();
    if !narrower.is_empty() {
        let terms: Vec<Item> = narrower.into_iter().map(|term| (term, None)).collect();
        let message = format!(
            "`{name}` selects fewer tests ({}): those that it leaves could fail before and do not run now",
            super::kinds::listed(&terms)
        );
        return Some(Difference::weaker(message, item(&old, none()), item(&new, gone())));
    }
    if was.narrower_than(&is).is_empty() || elsewhere.has_now(&|run: &Run| last(run).is_some()) {
        return None;
    }
    let message = format!("`{name}` selects more tests");
    Some(Difference::stronger(message, item(&old, none()), item(&new, gone())))
}

fn retried(opt: &Opt, base: &Run, head: &Run, elsewhere: &Elsewhere<'_>) -> Option<Difference> {
    let count = |run: &Run| -> (f64, Item) {
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
    if new > old && !elsewhere.had(&|run: &Run| count(run).0 >= new) {
        let message = format!(
            "`{name}` runs failed tests again, {new} times at most: a test that fails at times turned the check red and passes now"
        );
        return Some(Difference::weaker(message, was, is));
    }
    let message = format!("`{name}` runs failed tests again less often");
    let is_back = new < old && !elsewhere.has_now(&|run: &Run| count(run).0 >= old);
    is_back.then(|| Difference::stronger(message, was, is))
}

/// Properties of Maven that skip: `-DskipTests`, `-Dcheckstyle.skip`.
fn skipping(base: &Run, head: &Run) -> Option<Difference> {
    let skips = |run: &Run| -> Vec<Item> {
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
    let item = |items: &[Item]| items.first().cloned().unwrap_or_else(none);
    if !added.is_empty() {
        let message = format!(
            "{} is new: what it skips turned the check red before",
            super::kinds::listed(&added)
        );
        return Some(Difference::weaker(message, item(&old), item(&added)));
    }
    let message = format!("{} is gone: what it skipped runs", super::kinds::listed(&back));
    (!back.is_empty()).then(|| Difference::stronger(message, item(&back), item(&new)))
}
