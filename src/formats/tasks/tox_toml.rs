//! tox in TOML: `tox.toml`, and `[tool.tox]` of `pyproject.toml`.

use super::book::{Book, DEPTH, TaskVariables, find_close, quote_word, quote_words};
use super::scripts::parse_project;
use super::task::TaskLine;
use super::tox_ini;
use super::tox_names::{
    Replaced, choose_environments, expand_names, make_line, replace_references,
};
use crate::formats::document::toml::{inner_place, trace_string};
use crate::formats::document::tree::{ByteRange, TreeMap, TreeNode};
use crate::span::Spanned;

/// Reads the environments out of the table at a path.
pub(super) fn read(book: &mut Book<'_>, path: &[&str]) -> bool {
    let Some(root) = parse_project(book) else { return false };
    let Some(settings) = root.find_map(path) else { return false };
    if let Some(node) = settings.get("legacy_tox_ini")
        && let Some(text) = node.as_text()
    {
        let text = trace_string(text, book.text, node.place());
        return tox_ini::read_within(book, &text);
    }
    if ["env_list", "env_run_base", "env"].iter().all(|key| settings.get(key).is_none()) {
        return false;
    }
    let base = settings.get("env_run_base").and_then(TreeNode::as_map);
    let own = settings.get("env").and_then(TreeNode::as_map);
    let list = settings.get("env_list").and_then(TreeNode::as_list).unwrap_or_default();
    let list = list.iter().filter_map(TreeNode::as_text).flat_map(expand_names).collect();
    let named = own.map(TreeMap::fields).unwrap_or_default();
    let named = named.iter().map(|field| field.name.clone());
    for name in choose_environments(book, list, named) {
        if book.is_full() {
            break;
        }
        let section = own.and_then(|own| own.get(&name)?.as_map());
        let tables = tables(section, own, base);
        TomlEnvironment { root: &root, name, tables }.write(book);
    }
    true
}

/// The tables of an environment, the nearest first.
fn tables<'d>(
    section: Option<&'d TreeMap>,
    all: Option<&'d TreeMap>,
    base: Option<&'d TreeMap>,
) -> Vec<&'d TreeMap> {
    let mut tables: Vec<_> = section.into_iter().collect();
    let named = section.and_then(|table| table.get("base")?.as_list());
    let Some(named) = named else {
        tables.extend(base);
        return tables;
    };
    for name in named.iter().filter_map(TreeNode::as_text).take(DEPTH) {
        match name {
            "env_run_base" => tables.extend(base),
            name => {
                let name = name.strip_prefix("env.").unwrap_or(name);
                tables.extend(all.and_then(|all| all.get(name)?.as_map()));
            }
        }
    }
    tables
}

struct TomlEnvironment<'d> {
    root: &'d TreeNode,
    name: String,
    tables: Vec<&'d TreeMap>,
}

impl Replaced for (&Book<'_>, &TomlEnvironment<'_>) {
    fn reference(&self, name: &str, depth: usize) -> Option<String> {
        let (book, environment) = *self;
        let text = match name.strip_prefix("env:") {
            Some(name) => environment.get("set_env")?.as_map()?.get(name)?.as_text()?,
            None => environment.get(name)?.as_text()?,
        };
        Some(replace_references(book, self, text, depth + 1))
    }

    fn environment(&self) -> &str {
        &self.1.name
    }
}

