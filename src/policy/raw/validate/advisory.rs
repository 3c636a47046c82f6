//! Validates `advisory:` of a job.

use serde_json::Value;

use super::super::deserializer::closest_name;
use super::super::words::Text;
use super::super::written::{Any, RawAdvisory, Written};
use super::checker::Checker;
use crate::policy::contract::{Advisory, MatrixSelection};
use crate::span::{Span, Spanned};

/// The only key of the map.
const MATRIX: &str = "matrix";

/// Returns what of a job may fail.
pub(super) fn advisory(raw: Written<RawAdvisory>, checker: &mut Checker<'_>) -> Advisory {
    let (Some(entry), Some(span)) = (raw.entry(), raw.span()) else { return Advisory::No };
    match raw.value() {
        Some(RawAdvisory::Job(true)) => Advisory::Job(entry),
        Some(RawAdvisory::Steps(names)) => {
            Advisory::Steps(names.into_iter().filter_map(Written::<Text>::words).collect())
        }
        Some(RawAdvisory::Part(entries)) => part(entries, (entry, span), checker),
        Some(RawAdvisory::Job(false)) | None => Advisory::No,
    }
}

fn part(
    entries: Vec<(Written<String>, Written<Any>)>,
    (entry, span): (Span, Span),
    checker: &mut Checker<'_>,
) -> Advisory {
    if entries.is_empty() {
        let message = "`advisory` is an empty map, which lets nothing fail";
        checker.problem_with_help(
            span,
            message,
            "name matrix jobs: `{ matrix: { experimental: true } }`; or remove it",
        );
    }
    let mut found = Advisory::No;
    for (key, value) in entries {
        let Some(key) = key.spanned() else { continue };
        if key.value == MATRIX {
            found = Advisory::Matrix(MatrixSelection {
                span: entry,
                keys: keys(value, key.span, checker),
            });
            continue;
        }
        if key.value == "steps" {
            checker.problem_with_help(
                key.span,
                "`advisory` names matrix jobs or steps, and not steps of some matrix jobs",
                "steps that may fail in every matrix job are a list: `advisory: [\"Upload\"]`; a step that runs in \
                 some matrix jobs alone, by its `if:`, may fail where `matrix:` names these",
            );
            continue;
        }
        let near = closest_name(&key.value, std::iter::once(MATRIX));
        let help = near.map_or_else(
            || {
                "known here: matrix; steps that may fail are a list: `advisory: [\"Upload\"]`"
                    .to_owned()
            },
            |near| format!("did you mean `{near}`?"),
        );
        checker.problem_with_help(key.span, format!("`advisory` has no key `{}`", key.value), help);
    }
    found
}

type SelectedKeys = Vec<(Spanned<String>, Vec<Spanned<String>>)>;

fn keys(raw: Written<Any>, place: Span, checker: &mut Checker<'_>) -> SelectedKeys {
    let span = raw.span().unwrap_or(place);
    let is_map = matches!(raw.get(), Some(Any::Map(entries)) if !entries.is_empty());
    let is_empty = raw.get().is_none_or(Any::is_empty);
    match raw.value() {
        Some(any) if is_map => {
            let entries = any.entries().into_iter();
            entries
                .filter_map(|(key, value)| Some((key.spanned()?, values(value, checker))))
                .collect()
        }
        _ => {
            let what = if is_empty { "empty" } else { "no map" };
            checker.problem_with_help(
                span,
                format!("`matrix` of `advisory` is {what}"),
                "name keys of the matrix with their values: `{ experimental: true }`; a job that may fail as a whole is `advisory: true`",
            );
            SelectedKeys::new()
        }
    }
}

/// Returns the values of a key: one, or a list of which a matrix job has one.
fn values(raw: Written<Any>, checker: &mut Checker<'_>) -> Vec<Spanned<String>> {
    let items = match raw.get() {
        Some(Any::List(items)) => items.clone(),
        _ => vec![raw.clone()],
    };
    if items.is_empty()
        && let Some(span) = raw.span()
    {
        checker.problem(span, "an empty list names no matrix job; fill it or remove it");
    }
    items.iter().filter_map(|item| one(item, checker)).collect()
}

fn one(raw: &Written<Any>, checker: &mut Checker<'_>) -> Option<Spanned<String>> {
    let span = raw.span()?;
    let text = match raw.get()? {
        Any::Scalar(Value::Null) | Any::List(_) | Any::Map(_) => {
            checker.problem(span, "a value of the matrix is a text, a number, `true` or `false`");
            return None;
        }
        Any::Scalar(Value::String(text)) => text.clone(),
        Any::Scalar(Value::Bool(value)) => value.to_string(),
        Any::Scalar(other) => match raw.text() {
            "" => other.to_string(),
            text => text.to_owned(),
        },
    };
    Some(Spanned::new(text, span))
}
