//! Faults of a written policy, collected with their places.

use std::cell::RefCell;
use std::fmt;
use std::fmt::Display;

use serde::de;
use serde::de::{Expected, Unexpected};

use crate::formats::problem::Problem;

/// What was found wrong so far.
#[derive(Debug, Default)]
pub(crate) struct FaultLog(RefCell<Vec<Problem>>);

impl FaultLog {
    pub(super) fn tell(&self, problem: Problem) {
        self.0.borrow_mut().push(problem);
    }

    /// All of it.
    pub(crate) fn into_problems(self) -> Vec<Problem> {
        self.0.into_inner()
    }
}

/// Why a value could not be made. It ends at the next value that may be wrong, never the reading.
#[derive(Debug)]
pub(crate) enum PolicyFault {
    /// It is told already, at a place further in.
    Told,
    /// Another thing was expected.
    Expected(String),
    /// In words.
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
