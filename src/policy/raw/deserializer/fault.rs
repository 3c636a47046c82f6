//! Faults of a written policy, collected with their places.

use std::cell::RefCell;
use std::fmt;
use std::fmt::Display;

use serde::de;
use serde::de::{Expected, Unexpected};

use crate::formats::problem::Problem;

/// The faults found so far.
#[derive(Debug, Default)]
pub(crate) struct FaultLog(RefCell<Vec<Problem>>);

impl FaultLog {
    pub(super) fn tell(&self, problem: Problem) {
        self.0.borrow_mut().push(problem);
    }

    /// Returns all faults.
    pub(crate) fn into_problems(self) -> Vec<Problem> {
        self.0.into_inner()
    }
}

/// The reason why a value could not be made. The fault stops at the next `Written` around the value,
/// so that the reading goes on.
#[derive(Debug)]
pub(crate) enum PolicyFault {
    /// The fault is in the log already, at a place further in.
    Told,
    /// Something else was expected here.
    Expected(String),
    /// The fault in words that follow the name of the value.
    Said(String),
}

impl Display for PolicyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Told => f.write_str("told already"),
            Self::Expected(expected) => write!(f, "expected {expected}"),
            Self::Said(words) => f.write_str(words),
        }
    }
}

impl std::error::Error for PolicyFault {}

impl de::Error for PolicyFault {
    fn custom<T: Display>(words: T) -> Self {
        Self::Said(words.to_string())
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::Expected(expected.to_string())
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::Expected(expected.to_string())
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Name<'t> {
    Root,
    Value(&'t str),
    KeyOf(&'t str),
}

impl<'t> Name<'t> {
    pub(super) const fn key(self) -> &'t str {
        match self {
            Self::Root => "the policy",
            Self::Value(key) | Self::KeyOf(key) => key,
        }
    }
}

impl Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str("the policy"),
            Self::Value(key) => write!(f, "`{key}`"),
            Self::KeyOf(key) => write!(f, "a key of `{key}`"),
        }
    }
}
