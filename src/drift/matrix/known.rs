//! The legs that both sides write out, and what of a matrix one side leaves to the run.

use super::said::shown;
use super::table::MatrixRow;
use crate::facts::jobs::matrix::expand_matrix;
use crate::facts::jobs::matrix_job::MatrixJobs;
use crate::formats::expr::fold::fold_case;
use crate::formats::workflow::model::{Job, Matrix, OrExpr, Strategy, Value, ValueList};
use crate::span::{Span, Spanned};

/// What can be compared.
#[derive(Debug, Default)]
pub(super) struct MatrixRows {
    /// The rows of the base; one without values for a job without a matrix.
    pub(super) base: Vec<MatrixRow>,
    /// The rows of the head.
    pub(super) head: Vec<MatrixRow>,
    /// What was written out and is decided by the run now.
    pub(super) hidden: Vec<UnknownMatrix>,
}

/// A part of a matrix that is decided by the run now.
#[derive(Debug)]
pub(super) struct UnknownMatrix {
    /// The axis; `matrix` for the whole.
    pub(super) key: String,
    /// How the base has it.
    pub(super) before: String,
    /// How the head has it.
    pub(super) after: String,
    /// Where, in the head.
    pub(super) span: Span,
    /// Why it cannot be told.
    pub(super) why: String,
}

/// The rows of both sides, without the parts that the run decides on either.
pub(super) fn rows(base: &Job, head: &Job) -> MatrixRows {
    if let (Some(base), Some(head)) = (expanded(base), expanded(head)) {
        return MatrixRows { base, head, hidden: Vec::new() };
    }
    let (Some(ours), Some(theirs)) = (matrix(base), matrix(head)) else {
        return whole(base, head);
    };
    let (Matrix::Axes { .. }, Matrix::Axes { .. }) = (&ours.value, &theirs.value) else {
        return whole(base, head);
    };
    let hidden = hidden(base, head);
    let lost: Vec<String> = unreadable(base).into_iter().chain(unreadable(head)).collect();
    let of = |job: &Job| expanded(&without(job, &lost)).unwrap_or_default();
    let (base, head) = (of(base), of(head));
    if base.is_empty() || head.is_empty() {
        return MatrixRows { hidden, ..MatrixRows::default() };
    }
    MatrixRows { base, head, hidden }
}

/// One of the two is one expression, or has no axis that can be told.
fn whole(base: &Job, head: &Job) -> MatrixRows {
    let (Some(rows), MatrixJobs::Unknown(why)) = (expanded(base), expand_matrix(head)) else {
        return MatrixRows::default();
    };
    if rows.len() < 2 {
        return MatrixRows::default();
    }
    let written = matrix(head);
    let after = match written.map(|matrix| &matrix.value) {
        Some(Matrix::Expr(text)) => text.clone(),
        _ => "decided by the run".to_owned(),
    };
    let span = written.map_or(head.id.span, |matrix| matrix.span);
    let before = format!("{} legs", rows.len());
    let hidden = UnknownMatrix { key: "matrix".to_owned(), before, after, span, why };
    MatrixRows { hidden: vec![hidden], ..MatrixRows::default() }
}

/// `None` where the run decides.
fn expanded(job: &Job) -> Option<Vec<MatrixRow>> {
    match expand_matrix(job) {
        MatrixJobs::Single => Some(vec![MatrixRow::default()]),
        MatrixJobs::Expanded(legs) => Some(legs.iter().map(MatrixRow::of).collect()),
        MatrixJobs::Unknown(_) => None,
    }
}

fn matrix(job: &Job) -> Option<&Spanned<Matrix>> {
    job.strategy.as_ref()?.matrix.as_ref()
}

type MatrixParts<'j> = Vec<(&'j str, Span, &'j Spanned<ValueList>)>;

/// The axes, and the lists of entries by their own names.
fn parts(job: &Job) -> MatrixParts<'_> {
    let Some(Matrix::Axes { axes, include, exclude }) = matrix(job).map(|matrix| &matrix.value)
    else {
        return Vec::new();
    };
    let lists = [("include", include), ("exclude", exclude)];
    let lists = lists.into_iter().filter_map(|(name, list)| Some((name, list.as_ref()?)));
    axes.iter()
        .map(|(name, list)| (name.value.as_str(), name.span, list))
        .chain(lists.map(|(name, list)| (name, list.span, list)))
        .collect()
}

/// Why the run decides a part; `None` where it does not.
fn open(job: &Job, (name, _, list): (&str, Span, &Spanned<ValueList>)) -> Option<String> {
    if name == "exclude" {
        // Alone it excludes nothing; one that is an expression of a literal is rare enough.
        return match &list.value {
            OrExpr::Expr(text) => Some(format!("the run decides `{text}` of the matrix")),
            OrExpr::Literal(_) => None,
        };
    }
    let others: Vec<String> = parts(job)
        .iter()
        .filter(|(other, ..)| fold_case(other) != fold_case(name))
        .map(|(other, ..)| fold_case(other))
        .collect();
    match expand_matrix(&without(job, &others)) {
        MatrixJobs::Unknown(why) => Some(why),
        MatrixJobs::Single | MatrixJobs::Expanded(_) => None,
    }
}

