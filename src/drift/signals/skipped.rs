//! Conditions: jobs and steps that ran and surely are skipped now. A skipped check passes.

use super::pair::JobPair;
use crate::catalog::purposes;
use crate::drift::checks::place;
use crate::drift::difference::{DifferenceSide, DriftDirection, DriftReport, SeverityCap};
use crate::drift::pairs::steps;
use crate::facts::path::decider::Decider;
use crate::facts::path::home::RepositoryContext;
use crate::facts::path::reach::{Reach, skips_on_pull_requests};
use crate::facts::path::scenario::Scenario;
use crate::facts::path::step::{job_runs_on_success, runs_on_success};
use crate::formats::workflow::model::{Job, Step, Trigger, Workflow};
use crate::span::{Span, Spanned};

pub(super) fn compare_skipped(pair: &JobPair<'_, '_>, drift: &mut DriftReport) {
    let (base, head) = (pair.base().job, pair.head.job);
    match (job_runs_on_success(base), job_runs_on_success(head)) {
        (true, false) => return never(pair, drift),
        (false, true) => again(pair, drift),
        (true, true) => in_scenarios(pair, drift),
        (false, false) => {}
    }
    for (old, new) in steps(base, head) {
        let Some(new) = new else { continue };
        if runs_on_success(old) && !runs_on_success(new) {
            of_step(pair, (old, new), "unless something else failed", drift);
        } else if old.condition() != new.condition() && is_off_pull_requests(pair, (old, new)) {
            of_step(pair, (old, new), "on every pull request", drift);
        }
    }
}

/// The step ran on pull requests and surely does not now.
fn is_off_pull_requests(pair: &JobPair<'_, '_>, (old, new): (&Step, &Step)) -> bool {
    let skips = |facts, workflow, step: &Step| {
        skips_on_pull_requests(
            workflow,
            &RepositoryContext::of(facts, pair.sides.policy),
            step.condition(),
        )
    };
    skips(pair.sides.head, pair.head.workflow, new)
        && !skips(pair.sides.base, pair.base().workflow, old)
}

fn condition(pair: &JobPair<'_, '_>) -> Span {
    let job = pair.head.job;
    job.condition.as_ref().map_or(job.id.span, |condition| condition.span)
}

fn never(pair: &JobPair<'_, '_>, drift: &mut DriftReport) {
    let id = &pair.head.job.id.value;
    let message =
        format!("`{id}` ran and could fail; its `if:` never holds now, and a skipped check passes");
    let halves = (
        DifferenceSide::base("runs", place(pair.base(), pair.base().job.id.span)),
        DifferenceSide::head("never runs", place(&pair.head, condition(pair))),
    );
    pair.add(pair.shift(pair.base().subject(), message, halves), drift);
}

fn again(pair: &JobPair<'_, '_>, drift: &mut DriftReport) {
    let id = &pair.head.job.id.value;
    let halves = (
        DifferenceSide::base("never runs", place(pair.base(), pair.base().job.id.span)),
        DifferenceSide::head("runs", place(&pair.head, pair.head.job.id.span)),
    );
    let message = format!("`{id}` runs again and can fail");
    let mut shift = pair.shift(pair.base().subject(), message, halves);
    shift.direction = DriftDirection::Stronger;
    "a job runs again".clone_into(&mut shift.why);
    pair.add(shift, drift);
}

/// Situations in which a merge depends on the job: it ran in them and is skipped now.
fn in_scenarios(pair: &JobPair<'_, '_>, drift: &mut DriftReport) {
    if decide_alike(pair.base().workflow, pair.head.workflow) {
        return;
    }
    let reach =
        |facts, workflow| Reach::new(workflow, &RepositoryContext::of(facts, pair.sides.policy));
    let before = reach(pair.sides.base, pair.base().workflow);
    let after = reach(pair.sides.head, pair.head.workflow);
    let was_skipped: Vec<Scenario> =
        before.skips(pair.base().job).iter().map(|skip| skip.scenario).collect();
    let is_new = |scenario: Scenario| {
        let known = |old: &Scenario| *old == scenario || scenario.is_case_of(*old);
        before.starts(scenario) && !was_skipped.iter().any(known)
    };
    // What only pushes skip holds back every merge.
    let matters = |scenario| scenario != Scenario::Push || !after.judges_pull_requests();
    let skips = after.skips(pair.head.job);
    let mut skips = skips.iter().filter(|skip| is_new(skip.scenario) && matters(skip.scenario));
    let Some(skip) = skips.next() else {
        if before.decider(pair.base().job).is_none()
            && let Some((at, decider)) = after.decider(pair.head.job)
        {
            decided(pair, at, &decider, drift);
        }
        return;
    };
    let id = &pair.head.job.id.value;
    let mut on = vec![skip.scenario.words()];
    on.extend(skips.map(|skip| skip.scenario.words()));
    let on = on.join(", ");
    let message = format!(
        "`{id}` ran {on} and could fail; it is skipped there now, and a skipped check passes"
    );
    let span = after.deciding_span(pair.head.job, skip);
    let halves = (
        DifferenceSide::base("runs", place(pair.base(), pair.base().job.id.span)),
        DifferenceSide::head(format!("is skipped {on}"), place(&pair.head, span)),
    );
    pair.add(pair.shift(pair.base().subject(), message, halves), drift);
}

