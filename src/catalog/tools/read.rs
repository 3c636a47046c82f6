//! Reads the table of tools from the TOML of the catalogue, in the tests only: `write` makes static data of it.
//! Every mistake is told, each with its file and line.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml_edit::{Document, Item, Table, TableLike, Value};

use super::lookup::ToolCatalog;
use super::pattern::{Choice, Flag, Form, FormPart, Program, ProgramNames};
use super::tool::ToolTable;
use super::tool::{LeniencyRule, RuleSetting, Tool, ToolKind, ToolTerms};

impl ToolCatalog {
    /// Reads a table from what tools share, and the entries by their names. What it holds is never given back: a
    /// table is static data, and only tests read one.
    ///
    /// # Errors
    ///
    /// All mistakes at once, each with its line and the command's name.
    pub(super) fn read(shared: &str, entries: &[(String, String)]) -> Result<Self, Vec<String>> {
        table(shared, entries).map(|table| Self::of(kept_one(table)))
    }
}

/// One thing as the table holds it.
fn kept_one<T>(one: T) -> &'static T {
    Box::leak(Box::new(one))
}

/// A list as the table holds it.
fn kept<T>(list: Vec<T>) -> &'static [T] {
    Vec::leak(list)
}

/// Words as the table holds them.
fn kept_words(words: Vec<String>) -> &'static [&'static str] {
    kept(words.into_iter().map(kept_text).collect())
}

fn kept_text(text: String) -> &'static str {
    String::leak(text)
}

type Forms = Vec<(&'static str, Form)>;

/// The parts of a table, as they come.
#[derive(Default)]
struct TableParts {
    tools: Vec<Tool>,
    programs: BTreeMap<String, Program>,
    hosts: Forms,
}

fn parsed<'t>(file: &str, text: &'t str) -> Result<Document<&'t str>, String> {
    Document::parse(text).map_err(|error| {
        let line = line(text, error.span().unwrap_or_default());
        format!("{file}line {line}: {}", error.message().lines().next().unwrap_or_default())
    })
}

fn table(shared: &str, entries: &[(String, String)]) -> Result<ToolTable, Vec<String>> {
    let file = |name: &str| format!("{name}.toml ");
    let document = parsed("", shared).map_err(|mistake| vec![mistake])?;
    let documents = entries.iter().map(|(name, text)| parsed(&file(name), text));
    let (documents, mistakes): (Vec<_>, Vec<_>) = documents.partition(Result::is_ok);
    if !mistakes.is_empty() {
        return Err(mistakes.into_iter().filter_map(Result::err).collect());
    }
    let documents: Vec<_> = documents.into_iter().flatten().collect();
    let mut reader = TableReader::new(shared);
    let root = document.as_table();
    reader.only(root, "the file", "no-verdict names hosts program lenient plain");
    let mut table = TableParts::default();
    reader.read_names(root);
    reader.read_programs(root, &mut table);
    let lenient = reader.read_shared(root);
    let no_verdict = reader.flags(TableEntry { table: root, name: "the file" }, "no-verdict");
    // Names stand before the rest: `yarn lint` is a script before it is a program.
    for by_name in [true, false] {
        for ((name, text), document) in entries.iter().zip(&documents) {
            (reader.file, reader.text) = (file(name), text);
            if by_name {
                reader.read_programs(document.as_table(), &mut table);
            }
            reader.read_tools(document.as_table(), &lenient, &mut table, by_name);
        }
    }
    (reader.file, reader.text) = (String::new(), shared);
    reader.read_plain(root, &mut table);
    let tools = kept(table.tools);
    let by_program = index(&mut reader, tools);
    if !reader.mistakes.is_empty() {
        return Err(reader.mistakes);
    }
    let programs = table.programs.into_iter();
    Ok(ToolTable {
        tools,
        by_program,
        programs: kept(programs.map(|(name, program)| (kept_text(name), program)).collect()),
        hosts: kept(table.hosts),
        no_verdict: kept(no_verdict),
    })
}