fn unreadable(job: &Job) -> Vec<String> {
    let open = parts(job).into_iter().filter(|part| open(job, *part).is_some());
    open.map(|(name, ..)| fold_case(name)).collect()
}

fn hidden(base: &Job, head: &Job) -> Vec<UnknownMatrix> {
    let ours = parts(base);
    let mut found = Vec::new();
    for (name, span, list) in parts(head) {
        let before = ours.iter().find(|(old, ..)| fold_case(old) == fold_case(name));
        // One value that becomes a parameter takes no leg away.
        let are_several = |part: &(&str, Span, &Spanned<ValueList>)| match &part.2.value {
            OrExpr::Literal(items) => items.len() > 1,
            OrExpr::Expr(_) => true,
        };
        let was_known = before.is_some_and(|part| are_several(part) && open(base, *part).is_none());
        let is_new_exclude = name == "exclude" && before.is_none();
        let Some(why) = open(head, (name, span, list)).filter(|_| was_known || is_new_exclude)
        else {
            continue;
        };
        let after = match &list.value {
            OrExpr::Expr(text) => text.clone(),
            OrExpr::Literal(_) => "decided by the run".to_owned(),
        };
        let before = match before.map(|(.., list)| &list.value) {
            Some(OrExpr::Literal(items)) => {
                items.iter().map(|item| shown(&item.value)).collect::<Vec<_>>().join(", ")
            }
            Some(OrExpr::Expr(text)) => text.clone(),
            None => "none".to_owned(),
        };
        found.push(UnknownMatrix { key: name.to_owned(), before, after, span, why });
    }
    found
}

/// The job without some parts of its matrix.
fn without(job: &Job, parts: &[String]) -> Job {
    let mut job = job.clone();
    let Some(Strategy { matrix: Some(matrix), .. }) = job.strategy.as_mut() else { return job };
    if let Matrix::Axes { axes, include, exclude } = &mut matrix.value {
        let is_out = |name: &str| parts.contains(&fold_case(name));
        axes.retain(|(name, _)| !is_out(&name.value));
        if is_out("include") {
            *include = None;
        }
        // What excludes by an axis that is not there would be a fault.
        let names = |item: &Spanned<Value>| match &item.value {
            Value::Map(fields) => fields.iter().any(|(key, _)| is_out(&key.value)),
            _ => false,
        };
        let is_broken = exclude.as_ref().is_some_and(|list| match &list.value {
            OrExpr::Literal(items) => items.iter().any(names),
            OrExpr::Expr(_) => false,
        });
        if is_out("exclude") || is_broken {
            *exclude = None;
        }
    }
    job
}

/// Whether a value is the one that is looked for, itself or at a way into it: `os`, `target.arch`.
fn holds(item: &Value, inner: Option<&str>, value: &str) -> bool {
    let Some(inner) = inner else { return shown(item) == value };
    let (key, rest) = inner.split_once('.').map_or((inner, None), |(key, rest)| (key, Some(rest)));
    let Value::Map(fields) = item else { return false };
    fields.iter().any(|(name, field)| {
        fold_case(&name.value) == fold_case(key) && holds(&field.value, rest, value)
    })
}

/// Where an axis, or one value of it, is written; else the matrix.
pub(super) fn place(job: &Job, key: &str, value: &str) -> Option<Span> {
    let matrix = matrix(job)?;
    let Matrix::Axes { axes, include, .. } = &matrix.value else { return Some(matrix.span) };
    let (key, inner) = key.split_once('.').map_or((key, None), |(key, inner)| (key, Some(inner)));
    let axis = axes.iter().find(|(name, _)| fold_case(&name.value) == fold_case(key));
    let items = |list: &ValueList| match list {
        OrExpr::Literal(items) => items.clone(),
        OrExpr::Expr(_) => Vec::new(),
    };
    let is_it = |item: &Spanned<Value>| !value.is_empty() && holds(&item.value, inner, value);
    let in_axis = axis.and_then(|(_, list)| items(&list.value).into_iter().find(is_it));
    let entries = include.as_ref().map(|list| items(&list.value)).unwrap_or_default();
    let in_entry = || {
        entries.iter().find_map(|entry| match &entry.value {
            Value::Map(fields) => {
                let field = fields.iter().find(|(name, field)| {
                    fold_case(&name.value) == fold_case(key) && is_it(field)
                })?;
                Some(field.1.span)
            }
            _ => None,
        })
    };
    let first = || {
        let axis = axes.first().map(|(name, _)| name.span);
        axis.or_else(|| include.as_ref().map(|list| list.span)).unwrap_or(matrix.span)
    };
    in_axis
        .map(|item| item.span)
        .or_else(in_entry)
        .or_else(|| axis.map(|(name, _)| name.span))
        .or_else(|| Some(first()))
}
