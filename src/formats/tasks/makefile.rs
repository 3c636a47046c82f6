//! Makefiles: rules with their recipes. No file is included and no function is called; of a condition
//! both branches are taken, and pattern rules are left out.

use std::collections::{BTreeMap, BTreeSet};

use super::book::{Book, TaskVariables as Environment};
use super::make_lines::{is_special, split_lines, strip_comment, strip_prefixes};
use super::make_variables::{
    MakeAssignment, MakeOperator, MakeScope, MakeVariables, first_mark, parse_assignment,
};
use super::task::{Interpreter, TaskLine, TaskShell};
use crate::span::Spanned;

/// A rule names at most so many targets.
const TARGETS: usize = 1_000;
/// Bytes kept for all targets.
const KEPT: usize = 8 * 1024 * 1024;

#[derive(Default)]
struct MakeTarget {
    place: (usize, usize),
    before: Vec<String>,
    /// Byte ranges of the recipe lines.
    recipe: Vec<(usize, usize)>,
    /// The recipe stands under a condition, or the rule has two colons: another one does not take
    /// its place.
    joins: bool,
    variables: MakeVariables,
    exported: BTreeSet<String>,
}

#[derive(Default)]
struct MakefileReader {
    variables: MakeVariables,
    exported: BTreeSet<String>,
    exports_all: bool,
    names: Vec<String>,
    targets: BTreeMap<String, MakeTarget>,
    /// The targets of the rule whose recipe may follow, and whether its first line is still to come.
    current: Option<(Vec<String>, bool)>,
    two_colons: bool,
    conditions: usize,
    /// Name and start of the value of an open `define`.
    definition: Option<(String, usize)>,
    prefix: Option<char>,
    special: BTreeMap<String, Vec<String>>,
    /// Bytes kept for targets so far. One line can name many targets, each with the same recipe.
    kept: usize,
}

/// Reads the rules of a makefile.
pub(super) fn read(book: &mut Book<'_>) -> bool {
    let mut reader = MakefileReader {
        variables: MakeVariables::new(&book.call.variables),
        ..MakefileReader::default()
    };
    let mut at = 0;
    while at < book.text.len() {
        let end = reader.line_end(book.text, at);
        reader.line(book, at, end);
        at = end + 1;
    }
    reader.write(book);
    true
}

impl MakefileReader {
    /// Whether so many bytes more may be kept.
    const fn keep(&mut self, bytes: usize) -> bool {
        self.kept = self.kept.saturating_add(bytes);
        self.kept <= KEPT
    }

    /// The end of the line that starts here, with all that a backslash joins to it.
    fn line_end(&self, text: &str, start: usize) -> usize {
        let mut from = start;
        loop {
            let rest = text.get(from..).unwrap_or_default();
            let Some(length) = rest.find('\n') else { return text.len() };
            let line = rest.get(..length).unwrap_or_default();
            let line = line.strip_suffix('\r').unwrap_or(line);
            let slashes = line.len() - line.trim_end_matches('\\').len();
            if slashes % 2 == 0 || self.definition.is_some() {
                return from + length;
            }
            from += length + 1;
        }
    }

    fn line(&mut self, book: &Book<'_>, start: usize, end: usize) {
        let raw = book.text.get(start..end).unwrap_or_default();
        if self.definition.is_some() {
            return self.within_definition(book, raw, start);
        }
        if self.current.is_some() && raw.starts_with(self.prefix.unwrap_or('\t')) {
            let width = self.prefix.unwrap_or('\t').len_utf8();
            return self.recipe_line(start + width, end);
        }
        // as many bytes as before: every offset stays right
        let joined = raw.replace("\\\r\n", "   ").replace("\\\n", "  ").replace('\r', " ");
        self.statement(book, strip_comment(&joined), start);
    }

    fn within_definition(&mut self, book: &Book<'_>, raw: &str, start: usize) {
        if !raw.trim().starts_with("endef") {
            return;
        }
        let Some((name, from)) = self.definition.take() else { return };
        let value = book.text.get(from..start).unwrap_or_default().trim_end_matches(['\n', '\r']);
        let found = MakeAssignment {
            name: &name,
            operator: MakeOperator::Set,
            value,
            at: 0,
            exported: false,
        };
        self.variables.assign(&found, from, self.conditions > 0);
    }

    fn recipe_line(&mut self, start: usize, end: usize) {
        let Some((targets, is_first)) = self.current.take() else { return };
        let joins = self.conditions > 0 || self.two_colons;
        for name in &targets {
            if !self.keep(16) {
                break;
            }
            let Some(target) = self.targets.get_mut(name) else { continue };
            if is_first && !joins && !target.joins {
                // the last recipe of a target is the one that make runs
                target.recipe.clear();
            }
            target.joins |= joins;
            target.recipe.push((start, end));
        }
        self.current = Some((targets, false));
    }

