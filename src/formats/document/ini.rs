//! INI as a document: sections as maps of texts, read by the rules of [`crate::formats::document::ini_tree`].

use serde_json::Value;

use super::super::document::ini_tree;
use super::super::document::place::Places;
use super::node::DocumentNode;
use crate::formats::problem::Problem;
use crate::span::Span;

/// Reads a text.
pub(super) fn read(text: &str, places: &Places<'_>) -> Result<DocumentNode, Vec<Problem>> {
    let file = ini_tree::parse(text, places);
    if !file.problems.is_empty() {
        return Err(file.problems);
    }
    let sections = file.sections.into_iter().map(|(name, entries)| {
        let marks = file.marks.get(&name).cloned().unwrap_or_default();
        let header = places.span(marks.header.0, marks.header.1);
        let fields = entries.into_iter().zip(marks.names).map(|((name, value), (start, end))| {
            let key = places.span(start, end);
            // A value that is empty stands at its name.
            let span = match (value.chars.first(), value.chars.last()) {
                (Some(&(_, start, _)), Some(&(_, _, end))) => places.span(start, end),
                _ => key,
            };
            (name, Some(key), DocumentNode::scalar(Value::String(value.text()), span))
        });
        (name, Some(header), DocumentNode::map(fields, header))
    });
    Ok(DocumentNode::map(sections, Span::start_of_file()))
}
