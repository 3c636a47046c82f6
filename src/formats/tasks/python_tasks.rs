//! The task tables of hatch, pixi, pdm, poe and rye, each in its own words.

use std::collections::BTreeSet;

use super::book::{Book, DEPTH, push_variable, quote_words};
use super::scripts::{ProjectScript, ProjectScripts, ScriptItem};
use super::task::{TaskFormat, TaskShell};
use crate::formats::document::toml::inner_place;
use crate::formats::document::tree::{TreeField, TreeMap, TreeNode, TreeValue};
use crate::span::Spanned;

/// The scripts of the call's tool; `None` when the file has no table for it.
pub(super) fn read_scripts(
    book: &Book<'_>,
    root: &TreeNode,
    is_shared: bool,
) -> Option<ProjectScripts> {
    let mut scripts = ProjectScripts::default();
    let mut reader =
        PythonTaskReader { book, scripts: &mut scripts, default_shell: TaskShell::Direct };
    match book.call.format {
        TaskFormat::Hatch if is_shared => reader.hatch(root.find_map(&["tool", "hatch", "envs"])?),
        TaskFormat::Hatch => reader.hatch(root.find_map(&["envs"])?),
        TaskFormat::Pixi if is_shared => reader.pixi(root.find_map(&["tool", "pixi"])?, 0),
        TaskFormat::Pixi => reader.pixi(root.as_map()?, 0),
        TaskFormat::Pdm => {
            reader.each(root.find_map(&["tool", "pdm", "scripts"])?, PythonTaskReader::pdm)
        }
        TaskFormat::Poe => {
            let poe = root.find_map(&["tool", "poe"])?;
            if text(poe.get("default_task_type")) == Some("shell") {
                reader.default_shell = TaskShell::Sh;
            }
            reader.each(root.find_map(&["tool", "poe", "tasks"])?, PythonTaskReader::poe);
        }
        TaskFormat::Rye => {
            reader.each(root.find_map(&["tool", "rye", "scripts"])?, PythonTaskReader::rye)
        }
        _ => return None,
    }
    Some(scripts)
}

fn text(node: Option<&TreeNode>) -> Option<&str> {
    node.and_then(TreeNode::as_text)
}

/// The fields of a map that may not be there.
fn fields(node: Option<&TreeNode>) -> &[TreeField] {
    node.and_then(TreeNode::as_map).map(TreeMap::fields).unwrap_or_default()
}

struct PythonTaskReader<'r, 'b> {
    book: &'r Book<'b>,
    scripts: &'r mut ProjectScripts,
    default_shell: TaskShell,
}

impl PythonTaskReader<'_, '_> {
    /// Reads every entry of a table by a reader for one.
    fn each(&mut self, table: &TreeMap, read: fn(&Self, &TreeNode) -> Option<ProjectScript>) {
        let pdm = self.book.call.format == TaskFormat::Pdm;
        let shared = table.get("_").map(|node| self.variables(node)).unwrap_or_default();
        for field in table.fields() {
            let name = &field.name;
            if self.scripts.is_full() {
                break;
            }
            if pdm && name == "_" {
                continue;
            }
            let Some(mut script) = read(self, &field.node) else { continue };
            script.place = field.place();
            if pdm {
                let hook = |when: &str| {
                    Some(format!("{when}_{name}")).filter(|hook| table.get(hook).is_some())
                };
                script.before = hook("pre").into_iter().collect();
                script.after = hook("post").into_iter().collect();
                script.variables = shared.iter().cloned().chain(script.variables).collect();
            }
            self.scripts.add(name.clone(), script);
        }
    }

    /// A command: a string, or a list of words.
    fn command(&self, node: &TreeNode, shell: TaskShell) -> Option<ScriptItem> {
        let (text, place) = match &node.value {
            TreeValue::Text(text) => (text.clone(), inner_place(self.book.text, node.place())),
            TreeValue::List(words) => {
                let words: Vec<_> = words.iter().filter_map(TreeNode::as_text).collect();
                (quote_words(&words), node.place())
            }
            _ => return None,
        };
        // a direct command may go over lines, which are no more than blanks
        let text = if shell == TaskShell::Direct { text.replace(['\n', '\r'], " ") } else { text };
        Some(ScriptItem { text, place, shell, ignored: false, names: false })
    }

