//! The end of a failure path.

use crate::span::Location;

/// The end of a failure path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathEnd {
    /// These checks turn red.
    Red {
        /// Names of the checks, as GitHub lists them.
        checks: Vec<String>,
        /// Why no merge depends on the checks. `None` if the policy requires their job, or if it
        /// requires no job and a change starts the workflow, so that any job may be required.
        idle: Option<Idle>,
    },
    /// The failure is lost.
    Lost {
        /// How it is lost.
        why: String,
        /// Where it is lost.
        location: Option<Location>,
    },
    /// These checks turn red, but in some scenario their job is skipped, and they are green.
    Skipped {
        /// Names of the checks, as GitHub lists them.
        checks: Vec<String>,
        /// The scenarios in words: `on pull requests from forks`.
        on: Vec<&'static str>,
        /// Place of the `if:`, or of the need, that decides.
        location: Option<Location>,
    },
    /// The policy allows the job or step to fail.
    Advisory {
        /// The line of the policy.
        location: Option<Location>,
    },
    /// The end is unknown.
    Unknown {
        /// The reason.
        why: String,
    },
}

/// The reason why no merge depends on a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idle {
    /// The policy requires other jobs, and none of them turns red for it.
    NotRequired,
    /// No change starts the workflow: it runs on a schedule, for a release, by hand.
    NoChange,
}
