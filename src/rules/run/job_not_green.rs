#![doc = include_str!("job_not_green.md")]

use crate::case::Case;
use crate::facts::evidence::run::NeedsFact;
use crate::facts::jobs::advisory::{AdvisoryScope, GatingJobs, selection_text};
use crate::facts::jobs::own_run::is_other_gate;
use crate::facts::jobs::{FlagValue, GateScope, JobConclusion, JobResult};
use crate::finding::{Finding, Severity, Sink};
use crate::formats::github::needs::{NeedResult, Needs};
use crate::formats::github::run_jobs::RunConclusion;
use crate::formats::workflow::model::Job;
use crate::policy::Policy;
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::rules::run::{given, own_job, ran_steps};
use crate::span::{Location, Span};

pub(crate) static RULE: Rule = Rule {
    id: "job-not-green",
    family: RuleFamily::Run,
    holds: "every required job ended green",
    summary: "a required job that failed, was cancelled or skipped, or is not waited for",
    unit: ("job", "jobs"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("job_not_green.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    if let Some(finding) = facts.needs.as_ref().and_then(given::unreadable) {
        return sink.unknown(finding);
    }
    let found = GateScope::find(facts, |fact, job| policy.is_required(&fact.path, &job.id.value));
    own_job::check(case, found.as_ref().ok(), sink);
    if facts.needs.is_none() && !given::asked_for_jobs(facts, policy, sink) {
        return;
    }
    match found {
        Ok(gated) => RunJobs::new(case, &gated).check(sink),
        Err(why) => {
            let given = facts.needs.as_ref();
            let place = given.map(|given| Location::new(given.path.clone(), Span::start_of_file()));
            let subject = given.map_or("jobs", |given| &given.path);
            sink.unknown(
                Finding::new(subject, place, why)
                    .label("no verdict on the jobs")
                    .help("hand over `${{ toJSON(needs) }}` of the gate's own job, unchanged"),
            );
        }
    }
}

/// The jobs of the run that is judged, with what the gate job knows of them.
pub(super) struct RunJobs<'a> {
    pub(super) case: Case<'a>,
    pub(super) gated: &'a GateScope<'a>,
    pub(super) policy: &'a Policy,
    /// The `needs` context, where it was passed.
    given: Option<(&'a NeedsFact, &'a Needs)>,
    /// Whether the gate job is in another run, which started after this run had ended.
    is_apart: bool,
    /// Whether the policy lists a required job of this workflow. If so, only listed jobs of another
    /// run are required; else all of its jobs are.
    is_listed: bool,
}

impl<'a> RunJobs<'a> {
    fn new(case: Case<'a>, gated: &'a GateScope<'a>) -> Self {
        let Case { facts, policy, .. } = case;
        let path = &gated.fact.path;
        let is_listed = |job: &Job| {
            policy.job(path, &job.id.value).is_some() && !policy.is_advisory(path, &job.id.value)
        };
        let given = facts.needs.as_ref();
        Self {
            case,
            gated,
            policy,
            given: given.and_then(|given| Some((given, given.needs.as_ref()?))),
            is_apart: facts.run_jobs.as_ref().is_some_and(|listed| !listed.is_own_run),
            is_listed: gated.workflow.jobs.iter().any(|job| !gated.is_gate(job) && is_listed(job)),
        }
    }

    fn requires(&self, job: &Job) -> bool {
        self.policy.is_required(&self.gated.fact.path, &job.id.value)
    }

    fn may_fail(&self, job: &Job) -> bool {
        self.policy.is_advisory(&self.gated.fact.path, &job.id.value)
    }

