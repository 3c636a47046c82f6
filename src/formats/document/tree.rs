//! The tree that JSON and TOML are read into: every value with its byte range, and nothing decided about
//! names that come twice. [`Document`](super::Document) is made from it, and so is what readers want of a
//! file whose form they know.

use serde_json::{Number, Value};

use super::node::{DocumentNode, too_deep};
use super::place::Places;
use crate::formats::problem::Problem;
use crate::span::Span;

/// First byte, and byte after the last.
pub(in crate::formats) type ByteRange = (usize, usize);

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::formats) struct TreeNode {
    pub(in crate::formats) value: TreeValue,
    /// `None` for a table of TOML that no header opens.
    pub(super) range: Option<ByteRange>,
}

#[derive(Clone, Debug, PartialEq)]
pub(in crate::formats) enum TreeValue {
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    /// What JSON has no value for: a date of TOML, and its numbers such as `inf`.
    Literal(String),
    List(Vec<TreeNode>),
    /// The tables below `[[name]]` of TOML.
    Tables(Vec<TreeNode>),
    Map(TreeMap),
    /// A table of TOML below a header or behind a dotted key.
    Table(TreeMap),
    /// What is nested too deep, and what a string or a number of Rust cannot hold.
    Unread,
}

impl TreeNode {
    pub(super) const fn new(value: TreeValue, range: ByteRange) -> Self {
        Self { value, range: Some(range) }
    }

    /// The bytes of the value; the start of the file for a table that no header opens.
    pub(in crate::formats) fn place(&self) -> ByteRange {
        self.range.unwrap_or_default()
    }

    /// Whether it is written as one value, and not below a header of TOML.
    pub(in crate::formats) const fn is_value(&self) -> bool {
        !matches!(self.value, TreeValue::Table(_) | TreeValue::Tables(_))
    }

    pub(in crate::formats) fn as_text(&self) -> Option<&str> {
        match &self.value {
            TreeValue::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(in crate::formats) const fn as_bool(&self) -> Option<bool> {
        match self.value {
            TreeValue::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The items of a list between brackets.
    pub(in crate::formats) fn as_list(&self) -> Option<&[Self]> {
        match &self.value {
            TreeValue::List(items) => Some(items),
            _ => None,
        }
    }

    /// A map between braces.
    pub(in crate::formats) const fn as_inline_map(&self) -> Option<&TreeMap> {
        match &self.value {
            TreeValue::Map(map) => Some(map),
            _ => None,
        }
    }

    /// A map, however it is written.
    pub(in crate::formats) const fn as_map(&self) -> Option<&TreeMap> {
        match &self.value {
            TreeValue::Map(map) | TreeValue::Table(map) => Some(map),
            _ => None,
        }
    }

    /// The node at a path of names.
    pub(in crate::formats) fn find(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |node, name| node.as_map()?.get(name))
    }

    /// The map at a path of names.
    pub(in crate::formats) fn find_map(&self, path: &[&str]) -> Option<&TreeMap> {
        self.find(path)?.as_map()
    }

    /// The node of a document, behind its key; `None` where it is nested too deep, which is a problem.
    pub(super) fn into_document(
        self,
        key: Option<ByteRange>,
        places: &Places<'_>,
        problems: &mut Vec<Problem>,
    ) -> Option<DocumentNode> {
        // A table that no header opens stands where its key does.
        let range = self.range.or(key);
        let span = range.map_or(Span::start_of_file(), |(start, end)| places.span(start, end));
        let scalar = match self.value {
            TreeValue::Null => Value::Null,
            TreeValue::Bool(value) => Value::Bool(value),
            TreeValue::Number(number) => Value::Number(number),
            TreeValue::Text(text) | TreeValue::Literal(text) => Value::String(text),
            TreeValue::List(items) | TreeValue::Tables(items) => {
                let items =
                    items.into_iter().map(|item| item.into_document(None, places, problems));
                return Some(DocumentNode::list(items.collect::<Option<_>>()?, span));
            }
            TreeValue::Map(map) | TreeValue::Table(map) => {
                return map.into_document(span, places, problems);
            }
            TreeValue::Unread => {
                problems.push(too_deep(span));
                return None;
            }
        };
        Some(DocumentNode::scalar(scalar, span))
    }
}

/// A name and its value in a map.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::formats) struct TreeField {
    pub(in crate::formats) name: String,
    /// With its quotes, if it has some.
    pub(super) key: Option<ByteRange>,
    pub(in crate::formats) node: TreeNode,
}

impl TreeField {
    /// The bytes of the name.
    pub(in crate::formats) fn place(&self) -> ByteRange {
        self.key.unwrap_or_default()
    }
}

/// The fields of a map in the order of the file.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::formats) struct TreeMap {
    fields: Vec<TreeField>,
    /// Where the fields are, sorted by name: a hostile file asks for many.
    by_name: Vec<usize>,
}

impl TreeMap {
    pub(super) fn new(fields: Vec<TreeField>) -> Self {
        let name = |at: &usize| fields.get(*at).map(|field| field.name.as_str());
        let mut by_name: Vec<usize> = (0..fields.len()).collect();
        by_name.sort_by(|a, b| name(a).cmp(&name(b)));
        Self { fields, by_name }
    }

    pub(in crate::formats) fn fields(&self) -> &[TreeField] {
        &self.fields
    }

    fn name(&self, at: usize) -> &str {
        self.fields.get(at).map_or("", |field| &field.name)
    }

    /// The value of a name; of names that come twice the last, as most readers have it.
    pub(in crate::formats) fn get(&self, name: &str) -> Option<&TreeNode> {
        let after = self.by_name.partition_point(|&at| self.name(at) <= name);
        let last = self.by_name.get(after.checked_sub(1)?)?;
        let field = self.fields.get(*last).filter(|field| field.name == name)?;
        Some(&field.node)
    }

    /// The value of a name, where it is written as one.
    pub(in crate::formats) fn get_value(&self, name: &str) -> Option<&TreeNode> {
        self.get(name).filter(|node| node.is_value())
    }

    fn into_document(
        self,
        span: Span,
        places: &Places<'_>,
        problems: &mut Vec<Problem>,
    ) -> Option<DocumentNode> {
        let mut is_twice = vec![false; self.fields.len()];
        for pair in self.by_name.windows(2) {
            if let [one, two] = *pair
                && self.name(one) == self.name(two)
                && let Some(is_twice) = is_twice.get_mut(two)
            {
                *is_twice = true;
            }
        }
        let mut fields = Vec::with_capacity(self.fields.len());
        for (field, is_twice) in self.fields.into_iter().zip(is_twice) {
            let TreeField { name, key, node } = field;
            let node = node.into_document(key, places, problems)?;
            let key = key.map(|(start, end)| places.span(start, end));
            if is_twice {
                let message = format!("`{name}` is set twice in one object");
                problems.push(
                    Problem::new(key.unwrap_or(span), message)
                        .help("remove one of the two; readers do not agree on which one counts"),
                );
            }
            fields.push((name, key, node));
        }
        Some(DocumentNode::map(fields, span))
    }
}

#[cfg(test)]
#[path = "tree_tests.rs"]
mod tests;
