//! Operators that keep a gate from running, which counts as success.

use super::mutant::{Mutant, MutantEdit};
use super::operator::{Operator, OperatorFamily};
use super::promise::{condition_promise, matrix_promise, needs_promise};
use super::stage::{JobSite, Site, no_needs, of_workflow, without_need};
use super::triggers::{drop_merge_group, drop_pull_request, narrow_filter, rename_event};
use super::{MutationSites, TextEdit};
use crate::formats::workflow::model::{Matrix, OrExpr};

const FAMILY: OperatorFamily = OperatorFamily("The gate does not run");

/// The operators of this family.
pub(super) const ALL: &[Operator] = &[
    FAMILY.by("step-if-false", "`if: false` on a gate step", &[54], STEP, |stage| {
        step_if(stage, "false")
    }),
    FAMILY.by("step-if-push", "a gate step that runs only after the merge", &[53], STEP, |stage| {
        step_if(stage, "github.event_name == 'push'")
    }),
    FAMILY.by(
        "step-if-not-pull-request",
        "a gate step that runs for everything but pull requests",
        &[53],
        STEP,
        |stage| step_if(stage, "github.event_name != 'pull_request'"),
    ),
    FAMILY.by(
        "step-if-variable",
        "a gate step that runs only where a variable is set",
        &[29, 51],
        &["skippable-job", "constant-condition", "job-off-contract", "signal-lost"],
        |stage| step_if(stage, "vars.RUN_GATES == 'yes'"),
    ),
    FAMILY.by("early-exit", "`exit 0` before a gate command", &[51, 106], STEP, early_exit),
    FAMILY.by("job-if-false", "`if: false` on a job", &[29, 54], SKIPPED, |stage| {
        job_if(stage, "false")
    }),
    FAMILY.by(
        "job-if-push",
        "a job that is skipped on pull requests",
        &[29, 53],
        SKIPPED,
        |stage| job_if(stage, "github.event_name == 'push'"),
    ),
    FAMILY.by(
        "job-if-not-pull-request",
        "a job that runs for everything but pull requests",
        &[29, 53],
        SKIPPED,
        |stage| job_if(stage, "github.event_name != 'pull_request'"),
    ),
    FAMILY.by(
        "job-if-variable",
        "a job that is skipped where a variable is not set",
        &[29, 51],
        SKIPPED,
        |stage| job_if(stage, "vars.RUN_GATES == 'yes'"),
    ),
    FAMILY.by(
        "drop-pull-request",
        "no run on pull requests",
        &[48, 83],
        TRIGGER,
        drop_pull_request,
    ),
    FAMILY.by(
        "pull-request-target",
        "a run on the base's code",
        &[50],
        &["wrong-checkout", "workflow-off-contract", "trigger-narrowed"],
        |stage| rename_event(stage, "pull_request", "pull_request_target"),
    ),
    FAMILY.by(
        "drop-merge-group",
        "no run in the merge queue",
        &[52],
        &["missed-event", "workflow-off-contract", "trigger-narrowed"],
        drop_merge_group,
    ),
    FAMILY.by("paths-filter", "a run only where some paths change", &[36, 37], FILTER, |stage| {
        narrow_filter(stage, "paths", "\"docs/**\"")
    }),
    FAMILY.by(
        "types-opened",
        "no run when a pull request gets new commits",
        &[40],
        EVENT,
        |stage| narrow_filter(stage, "types", "opened"),
    ),
    FAMILY.by(
        "branches-narrowed",
        "a run only for pull requests into one branch",
        &[43],
        EVENT,
        |stage| narrow_filter(stage, "branches", "release-only"),
    ),
    FAMILY.by(
        "drop-needs",
        "a job that no longer waits for another",
        &[62],
        &["job-off-contract", "needs-dropped"],
        drop_needs,
    ),
    FAMILY.by(
        "aggregator-without-always",
        "a job that sums up and is skipped on a failure",
        &[30, 31],
        SUMMED,
        without_always,
    ),
    FAMILY.by(
        "aggregator-on-failure",
        "a job that sums up and does not see a cancellation",
        &[58],
        SUMMED,
        on_failure,
    ),
    FAMILY.by(
        "aggregator-forgets-job",
        "a job that sums up and forgets one",
        &[33],
        &["hollow-aggregator", "job-off-contract", "needs-dropped"],
        forgets_job,
    ),
    FAMILY.by(
        "empty-matrix",
        "a matrix without a leg",
        &[56],
        &["empty-matrix", "job-off-contract", "leg-removed"],
        empty_matrix,
    ),
    FAMILY.by(
        "delete-workflow",
        "the workflow's file is gone",
        &[46, 47],
        &["missing-job", "job-removed"],
        delete_workflow,
    ),
    invalid("duplicate-key", "a key that stands twice", duplicate_key),
    invalid("needs-nobody", "`needs` of a job that is not there", needs_nobody),
    invalid("broken-expression", "an `if` that cannot be parsed", broken_expression),
    invalid("cut-workflow", "a workflow that ends in the middle of a line", cut_workflow),
];

