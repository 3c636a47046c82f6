//! What a change does, base against head: what it takes away from the pipeline and what it adds, the
//! frozen files, and who let the change through.
//!
//! Both sides are understood as the same models ([`Facts`]) and compared as such, never as text: what is
//! reformatted, reordered or only moved did not leave. [`pairs`] says which job of the head a job of the
//! base is; each other module compares one aspect of the pairs and writes down [`Shift`]s, in both
//! directions. The rules of the family `drift` tell the weaker ones; the stronger ones are shown beside
//! them.

mod checks;
mod gate;
mod guards;
mod leaves;
mod legs;
mod matching;
mod needs;
pub mod pairs;
mod removed;
mod runs;
mod settings;
mod signals;
mod thresholds;
mod triggers;
mod watched;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::matching::Matched;
use self::pairs::Pairs;
pub use self::watched::{WatchedFact, is_watched};
use super::{Facts, Read};
use crate::policy::Policy;
use crate::span::Location;

/// A change.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// What it takes away and what it adds.
    pub comparison: Comparison,
    /// The files that the policy freezes.
    pub frozen: Frozen,
    /// Whether somebody let it through; asked for once a drift is found.
    pub approval: Approval,
    /// Files that expired waivers are about: whether the change touches them. Sorted by path.
    pub touched: Vec<(String, Read<bool>)>,
}

/// How the two sides compare.
#[derive(Clone, Debug, Default)]
pub enum Comparison {
    /// There is nothing to compare with.
    #[default]
    NoBase,
    /// The base cannot be read, and why: nothing may be concluded.
    Unreadable(String),
    /// They were compared.
    Done(Drift),
}

/// All that a change does to the pipeline.
#[derive(Clone, Debug, Default)]
pub struct Drift {
    /// Each thing that differs and matters, by place.
    pub shifts: Vec<Shift>,
    /// What was compared.
    pub scope: Scope,
    examined: BTreeMap<Aspect, usize>,
}

/// How much was compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Workflows of the base.
    pub workflows: usize,
    /// Their jobs.
    pub jobs: usize,
    /// Settings files of the base that may hold thresholds or name tests.
    pub settings: usize,
}

/// What of a pipeline is compared; each has a rule of the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
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
pub enum Direction {
    /// The pipeline catches less.
    Weaker,
    /// Nobody can tell.
    Unknown,
    /// The pipeline catches more, or the same in another place.
    Stronger,
}

/// What a shift weighs that is lighter than the others of its aspect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Worth knowing.
    Note,
    /// Worth changing.
    Warn,
}

/// One thing that differs between base and head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// What it is about.
    pub aspect: Aspect,
    /// Which way it went.
    pub direction: Direction,
    /// The stable name of the thing; waivers name it: `ci.yml/unit/Run tests`.
    pub subject: String,
    /// The job of the base that it belongs to, where it does: workflow and id.
    pub job: Option<(Arc<str>, String)>,
    /// What could fail before and cannot now, one sentence in lower case.
    pub message: String,
    /// How the base has it.
    pub before: Half,
    /// How the head has it.
    pub after: Half,
    /// Why it matters, a few words.
    pub why: String,
    /// It weighs no more than this, whatever its rule weighs.
    pub at_most: Option<Weight>,
}

/// One side of a shift.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Half {
    /// What stands there, in a few words: `90 %`, `pytest -x tests`, `gone`.
    pub shown: String,
    /// Where. The head's place of what is gone is the line that held it: the job, `jobs:`.
    pub place: Option<Location>,
}

impl Half {
    /// What stands at a place of the head.
    pub fn head(shown: impl Into<String>, place: impl Into<Option<Location>>) -> Self {
        Self { shown: shown.into(), place: place.into() }
    }

    /// What stands at a place of the base.
    pub fn base(shown: impl Into<String>, place: impl Into<Option<Location>>) -> Self {
        Self { shown: shown.into(), place: place.into().map(Location::on_base) }
    }
}

impl Drift {
    /// The shifts of one aspect.
    pub fn of(&self, aspect: Aspect) -> impl Iterator<Item = &Shift> {
        self.shifts.iter().filter(move |shift| shift.aspect == aspect)
    }

    /// How many things of an aspect were compared.
    #[must_use]
    pub fn examined(&self, aspect: Aspect) -> usize {
        self.examined.get(&aspect).copied().unwrap_or_default()
    }

    /// What the change adds.
    pub fn stronger(&self) -> impl Iterator<Item = &Shift> {
        self.shifts.iter().filter(|shift| shift.direction == Direction::Stronger)
    }

