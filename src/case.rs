//! What a rule may look at: the facts of the head, the change, the policy. No logic.

use crate::drift::difference::Change;
use crate::facts::commit::Facts;
use crate::policy::Policy;

/// One case: all that a rule gets.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// What is known of the head and of its run.
    pub facts: &'a Facts,
    /// What differs between base and head.
    pub change: &'a Change,
    /// What must be.
    pub policy: &'a Policy,
}
