//! The commands in the steps of a workflow, a job or a composite action.

use std::sync::Arc;

use crate::catalog::tools::lookup::ToolCatalog;
use crate::facts::commands::fact::{
    CommandFact, CommandRole, EnvVariable, TaskCallSite, UnreadScript,
};
use crate::facts::commands::fate::ending::ShellOptions;
use crate::facts::commands::gates::{Judge, UNREAD, ranges_overlap};
use crate::facts::commands::script::{Invocation, ScriptCommands};
use crate::facts::commands::shells::{EffectiveShell, Language};
use crate::facts::commands::{lines, script, shells};
use crate::formats::shell::syntax::Word;
use crate::formats::workflow::model::{Env, Script, Step, Value, Workflow};
use crate::policy::paths::file_name;
use crate::span::{Location, Span, Spanned};

/// The surroundings of a list of steps: a job, or a composite action.
#[derive(Clone, Debug)]
pub struct Surroundings<'a> {
    /// Path of the file.
    pub path: &'a Arc<str>,
    /// Start of the targets of the steps: `ci.yml/unit`.
    pub subject: String,
    /// Id of the job; empty for an action.
    pub job: String,
    /// Variables of workflow and job, the nearest last.
    pub environment: Vec<EnvVariable>,
    /// Shell of a step without `shell:`.
    pub shell: EffectiveShell,
    /// Folder of a step without `working-directory:`; `None` if only the run knows.
    pub folder: Option<String>,
    /// The tools whose exit code decides their job.
    pub table: &'a ToolCatalog,
}

/// Returns every command of a workflow, and the scripts that could not be followed.
#[must_use]
pub fn of_workflow(
    workflow: &Workflow,
    table: &ToolCatalog,
) -> (Vec<CommandFact>, Vec<UnreadScript>) {
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
                shell: EffectiveShell::of_job(job, workflow),
                folder: {
                    let named = job.defaults.working_directory.as_ref();
                    let named = named.or(workflow.defaults.working_directory.as_ref());
                    named.map_or(Some(String::new()), |named| {
                        crate::facts::commands::paths::join_paths("", &named.value)
                    })
                },
                table,
            },
        );
        commands.extend(more);
        unread.extend(unreadable);
    }
    (commands, unread)
}

