//! A command of a step, and what is known of it.

use std::sync::Arc;

use crate::catalog::tools::tool::{Mention, ToolKind};
use crate::facts::commands::fate::ending::Cause;
use crate::facts::commands::paths::join;
use crate::facts::commands::shells::EffectiveShell;
use crate::formats::shell::syntax::Word;
use crate::formats::tasks::task::TaskCall;
use crate::span::{Location, Span};

/// A command that runs tasks, and the folder that it runs in.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskCallSite {
    /// What it runs.
    pub call: TaskCall,
    /// Relative to the root; `None` where only the run knows.
    pub folder: Option<String>,
}

/// The command of a step through which another command is run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallSite {
    /// As it is written.
    pub text: String,
    /// Where.
    pub location: Location,
}

impl TaskCallSite {
    /// The files that may hold what is called, in the order in which the tool looks.
    pub(super) fn files(&self) -> Vec<String> {
        let Some(folder) = &self.folder else { return Vec::new() };
        let folder = match &self.call.folder {
            Some(named) => join(folder, named),
            None => Some(folder.clone()),
        };
        let Some(folder) = folder else { return Vec::new() };
        match &self.call.file {
            Some(file) => join(&folder, file).into_iter().collect(),
            None => {
                self.call.format.files().iter().filter_map(|name| join(&folder, name)).collect()
            }
        }
    }
}

/// What a command is to the repository.
#[derive(Clone, Debug, PartialEq)]
pub enum CommandRole {
    /// A known tool whose exit status is a verdict.
    Gate(GateCommand),
    /// A script of the repository: what it judges is not known.
    Script,
    /// Anything else.
    Other,
}

/// A known tool.
#[derive(Clone, Debug, PartialEq)]
pub struct GateCommand {
    /// Its name in the table of tools.
    pub tool: String,
    /// What it judges.
    pub kind: ToolKind,
    /// What makes it pass where it should fail.
    pub lenient: Vec<Lenient>,
}

/// An option, a variable or a lack that makes a tool pass where it should fail.
#[derive(Clone, Debug, PartialEq)]
pub struct Lenient {
    /// As it is written.
    pub shown: String,
    /// What it does.
    pub effect: String,
    /// What to do.
    pub fix: String,
    /// Only advice.
    pub note: bool,
    /// Where it is written; the command itself for what is missing.
    pub location: Location,
}

/// What becomes of a failure, with places in the workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommandFate {
    /// The step fails.
    Fails,
    /// The step fails when the command succeeds.
    MustFail,
    /// No way through the script reaches the command.
    NotReached,
    /// The script ends well.
    Swallowed {
        /// What took the failure.
        by: Cause,
        /// Where.
        location: Location,
        /// What stands there.
        text: String,
    },
    /// It cannot be told.
    Unknown {
        /// Why.
        why: String,
    },
}

/// One command of one step.
#[derive(Clone, Debug, PartialEq)]
pub struct CommandFact {
    /// `ci.yml/unit/Run tests`.
    pub subject: String,
    /// The workflow that runs it.
    pub workflow: Arc<str>,
    /// The command's place: in the workflow, or in the file that a step of it calls.
    pub location: Location,
    /// The command or action of the step that calls it, where it does not stand in the step itself.
    pub via: Option<Arc<CallSite>>,
    /// The `if:` of the action's step that it stands in.
    pub inner_condition: Option<String>,
    /// The tasks that it runs by name.
    pub calls: Option<Box<TaskCallSite>>,
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
    pub role: CommandRole,
    /// What becomes of its failure; asked for gates, scripts of the repository and what the policy names.
    pub fate: Option<CommandFate>,
    /// The shell that it runs under.
    pub shell: Arc<EffectiveShell>,
    /// Its arguments, each with its place in the workflow.
    pub arguments: Vec<(Word, Span)>,
    /// Variables set for this command alone (`A=b cmd`, `env A=b cmd`), exported before it in the
    /// script or to `$GITHUB_ENV` by an earlier step, or in `env:` of step, job and workflow, the
    /// nearest last. Shared by the commands that see the same.
    pub environment: Arc<[EnvVariable]>,
}

impl CommandFact {
    /// Whether its step may stay green although it failed, or should have.
    #[must_use]
    pub fn may_fail_unseen(&self) -> bool {
        let by_script =
            matches!(self.fate, Some(CommandFate::Swallowed { .. } | CommandFate::Unknown { .. }));
        match &self.role {
            CommandRole::Gate(gate) => by_script || gate.lenient.iter().any(|by| !by.note),
            CommandRole::Script => by_script,
            CommandRole::Other => false,
        }
    }
}

/// An environment variable with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvVariable {
    /// Name.
    pub name: String,
    /// Value, as written.
    pub value: String,
    /// Subject of what sets it: the workflow (`ci.yml`), the job (`ci.yml/unit`) or the step.
    pub subject: String,
    /// Where the value is written.
    pub location: Location,
}

/// A script that could not be parsed whole, or a file that a step calls and nobody could read.
#[derive(Clone, Debug, PartialEq)]
pub struct UnreadScript {
    /// `ci.yml/unit/Run tests`.
    pub subject: String,
    /// The workflow that runs it.
    pub workflow: Arc<str>,
    /// Id of the job.
    pub job: String,
    /// Index of its step in the job.
    pub step: usize,
    /// The part that could not be read; for a whole file, the command that calls it.
    pub location: Location,
    /// The command of the step that calls the file in which the part stands.
    pub via: Option<Arc<CallSite>>,
    /// Why.
    pub why: String,
    /// The lines that the part stands in; `None` where not even the text is known.
    pub text: Option<String>,
    /// The first gate that the part names; where its text is not known, the one that runs it.
    pub gate: Option<Mention>,
}
