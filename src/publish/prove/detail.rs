//! How much of a proof is written.

/// How much of a proof is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofDetail {
    /// The result, and what was missed, one line for each operator.
    Brief,
    /// All that was tried, and what was missed with its edits.
    Whole,
}
