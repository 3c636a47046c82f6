//! Entries of the catalogue as they are written, in the tests only: `write` makes static data of them. The head
//! of `shared.toml` says what each part means.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::formats::document;

/// One entry: all that is known of one tool.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ToolEntry {
    /// The name of its file.
    #[serde(skip)]
    pub(crate) name: String,
    pub(super) source: String,
    pub(super) server: String,
    pub(crate) gate: Vec<String>,
    pub(crate) no_gate: Vec<String>,
    pub(super) asks: Words,
    pub(super) aliases: Words,
    pub(super) subcommands: Words,
    pub(super) stands_before: bool,
    pub(super) switches: Words,
    pub(super) replaces: Words,
    settings: Option<String>,
    pub(super) holds_options: Option<String>,
    pub(super) spellings: BTreeMap<String, String>,
    pub(super) variables: Vec<VariableRow>,
    pub(super) settings_files: Vec<FileRow>,
    pub(super) keys: Vec<KeyRow>,
    pub(crate) changes: Vec<ChangeRow>,
    pub(super) options: Vec<OptionRow>,
    pub(super) thresholds: Vec<ThresholdRow>,
    pub(super) floors: Vec<FloorRow>,
    pub(super) reports: Vec<ReportRow>,
    pub(super) lenient_settings: Vec<LenientRow>,
    pub(super) lenient_actions: Vec<ActionRow>,
    pub(super) report_inputs: Vec<InputRow>,
    pub(super) action_acts: Vec<ActRow>,
    pub(super) program: Option<Value>,
    pub(crate) command: Option<Value>,
}

/// A text that holds words with blanks between.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Words(String);

impl Words {
    pub(super) fn list(&self) -> Vec<&str> {
        self.0.split_whitespace().collect()
    }
}

/// Names with `|` between.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(super) struct Names(String);

/// The names that a row is of, else that of the entry.
pub(super) fn names<'n>(of: Option<&'n Names>, entry: &'n ToolEntry) -> Vec<&'n str> {
    of.map_or_else(|| vec![entry.name.as_str()], |names| names.0.split('|').collect())
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VariableRow {
    pub(super) name: String,
    pub(super) of: Option<Names>,
}

/// A path, cut at its dots, or its parts.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum TablePath {
    Text(String),
    Parts(Vec<String>),
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FileRow {
    pub(super) file: Words,
    pub(super) at: Option<String>,
    pub(super) folders: Words,
    pub(super) but_not: String,
    pub(super) syntax: Option<String>,
    pub(super) reads: Option<String>,
    table: Option<TablePath>,
    #[serde(rename = "as")]
    pub(super) below: String,
    pub(super) prefix: Option<String>,
    pub(super) last: bool,
    pub(super) only: Option<String>,
    pub(super) but: Option<String>,
    pub(super) not_read: bool,
    pub(super) unwatched: bool,
}

impl FileRow {
    pub(super) fn table(&self) -> Vec<&str> {
        match &self.table {
            None => Vec::new(),
            Some(TablePath::Text(text)) => text.split('.').collect(),
            Some(TablePath::Parts(parts)) => parts.iter().map(String::as_str).collect(),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct KeyRow {
    pub(super) key: Words,
    pub(super) last: bool,
    #[serde(flatten)]
    pub(super) effect: EffectRow,
    pub(super) cut: Option<String>,
    pub(super) umbrella: Option<String>,
    pub(super) moot: Words,
    pub(super) first: bool,
    pub(super) advice: bool,
}

/// A change of a settings file that lets more through.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeRow {
    pub(crate) file: String,
    pub(crate) base: String,
    pub(crate) head: String,
    /// A part of what is told.
    pub(crate) weaker: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct EffectRow {
    pub(super) effect: String,
    pub(super) about: String,
    pub(super) on: bool,
    pub(super) levels: Words,
    pub(super) without: Option<Value>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct OptionRow {
    pub(super) name: Words,
    pub(super) of: Option<Names>,
    #[serde(flatten)]
    pub(super) effect: EffectRow,
    pub(super) commas: bool,
    pub(super) also_in: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ThresholdRow {
    pub(super) option: Words,
    pub(super) of: Option<Names>,
    pub(super) key: Words,
    pub(super) what: String,
    pub(super) metrics: Words,
    pub(super) most: bool,
    pub(super) json: bool,
    pub(super) no_measure: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FloorRow {
    pub(super) option: Words,
    pub(super) of: Option<Names>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ReportRow {
    pub(super) format: String,
    pub(super) of: Option<Names>,
    pub(super) option: String,
    pub(super) value: String,
    pub(super) path: String,
    pub(super) variable: String,
    pub(super) first: String,
    pub(super) words: Words,
    pub(super) with: String,
    pub(super) without: Words,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LenientRow {
    pub(super) file: Words,
    pub(super) of: Option<Names>,
    pub(super) pattern: String,
    pub(super) effect: String,
    pub(super) fix: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActionRow {
    pub(super) action: String,
    pub(super) part: String,
    pub(super) input: String,
    pub(super) unless: Option<Words>,
    #[serde(rename = "if")]
    pub(super) only_if: Option<Words>,
    pub(super) effect: String,
    pub(super) fix: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InputRow {
    pub(super) action: String,
    pub(super) input: Words,
    pub(super) format: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActRow {
    pub(super) action: String,
    pub(super) act: String,
    pub(super) inputs: Words,
}

impl ToolEntry {
    /// What the names of its settings start with.
    pub(super) fn settings(&self) -> &str {
        self.settings.as_deref().unwrap_or(&self.name)
    }
}

/// The entries, by their names; or every mistake, with the file that it stands in.
pub(crate) fn read(files: &[(String, String)]) -> Result<Vec<ToolEntry>, Vec<String>> {
    let entry = |(name, text): &(String, String)| -> Result<ToolEntry, String> {
        let told = |message: &str| format!("{name}.toml: {message}");
        let parsed = document::read("entry.toml", text.as_bytes());
        let Some(document) = parsed.value else {
            let problem = parsed.problems.first().map(|problem| problem.message.as_str());
            return Err(told(problem.unwrap_or_default()));
        };
        let entry: Result<ToolEntry, _> = serde_json::from_value(document.value);
        let entry = entry.map_err(|error| told(&error.to_string()))?;
        Ok(ToolEntry { name: name.clone(), ..entry })
    };
    let (entries, mistakes): (Vec<_>, Vec<_>) =
        files.iter().map(entry).partition(|read| read.is_ok());
    match mistakes.is_empty() {
        true => Ok(entries.into_iter().flatten().collect()),
        false => Err(mistakes.into_iter().filter_map(Result::err).collect()),
    }
}

/// The files of `data`, by their names without the ending.
#[expect(clippy::disallowed_methods, reason = "tests read the data from the tree")]
pub(crate) fn files() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/catalog/data");
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let name = name.strip_suffix(".toml").unwrap_or_else(|| panic!("{name} is no entry"));
        found.push((name.to_owned(), std::fs::read_to_string(&path).unwrap()));
    }
    found.sort();
    found
}
