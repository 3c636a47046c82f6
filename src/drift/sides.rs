//! Base and head side by side, as every aspect gets them.

use crate::drift::pairs::JobPairs;
use crate::facts::commit::Facts;
use crate::policy::valid::Policy;

/// Both sides, and which job is which.
#[derive(Debug)]
pub struct DriftSides<'a> {
    /// The base.
    pub base: &'a Facts,
    /// The head.
    pub head: &'a Facts,
    /// The policy of the base.
    pub policy: &'a Policy,
    /// Which job is which.
    pub pairs: JobPairs<'a>,
}
