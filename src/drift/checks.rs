//! What can turn a job red: gate commands, scripts of the repository, actions that judge, calls of other
//! workflows; and which check of the head is which of the base.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::pairs::JobRef;
use crate::catalog::purposes;
use crate::catalog::tools::tool::ToolKind;
use crate::facts::commands::CommandRole;
use crate::facts::commands::fact::CommandFact;
use crate::facts::commit::Facts;
use crate::facts::jobs::{FlagValue, resolve_flag};
use crate::facts::path::end::PathEnd;
use crate::facts::path::failure_path::in_script;
use crate::facts::path::step::{is_tolerated, runs_on_success};
use crate::facts::workflow::WorkflowFact;
use crate::formats::workflow::model::{Job, Step, Value, Workflow};
use crate::policy::paths::file_name;
use crate::span::{Location, Span, Spanned};

/// What a check is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CheckSource {
    /// A known tool.
    Gate,
    /// A script of the repository whose name says that it checks.
    Script,
    /// An action that judges.
    Action,
    /// A step that says that it checks, with commands that nobody knows.
    Unknown,
    /// A call of a workflow that cannot be looked into.
    Call,
}

/// One thing that can turn a job red.
#[derive(Clone, Debug)]
pub(super) struct JobCheck<'a> {
    /// The job that runs it, which may be one of a called workflow.
    pub(super) at: JobRef<'a>,
    /// The step; none for a call.
    pub(super) step: Option<&'a Step>,
    /// The command, where it is one.
    pub(super) command: Option<&'a CommandFact>,
    pub(super) of: CheckSource,
    /// The tool, the action without its version, the called file.
    pub(super) name: String,
    /// What it judges; `None` for anything.
    pub(super) kind: Option<ToolKind>,
    /// As it is written, on one line.
    pub(super) text: String,
    /// Where.
    pub(super) location: Location,
}

impl<'a> JobCheck<'a> {
    /// The words of it, for likeness.
    pub(super) fn words(&self) -> BTreeSet<&str> {
        self.text.split_whitespace().collect()
    }

    /// Where it runs: file and job.
    pub(super) fn is_of(&self, at: &JobRef<'_>) -> bool {
        std::ptr::eq(self.at.job, at.job)
    }

    /// `ci.yml/unit/Run tests`.
    pub(super) fn subject(&self) -> String {
        match self.step {
            Some(step) => format!("{}/{}", self.at.subject(), step.label()),
            None => self.at.subject(),
        }
    }

    /// Whether its failure leaves its script and its job, as far as they are asked.
    pub(super) fn is_heard(&self) -> bool {
        let is_lost =
            |command: &CommandFact| matches!(in_script(command), Err(PathEnd::Lost { .. }));
        let condition = self.at.job.condition();
        let condition = condition.trim_start_matches("${{").trim_end_matches("}}").trim();
        !self.command.is_some_and(is_lost) && self.is_let_out() && condition != "false"
    }

    /// Whether a failure that leaves its script leaves its job too, if the job runs. A job that may fail in some of its
    /// legs is heard in the others, and what cannot be told may be heard.
    pub(super) fn is_let_out(&self) -> bool {
        let job = self.at.job;
        let flag = job.continue_on_error.as_ref();
        let by_job =
            flag.is_none_or(|flag| resolve_flag(&flag.value.value, job) != FlagValue::Always);
        let by_step = self.step.is_none_or(|step| {
            let flag = step.continue_on_error.as_ref();
            let always =
                flag.is_none_or(|flag| resolve_flag(&flag.value.value, job) == FlagValue::Always);
            runs_on_success(step) && !(always && is_tolerated(step, job))
        });
        by_job && by_step
    }

    /// Whether a deleted one is worth a word: what nobody knows must say that it checks.
    pub(super) fn says_so(&self) -> bool {
        self.is_sure() || purposes::checks(&self.name) || purposes::checks(&self.text)
    }

    /// Whether it surely judges: its loss is worth a red verdict.
    pub(super) const fn is_sure(&self) -> bool {
        !matches!(self.of, CheckSource::Unknown)
    }

    fn of_step(
        at: JobRef<'a>,
        step: &'a Step,
        of: CheckSource,
        name: String,
        kind: Option<ToolKind>,
    ) -> Self {
        let span = step.uses.as_ref().map(|uses| uses.span);
        let span = span.or_else(|| step.run.as_ref().map(|run| run.span)).unwrap_or(step.span);
        let shown = step.uses.as_ref().map_or_else(|| step.label(), |uses| uses.value.clone());
        let location = Location::new(Arc::clone(&at.fact.path), span);
        Self { at, step: Some(step), command: None, of, name, kind, text: shown, location }
    }
}

/// All jobs of one side.
pub(super) fn jobs(facts: &Facts) -> Vec<JobRef<'_>> {
    facts.models().flat_map(|(fact, workflow)| all_of(fact, workflow)).collect()
}

fn all_of<'a>(fact: &'a WorkflowFact, workflow: &'a Workflow) -> Vec<JobRef<'a>> {
    workflow.jobs.iter().map(|job| JobRef { fact, workflow, job }).collect()
}

/// The checks of one side, job by job.
pub(super) struct SideChecks<'a> {
    pub(super) all: Vec<JobCheck<'a>>,
    /// Which of them are a job's. A job is known by its place in memory: each belongs to one side.
    of_jobs: BTreeMap<*const Job, Range<usize>>,
}

impl<'a> SideChecks<'a> {
    /// Finds all checks of one side.
    pub(super) fn new(facts: &'a Facts) -> Self {
        let mut found = Self { all: Vec::new(), of_jobs: BTreeMap::new() };
        for at in jobs(facts) {
            let from = found.all.len();
            of_job(facts, at, &mut found.all);
            found.of_jobs.insert(std::ptr::from_ref(at.job), from..found.all.len());
        }
        found
    }

