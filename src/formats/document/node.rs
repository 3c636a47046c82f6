//! The tree of a document: nodes with their places, and the steps that lead to one.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::formats::problem::Problem;
use crate::span::Span;

/// Deepest nesting; each format's own reader stops at about this, too.
pub(super) const DEEPEST: usize = 128;

/// How a settings file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// `.toml`.
    Toml,
    /// `.yml`, `.yaml`.
    Yaml,
    /// `.json`, `.jsonc`; with comments where the tools of that name take them.
    Json,
    /// `.ini`, `.cfg`, and files of tools that have no ending.
    Ini,
}

impl Syntax {
    /// The format of a file, by its name; `None` for names that say nothing.
    #[must_use]
    pub fn of(file_name: &str) -> Option<Self> {
        if matches!(file_name, ".coveragerc" | ".flake8" | ".pylintrc") {
            return Some(Self::Ini);
        }
        match file_name.rsplit_once('.')?.1 {
            "toml" => Some(Self::Toml),
            "yml" | "yaml" => Some(Self::Yaml),
            "json" | "jsonc" => Some(Self::Json),
            "ini" | "cfg" => Some(Self::Ini),
            _ => None,
        }
    }
}

/// A value that a path found.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentMatch<'d> {
    /// The value.
    pub value: &'d Value,
    /// The way to it.
    pub steps: Vec<PathStep>,
    /// Where it is written; the header of a table that has one.
    pub span: Span,
}

/// One step on the way from the root of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathStep {
    /// Into a map.
    Name(String),
    /// Into a list, from 0.
    Index(usize),
}

/// Where a value is written, and what is in it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NodePlace {
    pub(super) span: Span,
    /// The key that it stands behind.
    pub(super) key: Option<Span>,
    pub(super) inner: NodeValue,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum NodeValue {
    Nothing,
    Items(Vec<NodePlace>),
    Fields(BTreeMap<String, NodePlace>),
}

/// A value with its place, as the formats build it.
pub(super) struct DocumentNode {
    pub(super) value: Value,
    pub(super) place: NodePlace,
}

pub(super) fn too_deep(span: Span) -> Problem {
    Problem::new(span, format!("values are nested deeper than {DEEPEST} levels"))
}

impl DocumentNode {
    pub(super) fn scalar(value: Value, span: Span) -> Self {
        Self { value, place: NodePlace { span, key: None, inner: NodeValue::Nothing } }
    }

    pub(super) fn list(items: Vec<Self>, span: Span) -> Self {
        let (values, places): (Vec<Value>, Vec<NodePlace>) =
            items.into_iter().map(|item| (item.value, item.place)).unzip();
        Self {
            value: Value::Array(values),
            place: NodePlace { span, key: None, inner: NodeValue::Items(places) },
        }
    }

    /// A map; each field with the place of its key.
    pub(super) fn map(
        fields: impl IntoIterator<Item = (String, Option<Span>, Self)>,
        span: Span,
    ) -> Self {
        let mut values = serde_json::Map::new();
        let mut places = BTreeMap::new();
        for (name, key, mut node) in fields {
            node.place.key = key;
            values.insert(name.clone(), node.value);
            places.insert(name, node.place);
        }
        Self {
            value: Value::Object(values),
            place: NodePlace { span, key: None, inner: NodeValue::Fields(places) },
        }
    }
}