/// The forms of every program, by tool and form; only the first of each tool.
fn index(reader: &mut TableReader<'_>, tools: &[Tool]) -> &'static [(u16, u16)] {
    let mut by_program: BTreeMap<(&'static str, u16), u16> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (place, tool) in (0_u16..).zip(tools) {
        if !seen.insert(tool.name.as_ref()) {
            reader.mistakes.push(format!("tool `{}` is there twice", tool.name));
        }
        for (at, (program, _)) in (0_u16..).zip(tool.forms) {
            by_program.entry((program, place)).or_insert(at);
        }
    }
    kept(by_program.into_iter().map(|((_, place), at)| (place, at)).collect())
}

fn line(text: &str, span: Range<usize>) -> usize {
    text.get(..span.start).unwrap_or_default().matches('\n').count() + 1
}

/// Reads one entry after the other.
struct TableReader<'t> {
    /// The file that is read, before the line of a mistake in it.
    file: String,
    text: &'t str,
    names: BTreeMap<String, &'static ProgramNames>,
    /// The names of the sets, as they stand.
    order: Vec<String>,
    mistakes: Vec<String>,
}

/// The entry that is read.
#[derive(Clone, Copy)]
struct TableEntry<'e> {
    table: &'e dyn TableLike,
    name: &'e str,
}

impl<'t> TableReader<'t> {
    fn new(text: &'t str) -> Self {
        let (names, order) = (BTreeMap::new(), Vec::new());
        Self { file: String::new(), text, names, order, mistakes: Vec::new() }
    }

    fn mistake(&mut self, item: Option<&Item>, name: &str, message: &str) {
        let span = item.and_then(Item::span);
        let place = span.map(|span| format!("line {}: ", line(self.text, span)));
        let place = place.unwrap_or_default();
        self.mistakes.push(format!("{}{place}{name}: {message}", self.file));
    }

    fn only(&mut self, table: &dyn TableLike, name: &str, keys: &str) {
        for (key, item) in table.iter() {
            if !keys.split(' ').any(|known| known == key) {
                self.mistake(Some(item), name, &format!("`{key}` is no key here"));
            }
        }
    }

    /// A string is split at blanks.
    fn words(&mut self, entry: TableEntry<'_>, key: &str) -> Vec<String> {
        let Some(item) = entry.table.get(key) else { return Vec::new() };
        let Some(text) = item.as_str() else {
            self.mistake(Some(item), entry.name, &format!("`{key}` must be a string"));
            return Vec::new();
        };
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        if words.is_empty() {
            self.mistake(Some(item), entry.name, &format!("`{key}` is empty"));
        }
        words
    }

    fn text(&mut self, entry: TableEntry<'_>, key: &str) -> Option<String> {
        Some(self.words(entry, key).join(" ")).filter(|text| !text.is_empty())
    }

    fn switch(&mut self, entry: TableEntry<'_>, key: &str) -> bool {
        let Some(item) = entry.table.get(key) else { return false };
        item.as_bool().unwrap_or_else(|| {
            self.mistake(Some(item), entry.name, &format!("`{key}` must be true or false"));
            false
        })
    }

    /// A string, or a list of them.
    fn strings(&mut self, entry: TableEntry<'_>, key: &str) -> Vec<String> {
        let Some(item) = entry.table.get(key) else { return Vec::new() };
        let strings: Option<Vec<String>> = match item.as_value() {
            Some(Value::String(text)) => Some(vec![text.value().clone()]),
            Some(Value::Array(items)) => {
                items.iter().map(|item| item.as_str().map(str::to_owned)).collect()
            }
            _ => None,
        };
        let sound = strings.as_ref().is_some_and(|strings| !strings.is_empty());
        if !sound {
            self.mistake(Some(item), entry.name, &format!("`{key}` must be a string, or several"));
        }
        strings.unwrap_or_default()
    }

    fn flags(&mut self, entry: TableEntry<'_>, key: &str) -> Vec<Flag> {
        let words = self.words(entry, key);
        let mut flags = Vec::with_capacity(words.len());
        for word in words {
            match flag(&word) {
                Some(flag) => flags.push(flag),
                None => {
                    let message = format!("`{word}` in `{key}` is no option");
                    self.mistake(entry.table.get(key), entry.name, &message);
                }
            }
        }
        flags
    }