    fn statement(&mut self, book: &Book<'_>, line: &str, start: usize) {
        let trimmed = line.trim();
        let word = trimmed.split([' ', '\t', '(']).next().unwrap_or_default();
        let found = parse_assignment(line);
        match word {
            "" | "else" => {}
            _ if found.is_some() => {
                self.current = None;
                if let Some(found) = found {
                    self.assign(&found, start);
                }
            }
            "ifeq" | "ifneq" | "ifdef" | "ifndef" => self.conditions += 1,
            "endif" => self.conditions = self.conditions.saturating_sub(1),
            "include" | "-include" | "sinclude" | "vpath" | "undefine" | "unexport" | "load"
            | "-load" => self.current = None,
            "define" | "override" => self.define(trimmed, start + line.len() + 1),
            "export" => {
                let names = trimmed.split_whitespace().skip(1).map(str::to_owned);
                let before = self.exported.len();
                self.exported.extend(names);
                self.exports_all |= self.exported.len() == before;
            }
            _ => self.rule(book, line, start),
        }
    }

    fn define(&mut self, line: &str, value: usize) {
        self.current = None;
        let mut words = line.split_whitespace().skip_while(|word| *word != "define").skip(1);
        if let Some(name) = words.next() {
            self.definition = Some((name.to_owned(), value));
        }
    }

    fn assign(&mut self, found: &MakeAssignment<'_>, start: usize) {
        if found.name == ".RECIPEPREFIX" {
            self.prefix = found.value.chars().next();
        }
        if found.exported {
            self.exported.insert(found.name.to_owned());
        }
        self.variables.assign(found, start + found.at, self.conditions > 0);
    }

    fn rule(&mut self, book: &Book<'_>, line: &str, start: usize) {
        self.current = None;
        let Some(colon) = first_mark(line, &[':']) else { return };
        let (left, behind) = line.split_at(colon);
        self.two_colons = behind.starts_with("::");
        let behind = behind.trim_start_matches(':');
        let at = start + line.len() - behind.len();
        let names = self.targets_of(book, left, start);
        if let Some(found) = parse_assignment(behind) {
            for (name, place) in names {
                let conditional = self.conditions > 0;
                if !self.keep(found.value.len() + 64) {
                    break;
                }
                let target = self.target(name, place);
                target.variables.assign(&found, at + found.at, conditional);
                if found.exported {
                    target.exported.insert(found.name.to_owned());
                }
            }
            return;
        }
        let (rest, recipe) = match first_mark(behind, &[';']) {
            Some(mark) => (behind.get(..mark).unwrap_or_default(), Some(mark + 1)),
            None => (behind, None),
        };
        // `targets: pattern: prerequisites`
        let rest = first_mark(rest, &[':']).map_or(rest, |colon| &rest[colon + 1..]);
        let rest = self.expand(book, rest);
        let before: Vec<String> = rest
            .split_whitespace()
            .filter(|word| *word != "|" && !word.contains('%'))
            .map(str::to_owned)
            .collect();
        let mut current = Vec::new();
        let size: usize = before.iter().map(|name| name.len() + 32).sum();
        for (name, place) in names {
            if !self.keep(size + name.len()) {
                break;
            }
            if is_special(&name) {
                self.special.entry(name).or_default().extend(before.iter().cloned());
            } else if !name.contains('%') {
                let target = self.target(name.clone(), place);
                if target.before.len() < TARGETS {
                    target.before.extend(before.iter().take(TARGETS).cloned());
                }
                current.push(name);
            }
        }
        self.current = Some((current, true));
        if let Some(from) = recipe.filter(|from| !behind[*from..].trim().is_empty()) {
            self.recipe_line(at + from, start + line.len());
        }
    }

    /// The targets before the colon, each at its place.
    fn targets_of(
        &self,
        book: &Book<'_>,
        left: &str,
        start: usize,
    ) -> Vec<(String, (usize, usize))> {
        let left = left.trim_end().trim_end_matches('&');
        if left.contains('$') {
            let blanks = left.len() - left.trim_start().len();
            let place = (start + blanks, start + left.len());
            let names = self.expand(book, left);
            return names.split_whitespace().take(TARGETS).map(|n| (n.to_owned(), place)).collect();
        }
        let words = left.split([' ', '\t']).scan(0, |at, word| {
            let from = start + *at;
            *at += word.len() + 1;
            Some((word, from))
        });
        let words = words.filter(|(word, _)| !word.is_empty()).take(TARGETS);
        words.map(|(word, at)| (word.to_owned(), (at, at + word.len()))).collect()
    }

    fn target(&mut self, name: String, place: (usize, usize)) -> &mut MakeTarget {
        if !self.targets.contains_key(&name) {
            self.names.push(name.clone());
        }
        self.targets.entry(name).or_insert_with(|| MakeTarget { place, ..MakeTarget::default() })
    }

