//! The task tables of hatch, pixi, pdm, poe and rye, each in its own words.

use std::collections::BTreeSet;

use toml_edit::{Item as Toml, TableLike, Value};

use super::book::{Book, DEPTH, push_variable, quoted};
use super::scripts::{ProjectScript, ProjectScripts, ScriptItem, inner_place};
use super::task::{TaskFormat, TaskShell};
use crate::formats::settings::toml::table_at;
use crate::span::Spanned;

/// The scripts of the call's tool; `None` when the file has no table for it.
pub(super) fn scripts(book: &Book<'_>, root: &Toml, is_shared: bool) -> Option<ProjectScripts> {
    let mut scripts = ProjectScripts::default();
    let mut reader =
        PythonTaskReader { book, scripts: &mut scripts, default_shell: TaskShell::Direct };
    match book.call.format {
        TaskFormat::Hatch if is_shared => reader.hatch(table_at(root, &["tool", "hatch", "envs"])?),
        TaskFormat::Hatch => reader.hatch(table_at(root, &["envs"])?),
        TaskFormat::Pixi if is_shared => reader.pixi(table_at(root, &["tool", "pixi"])?, 0),
        TaskFormat::Pixi => reader.pixi(root.as_table_like()?, 0),
        TaskFormat::Pdm => {
            reader.each(table_at(root, &["tool", "pdm", "scripts"])?, PythonTaskReader::pdm)
        }
        TaskFormat::Poe => {
            let poe = table_at(root, &["tool", "poe"])?;
            if text(poe.get("default_task_type")) == Some("shell") {
                reader.default_shell = TaskShell::Sh;
            }
            reader.each(table_at(root, &["tool", "poe", "tasks"])?, PythonTaskReader::poe);
        }
        TaskFormat::Rye => {
            reader.each(table_at(root, &["tool", "rye", "scripts"])?, PythonTaskReader::rye)
        }
        _ => return None,
    }
    Some(scripts)
}

fn text(item: Option<&Toml>) -> Option<&str> {
    item.and_then(Toml::as_str)
}

fn range_of(value: &Value) -> (usize, usize) {
    value.span().map_or((0, 0), |range| (range.start, range.end))
}

struct PythonTaskReader<'r, 'b> {
    book: &'r Book<'b>,
    scripts: &'r mut ProjectScripts,
    default_shell: TaskShell,
}

impl PythonTaskReader<'_, '_> {
    /// Reads every entry of a table by a reader for one.
    fn each(&mut self, table: &dyn TableLike, read: fn(&Self, &Toml) -> Option<ProjectScript>) {
        let pdm = self.book.call.format == TaskFormat::Pdm;
        let shared = table.get("_").map(|item| self.variables(item)).unwrap_or_default();
        for (name, item) in table.iter() {
            if self.scripts.is_full() {
                break;
            }
            if pdm && name == "_" {
                continue;
            }
            let Some(mut script) = read(self, item) else { continue };
            script.place = key_place(table, name);
            if pdm {
                let hook = |when: &str| {
                    Some(format!("{when}_{name}")).filter(|hook| table.contains_key(hook))
                };
                script.before = hook("pre").into_iter().collect();
                script.after = hook("post").into_iter().collect();
                script.variables = shared.iter().cloned().chain(script.variables).collect();
            }
            self.scripts.add(name.to_owned(), script);
        }
    }

    /// A command: a string, or a list of words.
    fn command(&self, value: &Value, shell: TaskShell) -> Option<ScriptItem> {
        let (text, place) = match value {
            Value::String(text) => {
                (text.value().clone(), inner_place(self.book.text, value.span()))
            }
            Value::Array(words) => {
                let words: Vec<_> = words.iter().filter_map(Value::as_str).collect();
                (quoted(&words), range_of(value))
            }
            _ => return None,
        };
        // a direct command may go over lines, which are no more than blanks
        let text = if shell == TaskShell::Direct { text.replace(['\n', '\r'], " ") } else { text };
        Some(ScriptItem { text, place, shell, ignored: false, names: false })
    }