    /// The names of other tasks: a string, or a list of strings and of `{ task = name }`.
    fn depends(node: Option<&TreeNode>) -> Vec<String> {
        let name = |node: &TreeNode| {
            let name = node.as_inline_map().map_or(Some(node), |map| map.get("task"));
            text(name).map(str::to_owned)
        };
        let Some(node) = node else { return Vec::new() };
        node.as_list().unwrap_or(std::slice::from_ref(node)).iter().filter_map(name).collect()
    }

    /// The table `env` of a task.
    fn variables(&self, task: &TreeNode) -> Vec<(String, Spanned<String>)> {
        let entries = fields(task.as_map().and_then(|task| task.get("env"))).iter();
        entries
            .filter_map(|field| {
                // `{ default = "..." }` of poe
                let inner = field.node.as_map().and_then(|table| table.get("default"));
                self.variable(&field.name, inner.unwrap_or(&field.node))
            })
            .collect()
    }

    fn variable(&self, name: &str, node: &TreeNode) -> Option<(String, Spanned<String>)> {
        let (start, end) = inner_place(self.book.text, node.place());
        let value = Spanned::new(node.as_text()?.to_owned(), self.book.span(start, end));
        Some((name.to_owned(), value))
    }

    fn hatch(&mut self, environments: &TreeMap) {
        for TreeField { name: environment, node: own, .. } in environments.fields() {
            let mut name = environment.as_str();
            let mut seen = BTreeSet::new();
            // an environment has the scripts of its template, too
            for _ in 0..DEPTH {
                let table = environments.get(name).and_then(TreeNode::as_map);
                let scripts = table.and_then(|table| table.get("scripts"));
                self.hatch_scripts(environment, own, fields(scripts), &mut seen);
                let detached = table.and_then(|table| table.get("detached")?.as_bool());
                let template = table.and_then(|table| text(table.get("template")));
                if name == "default" || template == Some(name) || detached == Some(true) {
                    break;
                }
                name = template.unwrap_or("default");
            }
        }
    }

