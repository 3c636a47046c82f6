//! Sentences beside a verdict: notices, annotations, refusals.

use std::sync::Arc;

use crate::formats::problem::Problem;

/// The reason why nothing was judged.
#[derive(Clone, Debug)]
pub enum Refusal {
    /// The policy has problems, and a part of a policy must not be used.
    Policy {
        /// Path of the policy.
        path: String,
        /// Text of the policy.
        text: Arc<str>,
        /// All problems of the policy, in its order.
        problems: Vec<Problem>,
    },
    /// Any other reason.
    Other {
        /// What is wrong.
        message: String,
        /// What to do.
        help: String,
    },
}

/// One annotation of a check run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Path from the root of the repository.
    pub path: String,
    /// First line, from 1.
    pub start_line: u32,
    /// Last line.
    pub end_line: u32,
    /// First and last column, from 1; only where it is one line.
    pub columns: Option<(u32, u32)>,
    /// The level of the annotation.
    pub level: AnnotationLevel,
    /// The message, at most 64 KiB.
    pub message: String,
    /// The rule and its target, at most 255 characters.
    pub title: String,
}

/// The level of an annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AnnotationLevel {
    /// A problem that fails the check.
    Failure,
    /// A warning.
    Warning,
    /// A note.
    Notice,
}

impl AnnotationLevel {
    /// Returns the word of the API for check runs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Failure => "failure",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }
}

/// Something that could not be read or written, with its fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What failed and why, one sentence.
    pub what: String,
    /// The line of YAML to add, or what to do; empty if nothing helps.
    pub fix: String,
}
