//! How something that is required of a commit ended there.

/// How something that is required of a commit ended there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CheckEnd {
    /// It passed, or its skip is allowed.
    Passed,
    /// It did not pass: how, as a clause ("failed"), and the fix.
    Failed {
        /// The clause.
        how: String,
        /// The fix.
        help: String,
    },
    /// A condition skipped it without leave: how, as a clause, and the fix. The rules that read conditions say so at
    /// rest, and a waiver of theirs covers it.
    Skipped {
        /// The clause.
        how: String,
        /// The fix.
        help: String,
    },
    /// It has not ended.
    Pending {
        /// The clause.
        why: String,
        /// Whether the gate may wait for it: it belongs to another run.
        can_wait: bool,
    },
    /// Nothing of it is on the commit.
    Absent {
        /// The clause.
        why: String,
        /// The fix.
        help: String,
        /// Whether it may still come: nothing is known that keeps it from starting.
        may_come: bool,
    },
    /// It cannot be told.
    Unknown {
        /// The clause.
        why: String,
        /// The fix.
        help: String,
    },
    /// It did not start, and the changed files, which are not at hand, decide whether it should have.
    ByFiles {
        /// The clause.
        why: String,
        /// The fix.
        help: String,
    },
    /// It is not judged on this commit, and why: "runs after the merge".
    Left(String),
    /// What is on the commit could not be read.
    Unread,
}

impl CheckEnd {
    /// Returns the rank of an end among several of one thing: the worst decides.
    pub(super) const fn rank(&self) -> u8 {
        match self {
            Self::Left(_) => 0,
            Self::Passed => 1,
            Self::Unread => 2,
            Self::Unknown { .. } | Self::ByFiles { .. } => 3,
            Self::Absent { .. } => 4,
            Self::Pending { .. } => 5,
            Self::Skipped { .. } => 6,
            Self::Failed { .. } => 7,
        }
    }
}
