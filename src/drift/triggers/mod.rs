//! What starts a workflow: events, types, branches and paths.
//!
//! A workflow that others call is started by what starts those. A filter counts by what it lets through,
//! not by how it is written.

mod scope;
mod started;

use std::collections::BTreeSet;
use std::sync::Arc;

use self::scope::{TriggerAxis, TriggerFilter, TriggerLoss, TriggerScope, is_documentation};
use self::started::{Start, StartedJob, checks, moved, own, started};
use super::difference::{Difference, DifferenceSide, DriftAspect, DriftDirection, DriftReport};
use super::sides::DriftSides;
use crate::drift::difference::SeverityCap;
use crate::formats::workflow::model::Trigger;
use crate::policy::Pattern;
use crate::span::{Location, Span, Spanned};

pub(super) fn compare_triggers(sides: &DriftSides<'_>, drift: &mut DriftReport) {
    for &((old, before), head) in &sides.pairs.workflows {
        let base = StartedJob { facts: sides.base, fact: old, workflow: before };
        if !checks(&base) {
            continue;
        }
        drift.examine(DriftAspect::TriggerNarrowed, own(&base).count());
        let Some((new, after)) = head.filter(|_| !sides.pairs.is_unchanged(&old.path)) else {
            continue;
        };
        let head = StartedJob { facts: sides.head, fact: new, workflow: after };
        let way = Way { sides, base, head, subject: old.name().to_owned(), is_mirrored: false };
        way.shifts().into_iter().for_each(|shift| drift.add(shift));
        let subject = new.name().to_owned();
        let way = Way { sides, base: head, head: base, subject, is_mirrored: true };
        way.shifts().into_iter().for_each(|shift| drift.add(shift));
    }
    moved_jobs(sides, drift);
}

/// A job that stands in another file now is started by what starts that.
fn moved_jobs(sides: &DriftSides<'_>, drift: &mut DriftReport) {
    let mut seen = BTreeSet::new();
    for pair in sides.pairs.changed() {
        let Some(head) = pair.head else { continue };
        let base =
            StartedJob { facts: sides.base, fact: pair.base.fact, workflow: pair.base.workflow };
        let paired =
            sides.pairs.workflows.iter().find(|((fact, _), _)| fact.path == base.fact.path);
        let is_same = paired
            .is_some_and(|(_, other)| other.is_some_and(|(fact, _)| fact.path == head.fact.path));
        let ways = (Arc::clone(&base.fact.path), Arc::clone(&head.fact.path));
        if is_same || !checks(&base) || !seen.insert(ways) {
            continue;
        }
        let head = StartedJob { facts: sides.head, fact: head.fact, workflow: head.workflow };
        let way = Way { sides, base, head, subject: pair.base.subject(), is_mirrored: false };
        way.shifts().into_iter().for_each(|shift| drift.add(shift));
    }
}

/// One workflow against what became of it; mirrored, what is new in it.
struct Way<'a> {
    sides: &'a DriftSides<'a>,
    base: StartedJob<'a>,
    head: StartedJob<'a>,
    subject: String,
    is_mirrored: bool,
}

/// What an event no longer lets through.
struct Less<'a> {
    /// `pull_request`, `pull_request/paths`.
    name: String,
    /// What can no longer start it, as the end of a sentence.
    what: String,
    before: (String, Span),
    after: (String, &'a Arc<str>, Span),
    at_most: Option<SeverityCap>,
}

impl<'a> Way<'a> {
    fn shifts(&self) -> Vec<Difference> {
        let theirs = started(&self.head);
        let ours = own(&self.base);
        let less = ours.flat_map(|on| self.of_event(on, &theirs));
        less.map(|less| self.shift(less)).collect()
    }

    fn shift(&self, less: Less<'_>) -> Difference {
        let file = self.subject.as_str();
        let ours = Location::new(Arc::clone(&self.base.fact.path), less.before.1);
        let theirs = Location::new(Arc::clone(less.after.1), less.after.2);
        let (direction, message, before, after) = if self.is_mirrored {
            let message = format!("`{file}` is started by {} too", less.what);
            let after = DifferenceSide::head(less.before.0, ours);
            (DriftDirection::Stronger, message, DifferenceSide::base(less.after.0, theirs), after)
        } else {
            let message = format!(
                "`{file}` was started by {}; what its jobs would find there, nobody sees now",
                less.what
            );
            let after = DifferenceSide::head(less.after.0, theirs);
            (DriftDirection::Weaker, message, DifferenceSide::base(less.before.0, ours), after)
        };
        Difference {
            aspect: DriftAspect::TriggerNarrowed,
            direction,
            subject: format!("{file}/on/{}", less.name),
            job: None,
            message,
            before,
            after,
            why: "what does not run cannot fail".to_owned(),
            at_most: less.at_most,
        }
    }

