//! Understands what was gathered of one side: the only place where facts are made.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::catalog::tools::lookup::{ToolCatalog, built_in};
use crate::facts::commands::fact::{CommandFact, UnreadScript};
use crate::facts::commands::paths::CalledFiles;
use crate::facts::commit::Facts;
use crate::facts::documents::DocumentFact;
use crate::facts::evidence::coverage::CoverageFact;
use crate::facts::evidence::run::{NeedsFact, RunJobsFact};
use crate::facts::evidence::suites::SuiteFact;
use crate::facts::readable::{Readable, unreadable};
use crate::facts::run_context::RunContext;
use crate::facts::settings_file::{SettingsFact, SettingsFile};
use crate::facts::store::{OwnWorkflow, WorkflowStore};
use crate::facts::workflow::WorkflowFact;
use crate::facts::{commands, inline_waivers};
use crate::formats::github::run_artifacts::RunArtifact;
use crate::formats::settings::read_pytest;
use crate::formats::workflow::model::Workflow;
use crate::policy::paths::file_name;

/// What `inputs` gathered, before anything is understood.
#[derive(Clone, Debug)]
pub struct SideInputs {
    /// Files of `.github/workflows`: path and bytes, or why they could not be read.
    pub workflows: Vec<(Arc<str>, Readable<Vec<u8>>)>,
    /// Files that may hold pytest settings, wherever they lie: path and bytes, or why they could not be
    /// read. Only those of folders that some step works in become facts.
    pub settings: Vec<(String, Readable<Vec<u8>>)>,
    /// Files of `settings:` of the policy: path and bytes, or why they could not be read.
    pub documents: Vec<(String, Readable<Vec<u8>>)>,
    /// Files that hold thresholds or strictness and differ between base and head.
    pub watched: Vec<SettingsFile>,
    /// What was understood of workflows already, with the tools whose exit code is a verdict; `None` for an
    /// empty one with the tools that are built in.
    pub store: Option<Arc<WorkflowStore>>,
    /// Files that the workflows' steps call: path and bytes, or why they could not be read.
    pub called: Vec<(String, Readable<Vec<u8>>)>,
    /// `toJSON(needs)`: file name and text, or why it could not be read.
    pub needs: Option<(Arc<str>, Readable<String>)>,
    /// The API's list of jobs, where it was asked.
    pub run_jobs: Option<RunJobsFact>,
    /// One entry for each suite of the policy.
    pub suites: Vec<SuiteFact>,
    /// One entry for each coverage entry of the policy.
    pub coverage: Vec<CoverageFact>,
    /// Files of the repository, relative to the root, or why they cannot be listed.
    pub files: Readable<Vec<String>>,
    /// What the judged run uploaded, where it was asked.
    pub artifacts: Option<Readable<Vec<RunArtifact>>>,
    /// Where the run is.
    pub place: RunContext,
}

impl Default for SideInputs {
    fn default() -> Self {
        Self {
            workflows: Vec::new(),
            settings: Vec::new(),
            documents: Vec::new(),
            watched: Vec::new(),
            store: None,
            called: Vec::new(),
            needs: None,
            run_jobs: None,
            suites: Vec::new(),
            coverage: Vec::new(),
            files: Ok(Vec::new()),
            artifacts: None,
            place: RunContext::default(),
        }
    }
}

/// Returns the files of the repository that the steps of these workflows call.
#[must_use]
pub fn called_files(
    workflows: &[(Arc<str>, Readable<Vec<u8>>)],
    known: &[String],
    store: &WorkflowStore,
) -> Vec<String> {
    let known: BTreeSet<&str> = known.iter().map(String::as_str).collect();
    let mut found = BTreeSet::new();
    for (path, bytes) in workflows {
        let Ok(bytes) = bytes else { continue };
        found.extend(store.workflow(path, bytes).called.iter().cloned());
    }
    found.into_iter().filter(|path| known.contains(path.as_str())).collect()
}

/// A workflow file that could not be read.
fn unread_workflow(path: Arc<str>, why: String) -> Arc<WorkflowFact> {
    let problems = unreadable::<Workflow>(why).problems;
    Arc::new(WorkflowFact { path, model: None, problems, is_unread: true })
}

/// The commands of a workflow, with what they call and what the tools' own files say.
fn with_called(
    own: &OwnWorkflow,
    library: &CalledFiles,
    tools: &ToolCatalog,
) -> (Vec<CommandFact>, Vec<UnreadScript>) {
    let Some(workflow) = &own.fact.model else { return (Vec::new(), Vec::new()) };
    let (mut commands, mut unread) = (own.commands.clone(), own.unread.clone());
    let called = commands::calls::follow(workflow, &commands, library, tools);
    commands.extend(called.commands);
    unread.extend(called.unread);
    commands::settings::apply(&mut commands, library);
    (commands, unread)
}

