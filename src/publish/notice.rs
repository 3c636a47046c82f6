//! Sentences beside a verdict: notices, annotations, refusals.

use std::sync::Arc;

use crate::formats::problem::Problem;

/// Why nothing was judged.
#[derive(Clone, Debug)]
pub enum Refusal {
    /// The policy has problems; nothing may be concluded from a part of it.
    Policy {
        /// Its path.
        path: String,
        /// Its text.
        text: Arc<str>,
        /// All that is wrong with it, in its order.
        problems: Vec<Problem>,
    },
    /// Anything else, in words.
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
    /// File below the root of the repository.
    pub path: String,
    /// First line, from 1.
    pub start_line: u32,
    /// Last line.
    pub end_line: u32,
    /// First and last column, from 1; only where it is one line.
    pub columns: Option<(u32, u32)>,
    /// How bad.
    pub level: AnnotationLevel,
    /// What is wrong, at most 64 KiB.
    pub message: String,
    /// The rule and its subject, at most 255 characters.
    pub title: String,
}

/// How bad an annotation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AnnotationLevel {
    /// Breaks the gate.
    Failure,
    /// Worth changing.
    Warning,
    /// Worth knowing.
    Notice,
}

impl AnnotationLevel {
    /// As the API of check runs spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Failure => "failure",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }
}

/// Something that could not be read or written, and the line that would let it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What did not work and why, one sentence.
    pub what: String,
    /// The line of YAML to add, or what to do; empty where nothing helps.
    pub fix: String,
}
