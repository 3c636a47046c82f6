//! Settings files as single values under one name, whatever file of a folder they stand in:
//! `[tool.pytest.ini_options]`, `[tool:pytest]` and `pytest.ini` are all `pytest`. What moves from one
//! file to another keeps its name, and so nothing has left.

pub(super) mod content;
mod text;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::catalog::settings::files::{canonical, folder, of};
use crate::catalog::settings::keys::known;
use crate::catalog::settings::rows::{KnownFile, SettingsSyntax};
use crate::catalog::settings::runs::holds_options_of;
use crate::drift::values::content::SettingContent;
use crate::facts::commit::Facts;
use crate::facts::settings_file::SettingsFile;
use crate::formats::document;
use crate::formats::document::node::{PathStep, Syntax};
use crate::formats::document::place::Places;
use crate::formats::document::{Document, ini_tree};
use crate::policy::paths::file_name;
use crate::span::{Location, Span};

/// Deepest nesting of a settings file that is followed.
const DEEPEST: usize = 16;

/// One setting.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SettingValue {
    /// What it is set to.
    pub(super) held: SettingContent,
    /// Where.
    pub(super) place: Location,
}

/// Folder and name of a setting.
pub(super) type SettingKey = (String, String);

/// All settings of one side that stand in files that differ.
#[derive(Clone, Debug, Default)]
pub(super) struct SettingValues {
    /// By folder and name.
    pub(super) all: BTreeMap<SettingKey, SettingValue>,
    /// Files that could not be read as what they are, and why.
    pub(super) unread: Vec<(String, String)>,
}

impl SettingValues {
    /// Reads the files of one side.
    pub(super) fn new(files: &[SettingsFile]) -> Self {
        let mut leaves = Self::default();
        for file in files {
            match &file.text {
                Ok(text) => leaves.read(&file.path, text),
                Err(why) => leaves.unread.push((file.path.clone(), why.clone())),
            }
        }
        leaves
    }

    /// The setting of a key.
    pub(super) fn get(&self, folder: &str, name: &str) -> Option<&SettingValue> {
        self.all.get(&(folder.to_owned(), name.to_owned()))
    }

