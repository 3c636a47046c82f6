//! The variables of a makefile: assigned, and put in their places.

use std::collections::BTreeMap;

use super::book::{Book, DEPTH, LINE, find_close, push_variable};

/// How a variable is assigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MakeOperator {
    /// `=`, `:=`.
    Set,
    /// `?=`.
    Default,
    /// `+=`.
    Append,
    /// `!=`.
    Shell,
}

/// An assignment with the byte ranges of its parts in its own text.
#[derive(Clone, Copy, Debug)]
pub(super) struct MakeAssignment<'a> {
    pub(super) name: &'a str,
    pub(super) operator: MakeOperator,
    pub(super) value: &'a str,
    /// Where the value starts.
    pub(super) at: usize,
    pub(super) exported: bool,
}

/// What a line assigns, when it is an assignment.
pub(super) fn parse_assignment(line: &str) -> Option<MakeAssignment<'_>> {
    let mut rest = line;
    let mut exported = false;
    loop {
        let trimmed = rest.trim_start();
        let (word, behind) = trimmed.split_once([' ', '\t']).unwrap_or((trimmed, ""));
        // a variable may have the name of a directive: `export = 1`
        if behind.trim_start().starts_with(['=', ':', '?', '+', '!']) {
            break;
        }
        match word {
            "export" => exported = true,
            "override" | "private" => {}
            _ => break,
        }
        rest = behind;
    }
    let at = first_mark(rest, &['=', ':'])?;
    let (before, behind) = rest.split_at_checked(at)?;
    let (name, operator, skip) = if behind.starts_with('=') {
        match before.chars().next_back() {
            Some('?') => (before.get(..at - 1)?, MakeOperator::Default, 1),
            Some('+') => (before.get(..at - 1)?, MakeOperator::Append, 1),
            Some('!') => (before.get(..at - 1)?, MakeOperator::Shell, 1),
            _ => (before, MakeOperator::Set, 1),
        }
    } else {
        let colons = behind.len() - behind.trim_start_matches(':').len();
        if colons > 3 || !behind.get(colons..)?.starts_with('=') {
            return None;
        }
        (before, MakeOperator::Set, colons + 1)
    };
    let name = name.trim();
    if name.is_empty() || name.contains([' ', '\t']) {
        return None;
    }
    let value = behind.get(skip..)?;
    let trimmed = value.trim_start();
    let at = line.len() - trimmed.len();
    Some(MakeAssignment { name, operator, value: trimmed.trim_end(), at, exported })
}

/// The first of some characters that stands outside of `$(...)`.
pub(super) fn first_mark(text: &str, marks: &[char]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '(' | '{' if before == '$' || depth > 0 => depth += 1,
            ')' | '}' => depth = depth.saturating_sub(1),
            c if depth == 0 && marks.contains(&c) => return Some(at),
            _ => {}
        }
        before = c;
    }
    None
}

#[derive(Clone, Debug)]
struct MakeVariable {
    /// `None` when the branches of a condition set it in two ways.
    value: Option<String>,
    /// The command line has set it: the file cannot.
    fixed: bool,
    place: (usize, usize),
}

/// Variables by name.
#[derive(Clone, Debug, Default)]
pub(super) struct MakeVariables(BTreeMap<String, MakeVariable>);

impl MakeVariables {
    /// Those of the command line.
    pub(super) fn new(given: &[(String, String)]) -> Self {
        let fixed = |(name, value): &(String, String)| {
            let value = Some(value.clone());
            (name.clone(), MakeVariable { value, fixed: true, place: (0, 0) })
        };
        let mut all = Self(given.iter().map(fixed).collect());
        let make = MakeVariable { value: Some("make".to_owned()), fixed: false, place: (0, 0) };
        all.0.entry("MAKE".to_owned()).or_insert(make);
        all
    }

