//! Conditions that do not decide what they seem to: constants, and texts that are compared like numbers.

use github_actions_expressions::literal::Literal;
use github_actions_expressions::op::BinOp;
use github_actions_expressions::{Expr, SpannedExpr};

use super::context::Contexts;
use super::datum::parse_number;
use super::evaluate::{Evaluator, ParsedExpression, parse_expression};
use super::template::{self, TemplatePart, split};

/// Why an `if:` has one value in all runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConstantCondition {
    /// Text stands around `${{ }}`, if only the end of a line: the whole is a text that is not empty, and that is true.
    TextAround,
    /// It is true, though it does not say so.
    True,
    /// It is false.
    False,
}

/// Returns why an `if:` has one value in all runs, or `None` for one that has not, for `always()` and for a plain
/// `true`.
#[must_use]
pub fn constant_condition(text: &str) -> Option<ConstantCondition> {
    let text = &*template::condition_text(text);
    let bare = [TemplatePart::Expression(text.trim())];
    let parts = if text.contains("${{") { split(text).ok()? } else { bare.to_vec() };
    let inside = match parts.as_slice() {
        [TemplatePart::Expression(inside)] => *inside,
        _ => return Some(ConstantCondition::TextAround),
    };
    let says_so = |word: &str| inside.to_ascii_lowercase().contains(word);
    if inside.is_empty() || inside.eq_ignore_ascii_case("true") || says_so("always()") {
        return None;
    }
    let contexts = Contexts::default();
    let evaluator = Evaluator::new(&contexts);
    let ParsedExpression::Tree(tree) = parse_expression(inside).ok()? else { return None };
    match evaluator.evaluate(&tree).ok()?.truth()? {
        true => Some(ConstantCondition::True),
        false => Some(ConstantCondition::False),
    }
}

/// A comparison by size in which both sides are texts, so that `'9' < '85'` is false.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextOrder {
    /// The comparison as it is written.
    pub shown: String,
    /// Whether one side spells out a number; else both are outputs or variables, which may be no numbers.
    pub with_number: bool,
}

/// Returns the comparisons of texts by size in an `if:`, or in the `${{ }}` of another value.
#[must_use]
pub fn text_orders(text: &str, is_condition: bool) -> Vec<TextOrder> {
    let condition = if is_condition { template::condition_text(text) } else { text.into() };
    let text = &*condition;
    let bare = [TemplatePart::Expression(text.trim())];
    let parts = match text.contains("${{") {
        true => split(text).unwrap_or_default(),
        false if is_condition => bare.to_vec(),
        false => return Vec::new(),
    };
    let mut found = Vec::new();
    for part in parts {
        if let TemplatePart::Expression(inside) = part
            && let Ok(ParsedExpression::Tree(tree)) = parse_expression(inside)
        {
            walk(&tree, &mut found);
        }
    }
    found
}

/// One side of a comparison.
#[derive(PartialEq, Eq)]
enum Side {
    Number,
    Text,
    Other,
}

fn walk(expression: &SpannedExpr<'_>, found: &mut Vec<TextOrder>) {
    match &expression.inner {
        Expr::Call(call) => call.args.iter().for_each(|inner| walk(inner, found)),
        Expr::UnExpr { expr, .. } => walk(expr, found),
        Expr::BinExpr(binary) => {
            walk(&binary.lhs, found);
            walk(&binary.rhs, found);
            let orders = matches!(binary.op, BinOp::Lt | BinOp::Le | BinOp::Gt | BinOp::Ge);
            let with_number = match (side(&binary.lhs), side(&binary.rhs)) {
                (Side::Text, Side::Number) | (Side::Number, Side::Text) => true,
                (Side::Text, Side::Text) => false,
                _ => return,
            };
            if orders {
                // Neither side is a call, so that parentheses are those around it.
                let shown = expression.origin.raw.trim_matches(['(', ')', ' ', '\n']).to_owned();
                found.push(TextOrder { shown, with_number });
            }
        }
        _ => {}
    }
}

