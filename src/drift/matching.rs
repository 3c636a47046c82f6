//! Which check of the head is which of the base: in the same step, in the same job, moved to another job
//! or file, or replaced by another that judges the same. What has no such check is gone.

use std::collections::BTreeSet;
use std::ops::Range;

use super::checks::{CheckSource, JobCheck, SideChecks};
use super::pairs;
use super::pairs::JobRef;
use super::sides::DriftSides;
use crate::catalog::purposes;
use crate::catalog::tools::tool::ToolKind;
use crate::facts::commit::Facts;
use crate::facts::jobs::matrix::expand_matrix;
use crate::facts::jobs::matrix_job::MatrixJobs;
use crate::facts::jobs::resolve_text;
use crate::formats::workflow::model::{Step, Value, Workflow};

/// Whether a check of the base is one of the head.
type IsSameCheck<'p, 'a> = &'p dyn Fn(&JobCheck<'a>, &JobCheck<'a>) -> bool;

/// What a check of the base became.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CheckMatch {
    /// This check of the head.
    Same(usize),
    /// Another stands for it, or does its work too.
    Covered,
}

/// The checks of both sides.
pub(super) struct CheckMatches<'a> {
    pub(super) base: SideChecks<'a>,
    pub(super) head: SideChecks<'a>,
    /// For each of the base, what it became; `None` where it is gone.
    pub(super) found: Vec<Option<CheckMatch>>,
    /// For each of the head, whether the base has none like it.
    pub(super) new: Vec<bool>,
}

impl<'a> CheckMatches<'a> {
    pub(super) fn new(sides: &DriftSides<'a>) -> Self {
        let (base, head) = (SideChecks::new(sides.base), SideChecks::new(sides.head));
        let (found, new) = (vec![None; base.all.len()], vec![true; head.all.len()]);
        let mut matched = Self { base, head, found, new };
        matched.within_jobs(sides);
        matched.across_jobs(sides);
        matched.covered(sides);
        matched
    }