impl<'d> TomlEnvironment<'d> {
    fn get(&self, key: &str) -> Option<&'d TreeNode> {
        self.tables.iter().find_map(|table| table.get(key))
    }

    fn write(&self, book: &mut Book<'_>) {
        let ignored = self.get("ignore_outcome").and_then(TreeNode::as_bool).unwrap_or(false);
        let variables = self.variables(book);
        let mut lines: Vec<TaskLine> = Vec::new();
        for key in ["commands_pre", "commands", "commands_post"] {
            let commands = self.get(key).and_then(TreeNode::as_list).unwrap_or_default();
            for node in commands {
                for (text, place) in self.command(book, node, 0) {
                    let Some(mut line) = make_line(book, &text, place) else { continue };
                    line.ignored |= ignored;
                    line.variables = variables.clone();
                    lines.push(line);
                }
            }
        }
        let (start, _) = self.get("commands").map(TreeNode::place).unwrap_or_default();
        book.task(&self.name, (start, start), lines);
    }

    fn variables(&self, book: &mut Book<'_>) -> TaskVariables {
        let set = self.get("set_env").and_then(TreeNode::as_map);
        let mut found = Vec::new();
        for field in set.map(TreeMap::fields).unwrap_or_default() {
            if let Some(value) = field.node.as_text() {
                let (start, end) = inner_place(book.text, field.node.place());
                let value = replace_references(book, &(&*book, self), value, 0);
                found.push((field.name.clone(), Spanned::new(value, book.span(start, end))));
            }
        }
        book.variables(found)
    }

    /// One item of `commands`: a list of words, or a reference to other commands.
    fn command(&self, book: &Book<'_>, node: &TreeNode, depth: usize) -> Vec<(String, ByteRange)> {
        if let Some(words) = node.as_list() {
            let words: Vec<String> =
                words.iter().flat_map(|word| self.words(book, word, depth)).collect();
            return vec![(words.join(" "), node.place())];
        }
        if let Some(commands) = self.referred(node).and_then(TreeNode::as_list)
            && depth < DEPTH
            && book.step()
        {
            return commands.iter().flat_map(|node| self.command(book, node, depth + 1)).collect();
        }
        Vec::new()
    }

    /// The words that one item of a command is, quoted.
    fn words(&self, book: &Book<'_>, node: &TreeNode, depth: usize) -> Vec<String> {
        if depth > DEPTH || !book.step() {
            return Vec::new();
        }
        let all = |node: &TreeNode| -> Vec<String> {
            let nodes = node.as_list().unwrap_or(std::slice::from_ref(node));
            nodes.iter().flat_map(|node| self.words(book, node, depth + 1)).collect()
        };
        if let Some(text) = node.as_text() {
            let is_whole = find_close(text, '{', '}') == Some(text.len().saturating_sub(1));
            if is_whole && text.starts_with("{posargs") {
                return vec![replace_references(book, &(book, self), text, 0)];
            }
            return vec![quote_word(&replace_references(book, &(book, self), text, 0))];
        }
        let Some(table) = node.as_inline_map() else { return Vec::new() };
        let text = |key: &str| table.get(key).and_then(TreeNode::as_text);
        match text("replace") {
            Some("posargs") if !book.call.rest.is_empty() => vec![quote_words(&book.call.rest)],
            Some("posargs") => table.get("default").map(all).unwrap_or_default(),
            Some("ref") => self.referred(node).map(all).unwrap_or_default(),
            Some("env") => match (table.get("default"), text("name")) {
                (Some(default), _) => all(default),
                (None, Some(name)) => vec![format!("${name}")],
                _ => Vec::new(),
            },
            Some("if") => table.get("then").map(all).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// What `{ replace = "ref", of = [...] }` or `{ replace = "ref", env = E, key = K }` names.
    fn referred(&self, node: &TreeNode) -> Option<&'d TreeNode> {
        let table = node.as_inline_map()?;
        let text = |key: &str| table.get(key)?.as_text();
        if text("replace")? != "ref" {
            return None;
        }
        if let Some(path) = table.get("of").and_then(TreeNode::as_list) {
            let path: Option<Vec<&str>> = path.iter().take(DEPTH).map(TreeNode::as_text).collect();
            return self.root.find(&path?).filter(|node| node.is_value());
        }
        let (key, name) = (text("key")?, text("env")?);
        let all: [&[&str]; 2] = [&["env", name], &["tool", "tox", "env", name]];
        all.iter().find_map(|path| self.root.find_map(path)?.get_value(key))
    }
}
