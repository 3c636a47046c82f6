//! What an expression comes to.

use std::collections::BTreeMap;

use crate::formats::expr::shape::Shape;

/// A value of the expression language, or not known before the run.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprValue {
    /// `null`, and any missing property of a known object.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<ExprValue>),
    /// An object whose fields have no known order; keys compare without case.
    Object(BTreeMap<String, ExprValue>),
    /// An object whose fields have this order.
    Ordered(Vec<(String, ExprValue)>),
    /// An object of which only these properties are known.
    Open(BTreeMap<String, ExprValue>),
    /// A string of which only the shape is known.
    Shaped(Shape),
    /// Not known before the run.
    Unknown,
}

impl ExprValue {
    /// Truthiness: `Some(true)`, `Some(false)`, or `None` where unknown.
    #[must_use]
    pub fn truth(&self) -> Option<bool> {
        match self {
            Self::Null => Some(false),
            Self::Bool(value) => Some(*value),
            Self::Number(value) => Some(*value != 0.0 && !value.is_nan()),
            Self::String(value) => Some(!value.is_empty()),
            Self::Array(_)
            | Self::Object(_)
            | Self::Ordered(_)
            | Self::Open(_)
            | Self::Shaped(_) => Some(true),
            Self::Unknown => None,
        }
    }
}
