//! What an expression is evaluated with, and why it cannot be read.

use std::collections::BTreeMap;

use crate::formats::expr::value::ExprValue;

/// What is known about the contexts (`matrix`, `github`, `steps`, ...); a root that is absent here is
/// unknown as a whole. Keys are lower case.
#[derive(Clone, Debug, Default)]
pub struct Contexts {
    /// Known roots.
    pub roots: BTreeMap<String, ExprValue>,
    /// What `success()`, `failure()`, `cancelled()` and `always()` answer; `always` is always true.
    pub success: Option<bool>,
    /// `failure()`.
    pub failure: Option<bool>,
    /// `cancelled()`.
    pub cancelled: Option<bool>,
}

/// An expression that GitHub would refuse.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SyntaxError {
    /// What is wrong.
    pub message: String,
}
