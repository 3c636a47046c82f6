//! Rows of the tables of settings: what one entry of the catalogue says of a file, a setting, an option, a number,
//! a report. `table` holds them; the modules beside it look them up.

use super::kinds::{About, SettingKind, fits, kept};

/// How a settings file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SettingsSyntax {
    Toml,
    Ini,
    Json,
    /// JSON with comments.
    Jsonc,
    Yaml,
    /// An object in a script of JavaScript or TypeScript.
    Script,
    /// `name = value`, a line each.
    Properties,
    /// One id a line.
    Ids,
    /// Limits of JaCoCo, in Maven's and Gradle's files.
    Limits,
    /// By code of its own, or by nobody.
    Code,
}

impl SettingsSyntax {
    /// A name by which a document of this syntax is read.
    pub(crate) const fn document(self) -> Option<&'static str> {
        match self {
            Self::Toml => Some("settings.toml"),
            Self::Json => Some("settings.json"),
            Self::Jsonc => Some("settings.jsonc"),
            Self::Yaml => Some("settings.yaml"),
            Self::Ini | Self::Script | Self::Properties | Self::Ids | Self::Limits | Self::Code => {
                None
            }
        }
    }
}

/// A file that a tool reads, and where its settings stand in it.
#[derive(Debug)]
pub(crate) struct KnownFile {
    /// Its name; `*` stands for any text.
    pub(super) file: &'static str,
    /// It is none where the name ends so.
    pub(super) but_not: &'static str,
    /// Folders in which it counts for the whole repository.
    pub(super) folders: &'static [&'static str],
    pub(crate) syntax: SettingsSyntax,
    /// The way to the settings.
    pub(super) table: &'static [&'static str],
    /// What their names start with: the tool, or `{file}`.
    pub(super) prefix: &'static str,
    /// Below what they are known; `*` is what was kept of the way.
    pub(super) below: &'static str,
    /// Only the last part of a name counts.
    pub(super) is_last: bool,
    /// The last part must be this.
    pub(super) only: Option<&'static str>,
    /// The last part must not be this.
    pub(super) but: Option<&'static str>,
}

impl KnownFile {
    /// Whether a file of this name is it.
    pub(crate) fn is(&self, file: &str) -> bool {
        fits(self.file, file) && (self.but_not.is_empty() || !file.ends_with(self.but_not))
    }

    /// Its name, or the pattern of its names.
    pub(crate) const fn file(&self) -> &'static str {
        self.file
    }

    /// What the name of a setting starts with.
    pub(crate) fn start(&self, file: &str, kept: &str) -> String {
        let prefix = if self.prefix == "{file}" { file } else { self.prefix };
        let below = self.below.replace('*', kept);
        let parts = [prefix, &below].into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(".")
    }

    /// The key of the object that holds the settings, in a script.
    pub(crate) fn object(&self) -> &'static str {
        self.table.first().copied().unwrap_or_default()
    }

    /// The section that holds a part of the settings: `tool.coverage.report`, `coverage:report`.
    pub(crate) fn section(&self, part: &str) -> String {
        let table = self.table.join(".");
        match table.contains('*') {
            true => table.replace('*', part),
            false if table.is_empty() => part.to_owned(),
            false => format!("{table}.{part}"),
        }
    }

    /// The name of what stands at the end of these steps.
    pub(super) fn setting(&self, file: &str, steps: &[String]) -> Option<String> {
        let (way, rest) = steps.split_at_checked(self.table.len())?;
        let pairs = self.table.iter().zip(way);
        let is_way = |(part, step): (&&str, &String)| fits(part, step);
        if !pairs.clone().all(is_way) {
            return None;
        }
        let last = rest.last().map(String::as_str);
        if self.only.is_some() && self.only != last || self.but.is_some() && self.but == last {
            return None;
        }
        let kept = pairs.map(|(part, step)| kept(part, step)).find(|kept| !kept.is_empty());
        let start = self.start(file, kept.unwrap_or_default());
        let rest = if self.is_last { last?.to_owned() } else { rest.join(".") };
        Some(format!("{start}.{rest}"))
    }
}

/// How a tool cuts a text into items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ItemCut {
    /// At line ends and commas.
    Items,
    /// At line ends.
    Lines,
    /// At blanks.
    Words,
}

/// What is known of a setting.
#[derive(Debug)]
pub(crate) struct KnownKey {
    /// Its name; `*` stands for any text.
    pub(super) name: &'static str,
    /// `name` is about the last part of a name.
    pub(super) is_last: bool,
    pub(crate) kind: SettingKind,
    pub(crate) about: About,
    pub(crate) cut: ItemCut,
    /// The switch that turns this one on.
    pub(super) umbrella: Option<&'static str>,
    /// Settings with which a list says nothing.
    pub(crate) moot: &'static [(&'static str, &'static str)],
    /// The first item of a list is the value.
    pub(crate) is_first: bool,
    /// Weaker is no more than a note: a dependency asks for it rather than a wish to see less.
    pub(crate) is_advice: bool,
}

impl KnownKey {
    /// Whether a setting of this name is it.
    pub(super) fn is(&self, name: &str) -> bool {
        match self.is_last {
            true => fits(self.name, name.rsplit('.').next().unwrap_or(name)),
            false => fits(self.name, name),
        }
    }

