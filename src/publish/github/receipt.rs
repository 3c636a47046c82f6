//! What became of a write, and the fields of an answer.

use serde_json::Value;

use crate::github::error::ApiFault;
use crate::github::path;

/// What a write came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteReceipt {
    /// It was not there and is now.
    Created {
        /// Its page, as GitHub names it.
        url: String,
        /// Why a part of it is missing, or a leftover of ours is still there.
        partly: Option<ApiFault>,
    },
    /// It was there and is up to date.
    Updated {
        /// Its page, as GitHub names it.
        url: String,
        /// Why a part of it is missing, or a leftover of ours is still there.
        partly: Option<ApiFault>,
    },
    /// A newer attempt has written already.
    LeftToNewer,
    /// A verdict that is worth more stands there.
    LeftToStronger(StandingVerdict),
    /// There is none, and none was asked for.
    NothingToDo,
}

/// Where something is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// The check run.
    CheckRun,
    /// The comment on the pull request.
    Comment,
}

impl Surface {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::CheckRun => "check run",
            Self::Comment => "comment",
        }
    }

    pub(super) const fn permission(self) -> &'static str {
        match self {
            Self::CheckRun => "checks: write",
            Self::Comment => "pull-requests: write",
        }
    }
}

/// A path below a repository, `owner/name`.
pub(super) fn below(repository: &str, rest: &[&str]) -> String {
    let (owner, name) = repository.split_once('/').unwrap_or((repository, ""));
    path(&[&["repos", owner, name], rest].concat())
}

/// The number `id` of a thing that GitHub sent.
pub(super) fn id(thing: &Value) -> Result<u64, ApiFault> {
    thing
        .get("id")
        .and_then(Value::as_u64)
        .ok_or_else(|| ApiFault::InvalidAnswer { why: "it holds no `id`".to_owned() })
}

/// A text of a thing that GitHub sent; empty where there is none.
pub(super) fn text<'v>(thing: &'v Value, pointer: &str) -> &'v str {
    thing.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// A verdict that stands on a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingVerdict {
    /// Whether it is a success.
    pub passes: bool,
    /// Which it is, a clause.
    pub what: String,
    pub(super) conclusion: String,
    pub(super) url: String,
}
