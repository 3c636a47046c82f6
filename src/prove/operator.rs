//! An operator: one way to make green lie.

use crate::prove::mutant::Mutant;
use crate::prove::stage::MutationSites;

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
    pub sites: fn(&MutationSites<'_>) -> Vec<Mutant>,
}

/// What all operators of one file do, as a heading.
pub(super) struct OperatorFamily(pub(super) &'static str);

impl OperatorFamily {
    /// An operator of it whose mutants GitHub takes.
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