/// The settings files that a step's folder reaches.
pub(super) fn reached_settings(
    files: impl Iterator<Item = (String, Readable<Vec<u8>>)>,
    folders: &BTreeSet<String>,
) -> Vec<SettingsFact> {
    let reached = files.filter(|(path, _)| folders.contains(folder(path)));
    let mut found: Vec<SettingsFact> = reached.filter_map(settings).collect();
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Folders in which steps start their commands, and those above them up to the root, which is the
/// empty name: where pytest looks for its settings.
pub(super) fn working_folders(facts: &Facts) -> BTreeSet<String> {
    let mut folders = BTreeSet::from([String::new()]);
    for (_, workflow) in facts.models() {
        let steps = workflow.jobs.iter().flat_map(|job| &job.steps);
        let of_steps = steps.filter_map(|step| step.working_directory.as_ref());
        let of_jobs =
            workflow.jobs.iter().filter_map(|job| job.defaults.working_directory.as_ref());
        let all = of_steps.chain(of_jobs).chain(workflow.defaults.working_directory.as_ref());
        for named in all {
            let parts = named.value.split('/').filter(|part| !matches!(*part, "" | "."));
            let mut folder = String::new();
            for part in parts {
                if !folder.is_empty() {
                    folder.push('/');
                }
                folder.push_str(part);
                folders.insert(folder.clone());
            }
        }
    }
    folders
}

pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

pub(super) fn settings((path, bytes): (String, Readable<Vec<u8>>)) -> Option<SettingsFact> {
    let parsed = match bytes {
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes);
            read_pytest(file_name(&path), &text)
        }
        Err(why) => unreadable(why),
    };
    if parsed.value.is_none() && parsed.problems.is_empty() {
        return None;
    }
    let pytest = parsed.value.filter(|_| parsed.problems.is_empty());
    Some(SettingsFact { path, pytest, problems: parsed.problems })
}

pub(super) fn needs(path: Arc<str>, text: Readable<String>) -> NeedsFact {
    let parsed = match text {
        Ok(text) => crate::formats::github::needs::read(&text),
        Err(why) => unreadable(why),
    };
    let needs = parsed.value.filter(|_| parsed.problems.is_empty());
    NeedsFact { path, needs, problems: parsed.problems }
}

impl SideInputs {
    /// The tools whose exit code is a verdict.
    #[must_use]
    pub fn tools(&self) -> &ToolCatalog {
        self.store.as_ref().map_or_else(|| built_in(), |store| store.tools())
    }
}

impl Facts {
    /// Understands what was gathered. What cannot be understood becomes a fact of its own.
    #[must_use]
    pub fn new(material: SideInputs) -> Self {
        let (files, files_problem) = match material.files {
            Ok(files) => (files, None),
            Err(why) => (Vec::new(), Some(why)),
        };
        let store =
            material.store.unwrap_or_else(|| Arc::new(WorkflowStore::new(built_in().clone())));
        let (mut workflows, mut inline, mut owns) = (Vec::new(), Vec::new(), Vec::new());
        for (path, bytes) in material.workflows {
            match bytes {
                Ok(bytes) => {
                    let own = store.workflow(&path, &bytes);
                    inline.extend(inline_waivers::of_workflow(&own.fact, &bytes));
                    workflows.push(Arc::clone(&own.fact));
                    owns.push(own);
                }
                Err(why) => workflows.push(unread_workflow(path, why)),
            }
        }
        let mut facts = Self {
            workflows,
            inline,
            needs: material.needs.map(|(path, text)| needs(path, text)),
            documents: material.documents.into_iter().map(DocumentFact::new).collect(),
            watched: material.watched,
            suites: material.suites,
            coverage: material.coverage,
            run_jobs: material.run_jobs,
            files,
            files_problem,
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
        owns.sort_by(|a, b| a.fact.path.cmp(&b.fact.path));
        for own in owns {
            let (commands, unread) = with_called(&own, &library, store.tools());
            facts.commands.extend(commands);
            facts.unread_scripts.extend(unread);
        }
        facts
    }

    /// The same facts with another version of one workflow, as if all had been understood anew from
    /// `material`, which they are from. Everything but that workflow is taken over.
    #[must_use]
    pub fn with_workflow(&self, material: &SideInputs, own: OwnWorkflow, bytes: &[u8]) -> Self {
        let mut facts = self.clone();
        let path = &Arc::clone(&own.fact.path);
        let inline = inline_waivers::of_workflow(&own.fact, bytes);
        facts.inline.retain(|other| other.place.place.path != *path);
        facts.inline.extend(inline);
        facts.inline.sort_by(|a, b| a.place.place.cmp(&b.place.place));
        let library = material.called.iter().cloned().collect();
        let (commands, unread) = with_called(&own, &library, material.tools());
        let of = |known: &str| known.cmp(path);
        let from = facts.commands.partition_point(|command| of(&command.workflow).is_lt());
        let to = facts.commands.partition_point(|command| of(&command.workflow).is_le());
        facts.commands.splice(from..to, commands);
        let from = facts.unread_scripts.partition_point(|script| of(&script.workflow).is_lt());
        let to = facts.unread_scripts.partition_point(|script| of(&script.workflow).is_le());
        facts.unread_scripts.splice(from..to, unread);
        if let Some(fact) = facts.workflows.iter_mut().find(|fact| fact.path == *path) {
            *fact = own.fact;
        }
        let folders = working_folders(&facts);
        if folders != working_folders(self) {
            facts.settings = reached_settings(material.settings.iter().cloned(), &folders);
        }
        facts
    }
}
