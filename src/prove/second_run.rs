//! Operators by which a second run on the same commit says something else: the newest check of a
//! name counts, so a run that skips the gate takes the place of one that failed.

use super::mutant::Mutant;
use super::operator::{Operator, OperatorFamily};
use super::promise::condition_promise;
use super::stage::{JobSite, of_workflow};
use super::triggers::{guarded_by, more_types, with_event};
use super::{MutationSites, TextEdit};
use crate::facts::jobs::runs_truegreen;
use crate::formats::workflow::model::Trigger;

const FAMILY: OperatorFamily = OperatorFamily("A second run passes");

/// The operators of this family.
pub(super) const ALL: &[Operator] = &[
    FAMILY.by(
        "second-run-by-hand",
        "a run by hand in which the job is skipped",
        &[59],
        SKIPPED,
        |stage| by_event(stage, "workflow_dispatch"),
    ),
    FAMILY.by(
        "second-run-on-push",
        "a run on every push in which the job is skipped",
        &[59],
        SKIPPED,
        |stage| by_event(stage, "push"),
    ),
    FAMILY.by(
        "second-run-on-label",
        "a run on a label in which the job is skipped",
        &[59],
        SKIPPED,
        by_label,
    ),
    FAMILY.by(
        "gate-by-hand",
        "a run by hand in which truegreen has no base to compare with",
        &[59, 86],
        &["gate-edited", "workflow-off-contract"],
        gate_by_hand,
    ),
];

const SKIPPED: &[&str] =
    &["skippable-job", "job-off-contract", "workflow-off-contract", "signal-lost", "gate-edited"];

/// Returns the trigger by which a pull request starts the workflow of a job.
fn pull_request<'s>(site: &JobSite<'s>) -> Option<&'s Trigger> {
    site.workflow.on.iter().find(|on| on.event.value == "pull_request")
}

/// Returns the jobs with own gate commands that pull requests start, and not this event.
fn gates<'s>(stage: &'s MutationSites<'_>, event: &str) -> Vec<JobSite<'s>> {
    let mut jobs = stage.jobs();
    jobs.retain(|site| {
        pull_request(site).is_some() && site.workflow.on.iter().all(|on| on.event.value != event)
    });
    jobs
}

fn by_event(stage: &MutationSites<'_>, event: &str) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        let condition = format!("github.event_name != '{event}'");
        let what = format!("start the workflow on `{event}` too, and skip the job there");
        let never = site.of_workflow(&format!("triggers: {{ never: [{event}] }}"));
        skipped(site, with_event(site, event)?, &condition, what, never)
    };
    gates(stage, event).iter().filter_map(mutate).collect()
}

fn by_label(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        let types = "types: [opened, synchronize, reopened, labeled]";
        let edit = more_types(site, pull_request(site)?, types)?;
        let what = "start the workflow on a label too, and skip the job there".to_owned();
        let promise = "triggers: { pull_request: { types: { present: false } } }";
        let never = site.of_workflow(promise);
        skipped(site, edit, "github.event.action != 'labeled'", what, never)
    };
    gates(stage, "").iter().filter_map(mutate).collect()
}

fn skipped(
    site: &JobSite<'_>,
    trigger: TextEdit,
    condition: &str,
    what: String,
    never: String,
) -> Option<Mutant> {
    let mut edits = guarded_by(site, condition)?;
    edits.push(trigger);
    let mut mutant = site.mutant(site.job.id.span, edits, what);
    mutant.hints = condition_promise(site);
    mutant.hints.push(never);
    Some(mutant)
}

/// Makes mutants in which the workflow of truegreen itself starts by hand. Such a run is about no
/// pull request.
fn gate_by_hand(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let event = "workflow_dispatch";
    let mut mutants: Vec<Mutant> = Vec::new();
    for site in stage.all_jobs() {
        let starts = site.workflow.on.iter().any(|on| on.event.value == event);
        let known = mutants.iter().any(|mutant| mutant.path == site.workflow.path);
        if starts || known || !runs_truegreen(site.job) || pull_request(&site).is_none() {
            continue;
        }
        let Some(edit) = with_event(&site, event) else { continue };
        let what = format!("start the workflow of truegreen on `{event}` too");
        let mutant = of_workflow(&site, site.workflow.on_span, vec![edit], what);
        let hints = vec![site.of_workflow(&format!("triggers: {{ never: [{event}] }}"))];
        mutants.push(Mutant { required: true, hints, ..mutant });
    }
    mutants
}
