#![doc = include_str!("job_not_green.md")]

use std::collections::BTreeSet;

use crate::facts::jobs::{Resolved, gated_candidates, needs_of, resolve_flag};
use crate::facts::{Facts, NeedsFact, WorkflowFact};
use crate::finding::{Finding, Severity, Sink};
use crate::formats::needs::{NeedResult, Needs};
use crate::formats::workflow::model::{Job, Workflow};
use crate::policy::{Advisory, Policy};
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
    let Some(given) = &facts.needs else {
        return sink.not_checked(
            "no `needs` were given; pass `--needs FILE` with the text of `toJSON(needs)`",
        );
    };
    let Some(needs) = &given.needs else {
        let problem = given.problems.first();
        let why = problem.map_or("it holds nothing", |problem| &problem.message);
        let span = problem.map_or(Span::start_of_file(), |problem| problem.span);
        let message = format!("`{}` cannot be read as `toJSON(needs)`: {why}", given.path);
        return sink.unknown(at_file(given, span, message));
    };
    match find_workflow(facts, policy, needs) {
        Ok((fact, workflow)) => Run::new(fact, workflow, needs, policy).check(sink),
        Err(why) => sink.unknown(at_file(given, Span::start_of_file(), why)),
    }
}

fn at_file(given: &NeedsFact, span: Span, message: String) -> Finding {
    Finding::new(given.path.to_string(), Location::new(given.path.clone(), span), message)
        .label("no verdict on the jobs")
        .help("write `${{ toJSON(needs) }}` of the gate's own job into the file, unchanged")
}

type Found<'a> = (&'a WorkflowFact, &'a Workflow);

/// The workflow that the gate runs in: nothing but the ids of the jobs tells.
fn find_workflow<'a>(
    facts: &'a Facts,
    policy: &Policy,
    needs: &Needs,
) -> Result<Found<'a>, String> {
    if needs.is_empty() {
        return Err("`needs` holds no job: the gate waited for nothing".to_owned());
    }
    let mut found = gated_candidates(facts, needs);
    let names_one = |(fact, workflow): &Found<'_>| {
        workflow.jobs.iter().any(|job| is_required(policy, fact, job))
    };
    if found.len() > 1 && found.iter().any(names_one) {
        found.retain(names_one);
    }
    let ids = needs.keys().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(format!("no workflow that can be read has all the jobs of `needs`: {ids}")),
        several => {
            let files: Vec<_> = several.iter().map(|(fact, _)| fact.name()).collect();
            Err(format!("`needs` ({ids}) may be from any of: {}", files.join(", ")))
        }
    }
}

fn keys(needs: &Needs) -> BTreeSet<&str> {
    needs.keys().map(String::as_str).collect()
}

fn is_advisory(policy: &Policy, fact: &WorkflowFact, job: &Job) -> bool {
    let contract = policy.job(&fact.path, &job.id.value);
    contract.is_some_and(|contract| matches!(contract.advisory, Advisory::Job(_)))
}

/// Named by the policy or by `--required-jobs`.
fn is_required(policy: &Policy, fact: &WorkflowFact, job: &Job) -> bool {
    let id = job.id.as_str();
    let by_flag = policy.requires_by_flag(fact.name(), id);
    by_flag || (policy.job(&fact.path, id).is_some() && !is_advisory(policy, fact, job))
}

/// One run of a workflow.
struct Run<'a> {
    fact: &'a WorkflowFact,
    needs: &'a Needs,
    policy: &'a Policy,
    jobs: &'a [Job],
    /// The job that runs the gate; it cannot wait for itself.
    gate: Option<&'a Job>,
    /// Some job of the workflow is named as required; otherwise all of `needs` are.
    is_named: bool,
}

impl<'a> Run<'a> {
    fn new(
        fact: &'a WorkflowFact,
        workflow: &'a Workflow,
        needs: &'a Needs,
        policy: &'a Policy,
    ) -> Self {
        let jobs = workflow.jobs.as_slice();
        let gates = jobs.iter().filter(|job| needs_of(job) == keys(needs));
        let gate = gates.min_by_key(|job| (!runs_truegreen(job), is_required(policy, fact, job)));
        let is_gate = |job: &Job| gate.is_some_and(|gate| std::ptr::eq(gate, job));
        let is_named = jobs.iter().any(|job| !is_gate(job) && is_required(policy, fact, job));
        Self { fact, needs, policy, jobs, gate, is_named }
    }

