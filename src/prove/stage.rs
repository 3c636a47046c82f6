//! The places where an edit makes a difference: the jobs that guard a change, and the commands in
//! them whose failure turns a check red today. An edit anywhere else would change nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::TextEdit;
use super::edit::EditedText;
use super::inputs::ProofInputs;
use super::mutant::{Mutant, MutantEdit};
use crate::facts::CommandFact;
use crate::facts::commands::{CommandFate, CommandRole};
use crate::facts::commit::Facts;
use crate::facts::path::end::{Idle, PathEnd};
use crate::facts::path::failure_path::failure_paths;
use crate::facts::readable::Readable;
use crate::formats::workflow::model::{Job, Script, Step, Workflow};
use crate::policy::Policy;
use crate::policy::paths::file_name;
use crate::span::{Location, Span};

/// The repository before any edit, with the places for the operators.
#[derive(Debug)]
pub struct MutationSites<'a> {
    pub(super) scene: &'a ProofInputs,
    pub(super) facts: &'a Facts,
    sources: BTreeMap<&'a str, EditedText<'a>>,
    /// The commands of workflows whose failure turns a check red, by their places, each with
    /// whether a merge waits for that check.
    red: BTreeMap<Location, bool>,
    /// Such commands in files that a step calls.
    called: Vec<(&'a CommandFact, bool)>,
}

/// A job that guards a change.
#[derive(Clone, Copy, Debug)]
pub(super) struct JobSite<'s> {
    pub(super) stage: &'s MutationSites<'s>,
    pub(super) source: &'s EditedText<'s>,
    pub(super) workflow: &'s Workflow,
    pub(super) job: &'s Job,
    pub(super) required: bool,
}

/// A command whose failure turns a check red.
#[derive(Clone, Copy, Debug)]
pub(super) struct Site<'s> {
    pub(super) at: JobSite<'s>,
    pub(super) step: &'s Step,
    pub(super) run: &'s Script,
    pub(super) command: &'s CommandFact,
}

impl<'a> MutationSites<'a> {
    pub(super) fn new(scene: &'a ProofInputs, facts: &'a Facts) -> Self {
        let mut sites = Self {
            scene,
            facts,
            sources: BTreeMap::new(),
            red: BTreeMap::new(),
            called: Vec::new(),
        };
        for (path, _) in texts(scene) {
            // A byte order mark shifts the places of the first line.
            let text = text_of(scene, path).filter(|text| !text.starts_with('\u{FEFF}'));
            sites.sources.extend(text.map(|text| (path, EditedText::new(text))));
        }
        for path in failure_paths(facts, &scene.policy) {
            // The same words as in `trace`: nobody else knows what a merge waits for.
            let waits = match path.end {
                PathEnd::Red { idle: None, .. } | PathEnd::Skipped { .. } => true,
                PathEnd::Red { idle: Some(Idle::NotRequired), .. } => false,
                PathEnd::Red { idle: Some(Idle::NoChange), .. }
                | PathEnd::Lost { .. }
                | PathEnd::Advisory { .. }
                | PathEnd::Unknown { .. } => continue,
            };
            if path.via.is_none() {
                *sites.red.entry(path.location).or_default() |= waits;
                continue;
            }
            let of_job = facts.commands_of_job(&path.workflow, &path.job);
            let same = |command: &&CommandFact| {
                command.via == path.via && command.location == path.location
            };
            sites.called.extend(of_job.filter(same).map(|command| (command, waits)));
        }
        sites
    }

    pub(super) const fn policy(&self) -> &Policy {
        &self.scene.policy
    }

    pub(super) fn source(&self, path: &str) -> Option<&EditedText<'a>> {
        self.sources.get(path)
    }

    /// Returns whether the policy or a flag requires any job.
    pub(super) fn requires(&self) -> bool {
        let policy = self.policy();
        !policy.required_by_flag.is_empty()
            || policy.workflows.iter().any(|workflow| {
                let file = &workflow.file.value;
                workflow.jobs.iter().any(|job| policy.is_required(file, &job.id.value))
            })
    }

    /// Returns the jobs with a command whose failure turns a check red, and all required jobs
    /// whatever they have.
    pub(super) fn jobs(&self) -> Vec<JobSite<'_>> {
        self.all_jobs().into_iter().filter(|site| site.required || site.is_gate()).collect()
    }

    /// Returns all jobs. One is required if the policy says so, or if a merge waits for the failure
    /// of one of its commands.
    pub(super) fn all_jobs(&self) -> Vec<JobSite<'_>> {
        let mut jobs = Vec::new();
        for (_, workflow) in self.facts.models() {
            let Some(source) = self.source(&workflow.path) else { continue };
            for job in &workflow.jobs {
                let named = self.policy().is_required(&workflow.path, &job.id.value);
                let site = JobSite { stage: self, source, workflow, job, required: named };
                let own = self.facts.commands_of_job(&workflow.path, &job.id.value);
                let waits = |command: &CommandFact| self.red.get(&command.location) == Some(&true);
                jobs.push(JobSite { required: named || own.into_iter().any(waits), ..site });
            }
        }
        jobs
    }

    /// Returns the commands whose failure turns a check red, in files that a step calls, each with
    /// whether a merge waits for that check.
    pub(super) fn called(&self) -> &[(&'a CommandFact, bool)] {
        &self.called
    }

    /// Returns one such job for each workflow, a required one if there is any.
    pub(super) fn workflows(&self) -> Vec<JobSite<'_>> {
        let mut found: Vec<JobSite<'_>> = Vec::new();
        for job in self.jobs() {
            match found.iter_mut().find(|known| known.workflow.path == job.workflow.path) {
                Some(known) if known.required => {}
                Some(known) => *known = job,
                None => found.push(job),
            }
        }
        found
    }

    /// Returns the steps with such a command, each with its first one.
    pub(super) fn gate_steps(&self) -> Vec<Site<'_>> {
        self.jobs().iter().flat_map(JobSite::gate_steps).collect()
    }

    /// Returns every command whose failure turns a check red, in a `run:` script.
    pub(super) fn commands(&self) -> Vec<Site<'_>> {
        self.jobs().iter().flat_map(JobSite::commands).collect()
    }
}

