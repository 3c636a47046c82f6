//! Writes the entries of the catalogue as Rust, so that nothing is left to read at start.

use std::collections::BTreeMap;

use serde_json::Value;

use super::entry::{
    EffectRow, FileRow, KeyRow, OptionRow, ReportRow, ThresholdRow, ToolEntry, names,
};

const HEAD: &str = "\
//! What is known of the settings of tools. Not written by hand: change the files in `data`, and run
//! `UPDATE=1 cargo test --lib the_catalogue`. Where the types change, begin with empty tables.

use super::kinds::{About, Absent, SettingKind};
use super::rows::{
    ItemCut, KnownFile, KnownKey, KnownReport, LenientSetting, Opt, OptionThreshold, ReportFormat, SettingThreshold,
    SettingsSyntax, ThresholdForm,
};
";

type Named = BTreeMap<String, Vec<String>>;

/// All tables; or every mistake in the entries.
pub(super) fn rust(entries: &[ToolEntry]) -> Result<String, Vec<String>> {
    let mut writer = EntryWriter::default();
    for entry in entries {
        writer.entry(entry);
    }
    if !writer.mistakes.is_empty() {
        return Err(writer.mistakes);
    }
    let mut out = HEAD.to_owned();
    let rows = "&[(&str, &[ROW])]";
    for (name, row, table) in [
        ("FILES", "KnownFile", &writer.files),
        ("KEYS", "KnownKey", &writer.keys),
        ("OPTIONS", "Opt", &writer.options),
        ("OPTION_THRESHOLDS", "OptionThreshold", &writer.option_thresholds),
        ("SETTING_THRESHOLDS", "SettingThreshold", &writer.setting_thresholds),
        ("REPORTS", "KnownReport", &writer.reports),
        ("VARIABLES", "&str", &writer.variables),
        ("SWITCHES", "&str", &writer.switches),
        ("REPLACED", "&str", &writer.replaced),
        ("FLOORS", "&str", &writer.floors),
    ] {
        out += &static_of(
            name,
            &rows.replace("ROW", row),
            table.iter().map(|(name, rows)| {
                let lines: String = rows.iter().map(|row| format!("        {row},\n")).collect();
                format!("({name:?}, &[\n{lines}    ])")
            }),
        );
    }
    for (name, table) in [
        ("ALIASES", &writer.aliases),
        ("SPELLINGS", &writer.spellings),
        ("HOLD_OPTIONS", &writer.hold_options),
    ] {
        out += &static_of(name, "&[(&str, &str)]", table.iter().map(|pair| format!("{pair:?}")));
    }
    for (name, list) in
        [("SUBCOMMANDS", &mut writer.subcommands), ("STAND_BEFORE", &mut writer.stand_before)]
    {
        list.sort();
        out += &static_of(name, "&[&str]", list.iter().map(|word| format!("{word:?}")));
    }
    out += &static_of("LENIENT", "&[LenientSetting]", writer.lenient.into_iter());
    Ok(out)
}

fn static_of(name: &str, kind: &str, rows: impl Iterator<Item = String>) -> String {
    let rows: String = rows.map(|row| format!("    {row},\n")).collect();
    format!("\npub(super) static {name}: {kind} = &[\n{rows}];\n")
}

#[derive(Default)]
struct EntryWriter {
    files: Named,
    keys: Named,
    options: Named,
    option_thresholds: Named,
    setting_thresholds: Named,
    reports: Named,
    variables: Named,
    switches: Named,
    replaced: Named,
    floors: Named,
    aliases: BTreeMap<String, String>,
    spellings: BTreeMap<String, String>,
    hold_options: BTreeMap<String, String>,
    subcommands: Vec<String>,
    stand_before: Vec<String>,
    lenient: Vec<String>,
    mistakes: Vec<String>,
}

fn add(table: &mut Named, name: &str, row: String) {
    table.entry(name.to_owned()).or_default().push(row);
}

impl EntryWriter {
    fn mistake(&mut self, entry: &ToolEntry, message: &str) {
        self.mistakes.push(format!("{}.toml: {message}", entry.name));
    }

