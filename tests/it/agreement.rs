//! No surface contradicts another: where the trace says that the failure of a gate command of a required job may not
//! turn its check red, some rule says so too.

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
use truegreen::verdict::report::VerdictReport;

use crate::documents::examples;

/// Returns whether a failure surely gets to a check that a merge waits for.
fn is_surely_red(path: &FailurePath) -> bool {
    let may_not_run = path.links.iter().any(|link| link.ends_with(", if it runs"));
    matches!(path.end, PathEnd::Red { .. } | PathEnd::Advisory { .. }) && !may_not_run
}

/// Returns whether a finding is about a job, a step of it, or its workflow as a whole.
fn is_told(path: &FailurePath, report: &VerdictReport) -> bool {
    let file = path.workflow.rsplit('/').next().unwrap_or_default();
    let job = format!("{file}/{}", path.job);
    report.findings.iter().any(|judged| {
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
fn untold(facts: &Facts, policy: &Policy, report: &VerdictReport) -> BTreeSet<String> {
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
    let doubted = paths.iter().filter(|path| {
        // A script may be no gate.
        path.what != "script"
            && !is_listed(path)
            && !is_repeat(path)
            && policy.is_required(&path.workflow, &path.job)
            && !is_surely_red(path)
            && !is_told(path, report)
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
            let untold = untold(&workspace.facts(&policy), &policy, &workspace.judge_all());
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
        let untold = untold(&facts, &policy, &report);
        wrong.extend(untold.iter().map(|line| format!("{}: {line}", path.display())));
    }
    loud!("{paths} paths of {files} files");
    assert!(wrong.is_empty(), "{} paths:\n{}", wrong.len(), wrong.join("\n"));
}