    fn settings(&mut self, entry: TableEntry<'_>, key: &str) -> Vec<RuleSetting> {
        let setting = |word: String| match word.split_once('=') {
            Some((name, values)) => RuleSetting {
                name: kept_text(name.to_owned()),
                values: Some(kept_words(values.split('|').map(str::to_owned).collect())),
            },
            None => RuleSetting { name: kept_text(word), values: None },
        };
        self.words(entry, key).into_iter().map(setting).collect()
    }

    fn forms(&mut self, entry: TableEntry<'_>, key: &str) -> Forms {
        let mut forms = Vec::new();
        for text in self.strings(entry, key) {
            self.form(&text, entry.table.get(key), entry.name, &mut forms);
        }
        forms
    }

    /// A form, once for each name of its program.
    fn form(&mut self, text: &str, item: Option<&Item>, name: &str, forms: &mut Forms) {
        let mut words = text.split_whitespace();
        let Some(programs) = words.next() else {
            self.mistake(item, name, "a form is empty");
            return;
        };
        let mut parts = Vec::new();
        for word in words {
            let part = match word {
                "..." => Some(FormPart::Any),
                "$" => Some(FormPart::End),
                _ if word.starts_with('-') => flag(word).map(FormPart::Option),
                _ => self.choices(word).map(FormPart::Operand),
            };
            match part {
                Some(part) => parts.push(part),
                None => self.mistake(item, name, &format!("`{word}` in `{text}` is not known")),
            }
        }
        let form = Form { parts: kept(parts) };
        for program in programs.split('|') {
            if program.is_empty() || program.contains(['*', '@', '/']) {
                self.mistake(item, name, &format!("`{text}` does not start with a program"));
            }
            forms.push((kept_text(program.to_owned()), form.clone()));
        }
    }

