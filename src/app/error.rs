//! Why nothing was judged.

use std::path::PathBuf;
use std::sync::Arc;

use crate::formats::github::event::EventError;
use crate::formats::problem::Problem;
use crate::github::error::ClientError;
use crate::inputs::error::{BaseError, InputError};
use crate::inputs::runner::NoRunner;
use crate::policy::flags::FlagError;
use crate::publish::notice::Refusal;

/// Why nothing was judged.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The user's: the root is not there or not readable.
    #[error(transparent)]
    Input(#[from] InputError),
    /// The base cannot be read. Everything is still judged, and none of it can pass; see `app::judge`.
    #[error(transparent)]
    Base(#[from] BaseError),
    /// Nobody's policy counts, and why. Treated as a base that cannot be read.
    #[error("{0}")]
    Unruled(String),
    /// The history's: a revision cannot be listed.
    #[error("{0}")]
    History(String),
    /// The environment's: not started by a runner.
    #[error(transparent)]
    NoRunner(#[from] NoRunner),
    /// The payload's.
    #[error(transparent)]
    Event(#[from] EventError),
    /// The user's or the runner's: no client can be made.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The user's: a flag makes no sense.
    #[error(transparent)]
    Flag(#[from] FlagError),
    /// The user's: inputs of the action make no sense.
    #[error("{}", mistakes.join("; "))]
    Inputs {
        /// One sentence each, with the input's name.
        mistakes: Vec<String>,
    },
    /// The team's: the policy has problems.
    #[error("the policy `{path}` has {} problems", problems.len())]
    Policy {
        /// Its path.
        path: String,
        /// Its text.
        text: Arc<str>,
        /// All of them.
        problems: Vec<Problem>,
    },
    /// The user's: nothing to draft a policy from.
    #[error(
        "there is no workflow below `.github/workflows` of `{}`; name the root of the repository with `--root`",
        root.display()
    )]
    NoWorkflow {
        /// As named.
        root: PathBuf,
    },
    /// Ours: what was drafted is no policy.
    #[error(
        "the drafted policy is not valid: {why}; this is a fault of truegreen, and nothing was written"
    )]
    Draft {
        /// The first problem.
        why: String,
    },
    /// The user's: the policy that was named is not there.
    #[error("there is no policy `{path}`{place}")]
    NoPolicy {
        /// As named.
        path: String,
        /// Where it was looked for.
        place: String,
    },
}

impl CheckError {
    /// How a surface shows it.
    #[must_use]
    pub fn refusal(&self) -> Refusal {
        match self {
            Self::Policy { path, text, problems } => Refusal::Policy {
                path: path.clone(),
                text: Arc::clone(text),
                problems: problems.clone(),
            },
            other => Refusal::Other { message: other.to_string(), help: String::new() },
        }
    }
}
