//! The steps that judge against what ran: a step of a green job that was skipped or cancelled judged nothing.

use crate::case::Case;
use crate::facts::jobs::advisory::{GatingJobs, lets_step_fail};
use crate::facts::jobs::gate_steps::{GateSource, GateStep, gate_steps, is_truegreen};
use crate::facts::jobs::ran_jobs::{RanJob, ran_jobs};
use crate::facts::jobs::ran_steps::{StepEnd, step_ends};
use crate::facts::jobs::{GateScope, JobEntry, JobResult};
use crate::facts::path::allowed_skips::AllowedSkips;
use crate::facts::path::home::RepositoryContext;
use crate::facts::path::reach::skips_on_pull_requests;
use crate::facts::path::step::{is_tolerated_in, runs_on_success};
use crate::facts::path::step_skip::{SkipScene, StepSkip};
use crate::finding::{Finding, Severity, Sink};
use crate::formats::expr::contexts_of;
use crate::formats::github::run_jobs::{RunConclusion, RunJob};
use crate::rules::run::SKIPS_AT_REST;
use crate::rules::signal::shorten;
use crate::span::Location;

/// Reports the steps of a green job that judge and did not run.
pub(super) fn check(
    case: Case<'_>,
    gated: &GateScope<'_>,
    result: &JobResult<'_>,
    sink: &mut Sink,
) {
    let home = RepositoryContext::of(case.facts, case.policy);
    let is_required = case.policy.is_required(&gated.fact.path, result.job.id.as_str());
    for ran in ran_jobs(case.facts, gated, result) {
        JobSteps::new(case, ran, is_required, &home).check(sink);
    }
}

/// Reports the steps of the gate's own job that judge and were skipped.
pub(super) fn check_own(case: Case<'_>, gated: &GateScope<'_>, sink: &mut Sink) {
    let (Some(own), Some(gate)) = (gated.own, gated.gate) else { return };
    let Some(result) = gated.results.iter().find(|result| gated.is_gate(result.job)) else {
        return;
    };
    // Which of the called jobs is the gate's is not known.
    if gate.uses.is_some() {
        return;
    }
    let home = RepositoryContext::of(case.facts, case.policy);
    let is_required = case.policy.is_required(&gated.fact.path, gate.id.as_str());
    for mut ran in ran_jobs(case.facts, gated, result) {
        ran.entries.push(JobEntry { run: own, name: &own.name, is_shared: false });
        let mut steps = JobSteps::new(case, ran, is_required, &home);
        let last = gate.steps.iter().rposition(is_truegreen).unwrap_or(gate.steps.len());
        steps.gates.retain(|gate| gate.step.index < last);
        steps.is_own = true;
        steps.check(sink);
    }
}

/// The steps of one job that judge, with the entries of the job.
struct JobSteps<'a> {
    case: Case<'a>,
    ran: RanJob<'a>,
    gates: Vec<GateStep<'a>>,
    /// Whether the policy requires the job, or the one that calls its workflow.
    is_required: bool,
    /// Whether it is the gate's own job, which has not ended.
    is_own: bool,
    home: &'a RepositoryContext,
}

/// The ends of all steps of a job in one entry of the run.
struct Leg<'a> {
    entry: JobEntry<'a>,
    ends: Vec<StepEnd>,
}

impl<'a> JobSteps<'a> {
    fn new(
        case: Case<'a>,
        ran: RanJob<'a>,
        is_required: bool,
        home: &'a RepositoryContext,
    ) -> Self {
        let mut gates = gate_steps(case.facts, &ran.fact.path, ran.job);
        // A script or an action that runs only after a failure reports what judged before it, if anything did.
        let is_report =
            |gate: &GateStep<'_>| gate.source != GateSource::Command && !runs_on_success(gate.step);
        if !gates.iter().all(is_report) {
            gates.retain(|gate| !is_report(gate));
        }
        Self { case, ran, gates, is_required, is_own: false, home }
    }

    fn check(&self, sink: &mut Sink) {
        let legs = self.legs();
        if legs.is_empty() {
            return;
        }
        for gate in &self.gates {
            let (path, job) = (&self.ran.fact.path, self.ran.job);
            let is_advisory = lets_step_fail(self.case.policy, path, job, gate.step).is_some();
            // The rule `continue-on-error` reports a step whose failure is lost in any case.
            if !is_advisory && !is_tolerated_in(gate.step, job, self.gating()) {
                self.judge(gate, &legs, sink);
            }
        }
    }

