//! TOML as a tree. Nothing else of truegreen knows the library that reads it.

use std::ops::Range;

use serde_json::Number;
use toml_edit::{ArrayOfTables, Document, Item, TableLike, Value};

use super::node::DEEPEST;
use super::place::{Places, Traced};
use super::tree::{ByteRange, TreeField, TreeMap, TreeNode, TreeValue};
use crate::formats::problem::Problem;

/// Parses a text.
///
/// # Errors
/// Where it is not TOML: what is wrong, in its place.
pub(in crate::formats) fn parse_toml(text: &str, places: &Places<'_>) -> Result<TreeNode, Problem> {
    let document = Document::parse(text).map_err(|error| {
        let Range { start, end } = error.span().unwrap_or_default();
        let message = error.message().lines().next().unwrap_or_default().to_owned();
        Problem::new(places.span(start, end), format!("this is not valid TOML: {message}"))
    })?;
    Ok(TreeNode { value: TreeValue::Table(map(document.as_table(), 0)), range: None })
}

fn pair(range: Option<Range<usize>>) -> Option<ByteRange> {
    range.map(|range| (range.start, range.end))
}

fn map(table: &dyn TableLike, depth: usize) -> TreeMap {
    let fields = table.iter().map(|(name, item)| {
        let key = table.get_key_value(name).and_then(|(key, _)| pair(key.span()));
        TreeField { name: name.to_owned(), key, node: node(item, depth + 1) }
    });
    TreeMap::new(fields.collect())
}

fn node(item: &Item, depth: usize) -> TreeNode {
    let value = match item {
        Item::None => TreeValue::Null,
        Item::Value(written) => return value(written, depth),
        Item::Table(table) if depth <= DEEPEST => TreeValue::Table(map(table, depth)),
        Item::ArrayOfTables(all) => TreeValue::Tables(tables(all, depth + 1)),
        Item::Table(_) => TreeValue::Unread,
    };
    TreeNode { value, range: pair(item.span()) }
}

fn tables(all: &ArrayOfTables, depth: usize) -> Vec<TreeNode> {
    let nodes = all.iter().map(|table| {
        let value = match depth <= DEEPEST {
            true => TreeValue::Table(map(table, depth)),
            false => TreeValue::Unread,
        };
        TreeNode { value, range: pair(table.span()) }
    });
    nodes.collect()
}

fn value(written: &Value, depth: usize) -> TreeNode {
    let value = match written {
        Value::String(text) => TreeValue::Text(text.value().clone()),
        Value::Integer(number) => TreeValue::Number(Number::from(*number.value())),
        Value::Float(number) => float(*number.value()),
        Value::Boolean(value) => TreeValue::Bool(*value.value()),
        Value::Datetime(time) => TreeValue::Literal(time.value().to_string()),
        Value::InlineTable(_) | Value::Array(_) if depth > DEEPEST => TreeValue::Unread,
        Value::InlineTable(table) => TreeValue::Map(map(table, depth)),
        Value::Array(items) => {
            TreeValue::List(items.iter().map(|item| value(item, depth + 1)).collect())
        }
    };
    TreeNode { value, range: pair(written.span()) }
}

/// A number, or its name where JSON has no such number.
fn float(number: f64) -> TreeValue {
    let name = || match number {
        number if number.is_nan() => "nan",
        number if number < 0.0 => "-inf",
        _ => "inf",
    };
    Number::from_f64(number)
        .map_or_else(|| TreeValue::Literal(name().to_owned()), TreeValue::Number)
}

/// The bytes between the quotes of a string that is written in this range; all where there are none. What
/// stands between three quotes is without the blanks around it.
pub(in crate::formats) fn inner_place(text: &str, (start, end): ByteRange) -> ByteRange {
    let written = text.get(start..end).unwrap_or_default();
    let Some((quote, inner)) = unquote(written) else { return (start, end) };
    let kept = if quote.len() == 3 { inner.trim_start() } else { inner };
    let from = start + quote.len() + inner.len() - kept.len();
    (from, from + if quote.len() == 3 { kept.trim_end().len() } else { kept.len() })
}

/// The quote of a string, and what stands between the two.
fn unquote(written: &str) -> Option<(&'static str, &str)> {
    ["\"\"\"", "'''", "\"", "'"]
        .into_iter()
        .find_map(|quote| Some((quote, written.strip_prefix(quote)?.strip_suffix(quote)?)))
}

/// The characters of a string with their places. Where they cannot be told one by one, all stand at
/// the whole string.
pub(in crate::formats) fn trace_string(value: &str, text: &str, (start, end): ByteRange) -> Traced {
    let written = text.get(start..end).unwrap_or_default();
    let traced = decode(written, start).unwrap_or_default();
    if traced.text() == value {
        return traced;
    }
    Traced { chars: value.chars().map(|c| (c, start, end)).collect() }
}

fn decode(written: &str, start: usize) -> Option<Traced> {
    let (quote, mut inner) = unquote(written)?;
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