    fn choices(&self, word: &str) -> Option<&'static [Choice]> {
        if !word.contains('@') {
            let sound = !word.split('|').any(str::is_empty);
            return sound.then(|| kept(vec![Choice::Word(kept_text(word.to_owned()))]));
        }
        let choice = |choice: &str| match choice.strip_prefix('@') {
            Some(names) => self.names.get(names).map(|names| Choice::Name(names)),
            None if choice.is_empty() => None,
            None => Some(Choice::Word(kept_text(choice.to_owned()))),
        };
        word.split('|').map(choice).collect::<Option<_>>().map(kept)
    }

    /// The tables within a table, by their names.
    fn tables<'e>(&mut self, root: &'e dyn TableLike, key: &str) -> Vec<TableEntry<'e>> {
        let Some(item) = root.get(key) else { return Vec::new() };
        let Some(outer) = item.as_table_like() else {
            self.mistake(Some(item), key, "must be a table");
            return Vec::new();
        };
        let mut tables = Vec::new();
        for (name, item) in outer.iter() {
            match item.as_table_like() {
                Some(table) => tables.push(TableEntry { table, name }),
                None => self.mistake(Some(item), name, "must be a table"),
            }
        }
        tables
    }

    fn read_names(&mut self, root: &dyn TableLike) {
        let Some(item) = root.get("names") else { return };
        let Some(table) = item.as_table_like() else {
            self.mistake(Some(item), "names", "must be a table");
            return;
        };
        let except = kept_text(self.words(TableEntry { table, name: "names" }, "except").join(" "));
        for (name, _) in table.iter().filter(|(name, _)| *name != "except") {
            let words = kept_text(self.words(TableEntry { table, name: "names" }, name).join(" "));
            self.order.push(name.to_owned());
            let names = kept_one(ProgramNames { words, except });
            self.names.insert(name.to_owned(), names);
        }
    }

    fn read_programs(&mut self, root: &dyn TableLike, table: &mut TableParts) {
        let entry = TableEntry { table: root, name: "the file" };
        for text in self.strings(entry, "hosts") {
            self.form(&text, root.get("hosts"), "hosts", &mut table.hosts);
        }
        for entry in self.tables(root, "program") {
            self.only(entry.table, entry.name, "values grouped through toolchain");
            let program = Program {
                values: kept_text(self.words(entry, "values").join(" ")),
                grouped: self.switch(entry, "grouped"),
                through: self.switch(entry, "through"),
                toolchain: self.switch(entry, "toolchain"),
            };
            for name in entry.name.split('|') {
                table.programs.insert(name.to_owned(), program.clone());
            }
        }
    }

    fn read_shared(&mut self, root: &dyn TableLike) -> BTreeMap<String, Vec<LeniencyRule>> {
        let mut shared = BTreeMap::new();
        let Some(item) = root.get("lenient") else { return shared };
        let Some(lists) = item.as_table_like() else {
            self.mistake(Some(item), "lenient", "must be a table of lists");
            return shared;
        };
        for (name, item) in lists.iter() {
            let rules = self.rules(item, name, &BTreeMap::new());
            shared.insert(name.to_owned(), rules);
        }
        shared
    }

    fn rules(
        &mut self,
        item: &Item,
        name: &str,
        shared: &BTreeMap<String, Vec<LeniencyRule>>,
    ) -> Vec<LeniencyRule> {
        let Some(list) = item.as_array() else {
            self.mistake(Some(item), name, "`lenient` must be a list");
            return Vec::new();
        };
        let mut rules = Vec::new();
        for value in list {
            let known =
                value.as_str().map(|text| text.strip_prefix('@').and_then(|name| shared.get(name)));
            match (known, value.as_inline_table()) {
                (Some(Some(more)), _) => rules.extend(more.iter().cloned()),
                (_, Some(table)) => rules.extend(self.rule(TableEntry { table, name }, item)),
                _ => self.mistake(
                    Some(item),
                    name,
                    "an item of `lenient` is no table, nor a known list",
                ),
            }
        }
        rules
    }

    fn rule(&mut self, entry: TableEntry<'_>, item: &Item) -> Option<LeniencyRule> {
        let keys = "flag words variable without without-variable effect fix note";
        self.only(entry.table, entry.name, keys);
        let rule = LeniencyRule {
            flags: kept(self.flags(entry, "flag")),
            words: kept_words(self.words(entry, "words")),
            variables: kept(self.settings(entry, "variable")),
            without: kept(self.flags(entry, "without")),
            without_variables: kept(self.settings(entry, "without-variable")),
            effect: self.text(entry, "effect").map(kept_text).unwrap_or_default(),
            fix: self.text(entry, "fix").map(kept_text),
            note: self.switch(entry, "note"),
        };
        if rule.effect.is_empty() {
            self.mistake(Some(item), entry.name, "an item of `lenient` has no `effect`");
        }
        let lists = [rule.flags.len(), rule.words.len(), rule.variables.len(), rule.without.len()];
        if lists == [0; 4] {
            self.mistake(Some(item), entry.name, "an item of `lenient` says not by what");
            return None;
        }
        Some(rule)
    }

    fn read_plain(&mut self, root: &dyn TableLike, table: &mut TableParts) {
        let Some(item) = root.get("plain") else { return };
        let Some(lists) = item.as_table_like() else {
            self.mistake(Some(item), "plain", "must be a table of lists");
            return;
        };
        for (key, item) in lists.iter() {
            let Some(kind) = kind(key) else {
                self.mistake(Some(item), "plain", &format!("`{key}` is no kind"));
                continue;
            };
            for form in self.strings(TableEntry { table: lists, name: "plain" }, key) {
                for form in spelled_out(&form) {
                    let name = form.trim_end_matches("=*").replace(['*', '$'], "");
                    let mut forms = Forms::new();
                    self.form(&form, Some(item), &name, &mut forms);
                    let forms = kept(forms);
                    table.tools.push(Tool { kind, forms, ..Tool::own(name.trim()) });
                }
            }
        }
    }

    fn read_tools(
        &mut self,
        root: &dyn TableLike,
        shared: &BTreeMap<String, Vec<LeniencyRule>>,
        table: &mut TableParts,
        by_name: bool,
    ) {
        let Some(item) = root.get("command") else { return };
        let Some(tools) = item.as_array_of_tables() else {
            self.mistake(Some(item), "command", "must be `[[command]]`");
            return;
        };
        let is_now = |entry: &&Table| {
            by_name == (entry.get("kind").and_then(Item::as_str) == Some("by-name"))
        };
        for entry in tools.iter().filter(is_now) {
            let name = entry.get("name").and_then(Item::as_str).unwrap_or("a tool without a name");
            let entry = TableEntry { table: entry, name };
            let keys = "name kind run not only-with no-verdict variables lenient";
            self.only(entry.table, name, keys);
            let name_item = entry.table.get("name");
            let Some(name) = self.text(entry, "name") else {
                self.mistake(name_item, name, "there must be a `name`");
                continue;
            };
            let kind_name = self.text(entry, "kind").unwrap_or_default();
            let mut tool = Tool::own(&name);
            let not = kept(self.forms(entry, "not"));
            let only_with = kept(self.flags(entry, "only-with"));
            let unless = kept(self.flags(entry, "no-verdict"));
            let variables = kept_words(self.words(entry, "variables"));
            let lenient = entry.table.get("lenient");
            let lenient = lenient.map(|item| self.rules(item, &name, shared)).unwrap_or_default();
            let lenient = kept(lenient);
            tool.terms = kept_one(ToolTerms { not, only_with, unless, variables, lenient });
            if kind_name == "by-name" {
                self.by_name(entry, &tool, table);
                continue;
            }
            let Some(kind) = kind(&kind_name) else {
                self.mistake(
                    entry.table.get("kind").or(name_item),
                    &name,
                    "there must be a `kind`",
                );
                continue;
            };
            tool.kind = kind;
            let mut forms = self.forms(entry, "run");
            if !entry.table.contains_key("run") {
                self.form(&name, name_item, &name, &mut forms);
            }
            tool.forms = kept(forms);
            table.tools.push(tool);
        }
    }

    /// One tool for each set of names.
    fn by_name(&mut self, entry: TableEntry<'_>, tool: &Tool, table: &mut TableParts) {
        for set in self.order.clone() {
            let item = entry.table.get("run");
            let Some(kind) = kind(&set) else {
                self.mistake(item, entry.name, &format!("the set `{set}` is no kind"));
                continue;
            };
            let mut forms = Forms::new();
            for text in self.strings(entry, "run") {
                let text = text.replace('@', &format!("@{set}"));
                self.form(&text, item, entry.name, &mut forms);
            }
            if forms.is_empty() {
                self.mistake(entry.table.get("name"), entry.name, "there must be a `run`");
            }
            let name = format!("{} {set}", tool.name).into();
            table.tools.push(Tool { name, kind, forms: kept(forms), ..tool.clone() });
        }
    }
}

