//! The gate's own job: what happened in it before truegreen started.

use crate::case::Case;
use crate::facts::jobs::GateScope;
use crate::facts::jobs::advisory::lets_step_fail;
use crate::facts::jobs::gate_steps::is_truegreen;
use crate::facts::jobs::keys::bare_condition;
use crate::facts::jobs::ran_steps::{StepEnd, step_ends};
use crate::finding::{Finding, Sink};
use crate::formats::github::run_jobs::RunConclusion;
use crate::formats::workflow::model::{Job, Step, Value};
use crate::rules::run::ran_steps;
use crate::span::Location;

/// Reports a step of the gate's own job that failed or was cancelled before truegreen started, by the state of the job or
/// by the list of its steps; a step that judges and was skipped; and inputs that hide either.
pub(super) fn check(case: Case<'_>, gated: Option<&GateScope<'_>>, sink: &mut Sink) {
    let own = gated.filter(|gated| gated.is_own_run);
    let own = own.and_then(|gated| Some(OwnJob { case, gated, gate: gated.gate? }));
    let status = case.facts.place.job_status;
    let Some(own) = own else {
        if let Some(message) = status.and_then(by_status) {
            sink.find(Finding::new("job", None, message).label(LABEL).help(HELP));
        }
        return;
    };
    if case.policy.is_advisory(&own.gated.fact.path, own.gate.id.as_str()) {
        return;
    }
    own.failed_before(status, sink);
    ran_steps::check_own(case, own.gated, sink);
    own.set_by_hand(sink);
}

const LABEL: &str = "did not succeed";
const HELP: &str = "see the log of the step; a step that may fail is listed under `advisory` of its job in the policy";

/// Returns what the state of the job tells; `None` where nothing failed.
fn by_status(status: RunConclusion) -> Option<String> {
    let how = match status {
        RunConclusion::Failure => "a step of the gate's own job failed",
        RunConclusion::Cancelled => "the gate's own job was cancelled",
        RunConclusion::Success | RunConclusion::Skipped => return None,
    };
    Some(format!("{how} before truegreen started"))
}

/// The job that runs truegreen, in the run that is judged.
struct OwnJob<'a> {
    case: Case<'a>,
    gated: &'a GateScope<'a>,
    gate: &'a Job,
}

impl<'a> OwnJob<'a> {
    fn failed_before(&self, status: Option<RunConclusion>, sink: &mut Sink) {
        let (gate, path) = (self.gate, &self.gated.fact.path);
        let listed = self.listed_red();
        let lets_fail = |step: &Step| lets_step_fail(self.case.policy, path, gate, step).is_some();
        for (step, end) in listed.iter().filter(|(step, _)| !lets_fail(step)) {
            let label = step.label();
            let how = if *end == RunConclusion::Cancelled { "was cancelled" } else { "failed" };
            let message =
                format!("step `{label}` of the gate's own job {how} before truegreen started");
            let place = Location::new(path.clone(), step.span);
            let subject = format!("{}/{label}", self.subject());
            sink.find(Finding::new(subject, place, message).label(LABEL).help(HELP));
        }
        // The list names the steps that made the state what it is.
        if let Some(message) = status.and_then(by_status).filter(|_| listed.is_empty()) {
            let place = Location::new(path.clone(), gate.id.span);
            sink.find(Finding::new(self.subject(), place, message).label(LABEL).help(HELP));
        }
    }

    /// Returns the steps that failed or were cancelled, by the list of the API.
    fn listed_red(&self) -> Vec<(&'a Step, RunConclusion)> {
        let Some(own) = self.gated.own else { return Vec::new() };
        let red = |end: StepEnd| match end {
            StepEnd::Ended(end @ (RunConclusion::Failure | RunConclusion::Cancelled)) => Some(end),
            _ => None,
        };
        let steps = self.gate.steps.iter().zip(step_ends(self.gate, &own.steps));
        steps.filter_map(|(step, end)| Some((step, red(end)?))).collect()
    }

    /// Reports inputs by which the gate would look at another job, or at another state, than its own.
    fn set_by_hand(&self, sink: &mut Sink) {
        for step in self.gate.steps.iter().filter(|step| is_truegreen(step)) {
            for (key, value) in &step.with {
                let own = match key.value.to_lowercase().as_str() {
                    "job-id" => "job.check_run_id",
                    "job-status" => "job.status",
                    _ => continue,
                };
                if matches!(&value.value, Value::String(text) if bare_condition(text) == own) {
                    continue;
                }
                let message = format!(
                    "`{}` is set by hand, so nothing tells what happened in the gate's own job and in its run",
                    key.value
                );
                let place = Location::new(self.gated.fact.path.clone(), key.span.to(value.span));
                let help = format!("remove it: its default is `${{{{ {own} }}}}`");
                let subject = format!("{}/{}", self.subject(), step.label());
                sink.find(Finding::new(subject, place, message).label("set by hand").help(help));
            }
        }
    }

    fn subject(&self) -> String {
        format!("{}/{}", self.gated.fact.name(), self.gate.id.value)
    }
}