    /// Returns the matrix jobs of a job that the policy does not let fail.
    fn gating(&self, job: &Job) -> GatingJobs<'a> {
        GatingJobs::of(self.policy, &self.gated.fact.path, job.id.as_str())
    }

    fn check(&self, sink: &mut Sink) {
        let mut examined = self.unknown_jobs(sink);
        let Self { gated, policy, .. } = *self;
        let scope = AdvisoryScope { facts: self.case.facts, policy, path: &gated.fact.path };
        for result in self.gated.results.iter().filter(|result| !self.gated.is_gate(result.job)) {
            let result = &scope.result(result);
            let job = result.job;
            if is_other_gate(self.gated, self.case.facts, job) && !self.gated.waits_for(job) {
                continue;
            }
            // Jobs that are required by name come on top of those that the gate job waits for.
            if self.requires(job) || (self.is_awaited(result) && !self.may_fail(job)) {
                examined += 1;
                sink.examine();
                self.judge(result, sink);
            } else if let Some(end) = result.worst().filter(|_| !self.may_fail(job)) {
                examined += usize::from(self.gated.is_one_step);
                self.other(job, end, sink);
            }
        }
        if examined == 0 {
            sink.not_checked("no job is required: name one in the policy, or let the gate wait for one by `needs`");
        }
    }

    /// Judges a job of the run that is neither required nor awaited. A gate without `needs` answers for its whole run.
    /// One that waits for some jobs leaves the others out, perhaps on purpose: a warning.
    fn other(&self, job: &'a Job, end: RunConclusion, sink: &mut Sink) {
        let is_red = matches!(end, RunConclusion::Failure | RunConclusion::Cancelled);
        if self.gated.is_one_step {
            sink.examine();
        }
        if is_red {
            let finding = self.ended("job", job, end);
            let finding = match self.gated.is_one_step {
                true => finding.help(format!(
                    "see its log; a job that may fail is listed with `advisory: true`: `workflows: {{ {}: {{ jobs: {{ {}: {{ advisory: true }} }} }} }}`",
                    self.gated.fact.name(),
                    job.id.value
                )),
                false => finding.at_most(Severity::Warn),
            };
            sink.find(finding);
        }
    }

    /// Reports jobs in `needs` that the workflow does not have and that did not succeed, and
    /// returns their number. The gate job waited for them, so they count although nothing else is
    /// known of them.
    fn unknown_jobs(&self, sink: &mut Sink) -> usize {
        let Some((given, needs)) = self.given else { return 0 };
        let is_known = |id: &str| self.gated.workflow.jobs.iter().any(|job| job.id.as_str() == id);
        let is_fine = |id: &str, result: NeedResult| match result {
            NeedResult::Success => true,
            NeedResult::Skipped if self.may_be_skipped(id) => true,
            _ => self.policy.is_advisory(&self.gated.fact.path, id),
        };
        let mut count = 0;
        for (id, result) in needs.iter().filter(|(id, _)| !is_known(id.as_str())) {
            if is_fine(id, *result) {
                continue;
            }
            count += 1;
            sink.examine();
            let place = Location::new(given.path.clone(), Span::start_of_file());
            let message = format!(
                "needed job `{id}` ended with `{}`, and `{}` has no such job",
                result.as_str(),
                self.gated.fact.path
            );
            sink.find(
                Finding::new(format!("{}/{id}", self.gated.fact.name()), place, message)
                    .label("did not end with success")
                    .help(
                        "see the log of the job, and hand over the `needs` of the gate's own job",
                    ),
            );
        }
        count
    }

    /// Returns whether the gate job waits for a job: the job is in `needs`, or the whole run ended
    /// before the gate job started. Only the API tells how a job ended that the gate job awaits
    /// through another job.
    fn is_awaited(&self, result: &JobResult<'_>) -> bool {
        if self.is_apart {
            return result.needs.is_some() || !self.is_listed;
        }
        let told = self.given.is_none() || result.api.is_some();
        result.needs.is_some()
            || self.gated.needs(result.job)
            || (told && self.gated.waits_for(result.job))
    }

    fn judge(&self, result: &JobResult<'a>, sink: &mut Sink) {
        let job = result.job;
        let id = &job.id.value;
        let is_waited_for = result.needs.is_some()
            || self.is_apart
            || self.gated.is_one_step
            || self.gated.needs(job)
            || (result.api.is_some() && self.gated.waits_for(job));
        // `needs` says that the job did not succeed, which is enough whatever the API lists; a skip
        // may be allowed.
        let is_bad = match result.needs {
            None | Some(NeedResult::Success) => false,
            Some(NeedResult::Skipped) => !self.may_be_skipped(id),
            Some(NeedResult::Cancelled | NeedResult::Failure) => true,
        };
        match (&result.api, result.worst()) {
            _ if !is_waited_for => sink.find(self.not_waited_for(job)),
            (None, Some(RunConclusion::Failure | RunConclusion::Cancelled))
                if !self.gating(job).is_all() =>
            {
                let message = format!(
                    "a matrix job of {} `{id}` did not succeed, and `needs` does not say whether it is one that may fail",
                    self.kind(job)
                );
                let finding =
                    self.finding(job, job.id.span, message).label("which one is not known");
                sink.unknown(
                    finding.help(
                        "add `actions: read` to `permissions:` of the job that runs truegreen",
                    ),
                );
            }
            (_, Some(RunConclusion::Skipped))
                if !self.may_be_skipped(id) && result.needs != Some(NeedResult::Success) =>
            {
                sink.find(self.skipped_without_leave(job));
            }
            (_, Some(end)) if is_bad => sink.find(self.ended(self.kind(job), job, end)),
            (Some(JobConclusion::Running(name)), _) => sink.unknown(self.unseen(
                job,
                format!("`{name}` has not ended, so nothing is known of {} `{id}`", self.kind(job)),
            )),
            (Some(JobConclusion::LacksMatrixJob(name)), _) => sink.unknown(self.unseen(
                job,
                format!(
                    "the run lists no `{name}`, so a leg of {} `{id}` is unseen",
                    self.kind(job)
                ),
            )),
            (None, None) => sink.unknown(self.unseen(
                job,
                format!("the gate waits for `{id}`, and the `needs` that were given lack it"),
            )),
            (_, None) => sink.unknown(self.unseen(
                job,
                format!("the run lists no job of the name of {} `{id}`", self.kind(job)),
            )),
            (_, Some(RunConclusion::Skipped)) if self.may_be_skipped(id) => self.skipped(job, sink),
            (Some(JobConclusion::Ended(RunConclusion::Success)), Some(RunConclusion::Success)) => {
                ran_steps::check(self.case, self.gated, result, sink);
            }
            (_, Some(RunConclusion::Success)) => {
                if let Some(finding) = self.doubtful_success(job) {
                    sink.unknown(finding);
                }
            }
            (_, Some(end)) => {
                let hidden = result.needs == Some(NeedResult::Success);
                sink.find(if hidden {
                    self.hidden(job, end)
                } else {
                    self.ended(self.kind(job), job, end)
                });
            }
        }
    }

    /// Returns what messages call a job: required if the policy or a flag names it or names no job
    /// at all, else needed.
    pub(super) fn kind(&self, job: &Job) -> &'static str {
        let is_named =
            |result: &JobResult<'_>| !self.gated.is_gate(result.job) && self.requires(result.job);
        if self.requires(job) || !self.gated.results.iter().any(is_named) {
            "required job"
        } else {
            "needed job"
        }
    }

    fn not_waited_for(&self, job: &Job) -> Finding {
        let id = &job.id.value;
        let spans = self.gated.gate.into_iter().flat_map(|gate| &gate.needs).map(|need| need.span);
        let span = spans.reduce(Span::to).unwrap_or(job.id.span);
        let message =
            format!("required job `{id}` is not in `needs`: its result never reaches this gate");
        self.finding(job, span, message)
            .label(format!("`{id}` is missing"))
            .help(format!("add `{id}` to the `needs` of the job that runs truegreen"))
    }

    fn unseen(&self, job: &Job, message: String) -> Finding {
        self.finding(job, job.id.span, message)
            .label("no result")
            .help("let the gate wait for it, and give each job and leg a name that no other has")
    }

    pub(super) fn ended(&self, kind: &str, job: &Job, end: RunConclusion) -> Finding {
        let id = &job.id.value;
        let (ending, label, help) = match end {
            RunConclusion::Failure => ("failed", "failed", "see the log of the job"),
            RunConclusion::Cancelled => (
                "was cancelled, by hand, by a newer run or by its `timeout-minutes`",
                "cancelled",
                "run it again, or give it the time that it needs",
            ),
            RunConclusion::Skipped | RunConclusion::Success => (
                "was skipped, which a required check takes for a success",
                "skipped",
                "find which `if:` or which job before it kept it from running; a skip that is right is \
                 listed under `skips-allowed` of the policy",
            ),
        };
        self.finding(job, job.id.span, format!("{kind} `{id}` {ending}")).label(label).help(help)
    }

    /// Returns the finding for a job that failed although `needs` says success.
    fn hidden(&self, job: &Job, end: RunConclusion) -> Finding {
        let id = &job.id.value;
        let flag = job.continue_on_error.as_ref();
        let span = flag.map_or(job.id.span, |flag| flag.key.to(flag.value.span));
        let message = format!(
            "{} `{id}` ended with `{}`, and `needs.{id}.result` is `success` all the same",
            self.kind(job),
            end.as_str()
        );
        let label = if flag.is_some() { "this hides it" } else { "ended otherwise" };
        self.finding(job, span, message)
            .label(label)
            .help(format!("remove `continue-on-error`; {}", advisory_word(job)))
    }

    /// Returns a finding for a `success` that `continue-on-error` may have made from a failure.
    fn doubtful_success(&self, job: &Job) -> Option<Finding> {
        let flag = job.continue_on_error.as_ref()?;
        if self.gating(job).flag(flag, job) == FlagValue::Never {
            return None;
        }
        let id = &job.id.value;
        let message = format!(
            "`needs.{id}.result` is `success`, which under `continue-on-error` a failure shows as well"
        );
        let finding = self
            .finding(job, flag.key.to(flag.value.span), message)
            .label("success says nothing")
            .help(format!("remove it; {}", advisory_word(job)));
        Some(finding)
    }

    fn subject(&self, job: &Job) -> String {
        format!("{}/{}", self.gated.fact.name(), job.id.value)
    }

    pub(super) fn finding(&self, job: &Job, span: Span, message: String) -> Finding {
        let path = &self.gated.fact.path;
        let contract = self.policy.job(path, &job.id.value);
        let required = contract.and_then(|contract| self.policy.locate(contract.id.span));
        Finding::new(self.subject(job), Location::new(path.clone(), span), message)
            .related(required, "required here")
    }
}

/// Returns the word of the policy for what `continue-on-error` of a job lets fail, the narrowest.
fn advisory_word(job: &Job) -> String {
    let flag = job.continue_on_error.as_ref();
    match flag.and_then(|flag| selection_text(flag, job)) {
        Some(text) => {
            format!(
                "matrix jobs that may fail are declared in the policy: `advisory: {{ matrix: {text} }}`"
            )
        }
        None => "a job that gates nothing is declared in the policy: `advisory: true`".to_owned(),
    }
}

#[cfg(test)]
#[path = "job_not_green_tests.rs"]
mod tests;
