//! Operators for workflows that a job calls: the called workflow asks less, or nobody calls it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::MutationSites;
use super::mutant::Mutant;
use super::operator::{Operator, OperatorFamily};
use super::promise::condition_promise;
use super::stage::JobSite;
use super::structure::deleted;
use super::triggers::guarded_by;

const FAMILY: OperatorFamily = OperatorFamily("A called workflow asks less");

/// The operators of this family.
pub(super) const ALL: &[Operator] = &[
    FAMILY.by(
        "callee-echo",
        "every gate step of a called job prints `ok` instead",
        &[106],
        &["job-gutted", "job-off-contract", "signal-lost"],
        callee_echo,
    ),
    FAMILY.by(
        "callee-continue",
        "`continue-on-error` on every gate step of a called job",
        &[1],
        &["continue-on-error", "signal-lost"],
        callee_continue,
    ),
    FAMILY.by(
        "caller-deleted",
        "the job that calls the workflow is gone",
        &[47],
        &["missing-job", "job-removed"],
        caller_deleted,
    ),
    FAMILY.by(
        "caller-if-false",
        "`if: false` on the job that calls the workflow",
        &[29, 54],
        SKIPPED,
        |stage| caller_if(stage, "false"),
    ),
    FAMILY.by(
        "caller-if-push",
        "a workflow that is called only after the merge",
        &[29, 53],
        SKIPPED,
        |stage| caller_if(stage, "github.event_name == 'push'"),
    ),
    FAMILY.by(
        "caller-if-variable",
        "a workflow that is called only where a variable is set",
        &[29, 51],
        SKIPPED,
        |stage| caller_if(stage, "vars.RUN_GATES == 'yes'"),
    ),
];

const SKIPPED: &[&str] =
    &["skippable-job", "constant-condition", "job-off-contract", "signal-lost", "gate-edited"];

/// The depth of calls of calls that GitHub allows.
const DEEPEST: usize = 10;

/// Returns the path of the workflow of this repository that a job calls.
fn called<'s>(site: &JobSite<'s>) -> Option<&'s str> {
    site.job.uses.as_ref()?.value.strip_prefix("./")
}

/// Returns the jobs that call a workflow with a gate, or one that calls such a workflow. A merge
/// waits for the call as it waits for the gate.
fn callers<'s>(stage: &'s MutationSites<'_>) -> Vec<JobSite<'s>> {
    let mut gates: BTreeMap<Arc<str>, bool> = BTreeMap::new();
    for site in stage.jobs().iter().filter(|site| site.job.uses.is_none()) {
        *gates.entry(Arc::clone(&site.workflow.path)).or_default() |= site.required;
    }
    let mut jobs = stage.all_jobs();
    for _ in 0..DEEPEST {
        for site in &mut jobs {
            let Some(waits) = called(site).and_then(|path| gates.get(path)).copied() else {
                continue;
            };
            site.required |= waits;
            *gates.entry(Arc::clone(&site.workflow.path)).or_default() |= site.required;
        }
    }
    jobs.retain(|site| called(site).is_some_and(|path| gates.contains_key(path)));
    jobs
}

/// Returns the jobs with gate steps in workflows that a job of this repository calls.
fn callees<'s>(stage: &'s MutationSites<'_>) -> Vec<JobSite<'s>> {
    let callers = callers(stage);
    let mut jobs = stage.jobs();
    jobs.retain(|site| callers.iter().any(|caller| called(caller) == Some(&*site.workflow.path)));
    jobs
}

fn callee_echo(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        let mut edits = Vec::new();
        for step in site.gate_steps() {
            let length = step.run.text.trim_end_matches('\n').len();
            edits.extend(site.source.script(step.run, 0..length, "echo ok")?);
        }
        let first = *site.gate_steps().first()?;
        let what = "let every gate step of the called job print `ok` instead".to_owned();
        let hints = vec![first.runs()];
        Some(Mutant { hints, ..site.mutant(site.job.id.span, edits, what) })
    };
    callees(stage).iter().filter_map(mutate).collect()
}

fn callee_continue(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        let mut edits = Vec::new();
        for step in site.gate_steps() {
            if step.step.continue_on_error.is_none() {
                let start = site.source.offset(step.step.span.line, step.step.span.column)?;
                edits.push(site.source.key(start, "continue-on-error: true"));
            }
        }
        let first = *site.gate_steps().first()?;
        let what = "add `continue-on-error: true` to every gate step of the called job".to_owned();
        let hints = vec![first.runs()];
        Some(Mutant { hints, ..site.mutant(site.job.id.span, edits, what) })
    };
    callees(stage).iter().filter_map(mutate).collect()
}

fn caller_deleted(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        // A workflow without a job is none.
        if site.workflow.jobs.len() < 2 {
            return None;
        }
        let what = "delete the job that calls the workflow".to_owned();
        Some(site.mutant(site.job.id.span, deleted(site)?, what))
    };
    callers(stage).iter().filter_map(mutate).collect()
}

fn caller_if(stage: &MutationSites<'_>, condition: &str) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        let edits = guarded_by(site, condition)?;
        let what = format!("call the workflow only `if: {condition}`");
        let hints = condition_promise(site);
        Some(Mutant { hints, ..site.mutant(site.job.id.span, edits, what) })
    };
    callers(stage).iter().filter_map(mutate).collect()
}
