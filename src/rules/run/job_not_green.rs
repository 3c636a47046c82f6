#![doc = include_str!("job_not_green.md")]

use crate::facts::jobs::{Ending, Gated, JobResult, Resolved, resolve_flag};
use crate::facts::{Facts, NeedsFact};
use crate::finding::{Finding, Severity, Sink};
use crate::formats::needs::NeedResult;
use crate::formats::run_jobs::Conclusion;
use crate::formats::workflow::model::Job;
use crate::policy::Policy;
use crate::rules::{Check, Rule};
use crate::span::{Location, Span};

pub(crate) static RULE: Rule = Rule {
    id: "job-not-green",
    family: "run",
    holds: "every required job ended green",
    summary: "a required job that failed, was cancelled or skipped, or is not waited for",
    unit: ("job", "jobs"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("job_not_green.md"),
    check: Check::Facts(check),
};

fn check(facts: &Facts, policy: &Policy, sink: &mut Sink) {
    if let Some(finding) = facts.needs.as_ref().and_then(unreadable) {
        return sink.unknown(finding);
    }
    if facts.needs.is_none() && !asked_for_jobs(facts, policy, sink) {
        return;
    }
    match Gated::find(facts, |fact, job| policy.is_required(&fact.path, &job.id.value)) {
        Ok(gated) => Run::new(&gated, facts, policy).check(sink),
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

fn unreadable(given: &NeedsFact) -> Option<Finding> {
    if given.needs.is_some() {
        return None;
    }
    let problem = given.problems.first();
    let why = problem.map_or("it holds nothing", |problem| &problem.message);
    let span = problem.map_or(Span::start_of_file(), |problem| problem.span);
    let message = format!("`{}` cannot be read as `toJSON(needs)`: {why}", given.path);
    let place = Location::new(given.path.clone(), span);
    Some(
        Finding::new(given.path.to_string(), place, message)
            .label("no verdict on the jobs")
            .help("hand over `${{ toJSON(needs) }}` of the gate's own job, unchanged"),
    )
}

/// Without `needs` only the API's list can tell. Whoever names required jobs asks for their results.
fn asked_for_jobs(facts: &Facts, policy: &Policy, sink: &mut Sink) -> bool {
    let Some(listed) = &facts.run_jobs else {
        sink.not_checked("no `needs` were given; hand over the text of `toJSON(needs)` by `needs`");
        return false;
    };
    let Err(why) = &listed.jobs else { return true };
    let names_some = facts.models().any(|(fact, workflow)| {
        workflow.jobs.iter().any(|job| policy.is_required(&fact.path, &job.id.value))
    });
    if names_some {
        sink.inconclusive(format!("how the jobs of this run ended cannot be read: {why}"));
    } else {
        sink.not_checked(
            "no job is required by name, and neither `needs` nor the run's jobs are at hand",
        );
    }
    false
}

/// One run of a workflow.
struct Run<'a> {
    gated: &'a Gated<'a>,
    policy: &'a Policy,
    /// The `needs` context was given.
    has_needs: bool,
    /// The gate belongs to another run, which this one has ended before.
    is_apart: bool,
    /// Some job of the workflow is named as required; otherwise all that the gate waits for are.
    is_named: bool,
}

impl<'a> Run<'a> {
    fn new(gated: &'a Gated<'a>, facts: &Facts, policy: &'a Policy) -> Self {
        let mut run = Self {
            gated,
            policy,
            has_needs: facts.needs.is_some(),
            is_apart: facts.run_jobs.as_ref().is_some_and(|listed| !listed.is_own_run),
            is_named: false,
        };
        run.is_named = gated
            .results
            .iter()
            .any(|result| !gated.is_gate(result.job) && run.requires(result.job));
        run
    }

    fn requires(&self, job: &Job) -> bool {
        self.policy.is_required(&self.gated.fact.path, &job.id.value)
    }

    fn may_fail(&self, job: &Job) -> bool {
        self.policy.is_advisory(&self.gated.fact.path, &job.id.value)
    }

    fn check(&self, sink: &mut Sink) {
        let mut examined = 0_usize;
        for result in &self.gated.results {
            let job = result.job;
            let required = match self.is_named {
                true => self.requires(job) && !self.gated.is_gate(job),
                false => self.is_awaited(result) && !self.may_fail(job),
            };
            if required {
                examined += 1;
                sink.examine();
                self.judge(result, sink);
            } else if let Some(end) = worst(result)
                && matches!(end, Conclusion::Failure | Conclusion::Cancelled)
                && !self.may_fail(job)
                && !self.gated.is_gate(job)
            {
                sink.find(self.ended("job", job, end).at_most(Severity::Note));
            }
        }
        if examined == 0 {
            sink.not_checked("no job is required: name one in the policy, or let the gate wait for one by `needs`");
        }
    }

    fn is_awaited(&self, result: &JobResult<'_>) -> bool {
        if self.has_needs {
            return result.needs.is_some();
        }
        !self.gated.is_gate(result.job) && (self.is_apart || self.gated.waits_for(result.job))
    }

    fn judge(&self, result: &JobResult<'_>, sink: &mut Sink) {
        let job = result.job;
        let is_waited_for = result.needs.is_some()
            || self.is_apart
            || (result.api.is_some() && self.gated.waits_for(job));
        match (&result.api, worst(result)) {
            _ if !is_waited_for => sink.find(self.not_waited_for(job)),
            (Some(Ending::Running(name)), _) => sink.unknown(self.unseen(
                job,
                format!(
                    "`{name}` has not ended, so nothing is known of required job `{}`",
                    job.id.value
                ),
            )),
            (Some(Ending::LacksLeg(name)), _) => sink.unknown(self.unseen(
                job,
                format!(
                    "the run lists no `{name}`, so a leg of required job `{}` is unseen",
                    job.id.value
                ),
            )),
            (_, None) => sink.unknown(self.unseen(
                job,
                format!("the run lists no job of the name of required job `{}`", job.id.value),
            )),
            (_, Some(Conclusion::Skipped)) if self.may_be_skipped(job) => {}
            (Some(Ending::Ended(Conclusion::Success)), Some(Conclusion::Success)) => {}
            (_, Some(Conclusion::Success)) => {
                if let Some(finding) = self.doubtful_success(job) {
                    sink.unknown(finding);
                }
            }
            (_, Some(end)) => {
                let hidden = result.needs == Some(NeedResult::Success);
                sink.find(if hidden {
                    self.hidden(job, end)
                } else {
                    self.ended("required job", job, end)
                });
            }
        }
    }

    fn may_be_skipped(&self, job: &Job) -> bool {
        let subject = self.subject(job);
        self.policy.skips_allowed.iter().any(|allowed| allowed.job.value == subject)
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

    fn ended(&self, kind: &str, job: &Job, end: Conclusion) -> Finding {
        let id = &job.id.value;
        let (ending, label, help) = match end {
            Conclusion::Failure => ("failed", "failed", "see the log of the job"),
            Conclusion::Cancelled => (
                "was cancelled, by hand, by a newer run or by its `timeout-minutes`",
                "cancelled",
                "run it again, or give it the time that it needs",
            ),
            Conclusion::Skipped | Conclusion::Success => (
                "was skipped, which a required check takes for a success",
                "skipped",
                "find which `if:` or which job before it kept it from running; a skip that is right is \
                 listed under `skips-allowed` of the policy",
            ),
        };
        self.finding(job, job.id.span, format!("{kind} `{id}` {ending}")).label(label).help(help)
    }

    /// `needs` says success, and the job's own conclusion something else.
    fn hidden(&self, job: &Job, end: Conclusion) -> Finding {
        let id = &job.id.value;
        let flag = job.continue_on_error.as_ref();
        let span = flag.map_or(job.id.span, |flag| flag.key.to(flag.value.span));
        let message = format!(
            "required job `{id}` ended with `{}`, and `needs.{id}.result` is `success` all the same",
            end.as_str()
        );
        let label = if flag.is_some() { "this hides it" } else { "ended otherwise" };
        self.finding(job, span, message)
            .label(label)
            .help("remove `continue-on-error`, or declare the job `advisory: true` in the policy")
    }

    /// A `success` behind which a failure may stand.
    fn doubtful_success(&self, job: &Job) -> Option<Finding> {
        let flag = job.continue_on_error.as_ref()?;
        if resolve_flag(&flag.value.value, job) == Resolved::Never {
            return None;
        }
        let id = &job.id.value;
        let message = format!(
            "`needs.{id}.result` is `success`, which under `continue-on-error` a failure shows as well"
        );
        let finding = self
            .finding(job, flag.key.to(flag.value.span), message)
            .label("success says nothing")
            .help("remove it, or declare the job `advisory: true` in the policy");
        Some(finding)
    }

    fn subject(&self, job: &Job) -> String {
        format!("{}/{}", self.gated.fact.name(), job.id.value)
    }

    fn finding(&self, job: &Job, span: Span, message: String) -> Finding {
        let path = &self.gated.fact.path;
        let contract = self.policy.job(path, &job.id.value);
        let required = contract.and_then(|contract| self.policy.locate(contract.id.span));
        Finding::new(self.subject(job), Location::new(path.clone(), span), message)
            .related(required, "required here")
    }
}

/// The worse of what both witnesses say; `None` where neither says anything.
fn worst(result: &JobResult<'_>) -> Option<Conclusion> {
    let needs = result.needs.map(|result| match result {
        NeedResult::Success => Conclusion::Success,
        NeedResult::Skipped => Conclusion::Skipped,
        NeedResult::Cancelled => Conclusion::Cancelled,
        NeedResult::Failure => Conclusion::Failure,
    });
    let api = match result.api {
        Some(Ending::Ended(conclusion)) => Some(conclusion),
        _ => None,
    };
    needs.max(api)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::facts::WorkflowFact;
    use crate::finding::Outcome;
    use crate::formats::problem::Problem;
    use crate::formats::workflow::read_workflow;

    const CI: &str = "on: push
jobs:
  lint: { runs-on: x, steps: [{ run: a }] }
  unit: { runs-on: x, steps: [{ run: a }] }
  gate: { runs-on: x, needs: [lint], steps: [{ run: truegreen check }] }
";

    fn judge(needs: &[(&str, NeedResult)], required: &[&str]) -> Outcome {
        let path: Arc<str> = Arc::from(".github/workflows/ci.yml");
        let parsed = read_workflow(&path, CI.as_bytes());
        assert_eq!(parsed.problems, []);
        let needs = needs.iter().map(|(id, result)| ((*id).to_owned(), *result)).collect();
        let given =
            NeedsFact { path: Arc::from("needs.json"), needs: Some(needs), problems: vec![] };
        let facts = Facts {
            workflows: vec![WorkflowFact { path, model: parsed.value, problems: Vec::new() }],
            needs: Some(given),
            ..Facts::default()
        };
        let required_by_flag = required.iter().map(|&id| id.to_owned()).collect();
        crate::rules::run(&RULE, &facts, &Policy { required_by_flag, ..Policy::default() })
    }

    #[test]
    fn a_job_that_a_flag_requires_must_be_waited_for() {
        let lint = [("lint", NeedResult::Success)];
        for named in ["unit", "ci.yml/unit"] {
            let outcome = judge(&lint, &[named]);
            assert_eq!(outcome.subjects, 1);
            let [finding] = outcome.findings.as_slice() else { panic!("{outcome:?}") };
            assert_eq!(finding.subject, "ci.yml/unit");
            assert_eq!(finding.location.as_ref().unwrap().span.line, 5);
        }
        assert!(judge(&lint, &["other.yml/unit"]).findings.is_empty());
        assert!(judge(&lint, &["gate", "lint"]).findings.is_empty());
    }

    #[test]
    fn a_job_beside_the_required_ones_is_a_note() {
        let needs = [("lint", NeedResult::Failure), ("unit", NeedResult::Success)];
        let outcome = judge(&needs, &["unit"]);
        assert_eq!(outcome.findings[0].at_most, Some(Severity::Note));
        assert_eq!(judge(&needs, &[]).findings[0].at_most, None);
    }

    #[test]
    fn needs_that_name_no_job_or_unknown_ones_are_unknown() {
        for needs in [&[][..], &[("nowhere", NeedResult::Success)]] {
            let outcome = judge(needs, &[]);
            assert_eq!((outcome.subjects, outcome.unknown.len()), (0, 1));
        }
    }

    #[test]
    fn unreadable_needs_are_unknown_at_their_line() {
        let problem = Problem::new(Span::point(3, 1), "it ends in the middle");
        let path = Arc::from("needs.json");
        let facts = Facts {
            needs: Some(NeedsFact { path, needs: None, problems: vec![problem] }),
            ..Facts::default()
        };
        let outcome = crate::rules::run(&RULE, &facts, &Policy::default());
        assert_eq!(outcome.unknown[0].location.as_ref().unwrap().span.line, 3);
        assert!(
            crate::rules::run(&RULE, &Facts::default(), &Policy::default()).not_checked.is_some()
        );
    }
}
