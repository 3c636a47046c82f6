//! Justfiles: recipes, whose lines are each run by a shell of their own, or as one script when the first
//! starts with `#!`.

use std::collections::BTreeMap;

use super::book::{Book, TaskVariables, quote_words};
use super::justline::{
    Header, interpolate_line, parse_alias, parse_assignment, parse_header, parse_setting,
};
use super::task::{Interpreter, TaskLine, TaskShell};
use crate::span::Spanned;

struct Recipe {
    header: Header,
    place: (usize, usize),
    /// Byte ranges of its lines, without their indent.
    body: Vec<(usize, usize)>,
    /// `[script]`, with the words of its interpreter.
    script: Option<Vec<String>>,
    is_default: bool,
}

struct JustfileReader {
    interpreter: Interpreter,
    /// `set script-interpreter`.
    scripts: Interpreter,
    exports_all: bool,
    values: BTreeMap<String, String>,
    exported: Vec<(String, (usize, usize))>,
    recipes: Vec<Recipe>,
    aliases: Vec<(String, usize, String)>,
    attributes: Vec<String>,
    in_recipe: bool,
}

/// Reads the recipes of a justfile.
pub(super) fn read(book: &mut Book<'_>) -> bool {
    let mut reader = JustfileReader {
        interpreter: Interpreter::SH,
        scripts: Interpreter { errexit: true, ..Interpreter::SH },
        exports_all: false,
        values: BTreeMap::new(),
        exported: Vec::new(),
        recipes: Vec::new(),
        aliases: Vec::new(),
        attributes: Vec::new(),
        in_recipe: false,
    };
    let mut start = 0;
    let mut joins = false;
    for line in book.text.split_inclusive('\n') {
        let code = line.trim_end();
        let is_indented = code.starts_with([' ', '\t']);
        if !code.is_empty() {
            if is_indented && reader.in_recipe {
                reader.body(start, code, joins);
                joins = code.ends_with('\\');
            } else {
                joins = false;
                reader.statement(start, code);
            }
        }
        start += line.len();
    }
    reader.values.extend(book.call.variables.iter().cloned());
    reader.write(book);
    true
}

impl JustfileReader {
    fn body(&mut self, start: usize, code: &str, joins: bool) {
        let Some(recipe) = self.recipes.last_mut() else { return };
        let end = start + code.len();
        match recipe.body.last_mut().filter(|_| joins) {
            Some(before) => before.1 = end,
            None => recipe.body.push((start + code.len() - code.trim_start().len(), end)),
        }
    }

    fn statement(&mut self, start: usize, code: &str) {
        if code.starts_with('#') {
            return;
        }
        self.in_recipe = false;
        if code.starts_with('[') {
            self.attributes.push(code.to_owned());
            return;
        }
        let attributes = std::mem::take(&mut self.attributes);
        if let Some((name, words)) = parse_setting(code) {
            let words = || words.iter().map(String::as_str);
            match name.as_str() {
                "shell" => self.interpreter = Interpreter::of_words(words()),
                "script-interpreter" => self.scripts = Interpreter::of_words(words()),
                "export" => self.exports_all = true,
                _ => {}
            }
        } else if let Some((name, at, target)) = parse_alias(code) {
            self.aliases.push((name, start + at, target));
        } else if let Some(found) = parse_assignment(code) {
            if found.exported || self.exports_all {
                let place = (start + found.place.0, start + found.place.1);
                self.exported.push((found.name.clone(), place));
            }
            match found.value {
                Some(value) => self.values.insert(found.name, value),
                None => self.values.remove(&found.name),
            };
        } else if let Some(header) = parse_header(code) {
            self.recipe(start, header, &attributes);
        }
    }

    fn recipe(&mut self, start: usize, header: Header, attributes: &[String]) {
        self.in_recipe = true;
        let all = attributes.join(" ");
        let has = |name: &str| all.split(['[', ']', ',', ' ']).any(|word| word == name);
        let place = (start + header.at, start + header.at + header.name.len());
        let script = all.split_once("script(").and_then(|(_, rest)| rest.split_once(')'));
        let script = match script {
            Some((words, _)) => Some(
                words
                    .split([',', ' '])
                    .map(|word| word.trim_matches(['"', '\'', ' ']))
                    .map(str::to_owned)
                    .collect(),
            ),
            None => has("script").then(Vec::new),
        };
        let is_foreign = (has("windows") || has("macos")) && !has("linux") && !has("unix");
        let is_default = has("default");
        let recipe = Recipe { header, place, body: Vec::new(), script, is_default };
        if is_foreign {
            // its lines still have to belong to something
            let header = Header::default();
            self.recipes.push(Recipe { header, ..recipe });
        } else {
            self.recipes.push(recipe);
        }
    }