    fn hatch_scripts<'d>(
        &mut self,
        environment: &str,
        own: &TreeNode,
        scripts: &'d [TreeField],
        seen: &mut BTreeSet<&'d str>,
    ) {
        if scripts.is_empty() {
            return;
        }
        let variables = fields(own.as_map().and_then(|own| own.get("env-vars"))).iter();
        let variables: Vec<_> =
            variables.filter_map(|field| self.variable(&field.name, &field.node)).collect();
        for field in scripts {
            if self.scripts.is_full() {
                return;
            }
            if !seen.insert(&field.name) {
                continue;
            }
            let node = &field.node;
            let mut script = ProjectScript { place: field.place(), ..ProjectScript::default() };
            script.variables.clone_from(&variables);
            for node in node.as_list().unwrap_or(std::slice::from_ref(node)) {
                let Some(mut item) = self.command(node, TaskShell::Sh) else { continue };
                if let Some(rest) = item.text.strip_prefix("- ") {
                    item.text = rest.to_owned();
                    item.ignored = true;
                }
                item.names = true;
                script.items.push(item);
            }
            let name = match environment {
                "default" => field.name.clone(),
                environment => format!("{environment}:{}", field.name),
            };
            self.scripts.add(name, script);
        }
    }

    /// The tasks of a workspace, of its features and of its platforms.
    fn pixi(&mut self, table: &TreeMap, depth: usize) {
        if let Some(tasks) = table.get("tasks").and_then(TreeNode::as_map) {
            self.each(tasks, Self::pixi_task);
        }
        for part in ["feature", "target"] {
            for field in fields(table.get(part)) {
                let foreign = part == "target" && field.name.starts_with(['w', 'o']);
                if let Some(inner) = field.node.as_map().filter(|_| depth < 2 && !foreign) {
                    self.pixi(inner, depth + 1);
                }
            }
        }
    }

    fn pixi_task(&self, node: &TreeNode) -> Option<ProjectScript> {
        let mut script = ProjectScript { appends: true, ..ProjectScript::default() };
        if let Some(table) = node.as_map() {
            script.before = Self::depends(table.get("depends-on").or(table.get("depends_on")));
            script.variables = self.variables(node);
            let command = table.get("cmd").and_then(|node| self.command(node, TaskShell::Sh));
            if let Some(mut command) = command {
                if let Some(parameters) = table.get("args").and_then(TreeNode::as_list) {
                    script.appends = false;
                    command.text = self.pixi_arguments(&command.text, parameters);
                }
                script.items.push(command);
            }
            return Some(script);
        }
        match &node.value {
            TreeValue::Tables(_) => return None,
            TreeValue::List(_) => script.before = Self::depends(Some(node)),
            _ => script.items.extend(self.command(node, TaskShell::Sh)),
        }
        Some(script)
    }

    /// Puts the words of the call in the place of `{{ name }}`.
    fn pixi_arguments(&self, command: &str, parameters: &[TreeNode]) -> String {
        let mut given = self.book.call.rest.iter();
        let values: Vec<_> = parameters
            .iter()
            .map(|parameter| {
                let part = |key| text(parameter.as_inline_map().and_then(|map| map.get(key)));
                let name = parameter.as_text().or(part("arg")).unwrap_or_default();
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

    fn pdm(&self, node: &TreeNode) -> Option<ProjectScript> {
        self.listed(node, &[("cmd", TaskShell::Direct), ("shell", TaskShell::Sh)], "composite")
    }

    fn rye(&self, node: &TreeNode) -> Option<ProjectScript> {
        self.listed(node, &[("cmd", TaskShell::Direct)], "chain")
    }

    /// A command alone, or a table with one under the first of these keys, or with a list of others.
    fn listed(
        &self,
        node: &TreeNode,
        keys: &[(&str, TaskShell)],
        list: &str,
    ) -> Option<ProjectScript> {
        let mut script = ProjectScript { appends: true, ..ProjectScript::default() };
        let Some(table) = node.as_map() else {
            script.items.push(self.command(node, TaskShell::Direct)?);
            return Some(script);
        };
        script.variables = self.variables(node);
        let command = keys.iter().find_map(|(key, shell)| Some((table.get_value(key)?, *shell)));
        if let Some((node, shell)) = command {
            script.items.extend(self.command(node, shell));
        } else if let Some(parts) = table.get(list).and_then(TreeNode::as_list) {
            script.items.extend(self.named(parts));
            // only the scripts that it names may take the words of the call
            script.appends = false;
        }
        Some(script)
    }

    fn named(&self, parts: &[TreeNode]) -> Vec<ScriptItem> {
        let items = parts.iter().filter_map(|node| self.command(node, TaskShell::Direct));
        items.map(|item| ScriptItem { names: true, ..item }).collect()
    }

    fn poe(&self, node: &TreeNode) -> Option<ProjectScript> {
        let mut script = ProjectScript { appends: true, ..ProjectScript::default() };
        let Some(table) = node.as_map() else {
            match node.as_list() {
                Some(parts) => {
                    script.appends = false;
                    self.poe_sequence(parts, &mut script.items);
                }
                None => script.items.push(self.command(node, self.default_shell)?),
            }
            return Some(script);
        };
        script.variables = self.variables(node);
        script.before = Self::depends(table.get("deps"));
        // declared arguments are variables of the command, what more is given is an error
        script.appends = table.get("args").is_none();
        self.poe_command(table, &mut script.items);
        let ignored = table.get("ignore_fail");
        let ignored = ignored.and_then(TreeNode::as_bool).unwrap_or(false)
            || text(ignored) == Some("return_zero");
        for item in &mut script.items {
            item.ignored |= ignored;
        }
        Some(script)
    }

    fn poe_command(&self, table: &TreeMap, items: &mut Vec<ScriptItem>) {
        let sequence = || table.get_value("sequence").or(table.get_value("parallel"));
        if let Some(node) = table.get_value("cmd") {
            items.extend(self.command(node, TaskShell::Direct));
        } else if let Some(node) = table.get_value("shell") {
            let shell = match text(table.get("interpreter")) {
                Some("bash") => TaskShell::Bash,
                None | Some("posix" | "sh" | "zsh") => TaskShell::Sh,
                Some(_) => TaskShell::Other,
            };
            items.extend(self.command(node, shell));
        } else if let Some(node) = table.get_value("ref") {
            items.extend(self.named(std::slice::from_ref(node)));
        } else if let Some(parts) = sequence().and_then(TreeNode::as_list) {
            self.poe_sequence(parts, items);
        }
    }

    /// A string of a sequence is the name of a task; a table is a task of its own.
    fn poe_sequence(&self, parts: &[TreeNode], items: &mut Vec<ScriptItem>) {
        for part in parts {
            match &part.value {
                TreeValue::Map(table) => self.poe_command(table, items),
                TreeValue::List(inner) => items.extend(self.named(inner)),
                _ => items.extend(self.named(std::slice::from_ref(part))),
            }
        }
    }
}
