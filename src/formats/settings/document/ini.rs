//! INI as a document: sections as maps of texts, read by the rules of [`super::super::ini`].

use serde_json::Value;

use super::super::ini;
use super::super::place::Places;
use super::Node;
use crate::formats::problem::Problem;
use crate::span::Span;

/// Reads a text.
pub(super) fn read(text: &str, places: &Places<'_>) -> Result<Node, Vec<Problem>> {
    let file = ini::parse(text, places);
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
            (name, Some(key), Node::scalar(Value::String(value.text()), span))
        });
        (name, Some(header), Node::map(fields, header))
    });
    Ok(Node::map(sections, Span::start_of_file()))
}
