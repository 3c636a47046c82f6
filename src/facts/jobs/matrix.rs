//! The expansion of a matrix, as GitHub does it.
//!
//! The axes are multiplied, the first varying slowest; an `exclude` removes every combination that
//! it matches; an `include` adds its other keys to every combination that it matches, and makes a
//! combination of its own if there is none. A filter matches if each of its leaves is loosely equal
//! to the value at the same place. Source: `actions/runner`,
//! `src/Sdk/WorkflowParser/Conversion/MatrixBuilder.cs`.

use super::matrix_job::{MOST_MATRIX_JOBS, MatrixJob};
use crate::facts::jobs::matrix;
use crate::facts::jobs::matrix_job::MatrixJobs;
use crate::formats::expr::context::Contexts;
use crate::formats::expr::datum::{Datum, number_text};
use crate::formats::expr::evaluate::Evaluator;
use crate::formats::expr::fold::fold_case;
use crate::formats::expr::template;
use crate::formats::workflow::model::{Job, Matrix, Value, ValueList};
use crate::span::{Span, Spanned};

/// Most comparisons of combinations with filters before an expansion is given up.
const MOST_COMPARISONS: usize = 1_000_000;

type MatrixFields = Vec<(String, Value)>;

/// A matrix whose expressions are evaluated.
#[derive(Default)]
struct MatrixPlan {
    axes: Vec<(String, Vec<Value>)>,
    include: Vec<MatrixFields>,
    exclude: Vec<MatrixFields>,
}

/// Expands a matrix; the error says why only the run can.
pub(super) fn expand(matrix: &Matrix, span: Span) -> Result<Vec<MatrixJob>, String> {
    let plan = MatrixPlan::read(matrix, span)?;
    let combinations = plan.count()?;
    let mut legs = Vec::new();
    let mut matched = vec![false; plan.include.len()];
    for index in 0..combinations {
        let mut values = plan.combination(index, combinations);
        if plan.exclude.iter().any(|filter| matches_all(filter, &values)) {
            continue;
        }
        let mut extra = MatrixFields::new();
        for (include, matched) in plan.include.iter().zip(&mut matched) {
            let (filter, added) = plan.divide(include);
            if filter.iter().all(|(key, value)| matches(value, field(&values, key))) {
                *matched = true;
                for (key, value) in added {
                    set(&mut extra, key, value);
                }
            }
        }
        let named = values.len();
        values.extend(extra);
        legs.push(MatrixJob { values, named });
        at_most(legs.len())?;
    }
    for (include, _) in plan.include.iter().zip(&matched).filter(|(_, matched)| !**matched) {
        let (filter, added) = plan.divide(include);
        let values: MatrixFields = filter
            .into_iter()
            .chain(added)
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        legs.push(MatrixJob { named: values.len(), values });
        at_most(legs.len())?;
    }
    Ok(legs)
}

fn at_most(legs: usize) -> Result<(), String> {
    if legs > MOST_MATRIX_JOBS {
        return Err(format!(
            "the matrix has more than {MOST_MATRIX_JOBS} legs, the most that GitHub runs"
        ));
    }
    Ok(())
}

impl MatrixPlan {
    fn read(matrix: &Matrix, span: Span) -> Result<Self, String> {
        let mut plan = Self::default();
        match matrix {
            Matrix::Expr(text) => {
                let Value::Map(fields) = evaluate(text, span)? else {
                    return Err(format!("`{text}` gives no map of axes"));
                };
                for (key, value) in fields {
                    plan.add(key.value, value.value)?;
                }
            }
            Matrix::Axes { axes, include, exclude } => {
                for (name, list) in axes {
                    plan.add(name.value.clone(), list_value(list)?)?;
                }
                for (name, list) in [("include", include), ("exclude", exclude)] {
                    if let Some(list) = list {
                        plan.add(name.to_owned(), list_value(list)?)?;
                    }
                }
            }
        }
        plan.check()?;
        Ok(plan)
    }

    fn add(&mut self, name: String, value: Value) -> Result<(), String> {
        let Value::List(items) = value else {
            return Err(format!("`{name}` of the matrix is no list"));
        };
        let items = items.into_iter().map(|item| item.value);
        match name.as_str() {
            "include" => self.include = entries(&name, items)?,
            "exclude" => self.exclude = entries(&name, items)?,
            _ => self.axes.push((name, items.collect())),
        }
        Ok(())
    }

    /// Checks what makes GitHub end the job.
    fn check(&self) -> Result<(), String> {
        if let Some((name, _)) = self.axes.iter().find(|(_, values)| values.is_empty()) {
            return Err(format!(
                "`{name}` of the matrix has no values, for which GitHub fails the run"
            ));
        }
        for (key, _) in self.exclude.iter().flatten() {
            if !self.has_axis(key) {
                return Err(format!("`exclude` names `{key}`, which is no axis of the matrix"));
            }
        }
        Ok(())
    }

    fn has_axis(&self, key: &str) -> bool {
        self.axes.iter().any(|(name, _)| fold_case(name) == fold_case(key))
    }

    /// Returns the number of combinations, if they can be compared in reasonable time.
    fn count(&self) -> Result<usize, String> {
        if self.axes.is_empty() {
            return Ok(0);
        }
        let count = self.axes.iter().fold(1_usize, |n, (_, values)| n.saturating_mul(values.len()));
        let filters = 1 + self.include.len() + self.exclude.len();
        if count.saturating_mul(filters) > MOST_COMPARISONS {
            return Err(format!(
                "the axes make {count} combinations, and GitHub runs at most {MOST_MATRIX_JOBS} legs"
            ));
        }
        Ok(count)
    }

