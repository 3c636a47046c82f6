//! tox in TOML: `tox.toml`, and `[tool.tox]` of `pyproject.toml`.

use toml_edit::{Document, Item, TableLike, Value};

use super::book::{Book, DEPTH, TaskVariables, find_close, quote, quoted};
use super::scripts::{document, inner_place};
use super::task::TaskLine;
use super::tox_ini;
use super::tox_names::{Replaced, choose, command, expand_names, replace};
use crate::formats::settings::toml::{table_at, traced};
use crate::span::Spanned;

/// Reads the environments out of the table at a path.
pub(super) fn read(book: &mut Book<'_>, path: &[&str]) -> bool {
    let Some(document) = document(book) else { return false };
    let Some(root) = table_at(document.as_item(), path) else { return false };
    if let Some(Value::String(string)) = root.get("legacy_tox_ini").and_then(Item::as_value) {
        let range = string.span().unwrap_or_default();
        let text = traced(string.value(), book.text, range.start, range.end);
        return tox_ini::read_within(book, &text);
    }
    if !["env_list", "env_run_base", "env"].iter().any(|key| root.contains_key(key)) {
        return false;
    }
    let base = root.get("env_run_base").and_then(Item::as_table_like);
    let own = root.get("env").and_then(Item::as_table_like);
    let list = root.get("env_list").and_then(Item::as_array);
    let list: Vec<String> =
        list.into_iter().flatten().filter_map(Value::as_str).flat_map(expand_names).collect();
    let named = own.into_iter().flat_map(TableLike::iter).map(|(name, _)| name.to_owned());
    for name in choose(book, list, named) {
        if book.is_full() {
            break;
        }
        let section = own.and_then(|own| own.get(&name)).and_then(Item::as_table_like);
        let tables = tables(section, own, base);
        TomlEnvironment { document: &document, name, tables }.write(book);
    }
    true
}

/// The tables of an environment, the nearest first.
fn tables<'d>(
    section: Option<&'d dyn TableLike>,
    all: Option<&'d dyn TableLike>,
    base: Option<&'d dyn TableLike>,
) -> Vec<&'d dyn TableLike> {
    let mut tables: Vec<_> = section.into_iter().collect();
    let named = section.and_then(|table| table.get("base")).and_then(Item::as_array);
    let Some(named) = named else {
        tables.extend(base);
        return tables;
    };
    for name in named.iter().filter_map(Value::as_str).take(DEPTH) {
        match name {
            "env_run_base" => tables.extend(base),
            name => {
                let name = name.strip_prefix("env.").unwrap_or(name);
                tables.extend(all.and_then(|all| all.get(name)).and_then(Item::as_table_like));
            }
        }
    }
    tables
}

struct TomlEnvironment<'d> {
    document: &'d Document<&'d str>,
    name: String,
    tables: Vec<&'d dyn TableLike>,
}

impl Replaced for (&Book<'_>, &TomlEnvironment<'_>) {
    fn reference(&self, name: &str, depth: usize) -> Option<String> {
        let (book, environment) = *self;
        let text = match name.strip_prefix("env:") {
            Some(name) => environment.get(&["set_env"])?.as_table_like()?.get(name)?.as_str()?,
            None => environment.get(&[name])?.as_str()?,
        };
        Some(replace(book, self, text, depth + 1))
    }

    fn environment(&self) -> &str {
        &self.1.name
    }
}