const STEP: &[&str] = &["constant-condition", "job-off-contract", "job-gutted", "signal-lost"];
const SKIPPED: &[&str] =
    &["skippable-job", "constant-condition", "job-off-contract", "signal-lost", "gate-edited"];
const TRIGGER: &[&str] = &["missed-event", "trigger-narrowed", "workflow-off-contract"];
const FILTER: &[&str] = &["filtered-trigger", "trigger-narrowed", "workflow-off-contract"];
const EVENT: &[&str] = &["missed-event", "trigger-narrowed", "workflow-off-contract"];
const SUMMED: &[&str] = &[
    "hollow-aggregator",
    "job-off-contract",
    "uncaught-cancellation",
    "signal-lost",
    "gate-edited",
];

const fn invalid(
    id: &'static str,
    summary: &'static str,
    sites: fn(&MutationSites<'_>) -> Vec<Mutant>,
) -> Operator {
    Operator {
        id,
        family: FAMILY.0,
        summary,
        ways: &[45, 117],
        rules: &["invalid-workflow", "job-removed"],
        invalid: true,
        sites,
    }
}

fn step_if(stage: &MutationSites<'_>, condition: &str) -> Vec<Mutant> {
    let mutate = |site: &Site<'_>| match &site.step.condition {
        None => site.step_key(&format!("if: {condition}")),
        Some(old) => {
            let what = format!("make step `{}` run `if: {condition}`", site.step.label());
            let edit = TextEdit::replace(site.at.source.range(old.span)?, condition);
            Some(site.mutant(vec![edit], what))
        }
    };
    stage.gate_steps().iter().filter_map(mutate).collect()
}

fn early_exit(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let sites = stage
        .commands()
        .into_iter()
        .filter(|site| site.is_posix() && site.is_top() && !site.run.text.contains("trap"));
    sites
        .filter_map(|site| {
            let what = format!("put `exit 0` before {}", site.shown());
            site.wrap("exit 0\n", "", what)
        })
        .collect()
}

fn job_if(stage: &MutationSites<'_>, condition: &str) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        let edits = match &site.job.condition {
            None => site.key(&format!("if: {condition}"))?,
            Some(old) => vec![TextEdit::replace(site.source.range(old.span)?, condition)],
        };
        let what = format!("make the job run `if: {condition}`");
        let hints = condition_promise(site);
        Some(Mutant { hints, ..site.mutant(site.job.id.span, edits, what) })
    };
    // `called.rs` owns the jobs that call a workflow.
    let own = stage.jobs().into_iter().filter(|site| site.job.uses.is_none());
    own.collect::<Vec<_>>().iter().filter_map(mutate).collect()
}

fn drop_needs(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        let first = site.job.needs.first()?;
        if is_aggregate(site) {
            return None;
        }
        let what = "remove `needs` of the job".to_owned();
        let mut mutant = site.mutant(first.span, vec![no_needs(site)?], what);
        mutant.hints = vec![needs_promise(site)];
        Some(mutant)
    };
    stage.jobs().iter().filter_map(mutate).collect()
}

fn is_aggregate(site: &JobSite<'_>) -> bool {
    let condition = site.job.condition.as_ref().map_or("", |condition| condition.as_str());
    !site.job.needs.is_empty()
        && (condition.contains("always()") || condition.contains("!cancelled()"))
}

