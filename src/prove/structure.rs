//! Operators that replace the agreed gate by another one.

use super::mutant::Mutant;
use super::operator::{Operator, OperatorFamily};
use super::promise::{literal_axes, matrix_promise, permissions_promise};
use super::stage::{JobSite, of_workflow, without_need};
use super::{MutationSites, TextEdit};
use crate::facts::jobs::check_names::check_names;
use crate::facts::jobs::matrix::expand_matrix;
use crate::facts::jobs::matrix_job::MatrixJobs;
use crate::formats::workflow::model::{Matrix, OrExpr, Permissions, Value};
use crate::span::Span;

pub(super) const FAMILY: OperatorFamily = OperatorFamily("It is another gate");

/// The operators of this family.
pub(super) const ALL: &[Operator] = &[
    FAMILY.by("delete-job", "a job is gone", &[47], &["missing-job", "job-removed"], delete_job),
    FAMILY.by(
        "rename-job",
        "a job has another id",
        &[107],
        &["missing-job", "job-removed"],
        rename_job,
    ),
    FAMILY.by(
        "rename-check",
        "a job has another name, and so has its check",
        &[107],
        &["job-off-contract", "job-removed"],
        rename_check,
    ),
    FAMILY.by("delete-leg", "a matrix lacks a value", &[57], LEG, delete_leg),
    FAMILY.by("exclude-leg", "a matrix excludes a value", &[57], LEG, exclude_leg),
    FAMILY.by("raise-timeout", "six hours for a job that had minutes", &[58], OFF, raise_timeout),
    FAMILY.by("drop-timeout", "no time limit of its own", &[58], OFF, drop_timeout),
    FAMILY.by(
        "widen-permissions",
        "a token that may write everything",
        &[109],
        OFF,
        widen_permissions,
    ),
    FAMILY.by("change-runner", "another runner", &[103], OFF, change_runner),
    FAMILY.by("add-job", "a job more", &[], &["workflow-off-contract"], add_job),
    FAMILY.by(
        "twin-job",
        "a job more under the name of another",
        &[38, 108],
        &["ambiguous-check", "workflow-off-contract"],
        twin_job,
    ),
];

const LEG: &[&str] = &["job-off-contract", "leg-removed"];
const OFF: &[&str] = &["job-off-contract", "guard-relaxed"];

/// Returns the other jobs of the workflow.
fn others<'s>(site: &JobSite<'s>) -> impl Iterator<Item = JobSite<'s>> + use<'s> {
    let site = *site;
    let jobs = site.workflow.jobs.iter().filter(move |job| job.id != site.job.id);
    jobs.map(move |job| JobSite { job, ..site })
}

fn delete_job(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        // `called.rs` owns the jobs that call a workflow.
        if site.workflow.jobs.len() < 2 || site.job.uses.is_some() {
            return None;
        }
        Some(site.mutant(site.job.id.span, deleted(site)?, "delete the job".to_owned()))
    };
    stage.jobs().iter().filter_map(mutate).collect()
}

/// Makes an edit that deletes a job, and no longer waits for it.
pub(super) fn deleted(site: &JobSite<'_>) -> Option<Vec<TextEdit>> {
    let entry = site.source.entry(site.job.id.span)?;
    let mut edits = vec![TextEdit::remove(entry)];
    for other in others(site) {
        if other.job.needs.iter().any(|need| need.value == site.job.id.value) {
            edits.push(without_need(&other, site.id())?);
        }
    }
    Some(edits)
}

fn rename_job(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        let name = format!("{}-2", site.id());
        let mut edits = vec![TextEdit::replace(site.source.range(site.job.id.span)?, name.clone())];
        for other in others(site) {
            for need in other.job.needs.iter().filter(|need| need.value == site.job.id.value) {
                edits.push(TextEdit::replace(site.source.range(need.span)?, name.clone()));
            }
        }
        Some(site.mutant(site.job.id.span, edits, format!("call the job `{name}`")))
    };
    stage.jobs().iter().filter_map(mutate).collect()
}

fn rename_check(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        let edits = match &site.job.name {
            Some(name) => vec![TextEdit::replace(site.source.range(name.span)?, "renamed")],
            None => site.key("name: renamed")?,
        };
        let what = "give the job the name `renamed`".to_owned();
        let name = site.job.name.as_ref();
        let promise = name.map_or_else(
            || "{ name: { present: false } }".to_owned(),
            |name| format!("{{ name: {:?} }}", name.as_str()),
        );
        let hints = vec![site.contract(&promise)];
        Some(Mutant { hints, ..site.mutant(site.job.id.span, edits, what) })
    };
    stage.jobs().iter().filter_map(mutate).collect()
}

fn delete_leg(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for site in stage.jobs() {
        let before = expand_matrix(site.job);
        for (axis, values) in literal_axes(&site) {
            // The last value of an axis may be its only item, and what remains must be a list.
            let Some(value) =
                values.last().filter(|_| values.len() > 1 && before != MatrixJobs::Single)
            else {
                continue;
            };
            let Some(range) = site.source.item(value.span) else { continue };
            let what = format!("take the last value out of the axis `{}`", axis.value);
            let mut mutant = site.mutant(value.span, vec![TextEdit::remove(range)], what);
            mutant.hints = vec![matrix_promise(&site)];
            mutants.push(mutant);
        }
    }
    mutants
}

