//! `tox.ini`, and the same in `setup.cfg` and in a string of `pyproject.toml`.

use std::collections::{BTreeMap, BTreeSet};

use super::book::{Book, DEPTH};
use super::task::TaskLine;
use super::tox_names::{
    ENVIRONMENTS, Replaced, choose_environments, expand_names, make_line, replace_references,
};
use crate::formats::document::ini_tree;
use crate::formats::document::ini_tree::Ini;
use crate::formats::document::place::{Places, Traced};
use crate::span::Spanned;

/// Characters with their places.
type Chars = Vec<(char, usize, usize)>;

/// Reads the environments of an INI file whose core section has this name.
pub(super) fn read(book: &mut Book<'_>, core: &str) -> bool {
    let file = ini_tree::parse(book.text, book.places());
    write(book, &file, core)
}

/// Reads INI text that stands in a string of another file.
pub(super) fn read_within(book: &mut Book<'_>, text: &Traced) -> bool {
    let inner = text.text();
    let mut file = ini_tree::parse(&inner, &Places::new(&inner));
    // from bytes of the string to bytes of the file
    let mut offsets = Vec::with_capacity(inner.len() + 1);
    for &(c, start, end) in &text.chars {
        offsets.extend(std::iter::repeat_n((start, end), c.len_utf8()));
    }
    let outer = |at: usize| offsets.get(at).copied().unwrap_or_default();
    for (_, value) in file.sections.values_mut().flatten() {
        for (_, start, end) in &mut value.chars {
            (*start, *end) = (outer(*start).0, outer(end.saturating_sub(1)).1);
        }
    }
    file.problems.clear();
    write(book, &file, "tox")
}

/// An INI file, and what is looked up in it for every environment.
struct IniFile<'f> {
    sections: &'f BTreeMap<String, Vec<(String, Traced)>>,
    /// The section of each environment that has one.
    environments: BTreeMap<String, &'f str>,
    /// Where each section starts.
    headers: BTreeMap<&'f str, (usize, usize)>,
}

impl<'f> IniFile<'f> {
    fn new(text: &'f str, ini: &'f Ini) -> Self {
        let mut environments = BTreeMap::new();
        for section in ini.sections.keys() {
            let names = section.strip_prefix("testenv:").map(expand_names);
            for name in names.into_iter().flatten() {
                environments.entry(name).or_insert(section.as_str());
            }
            if environments.len() > ENVIRONMENTS {
                break;
            }
        }
        let mut headers = BTreeMap::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if let Some((name, _)) = line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
                headers.entry(name).or_insert((start, start + name.len() + 2));
            }
            start += line.len();
        }
        Self { sections: &ini.sections, environments, headers }
    }
}

fn write(book: &mut Book<'_>, ini: &Ini, core: &str) -> bool {
    let is_tox = |name: &str| name == core || name == "testenv" || name.starts_with("testenv:");
    if !ini.sections.keys().any(|name| is_tox(name)) {
        return false;
    }
    book.problems.extend(ini.problems.iter().cloned());
    let file = &IniFile::new(book.text, ini);
    if file.environments.len() > ENVIRONMENTS {
        book.overflow();
    }
    let list = entry(file, core, &["env_list", "envlist"]);
    let list = list.map(|list| names_of(&uncommented(list)));
    let own = file.environments.keys().cloned();
    for name in choose_environments(book, list.unwrap_or_default(), own) {
        if book.is_full() {
            break;
        }
        let environment = IniEnvironment::new(book, file, name);
        environment.write(book);
    }
    true
}

fn entry<'f>(file: &IniFile<'f>, section: &str, keys: &[&str]) -> Option<&'f Traced> {
    let entries = file.sections.get(section)?;
    entries.iter().find(|(name, _)| keys.contains(&name.as_str())).map(|(_, value)| value)
}

fn names_of(lines: &[Chars]) -> Vec<String> {
    let text: Vec<String> = lines.iter().map(|line| text_of(line)).collect();
    expand_names(&text.join("\n"))
}

fn text_of(chars: &[(char, usize, usize)]) -> String {
    chars.iter().map(|&(c, _, _)| c).collect()
}

