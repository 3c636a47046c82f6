//! Conditions: jobs and steps that ran and surely are skipped now. A skipped check passes.

use super::JobPair;
use crate::facts::change::Weight;
use crate::facts::change::checks::{place, words};
use crate::facts::change::pairs::steps;
use crate::facts::change::{Direction, Drift, Half};
use crate::facts::reach::{Home, Reach, Scenario};
use crate::facts::signal::{job_runs_on_success, runs_on_success};
use crate::formats::workflow::model::Step;
use crate::span::Span;

pub(super) fn shifts(pair: &JobPair<'_, '_>, drift: &mut Drift) {
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
            of_step(pair, (old, new), drift);
        }
    }
}

fn condition(pair: &JobPair<'_, '_>) -> Span {
    let job = pair.head.job;
    job.condition.as_ref().map_or(job.id.span, |condition| condition.span)
}

fn never(pair: &JobPair<'_, '_>, drift: &mut Drift) {
    let id = &pair.head.job.id.value;
    let message =
        format!("`{id}` ran and could fail; its `if:` never holds now, and a skipped check passes");
    let halves = (
        Half::base("runs", place(pair.base(), pair.base().job.id.span)),
        Half::head("never runs", place(&pair.head, condition(pair))),
    );
    pair.add(pair.shift(pair.base().subject(), message, halves), drift);
}

fn again(pair: &JobPair<'_, '_>, drift: &mut Drift) {
    let id = &pair.head.job.id.value;
    let halves = (
        Half::base("never runs", place(pair.base(), pair.base().job.id.span)),
        Half::head("runs", place(&pair.head, pair.head.job.id.span)),
    );
    let message = format!("`{id}` runs again and can fail");
    let mut shift = pair.shift(pair.base().subject(), message, halves);
    shift.direction = Direction::Stronger;
    "a job runs again".clone_into(&mut shift.why);
    pair.add(shift, drift);
}

/// Situations in which a merge depends on the job: it ran in them and is skipped now.
fn in_scenarios(pair: &JobPair<'_, '_>, drift: &mut Drift) {
    let reach = |facts, workflow| Reach::new(workflow, &Home::of(facts, pair.sides.policy));
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
    let Some(skip) = skips.next() else { return };
    let id = &pair.head.job.id.value;
    let mut on = vec![skip.scenario.words()];
    on.extend(skips.map(|skip| skip.scenario.words()));
    let on = on.join(", ");
    let message = format!(
        "`{id}` ran {on} and could fail; it is skipped there now, and a skipped check passes"
    );
    let span = after.deciding_span(pair.head.job, skip);
    let halves = (
        Half::base("runs", place(pair.base(), pair.base().job.id.span)),
        Half::head(format!("is skipped {on}"), place(&pair.head, span)),
    );
    pair.add(pair.shift(pair.base().subject(), message, halves), drift);
}

fn of_step(pair: &JobPair<'_, '_>, (old, new): (&Step, &Step), drift: &mut Drift) {
    let is_check =
        pair.checks().any(|check| check.step.is_some_and(|step| std::ptr::eq(step, old)));
    let label = old.label();
    if !is_check && !words::checks(&label) {
        return;
    }
    let id = &pair.head.job.id.value;
    let message = format!(
        "step `{label}` could turn `{id}` red; its `if:` skips it now unless something else failed"
    );
    let span = new.condition.as_ref().map_or(new.span, |condition| condition.span);
    let halves = (
        Half::base("runs", place(pair.base(), old.span)),
        Half::head("is skipped", place(&pair.head, span)),
    );
    let mut shift = pair.shift(format!("{}/{label}", pair.base().subject()), message, halves);
    shift.at_most = (!is_check && words::carries(&label)).then_some(Weight::Note);
    pair.add(shift, drift);
}
