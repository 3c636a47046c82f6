//! The places where an edit makes a difference: the jobs that guard a change, and the commands in
//! them whose failure turns a check red today. An edit anywhere else would change nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::TextEdit;
use super::edit::EditedText;
use super::inputs::ProofInputs;
use super::mutant::{Mutant, MutantEdit};
use crate::facts::CommandFact;
use crate::facts::commands::shells::Language;
use crate::facts::commands::{CommandFate, CommandRole};
use crate::facts::commit::Facts;
use crate::facts::path::end::PathEnd;
use crate::facts::path::failure_path;
use crate::facts::path::step::starts_on_change;
use crate::formats::workflow::model::{Job, Matrix, OrExpr, Script, Step, Value, Workflow};
use crate::policy::Policy;
use crate::policy::paths::file_name;
use crate::span::{Location, Span, Spanned};

/// Most commands of a job that one line of a policy names.
const FEW: usize = 3;

/// The repository before any edit, with the places for the operators.
#[derive(Debug)]
pub struct MutationSites<'a> {
    pub(super) scene: &'a ProofInputs,
    pub(super) facts: &'a Facts,
    sources: BTreeMap<&'a str, EditedText<'a>>,
    /// Places of the commands whose failure turns a check red.
    red: BTreeSet<Location>,
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
        let paths = facts.workflows.iter().map(|fact| fact.path.as_ref());
        let settings = scene.material.settings.iter().map(|(path, _)| path.as_str());
        let sources = paths.chain(settings).filter_map(|path| {
            // A byte order mark shifts the places of the first line.
            let text = crate::prove::stage::text_of(scene, path)
                .filter(|text| !text.starts_with('\u{FEFF}'))?;
            Some((path, EditedText::new(text)))
        });
        let red = failure_path::failure_paths(facts, &scene.policy).into_iter();
        let red = red.filter(|path| matches!(path.end, PathEnd::Red { .. }));
        let red = red.filter(|path| path.via.is_none()).map(|path| path.location);
        Self { scene, facts, sources: sources.collect(), red: red.collect() }
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

    /// Returns whether a job is required. If no job is, every job that guards a change may be.
    fn is_required(&self, workflow: &Workflow, job: &Job) -> bool {
        let id = &job.id.value;
        self.policy().is_required(&workflow.path, id)
            || !self.requires()
                && starts_on_change(workflow)
                && !self.policy().is_advisory(&workflow.path, id)
    }

    /// Returns the jobs on which a merge may depend and that have a command whose failure counts,
    /// and all required jobs whatever they have.
    pub(super) fn jobs(&self) -> Vec<JobSite<'_>> {
        let mut jobs = Vec::new();
        for (_, workflow) in self.facts.models() {
            let Some(source) = self.source(&workflow.path) else { continue };
            for job in &workflow.jobs {
                let required = self.is_required(workflow, job);
                let site = JobSite { stage: self, source, workflow, job, required };
                let named = self.policy().is_required(&workflow.path, &job.id.value);
                if named || starts_on_change(workflow) && !site.commands().is_empty() {
                    jobs.push(site);
                }
            }
        }
        jobs
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
                && stage.red.contains(&command.location)
        };
        let own = stage.facts.commands_of_job(&self.workflow.path, &self.job.id.value);
        let sites = own.filter(of_job).filter_map(|command| {
            let step = self.job.steps.get(command.step)?;
            Some(Site { at: *self, step, run: step.run.as_ref()?, command })
        });
        sites.collect()
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
            policy: Some(self.contract("{}")),
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

