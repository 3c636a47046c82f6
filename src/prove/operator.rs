//! An operator: one way to make green lie.

use crate::prove::mutant::Mutant;
use crate::prove::stage::MutationSites;

/// One way to make green lie.
#[derive(Clone, Copy, Debug)]
pub struct Operator {
    /// The name of the edit: `or-true`.
    pub id: &'static str,
    /// What all operators of the family do, as a heading: "The failure is swallowed".
    pub family: &'static str,
    /// What the operator does, in one line.
    pub summary: &'static str,
    /// The numbers of the ways that the operator stands for, in the catalog of ways.
    pub ways: &'static [u16],
    /// The rules that should report the mutants, in the repository itself or in the change that
    /// makes the edit.
    pub rules: &'static [&'static str],
    /// Whether GitHub rejects the mutants on purpose.
    pub invalid: bool,
    /// Returns the mutants.
    pub sites: fn(&MutationSites<'_>) -> Vec<Mutant>,
}

/// What all operators of one file do, as a heading.
pub(super) struct OperatorFamily(pub(super) &'static str);

impl OperatorFamily {
    /// Makes an operator of the family whose mutants GitHub accepts.
    pub(super) const fn by(
        &self,
        id: &'static str,
        summary: &'static str,
        ways: &'static [u16],
        rules: &'static [&'static str],
        sites: fn(&MutationSites<'_>) -> Vec<Mutant>,
    ) -> Operator {
        Operator { id, family: self.0, summary, ways, rules, invalid: false, sites }
    }
}
