//! The number of rows of the table of findings.

/// Limits of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows {
    /// Most rows.
    pub(super) most: usize,
    /// Most bytes.
    pub(super) room: usize,
}
