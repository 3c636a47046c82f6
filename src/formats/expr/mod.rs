//! Expressions: `${{ }}` and bare `if:` texts, evaluated three-valued.
//!
//! Syntax comes from a library; the semantics are GitHub's own (loose equality that ignores case,
//! `'' == 0`, truthiness of strings), held against the official test cases. What a static reader
//! cannot know is [`Outcome::Unknown`], and it spreads: `false && unknown` is false, `true && unknown`
//! unknown.

pub(crate) mod datum;
pub(crate) mod evaluate;
mod functions;
mod json;
pub mod shape;
pub(crate) mod template;

use std::collections::BTreeMap;

use self::evaluate::Evaluator;
use self::shape::Shape;

/// A value of the expression language, or not known before the run.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// `null`, and any missing property of a known object.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Outcome>),
    /// An object; keys compare without case.
    Object(BTreeMap<String, Outcome>),
    /// An object of which only these properties are known.
    Open(BTreeMap<String, Outcome>),
    /// A string of which only the shape is known.
    Shaped(Shape),
    /// Not known before the run.
    Unknown,
}

/// What is known about the contexts (`matrix`, `github`, `steps`, ...); a root that is absent here is
/// unknown as a whole. Keys are lower case.
#[derive(Clone, Debug, Default)]
pub struct Contexts {
    /// Known roots.
    pub roots: BTreeMap<String, Outcome>,
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

/// Evaluates a scalar that may hold `${{ }}` parts, as GitHub does for any key but `if`: one
/// expression alone keeps its type, text around it makes a string.
///
/// # Errors
/// When a part is no valid expression.
pub fn evaluate_template(text: &str, contexts: &Contexts) -> Result<Outcome, SyntaxError> {
    Ok(template::evaluate(text, &Evaluator::new(contexts))?.into_outcome())
}

/// Evaluates an `if:`: bare or in `${{ }}`, wrapped in `success() && (...)` unless a status function
/// is called, text around `${{ }}` being the string that is always true. Only truthiness counts for an
/// `if:`, so the outcome is a boolean or unknown.
///
/// # Errors
/// When it is no valid expression.
pub fn evaluate_condition(text: &str, contexts: &Contexts) -> Result<Outcome, SyntaxError> {
    let truth = template::condition(text, &Evaluator::new(contexts))?;
    Ok(truth.map_or(Outcome::Unknown, Outcome::Bool))
}

/// What decides that an `if:` is false: the first operand of `a && b && ...` that is, as it is written.
/// `None` where the whole text is, or no single one.
#[must_use]
pub fn deciding_operand<'t>(text: &'t str, contexts: &Contexts) -> Option<&'t str> {
    template::deciding_operand(text, &Evaluator::new(contexts))
}

/// The contexts that an `if:` names, as they are written but in lower case, from the left.
#[must_use]
pub fn contexts_of(text: &str) -> Vec<String> {
    template::contexts_of(text)
}

/// Checks the syntax of one expression without its `${{ }}`; within GitHub's limits, so that no length or
/// depth of it can exhaust the stack.
///
/// # Errors
/// When GitHub would refuse it. `success('job')`, which only some places allow, is let through.
pub fn check_syntax(expression: &str) -> Result<(), SyntaxError> {
    evaluate::parse(expression).map(|_| ())
}

impl Outcome {
    /// Truthiness: `Some(true)`, `Some(false)`, or `None` where unknown.
    #[must_use]
    pub fn truth(&self) -> Option<bool> {
        match self {
            Self::Null => Some(false),
            Self::Bool(value) => Some(*value),
            Self::Number(value) => Some(*value != 0.0 && !value.is_nan()),
            Self::String(value) => Some(!value.is_empty()),
            Self::Array(_) | Self::Object(_) | Self::Open(_) | Self::Shaped(_) => Some(true),
            Self::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests;