    /// The settings of a folder below a name: each with the rest of its name.
    pub(super) fn below<'a>(
        &'a self,
        folder: &'a str,
        prefix: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a SettingValue)> {
        let of = move |((other, name), leaf): (&'a SettingKey, &'a SettingValue)| {
            let rest = name.strip_prefix(prefix)?.strip_prefix('.')?;
            (other == folder).then_some((rest, leaf))
        };
        self.all.iter().filter_map(of)
    }

    fn read(&mut self, path: &str, text: &str) {
        let name = file_name(path);
        let known = of(name);
        let syntax = known.iter().map(|known| known.syntax).find(|syntax| match syntax {
            SettingsSyntax::Code => false,
            SettingsSyntax::Script => text::is_script(name),
            _ => true,
        });
        let as_named = match syntax {
            Some(SettingsSyntax::Ini) => return self.ini(path, &known, text),
            Some(syntax) => syntax.document(),
            // a policy by another name, and what nobody knows more about
            None => Syntax::of(name).map(|_| name),
        };
        let Some(as_named) = as_named else {
            for (name, held, span) in text::read(name, &known, text) {
                self.put(path, &known, &name, held, span);
            }
            return;
        };
        let parsed = document::read(as_named, text.as_bytes());
        match parsed.value {
            Some(document) => self.document(path, &known, &document),
            None => {
                let why = parsed.problems.first().map(|problem| problem.message.clone());
                self.unread.push((path.to_owned(), why.unwrap_or_default()));
            }
        }
    }

    /// INI is read as far as it goes: tools that share a file disagree about what is a mistake in it.
    fn ini(&mut self, path: &str, known: &[&'static KnownFile], text: &str) {
        let places = Places::new(text);
        let file = ini_tree::parse(text, &places);
        for (section, entries) in &file.sections {
            for (name, value) in entries {
                let ends = (value.chars.first(), value.chars.last());
                let span = match ends {
                    (Some(first), Some(last)) => places.span(first.1, last.2),
                    _ => continue,
                };
                let steps = [section.clone(), name.clone()];
                if let Some(name) = canonical(known, file_name(path), &steps) {
                    self.put(path, known, &name, SettingContent::One(value.text()), span);
                }
            }
        }
    }

    fn document(&mut self, path: &str, files: &[&'static KnownFile], document: &Document) {
        let mut stack: Vec<(Vec<PathStep>, Vec<String>, &Value)> =
            vec![(Vec::new(), Vec::new(), &document.value)];
        while let Some((steps, names, value)) = stack.pop() {
            if steps.len() > DEEPEST {
                continue;
            }
            let name = canonical(files, file_name(path), &names);
            let is_first = || name.as_deref().and_then(known).is_some_and(|known| known.is_first);
            let held = match value {
                Value::Object(fields) => {
                    for (field, inner) in fields {
                        let steps = with(&steps, PathStep::Name(field.clone()));
                        stack.push((steps, with(&names, field.clone()), inner));
                    }
                    continue;
                }
                Value::Array(items) if is_first() => {
                    items.first().map(|item| SettingContent::One(scalar(item)))
                }
                Value::Array(items) => match texts(items) {
                    Some(texts) => Some(SettingContent::Many(texts)),
                    None => {
                        for (index, inner) in items.iter().enumerate() {
                            let steps = with(&steps, PathStep::Index(index));
                            let entries = called(inner, index).into_iter();
                            stack.extend(
                                entries.map(|name| (steps.clone(), with(&names, name), inner)),
                            );
                        }
                        continue;
                    }
                },
                scalar_value => Some(SettingContent::One(scalar(scalar_value))),
            };
            if let (Some(name), Some(held)) = (name, held) {
                self.put(path, files, &name, held, document.span(&steps));
            }
        }
    }

    /// The first file of a folder that sets something decides; options that plugins add are joined.
    fn put(
        &mut self,
        path: &str,
        known: &[&'static KnownFile],
        name: &str,
        held: SettingContent,
        span: Span,
    ) {
        let place = Location::new(path, span);
        let key = (folder(known, path), name.to_owned());
        match self.all.get_mut(&key) {
            None => {
                self.all.insert(key, SettingValue { held, place });
            }
            Some(before) if holds_options_of(name).is_some() => {
                let both = format!("{} {}", words(&before.held), words(&held));
                before.held = SettingContent::One(both);
            }
            Some(_) => {}
        }
    }
}

/// `addopts` as one text: a list is one word an item.
pub(super) fn words(held: &SettingContent) -> String {
    match held {
        SettingContent::One(text) => text.clone(),
        SettingContent::Many(items) => items
            .iter()
            .map(|item| match item.contains(char::is_whitespace) {
                true => format!("'{}'", item.replace('\'', "")),
                false => item.clone(),
            })
            .collect::<Vec<_>>()
            .join(" "),
    }
}

fn with<T: Clone>(before: &[T], last: T) -> Vec<T> {
    let mut all = before.to_vec();
    all.push(last);
    all
}

/// A list of single values; an entry of a list of exceptions that says more than its id is its id.
fn texts(items: &[Value]) -> Option<Vec<String>> {
    let text = |item: &Value| match item {
        Value::Object(fields) => {
            let id = fields.get("id").or_else(|| fields.get("crate"))?;
            id.as_str().map(str::to_owned)
        }
        Value::Array(_) => None,
        other => Some(scalar(other)),
    };
    items.iter().map(text).collect()
}

/// What an entry of a list is called, so that it is found again when the order changes. One about several
/// modules is an entry of each.
fn called(item: &Value, index: usize) -> Vec<String> {
    let name = ["module", "name", "path", "type"].iter().find_map(|key| item.get(key));
    match name {
        Some(Value::String(name)) => vec![name.clone()],
        Some(Value::Array(names)) => names.iter().map(scalar).collect(),
        _ => vec![index.to_string()],
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Both sides' settings, and how a place on the head is found for what is gone from it.
#[derive(Debug)]
pub(super) struct SettingFiles {
    /// The base's.
    pub(super) base: SettingValues,
    /// The head's.
    pub(super) head: SettingValues,
    /// Paths of the head's files that differ.
    here: Vec<String>,
}

impl SettingFiles {
    /// Reads both sides.
    pub(super) fn new(base: &Facts, head: &Facts) -> Self {
        Self {
            base: SettingValues::new(&base.watched),
            head: SettingValues::new(&head.watched),
            here: head.watched.iter().map(|file| file.path.clone()).collect(),
        }
    }

    /// Where the head would hold a setting of the base: beside what has most of its name in the same
    /// file, else at the start of the file; `None` where the file is gone.
    pub(super) fn anchor(
        &self,
        (folder, name): &SettingKey,
        leaf: &SettingValue,
    ) -> Option<Location> {
        let path = self.here.iter().find(|path| **path == *leaf.place.path)?;
        let shared = |other: &str| {
            let same = name.split('.').zip(other.split('.')).take_while(|(a, b)| a == b);
            same.count()
        };
        let near = self
            .head
            .all
            .iter()
            .filter(|((other, _), leaf)| other == folder && *leaf.place.path == **path);
        let near = near.map(|((_, other), leaf)| (shared(other), leaf.place.clone()));
        let near = near.filter(|(count, _)| *count > 0);
        let best = near.max_by(|a, b| a.0.cmp(&b.0).then_with(|| b.1.cmp(&a.1)));
        let start = || Location::new(path.as_str(), Span::start_of_file());
        Some(best.map_or_else(start, |(_, place)| place))
    }

    /// The head's file that a setting of the base stood in cannot be read: why.
    pub(super) fn unread(&self, leaf: &SettingValue) -> Option<&str> {
        let of = self.head.unread.iter().find(|(path, _)| *path == *leaf.place.path);
        of.map(|(_, why)| why.as_str())
    }

    /// The subject of a setting: `pyproject.toml/coverage.report.fail_under`.
    pub(super) fn subject(place: &Arc<str>, name: &str) -> String {
        format!("{place}/{name}")
    }
}

#[cfg(test)]
mod tests;
