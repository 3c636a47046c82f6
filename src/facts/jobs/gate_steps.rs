//! The steps of a job that judge, and whether two of them do the same.
//!
//! This is the one definition: what a condition may skip, what a run did skip and what `init` proposes are the same
//! steps. A step that only publishes is none of them: it hands out what others judged.

use std::collections::BTreeSet;

use crate::catalog::purposes;
use crate::catalog::tools::tool::ToolKind;
use crate::facts::CommandFact;
use crate::facts::commands::CommandRole;
use crate::facts::commit::Facts;
use crate::facts::jobs::{FlagValue, resolve_flag};
use crate::formats::workflow::model::{Job, Step, Value};

/// What makes a step one that judges, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GateSource {
    /// A gate command, in the step or in what it calls.
    Command,
    /// A script of the repository.
    Script,
    /// An action whose name says that it judges.
    Action,
    /// An action of which nobody knows that it judges nothing.
    UnknownAction,
}

/// A step that judges.
#[derive(Clone, Debug)]
pub struct GateStep<'f> {
    /// The step.
    pub step: &'f Step,
    /// What makes it one.
    pub source: GateSource,
    /// The command or the action, as it is shown.
    pub shown: String,
    /// Its gate commands and scripts.
    commands: Vec<&'f CommandFact>,
}

/// Returns the steps of a job that judge, in their order. Those of truegreen itself are not among them.
#[must_use]
pub fn gate_steps<'f>(facts: &'f Facts, workflow: &str, job: &'f Job) -> Vec<GateStep<'f>> {
    let commands: Vec<&CommandFact> = facts.commands_of_job(workflow, job.id.as_str()).collect();
    let unread = |step: &Step| {
        let mut of_job = facts.unread_of(workflow).filter(|script| script.job == job.id.value);
        of_job.find_map(|script| script.gate.as_ref().filter(|_| script.step == step.index))
    };
    let found = job.steps.iter().filter(|step| !is_truegreen(step)).filter_map(|step| {
        let own = || commands.iter().copied().filter(|command| command.step == step.index);
        let gates: Vec<&CommandFact> = own().filter(|command| is_gate(command)).collect();
        let scripts: Vec<&CommandFact> = own().filter(|command| is_script(command, step)).collect();
        let text = |commands: &[&CommandFact]| commands.first().map(|first| shown(first));
        let (source, shown, commands) = match (text(&gates), unread(step), text(&scripts)) {
            (Some(text), ..) => (GateSource::Command, text, gates),
            (_, Some(gate), _) => (GateSource::Command, gate.tool.clone(), Vec::new()),
            (_, _, Some(text)) => (GateSource::Script, text, scripts),
            _ => {
                let (source, name) = action(step)?;
                (source, name, Vec::new())
            }
        };
        Some(GateStep { step, source, shown, commands })
    });
    found.collect()
}

/// Returns the command of the step: what is run by another file is not what the reader of a workflow knows.
fn shown(command: &CommandFact) -> String {
    command.via.as_ref().map_or_else(|| command.text.clone(), |via| via.text.clone())
}

/// Returns whether a command judges; one that publishes hands out what others judged.
fn is_gate(command: &CommandFact) -> bool {
    matches!(&command.role, CommandRole::Gate(gate) if gate.kind != ToolKind::Publish)
}

/// Returns whether a command is a script of the repository, and its name does not say that it carries or reports.
fn is_script(command: &CommandFact, step: &Step) -> bool {
    command.role == CommandRole::Script
        && !purposes::carries(&command.text)
        && !purposes::carries(&step.label())
}

/// Returns the action of a step, if it may judge. A local action says by its commands what it does.
fn action(step: &Step) -> Option<(GateSource, String)> {
    let uses = step.uses.as_ref()?.as_str().trim();
    let name = uses.split('@').next().unwrap_or_default().to_lowercase();
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        _ => String::new(),
    };
    let inputs: Vec<String> = step.with.iter().map(|(_, value)| text(&value.value)).collect();
    if purposes::judging_action(&name, &inputs.join(" ")).is_some() {
        return Some((GateSource::Action, uses.to_owned()));
    }
    let own = name.split_once('/').map_or(name.as_str(), |(_, own)| own);
    let is_known =
        name.starts_with("./") || purposes::carries(&step.label()) || !purposes::may_judge(own);
    (!is_known).then(|| (GateSource::UnknownAction, uses.to_owned()))
}

