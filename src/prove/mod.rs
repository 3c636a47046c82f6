//! Proving the gate: each way in which green can lie is put into the repository, in memory, and judged by
//! the user's own policy. What nothing catches is a way that is open.
//!
//! - an [`Operator`] is one way to spoil a repository: data and a function that finds the places;
//! - a [`Mutant`] is one edit at one place;
//! - a [`Scene`] is what is spoiled: the material, the reports as bytes, the policy;
//! - [`run`] judges every mutant, and gives a [`Proof`].
//!
//! The families are `signal` (the failure is swallowed), `reach` (the gate does not run), `structure` (it is
//! another gate), `settings` (it measures less) and `evidence` (the reports say something else). Edits keep
//! every other byte of the file. What GitHub would refuse is no mutant, but counted.

mod edit;
mod evidence;
mod reach;
mod settings;
mod signal;
mod stage;
mod structure;
mod trial;
mod triggers;

use std::sync::Arc;

use jiff::civil::Date;

pub use self::edit::Edit;
pub use self::stage::Stage;
use crate::facts::commit::Facts;
use crate::facts::readable::Readable;
use crate::facts::understand::SideInputs;
use crate::finding::Severity;
use crate::policy::Policy;
use crate::span::Span;
use crate::verdict::report::{FindingState, Verdict};

/// One way to spoil a repository.
#[derive(Clone, Copy, Debug)]
pub struct Operator {
    /// Names the edit: `or-true`.
    pub id: &'static str,
    /// What all of its family do, as a heading: "The failure is swallowed".
    pub family: &'static str,
    /// One line: what it does.
    pub summary: &'static str,
    /// The numbers of the ways in the catalogue that it stands for.
    pub ways: &'static [u16],
    /// The rules that should see it: in the repository as it is, and in the change that brings it.
    pub rules: &'static [&'static str],
    /// GitHub refuses what it makes: that is its point.
    pub invalid: bool,
    /// Its mutants.
    pub sites: fn(&Stage<'_>) -> Vec<Mutant>,
}

/// What all operators of one file do, as a heading.
struct Family(&'static str);

impl Family {
    /// An operator of it whose mutants GitHub takes.
    const fn by(
        &self,
        id: &'static str,
        summary: &'static str,
        ways: &'static [u16],
        rules: &'static [&'static str],
        sites: fn(&Stage<'_>) -> Vec<Mutant>,
    ) -> Operator {
        Operator { id, family: self.0, summary, ways, rules, invalid: false, sites }
    }
}

/// Every operator, by family.
#[must_use]
pub fn operators() -> Vec<&'static Operator> {
    let families: [&'static [Operator]; 5] =
        [signal::ALL, reach::ALL, structure::ALL, settings::ALL, evidence::ALL];
    families.into_iter().flatten().collect()
}

/// What is spoiled.
#[derive(Clone, Debug)]
pub struct Scene {
    /// What was gathered. Its suites and coverage are made anew from the reports below.
    pub material: SideInputs,
    /// One entry for each suite of the policy.
    pub suites: Vec<Reports>,
    /// One entry for each coverage entry of the policy.
    pub coverage: Vec<Reports>,
    /// The user's policy.
    pub policy: Policy,
    /// Least severity that fails.
    pub fail_on: Severity,
    /// The day of the run, in UTC.
    pub today: Date,
}

/// The reports of one suite or coverage entry, as bytes.
#[derive(Clone, Debug, Default)]
pub struct Reports {
    /// Path and bytes, by path; or why it could not be read.
    pub files: Vec<(String, Readable<Arc<[u8]>>)>,
    /// The paths that each glob of the entry matches.
    pub globs: Vec<Vec<String>>,
}

/// One edit at one place.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// What it is about: `ci.yml/unit/Run tests`.
    pub subject: String,
    /// The edit in words: "append `|| true` to `pytest`".
    pub what: String,
    /// The file.
    pub path: Arc<str>,
    /// The place in it, before the edit.
    pub span: Span,
    /// The job, where it is about one.
    pub job: Option<String>,
    /// A merge waits for what it is about.
    pub required: bool,
    /// The lines of a policy that would catch it, as YAML; `None` where no policy can say it yet.
    pub policy: Option<String>,
    /// The edit.
    pub change: Change,
}