/// Returns every command of a list of steps, and the scripts that could not be followed.
#[must_use]
pub fn of_steps(
    steps: &[Step],
    surroundings: Surroundings<'_>,
) -> (Vec<CommandFact>, Vec<UnreadScript>) {
    let (mut commands, mut unread) = (Vec::new(), Vec::new());
    let Surroundings { path, subject: prefix, job, mut environment, shell, folder, table } =
        surroundings;
    for (index, step) in steps.iter().enumerate() {
        let retried = step.run.is_none().then(|| retried_script(step)).flatten();
        let Some(run) = step.run.as_ref().or(retried.as_ref().map(|(run, _)| run)) else {
            continue;
        };
        let subject = format!("{prefix}/{}", step.label());
        let shell = match &retried {
            Some((_, shell)) => Arc::new(shell.clone()),
            None => Arc::new(EffectiveShell::of_step(step, &shell)),
        };
        let mut own = environment.clone();
        add_env(&mut own, &step.env, path, &subject);
        let read = script::read(&run.text, shell.language, &own);
        let folder = match &step.working_directory {
            Some(named) => crate::facts::commands::paths::join_paths("", &named.value),
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

/// Returns the script of an action that repeats a command until it succeeds, with its shell:
/// `bash -c`, without `-e`. Source: the documentation of the actions.
pub(super) fn retried_script(step: &Step) -> Option<(Script, EffectiveShell)> {
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
    let options = ShellOptions { errexit: false, pipefail: false, bash: true };
    let shell = EffectiveShell { language, options: Some(options), named: None };
    // A plain word on one line is in the file character by character; quotes and block scalars are
    // not.
    let Span { line, column, end_line, end_column } = command.span;
    let length = end_column.saturating_sub(column) as usize;
    let exact = line == end_line && command.value.chars().count() == length;
    Some((Script::at(command.value, command.span, exact), shell))
}

pub(super) fn add_env(variables: &mut Vec<EnvVariable>, env: &Env, path: &Arc<str>, subject: &str) {
    variables.extend(env.vars.iter().map(|(name, value)| EnvVariable {
        name: name.value.clone(),
        value: value.value.clone(),
        subject: subject.to_owned(),
        location: Location::new(Arc::clone(path), value.span),
    }));
}

pub(super) struct StepPlace<'a> {
    pub(super) path: &'a Arc<str>,
    pub(super) workflow: &'a Arc<str>,
    pub(super) subject: &'a str,
    pub(super) job: &'a str,
    pub(super) run: &'a Script,
    pub(super) index: usize,
    pub(super) shell: Arc<EffectiveShell>,
    pub(super) folder: Option<String>,
    pub(super) table: &'a ToolCatalog,
}

impl StepPlace<'_> {
    fn location(&self, start: usize, end: usize) -> Location {
        Location::new(Arc::clone(self.path), self.run.locate(start, end))
    }

    fn variable(&self, (name, value): &(String, Word)) -> EnvVariable {
        EnvVariable {
            name: name.clone(),
            value: value.text.clone(),
            subject: self.subject.to_owned(),
            location: self.location(value.start, value.end),
        }
    }

    /// Returns the parts that could not be read. A part in which a gate command was found all the
    /// same is reported by that command.
    pub(super) fn unread(
        &self,
        parts: &[(usize, usize)],
        found: &[CommandFact],
    ) -> Vec<UnreadScript> {
        let text = &self.run.text;
        let unread = |&(start, end): &(usize, usize)| {
            let place = whole_lines(text, start, end);
            let lines = text.get(place.0..place.1).unwrap_or_default();
            let tells = |command: &CommandFact| {
                matches!(command.role, CommandRole::Gate(_)) && ranges_overlap(command.range, place)
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

    pub(super) fn commands(
        &self,
        own: Vec<EnvVariable>,
        read: ScriptCommands,
        out: &mut Vec<CommandFact>,
    ) {
        let mut seen = 0;
        let mut shared: Arc<[EnvVariable]> = own.into();
        let first = out.len();
        let by_line = read.parsed.is_none() && self.shell.language != Language::Posix;
        let lines = |&(start, end): &(usize, usize)| whole_lines(&self.run.text, start, end);
        let unread = read.unparsed.iter().map(lines).collect();
        let judge = Judge::new(self.path, self.run, self.table, &self.shell, read.parsed, unread);
        let mut drafts = Vec::with_capacity(read.invocations.len());
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
            let role = judge.role(&call, &environment);
            let is_asked = match role {
                CommandRole::Other => self.table.follows(&call.program, &call.arguments),
                CommandRole::Gate(_) | CommandRole::Script => true,
            };
            drafts.push((call, environment, role, is_asked));
        }
        let asked: Vec<&Invocation> =
            drafts.iter().filter(|(.., is_asked)| *is_asked).map(|(call, ..)| call).collect();
        let mut fates = judge.fates(&asked).into_iter();
        for (call, environment, role, is_asked) in drafts {
            let fate = if is_asked { fates.next() } else { None };
            let below = |folder: &String| {
                crate::facts::commands::paths::join_paths(folder, call.folder.as_deref()?)
            };
            let folder = self.folder.as_ref().and_then(below);
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
                    .map(|calls| Box::new(TaskCallSite { call: calls, folder: folder.clone() })),
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

    fn extended(&self, before: &Arc<[EnvVariable]>, more: &[(String, Word)]) -> Arc<[EnvVariable]> {
        before.iter().cloned().chain(more.iter().map(|set| self.variable(set))).collect()
    }
}

/// Returns a command on one line: line endings and continuations become a blank.
pub(super) fn one_line(text: &str) -> String {
    text.replace("\\\n", " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the range of the lines that a range touches.
pub(super) fn whole_lines(text: &str, start: usize, end: usize) -> (usize, usize) {
    let from = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let to = text.get(end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| end + at);
    (from, to)
}