    /// The switch that turns the setting of this name on, where another one does.
    pub(crate) fn umbrella(&self, name: &str) -> Option<String> {
        let umbrella = self.umbrella?;
        let star = if umbrella.contains('*') { kept(self.name, name) } else { "" };
        Some(umbrella.replace('*', star)).filter(|umbrella| umbrella != name)
    }
}

/// An option of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opt {
    /// All its spellings; the first names it in messages.
    pub(crate) names: &'static [&'static str],
    pub(crate) kind: SettingKind,
    pub(crate) about: About,
    /// Its value is a list.
    pub(crate) is_list: bool,
    /// The settings that may say the same.
    pub(crate) also_in: Option<&'static str>,
}

/// How an option holds its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ThresholdForm {
    /// As it is.
    Number,
    /// In an object of JSON, by group and metric.
    Json,
    /// It is the number of something else.
    NoMeasure,
}

/// An option that holds a number.
#[derive(Debug)]
pub(crate) struct OptionThreshold {
    pub(crate) names: &'static [&'static str],
    /// What it measures, wherever it stands.
    pub(crate) what: &'static str,
    /// A smaller number is the stricter one.
    pub(crate) is_most: bool,
    pub(crate) form: ThresholdForm,
}

/// A setting that is a number.
#[derive(Debug)]
pub(super) struct SettingThreshold {
    /// Its name; `*` stands for any text.
    pub(super) name: &'static str,
    /// What it measures; empty where that is its name.
    pub(super) what: &'static str,
    /// The last part must be one of these, where there are any.
    pub(super) metrics: &'static [&'static str],
    pub(super) is_most: bool,
}

/// What an action does in a pipeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LenientPart {
    /// Shows a report that a test run wrote; the run itself is the judge, if it is heard.
    Reporter,
    /// Judges by itself: a scanner, a linter, a threshold.
    Judge,
    /// Carries a file away.
    Upload,
}

/// When an action hides a failure.
#[derive(Clone, Copy, Debug)]
pub(crate) enum LenientWhen {
    /// Unless the input has one of these values; without it too.
    Unless(&'static [&'static str]),
    /// If the input has one of these values.
    If(&'static [&'static str]),
}

/// One action and the input that decides.
#[derive(Clone, Copy, Debug)]
pub struct LenientAction {
    /// `owner/repository`, or with a folder below it.
    pub action: &'static str,
    /// What it does.
    pub part: LenientPart,
    /// The input that decides.
    pub input: &'static str,
    pub(crate) when: LenientWhen,
    /// What happens, as the end of a sentence.
    pub effect: &'static str,
    /// The line to write.
    pub fix: &'static str,
}

/// What an action does, beside judging, that decides what a check means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActKind {
    /// It posts a check or a status. Inputs: its name, its state.
    PostsCheck,
    /// It posts checks or statuses that pass. Input: their names, one on a line.
    PostsPasses,
    /// It checks out a commit. Inputs: the commit, its repository, the folder.
    ChecksOut,
    /// It opens a pull request. Input: the token, that of the run where it is not given.
    OpensPull,
    /// It fails by what it finds in the sources.
    Judges,
}

/// What one action does, and the inputs that say more.
#[derive(Clone, Copy, Debug)]
pub struct ActionAct {
    /// `owner/repository`, or with a folder below it.
    pub action: &'static str,
    /// What it does.
    pub kind: ActKind,
    /// The inputs, as the kind orders them.
    pub inputs: &'static [&'static str],
}

/// An input of an action that says where a report is.
#[derive(Debug)]
pub(crate) struct ReportInput {
    pub(crate) action: &'static str,
    pub(crate) input: &'static str,
    pub(crate) format: ReportFormat,
}

/// One setting of one tool, in one line of its file. As the tool's own documentation says.
#[derive(Debug)]
pub(crate) struct LenientSetting {
    pub(crate) programs: &'static [&'static str],
    pub(crate) files: &'static [&'static str],
    /// Matches the setting in its line.
    pub(crate) pattern: &'static str,
    pub(crate) effect: &'static str,
    pub(crate) fix: &'static str,
}

/// What a report is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReportFormat {
    /// JUnit XML: what became of tests.
    Junit,
    /// Cobertura XML: what is covered.
    Cobertura,
}

/// A report that a program writes, and when.
#[derive(Debug)]
pub(crate) struct KnownReport {
    pub(crate) format: ReportFormat,
    /// The option that names the file; empty where it is always the same.
    pub(crate) option: &'static str,
    /// What a value of the option starts with, before `:` and the file.
    pub(crate) value: &'static str,
    /// The file, where nothing says another; empty where there is none then.
    pub(crate) path: &'static str,
    /// The variable that names the file; empty where there is none.
    pub(crate) variable: &'static str,
    /// The first word must be this.
    pub(crate) first: &'static str,
    /// One of these must be a word.
    pub(crate) words: &'static [&'static str],
    /// A word must hold this.
    pub(crate) with: &'static str,
    /// No word may hold one of these.
    pub(crate) without: &'static [&'static str],
}