    /// The checks of a job of the base, with their indices.
    pub(super) fn of_base<'s>(
        &'s self,
        at: &'s JobRef<'a>,
    ) -> impl Iterator<Item = (usize, &'s JobCheck<'a>)> {
        self.base.indices(at).zip(self.base.of(at))
    }

    /// The checks of a job of the head, with their indices.
    pub(super) fn of_head<'s>(
        &'s self,
        at: &'s JobRef<'a>,
    ) -> impl Iterator<Item = (usize, &'s JobCheck<'a>)> {
        self.head.indices(at).zip(self.head.of(at))
    }

    fn within_jobs(&mut self, sides: &DriftSides<'a>) {
        for pair in &sides.pairs.jobs {
            let Some(head) = pair.head else { continue };
            let (ours, theirs) = (self.base.indices(&pair.base), self.head.indices(&head));
            if pair.is_unchanged {
                for (old, new) in ours.zip(theirs) {
                    self.pair(old, new);
                }
                continue;
            }
            let steps = pairs::steps(pair.base.job, head.job);
            let in_step = |old: &JobCheck<'a>, new: &JobCheck<'a>| {
                let of = |step: Option<&'a Step>| step.map(std::ptr::from_ref);
                steps.iter().any(|(one, other)| {
                    of(Some(one)) == of(old.step) && other.is_some() && of(*other) == of(new.step)
                })
            };
            let passes: [IsSameCheck<'_, 'a>; 5] = [
                &|old, new| in_step(old, new) && old.text == new.text,
                &|old, new| is_same_tool(old, new) && old.text == new.text,
                &|old, new| in_step(old, new) && is_same_tool(old, new),
                &|old, new| is_same_tool(old, new),
                &|old, new| in_step(old, new) && stands_for(old, new),
            ];
            for is_same in passes {
                for index in ours.clone() {
                    self.take(index, theirs.clone(), |new, old| is_same(old, new));
                }
            }
        }
    }

    /// Moved: the same tool, in a job that starts as the old one did.
    fn across_jobs(&mut self, sides: &DriftSides<'a>) {
        for index in 0..self.base.all.len() {
            self.take(index, 0..self.head.all.len(), |new, old| {
                is_same_tool(old, new) && likeness(old, new) >= 0.3 && serves(sides, old, new)
            });
        }
    }

    /// Takes the free check of the head that fits and is most alike, of those at some indices.
    fn take(
        &mut self,
        index: usize,
        from: Range<usize>,
        fits: impl Fn(&JobCheck<'a>, &JobCheck<'a>) -> bool,
    ) {
        let (Some(old), Some(None)) = (self.base.all.get(index), self.found.get(index)) else {
            return;
        };
        let free = from.filter(|at| self.new.get(*at).copied().unwrap_or_default());
        let fitting = free.filter_map(|at| Some((at, self.head.all.get(at)?)));
        let fitting = fitting.filter(|(_, new)| fits(new, old));
        let best = fitting.max_by(|(at, one), (other_at, other)| {
            let by_likeness = likeness(old, one).total_cmp(&likeness(old, other));
            by_likeness.then(other_at.cmp(at))
        });
        if let Some((best, _)) = best {
            self.pair(index, best);
        }
    }

    /// Notes that a check of the head is one of the base.
    fn pair(&mut self, old: usize, new: usize) {
        if let (Some(found), Some(is_new)) = (self.found.get_mut(old), self.new.get_mut(new)) {
            (*found, *is_new) = (Some(CheckMatch::Same(new)), false);
        }
    }

    /// Replaced by a new one, merged with another, or still done elsewhere.
    fn covered(&mut self, sides: &DriftSides<'a>) {
        let covered: Vec<usize> = (0..self.base.all.len())
            .filter(|index| self.found.get(*index).is_some_and(Option::is_none))
            .filter(|index| {
                self.base.all.get(*index).is_some_and(|old| self.is_covered(sides, old))
            })
            .collect();
        for index in covered {
            if let Some(found) = self.found.get_mut(index) {
                *found = Some(CheckMatch::Covered);
            }
        }
    }

    fn is_covered(&self, sides: &DriftSides<'a>, old: &JobCheck<'a>) -> bool {
        let pair = sides.pairs.of(&old.at.fact.path, &old.at.job.id.value);
        let home = pair.and_then(|pair| pair.head);
        let in_home = |new: &JobCheck<'a>| home.is_some_and(|home| new.is_of(&home));
        let unchanged =
            |new: &JobCheck<'a>| self.of_base(&old.at).any(|(_, old)| old.text == new.text);
        self.head.all.iter().zip(&self.new).any(|(new, is_new)| {
            if in_home(new) {
                let is_replaced = *is_new && stands_for(old, new);
                let is_merged = is_same_tool(old, new)
                    && (new.text == old.text
                        || old.words().is_subset(&new.words())
                        || (!unchanged(new) && likeness(old, new) >= 0.3));
                return is_replaced || is_merged;
            }
            // The same tests in another job may have another database behind them.
            let is_enough = is_about_texts(old) || grew(sides, new);
            let same = is_enough
                && is_same_tool(old, new)
                && new.text == old.text
                && serves(sides, old, new);
            let replaced = *is_new && is_purpose(old, new) && serves(sides, old, new);
            same || replaced
        })
    }
}

/// The same tool for the same purpose, whatever its words.
fn is_same_tool(old: &JobCheck<'_>, new: &JobCheck<'_>) -> bool {
    old.of == new.of && old.name == new.name && old.kind == new.kind
}

/// In the same job anything that is new and of the kind, or of no known kind, may stand for it.
fn stands_for(old: &JobCheck<'_>, new: &JobCheck<'_>) -> bool {
    let says_so = new.of != CheckSource::Unknown
        || purposes::checks(&new.text)
        || purposes::checks(&new.name);
    says_so && (new.kind.is_none() || old.kind.is_none() || is_of_kind(old.kind, new.kind))
}

/// In another job it must judge the same.
fn is_purpose(old: &JobCheck<'_>, new: &JobCheck<'_>) -> bool {
    let about = |check: &JobCheck<'_>| -> BTreeSet<String> {
        let label = check.step.map(Step::label).unwrap_or_default();
        let all = format!("{} {} {} {}", check.at.job.id.value, label, check.name, check.text);
        let words = all.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        words.filter(|word| word.len() > 2 && purposes::checks(word)).collect()
    };
    match (old.kind, new.kind) {
        (Some(_), Some(_)) => is_of_kind(old.kind, new.kind),
        _ => new.of != CheckSource::Unknown && !about(old).is_disjoint(&about(new)),
    }
}

fn is_of_kind(old: Option<ToolKind>, new: Option<ToolKind>) -> bool {
    let reads = |kind: Option<ToolKind>| {
        matches!(kind, Some(ToolKind::Lint | ToolKind::Format | ToolKind::Types))
    };
    let builds = old == Some(ToolKind::Build) && new == Some(ToolKind::Test);
    old == new || builds || (reads(old) && reads(new))
}