/// Returns whether a step runs truegreen.
#[must_use]
pub fn is_truegreen(step: &Step) -> bool {
    let uses = step.uses.as_ref().map_or("", |uses| uses.as_str());
    let name = uses.split('@').next().unwrap_or_default().to_lowercase();
    name == "truegreen/truegreen" || name.starts_with("truegreen/truegreen/")
}

impl GateStep<'_> {
    /// Returns whether it surely judges: a command or an action that is known to.
    #[must_use]
    pub const fn surely_judges(&self) -> bool {
        matches!(self.source, GateSource::Command | GateSource::Action)
    }

    /// Returns the tools that judge in it; an action, without its version, is a tool of its own.
    #[must_use]
    pub fn tools(&self) -> BTreeSet<&str> {
        let own: BTreeSet<&str> = self
            .commands
            .iter()
            .filter_map(|command| match &command.role {
                CommandRole::Gate(gate) => Some(gate.tool.as_str()),
                CommandRole::Script | CommandRole::Other => None,
            })
            .collect();
        if !own.is_empty() {
            return own;
        }
        self.shown.split('@').take(1).collect()
    }

    /// Returns whether all that it runs builds, measures or rehearses what is handed out.
    #[must_use]
    pub fn hands_out(&self) -> bool {
        let is_delivery = |command: &&CommandFact| match &command.role {
            CommandRole::Gate(gate) => matches!(
                gate.kind,
                ToolKind::Build | ToolKind::Publish | ToolKind::Docs | ToolKind::Bench
            ),
            CommandRole::Script | CommandRole::Other => false,
        };
        !self.commands.is_empty() && self.commands.iter().all(is_delivery)
    }

    /// Returns whether another step does all that this one does: the same tools on the same targets in the same
    /// folder, or the same action with the same inputs.
    #[must_use]
    pub fn is_done_by(&self, other: &Self) -> bool {
        if self.commands.is_empty() || other.commands.is_empty() {
            let same = |one: &Step, other: &Step| {
                let with = |step: &Step| -> Vec<(String, Value)> {
                    let inputs = step.with.iter();
                    inputs.map(|(key, value)| (key.value.clone(), value.value.clone())).collect()
                };
                with(one) == with(other)
                    && one.uses.as_ref().map(|uses| &uses.value)
                        == other.uses.as_ref().map(|uses| &uses.value)
            };
            return self.step.uses.is_some() && same(self.step, other.step);
        }
        let has_same = |own: &&CommandFact| other.commands.iter().any(|other| is_same(own, other));
        self.commands.iter().all(has_same)
    }
}

/// Returns whether a command checks all that another one does: it names no target that the other one does not, and
/// lacks none of its targets. What follows an option of the other one may be the value of the option.
fn is_same(own: &CommandFact, ran: &CommandFact) -> bool {
    let tool = |command: &CommandFact| match &command.role {
        CommandRole::Gate(gate) => gate.tool.clone(),
        CommandRole::Script | CommandRole::Other => command.program.clone(),
    };
    let (named, known) = (targets(ran), targets(own));
    tool(own) == tool(ran)
        && own.folder == ran.folder
        && named.iter().all(|(word, _)| known.iter().any(|(other, _)| word == other))
        && known
            .iter()
            .all(|(word, is_value)| *is_value || named.iter().any(|(other, _)| word == other))
}

/// Returns the words of a command that may name what is checked, and whether each may be the value of an option: all but
/// numbers and options without a value.
fn targets(command: &CommandFact) -> Vec<(&str, bool)> {
    let is_plain = |word: &str| {
        let option = word.trim_start_matches('-');
        let is_option = word.starts_with('-') && !word.contains('=');
        let is_short = !word.starts_with("--") && option.len() > 3;
        word.parse::<f64>().is_ok() || is_option && !is_short
    };
    let words = || command.arguments.iter().map(|(word, _)| word.text.as_str());
    let after = std::iter::once("").chain(words());
    let behind = |before: &str| before.starts_with('-') && !before.contains('=');
    let found = words().zip(after).filter(|(word, _)| !is_plain(word));
    found.map(|(word, before)| (word, behind(before))).collect()
}

/// Returns whether a failure of a step fails its job.
#[must_use]
pub fn counts(step: &Step, job: &Job) -> bool {
    let flag = step.continue_on_error.as_ref();
    flag.is_none_or(|flag| resolve_flag(&flag.value.value, job) == FlagValue::Never)
}