/// The lines of a value without comments: from a `#` on, unless a backslash stands before it.
fn uncommented(value: &Traced) -> Vec<Chars> {
    let mut lines = Vec::new();
    for line in value.chars.split(|&(c, _, _)| c == '\n') {
        let mut kept = Chars::new();
        for &(c, start, end) in line {
            if c == '#' {
                match kept.last_mut().filter(|last| last.0 == '\\') {
                    Some(last) => {
                        *last = (c, last.1, end);
                        continue;
                    }
                    None => break,
                }
            }
            kept.push((c, start, end));
        }
        let blank = kept.iter().rev().take_while(|(c, _, _)| c.is_whitespace()).count();
        kept.truncate(kept.len() - blank);
        lines.push(kept);
    }
    lines
}

/// The lines that count for an environment with these factors, and those that a backslash joins as one.
fn filtered(value: &Traced, factors: &BTreeSet<&str>) -> Vec<Chars> {
    let mut lines: Vec<Chars> = Vec::new();
    let mut joins = false;
    for mut line in uncommented(value) {
        let text = text_of(&line);
        if let Some((condition, content)) = conditional(&text) {
            if !holds(condition, factors) {
                continue;
            }
            let skipped = text.chars().count() - content.chars().count();
            line.drain(..skipped);
        }
        let continues = line.last().is_some_and(|last| last.0 == '\\');
        if continues {
            line.pop();
        }
        match lines.last_mut().filter(|_| joins) {
            Some(before) => before.append(&mut line),
            None => lines.push(line),
        }
        joins = continues;
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// `py312,lint: content`: a blank must follow the colon.
fn conditional(line: &str) -> Option<(&str, &str)> {
    let fits = |c: char| c.is_alphanumeric() || "_{}.!,-".contains(c);
    let colon = line.find(|c: char| !fits(c)).filter(|&at| at > 0)?;
    let behind = line.get(colon..)?.strip_prefix(':')?;
    behind.starts_with(char::is_whitespace).then_some((line.get(..colon)?, behind.trim_start()))
}

fn holds(condition: &str, factors: &BTreeSet<&str>) -> bool {
    expand_names(condition).iter().any(|group| {
        group.split('-').all(|factor| match factor.strip_prefix('!') {
            Some(factor) => !factors.contains(factor),
            None => factors.contains(factor),
        })
    })
}

struct IniEnvironment<'e, 'f> {
    file: &'e IniFile<'f>,
    name: String,
    /// Its own section and those that it inherits from, the nearest first.
    sections: Vec<String>,
    /// What it sets: name, value, and where.
    variables: Vec<(String, Spanned<String>)>,
}

impl Replaced for (&Book<'_>, &IniEnvironment<'_, '_>) {
    fn reference(&self, name: &str, depth: usize) -> Option<String> {
        let (book, environment) = *self;
        if let Some(variable) = name.strip_prefix("env:") {
            let mut own = environment.variables.iter().rev();
            return own.find(|(own, _)| own == variable).map(|(_, value)| value.value.clone());
        }
        let value = environment.referred(name)?;
        if depth > DEPTH || !book.step() {
            return None;
        }
        let lines = environment.filtered(book, value);
        let lines: Vec<_> = lines
            .iter()
            .map(|line| replace_references(book, self, &text_of(line), depth + 1))
            .collect();
        Some(lines.join(" "))
    }

    fn environment(&self) -> &str {
        &self.1.name
    }
}

impl<'e, 'f> IniEnvironment<'e, 'f> {
    fn new(book: &Book<'_>, file: &'e IniFile<'f>, name: String) -> Self {
        let own = file.environments.get(&name);
        let mut sections: Vec<String> = own.map(|own| (*own).to_owned()).into_iter().collect();
        let mut at = 0;
        // `base` may name several, each with bases of its own; without it there is `testenv`
        loop {
            let inherits = sections.get(at).is_none_or(|section| section.starts_with("testenv:"));
            let base = sections.get(at).and_then(|section| entry(file, section, &["base"]));
            let bases = match base {
                Some(base) => names_of(&uncommented(base)),
                None if inherits => vec!["testenv".to_owned()],
                None => Vec::new(),
            };
            for base in bases {
                if sections.len() < DEPTH && !sections.contains(&base) {
                    sections.push(base);
                }
            }
            at += 1;
            if at >= sections.len() {
                break;
            }
        }
        let mut environment = Self { file, name, sections, variables: Vec::new() };
        // one may be made of others that stand behind it
        for _ in 0..3 {
            environment.variables = environment.set(book);
        }
        environment
    }

    fn value(&self, keys: &[&str]) -> Option<&'f Traced> {
        self.sections.iter().find_map(|section| entry(self.file, section, keys))
    }

    /// The value that `[section]key` or `key` names.
    fn referred(&self, name: &str) -> Option<&'f Traced> {
        let Some((section, key)) = name.strip_prefix('[').and_then(|rest| rest.split_once(']'))
        else {
            return self.value(&[name]);
        };
        let inherits = || section.starts_with("testenv:");
        entry(self.file, section, &[key])
            .or_else(|| inherits().then(|| entry(self.file, "testenv", &[key])).flatten())
    }

    fn filtered(&self, book: &Book<'_>, value: &Traced) -> Vec<Chars> {
        if !book.work(value.chars.len()) {
            return Vec::new();
        }
        filtered(value, &self.name.split('-').collect())
    }

    fn set(&self, book: &Book<'_>) -> Vec<(String, Spanned<String>)> {
        let Some(value) = self.value(&["set_env", "setenv"]) else { return Vec::new() };
        let mut found = Vec::new();
        for line in self.lines(book, value, 0) {
            let text = replace_references(book, &(book, self), &text_of(&line), 0);
            if let Some((name, value)) = text.split_once('=') {
                let (start, end) = place(&line);
                let value = Spanned::new(value.trim().to_owned(), book.span(start, end));
                found.push((name.trim().to_owned(), value));
            }
        }
        found
    }

    /// The lines of a value; one that is nothing but a reference is the lines that it names, each at
    /// its own place.
    fn lines(&self, book: &Book<'_>, value: &Traced, depth: usize) -> Vec<Chars> {
        let mut lines = Vec::new();
        for line in self.filtered(book, value) {
            let text = text_of(&line);
            let inner = text.trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
            let named = inner.filter(|inner| inner.starts_with('[') && !inner.contains(['{', '}']));
            match named.and_then(|name| self.referred(name)) {
                Some(value) if depth < DEPTH && book.step() => {
                    lines.extend(self.lines(book, value, depth + 1));
                }
                // names that go round in a ring are nothing
                Some(_) => {}
                None => lines.push(line),
            }
            if lines.len() > super::book::LINES {
                break;
            }
        }
        lines
    }

    fn write(&self, book: &mut Book<'_>) {
        let mut lines: Vec<TaskLine> = Vec::new();
        let variables = book.variables(self.variables.clone());
        let outcome = self.value(&["ignore_outcome"]).map(Traced::text).unwrap_or_default();
        let ignored = is_true(&outcome);
        for key in ["commands_pre", "commands", "commands_post"] {
            let Some(value) = self.value(&[key]) else { continue };
            for line in self.lines(book, value, 0) {
                if book.is_full() {
                    break;
                }
                let text = replace_references(book, &(&*book, self), &text_of(&line), 0);
                if let Some(mut line) = make_line(book, &text, place(&line)) {
                    line.ignored |= ignored;
                    line.variables = variables.clone();
                    lines.push(line);
                }
            }
        }
        book.task(&self.name, self.place(), lines);
    }

    /// Where the environment is named: at its section, or at the values that it has.
    fn place(&self) -> (usize, usize) {
        let mut headers =
            self.sections.iter().filter_map(|name| self.file.headers.get(name.as_str()));
        headers.next().copied().unwrap_or_default()
    }
}

/// What tox takes for true.
pub(super) fn is_true(text: &str) -> bool {
    ["true", "1", "yes", "on"].contains(&text.trim().to_lowercase().as_str())
}

fn place(chars: &[(char, usize, usize)]) -> (usize, usize) {
    (chars.first().map_or(0, |first| first.1), chars.last().map_or(0, |last| last.2))
}