    fn write(&self, book: &mut Book<'_>) {
        let bound = self.choose(book);
        let variables = self.variables(book);
        for recipe in self.recipes.iter().filter(|recipe| !recipe.header.name.is_empty()) {
            if book.is_full() {
                return;
            }
            let header = &recipe.header;
            let none = BTreeMap::new();
            let given = bound.get(&header.name).unwrap_or(&none);
            let mut values: BTreeMap<String, String> = BTreeMap::new();
            for parameter in &header.parameters {
                let default = parameter.default.clone();
                let default = default.or(parameter.may_lack.then(String::new));
                if let Some(value) = given.get(&parameter.name).cloned().or(default) {
                    values.insert(parameter.name.clone(), value);
                }
            }
            let mut lines = self.lines(book, recipe, &values);
            for line in &mut lines {
                line.variables = variables.clone();
            }
            let before = book.names(header.before.iter().cloned());
            let after = book.names(header.after.iter().cloned());
            if book.task(&header.name, recipe.place, lines)
                && let Some(task) = book.tasks.last_mut()
            {
                (task.before, task.after) = (before, after);
            }
        }
        for (name, at, target) in &self.aliases {
            if book.task(name, (*at, at + name.len()), Vec::new())
                && let Some(task) = book.tasks.last_mut()
            {
                task.before.push(target.clone());
            }
        }
    }

    /// Tells the recipes among the words of the call from their arguments; what these are, by recipe and
    /// by parameter.
    fn choose(&self, book: &mut Book<'_>) -> BTreeMap<String, BTreeMap<String, String>> {
        let mut bound = BTreeMap::new();
        let known = |name: &str| {
            let target = self.aliases.iter().find(|(alias, _, _)| alias == name);
            let name = target.map_or(name, |(_, _, target)| target.as_str());
            self.recipes.iter().find(|recipe| recipe.header.name == name)
        };
        let mut words = book.call.names.iter();
        let mut chosen = Vec::new();
        while let Some(word) = words.next() {
            chosen.push(word.clone());
            let Some(recipe) = known(word) else { continue };
            let mut values = BTreeMap::new();
            for parameter in &recipe.header.parameters {
                if parameter.takes_all {
                    let all: Vec<_> = words.by_ref().collect();
                    if !all.is_empty() {
                        values.insert(parameter.name.clone(), quote_words(&all));
                    }
                } else if let Some(word) = words.next() {
                    values.insert(parameter.name.clone(), word.clone());
                }
            }
            bound.insert(recipe.header.name.clone(), values);
        }
        if chosen.is_empty() {
            let mut named = self.recipes.iter().filter(|recipe| !recipe.header.name.is_empty());
            let first = named.clone().find(|recipe| recipe.is_default).or_else(|| named.next());
            chosen.extend(first.map(|recipe| recipe.header.name.clone()));
        }
        book.chosen = chosen;
        bound
    }

    fn variables(&self, book: &mut Book<'_>) -> TaskVariables {
        let found = self.exported.iter().filter_map(|(name, (start, end))| {
            let value = self.values.get(name)?.clone();
            Some((name.clone(), Spanned::new(value, book.span(*start, *end))))
        });
        let found = found.collect();
        book.variables(found)
    }

    fn lines(
        &self,
        book: &mut Book<'_>,
        recipe: &Recipe,
        values: &BTreeMap<String, String>,
    ) -> Vec<TaskLine> {
        let (Some(first), Some(last)) = (recipe.body.first(), recipe.body.last()) else {
            return Vec::new();
        };
        let text = book.text;
        let shebang = text.get(first.0..first.1).and_then(|line| line.strip_prefix("#!"));
        let interpreter = match (&recipe.script, shebang) {
            (_, Some(words)) => Some(Interpreter::of_words(words.split_whitespace())),
            (Some(words), None) if words.is_empty() => Some(self.scripts),
            (Some(words), None) => Some(Interpreter::of_words(words.iter().map(String::as_str))),
            (None, None) => None,
        };
        let known = [values, &self.values];
        if let Some(interpreter) = interpreter {
            let written = text.get(first.0..last.1).unwrap_or_default();
            let script = interpolate_line(book, written, &known);
            let line = book.line(&script, (first.0, last.1), interpreter.shell);
            return line.into_iter().map(|line| line.run_by(interpreter)).collect();
        }
        let mut lines = Vec::new();
        for &(start, end) in &recipe.body {
            if book.is_full() {
                break;
            }
            let written = text.get(start..end).unwrap_or_default();
            let script = written.trim_start_matches(['@', '-']);
            let prefixes = written.len() - script.len();
            let is_ignored = written.get(..prefixes).is_some_and(|marks| marks.contains('-'));
            let script = script.trim_start();
            let place = (end - script.len(), end);
            if script.starts_with('#') {
                continue;
            }
            let joined = interpolate_line(book, &joined(script), &known);
            if let Some(mut line) = book.line(&joined, place, TaskShell::Sh) {
                line.ignored |= is_ignored;
                lines.push(line.run_by(self.interpreter));
            }
        }
        lines
    }
}

/// Lines that a backslash joins, without the indent of those that follow.
fn joined(text: &str) -> String {
    let mut out = String::new();
    for (index, line) in text.lines().enumerate() {
        let line = if index == 0 { line } else { line.trim_start() };
        let line = line.trim_end();
        out.push_str(line.strip_suffix('\\').unwrap_or(line));
    }
    out
}