    /// Assigns; `start` is where the value stands in the file. In a condition, a second value makes
    /// the variable unknown.
    pub(super) fn assign(&mut self, found: &MakeAssignment<'_>, start: usize, conditional: bool) {
        let value = match found.operator {
            MakeOperator::Shell => format!("$(shell {})", found.value),
            _ => found.value.to_owned(),
        };
        let place = (start, start + found.value.len());
        let Some(old) = self.0.get_mut(found.name) else {
            let new = MakeVariable { value: Some(value), fixed: false, place };
            self.0.insert(found.name.to_owned(), new);
            return;
        };
        if old.fixed || found.operator == MakeOperator::Default {
            return;
        }
        let before = old.value.take();
        old.place = place;
        old.value = if found.operator == MakeOperator::Append {
            let joined = before.map(|before| format!("{before} {value}"));
            joined.filter(|joined| joined.len() <= LINE)
        } else if conditional && before.as_ref().is_some_and(|before| *before != value) {
            None
        } else {
            // `X := $(X) more` adds to what is there; more than once would double it every time
            let own = [format!("$({})", found.name), format!("${{{}}}", found.name)];
            let before = before.unwrap_or_default();
            let value =
                own.iter().fold(value, |value, own| match value.matches(own.as_str()).count() {
                    0 => value,
                    1 => value.replace(own, &before),
                    _ => String::new(),
                });
            Some(value).filter(|value| value.len() <= LINE)
        };
    }

    /// The value as it is written.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.value.as_deref()
    }

    /// The value with its place.
    pub(super) fn placed(&self, name: &str) -> Option<(&str, (usize, usize))> {
        let variable = self.0.get(name)?;
        Some((variable.value.as_deref()?, variable.place))
    }

    /// Names of all that the file sets.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let own = self.0.iter().filter(|(name, variable)| !variable.fixed && *name != "MAKE");
        own.map(|(name, _)| name.as_str())
    }
}

/// Where a text is expanded: the variables that it sees, the nearest first, and the rule's own.
#[derive(Clone, Copy)]
pub(super) struct MakeScope<'s> {
    pub(super) book: &'s Book<'s>,
    pub(super) nearest: &'s MakeVariables,
    pub(super) file: &'s MakeVariables,
    /// `$@`.
    pub(super) target: &'s str,
    /// `$^`.
    pub(super) before: &'s [String],
}

impl MakeScope<'_> {
    /// The text with every known variable in its place. What is not known becomes a variable of the
    /// shell, which is right for those of the environment.
    pub(super) fn expand(&self, text: &str) -> String {
        let mut out = String::new();
        self.add(text, 0, &mut out);
        out
    }

    fn add(&self, text: &str, depth: usize, out: &mut String) {
        let mut rest = text;
        if !self.book.work(text.len()) {
            return;
        }
        while let Some(at) = rest.find('$') {
            if out.len() > LINE {
                return;
            }
            let (plain, behind) = rest.split_at(at);
            out.push_str(plain);
            let behind = behind.get(1..).unwrap_or_default();
            let Some(c) = behind.chars().next() else {
                out.push('$');
                return;
            };
            let close = match c {
                '(' => Some(find_close(behind, '(', ')')),
                '{' => Some(find_close(behind, '{', '}')),
                _ => None,
            };
            let (name, length) = match close {
                None => (behind.get(..c.len_utf8()).unwrap_or_default(), c.len_utf8()),
                Some(Some(end)) => (behind.get(1..end).unwrap_or_default(), end + 1),
                Some(None) => {
                    // never closed, which make refuses
                    out.push('$');
                    out.push_str(behind);
                    return;
                }
            };
            rest = behind.get(length..).unwrap_or_default();
            if c == '$' {
                out.push('$');
            } else {
                self.variable(name, rest.chars().next(), depth, out);
            }
        }
        out.push_str(rest);
    }

    fn variable(&self, name: &str, follows: Option<char>, depth: usize, out: &mut String) {
        match name {
            "@" => return out.push_str(self.target),
            "<" => {
                return out.push_str(self.before.first().map_or("", String::as_str));
            }
            "^" | "+" | "?" => return out.push_str(&self.before.join(" ")),
            _ => {}
        }
        let name = name.trim();
        if let Some(command) = name.strip_prefix("shell ") {
            out.push_str("$(");
            if depth < DEPTH && self.book.step() {
                self.add(command, depth + 1, out);
            }
            return out.push(')');
        }
        let value = self.nearest.get(name).or_else(|| self.file.get(name));
        match value {
            Some(value) if depth < DEPTH && self.book.step() => self.add(value, depth + 1, out),
            _ => {
                // a function (`$(wildcard *.c)`) goes by its first word
                let word = name.split([' ', '\t', ',']).next().unwrap_or_default();
                push_variable(out, word, follows);
            }
        }
    }
}