    fn expand(&self, book: &Book<'_>, text: &str) -> String {
        let none = MakeVariables::default();
        let scope =
            MakeScope { book, nearest: &none, file: &self.variables, target: "", before: &[] };
        scope.expand(text)
    }

    fn write(&self, book: &mut Book<'_>) {
        if self.kept > KEPT {
            book.overflow();
        }
        let interpreter = self.interpreter(book);
        let shared = self.environment(book, None);
        let ignored = self.special.get(".IGNORE");
        for name in &self.names {
            if book.is_full() {
                return;
            }
            let Some(target) = self.targets.get(name) else { continue };
            let environment = match target.exported.is_empty() {
                true => shared.clone(),
                false => self.environment(book, Some(target)),
            };
            let mut lines = self.lines(book, name, target);
            for line in &mut lines {
                line.ignored |=
                    ignored.is_some_and(|names| names.is_empty() || names.contains(name));
                line.variables = environment.clone();
            }
            let lines = lines.into_iter().map(|line| line.run_by(interpreter)).collect();
            let before = book.names(target.before.iter().cloned());
            if book.task(name, target.place, lines)
                && let Some(task) = book.tasks.last_mut()
            {
                task.before = before;
            }
        }
        if book.chosen.is_empty() {
            book.chosen = self.first_goal(book);
        }
    }

    fn first_goal(&self, book: &Book<'_>) -> Vec<String> {
        let goal = self.variables.get(".DEFAULT_GOAL").map(|value| self.expand(book, value));
        let plain = |name: &&String| !name.starts_with('.') || name.contains('/');
        let first = || self.names.iter().find(plain).cloned();
        goal.filter(|goal| !goal.trim().is_empty()).or_else(first).into_iter().collect()
    }

    fn interpreter(&self, book: &Book<'_>) -> Interpreter {
        let known = |name: &str| self.variables.get(name).map(|value| self.expand(book, value));
        let mut found = match known("SHELL") {
            Some(shell) => Interpreter::of_words(shell.split_whitespace()),
            None => Interpreter::SH,
        };
        match known(".SHELLFLAGS") {
            Some(flags) => found.options(flags.split_whitespace()),
            None => found.errexit |= self.special.contains_key(".POSIX"),
        }
        found
    }

    fn environment(&self, book: &mut Book<'_>, target: Option<&MakeTarget>) -> Environment {
        let all = self.exports_all || self.special.contains_key(".EXPORT_ALL_VARIABLES");
        let mut names: Vec<&str> = self.exported.iter().map(String::as_str).collect();
        if all {
            names.extend(self.variables.names().filter(|name| !name.starts_with('.')));
        }
        let own = target.into_iter().flat_map(|target| &target.exported);
        let own: Vec<_> =
            own.filter_map(|name| Some((name.as_str(), target?.variables.placed(name)?))).collect();
        let file = names.into_iter().filter_map(|name| Some((name, self.variables.placed(name)?)));
        let found = file.chain(own).map(|(name, (value, place))| {
            let value = self.expand(book, value);
            (name.to_owned(), Spanned::new(value, book.span(place.0, place.1)))
        });
        let found = found.take(TARGETS).collect();
        book.variables(found)
    }

    fn lines(&self, book: &mut Book<'_>, name: &str, target: &MakeTarget) -> Vec<TaskLine> {
        let mut lines: Vec<TaskLine> = Vec::new();
        let one_shell = self.special.contains_key(".ONESHELL");
        let mut whole = (String::new(), (usize::MAX, 0), false);
        for &(start, end) in &target.recipe {
            if book.is_full() {
                break;
            }
            let raw = book.text.get(start..end).unwrap_or_default();
            let prefix = self.prefix.unwrap_or('\t');
            let text = raw.replace("\r\n", "\n").replace(&format!("\\\n{prefix}"), "\\\n");
            let scope = MakeScope {
                book,
                nearest: &target.variables,
                file: &self.variables,
                target: name,
                before: &target.before,
            };
            let text = scope.expand(&text);
            let skipped = raw.len() - strip_prefixes(raw).0.len();
            let place = (start + skipped, start + raw.trim_end().len());
            for part in split_lines(&text) {
                let (script, ignored) = strip_prefixes(part);
                if one_shell {
                    // the prefixes of the first line are those of all
                    whole.2 |= ignored && whole.0.is_empty();
                    whole.0.push_str(script.trim_end());
                    whole.0.push('\n');
                    whole.1 = (whole.1.0.min(place.0), whole.1.1.max(place.1));
                } else if !script.starts_with('#')
                    && let Some(mut line) = book.line(script.trim_end(), place, TaskShell::Sh)
                {
                    line.ignored |= ignored;
                    lines.push(line);
                }
            }
        }
        if one_shell && let Some(mut line) = book.line(whole.0.trim_end(), whole.1, TaskShell::Sh) {
            line.ignored |= whole.2;
            lines.push(line);
        }
        lines
    }
}
