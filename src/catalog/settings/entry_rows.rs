//! Rows of the entries of the catalogue, as Rust.

use std::collections::BTreeMap;

use serde_json::Value;

use super::entry::{
    ActionRow, EffectRow, FileRow, KeyRow, OptionRow, ReportRow, ThresholdRow, ToolEntry, names,
};

/// Effects that need no more than their name.
const EFFECTS: [(&str, &str); 9] = [
    ("leaves-out", "LeavesOut"),
    ("only", "Only"),
    ("demands", "Demands"),
    ("lax", "Lax"),
    ("selects", "Selects"),
    ("retries", "Retries"),
    ("skips", "Skips"),
    ("paths", "Paths"),
    ("errors", "Errors"),
];

const SUBJECTS: [(&str, &str); 4] = [
    ("tests", "Tests"),
    ("measure", "Measure"),
    ("complaints", "Complaints"),
    ("advisories", "Advisories"),
];

const SYNTAXES: [(&str, &str); 9] = [
    ("toml", "Toml"),
    ("ini", "Ini"),
    ("json", "Json"),
    ("jsonc", "Jsonc"),
    ("yaml", "Yaml"),
    ("script", "Script"),
    ("properties", "Properties"),
    ("ids", "Ids"),
    ("limits", "Limits"),
];

type Named = BTreeMap<String, Vec<String>>;

/// The rows of all tables, as Rust.
#[derive(Default)]
pub(super) struct EntryRows {
    pub(super) files: Named,
    pub(super) keys: Named,
    pub(super) options: Named,
    pub(super) option_thresholds: Named,
    pub(super) setting_thresholds: Named,
    pub(super) reports: Named,
    pub(super) variables: Named,
    pub(super) switches: Named,
    pub(super) replaced: Named,
    pub(super) floors: Named,
    pub(super) aliases: BTreeMap<String, String>,
    pub(super) spellings: BTreeMap<String, String>,
    pub(super) hold_options: BTreeMap<String, String>,
    pub(super) subcommands: Vec<String>,
    pub(super) stand_before: Vec<String>,
    pub(super) watched: Vec<String>,
    pub(super) patterns: Vec<String>,
    pub(super) lenient: Vec<String>,
    pub(super) lenient_actions: Vec<String>,
    pub(super) action_acts: Vec<String>,
    pub(super) report_inputs: Vec<String>,
    pub(super) mistakes: Vec<String>,
}

fn add(table: &mut Named, name: &str, row: String) {
    table.entry(name.to_owned()).or_default().push(row);
}

impl EntryRows {
    fn mistake(&mut self, entry: &ToolEntry, message: &str) {
        self.mistakes.push(format!("{}.toml: {message}", entry.name));
    }