    fn entry(&mut self, entry: &ToolEntry) {
        if entry.source.is_empty() && !entry.settings_files.is_empty() {
            self.mistake(entry, "`settings-files` has no `source` of their order");
        }
        if entry.command.is_none() != entry.gate.is_empty()
            || entry.gate.is_empty() != entry.no_gate.is_empty()
        {
            self.mistake(entry, "beside `[[command]]` there must be `gate` and `no-gate`");
        }
        if entry.keys.is_empty() != entry.changes.is_empty() {
            self.mistake(entry, "beside `keys` there must be `changes` that show one");
        }
        entry.settings_files.iter().for_each(|row| self.file(entry, row));
        entry.keys.iter().for_each(|row| self.key(entry, row));
        entry.options.iter().for_each(|row| self.option(entry, row));
        entry.thresholds.iter().for_each(|row| self.threshold(entry, row));
        entry.reports.iter().for_each(|row| self.report(entry, row));
        self.words(entry);
        for row in &entry.lenient_settings {
            let (programs, files) =
                (texts(&names(row.of.as_ref(), entry)), texts(&row.file.list()));
            let (pattern, effect, fix) = (&row.pattern, &row.effect, &row.fix);
            self.lenient.push(format!(
                "LenientSetting {{ programs: {programs}, files: {files}, pattern: {pattern:?}, effect: {effect:?}, fix: {fix:?} }}"
            ));
        }
    }

    fn words(&mut self, entry: &ToolEntry) {
        let (name, settings) = (entry.name.as_str(), entry.settings());
        self.subcommands.extend(entry.subcommands.list().into_iter().map(str::to_owned));
        if entry.stands_before {
            self.stand_before.push(name.to_owned());
        }
        for alias in entry.aliases.list() {
            self.aliases.insert(alias.to_owned(), name.to_owned());
        }
        for switch in entry.switches.list() {
            add(&mut self.switches, name, format!("{switch:?}"));
        }
        for replaced in entry.replaces.list() {
            add(&mut self.replaced, replaced, format!("{settings:?}"));
        }
        for (old, new) in &entry.spellings {
            self.spellings.insert(format!("{settings}.{old}"), format!("{settings}.{new}"));
        }
        if let Some(key) = &entry.holds_options {
            self.hold_options.insert(format!("{settings}.{key}"), name.to_owned());
        }
        for row in &entry.variables {
            for run in names(row.of.as_ref(), entry) {
                add(&mut self.variables, run, format!("{:?}", row.name));
            }
        }
        for row in &entry.floors {
            for program in names(row.of.as_ref(), entry) {
                for option in row.option.list() {
                    add(&mut self.floors, program, format!("{option:?}"));
                }
            }
        }
    }

    fn file(&mut self, entry: &ToolEntry, row: &FileRow) {
        let syntax = match (row.syntax.as_deref(), row.reads.as_deref()) {
            (Some("toml"), None) => "Toml",
            (Some("ini"), None) => "Ini",
            (Some("json"), None) => "Json",
            (Some("jsonc"), None) => "Jsonc",
            (Some("yaml"), None) => "Yaml",
            (Some("script"), None) => "Script",
            (Some("properties"), None) => "Properties",
            (Some("ids"), None) => "Ids",
            (Some("limits"), None) => "Limits",
            (None, Some("code")) => "Code",
            _ => {
                return self.mistake(
                    entry,
                    "a settings file needs a known `syntax`, or `reads = \"code\"`",
                );
            }
        };
        // What is not compared yet would be told where it differs.
        if row.unwatched {
            return;
        }
        let (table, folders) = (texts(&row.table()), texts(&row.folders.list()));
        let prefix = row.prefix.as_deref().unwrap_or(entry.settings());
        let FileRow { but_not, at, below, last, only, but, .. } = row;
        for file in row.file.list() {
            add(
                &mut self.files,
                &entry.name,
                format!(
                    "KnownFile {{ file: {file:?}, but_not: {but_not:?}, at: {at:?}, folders: {folders}, syntax: SettingsSyntax::{syntax}, \
                 table: {table}, prefix: {prefix:?}, below: {below:?}, is_last: {last}, only: {only:?}, but: {but:?} }}"
                ),
            );
        }
    }

    fn key(&mut self, entry: &ToolEntry, row: &KeyRow) {
        let prefix = entry.settings();
        let full = |key: &str| format!("{prefix}.{key}");
        let Some(effect) = self.effect(entry, &row.effect) else { return };
        let cut = match row.cut.as_deref() {
            None => "Items",
            Some("lines") => "Lines",
            Some("words") => "Words",
            Some(_) => return self.mistake(entry, "`cut` is `lines` or `words`"),
        };
        let umbrella = row.umbrella.as_deref().map(full);
        let moot = row.moot.list();
        let moot = moot.iter().filter_map(|word| word.split_once('='));
        let moot: Vec<(String, &str)> = moot.map(|(key, value)| (full(key), value)).collect();
        let KeyRow { last, first, advice, .. } = row;
        for key in row.key.list() {
            let name = if *last { key.to_owned() } else { full(key) };
            add(
                &mut self.keys,
                prefix,
                format!(
                    "KnownKey {{ name: {name:?}, is_last: {last}, {effect}, cut: ItemCut::{cut}, umbrella: {umbrella:?}, \
                 moot: &{moot:?}, is_first: {first}, is_advice: {advice} }}"
                ),
            );
        }
    }

