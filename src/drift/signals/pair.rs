//! A job on both sides, as losses of its signals see it.

use std::sync::Arc;

use crate::catalog::tools::tool::ToolKind;
use crate::drift::checks::{CheckSource, JobCheck, called, named, place};
use crate::drift::difference::{
    Difference, DifferenceSide, DriftAspect, DriftDirection, DriftReport, SeverityCap,
};
use crate::drift::matching::{CheckMatch, CheckMatches};
use crate::drift::pairs::{JobRef, Pair};
use crate::drift::sides::DriftSides;

/// A job that is there on both sides.
pub(super) struct JobPair<'s, 'a> {
    pub(super) sides: &'s DriftSides<'a>,
    pub(super) matched: &'s CheckMatches<'a>,
    pub(super) pair: &'s Pair<'a>,
    pub(super) head: JobRef<'a>,
}

impl<'s, 'a> JobPair<'s, 'a> {
    pub(super) const fn base(&self) -> &'s JobRef<'a> {
        &self.pair.base
    }

    /// The checks of the base's job.
    pub(super) fn checks(&self) -> impl Iterator<Item = &'s JobCheck<'a>> {
        self.matched.of_base(&self.pair.base).map(|(_, check)| check)
    }

    /// The checks that the base's job had and nothing of the head does.
    fn lost(&self) -> Vec<&'s JobCheck<'a>> {
        let found = |index: usize| self.matched.found.get(index).is_some_and(Option::is_some);
        let base = self.matched.of_base(&self.pair.base);
        base.filter(|(index, _)| !found(*index)).map(|(_, check)| check).collect()
    }

    /// Whether the base's job was heard at all: what was lost before is lost no more than it was.
    fn was_heard(&self) -> bool {
        self.checks().any(JobCheck::is_let_out)
    }

    /// Adds what is weaker, if there was something to lose; and all else.
    pub(super) fn add(&self, shift: Difference, drift: &mut DriftReport) {
        if shift.direction == DriftDirection::Stronger || self.was_heard() {
            drift.add(shift);
        }
    }

    /// A shift about the job or a step of it.
    pub(super) fn shift(
        &self,
        subject: String,
        message: String,
        (before, after): (DifferenceSide, DifferenceSide),
    ) -> Difference {
        let base = self.base();
        Difference {
            aspect: DriftAspect::SignalLost,
            direction: DriftDirection::Weaker,
            subject,
            job: Some((Arc::clone(&base.fact.path), base.job.id.value.clone())),
            message,
            before,
            after,
            why: "a failure goes unheard".to_owned(),
            at_most: None,
        }
    }

    /// Whether nothing of the head's job can judge anything any more.
    pub(super) fn is_gutted(&self, drift: &mut DriftReport) -> bool {
        let lost: Vec<&JobCheck<'_>> =
            self.lost().into_iter().filter(|check| check.is_sure() && check.is_heard()).collect();
        let own = self.matched.of_head(&self.head).next().is_some();
        let below = called(self.sides.head, self.head.job);
        let below = below.iter().any(|at| self.matched.of_head(at).next().is_some());
        let Some(first) = lost.first().filter(|_| !own && !below) else { return false };
        let id = &self.base().job.id.value;
        let message = format!(
            "job `{id}` keeps its name and checks nothing: {} could turn it red, and no job of the head runs it",
            named(first, lost.len())
        );
        let before = DifferenceSide::base(named(first, lost.len()), first.location.clone());
        let after =
            DifferenceSide::head("checks nothing", place(&self.head, self.head.job.id.span));
        let mut shift = self.shift(self.base().subject(), message, (before, after));
        shift.aspect = DriftAspect::JobGutted;
        shift.why = "its check is always green".to_owned();
        drift.add(shift);
        true
    }

    /// Checks that the job lost while it keeps others: one shift a step.
    pub(super) fn gone(&self, drift: &mut DriftReport) {
        let mut lost = self.lost();
        lost.retain(|check| check.says_so() && check.is_heard() && !self.is_unfollowed(check));
        let mut told: Vec<String> = Vec::new();
        for check in &lost {
            let subject = check.subject();
            if told.contains(&subject) {
                continue;
            }
            let of_step: Vec<&&JobCheck<'_>> =
                lost.iter().filter(|other| other.subject() == subject).collect();
            let what = named(check, of_step.len());
            let message = format!(
                "{what} could turn `{}` red, and nothing of the head runs it",
                self.base().job.id.value
            );
            let before = DifferenceSide::base(what, check.location.clone());
            let after = DifferenceSide::head("gone", place(&self.head, self.head.job.id.span));
            let mut shift = self.shift(subject.clone(), message, (before, after));
            "a check is gone".clone_into(&mut shift.why);
            let is_light = of_step.iter().all(|check| self.is_implied(check));
            shift.at_most = is_light.then_some(SeverityCap::Note);
            drift.add(shift);
            told.push(subject);
        }
    }

    /// A build before tests that build as well.
    fn is_implied(&self, check: &JobCheck<'_>) -> bool {
        let mut head = self.matched.of_head(&self.head);
        check.kind == Some(ToolKind::Build)
            && head.any(|(_, new)| matches!(new.kind, Some(ToolKind::Test | ToolKind::Build)))
    }

    /// It stood in a file that a command runs, and what the head's command runs is not known.
    fn is_unfollowed(&self, check: &JobCheck<'_>) -> bool {
        let Some(via) = check.command.and_then(|command| command.via.as_ref()) else {
            return false;
        };
        let all = self.matched.head.all.iter().filter_map(|check| check.command);
        !all.filter_map(|command| command.via.as_ref()).any(|new| new.text == via.text)
    }

    /// What the job has that it had not.
    pub(super) fn gained(&self, drift: &mut DriftReport) {
        for (index, check) in self.matched.of_head(&self.head) {
            let is_new = self.matched.new.get(index).copied().unwrap_or_default();
            let replaces = !is_new || self.replaced();
            if replaces || !check.is_sure() || check.of == CheckSource::Call {
                continue;
            }
            let message = format!("`{}` can turn `{}` red", check.text, self.head.job.id.value);
            let halves = (
                DifferenceSide::default(),
                DifferenceSide::head(format!("`{}`", check.text), check.location.clone()),
            );
            let mut shift = self.shift(check.subject(), message, halves);
            shift.direction = DriftDirection::Stronger;
            "a new check".clone_into(&mut shift.why);
            drift.add(shift);
        }
    }

    /// Some check of the base has another in its place: what is new may be that one.
    fn replaced(&self) -> bool {
        let found = |index: usize| self.matched.found.get(index).copied().flatten();
        let mut base = self.matched.of_base(&self.pair.base);
        base.any(|(index, _)| found(index) == Some(CheckMatch::Covered))
    }
}