    fn of_event(&self, on: &'a Trigger, theirs: &[Start<'a>]) -> Vec<Less<'a>> {
        let event = on.event.value.as_str();
        let same: Vec<&Start<'a>> = theirs.iter().filter(|start| takes(start.on, event)).collect();
        if same.is_empty() {
            return self.gone(on, theirs).into_iter().collect();
        }
        if event == "schedule" {
            return self.crons(on, &same).into_iter().collect();
        }
        let axes =
            TriggerAxis::ALL.into_iter().filter_map(|axis| self.of_axis(on, axis, &same, theirs));
        let names = ["types", "workflows"];
        let lists = names.into_iter().filter_map(|name| self.of_list(on, name, &same));
        axes.chain(lists).collect()
    }

    fn gone(&self, on: &'a Trigger, theirs: &[Start<'a>]) -> Option<Less<'a>> {
        let event = on.event.value.as_str();
        let by_target = event == "pull_request"
            && theirs.iter().any(|start| start.on.event.value == "pull_request_target");
        let at_most = match event {
            _ if by_target => Some(SeverityCap::Note),
            "push" | "pull_request" | "pull_request_target" | "merge_group" | "schedule" => None,
            _ => Some(SeverityCap::Warn),
        };
        if !self.is_mirrored && moved(self.sides, &self.base, &self.head, on) {
            return None;
        }
        let after = if by_target { "pull_request_target" } else { "none" };
        Some(Less {
            name: event.to_owned(),
            what: format!("`{event}`"),
            before: (event.to_owned(), on.event.span),
            after: (after.to_owned(), &self.head.fact.path, self.head.workflow.on_span),
            at_most,
        })
    }

    /// Another time of day is as good; a line less is worth seeing.
    fn crons(&self, on: &'a Trigger, same: &[&Start<'a>]) -> Option<Less<'a>> {
        let lines = |on: &Trigger| on.filters.len();
        let now: usize = same.iter().map(|start| lines(start.on)).sum();
        let first = same.first()?;
        (now < lines(on)).then(|| Less {
            name: "schedule".to_owned(),
            what: format!("{} lines of `schedule`", lines(on)),
            before: (format!("{} lines", lines(on)), on.event.span),
            after: (format!("{now} lines"), first.path, first.on.event.span),
            at_most: Some(SeverityCap::Note),
        })
    }

    fn of_axis(
        &self,
        on: &'a Trigger,
        axis: TriggerAxis,
        same: &[&Start<'a>],
        theirs: &[Start<'a>],
    ) -> Option<Less<'a>> {
        let before = TriggerFilter::of(on, axis);
        // A push with branches alone leaves the tags out: the filter of branches tells it.
        if axis == TriggerAxis::Tags && before.scope == TriggerScope::All {
            return None;
        }
        let now: Vec<(TriggerFilter, &Start<'a>)> =
            same.iter().map(|start| (TriggerFilter::of(start.on, axis), *start)).collect();
        let scopes: Vec<&TriggerScope> = now.iter().map(|(written, _)| &written.scope).collect();
        let lost = self.real(before.scope.without(&scopes), axis);
        let (written, start) = now.first()?;
        let (of, what) = (axis.keys().0, on.event.value.as_str());
        let rest = match &lost {
            TriggerLoss::Nothing => return None,
            TriggerLoss::These(patterns) => {
                let quoted: Vec<String> = patterns
                    .iter()
                    .map(|pattern| format!("`{}`", pattern.trim_start_matches('!')))
                    .collect();
                format!("`{what}` for {of} {}", quoted.join(", "))
            }
            TriggerLoss::AllBut(patterns) if patterns.is_empty() => format!("`{what}` for {of}"),
            TriggerLoss::AllBut(patterns) => {
                let quoted: Vec<String> =
                    patterns.iter().map(|pattern| format!("`{pattern}`")).collect();
                format!("`{what}` for all {of}, and is for {} alone", quoted.join(", "))
            }
        };
        let is_light = match axis {
            TriggerAxis::Paths => {
                matches!(&lost, TriggerLoss::These(patterns) if patterns.iter().all(|pattern| is_documentation(pattern)))
            }
            TriggerAxis::Branches => {
                what == "push" && self.saves_duplicates(&written.scope, theirs)
            }
            TriggerAxis::Tags => false,
        };
        Some(Less {
            name: format!("{what}/{of}"),
            what: rest,
            before: (before.scope.shown(), before.span),
            after: (written.scope.shown(), start.path, written.span),
            at_most: is_light.then_some(SeverityCap::Note),
        })
    }

    /// What is lost of paths that are still there, beside the workflow's own file.
    fn real(&self, lost: TriggerLoss, axis: TriggerAxis) -> TriggerLoss {
        let TriggerLoss::These(mut patterns) = lost else { return lost };
        if axis == TriggerAxis::Paths {
            let is_there = |files: &[String], pattern: &str| {
                Pattern::new(pattern).is_ok_and(|glob| files.iter().any(|file| glob.matches(file)))
            };
            let is_dead = |pattern: &str| {
                is_there(&self.base.facts.files, pattern)
                    && !is_there(&self.head.facts.files, pattern)
            };
            patterns.retain(|pattern| *pattern != *self.base.fact.path && !is_dead(pattern));
        }
        if patterns.is_empty() { TriggerLoss::Nothing } else { TriggerLoss::These(patterns) }
    }

    /// Pushes to default branches are still judged, and all else by pull requests.
    fn saves_duplicates(&self, pushes: &TriggerScope, theirs: &[Start<'a>]) -> bool {
        const USUAL: [&str; 5] = ["main", "master", "develop", "dev", "trunk"];
        let named = self.sides.policy.context.base.iter().map(|name| name.value.as_str());
        let defaults: Vec<&str> = named.chain(USUAL).collect();
        let takes_default = |scope: &TriggerScope| match scope {
            TriggerScope::All => true,
            TriggerScope::Nothing => false,
            TriggerScope::Not(patterns) => {
                let is_out = |name: &&str| patterns.iter().any(|out| scope::covers(out, name));
                !defaults.iter().any(is_out)
            }
            TriggerScope::Only(patterns) => patterns.iter().any(|pattern| {
                pattern.contains("github.event.repository.default_branch")
                    || defaults.iter().any(|name| scope::covers(pattern, name))
            }),
        };
        let pulls = theirs.iter().filter(|start| start.on.event.value == "pull_request");
        takes_default(pushes)
            && pulls.into_iter().any(|start| {
                let of = |axis| TriggerFilter::of(start.on, axis).scope;
                takes_default(&of(TriggerAxis::Branches))
                    && matches!(of(TriggerAxis::Paths), TriggerScope::All | TriggerScope::Not(_))
            })
    }

    /// `types` and `workflows`.
    fn of_list(&self, on: &'a Trigger, name: &str, same: &[&Start<'a>]) -> Option<Less<'a>> {
        let before = listed(on, name);
        let now: Vec<Option<Vec<&str>>> = same.iter().map(|start| listed(start.on, name)).collect();
        let first = same.first()?;
        if now.iter().any(Option::is_none) {
            return None;
        }
        let now: Vec<&str> = now.into_iter().flatten().flatten().collect();
        let event = on.event.value.as_str();
        let of = |shown: &[&str]| shown.join(", ");
        let (gone, shown) = match &before {
            Some(before) => {
                let is_gone =
                    |value: &&&str| !now.contains(value) && !self.is_renamed(name, value, &now);
                (before.iter().filter(is_gone).copied().collect::<Vec<_>>(), of(before))
            }
            None => (vec!["all others"], "all".to_owned()),
        };
        if gone.is_empty() {
            return None;
        }
        const COMMITS: [&str; 5] =
            ["opened", "synchronize", "reopened", "ready_for_review", "checks_requested"];
        let at_most = match name {
            "types" if gone.iter().any(|value| COMMITS.contains(value)) => None,
            "types" if event.starts_with("pull_request") => Some(SeverityCap::Note),
            _ => Some(SeverityCap::Warn),
        };
        let key = |on: &Trigger| {
            let found = on.filters.iter().find(|(key, _)| key.value == name);
            found.map_or(on.event.span, |(key, _)| key.span)
        };
        Some(Less {
            name: format!("{event}/{name}"),
            what: format!("`{event}` of {name} `{}`", gone.join("`, `")),
            before: (shown, key(on)),
            after: (of(&now), first.path, key(first.on)),
            at_most,
        })
    }

    /// A workflow that is named is called something else now.
    fn is_renamed(&self, name: &str, value: &str, now: &[&str]) -> bool {
        name == "workflows"
            && self.sides.pairs.workflows.iter().any(|((_, old), new)| {
                let is = |name: &Option<Spanned<String>>, wanted: &str| {
                    name.as_ref().is_some_and(|name| name.value == wanted)
                };
                is(&old.name, value)
                    && new.is_some_and(|(_, new)| now.iter().any(|wanted| is(&new.name, wanted)))
            })
    }
}

/// Whether a trigger is the event, or judges the same with less risk.
fn takes(on: &Trigger, event: &str) -> bool {
    let other = on.event.value.as_str();
    other == event || event == "pull_request_target" && other == "pull_request"
}

/// The values of a filter, with GitHub's defaults; `None` for all.
///
/// Source: GitHub documentation, "Events that trigger workflows".
fn listed<'t>(on: &'t Trigger, name: &str) -> Option<Vec<&'t str>> {
    let written = on.filters.iter().find(|(key, _)| key.value == name);
    match (written, on.event.value.as_str()) {
        (Some((_, values)), _) => Some(values.iter().map(|value| value.value.as_str()).collect()),
        (None, "pull_request" | "pull_request_target") if name == "types" => {
            Some(vec!["opened", "synchronize", "reopened"])
        }
        (None, "merge_group") if name == "types" => Some(vec!["checks_requested"]),
        (None, _) => None,
    }
}

#[cfg(test)]
mod tests;