    fn examine(&mut self, aspect: Aspect, count: usize) {
        *self.examined.entry(aspect).or_default() += count;
    }

    fn add(&mut self, shift: Shift) {
        self.shifts.push(shift);
    }
}

/// Both sides, and which job is which.
#[derive(Debug)]
pub struct Sides<'a> {
    /// The base.
    pub base: &'a Facts,
    /// The head.
    pub head: &'a Facts,
    /// The policy of the base.
    pub policy: &'a Policy,
    /// Which job is which.
    pub pairs: Pairs<'a>,
}

/// Compares two sides.
#[must_use]
pub fn compare(base: &Facts, head: &Facts, policy: &Policy) -> Drift {
    let sides = Sides { base, head, policy, pairs: Pairs::new(base, head) };
    let mut drift = Drift::default();
    drift.scope.workflows = base.workflows.len();
    drift.scope.jobs = base.models().map(|(_, workflow)| workflow.jobs.len()).sum();
    let matched = Matched::new(&sides);
    removed::shifts(&sides, &matched, &mut drift);
    signals::shifts(&sides, &matched, &mut drift);
    for aspect in [
        needs::shifts,
        legs::shifts,
        triggers::shifts,
        thresholds::shifts,
        settings::shifts,
        guards::shifts,
        gate::shifts,
    ] {
        aspect(&sides, &mut drift);
    }
    drift.shifts.sort_by(|a, b| {
        let place =
            |shift: &Shift| shift.after.place.clone().or_else(|| shift.before.place.clone());
        (a.direction, a.aspect, place(a), &a.subject).cmp(&(
            b.direction,
            b.aspect,
            place(b),
            &b.subject,
        ))
    });
    drift.shifts.dedup();
    drift
}

/// What is known of the frozen files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Frozen {
    /// The policy freezes none.
    #[default]
    NotAsked,
    /// There is nothing to compare with.
    NoBase,
    /// One side cannot be listed, and why.
    Unreadable(String),
    /// Every file of either side that is frozen, by path.
    Compared(Vec<FrozenFile>),
}

/// A file that the policy freezes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrozenFile {
    /// Its path from the root.
    pub path: String,
    /// What the change does to it.
    pub fate: Fate,
}

/// What a change does to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Nothing.
    Same,
    /// It has another content.
    Content,
    /// It is executable now, or no more.
    Mode,
    /// It is of another kind: a link, a submodule, a file.
    Kind,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It cannot be told, and why.
    Unknown(String),
}

/// Whether somebody let the drift of a pull request through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Approval {
    /// Nobody asked.
    #[default]
    NotAsked,
    /// Somebody who may did.
    Granted(Grant),
    /// Nobody did, or not so that it counts: why, one sentence part in lower case.
    Refused(String),
    /// It cannot be told: why, and what would let it.
    Unknown {
        /// Why.
        why: String,
        /// What to do.
        help: String,
    },
}

/// An approval that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Who set the label.
    pub login: String,
    /// When, in seconds of GitHub's own clock.
    pub at: jiff::Timestamp,
    /// The label.
    pub label: String,
}

impl Grant {
    /// `2026-11-21 12:03 UTC`.
    #[must_use]
    pub fn day_and_time(&self) -> String {
        self.at.strftime("%Y-%m-%d %H:%M UTC").to_string()
    }
}

/// What the tests of the aspects have in common.
#[cfg(test)]
pub(crate) mod told {
    use std::sync::Arc;

    use super::{Aspect, Direction, Drift, Shift, Weight};
    use crate::facts::{Facts, Material};

    /// Workflows by their files' names.
    pub(crate) fn workflows(files: &[(&str, &str)]) -> Facts {
        let file = |(name, text): &(&str, &str)| {
            (Arc::from(format!(".github/workflows/{name}")), Ok(text.as_bytes().to_vec()))
        };
        Facts::new(Material { workflows: files.iter().map(file).collect(), ..Material::default() })
    }

    /// The shifts of an aspect, each behind its direction and weight.
    pub(crate) fn signed(
        drift: &Drift,
        aspect: Aspect,
        shown: impl Fn(&Shift) -> String,
    ) -> Vec<String> {
        let sign = |shift: &Shift| match (shift.direction, shift.at_most) {
            (Direction::Stronger, _) => "+",
            (Direction::Unknown, _) => "?",
            (Direction::Weaker, Some(Weight::Note)) => "note",
            (Direction::Weaker, Some(Weight::Warn)) => "warn",
            (Direction::Weaker, None) => "-",
        };
        drift.of(aspect).map(|shift| format!("{} {}", sign(shift), shown(shift))).collect()
    }
}
