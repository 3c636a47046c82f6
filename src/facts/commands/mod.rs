//! Commands: what the `run:` scripts really start, seen through wrappers.
//!
//! - [`shells`] says which language a step's script is written in;
//! - [`script`] turns one script into [`script::Invocation`]s, without any file around it;
//! - [`tools`] knows the tools whose exit status is a verdict, [`gates`] finds them, and [`fate`] follows
//!   their failure through the script;
//! - [`lines`] judges the scripts of PowerShell and cmd;
//! - [`named`] finds the commands that the policy names;
//! - [`settings`] adds what the tools' own files say;
//! - [`calls`] follows what a step calls by name, one level deep;
//! - [`program`] looks through wrappers (`uv run python -m pytest` is `pytest`), by the table in
//!   [`wrappers`];
//! - [`tools`] knows the programs whose exit status is a verdict, and the flags that bend it;
//! - [`workers`] reads the options of pytest that start parallel workers;
//! - here the scripts of a workflow's steps get their subjects, places and environment.

pub mod calls;
pub mod fate;
pub mod gates;
mod lines;
pub mod named;
pub mod program;
pub mod script;
pub(crate) mod settings;
pub mod shells;
pub mod tools;
pub mod workers;
mod wrappers;

use std::sync::Arc;

pub use self::calls::{Calls, Via};
use self::gates::Judge;
pub use self::gates::{FateFact, Gate, Role};
use self::script::ScriptCommands;
use self::shells::{Effective, Language};
use self::tools::Table;
use crate::facts::UnreadScript;
use crate::formats::problem::Problem;
use crate::formats::settings::pytest::PytestSettings;
use crate::formats::shell::syntax::Word;
use crate::formats::workflow::model::{Env, Script, Step, Value, Workflow};
use crate::policy::paths::file_name;
use crate::span::{Location, Span, Spanned};

/// One command of one step.
#[derive(Clone, Debug)]
pub struct CommandFact {
    /// `ci.yml/unit/Run tests`.
    pub subject: String,
    /// The workflow that runs it.
    pub workflow: Arc<str>,
    /// The command's place: in the workflow, or in the file that a step of it calls.
    pub location: Location,
    /// The command or action of the step that calls it, where it does not stand in the step itself.
    pub via: Option<Arc<Via>>,
    /// The `if:` of the action's step that it stands in.
    pub inner_condition: Option<String>,
    /// The tasks that it runs by name.
    pub calls: Option<Box<Calls>>,
    /// The folder that it runs in, relative to the root; `None` where only the run knows.
    pub folder: Option<String>,
    /// Id of the job.
    pub job: String,
    /// The program after all wrappers (`uv run python -m pytest` is `pytest`), base name only.
    pub program: String,
    /// The whole command as it is written, on one line.
    pub text: String,
    /// Byte range of it in the script of its step.
    pub range: (usize, usize),
    /// Index of its step in the job.
    pub step: usize,
    /// What it is to the repository.
    pub role: Role,
    /// What becomes of its failure; asked for gates, scripts of the repository and what the policy names.
    pub fate: Option<FateFact>,
    /// The shell that it runs under.
    pub shell: Arc<Effective>,
    /// Its arguments, each with its place in the workflow.
    pub arguments: Vec<(Word, Span)>,
    /// Variables set for this command alone (`A=b cmd`, `env A=b cmd`), exported before it in the
    /// script or to `$GITHUB_ENV` by an earlier step, or in `env:` of step, job and workflow, the
    /// nearest last. Shared by the commands that see the same.
    pub environment: Arc<[Variable]>,
}

impl CommandFact {
    /// Whether its step may stay green although it failed, or should have.
    #[must_use]
    pub fn may_fail_unseen(&self) -> bool {
        let by_script =
            matches!(self.fate, Some(FateFact::Swallowed { .. } | FateFact::Unknown { .. }));
        match &self.role {
            Role::Gate(gate) => by_script || gate.lenient.iter().any(|by| !by.note),
            Role::Script => by_script,
            Role::Other => false,
        }
    }
}

/// An environment variable with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Name.
    pub name: String,
    /// Value, as written.
    pub value: String,
    /// Subject of what sets it: the workflow (`ci.yml`), the job (`ci.yml/unit`) or the step.
    pub subject: String,
    /// Where the value is written.
    pub location: Location,
}

/// A settings file.
#[derive(Clone, Debug)]
pub struct SettingsFact {
    /// Path below the root.
    pub path: String,
    /// pytest's settings in it; `None` when the file could not be read.
    pub pytest: Option<PytestSettings>,
    /// Why not.
    pub problems: Vec<Problem>,
}

