//! Follows what steps call, one level deep: make targets, package scripts, tox environments, nox
//! sessions, scripts of the repository, local composite actions. The commands in such a file become
//! commands of the step that calls the file, each with its place in the file.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::fact::{CommandFact, CommandFate, CommandRole, EnvVariable};
use super::fate::ending::{Cause, ShellOptions as Options};
use super::script::{self, ScriptCommands};
use super::shells::{EffectiveShell, Language};
use super::steps::{StepPlace, Surroundings, of_steps};
use crate::catalog::tools::lookup::ToolCatalog;
use crate::catalog::tools::tool::Mention;
use crate::facts::commands::fact::{CallSite, TaskCallSite, UnreadScript};
use crate::facts::commands::paths::{CalledFiles, join_paths};
use crate::facts::readable::Readable;
use crate::formats::tasks;
use crate::formats::tasks::task::{TaskFile, TaskFormat, TaskLine, TaskShell};
use crate::formats::workflow::model::{OrExpr, Script, Step, Workflow};
use crate::formats::workflow::read_action;
use crate::policy::paths::file_name;
use crate::span::{Location, Span};

/// Returns the files that the steps of a workflow may call, whether they exist or not.
pub(crate) fn files_of(workflow: &Workflow, own: &[CommandFact]) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = super::settings::files(own).collect();
    for calls in own.iter().filter_map(|command| command.calls.as_ref()) {
        found.extend(calls.files());
    }
    let steps = workflow.jobs.iter().flat_map(|job| &job.steps);
    found.extend(steps.flat_map(actions));
    found
}

/// Returns the paths at which the description of a step's local action may be.
fn actions(step: &Step) -> Vec<String> {
    let uses = step.uses.as_ref().map_or("", |uses| uses.as_str());
    let folder = uses.strip_prefix("./").and_then(|path| join_paths("", path));
    let file = |folder: String| ["action.yml", "action.yaml"].map(|name| join_paths(&folder, name));
    folder.into_iter().flat_map(file).flatten().collect()
}

/// The commands in files that the steps of a workflow call.
#[derive(Debug, Default)]
pub(crate) struct CalledCommands {
    /// The commands, as commands of the steps.
    pub(crate) commands: Vec<CommandFact>,
    /// The parts that could not be read.
    pub(crate) unread: Vec<UnreadScript>,
}

/// Returns the commands in files that the commands and actions of a workflow call.
pub(crate) fn follow(
    workflow: &Workflow,
    own: &[CommandFact],
    library: &CalledFiles,
    table: &ToolCatalog,
) -> CalledCommands {
    let mut found = CalledCommands::default();
    for command in own {
        let Some(calls) = &command.calls else { continue };
        for path in calls.files() {
            let bytes = match library.get(&path) {
                None => continue,
                Some(Ok(bytes)) => bytes,
                Some(Err(why)) => {
                    found.unread.push(unread_file(command, &path, why, None, table));
                    continue;
                }
            };
            let text = String::from_utf8_lossy(bytes);
            let read = tasks::read(&calls.call, &path, &text);
            if let Some(problem) = read.problems.first() {
                let why = problem.message.as_str();
                found.unread.push(unread_file(command, &path, why, Some(&text), table));
            }
            if let Some(file) = read.value {
                of_file(&file, calls, command, table, &mut found);
                break;
            }
        }
    }
    for job in &workflow.jobs {
        for step in &job.steps {
            let at = step.uses.as_ref().map_or(step.span, |uses| uses.span);
            let caller = Caller { workflow, job: &job.id.value, step, at };
            for path in actions(step) {
                let Some(read) = library.get(&path) else { continue };
                caller.of_action(&path.into(), read, table, &mut found);
                break;
            }
        }
    }
    found
}

/// Returns a called file that could not be read. Any gate command that its text names may be muted;
/// for an unknown text, the calling gate command itself may be.
fn unread_file(
    command: &CommandFact,
    path: &str,
    why: &str,
    text: Option<&str>,
    table: &ToolCatalog,
) -> UnreadScript {
    let gate = match (&command.role, text) {
        (_, Some(text)) => table.mention(text),
        (CommandRole::Gate(gate), None) => {
            Some(Mention { tool: gate.tool.clone(), kind: gate.kind })
        }
        _ => None,
    };
    UnreadScript {
        subject: command.subject.clone(),
        workflow: Arc::clone(&command.workflow),
        job: command.job.clone(),
        step: command.step,
        location: command.location.clone(),
        via: None,
        why: format!("`{path}`, which it calls: {why}"),
        text: text.map(str::to_owned),
        gate,
    }
}

/// A step that uses a local action.
struct Caller<'a> {
    workflow: &'a Workflow,
    job: &'a str,
    step: &'a Step,
    at: Span,
}

