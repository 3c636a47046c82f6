//! What a change does, base against head: the frozen files, and who let the change through.

use super::Read;

/// A change.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// The files that the policy freezes.
    pub frozen: Frozen,
    /// Whether somebody let it through; asked for once a drift is found.
    pub approval: Approval,
    /// Files that expired waivers are about: whether the change touches them. Sorted by path.
    pub touched: Vec<(String, Read<bool>)>,
}

/// What is known of the frozen files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Frozen {
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
    pub fate: Fate,
}

/// What a change does to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
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

/// Whether somebody let the drift of a pull request through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Approval {
    /// Nobody asked.
    #[default]
    NotAsked,
    /// Somebody who may did.
    Granted(Grant),
    /// Nobody did, or not so that it counts: why, one sentence part in lower case.
    Refused(String),
    /// It cannot be told: why, and what would let it.
    Unknown {
        /// Why.
        why: String,
        /// What to do.
        help: String,
    },
}

/// An approval that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Who set the label.
    pub login: String,
    /// When, in seconds of GitHub's own clock.
    pub at: jiff::Timestamp,
    /// The label.
    pub label: String,
}

impl Grant {
    /// `2026-11-21 12:03 UTC`.
    #[must_use]
    pub fn day_and_time(&self) -> String {
        self.at.strftime("%Y-%m-%d %H:%M UTC").to_string()
    }
}
