//! The results of writes, and the fields of answers.

use serde_json::Value;

use crate::github::api_path;
use crate::github::error::ApiFault;

/// The result of a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteReceipt {
    /// The item was made.
    Created {
        /// URL of its page.
        url: String,
        /// Why a part of the item is missing, or an old one of ours is left.
        partly: Option<ApiFault>,
    },
    /// The item was updated.
    Updated {
        /// URL of its page.
        url: String,
        /// Why a part of the item is missing, or an old one of ours is left.
        partly: Option<ApiFault>,
    },
    /// A newer attempt has written the item.
    LeftToNewer,
    /// A verdict stands that this one does not lift.
    LeftToStanding(StandingVerdict),
    /// The item does not exist, and the plan does not ask for a new one.
    NothingToDo,
}

/// A surface on GitHub.
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

/// Returns a path below a repository, given as `owner/name`.
pub(super) fn repository_path(repository: &str, rest: &[&str]) -> String {
    let (owner, name) = repository.split_once('/').unwrap_or((repository, ""));
    api_path(&[&["repos", owner, name], rest].concat())
}

/// Returns the number `id` of an object from GitHub.
pub(super) fn id_of(thing: &Value) -> Result<u64, ApiFault> {
    thing
        .get("id")
        .and_then(Value::as_u64)
        .ok_or_else(|| ApiFault::InvalidAnswer { why: "it holds no `id`".to_owned() })
}

/// Returns a text of an object from GitHub; an empty one if there is none.
pub(super) fn text_at<'v>(thing: &'v Value, pointer: &str) -> &'v str {
    thing.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// A verdict that exists on a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingVerdict {
    /// Whether the verdict is a success.
    pub passes: bool,
    /// Which verdict it is, as a clause.
    pub what: String,
}
