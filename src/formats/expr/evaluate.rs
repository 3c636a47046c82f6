//! The walk over the syntax tree.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use github_actions_expressions::call::{Call, Error as CallError, Function};
use github_actions_expressions::literal::Literal;
use github_actions_expressions::op::BinOp;
use github_actions_expressions::{Error, Expr, SpannedExpr};

use super::context::{Contexts, SyntaxError};
use super::datum::{Datum, DatumList};
use super::functions::{self, Evaluated, MEMORY};
use super::json;

/// Longest expression that GitHub reads, in characters. Source: `actions/runner`,
/// `src/Sdk/Expressions/ExpressionConstants.cs`.
const LONGEST: usize = 21_000;
/// Deepest expression that GitHub reads; same source.
const DEEPEST: usize = 50;
/// Operators beyond which an expression is unknown: the library nests one level for each.
const OPERATORS: usize = 500;

/// The text of one expression, parsed.
pub(crate) enum ParsedExpression<'src> {
    /// Its tree.
    Tree(SpannedExpr<'src>),
    /// Sound or not, nothing here can read it: too many operators, or `success('job')`, which only
    /// some places allow.
    Unreadable,
}

/// Parses one expression without its `${{ }}`.
pub(crate) fn parse_expression(text: &str) -> Result<ParsedExpression<'_>, SyntaxError> {
    if text.chars().count() > LONGEST {
        return Err(error(format!("the expression is longer than {LONGEST} characters")));
    }
    if operators(text) > OPERATORS {
        return Ok(ParsedExpression::Unreadable);
    }
    match Expr::parse(text) {
        Ok(tree) => Ok(ParsedExpression::Tree(tree)),
        Err(Error::Call(CallError::Arity(Function::Success | Function::Failure, _))) => {
            Ok(ParsedExpression::Unreadable)
        }
        Err(Error::Call(CallError::UnknownFunction(name))) => {
            Err(error(format!("`{name}` is no function")))
        }
        Err(Error::Call(CallError::Arity(_, expected))) => {
            Err(error(format!("a function of `{text}` takes {expected}")))
        }
        Err(Error::Depth) => Err(error(format!("`{text}` is nested deeper than {DEEPEST} levels"))),
        Err(Error::Syntax(problem)) => Err(error(format!("{} in `{text}`", problem.message))),
    }
}

fn error(message: String) -> SyntaxError {
    SyntaxError { message }
}

/// At least as many as there are binary operators outside of strings.
fn operators(text: &str) -> usize {
    let outside = text.split('\'').step_by(2);
    outside.map(|part| part.bytes().filter(|byte| b"&|=<>".contains(byte)).count()).sum()
}

/// Whether a status function is called anywhere in an expression, read or not by this run.
pub(crate) fn calls_status(expression: &SpannedExpr<'_>) -> bool {
    match &expression.inner {
        Expr::Call(call) => is_status(call.func) || call.args.iter().any(calls_status),
        Expr::Context(context) => context.parts.iter().any(calls_status),
        Expr::Index(inner) => calls_status(inner),
        Expr::UnExpr { expr, .. } => calls_status(expr),
        Expr::BinExpr(binary) => calls_status(&binary.lhs) || calls_status(&binary.rhs),
        Expr::Literal(_) | Expr::Star | Expr::Identifier(_) => false,
    }
}

/// The operands of `a && b && ...`, from the left; the whole where it is no such chain.
pub(crate) fn split_conjuncts<'e, 'src>(
    expression: &'e SpannedExpr<'src>,
) -> Vec<&'e SpannedExpr<'src>> {
    let mut operands = Vec::new();
    let mut first = expression;
    while let Expr::BinExpr(binary) = &first.inner
        && matches!(binary.op, BinOp::And)
    {
        operands.push(&*binary.rhs);
        first = &binary.lhs;
    }
    operands.push(first);
    operands.reverse();
    operands
}

fn is_status(function: Function) -> bool {
    matches!(
        function,
        Function::Success | Function::Failure | Function::Cancelled | Function::Always
    )
}

/// What the names mean, and how much memory is left.
pub(crate) struct Evaluator<'c> {
    roots: BTreeMap<String, Datum>,
    contexts: &'c Contexts,
    used: Cell<usize>,
}

impl<'c> Evaluator<'c> {
    pub(crate) fn new(contexts: &'c Contexts) -> Self {
        let roots = contexts.roots.iter();
        Self {
            roots: roots.map(|(name, value)| (name.to_lowercase(), Datum::from(value))).collect(),
            contexts,
            used: Cell::new(0),
        }
    }

    /// Sets a root to a value that keeps its order.
    pub(crate) fn with_root(mut self, name: &str, value: Datum) -> Self {
        self.roots.insert(name.to_owned(), value);
        self
    }

    /// `success()`.
    pub(crate) fn success(&self) -> Datum {
        self.contexts.success.map_or(Datum::UNKNOWN, Datum::Bool)
    }