/// Returns the aggregate jobs.
fn aggregate_jobs<'s>(stage: &'s MutationSites<'_>) -> Vec<JobSite<'s>> {
    stage.jobs().into_iter().filter(is_aggregate).collect()
}

fn without_always(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        let condition = site.job.condition.as_ref()?;
        let range = site.source.range(condition.span)?;
        let edits = vec![TextEdit::replace(range, "success()")];
        let what = "make the job run `if: success()`".to_owned();
        let hints = condition_promise(site);
        Some(Mutant { hints, ..site.mutant(condition.span, edits, what) })
    };
    aggregate_jobs(stage).iter().filter_map(mutate).collect()
}

fn on_failure(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        let condition = site.job.condition.as_ref()?;
        let range = site.source.range(condition.span)?;
        let edits = vec![TextEdit::replace(range, "failure()")];
        let what = "make the job run `if: failure()`".to_owned();
        let hints = condition_promise(site);
        Some(Mutant { hints, ..site.mutant(condition.span, edits, what) })
    };
    aggregate_jobs(stage).iter().filter_map(mutate).collect()
}

fn forgets_job(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for site in aggregate_jobs(stage).iter().filter(|site| site.job.needs.len() > 1) {
        for need in &site.job.needs {
            let Some(edit) = without_need(site, need.as_str()) else { continue };
            let what = format!("take `{}` out of `needs`", need.value);
            let mut mutant = site.mutant(need.span, vec![edit], what);
            mutant.hints = vec![needs_promise(site)];
            mutants.push(mutant);
        }
    }
    mutants
}

fn empty_matrix(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        let matrix = site.job.strategy.as_ref()?.matrix.as_ref()?;
        let Matrix::Axes { axes, .. } = &matrix.value else { return None };
        let (axis, values) = axes.first()?;
        if !matches!(values.value, OrExpr::Literal(_)) {
            return None;
        }
        let text = site.source.text;
        let written = text.get(site.source.range(values.span)?)?;
        // A block list has no room for an expression on the line of its key.
        written.starts_with('[').then_some(())?;
        let edits =
            vec![TextEdit::replace(site.source.range(values.span)?, "${{ fromJSON('[]') }}")];
        let what = format!("leave nothing in the axis `{}`", axis.value);
        let mut mutant = site.mutant(axis.span, edits, what);
        mutant.hints = vec![matrix_promise(site)];
        Some(mutant)
    };
    stage.jobs().iter().filter_map(mutate).collect()
}

fn delete_workflow(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        let span = site.workflow.jobs_span;
        let mutant = of_workflow(site, span, Vec::new(), "delete the file".to_owned());
        Mutant { change: MutantEdit::Gone, ..mutant }
    };
    stage.workflows().iter().map(mutate).collect()
}

fn duplicate_key(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        let key =
            if site.job.uses.is_some() { "uses: ./other.yml" } else { "runs-on: ubuntu-latest" };
        Some(of_workflow(site, site.job.id.span, site.key(key)?, format!("write `{key}` twice")))
    };
    stage.workflows().iter().filter_map(mutate).collect()
}

fn needs_nobody(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        if !site.job.needs.is_empty() {
            return None;
        }
        let edits = site.key("needs: [no-such-job-anywhere]")?;
        Some(of_workflow(
            site,
            site.job.id.span,
            edits,
            "wait for a job that is not there".to_owned(),
        ))
    };
    stage.workflows().iter().filter_map(mutate).collect()
}

fn broken_expression(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        if site.job.condition.is_some() {
            return None;
        }
        let edits = site.key("if: ${{ always( }}")?;
        Some(of_workflow(site, site.job.id.span, edits, "write `if: ${{ always( }}`".to_owned()))
    };
    stage.workflows().iter().filter_map(mutate).collect()
}

fn cut_workflow(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        let id = site.source.range(site.job.id.span)?;
        let edits = vec![TextEdit::remove(id.end..site.source.text.len())];
        Some(of_workflow(site, site.job.id.span, edits, "cut the file off here".to_owned()))
    };
    stage.workflows().iter().filter_map(mutate).collect()
}
