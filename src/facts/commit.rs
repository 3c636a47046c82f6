//! Everything that is known about one commit and its run.

use std::sync::Arc;

use crate::facts::commands::fact::{CommandFact, UnreadScript};
use crate::facts::documents::DocumentFact;
use crate::facts::evidence::coverage::CoverageFact;
use crate::facts::evidence::run::{NeedsFact, RunJobsFact};
use crate::facts::evidence::suites::SuiteFact;
use crate::facts::inline_waivers;
use crate::facts::readable::Readable;
use crate::facts::run_context::RunContext;
use crate::facts::settings_file::SettingsFact;
use crate::facts::understand::{
    SideInputs, needs, reached_settings, understood, workflow, working_folders,
};
use crate::facts::workflow::WorkflowFact;
use crate::formats::github::run_artifacts::RunArtifact;
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
    /// Settings files that the policy names, by path.
    pub documents: Vec<DocumentFact>,
    /// Files that hold thresholds or strictness and differ between base and head, by path.
    pub watched: Vec<crate::facts::settings_file::SettingsFile>,
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
    /// What the change does, base against head.
    pub change: crate::drift::difference::Change,
    /// What the judged run uploaded, where the policy names artifacts and there is a run.
    pub artifacts: Option<Readable<Vec<RunArtifact>>>,
    /// Where the run is: repository and base branch, as far as known.
    pub place: RunContext,
}

impl Facts {
    /// Understands what was gathered. What cannot be understood becomes a fact of its own.
    #[must_use]
    pub fn new(material: SideInputs) -> Self {
        let (files, files_problem) = match material.files {
            Ok(files) => (files, None),
            Err(why) => (Vec::new(), Some(why)),
        };
        let base = material.base_workflows;
        let (workflows, inline): (Vec<_>, Vec<_>) =
            material.workflows.into_iter().map(|found| workflow(found, base.as_ref())).unzip();
        let mut facts = Self {
            workflows,
            inline: inline.into_iter().flatten().collect(),
            needs: material.needs.map(|(path, text)| needs(path, text)),
            documents: material.documents.into_iter().map(DocumentFact::new).collect(),
            watched: material.watched,
            suites: material.suites,
            coverage: material.coverage,
            run_jobs: material.run_jobs,
            files,
            files_problem,
            change: material.change,
            artifacts: material.artifacts,
            place: material.place,
            ..Self::default()
        };
        facts.workflows.sort_by(|a, b| a.path.cmp(&b.path));
        facts.inline.sort_by(|a, b| a.place.place.cmp(&b.place.place));
        let folders = working_folders(&facts);
        facts.settings = reached_settings(material.settings.into_iter(), &folders);
        facts.documents.sort_by(|a, b| a.path.cmp(&b.path));
        facts.watched.sort_by(|a, b| a.path.cmp(&b.path));
        facts.files.sort();
        let library = material.called.into_iter().collect();
        let table =
            material.table.as_ref().unwrap_or_else(|| crate::catalog::tools::lookup::built_in());
        for workflow in facts.workflows.iter().filter_map(|fact| fact.model.as_ref()) {
            let (commands, unread) = understood(workflow, &library, table);
            facts.commands.extend(commands);
            facts.unread_scripts.extend(unread);
        }
        facts
    }

    /// The same facts with another version of one workflow, as if all had been understood anew from
    /// `material`, which they are from. Everything but that workflow is taken over.
    #[must_use]
    pub fn with_workflow(&self, material: &SideInputs, path: &Arc<str>, bytes: &[u8]) -> Self {
        let mut facts = self.clone();
        let file = (Arc::clone(path), Ok(bytes.to_vec()));
        let (new, inline) = workflow(file, material.base_workflows.as_ref());
        facts.inline.retain(|other| other.place.place.path != *path);
        facts.inline.extend(inline);
        facts.inline.sort_by(|a, b| a.place.place.cmp(&b.place.place));
        let library = material.called.iter().cloned().collect();
        let table =
            material.table.as_ref().unwrap_or_else(|| crate::catalog::tools::lookup::built_in());
        let model = new.model.as_ref();
        let (commands, unread) =
            model.map(|model| understood(model, &library, table)).unwrap_or_default();
        let of = |known: &str| known.cmp(path);
        let from = facts.commands.partition_point(|command| of(&command.workflow).is_lt());
        let to = facts.commands.partition_point(|command| of(&command.workflow).is_le());
        facts.commands.splice(from..to, commands);
        let from = facts.unread_scripts.partition_point(|script| of(&script.workflow).is_lt());
        let to = facts.unread_scripts.partition_point(|script| of(&script.workflow).is_le());
        facts.unread_scripts.splice(from..to, unread);
        if let Some(fact) = facts.workflows.iter_mut().find(|fact| fact.path == *path) {
            *fact = new;
        }
        let folders = working_folders(&facts);
        if folders != working_folders(self) {
            facts.settings = reached_settings(material.settings.iter().cloned(), &folders);
        }
        facts
    }

    /// Every readable workflow with its fact.
    pub fn models(&self) -> impl Iterator<Item = (&WorkflowFact, &Workflow)> {
        self.workflows.iter().filter_map(|fact| Some((fact, fact.model.as_ref()?)))
    }
}
