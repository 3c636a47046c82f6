//! What a change does to the files that the policy freezes.

/// What is known of the frozen files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FrozenFiles {
    /// The policy freezes none.
    #[default]
    NotAsked,
    /// There is nothing to compare with.
    NoBase,
    /// One side cannot be listed, and why.
    Unreadable(String),
    /// Every file of either side that is frozen, by path.
    Compared(Vec<FrozenFile>),
}

/// A file that the policy freezes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrozenFile {
    /// Its path from the root.
    pub path: String,
    /// What the change does to it.
    pub fate: FileChange,
}

/// What a change does to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileChange {
    /// Nothing.
    Same,
    /// It has another content.
    Content,
    /// It is executable now, or no more.
    Mode,
    /// It is of another kind: a link, a submodule, a file.
    Kind,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It cannot be told, and why.
    Unknown(String),
}
