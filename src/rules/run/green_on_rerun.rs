#![doc = include_str!("green_on_rerun.md")]

use crate::case::Case;
use crate::facts::evidence::run::RunJobsFact;
use crate::facts::jobs::job_of;
use crate::facts::workflow::WorkflowFact;
use crate::finding::{Finding, Severity, Sink};
use crate::formats::github::run_jobs::{RunConclusion, RunJob};
use crate::formats::workflow::model::Workflow;
use crate::policy::Policy;
use crate::policy::paths::file_name;
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::{Location, Span};

pub(crate) static RULE: Rule = Rule {
    id: "green-on-rerun",
    family: RuleFamily::Run,
    holds: "no job needed a second attempt",
    summary: "a job that failed in an earlier attempt of the same run and is green now",
    unit: ("job", "jobs"),
    severity: Severity::Note,
    since: "0.1.0",
    docs: include_str!("green_on_rerun.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    let Some(listed) = &facts.run_jobs else {
        return sink.not_checked(
            "the jobs of the run are not at hand; the action reads them with `actions: read`",
        );
    };
    let jobs = match &listed.jobs {
        Ok(jobs) => jobs,
        Err(why) => {
            return sink.not_checked(format!("the jobs of this run cannot be read: {why}"));
        }
    };
    if listed.attempt < 2 {
        return sink.not_checked("this is the first attempt of the run, so nothing was run again");
    }
    let workflow = listed.workflow.as_deref().and_then(|path| facts.model(path));
    let rerun = Rerun { listed, jobs, workflow };
    rerun.unseen(policy, sink);
    rerun.green(sink);
}

/// A run that is not in its first attempt.
struct Rerun<'a> {
    listed: &'a RunJobsFact,
    jobs: &'a [RunJob],
    workflow: Option<(&'a WorkflowFact, &'a Workflow)>,
}

impl Rerun<'_> {
    /// Reports each job that is green now and failed in an earlier attempt of the same run.
    fn green(&self, sink: &mut Sink) {
        for job in self.jobs.iter().filter(|job| Some(job.id) != self.listed.own) {
            // Two jobs of one name cannot be told apart, so both must be green now.
            let namesakes = self.jobs.iter().filter(|other| other.name == job.name);
            if namesakes.into_iter().any(|other| other.conclusion != Some(RunConclusion::Success)) {
                continue;
            }
            sink.examine();
            let failed = self.listed.earlier.iter().filter(|(_, earlier)| {
                let mut earlier = earlier.iter().flatten();
                earlier.any(|old| {
                    old.name == job.name && old.conclusion == Some(RunConclusion::Failure)
                })
            });
            let failed: Vec<u64> = failed.map(|(number, _)| *number).collect();
            if !failed.is_empty() {
                sink.find(self.finding(job, &failed));
            }
        }
    }

    fn finding(&self, job: &RunJob, failed: &[u64]) -> Finding {
        let numbers: Vec<String> = failed.iter().map(u64::to_string).collect();
        let attempts = if failed.len() == 1 { "attempt" } else { "attempts" };
        let message = format!(
            "`{}` failed in {attempts} {} and is green in attempt {} of the same commit",
            job.name,
            numbers.join(" and "),
            self.listed.attempt
        );
        let owner = self
            .workflow
            .and_then(|(fact, workflow)| Some((fact, job_of(workflow, self.jobs, job.id)?)));
        let (subject, place) = match owner {
            Some((fact, owner)) => (
                format!("{}/{}", fact.name(), owner.id.value),
                Some(Location::new(fact.path.clone(), owner.id.span)),
            ),
            None => (format!("{}/{}", self.file(), job.name), self.start_of_file()),
        };
        Finding::new(subject, place, message)
            .label("not decided by the code alone")
            .help("find out what the first attempt met: a test that depends on time, order or network, or a service that was down")
    }

    /// Reports earlier attempts that could not be read. They hide no failure of this attempt, so by
    /// default they are a note; where the policy sets the rule to `fail`, the rule cannot tell.
    fn unseen(&self, policy: &Policy, sink: &mut Sink) {
        let mut why = Vec::new();
        let first = self.listed.earlier.first().map_or(self.listed.attempt, |(number, _)| *number);
        if first > 1 {
            why.push(format!("attempts before {first} are not looked at"));
        }
        for (number, jobs) in &self.listed.earlier {
            if let Err(fault) = jobs {
                why.push(format!("the jobs of attempt {number} cannot be read: {fault}"));
            }
        }
        if why.is_empty() {
            return;
        }
        let message = format!("nothing tells which jobs failed there: {}", why.join("; "));
        let finding = Finding::new(self.file().to_owned(), self.start_of_file(), message)
            .label("an attempt before this one is unseen")
            .help("look at the attempts of the run on its page");
        let set = policy.severities.get(RULE.id).map(|set| set.value);
        if set == Some(Severity::Fail) {
            sink.unknown(finding);
        } else {
            sink.find(finding.at_most(Severity::Note));
        }
    }

    fn file(&self) -> &str {
        let path = self.listed.workflow.as_deref();
        path.map_or("jobs", file_name)
    }

    fn start_of_file(&self) -> Option<Location> {
        let (fact, _) = self.workflow?;
        Some(Location::new(fact.path.clone(), Span::start_of_file()))
    }
}
