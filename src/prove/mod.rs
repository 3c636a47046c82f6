//! Proving the gate: each way in which green can lie is put into the repository, in memory, and judged by
//! the user's own policy. What nothing catches is a way that is open.
//!
//! - an [`Operator`] is one way to spoil a repository: data and a function that finds the places;
//! - a [`Mutant`] is one edit at one place;
//! - a [`ProofInputs`](inputs::ProofInputs) is what is spoiled: the material, the reports as bytes, the policy;
//! - [`run`] judges every mutant, and gives a [`Proof`].
//!
//! The families are `signal` (the failure is swallowed), `reach` (the gate does not run), `structure` (it is
//! another gate), `settings` (it measures less) and `evidence` (the reports say something else). Edits keep
//! every other byte of the file. What GitHub would refuse is no mutant, but counted.

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

/// Every operator, by family.
#[must_use]
pub fn operators() -> Vec<&'static Operator> {
    let families: [&'static [Operator]; 5] =
        [signal::ALL, reach::ALL, structure::ALL, settings::ALL, evidence::ALL];
    families.into_iter().flatten().collect()
}

/// Hands over every repository that these operators make by editing a text, beside the facts of the one
/// that they are from. Nothing is judged.
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
