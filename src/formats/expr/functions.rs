//! The functions that do not depend on the run.
//!
//! Source: `actions/runner`, `src/Sdk/Expressions/Sdk/Functions/`; `actions/languageservices`,
//! `expressions/src/funcs/`.

use std::rc::Rc;

use super::context::SyntaxError;
use super::datum::Datum;
use super::fold::fold_case;
use super::shape::{Shape, ShapePart};

/// A value, or why GitHub would end the evaluation.
pub(crate) type Evaluated = Result<Datum, SyntaxError>;

/// Memory that GitHub grants one evaluation, in bytes; its characters have two.
pub(crate) const MEMORY: usize = 1 << 20;

/// Whether a text holds another, or an array an equal item.
pub(crate) fn contains(search: &Datum, item: &Datum) -> Datum {
    let found = match search {
        Datum::Unknown(_) => None,
        Datum::List(list) => {
            let equal = list.items.iter().map(|one| one.loosely_equals(item));
            equal.fold(Some(false), either)
        }
        Datum::Shaped(shape) if item.is_primitive() => {
            item.to_text().and_then(|item| shape.contains(&item))
        }
        _ => compare_text(search, item, |text, part| text.contains(part)),
    };
    known(found)
}

/// `startsWith`.
pub(crate) fn starts_with(text: &Datum, prefix: &Datum) -> Datum {
    if let Datum::Shaped(shape) = text {
        return known(prefix.to_text().and_then(|prefix| shape.starts_with(&prefix)));
    }
    known(compare_text(text, prefix, |text, prefix| text.starts_with(prefix)))
}

/// `endsWith`.
pub(crate) fn ends_with(text: &Datum, suffix: &Datum) -> Datum {
    if let Datum::Shaped(shape) = text {
        return known(suffix.to_text().and_then(|suffix| shape.ends_with(&suffix)));
    }
    known(compare_text(text, suffix, |text, suffix| text.ends_with(suffix)))
}

fn compare_text(a: &Datum, b: &Datum, compare: impl Fn(&str, &str) -> bool) -> Option<bool> {
    let collection = |value: &Datum| !value.is_primitive() && !value.is_unknown();
    if collection(a) || collection(b) {
        return Some(false);
    }
    Some(compare(&fold_case(&a.to_text()?), &fold_case(&b.to_text()?)))
}

fn known(answer: Option<bool>) -> Datum {
    answer.map_or(Datum::UNKNOWN, Datum::Bool)
}

/// Three-valued or.
pub(crate) fn either(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

/// `join(array, separator)`.
pub(crate) fn join(array: &Datum, separator: Option<&Datum>) -> Datum {
    let list = match array {
        Datum::List(list) => list,
        Datum::Map(_) => return Datum::text(""),
        Datum::Unknown(_) | Datum::Shaped(_) => return Datum::UNKNOWN,
        primitive => return primitive.to_text().map_or(Datum::UNKNOWN, Datum::Text),
    };
    let separator = match separator {
        None => Some(Rc::from(",")),
        Some(value) if value.is_primitive() || value.is_unknown() => value.to_text(),
        Some(_) => Some(Rc::from(",")),
    };
    let texts: Option<Vec<_>> = list.items.iter().map(Datum::to_text).collect();
    match (separator, texts) {
        (_, Some(texts)) if texts.len() < 2 => {
            texts.into_iter().next().map_or(Datum::text(""), Datum::Text)
        }
        (Some(separator), Some(texts)) if list.ordered => {
            let mut text = TextBuilder::default();
            for (index, item) in texts.iter().enumerate() {
                text.push(if index > 0 { &separator } else { "" });
                text.push(item);
            }
            text.finish()
        }
        _ => Datum::UNKNOWN,
    }
}

/// `format(template, ...)`; the arguments that the template does not name are not evaluated.
pub(crate) fn format(
    template: &str,
    arguments: usize,
    mut argument: impl FnMut(usize) -> Evaluated,
) -> Evaluated {
    let invalid =
        || SyntaxError { message: format!("`{template}` is no valid format string for `format`") };
    let mut text = TextBuilder::default();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        let (literal, tail) = rest.split_at_checked(at).ok_or_else(invalid)?;
        text.push(literal);
        if let Some(after) = tail.strip_prefix("{{").or_else(|| tail.strip_prefix("}}")) {
            text.push(tail.get(..1).unwrap_or_default());
            rest = after;
            continue;
        }
        let (index, after) =
            tail.strip_prefix('{').and_then(|inside| inside.split_once('}')).ok_or_else(invalid)?;
        let index: usize =
            if index.bytes().all(|byte| byte.is_ascii_digit()) { index.parse().ok() } else { None }
                .ok_or_else(invalid)?;
        if index >= arguments {
            return Err(SyntaxError {
                message: format!("`{template}` names more arguments than `format` was given"),
            });
        }
        text.push_value(&argument(index)?);
        rest = after;
    }
    text.push(rest);
    Ok(text.finish())
}

/// A text made of known and unknown parts. With any known character it is truthy, whatever the rest is.
///
/// It stops growing at [`MEMORY`], so that a short expression cannot ask for gigabytes; the text is then
/// unknown.
#[derive(Default)]
pub(crate) struct TextBuilder {
    /// What was written before `text`, where some of it is known by its shape alone.
    parts: Vec<ShapePart>,
    text: String,
    unknown: bool,
    truthy_part: bool,
}

impl TextBuilder {
    pub(crate) fn push(&mut self, literal: &str) {
        if self.text.len() + literal.len() > MEMORY {
            self.unknown = true;
        } else {
            self.text.push_str(literal);
        }
    }

    pub(crate) fn push_value(&mut self, value: &Datum) {
        if let Datum::Shaped(shape) = value {
            self.parts.push(ShapePart::Known(std::mem::take(&mut self.text)));
            self.parts.extend(shape.parts().iter().cloned());
            return;
        }
        match value.to_text() {
            Some(text) => self.push(&text),
            None => {
                self.unknown = true;
                // A truthy value has no empty text.
                self.truthy_part |= value.truth() == Some(true);
            }
        }
    }

    pub(crate) fn finish(mut self) -> Datum {
        if self.unknown {
            let known = !self.text.is_empty() || !self.parts.is_empty();
            return Datum::Unknown((self.truthy_part || known).then_some(true));
        }
        if self.parts.is_empty() {
            return Datum::text(&self.text);
        }
        self.parts.push(ShapePart::Known(self.text));
        Shape::new(self.parts).map_or(Datum::UNKNOWN, |shape| Datum::Shaped(Rc::new(shape)))
    }
}
