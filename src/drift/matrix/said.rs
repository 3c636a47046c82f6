//! What a job says outright: the labels of its runner, the inputs of its actions, its variables and
//! scripts. A value of a matrix that stands there now is not gone.

use std::collections::BTreeSet;

use crate::drift::pairs::JobRef;
use crate::facts::jobs::keys;
use crate::formats::workflow::model::{Step, Value};
use crate::policy::Actual;

/// The words of a job.
pub(super) struct AxisText {
    words: BTreeSet<String>,
}

impl AxisText {
    pub(super) fn of(job: &JobRef<'_>) -> Self {
        let mut said = Self { words: BTreeSet::new() };
        let job = job.job;
        job.runs_on.iter().for_each(|runner| said.value(&runner.value));
        job.with.iter().for_each(|(_, value)| said.value(&value.value));
        job.env.vars.iter().for_each(|(_, value)| said.text(&value.value));
        job.name.iter().for_each(|name| said.text(&name.value));
        job.steps.iter().for_each(|step| said.step(step));
        said
    }

    fn step(&mut self, step: &Step) {
        step.run.iter().for_each(|run| self.text(&run.text));
        step.uses.iter().for_each(|uses| self.text(&uses.value));
        step.with.iter().for_each(|(_, value)| self.value(&value.value));
        step.env.vars.iter().for_each(|(_, value)| self.text(&value.value));
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::List(items) => items.iter().for_each(|item| self.value(&item.value)),
            Value::Map(fields) => fields.iter().for_each(|(_, field)| self.value(&field.value)),
            plain => self.text(&shown(plain)),
        }
    }

    fn text(&mut self, text: &str) {
        self.words.insert(text.trim().to_lowercase());
        let is_end = |other: char| other.is_whitespace() || "=\"'`,;()[]{}<>|&@".contains(other);
        let words = text.split(is_end).filter(|word| !word.is_empty());
        self.words.extend(words.map(str::to_lowercase));
    }

    pub(super) fn says(&self, value: &str) -> bool {
        self.words.contains(&value.trim().to_lowercase())
    }
}

/// A family of operating systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum AxisFamily {
    Linux,
    Windows,
    MacOs,
}

impl AxisFamily {
    pub(super) fn of(label: &str) -> Option<Self> {
        let label = label.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
        if has(&["windows", "win32", "win64"]) {
            Some(Self::Windows)
        } else if has(&["macos", "osx", "darwin"]) {
            Some(Self::MacOs)
        } else if has(&["ubuntu", "linux", "debian"]) {
            Some(Self::Linux)
        } else {
            None
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Linux => "Linux",
            Self::Windows => "Windows",
            Self::MacOs => "macOS",
        }
    }
}

/// The systems that a job runs on in any of its legs; `None` where only the run knows, or a label does not
/// tell.
pub(super) fn families(job: &JobRef<'_>) -> Option<BTreeSet<AxisFamily>> {
    let mut found = BTreeSet::new();
    for key in keys::runs_on(job.job) {
        let Actual::Value(value) = key.actual else { return None };
        let text = value.to_string();
        if text.contains("${{") {
            return None;
        }
        found.insert(AxisFamily::of(&text)?);
    }
    Some(found)
}

/// A value in words: numbers as written, maps with their keys.
pub(super) fn shown(value: &Value) -> String {
    let joined = |items: Vec<String>| items.join(" ");
    match value {
        Value::Null => String::new(),
        Value::Bool(value) => value.to_string(),
        Value::Number { text, .. } => text.clone(),
        Value::String(text) => text.clone(),
        Value::List(items) => joined(items.iter().map(|item| shown(&item.value)).collect()),
        Value::Map(fields) => joined(
            fields
                .iter()
                .map(|(key, field)| format!("{}: {}", key.value, shown(&field.value)))
                .collect(),
        ),
    }
}