/// What surrounds a list of steps: a job, or a composite action.
#[derive(Clone, Debug)]
pub struct Surroundings<'a> {
    /// The file.
    pub path: &'a Arc<str>,
    /// What the steps' subjects start with: `ci.yml/unit`.
    pub subject: String,
    /// Id of the job; empty for an action.
    pub job: String,
    /// Variables of workflow and job, the nearest last.
    pub environment: Vec<Variable>,
    /// The shell of a step that names none.
    pub shell: Effective,
    /// The folder in which steps run that name none; `None` where only the run knows.
    pub folder: Option<String>,
    /// The tools whose exit status is a verdict.
    pub table: &'a Table,
}

/// Every command of a workflow, and the scripts that could not be followed.
#[must_use]
pub fn of_workflow(workflow: &Workflow, table: &Table) -> (Vec<CommandFact>, Vec<UnreadScript>) {
    let path = &workflow.path;
    let name = file_name(path);
    let mut outer = Vec::new();
    add_env(&mut outer, &workflow.env, path, name);
    let (mut commands, mut unread) = (Vec::new(), Vec::new());
    for job in &workflow.jobs {
        let subject = format!("{name}/{}", job.id.value);
        let mut environment = outer.clone();
        add_env(&mut environment, &job.env, path, &subject);
        let (more, unreadable) = of_steps(
            &job.steps,
            Surroundings {
                path,
                subject,
                job: job.id.value.clone(),
                environment,
                shell: Effective::of_job(job, workflow),
                folder: {
                    let named = job.defaults.working_directory.as_ref();
                    let named = named.or(workflow.defaults.working_directory.as_ref());
                    named.map_or(Some(String::new()), |named| calls::join("", &named.value))
                },
                table,
            },
        );
        commands.extend(more);
        unread.extend(unreadable);
    }
    (commands, unread)
}

/// Every command of a list of steps, and the scripts that could not be followed.
#[must_use]
pub fn of_steps(
    steps: &[Step],
    surroundings: Surroundings<'_>,
) -> (Vec<CommandFact>, Vec<UnreadScript>) {
    let (mut commands, mut unread) = (Vec::new(), Vec::new());
    let Surroundings { path, subject: prefix, job, mut environment, shell, folder, table } =
        surroundings;
    for (index, step) in steps.iter().enumerate() {
        let retried = step.run.is_none().then(|| retried(step)).flatten();
        let Some(run) = step.run.as_ref().or(retried.as_ref().map(|(run, _)| run)) else {
            continue;
        };
        let subject = format!("{prefix}/{}", step.label());
        let shell = match &retried {
            Some((_, shell)) => Arc::new(shell.clone()),
            None => Arc::new(Effective::of_step(step, &shell)),
        };
        let mut own = environment.clone();
        add_env(&mut own, &step.env, path, &subject);
        let read = script::read(&run.text, shell.language, &own);
        let folder = match &step.working_directory {
            Some(named) => calls::join("", &named.value),
            None => folder.clone(),
        };
        let (workflow, subject) = (path, subject.as_str());
        let place =
            StepPlace { path, workflow, subject, job: &job, run, index, shell, folder, table };
        environment.extend(read.for_later_steps.iter().map(|set| place.variable(set)));
        let (parts, first) = (read.unparsed.clone(), commands.len());
        place.commands(own, read, &mut commands);
        unread.extend(place.unread(&parts, commands.get(first..).unwrap_or_default()));
    }
    (commands, unread)
}

/// The script of an action that runs one again until it succeeds, and its shell: `bash -c`, without
/// `-e`. Source: the actions' own documentation.
fn retried(step: &Step) -> Option<(Script, Effective)> {
    const ACTIONS: [&str; 3] =
        ["nick-fields/retry", "nick-invision/retry", "wandalen/wretry.action"];
    let name = step.uses.as_ref()?.value.split('@').next()?.to_lowercase();
    let input = |wanted: &str| {
        let (_, value) =
            step.with.iter().find(|(key, _)| key.value.eq_ignore_ascii_case(wanted))?;
        match &value.value {
            Value::String(text) => Some(Spanned::new(text.clone(), value.span)),
            _ => None,
        }
    };
    let command = input("command").filter(|_| ACTIONS.contains(&name.as_str()))?;
    let language = input("shell").map_or(Language::Posix, |shell| shells::of_name(&shell.value));
    let options = fate::Shell { errexit: false, pipefail: false, bash: true };
    let shell = Effective { language, options: Some(options), named: None };
    // A plain word in its line stands there as it is; quotes and blocks do not.
    let Span { line, column, end_line, end_column } = command.span;
    let length = end_column.saturating_sub(column) as usize;
    let exact = line == end_line && command.value.chars().count() == length;
    Some((Script::at(command.value, command.span, exact), shell))
}

fn add_env(variables: &mut Vec<Variable>, env: &Env, path: &Arc<str>, subject: &str) {
    variables.extend(env.vars.iter().map(|(name, value)| Variable {
        name: name.value.clone(),
        value: value.value.clone(),
        subject: subject.to_owned(),
        location: Location::new(Arc::clone(path), value.span),
    }));
}

