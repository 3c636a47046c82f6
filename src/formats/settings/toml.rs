//! TOML files: strings and lists of strings with the place of every character.

use toml_edit::{Document, Item, TableLike, Value};

use super::pytest::{PytestSettings, split};
use crate::formats::document::place::{Places, Traced};
use crate::formats::problem::{Parsed, Problem};
use crate::span::Spanned;

/// Reads the settings out of the tables at the given paths.
pub(super) fn read(text: &str, places: &Places<'_>, tables: &[&[&str]]) -> Parsed<PytestSettings> {
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let span = error.span().unwrap_or_default();
            let message = error.message().lines().next().unwrap_or_default().to_owned();
            let problem = Problem::new(
                places.span(span.start, span.end),
                format!("this is not valid TOML: {message}"),
            );
            return Parsed { value: None, problems: vec![problem] };
        }
    };
    let mut found: Option<PytestSettings> = None;
    let mut problems = Vec::new();
    for path in tables {
        let Some(table) = table_at(document.as_item(), path) else { continue };
        let settings = found.get_or_insert_default();
        for name in ["addopts", "testpaths"] {
            if let (Some(item), Some(list)) = (table.get(name), settings.list(name)) {
                list.extend(words(name, item, text, places, &mut problems));
            }
        }
    }
    Parsed { value: found, problems }
}

/// The table at a path of names.
pub(crate) fn table_at<'a>(root: &'a Item, path: &[&str]) -> Option<&'a dyn TableLike> {
    let mut item = root;
    for name in path {
        item = item.as_table_like()?.get(name)?;
    }
    item.as_table_like()
}

/// A string is split, an item of a list is one word, as pytest does.
fn words(
    name: &str,
    item: &Item,
    text: &str,
    places: &Places<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<Spanned<String>> {
    match item.as_value() {
        Some(Value::String(string)) => {
            let range = string.span().unwrap_or_default();
            let traced = traced(string.value(), text, range.start, range.end);
            split(name, &traced, places, problems)
        }
        Some(Value::Array(items)) => items
            .iter()
            .filter_map(|item| {
                let range = item.span().unwrap_or_default();
                let span = places.span(range.start, range.end);
                match item.as_str() {
                    Some(word) => Some(Spanned::new(word.to_owned(), span)),
                    None => {
                        problems.push(Problem::new(
                            span,
                            format!("an item of `{name}` is no string, which pytest refuses"),
                        ));
                        None
                    }
                }
            })
            .collect(),
        _ => {
            let range = item.span().unwrap_or_default();
            problems.push(Problem::new(
                places.span(range.start, range.end),
                format!("`{name}` is neither a string nor a list of strings"),
            ));
            Vec::new()
        }
    }
}

/// The characters of a string with their places. Where they cannot be told one by one, all stand at
/// the whole string.
pub(crate) fn traced(value: &str, text: &str, start: usize, end: usize) -> Traced {
    let written = text.get(start..end).unwrap_or_default();
    let traced = decode(written, start).unwrap_or_default();
    if traced.text() == value {
        return traced;
    }
    Traced { chars: value.chars().map(|c| (c, start, end)).collect() }
}

fn decode(written: &str, start: usize) -> Option<Traced> {
    let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| {
        written.len() >= 2 * quote.len() && written.starts_with(quote) && written.ends_with(quote)
    })?;
    let mut inner = written.strip_prefix(quote)?.strip_suffix(quote)?;
    let mut offset = start + quote.len();
    if quote.len() == 3 {
        let trimmed = inner.strip_prefix("\r\n").or_else(|| inner.strip_prefix('\n'));
        let trimmed = trimmed.unwrap_or(inner);
        offset += inner.len() - trimmed.len();
        inner = trimmed;
    }
    if quote.starts_with('\'') {
        return Some(Traced::plain(inner, offset));
    }
    unescape(inner, offset)
}

fn unescape(inner: &str, offset: usize) -> Option<Traced> {
    let mut traced = Traced::default();
    let mut rest = inner;
    while let Some(c) = rest.chars().next() {
        let at = offset + (inner.len() - rest.len());
        let (decoded, length) = if c == '\\' {
            let after = rest.get(1..)?;
            let blanks = after.len() - after.trim_start().len();
            if blanks > 0 {
                (None, 1 + blanks)
            } else {
                let (decoded, length) = escape(after)?;
                (Some(decoded), 1 + length)
            }
        } else {
            (Some(c), c.len_utf8())
        };
        traced.chars.extend(decoded.map(|decoded| (decoded, at, at + length)));
        rest = rest.get(length..)?;
    }
    Some(traced)
}

fn escape(after: &str) -> Option<(char, usize)> {
    let code = |digits: usize| {
        let value = u32::from_str_radix(after.get(1..=digits)?, 16).ok()?;
        Some((char::from_u32(value)?, 1 + digits))
    };
    let decoded = match after.chars().next()? {
        'b' => '\u{8}',
        't' => '\t',
        'n' => '\n',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        '"' => '"',
        '\\' => '\\',
        'x' => return code(2),
        'u' => return code(4),
        'U' => return code(8),
        _ => return None,
    };
    Some((decoded, 1))
}
