//! Scalars with `${{ }}` in them: where the parts begin and end, and what an `if:` makes of them.

use std::borrow::Cow;

use github_actions_expressions::SpannedExpr;

use super::context::SyntaxError;
use super::datum::Datum;
use super::evaluate::{
    Evaluator, ParsedExpression, calls_status, parse_expression, split_conjuncts,
};
use super::functions::TextBuilder;

/// A part of a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TemplatePart<'t> {
    /// Text that stays.
    Literal(&'t str),
    /// An expression without its `${{ }}`.
    Expression(&'t str),
}

/// Splits a scalar. A `}}` inside of a string of the expression does not end it.
///
/// Source: `actions/runner`, `src/Sdk/WorkflowParser/ObjectTemplating/TemplateReader.cs`.
pub(crate) fn split(text: &str) -> Result<Vec<TemplatePart<'_>>, SyntaxError> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((literal, inside)) = rest.split_once("${{") {
        if !literal.is_empty() {
            parts.push(TemplatePart::Literal(literal));
        }
        let end = end_of(inside)
            .ok_or_else(|| SyntaxError { message: "`${{` is never closed by `}}`".to_owned() })?;
        let (expression, after) = inside.split_at_checked(end).unwrap_or((inside, ""));
        parts.push(TemplatePart::Expression(expression.trim()));
        rest = after.strip_prefix("}}").unwrap_or(after);
    }
    if !rest.is_empty() {
        parts.push(TemplatePart::Literal(rest));
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
    if let [TemplatePart::Expression(expression)] = parts.as_slice() {
        return evaluate_one(expression, evaluator);
    }
    let mut built = TextBuilder::default();
    for part in parts {
        match part {
            TemplatePart::Literal(literal) => built.push(literal),
            TemplatePart::Expression(expression) => {
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
    match parse_expression(expression)? {
        ParsedExpression::Tree(tree) => evaluator.evaluate(&tree),
        ParsedExpression::Unreadable => Ok(Datum::UNKNOWN),
    }
}

/// Returns the text of an `if:` that GitHub reads as its condition. `${{ }}` with nothing but a string in it becomes the
/// text of that string, and this text is the condition: `${{ 'false' }}` is false.
///
/// Source: `actions/runner`, `TemplateReader.cs`, `IsExpressionString`.
pub(crate) fn condition_text(text: &str) -> Cow<'_, str> {
    let inside = match split(text).as_deref() {
        Ok([TemplatePart::Expression(inside)]) => *inside,
        _ => return Cow::Borrowed(text),
    };
    let string = inside.strip_prefix('\'').and_then(|inside| inside.strip_suffix('\''));
    match string {
        Some(string) if !string.replace("''", "").contains('\'') => {
            Cow::Owned(string.replace("''", "'"))
        }
        _ => Cow::Borrowed(text),
    }
}

/// Evaluates an `if:`; only its truth has a meaning.
///
/// Source: `actions/runner`, `src/Sdk/WorkflowParser/Conversion/WorkflowTemplateConverter.cs`,
/// `ConvertToIfCondition`.
pub(crate) fn evaluate_condition(
    text: &str,
    evaluator: &Evaluator<'_>,
) -> Result<Option<bool>, SyntaxError> {
    let text = &*condition_text(text);
    let bare = [TemplatePart::Expression(text.trim())];
    let parts = if text.contains("${{") { split(text)? } else { bare.to_vec() };
    if let [TemplatePart::Expression("")] = parts.as_slice() {
        return Ok(evaluator.success().truth());
    }
    let mut asks_status = false;
    for part in &parts {
        if let TemplatePart::Expression(expression) = part {
            match parse_expression(expression)? {
                ParsedExpression::Tree(tree) => asks_status |= calls_status(&tree),
                ParsedExpression::Unreadable => return Ok(None),
            }
        }
    }
    let own = match parts.as_slice() {
        [TemplatePart::Expression(expression)] => evaluate_one(expression, evaluator),
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

/// See [`super::deciding_operand`].
pub(crate) fn deciding_operand<'t>(text: &'t str, evaluator: &Evaluator<'_>) -> Option<&'t str> {
    let parts = split(text).ok()?;
    let expression = match parts.as_slice() {
        [TemplatePart::Expression(expression) | TemplatePart::Literal(expression)] => *expression,
        _ => return None,
    };
    let ParsedExpression::Tree(tree) = parse_expression(expression).ok()? else { return None };
    let operands = split_conjuncts(&tree);
    let is_false = |operand: &&SpannedExpr<'t>| {
        evaluator.evaluate(operand).is_ok_and(|value| value.truth() == Some(false))
    };
    let deciding = operands.into_iter().find(is_false)?;
    Some(deciding.origin.raw).filter(|raw| raw.len() < expression.len())
}

/// See [`super::contexts_of`].
pub(crate) fn contexts_of(text: &str) -> Vec<String> {
    let text = &*condition_text(text);
    let Ok(parts) = split(text) else { return Vec::new() };
    let has_open = text.contains("${{");
    let mut names = Vec::new();
    for part in parts {
        let expression = match part {
            TemplatePart::Expression(expression) => expression,
            TemplatePart::Literal(expression) if !has_open => expression,
            TemplatePart::Literal(_) => continue,
        };
        if let Ok(ParsedExpression::Tree(tree)) = parse_expression(expression) {
            names.extend(tree.contexts().iter().map(|(_, origin)| origin.raw.to_lowercase()));
        }
    }
    names
}