struct StepPlace<'a> {
    path: &'a Arc<str>,
    workflow: &'a Arc<str>,
    subject: &'a str,
    job: &'a str,
    run: &'a Script,
    index: usize,
    shell: Arc<Effective>,
    folder: Option<String>,
    table: &'a Table,
}

impl StepPlace<'_> {
    fn location(&self, start: usize, end: usize) -> Location {
        Location::new(Arc::clone(self.path), self.run.locate(start, end))
    }

    fn variable(&self, (name, value): &(String, Word)) -> Variable {
        Variable {
            name: name.clone(),
            value: value.text.clone(),
            subject: self.subject.to_owned(),
            location: self.location(value.start, value.end),
        }
    }

    /// The parts that could not be read. A gate that was found in one all the same tells it itself.
    fn unread(&self, parts: &[(usize, usize)], found: &[CommandFact]) -> Vec<UnreadScript> {
        let text = &self.run.text;
        let unread = |&(start, end): &(usize, usize)| {
            let place = whole_lines(text, start, end);
            let lines = text.get(place.0..place.1).unwrap_or_default();
            let tells = |command: &CommandFact| {
                matches!(command.role, Role::Gate(_)) && overlap(command.range, place)
            };
            let hidden = || self.table.mention(lines);
            UnreadScript {
                subject: self.subject.to_owned(),
                workflow: Arc::clone(self.workflow),
                job: self.job.to_owned(),
                step: self.index,
                location: self.location(start, end),
                via: None,
                why: UNREAD.to_owned(),
                text: Some(lines.to_owned()),
                gate: if found.iter().any(tells) { None } else { hidden() },
            }
        };
        parts.iter().map(unread).collect()
    }

    fn commands(&self, own: Vec<Variable>, read: ScriptCommands, out: &mut Vec<CommandFact>) {
        let mut seen = 0;
        let mut shared: Arc<[Variable]> = own.into();
        let first = out.len();
        let by_line = read.parsed.is_none() && self.shell.language != Language::Posix;
        let lines = |&(start, end): &(usize, usize)| whole_lines(&self.run.text, start, end);
        let unread = read.unparsed.iter().map(lines).collect();
        let mut judge =
            Judge::new(self.path, self.run, self.table, &self.shell, read.parsed, unread);
        for call in read.invocations {
            let exported = read.exports.get(seen..call.exported);
            if let Some(more) = exported.filter(|more| !more.is_empty()) {
                shared = self.extended(&shared, more);
                seen = call.exported;
            }
            let environment = if call.assignments.is_empty() {
                Arc::clone(&shared)
            } else {
                self.extended(&shared, &call.assignments)
            };
            let below = |folder: &String| calls::join(folder, call.folder.as_deref()?);
            let folder = self.folder.as_ref().and_then(below);
            let role = judge.role(&call, &environment);
            let fate = match role {
                Role::Other if !self.table.follows(&call.program, &call.arguments) => None,
                Role::Other | Role::Gate(_) | Role::Script => Some(judge.fate(&call)),
            };
            let spanned = |word: Word| {
                let span = self.run.locate(word.start, word.end);
                (word, span)
            };
            out.push(CommandFact {
                subject: self.subject.to_owned(),
                workflow: Arc::clone(self.workflow),
                location: self.location(call.start, call.end),
                via: None,
                inner_condition: None,
                calls: call
                    .calls
                    .map(|calls| Box::new(Calls { call: calls, folder: folder.clone() })),
                folder,
                job: self.job.to_owned(),
                text: one_line(self.run.text.get(call.start..call.end).unwrap_or_default()),
                range: (call.start, call.end),
                step: self.index,
                role,
                fate,
                shell: Arc::clone(&self.shell),
                program: call.program,
                arguments: call.arguments.into_iter().map(spanned).collect(),
                environment,
            });
        }
        if by_line && let Some(commands) = out.get_mut(first..) {
            lines::judge(commands, &self.run.text, self.shell.language);
        }
    }

    fn extended(&self, before: &Arc<[Variable]>, more: &[(String, Word)]) -> Arc<[Variable]> {
        before.iter().cloned().chain(more.iter().map(|set| self.variable(set))).collect()
    }
}

/// A command on one line: line ends and what continues over them become a blank.
fn one_line(text: &str) -> String {
    text.replace("\\\n", " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Why a part of a script is not judged.
const UNREAD: &str = "the shell's grammar could not read this part of the script";

const fn overlap(one: (usize, usize), other: (usize, usize)) -> bool {
    one.0 < other.1 && other.0 < one.1
}

/// The range of the lines that a range touches.
fn whole_lines(text: &str, start: usize, end: usize) -> (usize, usize) {
    let from = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let to = text.get(end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| end + at);
    (from, to)
}

#[cfg(test)]
mod tests;