    fn option(&mut self, entry: &ToolEntry, row: &OptionRow) {
        let Some(effect) = self.effect(entry, &row.effect) else { return };
        let spellings = texts(&row.name.list());
        let is_list =
            row.commas || matches!(row.effect.about.as_str(), "complaints" | "advisories");
        let also_in = &row.also_in;
        for run in names(row.of.as_ref(), entry) {
            add(
                &mut self.options,
                run,
                format!(
                    "Opt {{ names: {spellings}, {effect}, is_list: {is_list}, also_in: {also_in:?} }}"
                ),
            );
        }
    }

    /// The fields `kind` and `about`.
    fn effect(&mut self, entry: &ToolEntry, row: &EffectRow) -> Option<String> {
        let kind = match row.effect.as_str() {
            "leaves-out" => "LeavesOut".to_owned(),
            "only" => "Only".to_owned(),
            "demands" => "Demands".to_owned(),
            "strict" => format!("Strict({})", row.on),
            "lax" => "Lax".to_owned(),
            "selects" => "Selects".to_owned(),
            "retries" => "Retries".to_owned(),
            "skips" => "Skips".to_owned(),
            "paths" => "Paths".to_owned(),
            "errors" => "Errors".to_owned(),
            "level" => {
                let absent = match &row.without {
                    Some(Value::String(text)) if text == "preset" => "Preset".to_owned(),
                    Some(Value::String(text)) if text == "version" => "Version".to_owned(),
                    Some(Value::Number(at)) => format!("Is({at})"),
                    _ => {
                        self.mistake(
                            entry,
                            "a `level` needs `without`: a number, `preset` or `version`",
                        );
                        return None;
                    }
                };
                format!("Level({}, Absent::{absent})", texts(&row.levels.list()))
            }
            other => {
                self.mistake(entry, &format!("`{other}` is no `effect`"));
                return None;
            }
        };
        let about = match row.about.as_str() {
            "tests" => "Tests",
            "measure" => "Measure",
            "complaints" => "Complaints",
            "advisories" => "Advisories",
            other => {
                self.mistake(entry, &format!("`{other}` is nothing that a setting is `about`"));
                return None;
            }
        };
        Some(format!("kind: SettingKind::{kind}, about: About::{about}"))
    }

    fn threshold(&mut self, entry: &ToolEntry, row: &ThresholdRow) {
        let (option, key, metrics) =
            (row.option.list(), row.key.list(), texts(&row.metrics.list()));
        if option.is_empty() == key.is_empty() {
            return self.mistake(entry, "a threshold is an `option` or a `key`");
        }
        let ThresholdRow { what, most, .. } = row;
        let form = match (row.json, row.no_measure) {
            (true, _) => "Json",
            (_, true) => "NoMeasure",
            _ => "Number",
        };
        for run in names(row.of.as_ref(), entry).into_iter().filter(|_| !option.is_empty()) {
            let names = texts(&option);
            add(
                &mut self.option_thresholds,
                run,
                format!(
                    "OptionThreshold {{ names: {names}, what: {what:?}, is_most: {most}, form: ThresholdForm::{form} }}"
                ),
            );
        }
        let prefix = entry.settings();
        for key in key {
            let name = format!("{prefix}.{key}");
            add(
                &mut self.setting_thresholds,
                prefix,
                format!(
                    "SettingThreshold {{ name: {name:?}, what: {what:?}, metrics: {metrics}, is_most: {most} }}"
                ),
            );
        }
    }

    fn report(&mut self, entry: &ToolEntry, row: &ReportRow) {
        let format = match row.format.as_str() {
            "junit" => "Junit",
            "cobertura" => "Cobertura",
            other => return self.mistake(entry, &format!("`{other}` is no `format`")),
        };
        let ReportRow { option, value, path, variable, first, with, .. } = row;
        let (words, without) = (texts(&row.words.list()), texts(&row.without.list()));
        for program in names(row.of.as_ref(), entry) {
            add(
                &mut self.reports,
                program,
                format!(
                    "KnownReport {{ format: ReportFormat::{format}, option: {option:?}, value: {value:?}, path: {path:?}, \
                 variable: {variable:?}, first: {first:?}, words: {words}, with: {with:?}, without: {without} }}"
                ),
            );
        }
    }
}

fn texts(texts: &[&str]) -> String {
    format!("&{texts:?}")
}
