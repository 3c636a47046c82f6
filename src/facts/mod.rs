//! Facts: all that a rule may look at. Owned, sorted, each with its place; what could not be read is a
//! fact too. Pure: built from what `inputs` gathered and `formats` read.

pub mod actions;
pub mod approval;
pub mod artifacts;
pub mod change;
pub mod commands;
pub mod coverage;
pub mod documents;
pub mod inline;
pub mod jobs;
pub mod reach;
pub mod signal;
pub mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use self::commands::Via;
use self::commands::tools::Mention;
pub use self::commands::{CommandFact, SettingsFact};
pub use self::coverage::{Asked as AskedCoverage, CoverageFact};
pub use self::documents::DocumentFact;
pub use self::tests::SuiteFact;
use crate::formats::github::needs::Needs;
use crate::formats::github::run_artifacts::RunArtifact;
use crate::formats::github::run_jobs::RunJob;
use crate::formats::problem::{Parsed, Problem};
use crate::formats::workflow::model::Workflow;
use crate::span::Span;

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
    pub watched: Vec<change::WatchedFact>,
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
    pub inline: Vec<inline::Inline>,
    /// What the change does, base against head.
    pub change: change::Change,
    /// What the judged run uploaded, where the policy names artifacts and there is a run.
    pub artifacts: Option<Read<Vec<RunArtifact>>>,
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
    /// Understands a workflow file.
    #[must_use]
    pub fn new(path: Arc<str>, bytes: &[u8]) -> Self {
        let parsed = crate::formats::workflow::read_workflow(&path, bytes);
        let model = parsed.value.filter(|_| parsed.problems.is_empty());
        Self { path, model, problems: parsed.problems }
    }

    /// The file's name, as subjects and the policy spell it.
    #[must_use]
    pub fn name(&self) -> &str {
        crate::policy::paths::file_name(&self.path)
    }
}

/// A script that could not be parsed whole, or a file that a step calls and nobody could read.
#[derive(Clone, Debug)]
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
    pub location: crate::span::Location,
    /// The command of the step that calls the file in which the part stands.
    pub via: Option<Arc<Via>>,
    /// Why.
    pub why: String,
    /// The lines that the part stands in; `None` where not even the text is known.
    pub text: Option<String>,
    /// The first gate that the part names; where its text is not known, the one that runs it.
    pub gate: Option<Mention>,
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

/// The API's list of the jobs of one attempt of a run.
#[derive(Clone, Debug)]
pub struct RunJobsFact {
    /// Path of the run's workflow, where it is known.
    pub workflow: Option<String>,
    /// The id of the gate's own job in that workflow, where it is one of its run and known.
    pub gate: Option<String>,
    /// The gate's own entry, where it is one of them and known.
    pub own: Option<u64>,
    /// The gate is a job of that run; otherwise the run ended before.
    pub is_own_run: bool,
    /// Which attempt of the run it is, from 1.
    pub attempt: u64,
    /// The entries, or why they cannot be read.
    pub jobs: Read<Vec<RunJob>>,
    /// The entries of attempts before it that were asked for, in the order of the attempts.
    pub earlier: Vec<(u64, Read<Vec<RunJob>>)>,
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
    /// Why the base commit that was asked for cannot be judged against.
    pub base_problem: Option<String>,
    /// Why the policy that the policy extends cannot be held.
    pub floor_problem: Option<String>,
    /// Why the tree that was read is not the one that the run is about.
    pub tree_problem: Option<String>,
    /// The red verdict of a stronger run on the same commit, which this run may not replace.
    pub standing: Option<String>,
}

/// What was read, or why it could not be.
pub type Read<T> = Result<T, String>;

/// What `inputs` gathered, before anything is understood.
#[derive(Clone, Debug)]
pub struct Material {
    /// Files of `.github/workflows`: path and bytes, or why they could not be read.
    pub workflows: Vec<(Arc<str>, Read<Vec<u8>>)>,
    /// Files that may hold pytest settings, wherever they lie: path and bytes, or why they could not be
    /// read. Only those of folders that some step works in become facts.
    pub settings: Vec<(String, Read<Vec<u8>>)>,
    /// Files of `settings:` of the policy: path and bytes, or why they could not be read.
    pub documents: Vec<(String, Read<Vec<u8>>)>,
    /// Files that hold thresholds or strictness and differ between base and head.
    pub watched: Vec<change::WatchedFact>,
    /// The tools whose exit status is a verdict; `None` for those that are built in.
    pub table: Option<commands::tools::Table>,
    /// Files that the workflows' steps call: path and bytes, or why they could not be read.
    pub called: Vec<(String, Read<Vec<u8>>)>,
    /// `toJSON(needs)`: file name and text, or why it could not be read.
    pub needs: Option<(Arc<str>, Read<String>)>,
    /// The API's list of jobs, where it was asked.
    pub run_jobs: Option<RunJobsFact>,
    /// One entry for each suite of the policy.
    pub suites: Vec<SuiteFact>,
    /// One entry for each coverage entry of the policy.
    pub coverage: Vec<CoverageFact>,
    /// Files of the repository, relative to the root, or why they cannot be listed.
    pub files: Read<Vec<String>>,
    /// The base's versions of workflows, of those that hold waivers in comments; `None` without a base.
    pub base_workflows: Option<BaseWorkflows>,
    /// What the change does, base against head.
    pub change: change::Change,
    /// What the judged run uploaded, where it was asked.
    pub artifacts: Option<Read<Vec<RunArtifact>>>,
    /// Where the run is.
    pub place: Place,
}

