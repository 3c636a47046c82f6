//! Proves the gate: makes one change at a time in the repository, in memory, and judges it by the
//! policy of the user. A change that no rule reports is a way in which green can lie.
//!
//! - an [`Operator`] is one way to make green lie: data and a function that finds the places;
//! - a [`Mutant`] is one edit at one place;
//! - a [`ProofInputs`](inputs::ProofInputs) is what is edited: the inputs, the reports as bytes,
//!   the policy;
//! - [`run`] judges every mutant, and returns a [`Proof`].
//!
//! The families are `signal` (the failure is lost), `reach` (the gate does not run), `structure`
//! (the gate is replaced), `settings` (the gate measures less) and `evidence` (the reports say
//! less). Edits keep all other bytes of the file. An edit that GitHub would reject is no mutant,
//! but it is counted.

mod edit;
mod evidence;
pub mod inputs;
pub mod mutant;
pub mod operator;
pub mod proof;
mod reach;
mod settings;
mod signal;
mod stage;
mod structure;
mod trial;
mod triggers;

pub use self::edit::TextEdit;
pub use self::stage::MutationSites;
use crate::facts::commit::Facts;
use crate::prove::inputs::ProofInputs;
use crate::prove::operator::Operator;
use crate::prove::proof::{MutantVersion, Proof};

/// Returns all operators, by family.
#[must_use]
pub fn all_operators() -> Vec<&'static Operator> {
    let families: [&'static [Operator]; 5] =
        [signal::ALL, reach::ALL, structure::ALL, settings::ALL, evidence::ALL];
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

/// Judges the mutants of these operators.
#[must_use]
pub fn run(scene: &ProofInputs, operators: &[&'static Operator]) -> Proof {
    trial::run(scene, operators)
}