/// An edit.
#[derive(Clone, Debug)]
pub enum Change {
    /// Of a workflow or a settings file.
    Text(Vec<Edit>),
    /// The workflow is gone.
    Gone,
    /// Of a test report: which suite of the policy, and the bytes; `None` where it is gone.
    Suite(usize, Option<Arc<[u8]>>),
    /// Of a coverage report, likewise.
    Coverage(usize, Option<Arc<[u8]>>),
    /// Of `toJSON(needs)`.
    Needs(String),
}

/// What became of a mutant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The gate turns red, or cannot tell, by these rules.
    Caught {
        /// The rules with a new finding.
        rules: Vec<&'static str>,
        /// One of them is the operator's own.
        own: bool,
    },
    /// Something is said, and the gate stays as it is.
    Seen {
        /// The rule and the state of its finding.
        by: Vec<(&'static str, FindingState)>,
    },
    /// Nothing is said.
    Survived,
}

/// A mutant that was judged.
#[derive(Clone, Debug)]
pub struct Trial {
    /// What made it.
    pub operator: &'static Operator,
    /// It.
    pub mutant: Mutant,
    /// What became of it.
    pub fate: Fate,
    /// The text before and after, where it is an edit of a text.
    pub texts: Option<(Arc<str>, Arc<str>)>,
}

/// A repository with one edit in it, before anything judges it.
#[derive(Debug)]
pub struct Version<'a> {
    /// What made the edit.
    pub operator: &'static Operator,
    /// The edit.
    pub mutant: &'a Mutant,
    /// The file's text before.
    pub before: &'a str,
    /// And after.
    pub after: &'a str,
    /// What is known of the repository then.
    pub head: Facts,
}

/// The figures of one operator.
#[derive(Clone, Debug)]
pub struct Row {
    /// The operator.
    pub operator: &'static Operator,
    /// Mutants that were judged.
    pub mutants: usize,
    /// Of those, the caught ones.
    pub caught: usize,
    /// Of those, the ones that a rule of the operator caught.
    pub own: usize,
    /// Edits that GitHub would refuse, or that did not come out as meant: no mutants.
    pub refused: usize,
    /// Further places that were not tried.
    pub left_out: usize,
}

/// What was proved.
#[derive(Clone, Debug)]
pub struct Proof {
    /// One line an operator, in the order of the families.
    pub rows: Vec<Row>,
    /// Every mutant, in the order of the operators and their places.
    pub trials: Vec<Trial>,
    /// The verdict on the repository as it is.
    pub baseline: Verdict,
    /// What cannot be told of the repository as it is.
    pub unknown: Vec<String>,
    /// The policy or a flag requires a job; else every job counts that guards a change.
    pub requires: bool,
}

impl Proof {
    /// Mutants that nothing caught, those of required jobs first.
    #[must_use]
    pub fn survivors(&self) -> Vec<&Trial> {
        let survived = |trial: &&Trial| !matches!(trial.fate, Fate::Caught { .. });
        let mut survivors: Vec<&Trial> = self.trials.iter().filter(survived).collect();
        survivors.sort_by_key(|trial| !trial.mutant.required);
        survivors
    }

    /// Number of survivors that a merge waits for.
    #[must_use]
    pub fn open(&self) -> usize {
        self.survivors().iter().filter(|trial| trial.mutant.required).count()
    }

    /// The one answer: cannot tell where the repository as it is cannot be judged or nothing could be
    /// tried, fail where a mutant of something required survives.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self.open() {
            _ if self.baseline == Verdict::Inconclusive || self.trials.is_empty() => {
                Verdict::Inconclusive
            }
            0 => Verdict::Pass,
            _ => Verdict::Fail,
        }
    }
}

/// Mutants of one operator in one job; more are left out, and counted.
pub const MOST: usize = 8;

/// Hands over every repository that these operators make by editing a text, beside the facts of the one
/// that they are from. Nothing is judged.
pub fn visit(
    scene: &Scene,
    operators: &[&'static Operator],
    visit: &mut dyn FnMut(&Facts, Version<'_>),
) {
    trial::visit(scene, operators, visit);
}

/// Judges the mutants of these operators.
#[must_use]
pub fn run(scene: &Scene, operators: &[&'static Operator]) -> Proof {
    trial::run(scene, operators)
}