fn exclude_leg(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        let matrix = site.job.strategy.as_ref()?.matrix.as_ref()?;
        let Matrix::Axes { exclude: None, .. } = &matrix.value else { return None };
        let (axis, values) = literal_axes(site).into_iter().find(|(_, values)| values.len() > 1)?;
        let written = site.source.slice(values.first()?.span)?;
        if written.contains(['{', '[', '\n']) {
            return None;
        }
        let line = format!("exclude: [{{ {}: {written} }}]", axis.value);
        let start = site.source.offset(matrix.span.line, matrix.span.column)?;
        let what = format!("add `{line}` to the matrix");
        let mut mutant = site.mutant(axis.span, vec![site.source.key(start, &line)], what);
        mutant.hints = vec![matrix_promise(site)];
        Some(mutant)
    };
    stage.jobs().iter().filter_map(mutate).collect()
}

fn raise_timeout(stage: &MutationSites<'_>) -> Vec<Mutant> {
    timeouts(stage, |site, span| {
        Some((TextEdit::replace(site.source.range(span)?, "360"), "360 minutes"))
    })
}

fn drop_timeout(stage: &MutationSites<'_>) -> Vec<Mutant> {
    timeouts(stage, |site, span| {
        let value = site.source.range(span)?.start;
        let line = site.source.line_start(value);
        let key = line + site.source.text.get(line..value)?.find("timeout-minutes")?;
        let key = site.source.span(&(key..key + "timeout-minutes".len()));
        Some((TextEdit::remove(site.source.entry(key)?), "no limit"))
    })
}

fn timeouts(
    stage: &MutationSites<'_>,
    edit: impl Fn(&JobSite<'_>, Span) -> Option<(TextEdit, &'static str)>,
) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        let timeout = site.job.timeout_minutes.as_ref()?;
        let OrExpr::Literal(minutes) = timeout.value else { return None };
        let (edit, now) = edit(site, timeout.span)?;
        let what = format!("give the job {now}, not {minutes} minutes");
        let mut mutant = site.mutant(timeout.span, vec![edit], what);
        mutant.hints =
            vec![site.contract(&format!("{{ timeout-minutes: {{ at-most: {minutes} }} }}"))];
        Some(mutant)
    };
    stage.jobs().iter().filter_map(mutate).collect()
}

fn widen_permissions(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        let edits = match &site.job.permissions {
            None => site.key("permissions: write-all")?,
            Some(permissions) => match &permissions.value {
                Permissions::All(_) => {
                    vec![TextEdit::replace(site.source.range(permissions.span)?, "write-all")]
                }
                Permissions::Scopes(scopes) => {
                    let (_, level) = scopes.iter().find(|(_, level)| level.value != "write")?;
                    vec![TextEdit::replace(site.source.range(level.span)?, "write")]
                }
            },
        };
        let what = "let the job's token write more".to_owned();
        let mut mutant = site.mutant(site.job.id.span, edits, what);
        mutant.hints = permissions_promise(site);
        Some(mutant)
    };
    stage.jobs().iter().filter_map(mutate).collect()
}

fn change_runner(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        let runner = site.job.runs_on.as_ref()?;
        let Value::String(name) = &runner.value else { return None };
        let edits = vec![TextEdit::replace(site.source.range(runner.span)?, "self-hosted")];
        let mut mutant =
            site.mutant(runner.span, edits, format!("run on `self-hosted`, not on `{name}`"));
        mutant.hints = vec![site.contract(&format!("{{ runs-on: {name:?} }}"))];
        Some(mutant)
    };
    stage.jobs().iter().filter_map(mutate).collect()
}

/// Makes an edit that adds a job before the first one.
fn new_job(site: &JobSite<'_>, id: &str, name: &str) -> Option<TextEdit> {
    let first = site.source.range(site.workflow.jobs.first()?.id.span)?.start;
    let indent = site.source.text.get(site.source.line_start(first)..first)?;
    if !indent.trim().is_empty() {
        return None;
    }
    let job =
        format!("{id}: {{ name: {name:?}, runs-on: ubuntu-latest, steps: [{{ run: echo ok }}] }}");
    Some(site.source.key(first, &job))
}

/// Makes mutants with one job more. Such a job weakens no other job, so it matters only if the
/// policy says that all jobs are listed.
fn add_job(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        stage.policy().workflow(site.file())?.only_listed?;
        let edit = new_job(site, "another-gate", "another gate")?;
        let span = site.workflow.jobs_span;
        let mut mutant = of_workflow(site, span, vec![edit], "add a job `another-gate`".to_owned());
        mutant.hints = vec![site.of_workflow("only-listed: true")];
        Some(mutant)
    };
    stage.workflows().iter().filter_map(mutate).collect()
}

fn twin_job(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        // The checks of a called workflow have other names, and the values of some matrices exist
        // only in a run.
        if site.job.uses.is_some() || matches!(expand_matrix(site.job), MatrixJobs::Unknown(_)) {
            return None;
        }
        let names = check_names(site.job);
        let name = names.iter().find(|name| !name.contains("${{"))?;
        let edit = new_job(site, "twin-of-a-gate", name)?;
        let what = format!("add a job with the name `{name}` that only prints");
        let mut mutant = site.mutant(site.job.id.span, vec![edit], what);
        // Two jobs of one name are told of a job that the policy lists.
        mutant.hints = vec![site.of_workflow("only-listed: true"), site.contract("{}")];
        Some(mutant)
    };
    stage.jobs().iter().filter_map(mutate).collect()
}
