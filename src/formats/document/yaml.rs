//! YAML as a document, by the one reader of the product in the dialect of tools: keys may differ by case
//! alone, and tags that only a tool knows are passed over. `<<` merges, as the readers of all tools do.

use std::collections::BTreeMap;

use serde_json::{Number, Value};

use super::node::DocumentNode;
use crate::formats::problem::Problem;
use crate::formats::yaml::node::{Scalar, Style};
use crate::formats::yaml::{self, Limits, NodeRef};
use crate::span::Span;

/// Reads a text.
pub(super) fn read(bytes: &[u8]) -> Result<DocumentNode, Vec<Problem>> {
    let parsed = yaml::parse(bytes, Limits::SETTINGS);
    match parsed.value {
        Some(tree) if parsed.problems.is_empty() => Ok(node(tree.root())),
        _ => Err(parsed.problems),
    }
}

/// The fields of a map, with the places of their keys.
type YamlFields = BTreeMap<String, (Option<Span>, DocumentNode)>;

/// The tree's limits hold depth and size, also of what aliases repeat.
fn node(written: NodeRef<'_>) -> DocumentNode {
    let span = written.span();
    if let Some(items) = written.items() {
        return DocumentNode::list(items.map(node).collect(), span);
    }
    match written.entries() {
        Some(entries) => map(entries, span),
        None => DocumentNode::scalar(scalar(written), span),
    }
}

fn map<'t>(entries: impl Iterator<Item = (NodeRef<'t>, NodeRef<'t>)>, span: Span) -> DocumentNode {
    let mut fields: YamlFields = BTreeMap::new();
    let mut merged = Vec::new();
    for (key, value) in entries {
        match key.text().unwrap_or_default() {
            "<<" if key.style() == Some(Style::Plain) => merged.push(value),
            name => {
                fields.insert(name.to_owned(), (Some(key.span()), node(value)));
            }
        }
    }
    for value in merged {
        match value.items() {
            Some(items) => items.for_each(|item| merge(item, &mut fields)),
            None => merge(value, &mut fields),
        }
    }
    DocumentNode::map(fields.into_iter().map(|(name, (key, node))| (name, key, node)), span)
}

/// Adds what a merged map has and the map itself, or one merged before, has not.
fn merge(value: NodeRef<'_>, fields: &mut YamlFields) {
    let Some(entries) = value.entries() else { return };
    let DocumentNode { value: Value::Object(values), place } = map(entries, value.span()) else {
        return;
    };
    let super::node::NodeValue::Fields(mut places) = place.inner else { return };
    for (name, value) in values {
        let Some(place) = places.remove(&name) else { continue };
        fields.entry(name).or_insert((place.key, DocumentNode { value, place }));
    }
}

fn scalar(written: NodeRef<'_>) -> Value {
    let text = || written.text().unwrap_or_default();
    match written.scalar() {
        None | Some(Scalar::Null) => Value::Null,
        Some(Scalar::Bool(value)) => Value::Bool(value),
        Some(Scalar::String(text)) => Value::String(text),
        // Digits alone keep all of themselves; what JSON cannot write stays a text.
        Some(Scalar::Number(number)) => match text().parse::<i64>() {
            Ok(number) => Value::from(number),
            Err(_) => Number::from_f64(number)
                .map_or_else(|| Value::String(text().to_owned()), Value::Number),
        },
    }
}