impl Site<'_> {
    /// Returns whether the shell of the script is bash or sh with known options.
    pub(super) fn is_posix(&self) -> bool {
        self.command.shell.language == Language::Posix && self.command.shell.options.is_some()
    }

    pub(super) fn range(&self) -> Range<usize> {
        let (start, end) = self.command.range;
        start..end
    }

    /// Returns the text before and behind the command on its lines.
    pub(super) fn line(&self) -> (&str, &str) {
        let Range { start, end } = self.range();
        let before = self.run.text.get(..start).unwrap_or_default();
        let after = self.run.text.get(end..).unwrap_or_default();
        let before = before.rsplit('\n').next().unwrap_or_default();
        (before, after.split('\n').next().unwrap_or_default())
    }

    /// Returns whether the command is a statement by itself, alone on its lines.
    pub(super) fn is_alone(&self) -> bool {
        let (before, after) = self.line();
        let start = self.range().start - before.len();
        let above = self.run.text.get(..start).unwrap_or_default().trim_end();
        let continues = ["|", "&&", "||", "\\", "!", "("];
        before.trim().is_empty()
            && after.trim().is_empty()
            && !continues.iter().any(|end| above.ends_with(end))
            && self.is_unquoted()
    }

    /// Returns whether the command is alone, and not in braces, a loop or a condition.
    pub(super) fn is_top(&self) -> bool {
        let (before, _) = self.line();
        self.is_alone() && before.is_empty()
    }

    /// Returns whether the command is outside of other texts: `bash -c "..."`, a here-document.
    fn is_unquoted(&self) -> bool {
        let text = &self.run.text;
        let inner = self.command.text.trim();
        let here = text.get(self.range()).unwrap_or_default();
        let quotes =
            |mark| text.get(..self.range().start).unwrap_or_default().matches(mark).count();
        !text.contains("<<")
            && !inner.is_empty()
            && here.len() >= inner.len()
            && quotes('\'').is_multiple_of(2)
            && quotes('"').is_multiple_of(2)
    }

    /// Returns the command for a sentence, cut if it is long.
    pub(super) fn shown(&self) -> String {
        let text = &self.command.text;
        let cut: String = text.chars().take(40).collect();
        if cut.len() == text.len() {
            format!("`{cut}`")
        } else {
            format!("`{}...`", cut.trim_end())
        }
    }

    /// Returns the line of a policy that requires the command and, if they are few, the job's others.
    pub(super) fn runs(&self) -> String {
        let mut texts: Vec<String> =
            self.at.commands().iter().map(|site| format!("{:?}", site.command.text)).collect();
        texts.dedup();
        if texts.len() > FEW {
            texts = vec![format!("{:?}", self.command.text)];
        }
        self.at.contract(&format!("{{ runs: [{}] }}", texts.join(", ")))
    }

    pub(super) fn mutant(&self, edits: Vec<TextEdit>, what: String) -> Mutant {
        Mutant {
            subject: format!("{}/{}", self.at.subject(), self.step.label()),
            policy: Some(self.runs()),
            ..self.at.mutant(self.command.location.span, edits, what)
        }
    }

    /// Makes a mutant with another text at a range of the script.
    pub(super) fn edit(&self, range: Range<usize>, text: &str, what: String) -> Option<Mutant> {
        let edits = self.at.source.script(self.run, range, text)?;
        Some(self.mutant(edits, what))
    }

    /// Makes a mutant with a text behind the command.
    pub(super) fn append(&self, text: &str) -> Option<Mutant> {
        let end = self.range().end;
        let what = format!("append `{}` to {}", text.trim(), self.shown());
        self.edit(end..end, text, what)
    }

    /// Makes a mutant with texts around the command.
    pub(super) fn wrap(&self, before: &str, after: &str, what: String) -> Option<Mutant> {
        let own = self.run.text.get(self.range())?;
        // The lines of a block scalar keep their indentation, so both ends are edited.
        if own.contains('\n') {
            let mut edits =
                self.at.source.script(self.run, self.range().start..self.range().start, before)?;
            edits.extend(self.at.source.script(
                self.run,
                self.range().end..self.range().end,
                after,
            )?);
            return Some(self.mutant(edits, what));
        }
        self.edit(self.range(), &format!("{before}{own}{after}"), what)
    }

    /// Makes a mutant with a key that is first in the step.
    pub(super) fn step_key(&self, line: &str) -> Option<Mutant> {
        let start = self.at.source.offset(self.step.span.line, self.step.span.column)?;
        let edits = vec![self.at.source.key(start, line)];
        Some(self.mutant(edits, format!("add `{line}` to step `{}`", self.step.label())))
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

/// Returns the line of a policy with the values of the matrix.
pub(super) fn matrix_promise(site: &JobSite<'_>) -> String {
    let shown = |value: &Value| match value {
        Value::String(text) => format!("{text:?}"),
        Value::Number { text, .. } => text.clone(),
        Value::Bool(value) => value.to_string(),
        _ => "...".to_owned(),
    };
    let axes = literal_axes(site).into_iter().map(|(axis, values)| {
        let values: Vec<String> = values.iter().map(|value| shown(&value.value)).collect();
        format!("{}: [{}]", axis.value, values.join(", "))
    });
    let axes: Vec<String> = axes.collect();
    site.contract(&format!("{{ matrix: {{ {} }} }}", axes.join(", ")))
}

/// Returns the text of a workflow or configuration file.
pub(super) fn text_of<'s>(scene: &'s ProofInputs, path: &str) -> Option<&'s str> {
    let material = &scene.material;
    let workflows = material.workflows.iter().map(|(known, read)| (known.as_ref(), read));
    let settings = material.settings.iter().map(|(known, read)| (known.as_str(), read));
    let (_, read) = workflows.chain(settings).find(|(known, _)| *known == path)?;
    std::str::from_utf8(read.as_ref().ok()?).ok()
}

pub(super) fn no_needs(site: &JobSite<'_>) -> Option<TextEdit> {
    let first = site.source.range(site.job.needs.first()?.span)?.start;
    let body = site.source.body(site.job.id.span)?;
    let at = body + site.source.text.get(body..first)?.rfind("needs:")?;
    let key = site.source.span(&(at..at + "needs".len()));
    site.source.entry(key).map(TextEdit::remove)
}

/// Returns the axes of a matrix with literal values.
pub(super) fn literal_axes<'s>(
    site: &JobSite<'s>,
) -> Vec<(&'s Spanned<String>, &'s [Spanned<Value>])> {
    let matrix = site.job.strategy.as_ref().and_then(|strategy| strategy.matrix.as_ref());
    let Some(Matrix::Axes { axes, .. }) = matrix.map(|matrix| &matrix.value) else {
        return Vec::new();
    };
    let written = axes.iter().filter_map(|(axis, values)| match &values.value {
        OrExpr::Literal(values) => Some((axis, values.as_slice())),
        OrExpr::Expr(_) => None,
    });
    written.collect()
}