fn flag(text: &str) -> Option<Flag> {
    let (name, values) = match text.split_once('=') {
        Some((name, values)) => (name, Some(values.split('|').map(str::to_owned).collect())),
        None => (text, None),
    };
    // Only values have a `|`: as a name it would fit no option, and nobody would see that.
    let sound =
        (name.starts_with('-') || name.starts_with('/')) && name.len() > 1 && !name.contains('|');
    sound.then(|| Flag { name: kept_text(name.to_owned()), values: values.map(kept_words) })
}

/// Every form that a form with `a|b` stands for.
fn spelled_out(form: &str) -> Vec<String> {
    let mut forms = vec![String::new()];
    for word in form.split_whitespace() {
        forms = forms
            .iter()
            .flat_map(|form| word.split('|').map(move |word| format!("{form} {word}")))
            .collect();
    }
    forms.iter().map(|form| form.trim().to_owned()).collect()
}

fn kind(name: &str) -> Option<ToolKind> {
    Some(match name {
        "test" => ToolKind::Test,
        "lint" => ToolKind::Lint,
        "types" => ToolKind::Types,
        "format" => ToolKind::Format,
        "scan" => ToolKind::Scan,
        "build" => ToolKind::Build,
        "docs" => ToolKind::Docs,
        "bench" => ToolKind::Bench,
        "publish" => ToolKind::Publish,
        "check" => ToolKind::Check,
        _ => return None,
    })
}