    /// Returns the indices of a job's checks.
    pub(super) fn indices(&self, at: &JobRef<'_>) -> Range<usize> {
        self.of_jobs.get(&std::ptr::from_ref(at.job)).cloned().unwrap_or_default()
    }

    /// Returns the checks of a job.
    pub(super) fn of(&self, at: &JobRef<'_>) -> &[JobCheck<'a>] {
        self.all.get(self.indices(at)).unwrap_or_default()
    }
}

fn of_job<'a>(facts: &'a Facts, at: JobRef<'a>, out: &mut Vec<JobCheck<'a>>) {
    if let Some(uses) = &at.job.uses {
        let location = Location::new(Arc::clone(&at.fact.path), uses.span);
        let name = unversioned(&uses.value);
        out.push(JobCheck {
            at,
            step: None,
            command: None,
            of: CheckSource::Call,
            name,
            kind: None,
            text: call_text(at.job),
            location,
        });
        return;
    }
    // Sorted by workflow; those of called files stand behind the steps' own.
    let commands: Vec<&CommandFact> =
        facts.commands_of_job(&at.fact.path, &at.job.id.value).collect();
    for step in &at.job.steps {
        let own = || commands.iter().copied().filter(|command| command.step == step.index);
        let before = out.len();
        out.extend(own().filter_map(|command| of_command(at, step, command)));
        if out.len() > before {
            continue;
        }
        if let Some(uses) = step.uses.as_ref() {
            let name = unversioned(&uses.value);
            if let Some(kind) = purposes::judging_action(&name, &inputs(step)) {
                out.push(JobCheck::of_step(at, step, CheckSource::Action, name, kind));
            }
        } else if may_judge(step, own()) {
            let mut check = JobCheck::of_step(at, step, CheckSource::Unknown, step.label(), None);
            let real = own().filter(|command| !purposes::prepares(&command.program, &command.text));
            check.text = real.map(|command| command.text.as_str()).collect::<Vec<_>>().join("; ");
            out.push(check);
        }
    }
}

fn of_command<'a>(
    at: JobRef<'a>,
    step: &'a Step,
    command: &'a CommandFact,
) -> Option<JobCheck<'a>> {
    let (of, name, kind) = match &command.role {
        CommandRole::Gate(gate) => {
            let kind = Some(gate.kind).filter(|kind| *kind != ToolKind::Check);
            (CheckSource::Gate, gate.tool.clone(), kind)
        }
        CommandRole::Script => {
            let is_check = purposes::checks(&command.text) || purposes::checks(&step.label());
            let carries = purposes::carries(&command.text) || purposes::carries(&step.label());
            (is_check && !carries).then(|| (CheckSource::Script, script_name(command), None))?
        }
        CommandRole::Other => return None,
    };
    Some(JobCheck {
        at,
        step: Some(step),
        command: Some(command),
        of,
        name,
        kind,
        text: command.text.clone(),
        location: command.location.clone(),
    })
}

/// Its file, without the folder.
fn script_name(command: &CommandFact) -> String {
    let mut words = command.arguments.iter().map(|(word, _)| word.text.as_str());
    let file = words.find(|word| !word.starts_with('-') && word.contains('.'));
    let file = file.filter(|_| !command.program.contains('.')).unwrap_or(&command.program);
    file_name(file).to_owned()
}

/// A step whose commands nobody knows: it judges where its name says so, and where some of them is
/// neither set-up nor talk.
fn may_judge<'a>(step: &Step, commands: impl Iterator<Item = &'a CommandFact>) -> bool {
    let label = step.label();
    if step.run.is_none() || purposes::carries(&label) {
        return false;
    }
    let mut real =
        commands.filter(|command| !purposes::prepares(&command.program, &command.text)).peekable();
    real.peek().is_some()
}

fn inputs(step: &Step) -> String {
    let text = |(_, value): &(_, Spanned<Value>)| match &value.value {
        Value::String(text) => text.clone(),
        _ => String::new(),
    };
    step.with.iter().map(text).collect::<Vec<_>>().join(" ")
}

/// What is called, and with what.
fn call_text(job: &Job) -> String {
    let uses = job.uses.as_ref().map(|uses| uses.value.clone());
    let given = job.with.iter().map(|(key, value)| match &value.value {
        Value::String(text) | Value::Number { text, .. } => format!("{}={text}", key.value),
        Value::Bool(value) => format!("{}={value}", key.value),
        _ => key.value.clone(),
    });
    uses.into_iter().chain(given).collect::<Vec<_>>().join(" ")
}

/// `owner/action`, in lower case.
pub(super) fn unversioned(uses: &str) -> String {
    uses.split('@').next().unwrap_or_default().to_lowercase()
}

/// The jobs of the workflow of the repository that a job calls.
pub(super) fn called<'a>(facts: &'a Facts, job: &Job) -> Vec<JobRef<'a>> {
    let path = job.uses.as_ref().map(|uses| uses.value.trim_start_matches("./"));
    let found = path.and_then(|path| facts.model(path));
    found.map(|(fact, workflow)| all_of(fact, workflow)).unwrap_or_default()
}

/// The place of a job's id.
pub(super) fn place(at: &JobRef<'_>, span: Span) -> Location {
    Location::new(Arc::clone(&at.fact.path), span)
}

/// `` `pytest -q` and 2 more ``.
pub(super) fn named(check: &JobCheck<'_>, count: usize) -> String {
    match count {
        0 | 1 => format!("`{}`", check.text),
        _ => format!("`{}` and {} more", check.text, count - 1),
    }
}
