//! Everything that is known about one commit and its run.

use std::sync::Arc;

use crate::facts::commands::fact::{CommandFact, UnreadScript};
use crate::facts::documents::DocumentFact;
use crate::facts::evidence::commit_checks::CommitChecksFact;
use crate::facts::evidence::coverage::CoverageFact;
use crate::facts::evidence::run::{NeedsFact, RunJobsFact};
use crate::facts::evidence::suites::SuiteFact;
use crate::facts::inline_waivers;
use crate::facts::readable::Readable;
use crate::facts::run_context::RunContext;
use crate::facts::settings_file::{SettingsFact, SettingsFile};
use crate::facts::workflow::WorkflowFact;
use crate::formats::github::run_artifacts::RunArtifact;
use crate::formats::workflow::model::Workflow;

/// Everything that is known about a run and its repository.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Every file of `.github/workflows`, by path.
    pub workflows: Vec<Arc<WorkflowFact>>,
    /// Every command of every `run:`, by workflow, job, step and place.
    pub commands: Vec<CommandFact>,
    /// Scripts that no reader could follow whole: subject and why.
    pub unread_scripts: Vec<UnreadScript>,
    /// Settings files that hold pytest settings, or could not be read.
    pub settings: Vec<SettingsFact>,
    /// Settings files that the policy names, by path.
    pub documents: Vec<DocumentFact>,
    /// Files that hold thresholds or strictness and differ between base and head, by path.
    pub watched: Vec<SettingsFile>,
    /// What the needed jobs ended with, when it was given.
    pub needs: Option<NeedsFact>,
    /// How the jobs of the judged run ended by the API's list, where it was asked.
    pub run_jobs: Option<RunJobsFact>,
    /// One entry for each suite of the policy, in its order.
    pub suites: Vec<SuiteFact>,
    /// One entry for each coverage entry of the policy, in its order.
    pub coverage: Vec<CoverageFact>,
    /// Files of the repository, relative to the root, sorted.
    pub files: Vec<String>,
    /// Why that list may lack some: then nobody may conclude from the absence of one.
    pub files_problem: Option<String>,
    /// Waivers in comments of workflows, by path and place.
    pub inline: Vec<inline_waivers::InlineWaiver>,
    /// What the judged run uploaded, where the policy names artifacts and there is a run.
    pub artifacts: Option<Readable<Vec<RunArtifact>>>,
    /// The check runs and the runs of the head commit, where there is a run.
    pub commit_checks: Option<CommitChecksFact>,
    /// Where the run is: repository and base branch, as far as known.
    pub place: RunContext,
}

impl Facts {
    /// Every readable workflow with its fact.
    pub fn models(&self) -> impl Iterator<Item = (&WorkflowFact, &Workflow)> {
        self.workflows.iter().filter_map(|fact| Some((&**fact, fact.model.as_ref()?)))
    }

    /// Returns the workflow file at a path, whether it can be read or not.
    #[must_use]
    pub fn workflow(&self, path: &str) -> Option<&WorkflowFact> {
        self.shared_workflow(path).map(|fact| &**fact)
    }

    /// Returns the workflow file at a path as the store has it, which is one for all that have the same bytes.
    #[must_use]
    pub fn shared_workflow(&self, path: &str) -> Option<&Arc<WorkflowFact>> {
        let at = self.workflows.binary_search_by(|fact| (*fact.path).cmp(path)).ok()?;
        self.workflows.get(at)
    }

    /// Returns the readable workflow at a path with its fact.
    #[must_use]
    pub fn model(&self, path: &str) -> Option<(&WorkflowFact, &Workflow)> {
        let fact = self.workflow(path)?;
        Some((fact, fact.model.as_ref()?))
    }

    /// Returns the commands of a workflow, those of the files that it calls among them.
    #[must_use]
    pub fn commands_of(&self, workflow: &str) -> &[CommandFact] {
        // They are sorted by workflow: a search through all for each job would cost the square.
        let from = self.commands.partition_point(|command| *command.workflow < *workflow);
        let rest = self.commands.get(from..).unwrap_or_default();
        let count = rest.partition_point(|command| *command.workflow == *workflow);
        rest.get(..count).unwrap_or_default()
    }

    /// Returns the scripts of a workflow that could not be read whole.
    pub fn unread_of(&self, workflow: &str) -> impl Iterator<Item = &UnreadScript> {
        self.unread_scripts.iter().filter(move |script| *script.workflow == *workflow)
    }

    /// Returns the commands of a job.
    pub fn commands_of_job(&self, workflow: &str, job: &str) -> impl Iterator<Item = &CommandFact> {
        self.commands_of(workflow).iter().filter(move |command| command.job == job)
    }
}
