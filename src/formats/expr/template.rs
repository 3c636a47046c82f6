//! Scalars with `${{ }}` in them: where the parts begin and end, and what an `if:` makes of them.

use super::SyntaxError;
use super::datum::Datum;
use super::evaluate::{Evaluator, Parsed, calls_status, parse};
use super::functions::TextBuilder;

/// A part of a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part<'t> {
    /// Text that stays.
    Literal(&'t str),
    /// An expression without its `${{ }}`.
    Expression(&'t str),
}

/// Splits a scalar. A `}}` inside of a string of the expression does not end it.
///
/// Source: `actions/runner`, `src/Sdk/WorkflowParser/ObjectTemplating/TemplateReader.cs`.
pub(crate) fn split(text: &str) -> Result<Vec<Part<'_>>, SyntaxError> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((literal, inside)) = rest.split_once("${{") {
        if !literal.is_empty() {
            parts.push(Part::Literal(literal));
        }
        let end = end_of(inside)
            .ok_or_else(|| SyntaxError { message: "`${{` is never closed by `}}`".to_owned() })?;
        let (expression, after) = inside.split_at_checked(end).unwrap_or((inside, ""));
        parts.push(Part::Expression(expression.trim()));
        rest = after.strip_prefix("}}").unwrap_or(after);
    }
    if !rest.is_empty() {
        parts.push(Part::Literal(rest));
    }
    Ok(parts)
}

fn end_of(inside: &str) -> Option<usize> {
    let mut in_string = false;
    let mut previous = b' ';
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            b'\'' => in_string = !in_string,
            b'}' if !in_string && previous == b'}' => return at.checked_sub(1),
            _ => {}
        }
        previous = byte;
    }
    None
}

/// Evaluates a scalar as for any key but `if`.
pub(crate) fn evaluate(text: &str, evaluator: &Evaluator<'_>) -> Result<Datum, SyntaxError> {
    let parts = split(text)?;
    if let [Part::Expression(expression)] = parts.as_slice() {
        return evaluate_one(expression, evaluator);
    }
    let mut built = TextBuilder::default();
    for part in parts {
        match part {
            Part::Literal(literal) => built.push(literal),
            Part::Expression(expression) => {
                built.push_value(&evaluate_one(expression, evaluator)?);
            }
        }
    }
    Ok(built.finish())
}

fn evaluate_one(expression: &str, evaluator: &Evaluator<'_>) -> Result<Datum, SyntaxError> {
    if expression.is_empty() {
        return Err(SyntaxError { message: "`${{ }}` holds no expression".to_owned() });
    }
    match parse(expression)? {
        Parsed::Tree(tree) => evaluator.evaluate(&tree),
        Parsed::Unreadable => Ok(Datum::UNKNOWN),
    }
}

/// Evaluates an `if:`; only its truth has a meaning.
///
/// Source: `actions/runner`, `src/Sdk/WorkflowParser/Conversion/WorkflowTemplateConverter.cs`,
/// `ConvertToIfCondition`.
pub(crate) fn condition(
    text: &str,
    evaluator: &Evaluator<'_>,
) -> Result<Option<bool>, SyntaxError> {
    let bare = [Part::Expression(text.trim())];
    let parts = if text.contains("${{") { split(text)? } else { bare.to_vec() };
    if let [Part::Expression("")] = parts.as_slice() {
        return Ok(evaluator.success().truth());
    }
    let mut asks_status = false;
    for part in &parts {
        if let Part::Expression(expression) = part {
            match parse(expression)? {
                Parsed::Tree(tree) => asks_status |= calls_status(&tree),
                Parsed::Unreadable => return Ok(None),
            }
        }
    }
    let own = match parts.as_slice() {
        [Part::Expression(expression)] => evaluate_one(expression, evaluator),
        _ => evaluate(text, evaluator),
    };
    if asks_status {
        return Ok(own?.truth());
    }
    Ok(match evaluator.success().truth() {
        Some(false) => Some(false),
        Some(true) => own?.truth(),
        None => own.ok().and_then(|value| value.truth()).filter(|truth| !truth),
    })
}