    pub(crate) fn evaluate(&self, expression: &SpannedExpr<'_>) -> Evaluated {
        match &expression.inner {
            Expr::Literal(literal) => Ok(match literal {
                Literal::Number(value) => Datum::Number(*value),
                Literal::String(text) => Datum::text(text),
                Literal::Boolean(value) => Datum::Bool(*value),
                Literal::Null => Datum::Null,
            }),
            Expr::Call(call) => self.call(call).and_then(|value| self.pay(value)),
            Expr::Context(context) => self.context(&context.parts),
            Expr::UnExpr { expr, .. } => {
                let truth = self.evaluate(expr)?.truth();
                Ok(truth.map_or(Datum::UNKNOWN, |truth| Datum::Bool(!truth)))
            }
            Expr::BinExpr(_) => self.binary(expression),
            Expr::Identifier(name) => Ok(self.root(name.as_str())),
            Expr::Index(inner) => self.evaluate(inner),
            Expr::Star => Err(error("`*` stands only after `.` or in `[]`".to_owned())),
        }
    }

    /// Walks down the left side in a loop: `a && b && c ...` may be long, but is not deep.
    fn binary(&self, expression: &SpannedExpr<'_>) -> Evaluated {
        let mut operands = Vec::new();
        let mut first = expression;
        while let Expr::BinExpr(binary) = &first.inner {
            operands.push((&binary.op, &*binary.rhs));
            first = &binary.lhs;
        }
        let mut value = self.evaluate(first)?;
        for (operator, right) in operands.into_iter().rev() {
            value = match operator {
                BinOp::And => self.and(value, right)?,
                BinOp::Or => self.or(value, right)?,
                _ => compare(operator, &value, &self.evaluate(right)?),
            };
        }
        Ok(value)
    }

    fn and(&self, left: Datum, right: &SpannedExpr<'_>) -> Evaluated {
        match left.truth() {
            Some(false) => Ok(left),
            Some(true) => self.evaluate(right),
            None => Ok(self.doubtful(&left, right, false)),
        }
    }

    fn or(&self, left: Datum, right: &SpannedExpr<'_>) -> Evaluated {
        match left.truth() {
            Some(true) => Ok(left),
            Some(false) => self.evaluate(right),
            None => Ok(self.doubtful(&left, right, true)),
        }
    }

    /// The left side is unknown: either it is the result, with the truth `otherwise`, or the right side
    /// is. An error on the right then may never come up.
    fn doubtful(&self, left: &Datum, right: &SpannedExpr<'_>, otherwise: bool) -> Datum {
        debug_assert!(left.is_unknown());
        let right = self.evaluate(right).ok().and_then(|value| value.truth());
        Datum::Unknown(right.filter(|truth| *truth == otherwise))
    }

    fn root(&self, name: &str) -> Datum {
        self.roots.get(&name.to_lowercase()).cloned().unwrap_or(Datum::UNKNOWN)
    }