impl<'s> JobSite<'s> {
    pub(super) fn file(&self) -> &'s str {
        file_name(&self.workflow.path)
    }

    pub(super) fn id(&self) -> &'s str {
        &self.job.id.value
    }

    pub(super) fn subject(&self) -> String {
        format!("{}/{}", self.file(), self.id())
    }

    /// Returns the commands of the job whose failure turns a check red.
    pub(super) fn commands(&self) -> Vec<Site<'s>> {
        let stage = self.stage;
        let of_job = |command: &&CommandFact| {
            command.via.is_none()
                && command.fate == Some(CommandFate::Fails)
                && !command.may_fail_unseen()
                && !matches!(command.role, CommandRole::Other)
                && stage.red.contains_key(&command.location)
        };
        let own = stage.facts.commands_of_job(&self.workflow.path, &self.job.id.value);
        let sites = own.filter(of_job).filter_map(|command| {
            let step = self.job.steps.get(command.step)?;
            Some(Site { at: *self, step, run: step.run.as_ref()?, command })
        });
        sites.collect()
    }

    /// Returns whether the job has such a command, in itself or in a file that a step calls.
    fn is_gate(&self) -> bool {
        let (path, id) = (&self.workflow.path, self.id());
        let is_own = |command: &CommandFact| command.workflow == *path && command.job == id;
        !self.commands().is_empty() || self.stage.called.iter().any(|(command, _)| is_own(command))
    }

    /// Returns the steps of the job with such a command, each with its first one.
    pub(super) fn gate_steps(&self) -> Vec<Site<'s>> {
        let mut steps: Vec<Site<'s>> = self.commands();
        steps.dedup_by_key(|site| site.command.step);
        steps
    }

    /// Makes a mutant of the text of the workflow.
    pub(super) fn mutant(&self, place: Span, edits: Vec<TextEdit>, what: String) -> Mutant {
        Mutant {
            subject: self.subject(),
            what,
            path: Arc::clone(&self.workflow.path),
            span: place,
            job: Some(self.id().to_owned()),
            required: self.required,
            hints: vec![self.contract("{}")],
            change: MutantEdit::Text(edits),
        }
    }

    /// Returns the line of a policy with terms for the job.
    pub(super) fn contract(&self, promise: &str) -> String {
        format!("workflows: {{ {}: {{ jobs: {{ {}: {promise} }} }} }}", self.file(), self.id())
    }

    /// Returns the line of a policy with terms for the workflow.
    pub(super) fn of_workflow(&self, promise: &str) -> String {
        format!("workflows: {{ {}: {{ {promise} }} }}", self.file())
    }

    /// Makes an edit that puts a key first into the job.
    pub(super) fn key(&self, line: &str) -> Option<Vec<TextEdit>> {
        let body = self.source.body(self.job.id.span)?;
        Some(vec![self.source.key(body, line)])
    }
}

/// Makes a mutant that is about the workflow as a whole.
pub(super) fn of_workflow(
    site: &JobSite<'_>,
    place: Span,
    edits: Vec<TextEdit>,
    what: String,
) -> Mutant {
    Mutant { subject: site.file().to_owned(), job: None, ..site.mutant(place, edits, what) }
}

/// Makes an edit that removes one id from `needs`.
pub(super) fn without_need(site: &JobSite<'_>, id: &str) -> Option<TextEdit> {
    let need = site.job.needs.iter().find(|need| need.value == id)?;
    if site.job.needs.len() > 1 {
        return site.source.item(need.span).map(TextEdit::remove);
    }
    no_needs(site)
}

pub(super) fn no_needs(site: &JobSite<'_>) -> Option<TextEdit> {
    let first = site.source.range(site.job.needs.first()?.span)?.start;
    let body = site.source.body(site.job.id.span)?;
    let at = body + site.source.text.get(body..first)?.rfind("needs:")?;
    let key = site.source.span(&(at..at + "needs".len()));
    site.source.entry(key).map(TextEdit::remove)
}

/// Returns the texts that may be edited, by path: workflows, settings files, and what steps call.
fn texts(scene: &ProofInputs) -> impl Iterator<Item = (&str, &Readable<Vec<u8>>)> {
    let material = &scene.material;
    let workflows = material.workflows.iter().map(|(known, read)| (known.as_ref(), read));
    let others = material.settings.iter().chain(&material.called).chain(&material.documents);
    workflows.chain(others.map(|(known, read)| (known.as_str(), read)))
}

/// Returns the text of such a file.
pub(super) fn text_of<'s>(scene: &'s ProofInputs, path: &str) -> Option<&'s str> {
    let (_, read) = texts(scene).find(|(known, _)| *known == path)?;
    std::str::from_utf8(read.as_ref().ok()?).ok()
}