    /// The names of other tasks: a string, or a list of strings and of `{ task = name }`.
    fn depends(item: Option<&Toml>) -> Vec<String> {
        let name = |value: &Value| match value {
            Value::String(name) => Some(name.value().clone()),
            Value::InlineTable(table) => Some(table.get("task")?.as_str()?.to_owned()),
            _ => None,
        };
        match item.and_then(Toml::as_value) {
            Some(Value::Array(names)) => names.iter().filter_map(name).collect(),
            Some(one) => name(one).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// The table `env` of a task.
    fn variables(&self, item: &Toml) -> Vec<(String, Spanned<String>)> {
        let table = item.as_table_like().and_then(|table| table.get("env"));
        let table = table.and_then(Toml::as_table_like);
        let entries = table.into_iter().flat_map(TableLike::iter);
        entries
            .filter_map(|(name, item)| {
                // `{ default = "..." }` of poe
                let inner = item.as_table_like().and_then(|table| table.get("default"));
                let item = inner.unwrap_or(item);
                let (start, end) = inner_place(self.book.text, item.span());
                let value = Spanned::new(item.as_str()?.to_owned(), self.book.span(start, end));
                Some((name.to_owned(), value))
            })
            .collect()
    }

    fn hatch(&mut self, environments: &dyn TableLike) {
        for (environment, own) in environments.iter() {
            let mut name = environment;
            let mut seen = BTreeSet::new();
            // an environment has the scripts of its template, too
            for _ in 0..DEPTH {
                let table = environments.get(name).and_then(Toml::as_table_like);
                let scripts = table.and_then(|table| table.get("scripts"));
                if let Some(scripts) = scripts.and_then(Toml::as_table_like) {
                    self.hatch_scripts(environment, own, scripts, &mut seen);
                }
                let detached = table.and_then(|table| table.get("detached")?.as_bool());
                let template = table.and_then(|table| text(table.get("template")));
                if name == "default" || template == Some(name) || detached == Some(true) {
                    break;
                }
                name = template.unwrap_or("default");
            }
        }
    }

    fn hatch_scripts(
        &mut self,
        environment: &str,
        own: &Toml,
        scripts: &dyn TableLike,
        seen: &mut BTreeSet<String>,
    ) {
        let variables = own.as_table_like().and_then(|own| own.get("env-vars"));
        let variables = variables.and_then(Toml::as_table_like);
        let variables: Vec<_> = variables
            .into_iter()
            .flat_map(TableLike::iter)
            .filter_map(|(name, item)| {
                let (start, end) = inner_place(self.book.text, item.span());
                let value = Spanned::new(item.as_str()?.to_owned(), self.book.span(start, end));
                Some((name.to_owned(), value))
            })
            .collect();
        for (name, item) in scripts.iter() {
            if self.scripts.is_full() {
                return;
            }
            if !seen.insert(name.to_owned()) {
                continue;
            }
            let commands = match item.as_value() {
                Some(Value::Array(commands)) => commands.iter().collect(),
                one => one.into_iter().collect::<Vec<_>>(),
            };
            let mut script =
                ProjectScript { place: key_place(scripts, name), ..ProjectScript::default() };
            script.variables.clone_from(&variables);
            for value in commands {
                let Some(mut item) = self.command(value, TaskShell::Sh) else { continue };
                if let Some(rest) = item.text.strip_prefix("- ") {
                    item.text = rest.to_owned();
                    item.ignored = true;
                }
                item.names = true;
                script.items.push(item);
            }
            let name = match environment {
                "default" => name.to_owned(),
                environment => format!("{environment}:{name}"),
            };
            self.scripts.add(name, script);
        }
    }

    /// The tasks of a workspace, of its features and of its platforms.
    fn pixi(&mut self, table: &dyn TableLike, depth: usize) {
        if let Some(tasks) = table.get("tasks").and_then(Toml::as_table_like) {
            self.each(tasks, Self::pixi_task);
        }
        for part in ["feature", "target"] {
            let parts = table.get(part).and_then(Toml::as_table_like);
            for (name, inner) in parts.into_iter().flat_map(TableLike::iter) {
                let foreign = part == "target" && name.starts_with(['w', 'o']);
                if let Some(inner) = inner.as_table_like().filter(|_| depth < 2 && !foreign) {
                    self.pixi(inner, depth + 1);
                }
            }
        }
    }

    fn pixi_task(&self, item: &Toml) -> Option<ProjectScript> {
        let mut script = ProjectScript { appends: true, ..ProjectScript::default() };
        if let Some(table) = item.as_table_like() {
            script.before = Self::depends(table.get("depends-on").or(table.get("depends_on")));
            script.variables = self.variables(item);
            let command = table.get("cmd").and_then(Toml::as_value);
            if let Some(mut command) = command.and_then(|value| self.command(value, TaskShell::Sh))
            {
                if let Some(parameters) = table.get("args").and_then(Toml::as_array) {
                    script.appends = false;
                    command.text = self.pixi_arguments(&command.text, parameters.iter());
                }
                script.items.push(command);
            }
            return Some(script);
        }
        match item.as_value()? {
            Value::Array(_) => script.before = Self::depends(Some(item)),
            value => script.items.extend(self.command(value, TaskShell::Sh)),
        }
        Some(script)
    }

    /// Puts the words of the call in the place of `{{ name }}`.
    fn pixi_arguments<'v>(
        &self,
        command: &str,
        parameters: impl Iterator<Item = &'v Value>,
    ) -> String {
        let mut given = self.book.call.rest.iter();
        let values: Vec<_> = parameters
            .map(|parameter| {
                let table = parameter.as_inline_table();
                let part = |key: &str| table.and_then(|table| table.get(key)?.as_str());
                let name = parameter.as_str().or(part("arg")).unwrap_or_default();
                (name, given.next().map(String::as_str).or(part("default")))
            })
            .collect();
        let mut out = String::new();
        let mut rest = command;
        while let Some((before, behind)) = rest.split_once("{{") {
            let Some((name, after)) = behind.split_once("}}") else { break };
            out.push_str(before);
            let value = values.iter().find(|(known, _)| *known == name.trim());
            match value.and_then(|(_, value)| *value) {
                Some(value) => out.push_str(value),
                None => push_variable(&mut out, name, after.chars().next()),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    fn pdm(&self, item: &Toml) -> Option<ProjectScript> {
        self.listed(item, &[("cmd", TaskShell::Direct), ("shell", TaskShell::Sh)], "composite")
    }

    fn rye(&self, item: &Toml) -> Option<ProjectScript> {
        self.listed(item, &[("cmd", TaskShell::Direct)], "chain")
    }

    /// A command alone, or a table with one under the first of these keys, or with a list of others.
    fn listed(&self, item: &Toml, keys: &[(&str, TaskShell)], list: &str) -> Option<ProjectScript> {
        let mut script = ProjectScript { appends: true, ..ProjectScript::default() };
        let Some(table) = item.as_table_like() else {
            script.items.push(self.command(item.as_value()?, TaskShell::Direct)?);
            return Some(script);
        };
        script.variables = self.variables(item);
        let get = |key: &str| table.get(key).and_then(Toml::as_value);
        let command = keys.iter().find_map(|(key, shell)| Some((get(key)?, *shell)));
        if let Some((value, shell)) = command {
            script.items.extend(self.command(value, shell));
        } else if let Some(Value::Array(parts)) = get(list) {
            script.items.extend(self.named(parts.iter()));
            // only the scripts that it names may take the words of the call
            script.appends = false;
        }
        Some(script)
    }

    fn named<'v>(&self, parts: impl Iterator<Item = &'v Value>) -> Vec<ScriptItem> {
        let items = parts.filter_map(|value| self.command(value, TaskShell::Direct));
        items.map(|item| ScriptItem { names: true, ..item }).collect()
    }

    fn poe(&self, item: &Toml) -> Option<ProjectScript> {
        let mut script = ProjectScript { appends: true, ..ProjectScript::default() };
        let Some(table) = item.as_table_like() else {
            match item.as_value()? {
                Value::Array(parts) => {
                    script.appends = false;
                    self.poe_sequence(parts.iter(), &mut script.items);
                }
                value => script.items.push(self.command(value, self.default_shell)?),
            }
            return Some(script);
        };
        script.variables = self.variables(item);
        script.before = Self::depends(table.get("deps"));
        // declared arguments are variables of the command, what more is given is an error
        script.appends = table.get("args").is_none();
        self.poe_command(table, &mut script.items);
        let ignored = table.get("ignore_fail");
        let ignored = ignored.and_then(Toml::as_bool).unwrap_or(false)
            || text(ignored) == Some("return_zero");
        for item in &mut script.items {
            item.ignored |= ignored;
        }
        Some(script)
    }

    fn poe_command(&self, table: &dyn TableLike, items: &mut Vec<ScriptItem>) {
        let get = |key: &str| table.get(key).and_then(Toml::as_value);
        if let Some(value) = get("cmd") {
            items.extend(self.command(value, TaskShell::Direct));
        } else if let Some(value) = get("shell") {
            let shell = match text(table.get("interpreter")) {
                Some("bash") => TaskShell::Bash,
                None | Some("posix" | "sh" | "zsh") => TaskShell::Sh,
                Some(_) => TaskShell::Other,
            };
            items.extend(self.command(value, shell));
        } else if let Some(value) = get("ref") {
            items.extend(self.named(std::iter::once(value)));
        } else if let Some(Value::Array(parts)) = get("sequence").or(get("parallel")) {
            self.poe_sequence(parts.iter(), items);
        }
    }

    /// A string of a sequence is the name of a task; a table is a task of its own.
    fn poe_sequence<'v>(
        &self,
        parts: impl Iterator<Item = &'v Value>,
        items: &mut Vec<ScriptItem>,
    ) {
        for part in parts {
            match part {
                Value::InlineTable(table) => self.poe_command(table, items),
                Value::Array(inner) => items.extend(self.named(inner.iter())),
                part => items.extend(self.named(std::iter::once(part))),
            }
        }
    }
}

fn key_place(table: &dyn TableLike, name: &str) -> (usize, usize) {
    let key = table.get_key_value(name).and_then(|(key, _)| key.span());
    key.map_or((0, 0), |range| (range.start, range.end))
}
