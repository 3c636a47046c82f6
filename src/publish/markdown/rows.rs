//! Rows of the table of findings.

/// How much of a list is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows {
    /// Rows at most.
    pub(super) most: usize,
    /// Bytes at most.
    pub(super) room: usize,
}
