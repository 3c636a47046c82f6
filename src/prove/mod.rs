//! Proves the gate: makes one change at a time in the repository, in memory, and judges it by the
//! policy of the user. A change that no rule reports is a way in which green can lie.
//!
//! - an [`Operator`] is one way to make green lie: data and a function that finds the places;
//! - a [`Mutant`] is one edit at one place;
//! - a [`ProofInputs`](inputs::ProofInputs) is what is edited: the inputs, the reports as bytes,
//!   the policy;
//! - [`run`] judges every mutant, and returns a [`Proof`].
//!
//! The families are `signal` and `tolerance` (the failure is lost), `reach` (the gate does not run),
//! `structure` and `steps` (the gate is replaced), `called` (what a step calls checks nothing),
//! `calls` (a called workflow asks less), `second_run` (another run of the commit passes),
//! `settings` (the gate measures less) and `evidence` (the reports say less). Edits keep all other
//! bytes of the file. An edit that GitHub would reject is no mutant, but it is counted.
//!
//! What is missed gets a proposal: `hints` tries lines of a policy against the repository as it is
//! and against the mutant, and `patch` lays those that hold into one.

mod bench;
mod called;
mod calls;
mod edit;
mod evidence;
mod hints;
pub mod inputs;
pub mod mutant;
pub mod operator;
mod patch;
pub mod progress;
mod promise;
pub mod proof;
mod reach;
mod said;
mod second_run;
mod settings;
mod signal;
mod site;
mod stage;
mod steps;
mod structure;
mod threads;
mod tolerance;
mod trial;
mod triggers;

pub use self::called::started_script;
pub use self::edit::TextEdit;
pub use self::stage::MutationSites;
use crate::facts::commit::Facts;
use crate::prove::inputs::ProofInputs;
use crate::prove::operator::Operator;
use crate::prove::progress::{ProgressMeter, ProofProgress};
use crate::prove::proof::{MutantVersion, Proof, ProofBudget};

/// Returns all operators, by family.
#[must_use]
pub fn all_operators() -> Vec<&'static Operator> {
    let families: [&'static [Operator]; 10] = [
        signal::ALL,
        tolerance::ALL,
        reach::ALL,
        structure::ALL,
        steps::ALL,
        called::ALL,
        calls::ALL,
        second_run::ALL,
        settings::ALL,
        evidence::ALL,
    ];
    families.into_iter().flatten().collect()
}

/// Calls a function with each repository that these operators make by editing a text, and with the
/// facts of the repository before the edit. Nothing is judged.
pub fn visit(
    scene: &ProofInputs,
    operators: &[&'static Operator],
    visit: &mut dyn FnMut(&Facts, MutantVersion<'_>),
) {
    trial::visit(scene, operators, visit);
}

/// Judges the mutants of these operators, within a budget, and tells how far it is.
#[must_use]
pub fn run(
    scene: &ProofInputs,
    operators: &[&'static Operator],
    budget: ProofBudget,
    tell: &(dyn Fn(ProofProgress) + Sync),
) -> Proof {
    trial::run(scene, operators, budget, &ProgressMeter::new(tell))
}