impl Caller<'_> {
    fn subject(&self) -> String {
        let file = file_name(&self.workflow.path);
        format!("{file}/{}/{}", self.job, self.step.label())
    }

    fn unread(
        &self,
        path: &str,
        why: &str,
        text: Option<&str>,
        table: &ToolCatalog,
    ) -> UnreadScript {
        UnreadScript {
            subject: self.subject(),
            workflow: Arc::clone(&self.workflow.path),
            job: self.job.to_owned(),
            step: self.step.index,
            location: Location::new(Arc::clone(&self.workflow.path), self.at),
            via: None,
            why: format!("`{path}`, which it calls: {why}"),
            text: text.map(str::to_owned),
            gate: text.and_then(|text| table.mention(text)),
        }
    }

    fn of_action(
        &self,
        path: &Arc<str>,
        read: &Readable<Vec<u8>>,
        table: &ToolCatalog,
        out: &mut CalledCommands,
    ) {
        let bytes = match read {
            Ok(bytes) => bytes,
            Err(why) => return out.unread.push(self.unread(path, why, None, table)),
        };
        let parsed = read_action(path, bytes);
        if let Some(problem) = parsed.problems.first() {
            let text = String::from_utf8_lossy(bytes);
            out.unread.push(self.unread(path, &problem.message, Some(&text), table));
        }
        let Some(action) = parsed.value else { return };
        let subject = self.subject();
        let via = Arc::new(CallSite {
            text: self.step.uses.as_ref().map(|uses| uses.value.clone()).unwrap_or_default(),
            location: Location::new(Arc::clone(&self.workflow.path), self.at),
        });
        let (commands, unread) = of_steps(
            &action.steps,
            Surroundings {
                path,
                subject: subject.clone(),
                job: self.job.to_owned(),
                environment: Vec::new(),
                // GitHub requires `shell:` in the steps of an action, so this default is never
                // used.
                shell: EffectiveShell::DEFAULT,
                folder: Some(String::new()),
                table,
            },
        );
        out.unread.extend(unread.into_iter().map(|script| UnreadScript {
            subject: subject.clone(),
            workflow: Arc::clone(&self.workflow.path),
            step: self.step.index,
            via: Some(Arc::clone(&via)),
            ..script
        }));
        for mut command in commands {
            let inner = action.steps.get(command.step);
            if let Some(inner) = inner {
                tolerate(&mut command, inner, &action.steps, path);
            }
            out.commands.push(CommandFact {
                subject: subject.clone(),
                workflow: Arc::clone(&self.workflow.path),
                step: self.step.index,
                inner_condition: inner.map(|inner| inner.condition().to_owned()),
                via: Some(Arc::clone(&via)),
                calls: None,
                ..command
            });
        }
    }
}

fn of_file(
    file: &TaskFile,
    calls: &TaskCallSite,
    command: &CommandFact,
    table: &ToolCatalog,
    out: &mut CalledCommands,
) {
    let via = Arc::new(CallSite { text: command.text.clone(), location: command.location.clone() });
    for task in file.order() {
        for line in &task.lines {
            let inner = of_line(line, file, calls, command, table);
            out.commands.extend(inner.commands.into_iter().map(|inner| CommandFact {
                via: Some(Arc::clone(&via)),
                calls: None,
                ..inner
            }));
            let via = || Some(Arc::clone(&via));
            out.unread
                .extend(inner.unread.into_iter().map(|inner| UnreadScript { via: via(), ..inner }));
        }
    }
}

/// Returns the commands of one line, as commands of the step that calls it.
fn of_line(
    line: &TaskLine,
    file: &TaskFile,
    calls: &TaskCallSite,
    command: &CommandFact,
    table: &ToolCatalog,
) -> CalledCommands {
    if line.shell == TaskShell::Other {
        return CalledCommands::default();
    }
    let options = Options {
        errexit: line.errexit,
        pipefail: line.pipefail,
        bash: line.shell == TaskShell::Bash,
    };
    let shell = EffectiveShell { language: Language::Posix, options: Some(options), named: None };
    let mut environment: Vec<EnvVariable> = command.environment.to_vec();
    environment.extend(line.variables.iter().map(|(name, value)| EnvVariable {
        name: name.clone(),
        value: value.value.clone(),
        subject: command.subject.clone(),
        location: Location::new(Arc::clone(&file.path), value.span),
    }));
    let read: ScriptCommands = script::read(&line.text, Language::Posix, &environment);
    let run = Script::at(line.text.clone(), line.span, calls.call.format == TaskFormat::Script);
    let place = StepPlace {
        path: &file.path,
        workflow: &command.workflow,
        subject: &command.subject,
        job: &command.job,
        run: &run,
        index: command.step,
        shell: Arc::new(shell),
        folder: calls.folder.clone(),
        table,
    };
    let (parts, mut commands) = (read.unparsed.clone(), Vec::new());
    place.commands(environment, read, &mut commands);
    let unread = place.unread(&parts, &commands);
    if line.ignored {
        for inner in &mut commands {
            ignore(inner, &file.path, line.span);
        }
    }
    CalledCommands { commands, unread }
}

/// Marks the failure of a command as lost by `continue-on-error` of an action's step, unless a
/// later step reads its outcome.
fn tolerate(command: &mut CommandFact, step: &Step, steps: &[Step], path: &Arc<str>) {
    let Some(flag) = &step.continue_on_error else { return };
    if flag.value.value == OrExpr::Literal(false) || command.fate != Some(CommandFate::Fails) {
        return;
    }
    let asks = |other: &Step| {
        let id = step.id.as_ref().map(|id| format!("steps.{}.outcome", id.value));
        let texts = [other.condition.as_ref().map(|text| text.as_str())];
        let run = other.run.as_ref().map(|run| run.text.as_str());
        let env = other.env.vars.iter().map(|(_, value)| value.as_str());
        let mut texts = texts.into_iter().flatten().chain(run).chain(env);
        id.is_some_and(|id| texts.any(|text| text.contains(&id)))
    };
    if steps.iter().skip(step.index + 1).any(asks) {
        return;
    }
    command.fate = Some(CommandFate::Swallowed {
        by: Cause::Tolerated,
        location: Location::new(Arc::clone(path), flag.key.to(flag.value.span)),
        text: "continue-on-error".to_owned(),
    });
}

/// Marks the failure of a command as ignored by the tool that runs its line.
fn ignore(command: &mut CommandFact, path: &Arc<str>, span: Span) {
    if !matches!(command.role, CommandRole::Other) && command.fate == Some(CommandFate::Fails) {
        command.fate = Some(CommandFate::Swallowed {
            by: Cause::Ignored,
            location: Location::new(Arc::clone(path), span),
            text: command.text.clone(),
        });
    }
}