    /// Returns the matrix jobs that the policy does not let fail.
    fn gating(&self) -> GatingJobs<'a> {
        GatingJobs::of(self.case.policy, &self.ran.fact.path, self.ran.job.id.as_str())
    }

    /// Returns the entries whose steps count: the green ones, and for the gate's own job those that have not ended. Where
    /// two jobs have the same name, an entry whose steps are not those of this job is the other's.
    fn legs(&self) -> Vec<Leg<'a>> {
        let counts = |run: &RunJob| match run.conclusion {
            Some(end) => end == RunConclusion::Success,
            None => self.is_own,
        };
        let gating = self.gating().entries(self.ran.job, &self.ran.entries).into_iter();
        let legs = gating.filter(|entry| counts(entry.run)).map(|entry| {
            let ends = step_ends(self.ran.job, &entry.run.steps);
            Leg { entry, ends }
        });
        let mut legs: Vec<Leg<'a>> = legs.collect();
        let fits = |leg: &Leg<'_>| !leg.ends.contains(&StepEnd::Unclear);
        if legs.iter().any(fits) {
            legs.retain(|leg| fits(leg) || !leg.entry.is_shared);
        }
        legs
    }

    fn judge(&self, gate: &GateStep<'a>, legs: &[Leg<'a>], sink: &mut Sink) {
        let end =
            |leg: &Leg<'_>| leg.ends.get(gate.step.index).copied().unwrap_or(StepEnd::Unclear);
        let red = |leg: &&Leg<'_>| {
            matches!(end(leg), StepEnd::Ended(RunConclusion::Failure | RunConclusion::Cancelled))
        };
        if let Some(leg) = legs.iter().find(red) {
            // A step that failed before the gate's own is reported with the state of the job.
            if !self.is_own {
                sink.find(self.ended_red(gate, leg, end(leg)));
            }
            return;
        }
        let is_skipped = |leg: &Leg<'_>| end(leg) == StepEnd::Ended(RunConclusion::Skipped);
        if legs.iter().all(is_skipped) {
            return self.skipped(gate, legs, sink);
        }
        let is_unclear = |leg: &&Leg<'_>| matches!(end(leg), StepEnd::Unclear | StepEnd::Open);
        let has_run = legs.iter().any(|leg| end(leg) == StepEnd::Ended(RunConclusion::Success));
        if let Some(leg) = legs.iter().find(is_unclear).filter(|_| !has_run && !self.is_own) {
            self.unclear(gate, leg, sink);
        }
    }

    /// Reports a step that judges, and of which nothing tells whether it ran.
    fn unclear(&self, gate: &GateStep<'a>, leg: &Leg<'a>, sink: &mut Sink) {
        let (name, label) = (&leg.entry.run.name, gate.step.label());
        let message = format!(
            "nothing tells whether step `{label}` of `{name}` ran: the steps that the run lists do not fit the workflow"
        );
        let finding = self.finding(gate, message).label("no result").help(
            "give each step of the job a name that no other has, and that needs no expression",
        );
        match self.weight(gate) {
            Some(most) => sink.find(finding.at_most(most)),
            None => sink.unknown(finding),
        }
    }

    fn ended_red(&self, gate: &GateStep<'a>, leg: &Leg<'a>, end: StepEnd) -> Finding {
        let how = match end {
            StepEnd::Ended(RunConclusion::Cancelled) => "was cancelled",
            _ => "failed",
        };
        let message = format!(
            "step `{}` of `{}` {how}, and the job is green all the same",
            gate.step.label(),
            leg.entry.run.name
        );
        let finding = self.finding(gate, message).label(how.to_owned()).help(
            "let its failure fail the job; a step that may fail is listed under `advisory` of the job in the policy",
        );
        self.weighed(gate, finding)
    }

    fn skipped(&self, gate: &GateStep<'a>, legs: &[Leg<'a>], sink: &mut Sink) {
        if self.is_allowed(gate) {
            return;
        }
        let grounds: Vec<StepSkip> = legs.iter().map(|leg| self.ground(gate, leg)).collect();
        let (id, label) = (&self.ran.job.id.value, gate.step.label());
        let shown = shorten(&gate.shown, 60);
        let undecided = grounds.contains(&StepSkip::Undecided);
        let decided = grounds.iter().find_map(|ground| match ground {
            StepSkip::Decided(by) => Some(by),
            StepSkip::DoneElsewhere | StepSkip::Undecided => None,
        });
        let allow = format!(
            "a skip that is right is listed under `skips-allowed` of the policy as `job: {}`",
            self.subject(gate)
        );
        if undecided {
            let message = format!(
                "step `{label}` was skipped, so `{shown}` judged nothing, and job `{id}` is green all the same"
            );
            let finding = self
                .finding(gate, message)
                .label("skipped")
                .at_rest(SKIPS_AT_REST)
                .help(format!("let it run, or let a job of its own run it; {allow}"));
            let finding = self.weighed(gate, finding);
            let is_strict = self.weight(gate).is_none();
            let finding = match is_strict && self.is_of_other_events(gate) {
                true => finding.at_most(Severity::Warn),
                false => finding,
            };
            sink.find(finding);
        } else if let Some(by) = decided {
            let message = format!(
                "step `{label}` was skipped as `{}` decided, so `{shown}` judged nothing of this change",
                shorten(by, 60)
            );
            let finding = self.finding(gate, message).label("skipped").help(allow);
            sink.find(finding.at_most(Severity::Note));
        }
    }

    fn ground(&self, gate: &GateStep<'a>, leg: &Leg<'a>) -> StepSkip {
        let scene = SkipScene {
            workflow: self.ran.workflow,
            job: self.ran.job,
            ends: &leg.ends,
            gates: &self.gates,
            needs: &self.ran.needs,
            home: self.home,
            may_be_pull_request: !self.is_behind_merge(),
        };
        scene.ground(gate)
    }

    /// Returns whether the event skipped a step that is for others: one that runs on pull requests, in a run for which no
    /// merge waits; or one that builds or measures what is handed out, before the merge.
    fn is_of_other_events(&self, gate: &GateStep<'_>) -> bool {
        let condition = gate.step.condition();
        let names = contexts_of(condition);
        let by_event = names.iter().all(|name| name.starts_with("github.")) && !names.is_empty();
        let is_for_pulls = || {
            let mut events = self.ran.workflow.on.iter().map(|on| on.event.value.as_str());
            events.any(|event| event.starts_with("pull_request"))
                && !skips_on_pull_requests(self.ran.workflow, self.home, condition)
        };
        by_event && (gate.hands_out() || self.is_behind_merge() && is_for_pulls())
    }

    /// Returns whether the run is surely none for which a merge waits.
    fn is_behind_merge(&self) -> bool {
        let event = self.case.facts.place.event.as_deref();
        event.is_some_and(|event| !event.starts_with("pull_request") && event != "merge_group")
    }

    /// Returns whether the policy lists the step. A condition there must be that of the step or of its job.
    fn is_allowed(&self, gate: &GateStep<'_>) -> bool {
        let allowed = AllowedSkips::of(self.case.policy, &self.subject(gate));
        allowed.covers_ended_step(gate.step, self.ran.job)
    }

    /// Limits a finding to what is known of the step.
    fn weighed(&self, gate: &GateStep<'_>, finding: Finding) -> Finding {
        match self.weight(gate) {
            Some(most) => finding.at_most(most),
            None => finding,
        }
    }

    /// Returns the highest severity of a step that may judge nothing; `None` for one that surely judges. Where the policy
    /// requires the job, a script judges, and so does an unknown action if nothing else in the job does.
    fn weight(&self, gate: &GateStep<'_>) -> Option<Severity> {
        let others = || self.gates.iter().filter(|other| other.step.index != gate.step.index);
        match gate.source {
            GateSource::Command => None,
            // Only such steps are left where nothing else in the job judges.
            GateSource::Script | GateSource::Action
                if self.is_required && !runs_on_success(gate.step) =>
            {
                Some(Severity::Warn)
            }
            GateSource::Script | GateSource::Action if self.is_required => None,
            GateSource::UnknownAction if self.is_required => {
                let is_other = |other: &GateStep<'_>| other.source != GateSource::UnknownAction;
                others().any(is_other).then_some(Severity::Warn)
            }
            _ => Some(Severity::Note),
        }
    }

    fn subject(&self, gate: &GateStep<'_>) -> String {
        format!("{}/{}/{}", self.ran.fact.name(), self.ran.job.id.value, gate.step.label())
    }

    fn finding(&self, gate: &GateStep<'_>, message: String) -> Finding {
        let path = &self.ran.fact.path;
        let condition = gate.step.condition.as_ref().map(|condition| condition.span);
        let span = condition.unwrap_or(gate.step.span);
        let contract = self.case.policy.job(path, self.ran.job.id.as_str());
        let required = contract.and_then(|contract| self.case.policy.locate(contract.id.span));
        Finding::new(self.subject(gate), Location::new(path.clone(), span), message)
            .related(required, "required here")
    }
}
