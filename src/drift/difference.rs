//! What differs between base and head: differences, their aspects, and how much was compared.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::drift::behind::BehindBase;
use crate::drift::frozen::FrozenFiles;
use crate::drift::inline_waivers::HeldWaiver;
use crate::span::Location;

/// A change.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// What it takes away and what it adds.
    pub comparison: DriftComparison,
    /// The files that the policy freezes.
    pub frozen: FrozenFiles,
    /// The waivers in comments of workflows, held against the base.
    pub waivers: Vec<HeldWaiver>,
    /// What it lacks because it is behind its base.
    pub behind: BehindBase,
}

/// How the two sides compare.
#[derive(Clone, Debug, Default)]
pub enum DriftComparison {
    /// There is nothing to compare with.
    #[default]
    NoBase,
    /// The base cannot be read, and why: nothing may be concluded.
    Unreadable(String),
    /// They were compared.
    Done(DriftReport),
}

/// All that a change does to the pipeline.
#[derive(Clone, Debug, Default)]
pub struct DriftReport {
    /// Each thing that differs and matters, by place.
    pub shifts: Vec<Difference>,
    /// What was compared.
    pub scope: DriftScope,
    examined: BTreeMap<DriftAspect, usize>,
}

/// How much was compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DriftScope {
    /// Workflows of the base.
    pub workflows: usize,
    /// Their jobs.
    pub jobs: usize,
    /// Settings files of the base that may hold thresholds or name tests.
    pub settings: usize,
}

/// What of a pipeline is compared; each has a rule of the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DriftAspect {
    /// A job that is there.
    JobRemoved,
    /// A job that checks something.
    JobGutted,
    /// A failure that turns a check red.
    SignalLost,
    /// A job that another waits for.
    NeedsDropped,
    /// A leg of a matrix.
    LegRemoved,
    /// What starts a workflow.
    TriggerNarrowed,
    /// A number that a measurement is held to.
    ThresholdLowered,
    /// What is tested, measured or complained about.
    SettingsWeakened,
    /// Timeouts, permissions, pins.
    GuardRelaxed,
    /// The policy, and what runs truegreen.
    GateEdited,
}

/// Which way a thing went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DriftDirection {
    /// The pipeline catches less.
    Weaker,
    /// Nobody can tell.
    Unknown,
    /// The pipeline catches more, or the same in another place.
    Stronger,
}

/// What a shift weighs that is lighter than the others of its aspect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SeverityCap {
    /// Worth knowing.
    Note,
    /// Worth changing.
    Warn,
}

/// One thing that differs between base and head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is about.
    pub aspect: DriftAspect,
    /// Which way it went.
    pub direction: DriftDirection,
    /// The stable name of the thing; waivers name it: `ci.yml/unit/Run tests`.
    pub subject: String,
    /// The job of the base that it belongs to, where it does: workflow and id.
    pub job: Option<(Arc<str>, String)>,
    /// What could fail before and cannot now, one sentence in lower case.
    pub message: String,
    /// How the base has it.
    pub before: DifferenceSide,
    /// How the head has it.
    pub after: DifferenceSide,
    /// Why it matters, a few words.
    pub why: String,
    /// It weighs no more than this, whatever its rule weighs.
    pub at_most: Option<SeverityCap>,
}

/// One side of a shift.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DifferenceSide {
    /// What stands there, in a few words: `90 %`, `pytest -x tests`, `gone`.
    pub shown: String,
    /// Where. The head's place of what is gone is the line that held it: the job, `jobs:`.
    pub place: Option<Location>,
}

impl DifferenceSide {
    /// What stands at a place of the head.
    pub fn head(shown: impl Into<String>, place: impl Into<Option<Location>>) -> Self {
        Self { shown: shown.into(), place: place.into() }
    }

    /// What stands at a place of the base.
    pub fn base(shown: impl Into<String>, place: impl Into<Option<Location>>) -> Self {
        Self { shown: shown.into(), place: place.into().map(Location::on_base) }
    }
}

impl DriftReport {
    /// The shifts of one aspect.
    pub fn of(&self, aspect: DriftAspect) -> impl Iterator<Item = &Difference> {
        self.shifts.iter().filter(move |shift| shift.aspect == aspect)
    }

    /// How many things of an aspect were compared.
    #[must_use]
    pub fn examined(&self, aspect: DriftAspect) -> usize {
        self.examined.get(&aspect).copied().unwrap_or_default()
    }

    /// What the change adds.
    pub fn stronger(&self) -> impl Iterator<Item = &Difference> {
        self.shifts.iter().filter(|shift| shift.direction == DriftDirection::Stronger)
    }

    pub(super) fn examine(&mut self, aspect: DriftAspect, count: usize) {
        *self.examined.entry(aspect).or_default() += count;
    }

    pub(super) fn add(&mut self, shift: Difference) {
        self.shifts.push(shift);
    }
}
