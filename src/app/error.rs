//! The reasons why nothing was judged.

use std::path::PathBuf;
use std::sync::Arc;

use crate::formats::github::event::EventError;
use crate::formats::problem::Problem;
use crate::github::error::ClientError;
use crate::inputs::error::{BaseError, InputError};
use crate::inputs::runner::NoRunner;
use crate::policy::flags::FlagError;
use crate::publish::notice::Refusal;

/// The reason why nothing was judged.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The root does not exist or cannot be read (exit 2).
    #[error(transparent)]
    Input(#[from] InputError),
    /// The base cannot be read. Everything is still judged, and nothing can pass; see `app::judge`.
    #[error(transparent)]
    Base(#[from] BaseError),
    /// No policy counts, and why. Treated as a base that cannot be read.
    #[error("{0}")]
    Unruled(String),
    /// A revision of the history cannot be listed.
    #[error("{0}")]
    History(String),
    /// The process was not started by a runner.
    #[error(transparent)]
    NoRunner(#[from] NoRunner),
    /// The payload of the event makes no sense.
    #[error(transparent)]
    Event(#[from] EventError),
    /// No client of the API can be made.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// An option makes no sense (exit 2).
    #[error(transparent)]
    Flag(#[from] FlagError),
    /// Inputs of the action make no sense.
    #[error("{}", mistakes.join("; "))]
    Inputs {
        /// One sentence for each input, with its name.
        mistakes: Vec<String>,
    },
    /// The policy is invalid (exit 2).
    #[error("the policy `{path}` has {} problems", problems.len())]
    Policy {
        /// Path of the policy.
        path: String,
        /// Text of the policy.
        text: Arc<str>,
        /// All problems of the policy.
        problems: Vec<Problem>,
    },
    /// No workflow was found (exit 2).
    #[error(
        "there is no workflow below `.github/workflows` of `{}`; name the root of the repository with `--root`",
        root.display()
    )]
    NoWorkflow {
        /// The root.
        root: PathBuf,
    },
    /// The drafted policy is not valid, which is our bug.
    #[error(
        "the drafted policy is not valid: {why}; this is a fault of truegreen, and nothing was written"
    )]
    Draft {
        /// The first problem.
        why: String,
    },
    /// The named policy does not exist (exit 2).
    #[error("there is no policy `{path}`{place}")]
    NoPolicy {
        /// The path.
        path: String,
        /// The tree in which it was looked for.
        place: String,
    },
}

impl CheckError {
    /// Returns the reason in the form of a surface.
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
