//! Facts: all that a rule may look at. Owned, sorted, each with its place; what could not be read is a
//! fact too. Pure: built from what `inputs` gathered and `formats` read.

pub mod commands;
pub mod coverage;
mod host_paths;
pub mod jobs;
pub mod signal;
pub mod tests;

use std::sync::Arc;

pub use self::commands::{CommandFact, SettingsFact};
pub use self::coverage::CoverageFact;
pub use self::tests::SuiteFact;
use crate::formats::needs::Needs;
use crate::formats::problem::Problem;
use crate::formats::workflow::model::Workflow;

/// Everything that is known about a run and its repository.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Every file of `.github/workflows`, by path.
    pub workflows: Vec<WorkflowFact>,
    /// Every command of every `run:`, by workflow, job, step and place.
    pub commands: Vec<CommandFact>,
    /// Scripts that no reader could follow whole: subject and why.
    pub unread_scripts: Vec<UnreadScript>,
    /// Settings files that hold pytest settings, or could not be read.
    pub settings: Vec<SettingsFact>,
    /// What the needed jobs ended with, when it was given.
    pub needs: Option<NeedsFact>,
    /// One entry for each suite of the policy, in its order.
    pub suites: Vec<SuiteFact>,
    /// One entry for each coverage entry of the policy, in its order.
    pub coverage: Vec<CoverageFact>,
    /// Files of the repository, relative to the root, sorted.
    pub files: Vec<String>,
    /// Where the run is: repository and base branch, as far as known.
    pub place: Place,
}

/// One workflow file.
#[derive(Clone, Debug)]
pub struct WorkflowFact {
    /// Path below the root, with `/`.
    pub path: Arc<str>,
    /// The model; `None` when GitHub would refuse the file.
    pub model: Option<Workflow>,
    /// Why it would.
    pub problems: Vec<Problem>,
}

impl WorkflowFact {
    /// The file's name, as subjects and the policy spell it.
    #[must_use]
    pub fn name(&self) -> &str {
        crate::policy::valid::file_name(&self.path)
    }
}

/// A script that could not be parsed whole.
#[derive(Clone, Debug)]
pub struct UnreadScript {
    /// `ci.yml/unit/Run tests`.
    pub subject: String,
    /// The part that could not be read.
    pub location: crate::span::Location,
    /// Why.
    pub why: String,
}

/// `toJSON(needs)` as given.
#[derive(Clone, Debug)]
pub struct NeedsFact {
    /// File name, `-` for standard input.
    pub path: Arc<str>,
    /// The results; `None` when it could not be read.
    pub needs: Option<Needs>,
    /// Why not.
    pub problems: Vec<Problem>,
}

/// Where the run is.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// Runs under GitHub Actions.
    pub on_github: bool,
    /// `owner/name`.
    pub repository: Option<String>,
    /// The branch that the pull request targets.
    pub base_branch: Option<String>,
}

impl Facts {
    /// Every readable workflow with its fact.
    pub fn models(&self) -> impl Iterator<Item = (&WorkflowFact, &Workflow)> {
        self.workflows.iter().filter_map(|fact| Some((fact, fact.model.as_ref()?)))
    }
}