    fn context(&self, parts: &[SpannedExpr<'_>]) -> Evaluated {
        if parts.len() > DEEPEST {
            return Err(error(format!("the expression is nested deeper than {DEEPEST} levels")));
        }
        let Some((head, parts)) = parts.split_first() else {
            return Ok(Datum::UNKNOWN);
        };
        let mut value = self.evaluate(head)?;
        for part in parts {
            value = match &part.inner {
                Expr::Identifier(name) => index(&value, &Datum::text(name.as_str())),
                Expr::Star => filter(&value),
                Expr::Index(inner) if matches!(inner.inner, Expr::Star) => filter(&value),
                Expr::Index(inner) => index(&value, &self.evaluate(inner)?),
                _ => self.evaluate(part)?,
            };
        }
        Ok(value)
    }

    fn call(&self, call: &Call<'_>) -> Evaluated {
        let argument = |index: usize| match call.args.get(index) {
            Some(argument) => self.evaluate(argument),
            None => Ok(Datum::Null),
        };
        Ok(match call.func {
            Function::Contains => functions::contains(&argument(0)?, &argument(1)?),
            Function::StartsWith => functions::starts_with(&argument(0)?, &argument(1)?),
            Function::EndsWith => functions::ends_with(&argument(0)?, &argument(1)?),
            Function::Join => match call.args.len() {
                0 | 1 => functions::join(&argument(0)?, None),
                _ => functions::join(&argument(0)?, Some(&argument(1)?)),
            },
            Function::Format => match argument(0)?.to_text() {
                None => Datum::UNKNOWN,
                Some(template) => {
                    let given = call.args.len().saturating_sub(1);
                    functions::format(&template, given, |index| argument(index + 1))?
                }
            },
            Function::ToJSON => {
                // No JSON text is empty.
                json::write(&argument(0)?)
                    .map_or(Datum::Unknown(Some(true)), |text| Datum::text(&text))
            }
            Function::FromJSON => match argument(0)?.to_text() {
                None => Datum::UNKNOWN,
                Some(text) => json::read(&text)
                    .ok_or_else(|| error(format!("`fromJSON` was given no JSON: `{text}`")))?,
            },
            Function::Case => return self.case(&call.args),
            Function::HashFiles => Datum::UNKNOWN,
            Function::Always => Datum::Bool(true),
            Function::Success => self.success(),
            Function::Failure => self.contexts.failure.map_or(Datum::UNKNOWN, Datum::Bool),
            Function::Cancelled => self.contexts.cancelled.map_or(Datum::UNKNOWN, Datum::Bool),
        })
    }

    fn case(&self, arguments: &[SpannedExpr<'_>]) -> Evaluated {
        let (pairs, default) = arguments.as_chunks::<2>();
        for [predicate, value] in pairs {
            match self.evaluate(predicate)? {
                Datum::Bool(true) => return self.evaluate(value),
                Datum::Bool(false) => {}
                Datum::Unknown(_) => return Ok(Datum::UNKNOWN),
                _ => return Err(error("a predicate of `case` is no boolean".to_owned())),
            }
        }
        default.first().map_or(Ok(Datum::Null), |value| self.evaluate(value))
    }

    /// Counts what a function made against the memory of the evaluation.
    fn pay(&self, value: Datum) -> Evaluated {
        if let Datum::Text(text) = &value {
            let used = self.used.get().saturating_add(text.len().saturating_mul(2));
            self.used.set(used);
            if used > MEMORY {
                return Err(error(
                    "the expression needs more memory than GitHub grants".to_owned(),
                ));
            }
        }
        Ok(value)
    }
}

fn compare(operator: &BinOp, left: &Datum, right: &Datum) -> Datum {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let order = |accepted: &[std::cmp::Ordering]| {
        let order = left.loose_order(right)?;
        Some(order.is_some_and(|order| accepted.contains(&order)))
    };
    let answer = match operator {
        BinOp::Eq => left.loosely_equals(right),
        BinOp::Neq => left.loosely_equals(right).map(|equal| !equal),
        BinOp::Gt => order(&[Greater]),
        BinOp::Ge => order(&[Greater, Equal]),
        BinOp::Lt => order(&[Less]),
        BinOp::Le => order(&[Less, Equal]),
        BinOp::And | BinOp::Or => None,
    };
    answer.map_or(Datum::UNKNOWN, Datum::Bool)
}

/// `value[key]`; what is not there is null, and on a filtered array each item is asked.
fn index(value: &Datum, key: &Datum) -> Datum {
    match value {
        Datum::Unknown(_) => Datum::UNKNOWN,
        Datum::List(list) if list.filtered => {
            let items = list.items.iter();
            let found: Vec<Datum> = items.filter_map(|item| member(item, key)).collect();
            filtered(found, list.ordered)
        }
        Datum::List(list) if !list.ordered && list.items.len() > 1 => Datum::UNKNOWN,
        other => member(other, key).unwrap_or(Datum::Null),
    }
}

/// One member of a collection; unknown where the collection or the key is.
fn member(value: &Datum, key: &Datum) -> Option<Datum> {
    match (value, key) {
        (Datum::Unknown(_), _) => Some(Datum::UNKNOWN),
        (Datum::List(_) | Datum::Map(_), key) if key.is_unknown() => Some(Datum::UNKNOWN),
        (Datum::List(_) | Datum::Map(_), Datum::List(_) | Datum::Map(_)) => None,
        (Datum::Map(map), key) => {
            let found = map.get(&key.to_text()?).cloned();
            found.or_else(|| map.open.then_some(Datum::UNKNOWN))
        }
        (Datum::List(list), key) => list.items.get(position(key.to_number())?).cloned(),
        _ => None,
    }
}

fn position(number: f64) -> Option<usize> {
    let whole = number.floor();
    if whole.is_nan() || whole < 0.0 || whole > f64::from(i32::MAX) {
        return None;
    }
    format!("{whole:.0}").parse().ok()
}

/// `value.*`.
fn filter(value: &Datum) -> Datum {
    match value {
        Datum::Unknown(_) => Datum::UNKNOWN,
        Datum::List(list) if list.filtered => {
            let mut all = Vec::new();
            let mut ordered = list.ordered;
            for item in &list.items {
                match item {
                    Datum::Unknown(_) => return Datum::Unknown(Some(true)),
                    Datum::Map(map) if map.open => return Datum::Unknown(Some(true)),
                    other => ordered &= collect(other, &mut all),
                }
            }
            filtered(all, ordered)
        }
        Datum::Map(map) if map.open => Datum::Unknown(Some(true)),
        other => {
            let mut all = Vec::new();
            let ordered = collect(other, &mut all);
            filtered(all, ordered)
        }
    }
}

/// Adds the members of a collection; says whether their order is GitHub's.
fn collect(value: &Datum, all: &mut Vec<Datum>) -> bool {
    match value {
        Datum::List(list) => {
            all.extend(list.items.iter().cloned());
            list.ordered
        }
        Datum::Map(map) => {
            all.extend(map.fields.iter().map(|(_, value)| value.clone()));
            map.ordered
        }
        _ => true,
    }
}

fn filtered(items: Vec<Datum>, ordered: bool) -> Datum {
    Datum::List(Rc::new(DatumList { items, filtered: true, ordered }))
}