impl<'d> TomlEnvironment<'d> {
    fn get(&self, keys: &[&str]) -> Option<&'d Item> {
        self.tables.iter().find_map(|table| keys.iter().find_map(|key| table.get(key)))
    }

    fn write(&self, book: &mut Book<'_>) {
        let ignored = self.get(&["ignore_outcome"]).and_then(Item::as_bool).unwrap_or(false);
        let variables = self.variables(book);
        let mut lines: Vec<TaskLine> = Vec::new();
        for key in ["commands_pre", "commands", "commands_post"] {
            let commands = self.get(&[key]).and_then(Item::as_array);
            for value in commands.into_iter().flatten() {
                for (text, place) in self.command(book, value, 0) {
                    let Some(mut line) = command(book, &text, place) else { continue };
                    line.ignored |= ignored;
                    line.variables = variables.clone();
                    lines.push(line);
                }
            }
        }
        let place = self.get(&["commands"]).and_then(Item::span).unwrap_or_default();
        book.task(&self.name, (place.start, place.start), lines);
    }

    fn variables(&self, book: &mut Book<'_>) -> TaskVariables {
        let set = self.get(&["set_env"]).and_then(Item::as_table_like);
        let mut found = Vec::new();
        for (name, item) in set.into_iter().flat_map(TableLike::iter) {
            if let Some(value) = item.as_str() {
                let (start, end) = inner_place(book.text, item.span());
                let value = replace(book, &(&*book, self), value, 0);
                found.push((name.to_owned(), Spanned::new(value, book.span(start, end))));
            }
        }
        book.variables(found)
    }

    /// One item of `commands`: a list of words, or a reference to other commands.
    fn command(
        &self,
        book: &Book<'_>,
        value: &Value,
        depth: usize,
    ) -> Vec<(String, (usize, usize))> {
        let range = value.span().unwrap_or_default();
        if let Value::Array(words) = value {
            let words: Vec<String> =
                words.iter().flat_map(|word| self.words(book, word, depth)).collect();
            return vec![(words.join(" "), (range.start, range.end))];
        }
        if let Some(Value::Array(commands)) = self.referred(value)
            && depth < DEPTH
            && book.step()
        {
            let commands = commands.iter();
            return commands.flat_map(|value| self.command(book, value, depth + 1)).collect();
        }
        Vec::new()
    }

    /// The words that one item of a command is, quoted.
    fn words(&self, book: &Book<'_>, value: &Value, depth: usize) -> Vec<String> {
        if depth > DEPTH || !book.step() {
            return Vec::new();
        }
        let all = |values: &Value| -> Vec<String> {
            match values {
                Value::Array(values) => {
                    values.iter().flat_map(|value| self.words(book, value, depth + 1)).collect()
                }
                value => self.words(book, value, depth + 1),
            }
        };
        if let Some(text) = value.as_str() {
            let is_whole = find_close(text, '{', '}') == Some(text.len().saturating_sub(1));
            if is_whole && text.starts_with("{posargs") {
                return vec![replace(book, &(book, self), text, 0)];
            }
            return vec![quote(&replace(book, &(book, self), text, 0))];
        }
        let Some(table) = value.as_inline_table() else { return Vec::new() };
        match table.get("replace").and_then(Value::as_str) {
            Some("posargs") if !book.call.rest.is_empty() => vec![quoted(&book.call.rest)],
            Some("posargs") => table.get("default").map(all).unwrap_or_default(),
            Some("ref") => self.referred(value).map(all).unwrap_or_default(),
            Some("env") => {
                match (table.get("default"), table.get("name").and_then(Value::as_str)) {
                    (Some(default), _) => all(default),
                    (None, Some(name)) => vec![format!("${name}")],
                    _ => Vec::new(),
                }
            }
            Some("if") => table.get("then").map(all).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// What `{ replace = "ref", of = [...] }` or `{ replace = "ref", env = E, key = K }` names.
    fn referred(&self, value: &Value) -> Option<&'d Value> {
        let table = value.as_inline_table()?;
        if table.get("replace")?.as_str()? != "ref" {
            return None;
        }
        if let Some(path) = table.get("of").and_then(Value::as_array) {
            let mut item = self.document.as_item();
            for name in path.iter().take(DEPTH) {
                item = item.as_table_like()?.get(name.as_str()?)?;
            }
            return item.as_value();
        }
        let key = table.get("key")?.as_str()?;
        let all = ["env", "tool.tox.env"];
        let name = table.get("env")?.as_str()?;
        all.iter().find_map(|path| {
            let path: Vec<_> = path.split('.').collect();
            let env = table_at(self.document.as_item(), &path)?.get(name)?;
            env.as_table_like()?.get(key)?.as_value()
        })
    }
}
