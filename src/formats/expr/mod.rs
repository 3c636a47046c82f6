//! Expressions: `${{ }}` and bare `if:` texts, evaluated three-valued.
//!
//! Syntax comes from a library; the semantics are GitHub's own (loose equality that ignores case,
//! `'' == 0`, truthiness of strings), held against the official test cases. What a static reader
//! cannot know is [`ExprValue::Unknown`], and it spreads: `false && unknown` is false, `true && unknown`
//! unknown.

pub mod condition;
pub mod context;
pub(crate) mod datum;
pub(crate) mod evaluate;
pub mod fold;
mod functions;
mod json;
pub mod shape;
pub(crate) mod template;
pub mod value;

use self::evaluate::Evaluator;
use crate::formats::expr::context::{Contexts, SyntaxError};
use crate::formats::expr::value::ExprValue;

/// Evaluates a scalar that may hold `${{ }}` parts, as GitHub does for any key but `if`: one
/// expression alone keeps its type, text around it makes a string.
///
/// # Errors
/// When a part is no valid expression.
pub fn evaluate_template(text: &str, contexts: &Contexts) -> Result<ExprValue, SyntaxError> {
    Ok(template::evaluate(text, &Evaluator::new(contexts))?.into_outcome())
}

/// Evaluates an `if:`: bare or in `${{ }}`, wrapped in `success() && (...)` unless a status function
/// is called, text around `${{ }}` being the string that is always true. Only truthiness counts for an
/// `if:`, so the outcome is a boolean or unknown.
///
/// # Errors
/// When it is no valid expression.
pub fn evaluate_condition(text: &str, contexts: &Contexts) -> Result<ExprValue, SyntaxError> {
    let truth = template::evaluate_condition(text, &Evaluator::new(contexts))?;
    Ok(truth.map_or(ExprValue::Unknown, ExprValue::Bool))
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
    evaluate::parse_expression(expression).map(|_| ())
}

#[cfg(test)]
mod tests;
