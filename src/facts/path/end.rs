//! Where a failure path ends.

use crate::span::Location;

/// The end of a failure path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathEnd {
    /// These checks turn red.
    Red {
        /// Their names, as GitHub lists them.
        checks: Vec<String>,
        /// Why no merge waits for them. `None` where the policy requires their job; or where it requires
        /// none at all and a change starts the workflow, so that any may be waited for.
        idle: Option<Idle>,
    },
    /// The failure is lost.
    Lost {
        /// How.
        why: String,
        /// Where.
        location: Option<Location>,
    },
    /// These checks turn red, but in some situation in which a merge depends on them their job is
    /// skipped, and they are green.
    Skipped {
        /// Their names, as GitHub lists them.
        checks: Vec<String>,
        /// Where, in words: `on pull requests from forks`.
        on: Vec<&'static str>,
        /// The `if:`, or the need, that decides.
        location: Option<Location>,
    },
    /// The policy lets it fail.
    Advisory {
        /// The line of the policy.
        location: Option<Location>,
    },
    /// Nobody can tell.
    Unknown {
        /// Why.
        why: String,
    },
}

/// Why no merge waits for a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idle {
    /// The policy requires other jobs, and none of them hears of it.
    NotRequired,
    /// No change starts the workflow: it runs on a schedule, for a release, by hand.
    NoChange,
}