/// The job always ran; now something that nobody knows before the run may skip it. That a change names the
/// files that it is about is usual; that a setting may switch a check off is not.
fn decided(pair: &JobPair<'_, '_>, at: &Job, decider: &Decider, drift: &mut DriftReport) {
    let id = &pair.head.job.id.value;
    let (what, weight) = match decider {
        Decider::Variable(name) => (format!("`{name}`"), None),
        Decider::Output(name) | Decider::Run(name) => {
            (format!("`{name}`"), Some(SeverityCap::Note))
        }
        Decider::Label => ("a label".to_owned(), Some(SeverityCap::Warn)),
        Decider::Words => ("the words of the change".to_owned(), Some(SeverityCap::Warn)),
        Decider::Branch => ("the name of the branch".to_owned(), Some(SeverityCap::Warn)),
    };
    let message = format!(
        "`{id}` always ran and could fail; {what} decides now whether it does, and a skipped check passes"
    );
    let span = at.condition.as_ref().map_or(at.id.span, |condition| condition.span);
    let halves = (
        DifferenceSide::base("always runs", place(pair.base(), pair.base().job.id.span)),
        DifferenceSide::head(format!("runs where {what} says so"), place(&pair.head, span)),
    );
    let mut shift = pair.shift(pair.base().subject(), message, halves);
    shift.at_most = weight;
    pair.add(shift, drift);
}

/// Whether everything that decides which jobs run stands in both as it did: then no job is skipped that
/// was not.
fn decide_alike(base: &Workflow, head: &Workflow) -> bool {
    let events = |workflow: &Workflow| -> Vec<String> {
        let filter = |(name, values): &(Spanned<String>, Vec<Spanned<String>>)| {
            let values: Vec<&str> = values.iter().map(Spanned::as_str).collect();
            format!("{}: {values:?}", name.value)
        };
        let event = |on: &Trigger| {
            let filters: Vec<String> = on.filters.iter().map(filter).collect();
            format!("{} {filters:?}", on.event.value)
        };
        workflow.on.iter().map(event).collect()
    };
    let same_job = |(old, new): (&Job, &Job)| {
        let needs = |job: &Job| job.needs.iter().map(|need| need.value.clone()).collect::<Vec<_>>();
        old.id.value == new.id.value
            && old.condition() == new.condition()
            && needs(old) == needs(new)
    };
    base.jobs.len() == head.jobs.len()
        && base.jobs.iter().zip(&head.jobs).all(same_job)
        && events(base) == events(head)
}

fn of_step(
    pair: &JobPair<'_, '_>,
    (old, new): (&Step, &Step),
    when: &str,
    drift: &mut DriftReport,
) {
    let is_check =
        pair.checks().any(|check| check.step.is_some_and(|step| std::ptr::eq(step, old)));
    let label = old.label();
    if !is_check && !purposes::checks(&label) {
        return;
    }
    let id = &pair.head.job.id.value;
    let message = format!("step `{label}` could turn `{id}` red; its `if:` skips it now {when}");
    let span = new.condition.as_ref().map_or(new.span, |condition| condition.span);
    let halves = (
        DifferenceSide::base("runs", place(pair.base(), old.span)),
        DifferenceSide::head("is skipped", place(&pair.head, span)),
    );
    let mut shift = pair.shift(format!("{}/{label}", pair.base().subject()), message, halves);
    shift.at_most = (!is_check && purposes::carries(&label)).then_some(SeverityCap::Note);
    pair.add(shift, drift);
}
