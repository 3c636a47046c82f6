//! No surface contradicts another: where the trace says that the failure of a gate command of a required job may not
//! turn its check red, some rule says so too.

mod mutated;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::date;
use truegreen::facts::commit::Facts;
use truegreen::facts::path::end::PathEnd;
use truegreen::facts::path::failure_path::{FailurePath, failure_paths};
use truegreen::facts::understand::SideInputs;
use truegreen::finding::Severity;
use truegreen::policy::{self, Policy};
use truegreen::rules::RULES;
use truegreen::verdict::report::{JudgedFinding, VerdictReport};

use crate::documents::examples;

/// Returns whether a failure surely gets to a check that a merge waits for.
fn is_surely_red(path: &FailurePath) -> bool {
    let may_not_run = path.links.iter().any(|link| link.ends_with(", if it runs"));
    matches!(path.end, PathEnd::Red { .. } | PathEnd::Advisory { .. }) && !may_not_run
}

/// What trace and check say before an edit.
#[derive(Default)]
struct Before {
    /// The steps all of whose failures surely get to a check: workflow, job and step.
    red: BTreeSet<(String, String, String)>,
    /// Rule, subject and message of the findings.
    said: BTreeSet<(&'static str, String, String)>,
}

fn step_of(path: &FailurePath) -> (String, String, String) {
    (path.workflow.to_string(), path.job.clone(), path.step.clone())
}

impl Before {
    fn of(facts: &Facts, policy: &Policy, report: &VerdictReport) -> Self {
        let paths = failure_paths(facts, policy);
        let mut red: BTreeSet<_> = paths.iter().map(step_of).collect();
        for path in paths.iter().filter(|path| !is_surely_red(path)) {
            red.remove(&step_of(path));
        }
        Self { red, said: report.findings.iter().map(said).collect() }
    }
}

fn said(judged: &JudgedFinding) -> (&'static str, String, String) {
    (judged.rule.id, judged.finding.subject.clone(), judged.finding.message.clone())
}

/// Returns whether a finding is about a job, a step of it, or its workflow as a whole. What an edit broke asks for a
/// finding that was not there before it.
fn is_told(path: &FailurePath, report: &VerdictReport, before: &Before) -> bool {
    // The finding that a job is skipped names one cause of several.
    let is_open = path.links.contains(&"job, if it runs".to_owned());
    let is_known = |judged: &JudgedFinding| {
        before.said.contains(&said(judged)) && !(is_open && judged.rule.id == "skippable-job")
    };
    let is_broken = before.red.contains(&step_of(path));
    let file = path.workflow.rsplit('/').next().unwrap_or_default();
    let job = format!("{file}/{}", path.job);
    let found = report.findings.iter().filter(|judged| !is_broken || !is_known(judged));
    found.into_iter().any(|judged| {
        let subject = judged.finding.subject.as_str();
        let is_at = |place: &truegreen::span::Location| {
            *place.path == *path.location.path && place.span.line == path.location.span.line
        };
        subject == job
            || subject == file
            || subject.starts_with(&format!("{job}/"))
            || judged.finding.location.as_ref().is_some_and(is_at)
    })
}

/// Returns the commands of required jobs of which the trace doubts, and no finding tells.
fn untold(
    facts: &Facts,
    policy: &Policy,
    report: &VerdictReport,
    before: &Before,
) -> BTreeSet<String> {
    let paths = failure_paths(facts, policy);
    // The policy may list a skip.
    let is_listed = |path: &FailurePath| {
        let file = path.workflow.rsplit('/').next().unwrap_or_default();
        let jobs = policy.skips_allowed.iter().map(|skip| skip.job.value.clone());
        let own = format!("{file}/{}", path.job);
        let calls = |job: &String| {
            // A skip of the job that calls the workflow is one of all of its jobs.
            path.links.iter().any(|link| link.strip_suffix(", if it runs") == Some(job.as_str()))
        };
        jobs.into_iter()
            .any(|job| job == own || job == format!("{own}/{}", path.step) || calls(&job))
    };
    // A report of what failed, by the command that failed.
    let start = |path: &FailurePath| -> Vec<String> {
        path.command.split_whitespace().take(3).map(str::to_owned).collect()
    };
    let is_repeat = |path: &FailurePath| {
        let same = |other: &&FailurePath| {
            (&other.workflow, &other.job) == (&path.workflow, &path.job)
                && start(other) == start(path)
        };
        paths.iter().filter(same).any(is_surely_red)
    };
    // Its failure is red where it runs.
    let is_skipped_publication = |path: &FailurePath| {
        path.what == "publication check" && matches!(path.end, PathEnd::Skipped { .. })
    };
    let doubted = paths.iter().filter(|path| {
        // A script may be no gate.
        path.what != "script"
            && !is_skipped_publication(path)
            && !is_listed(path)
            && !is_repeat(path)
            && policy.is_required(&path.workflow, &path.job)
            && !is_surely_red(path)
            && !is_told(path, report, before)
    });
    doubted
        .map(|path| {
            let place = format!("{}:{}", path.location.path, path.location.span.line);
            format!("{place} `{}` {:?} {:?}", path.command, path.links, path.end)
        })
        .collect()
}

#[test]
fn what_the_trace_doubts_in_a_required_job_is_a_finding() {
    let mut wrong = Vec::new();
    for rule in RULES {
        for example in examples(rule.docs) {
            let workspace = &example.workspace;
            let policy = workspace.policy();
            let (facts, report) = (workspace.facts(&policy), workspace.judge_all());
            let untold = untold(&facts, &policy, &report, &Before::default());
            wrong.extend(
                untold.iter().map(|line| format!("{}, {}: {line}", rule.id, example.title)),
            );
        }
    }
    assert!(wrong.is_empty(), "{} paths:\n{}", wrong.len(), wrong.join("\n"));
}

/// Returns a policy that requires every job of a workflow.
fn requiring_all(facts: &Facts) -> Policy {
    let mut text = "version: 1\nworkflows:\n  ci.yml:\n    jobs:\n".to_owned();
    for (_, workflow) in facts.models() {
        for job in &workflow.jobs {
            text += &format!("      {:?}: {{}}\n", job.id.value);
        }
    }
    policy::raw::read(text.as_bytes(), &truegreen::rules::ids()).value.unwrap_or_default()
}

#[test]
#[ignore = "needs the corpus"]
fn what_the_trace_doubts_in_a_real_workflow_is_a_finding() {
    let mut wrong = Vec::new();
    let (mut paths, mut files) = (0, 0);
    for path in crate::corpus_judged::workflows() {
        let facts = Facts::new(SideInputs {
            workflows: vec![(
                Arc::from(".github/workflows/ci.yml"),
                Ok(std::fs::read(&path).unwrap()),
            )],
            ..SideInputs::default()
        });
        let policy = requiring_all(&facts);
        let day = date(2026, 11, 20);
        let report = crate::workspace::judge_alone(RULES, &facts, &policy, Severity::Fail, day);
        files += 1;
        paths += failure_paths(&facts, &policy).len();
        let untold = untold(&facts, &policy, &report, &Before::default());
        wrong.extend(untold.iter().map(|line| format!("{}: {line}", path.display())));
    }
    loud!("{paths} paths of {files} files");
    assert!(wrong.is_empty(), "{} paths:\n{}", wrong.len(), wrong.join("\n"));
}
