//! Operators that replace the agreed gate by another one.

use super::mutant::Mutant;
use super::operator::{Operator, OperatorFamily};
use super::stage::{JobSite, of_workflow, without_need};
use super::{MutationSites, TextEdit};
use crate::facts::jobs::check_names::check_names;
use crate::facts::jobs::matrix::expand_matrix;
use crate::facts::jobs::matrix_job::MatrixJobs;
use crate::formats::workflow::model::{Matrix, OrExpr, Permissions, Step, Value};
use crate::policy::Pinned;
use crate::prove::stage::{literal_axes, matrix_promise};
use crate::span::Span;

const FAMILY: OperatorFamily = OperatorFamily("It is another gate");

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
    FAMILY.by("delete-step", "a gate step is gone", &[106], GUTTED, delete_step),
    FAMILY.by("gut-step", "a gate step prints `ok` instead", &[106], GUTTED, gut_step),
    FAMILY.by(
        "swap-steps",
        "a gate step runs before what stood before it",
        &[106],
        GUTTED,
        swap_steps,
    ),
    FAMILY.by("raise-timeout", "six hours for a job that had minutes", &[58], OFF, raise_timeout),
    FAMILY.by("drop-timeout", "no time limit of its own", &[58], OFF, drop_timeout),
    FAMILY.by(
        "widen-permissions",
        "a token that may write everything",
        &[109],
        OFF,
        widen_permissions,
    ),
    FAMILY.by(
        "unpin-action",
        "an action by branch, not by commit or tag",
        &[63],
        &["unpinned-gate", "workflow-off-contract", "guard-relaxed", "gate-edited"],
        unpin_action,
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
const GUTTED: &[&str] = &["job-gutted", "job-off-contract", "signal-lost"];
const OFF: &[&str] = &["job-off-contract", "guard-relaxed"];

/// Returns the other jobs of the workflow.
fn others<'s>(site: &JobSite<'s>) -> impl Iterator<Item = JobSite<'s>> + use<'s> {
    let site = *site;
    let jobs = site.workflow.jobs.iter().filter(move |job| job.id != site.job.id);
    jobs.map(move |job| JobSite { job, ..site })
}

fn delete_job(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        if site.workflow.jobs.len() < 2 {
            return None;
        }
        let entry = site.source.entry(site.job.id.span)?;
        let mut edits = vec![TextEdit::remove(entry)];
        for other in others(site) {
            if other.job.needs.iter().any(|need| need.value == site.job.id.value) {
                edits.push(without_need(&other, site.id())?);
            }
        }
        Some(site.mutant(site.job.id.span, edits, "delete the job".to_owned()))
    };
    stage.jobs().iter().filter_map(mutate).collect()
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
        let policy = Some(site.contract(&promise));
        Some(Mutant { policy, ..site.mutant(site.job.id.span, edits, what) })
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
            mutant.policy = Some(matrix_promise(&site));
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
        mutant.policy = Some(matrix_promise(site));
        Some(mutant)
    };
    stage.jobs().iter().filter_map(mutate).collect()
}

/// Returns the lines of a step.
fn lines(site: &JobSite<'_>, step: &Step) -> Option<std::ops::Range<usize>> {
    let start = site.source.offset(step.span.line, step.span.column)?;
    let line = site.source.line_start(start);
    let dash = site.source.text.get(line..start)?;
    (dash.trim() == "-").then_some(())?;
    let at = site.source.span(&(line + dash.find('-')?..start));
    // A step ends where its next sibling starts, or where a line is less deep than its dash.
    let width = usize::try_from(at.column).ok()?.checked_sub(1)?;
    let mut end = site.source.next_line(start);
    for text in site.source.text.get(end..)?.split_inclusive('\n') {
        let indent = text.len() - text.trim_start_matches(' ').len();
        if !text.trim().is_empty() && indent <= width {
            break;
        }
        end += text.len();
    }
    Some(line..end)
}

fn delete_step(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for site in stage.jobs() {
        if site.job.steps.len() < 2 {
            continue;
        }
        for command in site.gate_steps() {
            let step = command.step;
            let Some(range) = lines(&site, step) else { continue };
            let what = format!("delete step `{}`", step.label());
            mutants.push(command.mutant(vec![TextEdit::remove(range)], what));
        }
    }
    mutants
}

fn gut_step(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for site in stage.jobs() {
        for command in site.gate_steps() {
            let step = command.step;
            let run = command.run;
            let text = run.text.trim_end_matches('\n');
            let what = format!("let step `{}` print `ok` instead", step.label());
            mutants.extend(command.edit(0..text.len(), "echo ok", what));
        }
    }
    mutants
}