/// Whether a check of the head runs where one of the base did: its workflow starts on what started the
/// other, and its job on the same systems where these matter.
fn serves(sides: &DriftSides<'_>, old: &JobCheck<'_>, new: &JobCheck<'_>) -> bool {
    starts_as(sides, old.at.workflow, new.at.workflow) && runs_on_the_same(old, new)
}

/// Whether what starts one workflow of the base, and lets a merge wait for it, starts one of the head.
pub(super) fn starts_as(sides: &DriftSides<'_>, old: &Workflow, new: &Workflow) -> bool {
    let (before, after) = (events(sides.base, old), events(sides.head, new));
    let pulls = |events: &BTreeSet<&str>| events.iter().any(|event| event.starts_with("pull_"));
    let any = |events: &BTreeSet<&str>| {
        pulls(events) || events.contains("push") || events.contains("merge_group")
    };
    (!pulls(&before) || pulls(&after)) && (!any(&before) || any(&after))
}

/// The events of a workflow, those of its callers among them.
pub(super) fn events<'w>(facts: &'w Facts, workflow: &'w Workflow) -> BTreeSet<&'w str> {
    let mut found: BTreeSet<&str> = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![workflow];
    while let Some(workflow) = open.pop() {
        if !seen.insert(&*workflow.path) {
            continue;
        }
        let own = workflow.on.iter().map(|on| on.event.value.as_str());
        found.extend(own.filter(|event| *event != "workflow_call"));
        if workflow.on.iter().any(|on| on.event.value == "workflow_call") {
            let calls = |other: &&Workflow| {
                let mut uses = other.jobs.iter().filter_map(|job| job.uses.as_ref());
                uses.any(|uses| uses.value.trim_start_matches("./") == &*workflow.path)
            };
            open.extend(facts.models().map(|(_, other)| other).filter(calls));
        }
    }
    found
}

/// Tests and builds say something about the system that they run on; linters do not.
fn runs_on_the_same(old: &JobCheck<'_>, new: &JobCheck<'_>) -> bool {
    let (Some(before), Some(after)) = (systems(&old.at), systems(&new.at)) else { return true };
    is_about_texts(old) || before.is_subset(&after)
}

/// What it says about the same text is the same everywhere.
const fn is_about_texts(check: &JobCheck<'_>) -> bool {
    matches!(
        check.kind,
        Some(
            ToolKind::Lint
                | ToolKind::Format
                | ToolKind::Types
                | ToolKind::Scan
                | ToolKind::Docs
                | ToolKind::Publish
        )
    )
}

/// Whether the job of a check has more legs than on the base: others may have become legs of it.
fn grew(sides: &DriftSides<'_>, new: &JobCheck<'_>) -> bool {
    let count = |at: &JobRef<'_>| match expand_matrix(at.job) {
        MatrixJobs::Single => 1,
        MatrixJobs::Expanded(legs) => legs.len(),
        MatrixJobs::Unknown(_) => 0,
    };
    let pair = sides.pairs.was(&new.at.fact.path, &new.at.job.id.value);
    pair.is_none_or(|pair| count(&pair.base) < count(&new.at))
}

/// The families of systems that a job runs on; `None` where only the run knows.
fn systems(at: &JobRef<'_>) -> Option<BTreeSet<String>> {
    fn texts(value: &Value, out: &mut Vec<String>) {
        match value {
            Value::String(text) => out.push(text.clone()),
            Value::List(items) => items.iter().for_each(|item| texts(&item.value, out)),
            Value::Map(fields) => fields.iter().for_each(|(_, value)| texts(&value.value, out)),
            _ => {}
        }
    }
    let mut written = Vec::new();
    texts(&at.job.runs_on.as_ref()?.value, &mut written);
    let mut families = BTreeSet::new();
    for text in written {
        for label in resolve_text(&text, at.job).ok()? {
            let label = label.to_lowercase();
            let mut known = ["windows", "macos", "ubuntu", "apple", "arm", "gpu"].into_iter();
            let family = known.find(|family| label.contains(family)).unwrap_or(&label);
            families.insert(family.to_owned());
        }
    }
    Some(families)
}

/// How much of the words is the same, from 0 to 1.
fn likeness(one: &JobCheck<'_>, other: &JobCheck<'_>) -> f64 {
    let (one, other) = (one.words(), other.words());
    let all = one.union(&other).count();
    #[expect(clippy::cast_precision_loss, reason = "words of a command are few")]
    let share = one.intersection(&other).count() as f64 / all.max(1) as f64;
    share
}
