//! Waivers in comments of workflows: those that YAML takes for comments, and those of shell scripts. Whether
//! the base has them too is asked in [`crate::drift::inline_waivers`].

use std::sync::Arc;

use super::commands::shells::{EffectiveShell, Language};
use super::workflow::WorkflowFact;
use crate::formats::workflow::model::Workflow;
use crate::formats::{shell, yaml};
use crate::policy::{InlinePlace, Waiver, inline};
use crate::span::{Location, Span, Spanned};

/// A comment that says `truegreen:`.
#[derive(Clone, Debug)]
pub struct InlineWaiver {
    /// Where it stands and what it is about.
    pub place: InlinePlace,
    /// What it waives, or what is wrong with it.
    pub waiver: Result<Waiver, String>,
    /// The job that it stands in.
    pub job: Option<String>,
}

/// Returns the comments of one workflow.
#[must_use]
pub fn of_workflow(fact: &WorkflowFact, bytes: &[u8]) -> Vec<InlineWaiver> {
    if !inline::mentions(bytes) {
        return Vec::new();
    }
    let (mut all, _) = yaml::comments(bytes);
    let scripts = fact.model.as_ref().map(in_scripts).unwrap_or_default();
    all.extend(scripts.comments);
    all.sort_by_key(|comment| comment.span);
    let text = String::from_utf8_lossy(bytes);
    let lines: Vec<&str> = text.lines().collect();
    let read = |comment: &Spanned<String>| {
        let span = comment.span;
        let at = format!("{}:{}", fact.name(), span.line);
        let waiver = inline::read(&comment.value, span, &at)?;
        // What nobody can tell from a text waives nothing, and is not passed over either.
        let waiver =
            if scripts.doubtful.contains(&span) { Err(NO_COMMENT.to_owned()) } else { waiver };
        let job = fact.model.as_ref().and_then(|model| {
            let within = |job: Span| job.line <= span.line && span.line <= job.end_line;
            model.jobs.iter().find(|job| within(job.span)).map(|job| job.id.value.clone())
        });
        let place = Location::new(Arc::clone(&fact.path), span);
        let place = InlinePlace { place, covers: covered(&lines, span.line) };
        Some(InlineWaiver { place, waiver, job })
    };
    all.iter().filter_map(read).collect()
}

/// The line itself where something stands before the comment, else the next that is no comment.
fn covered(lines: &[&str], line: u32) -> u32 {
    let at = |number: u32| {
        let index = usize::try_from(number).unwrap_or(usize::MAX).wrapping_sub(1);
        lines.get(index).map(|text| text.trim_start())
    };
    let mut number = line;
    while at(number).is_some_and(|text| text.starts_with('#')) {
        number = number.saturating_add(1);
    }
    number
}

const NO_COMMENT: &str = "it stands in a script of another language, or in one that cannot be read whole; put it above the step";

/// What scripts hold.
#[derive(Default)]
struct InScripts {
    comments: Vec<Spanned<String>>,
    /// Those of them that may be no comments.
    doubtful: Vec<Span>,
}

/// Comments of the scripts that a POSIX shell runs, and lines of others that look like ours.
fn in_scripts(workflow: &Workflow) -> InScripts {
    let mut found = InScripts::default();
    for job in &workflow.jobs {
        let of_job = EffectiveShell::of_job(job, workflow);
        for step in &job.steps {
            let Some(script) = &step.run else { continue };
            if !inline::mentions(script.text.as_bytes()) {
                continue;
            }
            let is_shell = EffectiveShell::of_step(step, &of_job).language == Language::Posix;
            let known = is_shell.then(|| shell::comments(&script.text)).flatten();
            let ranges = known.clone().unwrap_or_else(|| lines_with_hash(&script.text));
            for (start, end) in ranges {
                let text = script.text.get(start..end).unwrap_or_default();
                let text = text.trim_start_matches('#').to_owned();
                let span = script.locate(start, end);
                if known.is_none() {
                    found.doubtful.push(span);
                }
                found.comments.push(Spanned::new(text, span));
            }
        }
    }
    found
}

/// Lines that start with `#`, as byte ranges from there on.
fn lines_with_hash(script: &str) -> Vec<(usize, usize)> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in script.split_inclusive('\n') {
        let text = line.trim_end();
        let at = start + text.len() - text.trim_start().len();
        if text.trim_start().starts_with('#') {
            found.push((at, start + text.len()));
        }
        start += line.len();
    }
    found
}
