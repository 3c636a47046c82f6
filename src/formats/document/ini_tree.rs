//! INI files as pytest reads them, by the rules of `iniconfig` (`iniconfig/_parse.py`): a line that
//! starts with a blank continues the value before it, `#` and `;` comment whole lines only, the first
//! `=` (or `:`, when it stands before) ends a name, names and sections are told apart by case, and a
//! section or name that comes twice is an error.

use std::collections::BTreeMap;

use super::place::{Places, Traced};
use crate::formats::problem::Problem;

/// A whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ini {
    /// Name and value of every entry, by section, in the order of the file.
    pub sections: BTreeMap<String, Vec<(String, Traced)>>,
    /// Where sections and their names stand, by section.
    pub marks: BTreeMap<String, Marks>,
    /// What `iniconfig` would refuse.
    pub problems: Vec<Problem>,
}

/// Byte ranges in one section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// `[name]`; of the first, where there are several.
    pub header: (usize, usize),
    /// The names of the entries, in their order.
    pub names: Vec<(usize, usize)>,
}

/// Reads a file. What cannot be read is a problem and is left out; the rest is kept.
#[must_use]
pub fn parse(text: &str, places: &Places<'_>) -> Ini {
    let mut reader = IniReader { places, file: Ini::default(), section: None, continues: false };
    for (start, line) in lines(text) {
        reader.line(start, line);
    }
    reader.file
}

/// Lines as `str.splitlines` sees them, with their offsets; a mark at the start of the file is no text.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let ends = |c: char| {
        matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}')
            || matches!(c, '\u{2028}' | '\u{2029}')
    };
    let mut start = mark;
    text.get(mark..).unwrap_or_default().split_inclusive(ends).map(move |line| {
        let from = start;
        start += line.len();
        (from, line.trim_end())
    })
}

struct IniReader<'a> {
    places: &'a Places<'a>,
    file: Ini,
    section: Option<String>,
    /// Whether a value stands before, for a line to continue.
    continues: bool,
}

impl IniReader<'_> {
    fn line(&mut self, start: usize, line: &str) {
        let inner = line.trim_start();
        let Some(first) = inner.chars().next() else { return };
        if matches!(first, '#' | ';') {
            return;
        }
        let indent = line.len() - inner.len();
        if indent > 0 {
            self.continuation(start + indent, inner);
        } else if first == '[' {
            let header = line.split(['#', ';']).next().unwrap_or_default().trim_end();
            match header.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                Some(name) => self.header(start, header.len(), name),
                None => self.continuation(start, line),
            }
        } else {
            self.entry(start, line);
        }
    }

    fn problem(&mut self, start: usize, length: usize, message: impl Into<String>) {
        let span = self.places.span(start, start + length);
        self.file.problems.push(Problem::new(span, message));
    }

    fn header(&mut self, start: usize, length: usize, name: &str) {
        self.continues = false;
        if name.is_empty() {
            self.problem(start, length, "a section has no name");
        }
        if self.file.sections.contains_key(name) {
            self.problem(start, length, format!("the section `{name}` is defined twice"));
        }
        self.file.sections.entry(name.to_owned()).or_default();
        let marks = Marks { header: (start, start + length), names: Vec::new() };
        self.file.marks.entry(name.to_owned()).or_insert(marks);
        self.section = Some(name.to_owned());
    }

    fn entry(&mut self, start: usize, line: &str) {
        let by_equals = line.split_once('=').filter(|(name, _)| !name.contains(':'));
        let Some((name, value)) = by_equals.or_else(|| line.split_once(':')) else {
            self.continues = false;
            let message = "found a line that is neither a section, an entry nor a comment";
            return self.problem(start, line.len(), message);
        };
        let indent = line.len() - value.trim_start().len();
        let value = Traced::plain(value.trim(), start + indent);
        let name = name.trim();
        let entries = self.section.as_ref().and_then(|key| self.file.sections.get_mut(key));
        self.continues = entries.is_some();
        let Some(entries) = entries else {
            return self.problem(start, line.len(), "found an entry before the first section");
        };
        if let Some(marks) = self.section.as_ref().and_then(|key| self.file.marks.get_mut(key)) {
            marks.names.push((start, start + name.len()));
        }
        let twice = entries.iter().any(|(other, _)| other == name);
        entries.push((name.to_owned(), value));
        if twice {
            self.problem(start, line.len(), format!("`{name}` is set twice in its section"));
        }
    }

    fn continuation(&mut self, start: usize, text: &str) {
        let entries = self.section.as_ref().and_then(|key| self.file.sections.get_mut(key));
        match entries.and_then(|entries| entries.last_mut()).filter(|_| self.continues) {
            Some((_, value)) => {
                if !value.chars.is_empty() {
                    value.chars.push(('\n', start, start));
                }
                value.push_plain(text, start);
            }
            None => {
                self.problem(start, text.len(), "found a continued line with no value before it")
            }
        }
    }
}
