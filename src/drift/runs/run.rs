//! One run of a tool, and its options.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::catalog::settings::runs;
use crate::facts::commands::fact::EnvVariable;
use crate::facts::path::step::is_tolerated;
use crate::formats::workflow::model::{Flag, Job, OrExpr, Step};
use crate::span::Location;

/// A tool that runs, with its words.
#[derive(Clone, Debug)]
pub(crate) struct ToolRun {
    /// The tool; with its subcommand where that is another tool: `cargo clippy`.
    pub(crate) tool: String,
    /// Its options and operands, each with its place.
    pub(crate) words: Vec<(String, Location)>,
    /// The whole command.
    pub(crate) place: Location,
    /// The command as it is written.
    pub(crate) text: String,
    /// Subject of the step or task.
    pub(crate) subject: String,
    /// The job, where it is one's.
    pub(crate) job: Option<(Arc<str>, String)>,
    /// The variables that it sees, the nearest last.
    pub(crate) environment: Arc<[EnvVariable]>,
    /// The step that it stands in, where it is one of a job.
    pub(crate) step: Option<usize>,
    /// Its failure is lost already, so no option of it can let more through.
    pub(crate) is_void: bool,
}

/// A run of the base, and what became of it.
#[derive(Clone, Debug)]
pub(crate) struct ToolRunPair {
    /// The base's.
    pub(crate) base: ToolRun,
    /// The head's; `None` where there is none of the tool left for it.
    pub(crate) head: Option<ToolRun>,
    /// Whether both stand in a workflow that the change leaves alone.
    pub(crate) is_unchanged: bool,
}

/// What an option says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OptionUse {
    /// The option without its value.
    pub(crate) name: String,
    /// Its value; empty for a switch.
    pub(crate) value: String,
    /// Where.
    pub(crate) place: Location,
}

impl OptionUse {
    /// As it is written: `--cov-fail-under=90`.
    pub(crate) fn shown(&self) -> String {
        match self.name.starts_with("--") || self.name.contains('.') {
            _ if self.value.is_empty() => self.name.clone(),
            true => format!("{}={}", self.name, self.value),
            false => format!("{} {}", self.name, self.value),
        }
    }
}

impl ToolRun {
    /// Everything that these options say, in their order. A `-D` of Maven and a `/p:` of MSBuild are
    /// named with their property.
    pub(crate) fn said(&self, names: &[&str]) -> Vec<OptionUse> {
        let mut found = Vec::new();
        for (at, (word, place)) in self.words.iter().enumerate() {
            let Some(name) = names.iter().find(|name| starts(word, name)) else { continue };
            let rest = word.get(name.len()..).unwrap_or_default();
            let glued = rest.strip_prefix(['=', ':']).unwrap_or(rest);
            let next = || self.words.get(at + 1).filter(|(next, _)| !is_option(next));
            let (value, place) = match next() {
                _ if !rest.is_empty() => (glued.to_owned(), place.clone()),
                Some((next, end)) => {
                    let span = place.span.to(end.span);
                    (next.clone(), Location::new(Arc::clone(&place.path), span))
                }
                None => (String::new(), place.clone()),
            };
            found.push(OptionUse { name: (*name).to_owned(), value, place });
        }
        found
    }

    /// The switch, where one of these stands there.
    pub(crate) fn switch(&self, names: &[&str]) -> Option<OptionUse> {
        let is_one = |(word, _): &&(String, Location)| {
            names.iter().any(|name| {
                word == name
                    || word.strip_prefix(name).is_some_and(|rest| matches!(rest, "=true" | "=1"))
            })
        };
        let (word, place) = self.words.iter().find(is_one)?;
        Some(OptionUse { name: word.clone(), value: String::new(), place: place.clone() })
    }

    /// The words that are no option and no option's value. Where an option that is not a switch stands
    /// before a word, the word may be its value and is left out; so on both sides.
    pub(crate) fn operands(&self, switches: &[&str]) -> Vec<&(String, Location)> {
        let before = std::iter::once(None).chain(self.words.iter().map(Some));
        let pairs = before.zip(&self.words);
        let is_switch = |word: &str| {
            let short = word.strip_prefix('-').unwrap_or_default();
            switches.contains(&word)
                || (!short.is_empty() && short.chars().all(|c| "vqxsl".contains(c)))
        };
        let counts = |before: Option<&(String, Location)>| {
            before.is_none_or(|(word, _)| !is_option(word) || word.contains('=') || is_switch(word))
        };
        pairs
            .filter(|(before, (word, _))| {
                !is_option(word) && !word.contains(['$', '{', '=']) && counts(*before)
            })
            .map(|(_, operand)| operand)
            .collect()
    }

    /// The value of a variable that it sees.
    pub(crate) fn variable(&self, name: &str) -> Option<&EnvVariable> {
        self.environment.iter().rev().find(|variable| variable.name == name)
    }
}

/// Whether a word is this option: `--name`, `--name=value`, `-nvalue`, `-Dname`, `/p:name=value`.
pub(super) fn starts(word: &str, name: &str) -> bool {
    let Some(rest) = word.strip_prefix(name) else { return false };
    let is_short = name.len() == 2 && !name.starts_with("--");
    rest.is_empty() || rest.starts_with(['=', ':']) || (is_short && !word.starts_with("--"))
}

pub(super) fn is_option(word: &str) -> bool {
    word.len() > 1 && word.starts_with('-')
}

/// The run under the tool's one name.
pub(super) fn named(mut run: ToolRun) -> ToolRun {
    let mut tool = runs::one_name(&run.tool).to_owned();
    if runs::has_subcommands(&tool) {
        let is_operand = |(word, _): &(String, Location)| {
            !word.starts_with(['-', '+']) && !matches!(word.as_str(), "run" | "exec")
        };
        if let Some(at) = run.words.iter().position(is_operand) {
            tool = format!("{tool} {}", run.words.remove(at).0);
        }
    }
    run.tool = tool;
    run
}

/// Whether the failure of a step is lost whatever it runs.
pub(crate) fn is_void(step: &Step, job: &Job) -> bool {
    let is_true = |flag: &Flag| matches!(flag.value.value, OrExpr::Literal(true));
    is_tolerated(step, job) || job.continue_on_error.as_ref().is_some_and(is_true)
}

pub(super) fn once(runs: impl Iterator<Item = ToolRun>) -> Vec<ToolRun> {
    let mut seen = BTreeSet::new();
    let key = |run: &ToolRun| (run.place.clone(), run.tool.clone(), run.text.clone());
    runs.filter(|run| seen.insert(key(run))).collect()
}
