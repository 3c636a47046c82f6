//! A whole settings file as a document: one JSON value, in which the place of every part is known, so
//! that a path by RFC 9535 finds values and where they are written.
//!
//! TOML, YAML, JSON and INI give the same kind of value. Types stay what the format says: `true` is not
//! `"true"`. Dates of TOML are texts, and so are its and YAML's numbers that JSON cannot write (`inf`,
//! `nan`). The values of INI are texts below their section. A file with any fault is no document: half of
//! it could hide the very value that is asked for.

mod comments;
mod ini;
mod json;
mod toml;
mod yaml;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;
use serde_json_path::{JsonPath, NormalizedPath, PathElement};

use super::place::Places;
use crate::formats::problem::{Parsed, Problem};
use crate::span::Span;

/// Most bytes of a settings file: what `inputs` reads of one, and GitHub's own limit of a workflow.
pub const LARGEST: usize = 1 << 20;

/// Deepest nesting; each format's own reader stops at about this, too.
const DEEPEST: usize = 128;

/// How a settings file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `.toml`.
    Toml,
    /// `.yml`, `.yaml`.
    Yaml,
    /// `.json`, `.jsonc`; with comments where the tools of that name take them.
    Json,
    /// `.ini`, `.cfg`, and files of tools that have no ending.
    Ini,
}

impl Format {
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

/// A settings file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// What it says.
    pub value: Value,
    place: Place,
}

/// A value that a path found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<'d> {
    /// The value.
    pub value: &'d Value,
    /// The way to it.
    pub steps: Vec<Step>,
    /// Where it is written; the header of a table that has one.
    pub span: Span,
}

/// One step on the way from the root of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Into a map.
    Name(String),
    /// Into a list, from 0.
    Index(usize),
}

/// Where a value is written, and what is in it.
#[derive(Clone, Debug, PartialEq)]
struct Place {
    span: Span,
    /// The key that it stands behind.
    key: Option<Span>,
    inner: Inner,
}

#[derive(Clone, Debug, PartialEq)]
enum Inner {
    Nothing,
    Items(Vec<Place>),
    Fields(BTreeMap<String, Place>),
}

/// A value with its place, as the formats build it.
struct Node {
    value: Value,
    place: Place,
}

/// Reads a file by its name. There is a document only where there is no problem.
#[must_use]
pub fn read(file_name: &str, bytes: &[u8]) -> Parsed<Document> {
    let read = match Format::of(file_name) {
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
        Ok(Node { value, place }) => {
            Parsed { value: Some(Document { value, place }), problems: Vec::new() }
        }
        Err(problems) => Parsed { value: None, problems },
    }
}

fn read_as(format: Format, has_comments: bool, bytes: &[u8]) -> Result<Node, Vec<Problem>> {
    if bytes.len() > LARGEST {
        let message = format!("the file has more than {LARGEST} bytes, which is the limit");
        return Err(vec![Problem::new(Span::start_of_file(), message)]);
    }
    if format == Format::Yaml {
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
    match format {
        Format::Toml => toml::read(text, &places),
        Format::Json if has_comments => json::read(&comments::blanked(text), &places),
        Format::Json => json::read(text, &places),
        Format::Ini | Format::Yaml => ini::read(text, &places),
    }
}

fn too_deep(span: Span) -> Problem {
    Problem::new(span, format!("values are nested deeper than {DEEPEST} levels"))
}

impl Document {
    /// Every value that a path leads to, each once.
    #[must_use]
    pub fn find(&self, path: &JsonPath) -> Vec<Found<'_>> {
        let located = path.query_located(&self.value).dedup();
        located
            .iter()
            .map(|node| {
                let steps: Vec<Step> = steps(node.location());
                Found { value: node.node(), span: self.span(&steps), steps }
            })
            .collect()
    }

    /// Where the value at the end of these steps is written. Where they lead further than the document,
    /// the key of the innermost part that is there.
    #[must_use]
    pub fn span(&self, steps: &[Step]) -> Span {
        match self.walk(steps) {
            (place, length) if length == steps.len() => place.span,
            _ => self.span_of_key(steps),
        }
    }

    /// The key of the innermost part on these steps, else the start of the file: where a value that is
    /// not there would belong.
    #[must_use]
    pub fn span_of_key(&self, steps: &[Step]) -> Span {
        match self.walk(steps) {
            (_, 0) => Span::start_of_file(),
            (place, _) => place.key.unwrap_or(place.span),
        }
    }

    /// The steps to the innermost part of a path that is there. `$.tool.mypy.strict` leads to
    /// `$.tool.mypy` where only that is.
    #[must_use]
    pub fn nearest(&self, path: &str) -> Vec<Step> {
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
    fn walk(&self, steps: &[Step]) -> (&Place, usize) {
        let mut place = &self.place;
        for (length, step) in steps.iter().enumerate() {
            let next = match (&place.inner, step) {
                (Inner::Fields(fields), Step::Name(name)) => fields.get(name),
                (Inner::Items(items), Step::Index(index)) => items.get(*index),
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

fn steps(path: &NormalizedPath<'_>) -> Vec<Step> {
    let steps = path.iter().map(|element| match element {
        PathElement::Name(name) => Step::Name((*name).to_owned()),
        PathElement::Index(index) => Step::Index(*index),
    });
    steps.collect()
}

/// Steps as a path by RFC 9535, with names behind a dot where they can stand there:
/// `$.tool.mypy.overrides[0]`, `$['tool:pytest'].addopts`.
#[must_use]
pub fn path_text(steps: &[Step]) -> String {
    let mut text = "$".to_owned();
    for step in steps {
        match step {
            Step::Index(index) => {
                let _ = write!(text, "[{index}]");
            }
            Step::Name(name) if is_plain(name) => {
                text.push('.');
                text.push_str(name);
            }
            Step::Name(name) => quote(name, &mut text),
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

impl Node {
    fn scalar(value: Value, span: Span) -> Self {
        Self { value, place: Place { span, key: None, inner: Inner::Nothing } }
    }

    fn list(items: Vec<Self>, span: Span) -> Self {
        let (values, places): (Vec<Value>, Vec<Place>) =
            items.into_iter().map(|item| (item.value, item.place)).unzip();
        Self {
            value: Value::Array(values),
            place: Place { span, key: None, inner: Inner::Items(places) },
        }
    }

    /// A map; each field with the place of its key.
    fn map(fields: impl IntoIterator<Item = (String, Option<Span>, Self)>, span: Span) -> Self {
        let mut values = serde_json::Map::new();
        let mut places = BTreeMap::new();
        for (name, key, mut node) in fields {
            node.place.key = key;
            values.insert(name.clone(), node.value);
            places.insert(name, node.place);
        }
        Self {
            value: Value::Object(values),
            place: Place { span, key: None, inner: Inner::Fields(places) },
        }
    }
}

#[cfg(test)]
mod tests;