    fn check(&self, sink: &mut Sink) {
        let mut examined = 0_usize;
        for job in self.jobs {
            let result = self.needs.get(job.id.as_str()).copied();
            let is_gate = self.gate.is_some_and(|gate| std::ptr::eq(gate, job));
            let required = match self.is_named {
                true => is_required(self.policy, self.fact, job) && !is_gate,
                false => result.is_some() && !is_advisory(self.policy, self.fact, job),
            };
            match result {
                _ if required => {
                    examined += 1;
                    self.judge(job, result, sink);
                }
                Some(result @ (NeedResult::Failure | NeedResult::Cancelled))
                    if !is_advisory(self.policy, self.fact, job) =>
                {
                    sink.find(self.ended(job, result).at_most(Severity::Note));
                }
                _ => {}
            }
        }
        if examined == 0 {
            sink.not_checked("the policy calls every job of `needs` advisory; list a required one");
        }
    }

    fn judge(&self, job: &Job, result: Option<NeedResult>, sink: &mut Sink) {
        sink.examine();
        match result {
            None => sink.find(self.not_waited_for(job)),
            Some(NeedResult::Skipped) if self.may_be_skipped(job) => {}
            Some(NeedResult::Success) => {
                if let Some(finding) = self.doubtful_success(job) {
                    sink.unknown(finding);
                }
            }
            Some(result) => sink.find(self.ended(job, result)),
        }
    }

    fn may_be_skipped(&self, job: &Job) -> bool {
        let subject = self.subject(job);
        self.policy.skips_allowed.iter().any(|allowed| allowed.job.value == subject)
    }

    fn not_waited_for(&self, job: &Job) -> Finding {
        let id = &job.id.value;
        let spans = self.gate.into_iter().flat_map(|gate| &gate.needs).map(|need| need.span);
        let span = spans.reduce(Span::to).unwrap_or(job.id.span);
        let message =
            format!("required job `{id}` is not in `needs`: its result never reaches this gate");
        self.finding(job, span, message)
            .label(format!("`{id}` is missing"))
            .help(format!("add `{id}` to the `needs` of the job that runs truegreen"))
    }

    fn ended(&self, job: &Job, result: NeedResult) -> Finding {
        let id = &job.id.value;
        let (ending, label, help) = match result {
            NeedResult::Failure => ("failed", "failed", "see the log of the job"),
            NeedResult::Cancelled => (
                "was cancelled, by hand, by a newer run or by its `timeout-minutes`",
                "cancelled",
                "run it again, or give it the time that it needs",
            ),
            NeedResult::Skipped | NeedResult::Success => (
                "was skipped, which a required check takes for a success",
                "skipped",
                "find which `if:` or which job before it kept it from running; a skip that is right is \
                 listed under `skips-allowed` of the policy",
            ),
        };
        let kind = if self.is_named && !is_required(self.policy, self.fact, job) {
            "job"
        } else {
            "required job"
        };
        self.finding(job, job.id.span, format!("{kind} `{id}` {ending}")).label(label).help(help)
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
        format!("{}/{}", self.fact.name(), job.id.value)
    }

    fn finding(&self, job: &Job, span: Span, message: String) -> Finding {
        let contract = self.policy.job(&self.fact.path, &job.id.value);
        let required = contract.and_then(|contract| self.policy.locate(contract.id.span));
        Finding::new(self.subject(job), Location::new(self.fact.path.clone(), span), message)
            .related(required, "required here")
    }
}

fn runs_truegreen(job: &Job) -> bool {
    job.steps.iter().any(|step| {
        let run = step.run.as_ref().map_or("", |run| &run.text);
        let uses = step.uses.as_ref().map_or("", |uses| uses.as_str());
        run.contains("truegreen") || uses.contains("truegreen")
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
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
