//! What became of the mutants.

use std::sync::Arc;

use crate::facts::commit::Facts;
use crate::prove::mutant::Mutant;
use crate::prove::operator::Operator;
use crate::verdict::report::{FindingState, Verdict};

/// What became of a mutant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MutantFate {
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
    pub fate: MutantFate,
    /// The text before and after, where it is an edit of a text.
    pub texts: Option<(Arc<str>, Arc<str>)>,
}

/// A repository with one edit in it, before anything judges it.
#[derive(Debug)]
pub struct MutantVersion<'a> {
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
pub struct ProofRow {
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
    pub rows: Vec<ProofRow>,
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
        let survived = |trial: &&Trial| !matches!(trial.fate, MutantFate::Caught { .. });
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
