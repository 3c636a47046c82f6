//! TOML as a document.

use std::ops::Range;

use serde_json::{Number, Value};
use toml_edit::{Document, Item, TableLike, Value as Written};

use super::super::document::place::Places;
use super::node::{DEEPEST, DocumentNode, too_deep};
use crate::formats::problem::Problem;
use crate::span::Span;

/// Reads a text.
pub(super) fn read(text: &str, places: &Places<'_>) -> Result<DocumentNode, Vec<Problem>> {
    let document = Document::parse(text).map_err(|error| {
        let span = place(places, error.span());
        let message = error.message().lines().next().unwrap_or_default().to_owned();
        vec![Problem::new(span, format!("this is not valid TOML: {message}"))]
    })?;
    let reader = TomlReader { places };
    reader.table(document.as_table(), None, 0).map_err(|problem| vec![problem])
}

struct TomlReader<'a> {
    places: &'a Places<'a>,
}

/// The span of a range, the start of the file where there is none.
fn place(places: &Places<'_>, range: Option<Range<usize>>) -> Span {
    range.map_or(Span::start_of_file(), |range| places.span(range.start, range.end))
}

impl TomlReader<'_> {
    fn table(
        &self,
        table: &dyn TableLike,
        span: Option<Range<usize>>,
        depth: usize,
    ) -> Result<DocumentNode, Problem> {
        let span = place(self.places, span);
        if depth > DEEPEST {
            return Err(too_deep(span));
        }
        let mut fields = Vec::with_capacity(table.len());
        for (name, item) in table.iter() {
            let key = table.get_key_value(name).and_then(|(key, _)| key.span());
            let node = self.item(item, key.clone(), depth + 1)?;
            let key = key.map(|key| self.places.span(key.start, key.end));
            fields.push((name.to_owned(), key, node));
        }
        Ok(DocumentNode::map(fields, span))
    }

    /// A table that no header opens stands where its key does.
    fn item(
        &self,
        item: &Item,
        key: Option<Range<usize>>,
        depth: usize,
    ) -> Result<DocumentNode, Problem> {
        let span = item.span().or(key);
        match item {
            Item::None => Ok(DocumentNode::scalar(Value::Null, place(self.places, span))),
            Item::Value(value) => self.value(value, span, depth),
            Item::Table(table) => self.table(table, span, depth),
            Item::ArrayOfTables(tables) => {
                let items = tables.iter().map(|table| self.table(table, table.span(), depth + 1));
                let items = items.collect::<Result<Vec<_>, _>>()?;
                Ok(DocumentNode::list(items, place(self.places, span)))
            }
        }
    }

    fn value(
        &self,
        value: &Written,
        span: Option<Range<usize>>,
        depth: usize,
    ) -> Result<DocumentNode, Problem> {
        let place = place(self.places, span.clone());
        let scalar = match value {
            Written::String(text) => Value::String(text.value().clone()),
            Written::Integer(number) => Value::from(*number.value()),
            Written::Float(number) => float(*number.value()),
            Written::Boolean(value) => Value::Bool(*value.value()),
            Written::Datetime(time) => Value::String(time.value().to_string()),
            Written::InlineTable(table) => return self.table(table, span, depth),
            Written::Array(_) if depth > DEEPEST => return Err(too_deep(place)),
            Written::Array(items) => {
                let items = items.iter().map(|item| self.value(item, item.span(), depth + 1));
                return Ok(DocumentNode::list(items.collect::<Result<Vec<_>, _>>()?, place));
            }
        };
        Ok(DocumentNode::scalar(scalar, place))
    }
}

/// A number, or its name where JSON has no such number.
fn float(number: f64) -> Value {
    let name = || match number {
        number if number.is_nan() => "nan",
        number if number < 0.0 => "-inf",
        _ => "inf",
    };
    Number::from_f64(number).map_or_else(|| Value::String(name().to_owned()), Value::Number)
}