impl Default for Material {
    fn default() -> Self {
        Self {
            workflows: Vec::new(),
            settings: Vec::new(),
            documents: Vec::new(),
            watched: Vec::new(),
            table: None,
            called: Vec::new(),
            needs: None,
            run_jobs: None,
            suites: Vec::new(),
            coverage: Vec::new(),
            files: Ok(Vec::new()),
            base_workflows: None,
            change: change::Change::default(),
            artifacts: None,
            place: Place::default(),
        }
    }
}

impl Facts {
    /// Understands what was gathered. What cannot be understood becomes a fact of its own.
    #[must_use]
    pub fn new(material: Material) -> Self {
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
        let table = material.table.as_ref().unwrap_or_else(|| commands::tools::table());
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
    pub fn with_workflow(&self, material: &Material, path: &Arc<str>, bytes: &[u8]) -> Self {
        let mut facts = self.clone();
        let file = (Arc::clone(path), Ok(bytes.to_vec()));
        let (new, inline) = workflow(file, material.base_workflows.as_ref());
        facts.inline.retain(|other| other.place.place.path != *path);
        facts.inline.extend(inline);
        facts.inline.sort_by(|a, b| a.place.place.cmp(&b.place.place));
        let library = material.called.iter().cloned().collect();
        let table = material.table.as_ref().unwrap_or_else(|| commands::tools::table());
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

/// Versions of workflows by path; `None` where a side has no such file.
pub type BaseWorkflows = BTreeMap<String, Read<Option<Vec<u8>>>>;

fn workflow(
    (path, bytes): (Arc<str>, Read<Vec<u8>>),
    base: Option<&BaseWorkflows>,
) -> (WorkflowFact, Vec<inline::Inline>) {
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(why) => {
            let problems = unreadable::<Workflow>(why).problems;
            return (WorkflowFact { path, model: None, problems }, Vec::new());
        }
    };
    let fact = WorkflowFact::new(path, &bytes);
    let base = base.map_or(inline::OnBase::NoBase, |base| {
        inline::OnBase::Base(base.get(&*fact.path).cloned().unwrap_or(Ok(None)))
    });
    let found = inline::of_workflow(&fact, &bytes, &base);
    (fact, found)
}

/// The commands of a workflow, with what they call and what the tools' own files say.
fn understood(
    workflow: &Workflow,
    library: &commands::calls::Library,
    table: &commands::tools::Table,
) -> (Vec<CommandFact>, Vec<UnreadScript>) {
    let (mut commands, mut unread) = commands::of_workflow(workflow, table);
    let called = commands::calls::follow(workflow, &commands, library, table);
    commands.extend(called.commands);
    unread.extend(called.unread);
    commands::settings::apply(&mut commands, library);
    (commands, unread)
}

/// The settings files that a step's folder reaches.
fn reached_settings(
    files: impl Iterator<Item = (String, Read<Vec<u8>>)>,
    folders: &BTreeSet<String>,
) -> Vec<SettingsFact> {
    let reached = files.filter(|(path, _)| folders.contains(folder(path)));
    let mut found: Vec<SettingsFact> = reached.filter_map(settings).collect();
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Folders in which steps start their commands, and those above them up to the root, which is the
/// empty name: where pytest looks for its settings.
fn working_folders(facts: &Facts) -> BTreeSet<String> {
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

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn settings((path, bytes): (String, Read<Vec<u8>>)) -> Option<SettingsFact> {
    let parsed = match bytes {
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes);
            crate::formats::settings::read_pytest(crate::policy::paths::file_name(&path), &text)
        }
        Err(why) => unreadable(why),
    };
    if parsed.value.is_none() && parsed.problems.is_empty() {
        return None;
    }
    let pytest = parsed.value.filter(|_| parsed.problems.is_empty());
    Some(SettingsFact { path, pytest, problems: parsed.problems })
}

fn needs(path: Arc<str>, text: Read<String>) -> NeedsFact {
    let parsed = match text {
        Ok(text) => crate::formats::github::needs::read(&text),
        Err(why) => unreadable(why),
    };
    let needs = parsed.value.filter(|_| parsed.problems.is_empty());
    NeedsFact { path, needs, problems: parsed.problems }
}

fn unreadable<T>(why: String) -> Parsed<T> {
    Parsed { value: None, problems: vec![Problem::new(Span::start_of_file(), why)] }
}
