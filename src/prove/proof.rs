//! The results of the mutants.

use std::sync::Arc;

use crate::facts::commit::Facts;
use crate::prove::mutant::Mutant;
use crate::prove::operator::Operator;
use crate::verdict::report::{FindingState, Verdict};

/// The result of a mutant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MutantFate {
    /// The verdict is fail or inconclusive because of these rules.
    Caught {
        /// The rules with a new finding.
        rules: Vec<&'static str>,
        /// Whether one of the rules is listed for the operator.
        own: bool,
    },
    /// A rule reports the mutant, and the verdict stays as it is.
    Seen {
        /// The rules and the states of their findings.
        by: Vec<(&'static str, FindingState)>,
    },
    /// No rule reports the mutant.
    Survived,
}

/// A mutant with its result.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The operator that made the mutant.
    pub operator: &'static Operator,
    /// The mutant.
    pub mutant: Mutant,
    /// The result of the mutant.
    pub fate: MutantFate,
    /// The text before and after the edit, if the edit changes a text.
    pub texts: Option<(Arc<str>, Arc<str>)>,
    /// The line of the patch that catches a missed mutant; `None` if the patch has none.
    pub hint: Option<String>,
}

/// A repository with one edit, before it is judged.
#[derive(Debug)]
pub struct MutantVersion<'a> {
    /// The operator that made the edit.
    pub operator: &'static Operator,
    /// The edit.
    pub mutant: &'a Mutant,
    /// The text of the file before the edit.
    pub before: &'a str,
    /// The text of the file after the edit.
    pub after: &'a str,
    /// The facts of the repository after the edit.
    pub head: Facts,
}

/// The figures of one operator.
#[derive(Clone, Debug)]
pub struct ProofRow {
    /// The operator.
    pub operator: &'static Operator,
    /// Number of judged mutants.
    pub mutants: usize,
    /// Number of caught mutants.
    pub caught: usize,
    /// Number of mutants that a rule of the operator caught.
    pub own: usize,
    /// Number of edits that GitHub would reject or that could not be made; they are no mutants.
    pub refused: usize,
    /// Number of further places that were not tried.
    pub left_out: usize,
}

/// What a policy could say besides, so that it catches what it missed. It was tried: the repository
/// as it is passes it as before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyPatch {
    /// The entries of the policy as YAML, each as a whole.
    pub yaml: String,
    /// Path of the policy with entries of the same name; empty if there is no policy yet.
    pub path: String,
    /// Number of missed mutants that it catches.
    pub catches: usize,
}

/// The bounds of a proof.
#[derive(Clone, Copy, Debug)]
pub struct ProofBudget {
    /// Most mutants that are tried.
    pub mutants: usize,
    /// Most verdicts about lines of a policy.
    pub hints: usize,
}

impl Default for ProofBudget {
    fn default() -> Self {
        Self { mutants: 3_000, hints: 1_500 }
    }
}

/// The result of a proof.
#[derive(Clone, Debug)]
pub struct Proof {
    /// One row for each operator, in the order of the families.
    pub rows: Vec<ProofRow>,
    /// Most mutants of one operator that were tried in one job and file.
    pub most: usize,
    /// Every judged mutant, in the order of the operators and their places.
    pub trials: Vec<Trial>,
    /// The verdict on the repository before any edit.
    pub baseline: Verdict,
    /// What is inconclusive in the repository before any edit.
    pub unknown: Vec<String>,
    /// Whether the policy or a flag requires a job; else every job that guards a change counts as
    /// required.
    pub requires: bool,
    /// What the policy could say besides; `None` if no line of it catches what was missed.
    pub patch: Option<PolicyPatch>,
    /// Number of missed mutants for which no line was tried, because the bound was reached.
    pub unproposed: usize,
}

impl Proof {
    /// Returns the mutants that no rule caught, those of required jobs first.
    #[must_use]
    pub fn survivors(&self) -> Vec<&Trial> {
        let survived = |trial: &&Trial| !matches!(trial.fate, MutantFate::Caught { .. });
        let mut survivors: Vec<&Trial> = self.trials.iter().filter(survived).collect();
        survivors.sort_by_key(|trial| !trial.mutant.required);
        survivors
    }

    /// Returns the number of missed mutants in required jobs.
    #[must_use]
    pub fn open(&self) -> usize {
        self.survivors().iter().filter(|trial| trial.mutant.required).count()
    }

    /// Returns the verdict of the proof: inconclusive if the repository itself cannot be judged or
    /// no mutant could be tried, fail if a mutant of a required job is missed.
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

/// Most mutants of one operator in one job; the rest is counted as left out.
pub const MOST: usize = 8;
