//! Validates `workflows:`, `checks:`, `skips-allowed:` and `files:`.

use super::super::types;
use super::super::words::{Flag, Text, Wait};
use super::super::written::{RawList, RawNames, Written};
use super::checker::Checker;
use super::{advisory, terms};
use crate::policy::valid::{
    CheckContract, FileContract, JobContract, SkipAllowed, WaitLimit, WorkflowContract,
};
use crate::span::Span;

/// Validates `workflows:`, by file name.
pub(super) fn workflows(
    raw: Written<RawNames<types::Workflow>>,
    checker: &mut Checker<'_>,
) -> Vec<WorkflowContract> {
    let entries = raw.entries().into_iter();
    entries.filter_map(|(key, value)| workflow(key, value, checker)).collect()
}

fn workflow(
    key: Written<Text>,
    value: Written<types::Workflow>,
    checker: &mut Checker<'_>,
) -> Option<WorkflowContract> {
    let file = key.words()?;
    if file.value.contains('/') || !(file.value.ends_with(".yml") || file.value.ends_with(".yaml"))
    {
        let message =
            format!("`{}` is no workflow; write its file name, such as `ci.yml`", file.value);
        checker.problem(file.span, message);
    }
    let span = value.span()?;
    let raw = value.value()?;
    if asks_nothing(&raw) && checker.is_sound(span) {
        checker.problem(
            file.span,
            format!("workflow `{}` asks for nothing, so nothing of it is held", file.value),
        );
    }
    let only_listed = where_set(raw.only_listed);
    let every_job = terms::of_every_job(raw.every_job, checker);
    let every_listed = terms::of_every_listed(raw.every_listed, checker);
    let (permissions, concurrency) = (raw.permissions, raw.concurrency);
    let terms = terms::of_workflow(raw.triggers, permissions, concurrency, raw.pinned, checker);
    let jobs = raw.jobs.entries().into_iter();
    let jobs = jobs.filter_map(|(key, value)| job(key, value, checker)).collect();
    Some(WorkflowContract { file, only_listed, terms, every_job, every_listed, jobs })
}

fn asks_nothing(raw: &types::Workflow) -> bool {
    raw.triggers.is_absent()
        && raw.permissions.is_absent()
        && raw.concurrency.is_absent()
        && raw.pinned.is_absent()
        && raw.every_job.is_absent()
        && raw.every_listed.is_absent()
        && raw.only_listed.is_absent()
        && raw.jobs.is_absent()
}

/// Returns the place of a flag that is `true`, with its key.
fn where_set(flag: Written<Flag>) -> Option<Span> {
    flag.entry().filter(|_| flag.get().is_some_and(|flag| flag.0))
}

fn job(
    key: Written<Text>,
    value: Written<types::Job>,
    checker: &mut Checker<'_>,
) -> Option<JobContract> {
    let id = key.words()?;
    let mut raw = value.value()?;
    let advisory = advisory::advisory(std::mem::take(&mut raw.advisory), checker);
    Some(JobContract { id, advisory, terms: terms::of_job(raw.asked(), checker) })
}

/// Validates `skips-allowed:`.
pub(super) fn skips_allowed(
    raw: Written<RawList<types::RawSkip>>,
    checker: &mut Checker<'_>,
) -> Vec<SkipAllowed> {
    raw.items().into_iter().filter_map(|entry| skip(entry, checker)).collect()
}

fn skip(entry: Written<types::RawSkip>, checker: &mut Checker<'_>) -> Option<SkipAllowed> {
    let what = "an entry of `skips-allowed`";
    let span = entry.span()?;
    let raw = entry.value()?;
    let job = checker.words(raw.job, "job", span, what);
    if let Some(job) = &job
        && job.value.split_once('/').is_none_or(|(file, id)| file.is_empty() || id.is_empty())
    {
        checker.problem(
            job.span,
            format!(
                "`{}` is no job and no step; write `file/job`, such as `ci.yml/e2e`, or `file/job/step`",
                job.value
            ),
        );
    }
    let when = raw.when.words().map(|text| text.value);
    let reason = checker.words(raw.reason, "reason", span, what);
    Some(SkipAllowed { span, job: job?, when, reason: reason?.value })
}

/// Validates `checks:`.
pub(super) fn checks(
    raw: Written<RawList<types::RawCheck>>,
    wait: WaitLimit,
    checker: &mut Checker<'_>,
) -> Vec<CheckContract> {
    let checks = raw.items().into_iter().filter_map(|entry| check(entry, wait, checker));
    let checks: Vec<CheckContract> = checks.collect();
    let names = checks.iter().map(|check| {
        let workflow = check.workflow.as_ref().map_or("", |workflow| workflow.as_str());
        ((check.name.as_str(), workflow), check.name.span)
    });
    let mut seen = Vec::new();
    for (name, span) in names {
        if seen.contains(&name) {
            checker.problem(span, format!("the check `{}` stands twice", name.0));
        }
        seen.push(name);
    }
    checks
}

/// Returns a time to wait, if one is written.
pub(super) fn wait(raw: &Written<Wait>) -> Option<WaitLimit> {
    raw.get().map(|wait| WaitLimit { seconds: wait.0 })
}

fn check(
    entry: Written<types::RawCheck>,
    limit: WaitLimit,
    checker: &mut Checker<'_>,
) -> Option<CheckContract> {
    let span = entry.span()?;
    let raw = entry.value()?;
    let name = checker.words(raw.name, "name", span, "an entry of `checks`");
    let (workflow, app) = (raw.workflow.words(), raw.app.words());
    let wait = wait(&raw.wait).unwrap_or(limit);
    let app = app.map_or_else(|| ACTIONS.to_owned(), |app| app.value);
    Some(CheckContract { name: name?, workflow, app, wait })
}

/// The app whose checks are those of jobs.
const ACTIONS: &str = "github-actions";

/// Validates `files:`.
pub(super) fn files(
    raw: Written<RawList<types::RawFile>>,
    checker: &mut Checker<'_>,
) -> Vec<FileContract> {
    raw.items().into_iter().filter_map(|entry| file(entry, checker)).collect()
}

fn file(entry: Written<types::RawFile>, checker: &mut Checker<'_>) -> Option<FileContract> {
    let span = entry.span()?;
    let raw = entry.value()?;
    let path = checker.words(raw.path, "path", span, "an entry of `files`");
    if raw.exactly.is_absent() && raw.frozen.is_absent() && checker.is_sound(span) {
        checker.problem(
            span,
            "an entry of `files` sets neither `exactly` nor `frozen`, so it holds nothing",
        );
    }
    let exactly = (!raw.exactly.is_absent()).then(|| raw.exactly.words());
    let path = path?;
    let pattern = checker.pattern(&path)?;
    Some(FileContract { path: pattern, span: path.span, exactly, frozen: where_set(raw.frozen) })
}
