//! A command of a step, with what is known of it.

use std::sync::Arc;

use crate::catalog::tools::tool::{Mention, ToolKind};
use crate::facts::commands::fate::ending::Cause;
use crate::facts::commands::paths::join_paths;
use crate::facts::commands::shells::EffectiveShell;
use crate::formats::shell::syntax::Word;
use crate::formats::tasks::task::TaskCall;
use crate::span::{Location, Span};

/// A command that runs tasks, with the folder in which it runs.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskCallSite {
    /// The tasks.
    pub call: TaskCall,
    /// The folder relative to the root; `None` if only the run knows it.
    pub folder: Option<String>,
}

/// The command of a step through which another command runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallSite {
    /// The text of the command.
    pub text: String,
    /// The place of the command.
    pub location: Location,
}

impl TaskCallSite {
    /// Returns the files that may contain the called tasks, in the order in which the tool looks
    /// for them.
    pub(super) fn files(&self) -> Vec<String> {
        let Some(folder) = &self.folder else { return Vec::new() };
        let folder = match &self.call.folder {
            Some(named) => join_paths(folder, named),
            None => Some(folder.clone()),
        };
        let Some(folder) = folder else { return Vec::new() };
        match &self.call.file {
            Some(file) => join_paths(&folder, file).into_iter().collect(),
            None => self
                .call
                .format
                .files()
                .iter()
                .filter_map(|name| join_paths(&folder, name))
                .collect(),
        }
    }
}

/// The role of a command in the repository.
#[derive(Clone, Debug, PartialEq)]
pub enum CommandRole {
    /// A known tool whose exit code decides its job.
    Gate(GateCommand),
    /// A script of the repository, which may or may not be a gate.
    Script,
    /// Any other command.
    Other,
}

/// A gate command of a known tool.
#[derive(Clone, Debug, PartialEq)]
pub struct GateCommand {
    /// Name of the tool in the catalog.
    pub tool: String,
    /// The kind of the tool.
    pub kind: ToolKind,
    /// Everything that makes the command pass where it should fail.
    pub lenient: Vec<Lenient>,
}

/// An option, a variable or a missing option that makes a tool pass where it should fail.
#[derive(Clone, Debug, PartialEq)]
pub struct Lenient {
    /// The text of the option or variable.
    pub shown: String,
    /// The effect.
    pub effect: String,
    /// The fix.
    pub fix: String,
    /// Whether it is only advice.
    pub note: bool,
    /// The place; that of the command for a missing option.
    pub location: Location,
}

/// The fate of a command's failure, with places in the workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommandFate {
    /// The step fails.
    Fails,
    /// The step fails when the command succeeds.
    MustFail,
    /// No way through the script reaches the command.
    NotReached,
    /// A function holds the command, and no call of the function is seen in its script: what sources the script or gives
    /// it the name may call it.
    Uncalled,
    /// The script succeeds, so the failure is lost.
    Swallowed {
        /// The construct that discards the exit code.
        by: Cause,
        /// The place of the construct.
        location: Location,
        /// The text at that place.
        text: String,
    },
    /// The script cannot be followed, or only the run decides.
    Unknown {
        /// The reason.
        why: String,
    },
}

/// One command of one step.
#[derive(Clone, Debug, PartialEq)]
pub struct CommandFact {
    /// The target of the command: `ci.yml/unit/Run tests`.
    pub subject: String,
    /// Path of the workflow that runs it.
    pub workflow: Arc<str>,
    /// Place of the command: in the workflow, or in the file that a step of it calls.
    pub location: Location,
    /// The command or action of the step that runs this command from another file; `None` if the
    /// command is in the step itself.
    pub via: Option<Arc<CallSite>>,
    /// The `if:` of the action's step that contains it.
    pub inner_condition: Option<String>,
    /// The tasks that it runs by name.
    pub calls: Option<Box<TaskCallSite>>,
    /// The folder in which it runs, relative to the root; `None` if only the run knows.
    pub folder: Option<String>,
    /// Id of the job.
    pub job: String,
    /// The program behind all wrappers (`uv run python -m pytest` is `pytest`), base name only.
    pub program: String,
    /// The whole command on one line.
    pub text: String,
    /// Byte range of the command in the script of its step.
    pub range: (usize, usize),
    /// Index of its step in the job.
    pub step: usize,
    /// The role of the command.
    pub role: CommandRole,
    /// The fate of its failure; only known for gate commands, scripts of the repository and
    /// commands that the policy names.
    pub fate: Option<CommandFate>,
    /// The shell that runs it.
    pub shell: Arc<EffectiveShell>,
    /// Its arguments, each with its place in the workflow.
    pub arguments: Vec<(Word, Span)>,
    /// Variables that are set for this command alone (`A=b cmd`, `env A=b cmd`), exported before it
    /// in the script or to `$GITHUB_ENV` by an earlier step, or in `env:` of step, job and
    /// workflow; the nearest is last. Commands with equal variables share the list.
    pub environment: Arc<[EnvVariable]>,
}

impl CommandFact {
    /// Returns whether its step may pass although the command failed, or should have failed.
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
    /// Value, without expansion.
    pub value: String,
    /// Target of what sets the variable: the workflow (`ci.yml`), the job (`ci.yml/unit`) or the
    /// step.
    pub subject: String,
    /// Place of the value.
    pub location: Location,
}

/// A part of a script that could not be parsed, or a called file that could not be read.
#[derive(Clone, Debug, PartialEq)]
pub struct UnreadScript {
    /// The target of the script: `ci.yml/unit/Run tests`.
    pub subject: String,
    /// Path of the workflow that runs it.
    pub workflow: Arc<str>,
    /// Id of the job.
    pub job: String,
    /// Index of its step in the job.
    pub step: usize,
    /// The part that could not be read; for a whole file, the command that calls it.
    pub location: Location,
    /// The command of the step that calls the file with this part.
    pub via: Option<Arc<CallSite>>,
    /// The reason.
    pub why: String,
    /// The lines with the part; `None` if even the text is unknown.
    pub text: Option<String>,
    /// The first gate command that the part names; for an unknown text, the one that runs it.
    pub gate: Option<Mention>,
}