fn side(expression: &SpannedExpr<'_>) -> Side {
    match &expression.inner {
        Expr::Literal(Literal::String(text)) => {
            let is_number = !text.trim().is_empty() && !parse_number(text).is_nan();
            if is_number { Side::Number } else { Side::Other }
        }
        Expr::Context(_) => {
            let name = expression.origin.raw.to_ascii_lowercase();
            let is_output = name.starts_with("steps.") || name.starts_with("needs.");
            let is_text = name.starts_with("env.") || name.starts_with("vars.");
            if is_text || is_output && name.contains(".outputs.") {
                Side::Text
            } else {
                Side::Other
            }
        }
        _ => Side::Other,
    }
}

/// Returns whether an `if:` holds before anything has failed, whatever the run is about.
#[must_use]
pub fn surely_holds_at_first(text: &str) -> bool {
    let contexts = Contexts { success: Some(true), failure: Some(false), ..Contexts::default() };
    template::evaluate_condition(text, &Evaluator::new(&contexts)) == Ok(Some(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_is_constant_where_no_run_can_change_it() {
        use ConstantCondition::{False, TextAround, True};
        for (text, constant) in [
            ("${{ github.actor }} == 'me'", Some(TextAround)),
            ("${{ false }}\n", Some(TextAround)),
            ("!${{ inputs.skip }}", Some(TextAround)),
            ("runner.os == '${{ vars.OS }}'", Some(TextAround)),
            ("'false'", Some(True)),
            ("${{ 'false' }}", Some(False)),
            ("${{ '''false''' }}", Some(True)),
            ("${{ 'true' }}", None),
            ("${{ '' }}", None),
            ("${{ 'github.ref' }}", None),
            ("${{ 'a' == 'a' }}", Some(True)),
            ("github.ref || true", Some(True)),
            ("false", Some(False)),
            ("${{ 0 }}", Some(False)),
            ("github.ref == 'x' && false", Some(False)),
            ("failure() && 1 == 2", Some(False)),
            ("''", Some(False)),
            ("true", None),
            ("${{ true }}", None),
            ("always()", None),
            ("!cancelled()", None),
            ("success()", None),
            ("!success()", None),
            ("inputs.skip", None),
            ("\n  github.ref == 'x' ||\n  github.ref == 'y'\n", None),
            ("", None),
            ("${{ contains('a}}b', matrix.x) }}", None),
        ] {
            assert_eq!(constant_condition(text), constant, "{text:?}");
        }
    }

    #[test]
    fn texts_are_compared_by_size_only_where_both_sides_are_texts() {
        let of = |text| {
            let found = text_orders(text, true);
            found.into_iter().map(|order| (order.shown, order.with_number)).collect::<Vec<_>>()
        };
        let one = |text: &str, with_number| vec![(text.to_owned(), with_number)];
        for (text, shown, with_number) in [
            ("steps.c.outputs.cov < '85'", "steps.c.outputs.cov < '85'", true),
            ("${{ '40' >= needs.c.outputs.cov }}", "'40' >= needs.c.outputs.cov", true),
            ("failure() || !(env.N > '1e3')", "env.N > '1e3'", true),
            (
                "needs.a.outputs.n > needs.b.outputs.n",
                "needs.a.outputs.n > needs.b.outputs.n",
                false,
            ),
        ] {
            assert_eq!(of(text), one(shown, with_number), "{text}");
        }
        for text in [
            "steps.c.outputs.cov < 85",
            "fromJSON(steps.c.outputs.cov) < fromJSON('85')",
            "steps.c.outputs.version < 'v2'",
            "steps.c.outputs.cov == '85'",
            "matrix.n > '3'",
            "github.run_attempt > '1' && steps.x.conclusion > '2'",
        ] {
            assert!(of(text).is_empty(), "{text}");
        }
        assert!(text_orders("steps.c.outputs.cov < '85'", false).is_empty());
    }
}