    fn combination(&self, index: usize, combinations: usize) -> MatrixFields {
        let mut block = combinations;
        let mut values = MatrixFields::new();
        for (name, axis) in &self.axes {
            block = block.checked_div(axis.len()).unwrap_or(0).max(1);
            let at = (index / block).checked_rem(axis.len()).unwrap_or(0);
            if let Some(value) = axis.get(at) {
                values.push((name.clone(), value.clone()));
            }
        }
        values
    }

    /// Splits the keys of an include into those of axes and the others.
    fn divide<'i>(&self, include: &'i MatrixFields) -> (ValuePairs<'i>, ValuePairs<'i>) {
        include.iter().map(|(key, value)| (key, value)).partition(|(key, _)| self.has_axis(key))
    }
}

type ValuePairs<'i> = Vec<(&'i String, &'i Value)>;

fn entries(name: &str, items: impl Iterator<Item = Value>) -> Result<Vec<MatrixFields>, String> {
    items
        .map(|item| match item {
            Value::Map(fields) if !fields.is_empty() => {
                Ok(fields.into_iter().map(|(key, value)| (key.value, value.value)).collect())
            }
            _ => Err(format!("an entry of `{name}` is no map of values")),
        })
        .collect()
}

fn field<'v>(values: &'v MatrixFields, key: &str) -> Option<&'v Value> {
    let key = fold_case(key);
    values.iter().find(|(name, _)| fold_case(name) == key).map(|(_, value)| value)
}

fn set(fields: &mut MatrixFields, key: &str, value: &Value) {
    match fields.iter_mut().find(|(name, _)| fold_case(name) == fold_case(key)) {
        Some(field) => field.1 = value.clone(),
        None => fields.push((key.to_owned(), value.clone())),
    }
}

fn matches_all(filter: &MatrixFields, values: &MatrixFields) -> bool {
    filter.iter().all(|(key, value)| matches(value, field(values, key)))
}

/// Returns whether each leaf of a filter is loosely equal to the value at its place; a missing
/// value is null.
fn matches(filter: &Value, actual: Option<&Value>) -> bool {
    match filter {
        Value::Map(fields) => fields.iter().all(|(key, value)| {
            let key = fold_case(&key.value);
            let inner = match actual {
                Some(Value::Map(own)) => own.iter().find(|(name, _)| fold_case(&name.value) == key),
                _ => None,
            };
            matches(&value.value, inner.map(|(_, value)| &value.value))
        }),
        Value::List(items) => items.iter().enumerate().all(|(index, item)| {
            let inner = match actual {
                Some(Value::List(own)) => own.get(index),
                _ => None,
            };
            matches(&item.value, inner.map(|item| &item.value))
        }),
        leaf => {
            let actual = actual.map_or(Datum::Null, Datum::from);
            actual.loosely_equals(&Datum::from(leaf)) == Some(true)
        }
    }
}

/// Returns a list with every expression replaced by its value.
fn list_value(list: &Spanned<ValueList>) -> Result<Value, String> {
    use crate::formats::workflow::model::OrExpr;
    match &list.value {
        OrExpr::Expr(text) => evaluate(text, list.span),
        OrExpr::Literal(items) => Ok(Value::List(resolve_items(items)?)),
    }
}

fn resolve_items(items: &[Spanned<Value>]) -> Result<Vec<Spanned<Value>>, String> {
    items.iter().map(resolve).collect()
}

fn resolve(value: &Spanned<Value>) -> Result<Spanned<Value>, String> {
    let resolved = match &value.value {
        Value::String(text) if text.contains("${{") => evaluate(text, value.span)?,
        Value::List(items) => Value::List(resolve_items(items)?),
        Value::Map(fields) => Value::Map(
            fields
                .iter()
                .map(|(key, value)| Ok((key.clone(), resolve(value)?)))
                .collect::<Result<_, String>>()?,
        ),
        plain => plain.clone(),
    };
    Ok(Spanned::new(resolved, value.span))
}

/// Evaluates an expression without contexts: `fromJSON` of a literal text.
fn evaluate(text: &str, span: Span) -> Result<Value, String> {
    let contexts = Contexts::default();
    let datum = template::evaluate(text, &Evaluator::new(&contexts))
        .map_err(|error| format!("`{text}` of the matrix fails: {error}"))?;
    value_of(&datum, span).ok_or_else(|| format!("the run decides `{text}` of the matrix"))
}

fn value_of(datum: &Datum, span: Span) -> Option<Value> {
    Some(match datum {
        Datum::Null => Value::Null,
        Datum::Bool(value) => Value::Bool(*value),
        Datum::Number(value) => Value::Number { value: *value, text: number_text(*value) },
        Datum::Text(text) => Value::String(text.to_string()),
        Datum::Unknown(_) | Datum::Shaped(_) => return None,
        Datum::Map(map) if map.open => return None,
        Datum::List(list) => Value::List(
            list.items
                .iter()
                .map(|item| Some(Spanned::new(value_of(item, span)?, span)))
                .collect::<Option<_>>()?,
        ),
        Datum::Map(map) => Value::Map(
            map.fields
                .iter()
                .map(|(key, value)| {
                    Some((
                        Spanned::new(key.clone(), span),
                        Spanned::new(value_of(value, span)?, span),
                    ))
                })
                .collect::<Option<_>>()?,
        ),
    })
}

/// Expands the matrix of a job.
#[must_use]
pub(crate) fn expand_matrix(job: &Job) -> MatrixJobs {
    let matrix = job.strategy.as_ref().and_then(|strategy| strategy.matrix.as_ref());
    match matrix.map(|matrix| matrix::expand(&matrix.value, matrix.span)) {
        None => MatrixJobs::Single,
        Some(Ok(legs)) => MatrixJobs::Expanded(legs),
        Some(Err(why)) => MatrixJobs::Unknown(why),
    }
}
