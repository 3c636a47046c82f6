//! Waivers in comments of workflows: those that YAML takes for comments, and those of shell scripts.
//!
//! They count only where the base's version of the file holds the same: rule and end, in the same job. A
//! comment that a change moves to another job, copies or prolongs is a new one.

use std::sync::Arc;

use super::commands::shells::{EffectiveShell, Language};
use super::readable::Readable;
use super::workflow::WorkflowFact;
use crate::formats::workflow::model::Workflow;
use crate::formats::workflow::read_workflow;
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
    /// The end that it has on the base, where the change gives it another.
    pub prolongs: Option<jiff::civil::Date>,
    /// Why it cannot be told whether the base has it.
    pub unknown: Option<String>,
    /// The job that it stands in.
    job: Option<String>,
}

/// The base's version of a workflow.
#[derive(Clone, Debug)]
pub enum OnBase {
    /// There is no base: what stands in the tree counts.
    NoBase,
    /// Its bytes, `None` where the base has no such file; or why it cannot be read.
    Base(Readable<Option<Vec<u8>>>),
}

/// The comments of one workflow.
#[must_use]
pub fn of_workflow(fact: &WorkflowFact, bytes: &[u8], base: &OnBase) -> Vec<InlineWaiver> {
    let mut found = comments(fact, bytes);
    let before = match base {
        OnBase::NoBase => return found,
        OnBase::Base(Err(why)) => {
            for inline in &mut found {
                inline.unknown = Some(why.clone());
                set_off(inline);
            }
            return found;
        }
        OnBase::Base(Ok(None)) => Vec::new(),
        OnBase::Base(Ok(Some(bytes))) => {
            let parsed = read_workflow(&fact.path, bytes);
            let model = parsed.value.filter(|_| parsed.problems.is_empty());
            let fact = WorkflowFact { path: Arc::clone(&fact.path), model, problems: Vec::new() };
            comments(&fact, bytes)
        }
    };
    hold_against(&mut found, before);
    found
}

fn set_off(inline: &mut InlineWaiver) {
    if let Ok(waiver) = &mut inline.waiver {
        waiver.on_base = false;
    }
}

/// Each comment of the base stands for one of the head at most.
fn hold_against(found: &mut [InlineWaiver], mut before: Vec<InlineWaiver>) {
    let end = |one: &InlineWaiver| one.waiver.as_ref().ok().map(|waiver| waiver.until.value);
    let rule =
        |one: &InlineWaiver| one.waiver.as_ref().ok().map(|waiver| waiver.rule.value.clone());
    let mut left = Vec::new();
    for inline in found.iter_mut().filter(|inline| inline.waiver.is_ok()) {
        let same = |old: &InlineWaiver| {
            rule(old) == rule(inline) && end(old) == end(inline) && old.job == inline.job
        };
        match before.iter().position(same) {
            Some(index) => {
                before.remove(index);
            }
            None => left.push(inline),
        }
    }
    for inline in left {
        let older = |old: &InlineWaiver| rule(old) == rule(inline) && old.job == inline.job;
        if let Some(index) = before.iter().position(older) {
            inline.prolongs = end(&before.remove(index));
        }
        set_off(inline);
    }
}

fn comments(fact: &WorkflowFact, bytes: &[u8]) -> Vec<InlineWaiver> {
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
        Some(InlineWaiver { place, waiver, prolongs: None, unknown: None, job })
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