    /// Adds the rows of an entry.
    pub(super) fn entry(&mut self, entry: &ToolEntry) {
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
        self.actions(entry);
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
        let written = SYNTAXES.iter().find(|(name, _)| Some(*name) == row.syntax.as_deref());
        let syntax = match (written, row.syntax.as_deref(), row.reads.as_deref()) {
            (Some((_, syntax)), _, None) => *syntax,
            (None, None, Some("code")) => "Code",
            _ => {
                let message = "a settings file needs a known `syntax`, or `reads = \"code\"`";
                return self.mistake(entry, message);
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
            match (at, file.contains('*')) {
                (None, true) => self.patterns.push(format!("({file:?}, {but_not:?})")),
                (None, false) => self.watched.push(file.to_owned()),
                (Some(_), _) => {}
            }
            add(
                &mut self.files,
                &entry.name,
                format!(
                    "KnownFile {{ file: {file:?}, but_not: {but_not:?}, folders: {folders}, syntax: SettingsSyntax::{syntax}, \
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
            "strict" => format!("Strict({})", row.on),
            "level" => {
                let absent = match &row.without {
                    Some(Value::String(text)) if text == "preset" => "Preset".to_owned(),
                    Some(Value::String(text)) if text == "version" => "Version".to_owned(),
                    Some(Value::Number(at)) => format!("Is({at})"),
                    _ => {
                        let message = "a `level` needs `without`: a number, `preset` or `version`";
                        self.mistake(entry, message);
                        return None;
                    }
                };
                format!("Level({}, Absent::{absent})", texts(&row.levels.list()))
            }
            other => {
                let known = EFFECTS.iter().find(|(name, _)| *name == other);
                if known.is_none() {
                    self.mistake(entry, &format!("`{other}` is no `effect`"));
                }
                known?.1.to_owned()
            }
        };
        let known = SUBJECTS.iter().find(|(name, _)| *name == row.about);
        if known.is_none() {
            let message = format!("`{}` is nothing that a setting is `about`", row.about);
            self.mistake(entry, &message);
        }
        let about = known?.1;
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

    fn actions(&mut self, entry: &ToolEntry) {
        for row in &entry.lenient_actions {
            let part = match row.part.as_str() {
                "reporter" => "Reporter",
                "judge" => "Judge",
                "upload" => "Upload",
                other => return self.mistake(entry, &format!("`{other}` is no `part`")),
            };
            let when = match (&row.unless, &row.only_if) {
                (Some(values), None) => format!("Unless({})", texts(&values.list())),
                (None, Some(values)) => format!("If({})", texts(&values.list())),
                _ => return self.mistake(entry, "an action is lenient by `unless` or `if`"),
            };
            let ActionRow { action, input, effect, fix, .. } = row;
            self.lenient_actions.push(format!(
                "LenientAction {{ action: {action:?}, part: LenientPart::{part}, input: {input:?}, \
                 when: LenientWhen::{when}, effect: {effect:?}, fix: {fix:?} }}"
            ));
        }
        for row in &entry.action_acts {
            let (kind, count) = match row.act.as_str() {
                "posts-check" => ("PostsCheck", 2),
                "posts-passes" => ("PostsPasses", 1),
                "checks-out" => ("ChecksOut", 3),
                "opens-pull" => ("OpensPull", 1),
                "judges" => ("Judges", 0),
                other => return self.mistake(entry, &format!("`{other}` is no `act`")),
            };
            let (action, inputs) = (&row.action, row.inputs.list());
            if inputs.len() != count {
                return self.mistake(entry, &format!("`{}` takes {count} `inputs`", row.act));
            }
            let inputs = texts(&inputs);
            self.action_acts.push(format!(
                "ActionAct {{ action: {action:?}, kind: ActKind::{kind}, inputs: {inputs} }}"
            ));
        }
        for row in &entry.report_inputs {
            let Some(format) = self.format(entry, &row.format) else { return };
            let action = &row.action;
            for input in row.input.list() {
                self.report_inputs.push(format!(
                    "ReportInput {{ action: {action:?}, input: {input:?}, format: {format} }}"
                ));
            }
        }
    }

    fn format(&mut self, entry: &ToolEntry, name: &str) -> Option<&'static str> {
        match name {
            "junit" => Some("ReportFormat::Junit"),
            "cobertura" => Some("ReportFormat::Cobertura"),
            other => {
                self.mistake(entry, &format!("`{other}` is no `format`"));
                None
            }
        }
    }

    fn report(&mut self, entry: &ToolEntry, row: &ReportRow) {
        let Some(format) = self.format(entry, &row.format) else { return };
        let ReportRow { option, value, path, variable, first, with, .. } = row;
        let (words, without) = (texts(&row.words.list()), texts(&row.without.list()));
        for program in names(row.of.as_ref(), entry) {
            add(
                &mut self.reports,
                program,
                format!(
                    "KnownReport {{ format: {format}, option: {option:?}, value: {value:?}, path: {path:?}, \
                 variable: {variable:?}, first: {first:?}, words: {words}, with: {with:?}, without: {without} }}"
                ),
            );
        }
    }
}

fn texts(texts: &[&str]) -> String {
    format!("&{texts:?}")
}
