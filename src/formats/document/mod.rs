//! A whole settings file as a document: one JSON value, in which the place of every part is known, so
//! that a path by RFC 9535 finds values and where they are written.
//!
//! TOML, YAML, JSON and INI give the same kind of value. Types stay what the format says: `true` is not
//! `"true"`. Dates of TOML are texts, and so are its and YAML's numbers that JSON cannot write (`inf`,
//! `nan`). The values of INI are texts below their section. A file with any fault is no document: half of
//! it could hide the very value that is asked for.

mod comments;
mod ini;
pub mod ini_tree;
pub(in crate::formats) mod json;
pub mod node;
pub mod place;
pub(in crate::formats) mod toml;
pub(in crate::formats) mod tree;
mod yaml;

use std::fmt::Write as _;

use serde_json::Value;
use serde_json_path::{JsonPath, NormalizedPath, PathElement};

use self::place::Places;
use crate::formats::document::node::{
    DocumentMatch, DocumentNode, NodePlace, NodeValue, PathStep, Syntax,
};
use crate::formats::problem::{Parsed, Problem};
use crate::span::Span;

/// Most bytes of a settings file: what `inputs` reads of one, and GitHub's own limit of a workflow.
pub const LARGEST: usize = 1 << 20;

/// A settings file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// What it says.
    pub value: Value,
    place: NodePlace,
}

/// Reads a file by its name. There is a document only where there is no problem.
#[must_use]
pub fn read(file_name: &str, bytes: &[u8]) -> Parsed<Document> {
    let read = match Syntax::of(file_name) {
        None => Err(vec![
            Problem::new(
                Span::start_of_file(),
                format!("`{file_name}` does not tell how it is written; settings are read from TOML, YAML, JSON and INI"),
            )
            .help("name a file that ends in `.toml`, `.yml`, `.yaml`, `.json`, `.ini` or `.cfg`"),
        ]),
        Some(format) => read_as(format, comments::may_hold(file_name), bytes),
    };
    match read {
        Ok(DocumentNode { value, place }) => {
            Parsed { value: Some(Document { value, place }), problems: Vec::new() }
        }
        Err(problems) => Parsed { value: None, problems },
    }
}

fn read_as(format: Syntax, has_comments: bool, bytes: &[u8]) -> Result<DocumentNode, Vec<Problem>> {
    if bytes.len() > LARGEST {
        let message = format!("the file has more than {LARGEST} bytes, which is the limit");
        return Err(vec![Problem::new(Span::start_of_file(), message)]);
    }
    if format == Syntax::Yaml {
        return yaml::read(bytes);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let (valid, _) = bytes.split_at_checked(error.valid_up_to()).unwrap_or_default();
        let valid = std::str::from_utf8(valid).unwrap_or_default();
        let span = Places::new(valid).span(valid.len(), valid.len());
        vec![Problem::new(span, "the file is not UTF-8 text from here on").help("save it as UTF-8")]
    })?;
    let places = Places::new(text);
    let tree = match format {
        Syntax::Toml => toml::parse_toml(text, &places),
        Syntax::Json if has_comments => json::read(&comments::blanked(text), &places),
        Syntax::Json => json::read(text, &places),
        Syntax::Ini | Syntax::Yaml => return ini::read(text, &places),
    };
    let mut problems = Vec::new();
    let node = tree.map_err(|problem| vec![problem])?.into_document(None, &places, &mut problems);
    node.filter(|_| problems.is_empty()).ok_or(problems)
}

impl Document {
    /// Every value that a path leads to, each once.
    #[must_use]
    pub fn find(&self, path: &JsonPath) -> Vec<DocumentMatch<'_>> {
        let located = path.query_located(&self.value).dedup();
        located
            .iter()
            .map(|node| {
                let steps: Vec<PathStep> = steps(node.location());
                DocumentMatch { value: node.node(), span: self.span(&steps), steps }
            })
            .collect()
    }

    /// Where the value at the end of these steps is written. Where they lead further than the document,
    /// the key of the innermost part that is there.
    #[must_use]
    pub fn span(&self, steps: &[PathStep]) -> Span {
        match self.walk(steps) {
            (place, length) if length == steps.len() => place.span,
            _ => self.span_of_key(steps),
        }
    }

    /// The key of the innermost part on these steps, else the start of the file: where a value that is
    /// not there would belong.
    #[must_use]
    pub fn span_of_key(&self, steps: &[PathStep]) -> Span {
        match self.walk(steps) {
            (_, 0) => Span::start_of_file(),
            (place, _) => place.key.unwrap_or(place.span),
        }
    }

    /// The steps to the innermost part of a path that is there. `$.tool.mypy.strict` leads to
    /// `$.tool.mypy` where only that is.
    #[must_use]
    pub fn nearest(&self, path: &str) -> Vec<PathStep> {
        let cuts = path.char_indices().filter(|(_, c)| matches!(c, '.' | '[')).map(|(at, _)| at);
        for cut in cuts.collect::<Vec<_>>().into_iter().rev() {
            let Some(Ok(shorter)) = path.get(..cut).map(JsonPath::parse) else { continue };
            if let Some(node) = shorter.query_located(&self.value).first() {
                return steps(node.location());
            }
        }
        Vec::new()
    }

    /// The innermost place on the way, and how many steps lead there.
    fn walk(&self, steps: &[PathStep]) -> (&NodePlace, usize) {
        let mut place = &self.place;
        for (length, step) in steps.iter().enumerate() {
            let next = match (&place.inner, step) {
                (NodeValue::Fields(fields), PathStep::Name(name)) => fields.get(name),
                (NodeValue::Items(items), PathStep::Index(index)) => items.get(*index),
                _ => None,
            };
            match next {
                Some(next) => place = next,
                None => return (place, length),
            }
        }
        (place, steps.len())
    }
}

fn steps(path: &NormalizedPath<'_>) -> Vec<PathStep> {
    let steps = path.iter().map(|element| match element {
        PathElement::Name(name) => PathStep::Name((*name).to_owned()),
        PathElement::Index(index) => PathStep::Index(*index),
    });
    steps.collect()
}

/// Steps as a path by RFC 9535, with names behind a dot where they can stand there:
/// `$.tool.mypy.overrides[0]`, `$['tool:pytest'].addopts`.
#[must_use]
pub fn path_text(steps: &[PathStep]) -> String {
    let mut text = "$".to_owned();
    for step in steps {
        match step {
            PathStep::Index(index) => {
                let _ = write!(text, "[{index}]");
            }
            PathStep::Name(name) if is_plain(name) => {
                text.push('.');
                text.push_str(name);
            }
            PathStep::Name(name) => quote(name, &mut text),
        }
    }
    text
}

/// Whether a name may stand behind a dot: RFC 9535, `member-name-shorthand`.
fn is_plain(name: &str) -> bool {
    let begins = |c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii();
    name.starts_with(begins) && name.chars().all(|c| begins(c) || c.is_ascii_digit())
}

/// RFC 9535, `normal-single-quoted`.
fn quote(name: &str, text: &mut String) {
    text.push_str("['");
    for c in name.chars() {
        match c {
            '\'' | '\\' => text.extend(['\\', c]),
            '\u{8}' => text.push_str("\\b"),
            '\t' => text.push_str("\\t"),
            '\n' => text.push_str("\\n"),
            '\u{c}' => text.push_str("\\f"),
            '\r' => text.push_str("\\r"),
            c if u32::from(c) < 0x20 => {
                let _ = write!(text, "\\u{:04x}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text.push_str("']");
}

#[cfg(test)]
mod tests;
