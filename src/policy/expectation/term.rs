//! One term of an expectation, and its bounds.

use serde_json::Value;

use crate::policy::expectation::Expectation;
use crate::span::Spanned;

/// One demand.
#[derive(Clone, Debug)]
pub enum Term {
    /// The value itself. Items of a list may stand in any order.
    Equals(Value),
    /// A map: each key on its own; keys that are not named may be anything.
    Keys(Vec<(Spanned<String>, Expectation)>),
    /// A list with these and maybe more; a single value is a list of one.
    Has(Vec<Value>),
    /// A list of nothing but these; a single value is one of these.
    Only(Vec<Value>),
    /// A list with none of these; a single value that is none of these. Absence holds.
    Never(Vec<Value>),
    /// At this bound or over it.
    AtLeast(Bound),
    /// At this bound or under it.
    AtMost(Bound),
    /// A text with this in it, or a list with such a text.
    Contains(String),
    /// A text that the expression fits; every text of a list.
    Matches(regex::Regex),
    /// There, or not there.
    Present(bool),
}

/// The end of an ordered scale.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub enum Bound {
    /// On the scale of numbers.
    Number(f64),
    /// On the scale of permissions: 0 for `none`, 1 for `read`, 2 for `write`.
    Permission(u8),
}

impl Bound {
    /// Reads a bound or a value that is held against one.
    #[must_use]
    pub fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => number.as_f64().map(Self::Number),
            Value::String(text) => match text.as_str() {
                "none" => Some(Self::Permission(0)),
                "read" => Some(Self::Permission(1)),
                "write" => Some(Self::Permission(2)),
                text => text.trim().parse().ok().map(Self::Number),
            },
            _ => None,
        }
    }
}