fn swap_steps(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for site in stage.jobs() {
        let gates = site.gate_steps();
        let is_gate = |step: &Step| gates.iter().any(|gate| gate.command.step == step.index);
        for command in &gates {
            let step = command.step;
            let before = step.index.checked_sub(1).and_then(|index| site.job.steps.get(index));
            let Some(before) = before.filter(|before| before.run.is_some()) else { continue };
            // Each of two gates fails the job whichever runs first, so swapping them is no mutant.
            if is_gate(before) {
                continue;
            }
            let (Some(first), Some(second)) = (lines(&site, before), lines(&site, step)) else {
                continue;
            };
            let text = |range: std::ops::Range<usize>| site.source.text.get(range);
            let (Some(one), Some(two)) = (text(first.clone()), text(second.clone())) else {
                continue;
            };
            if !one.ends_with('\n') || !two.ends_with('\n') {
                continue;
            }
            let what = format!("run step `{}` before `{}`", step.label(), before.label());
            let edits = vec![TextEdit::replace(first, two), TextEdit::replace(second, one)];
            let mut mutant = command.mutant(edits, what);
            let ran =
                before.run.as_ref().map_or("", |run| run.text.lines().next().unwrap_or_default());
            let order =
                format!("{{ runs-in-order: [{:?}, {:?}] }}", ran.trim(), command.command.text);
            mutant.policy = Some(site.contract(&order));
            mutants.push(mutant);
        }
    }
    mutants
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
        mutant.policy =
            Some(site.contract(&format!("{{ timeout-minutes: {{ at-most: {minutes} }} }}")));
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
        let promise = match site.job.permissions.as_ref().map(|permissions| &permissions.value) {
            Some(Permissions::Scopes(scopes)) => {
                let scopes: Vec<String> = scopes
                    .iter()
                    .map(|(scope, level)| format!("{}: {}", scope.value, level.value))
                    .collect();
                format!("{{ permissions: {{ {} }} }}", scopes.join(", "))
            }
            _ => "{ permissions: { contents: read } }".to_owned(),
        };
        mutant.policy = Some(site.contract(&promise));
        Some(mutant)
    };
    stage.jobs().iter().filter_map(mutate).collect()
}

fn unpin_action(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for site in stage.jobs() {
        for step in &site.job.steps {
            let Some(uses) = &step.uses else { continue };
            let Some((name, reference)) = uses.value.split_once('@') else { continue };
            let Some(range) = site.source.range(uses.span) else { continue };
            // A reference to a branch is not pinned, so moving it weakens nothing.
            if name.starts_with("docker:") || !Pinned::Version.takes(reference) {
                continue;
            }
            let what = format!("use `{name}@main`, not `@{reference}`");
            let edits = vec![TextEdit::replace(range, format!("{name}@main"))];
            let mut mutant = site.mutant(uses.span, edits, what);
            mutant.subject = format!("{}/{}", site.subject(), step.label());
            mutant.policy = Some(pin_promise(&site, &uses.value));
            mutants.push(mutant);
        }
    }
    mutants
}

/// Returns the line of the policy that pins a `uses:`, as tight as the workflow pins it today.
fn pin_promise(site: &JobSite<'_>, uses: &str) -> String {
    let steps = site.workflow.jobs.iter().flat_map(|job| &job.steps);
    let calls = site.workflow.jobs.iter().filter_map(|job| job.uses.as_ref());
    let all = steps.filter_map(|step| step.uses.as_ref()).chain(calls);
    let references: Vec<&str> =
        all.filter_map(|uses| uses.value.rsplit_once('@').map(|(_, at)| at)).collect();
    let hold = |way: Pinned| references.iter().all(|reference| way.takes(reference));
    if hold(Pinned::Commit) {
        site.of_workflow("pinned: commit")
    } else if hold(Pinned::Version) {
        site.of_workflow("pinned: version")
    } else {
        site.contract(&format!("{{ uses: [{uses:?}] }}"))
    }
}

fn change_runner(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        let runner = site.job.runs_on.as_ref()?;
        let Value::String(name) = &runner.value else { return None };
        let edits = vec![TextEdit::replace(site.source.range(runner.span)?, "self-hosted")];
        let mut mutant =
            site.mutant(runner.span, edits, format!("run on `self-hosted`, not on `{name}`"));
        mutant.policy = Some(site.contract(&format!("{{ runs-on: {name:?} }}")));
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
        mutant.policy = Some(site.of_workflow("only-listed: true"));
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
        mutant.policy = Some(site.of_workflow("only-listed: true"));
        Some(mutant)
    };
    stage.jobs().iter().filter_map(mutate).collect()
}
