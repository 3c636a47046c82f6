//! The section on what the run did: tests, coverage, jobs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::facts::jobs::own_run::is_other_gate;
use crate::facts::jobs::{GateScope, JobConclusion, JobEntry, JobResult};
use crate::facts::workflow::WorkflowFact;
use crate::formats::github::run_jobs::{RunConclusion, RunSteps};
use crate::formats::workflow::model::Job;
use crate::publish::figures::{format_count, format_percent, group_digits, share_in_hundredths};
use crate::publish::judgement::Judgement;
use crate::text::{MarkdownCode, MarkdownText};

/// Most rows of a list.
const MOST: usize = 50;

/// Returns one line for each suite and each coverage entry, each number with its total.
pub(super) fn figures(judgement: &Judgement) -> String {
    let mut out = String::new();
    for (suite, fact) in judgement.policy.tests.iter().zip(&judgement.facts.suites) {
        let name = MarkdownText::new(&suite.name);
        if fact.reports.is_empty() {
            let _ = writeln!(out, "- **Tests {name}**: no report");
            continue;
        }
        let counts = fact.counts;
        let mut text = format!("{} passed", group_digits(counts.passed));
        for (count, word) in [
            (counts.failed, "failed"),
            (counts.errors, "in error"),
            (counts.skipped, "skipped"),
            (counts.xfailed, "expected to fail"),
        ] {
            if count > 0 {
                let _ = write!(text, ", {} {word}", group_digits(count));
            }
        }
        let reports = format_count(fact.reports.len(), "report", "reports");
        let _ = writeln!(
            out,
            "- **Tests {name}**: {text} of {} in {reports}",
            group_digits(counts.total())
        );
    }
    for (entry, fact) in judgement.policy.coverage.iter().zip(&judgement.facts.coverage) {
        let name = MarkdownText::new(&entry.name);
        let total = fact.total;
        let Some(share) = share_in_hundredths(total.lines_covered, total.lines) else {
            let _ = writeln!(out, "- **Coverage {name}**: no line was measured");
            continue;
        };
        let _ = write!(
            out,
            "- **Coverage {name}**: {} % of lines ({} of {}), floor {} %",
            format_percent(share),
            group_digits(total.lines_covered),
            group_digits(total.lines),
            entry.lines.0
        );
        if let Some(share) = share_in_hundredths(total.branches_covered, total.branches) {
            let _ = write!(out, "; {} % of branches", format_percent(share));
        }
        out.push('\n');
    }
    out
}

/// Returns how the jobs of the judged workflow ended.
pub(super) fn jobs(judgement: &Judgement) -> String {
    let policy = &judgement.policy;
    let prefers = |fact: &WorkflowFact, job: &Job| policy.is_required(&fact.path, &job.id.value);
    let Ok(gated) = GateScope::find(&judgement.facts, prefers) else { return String::new() };
    let mut out = String::from("| job | ended | |\n|---|---|---|\n");
    for result in gated.results.iter().take(MOST) {
        let id = result.job.id.as_str();
        let path = &gated.fact.path;
        let kind = match () {
            () if gated.is_gate(result.job) => "this gate",
            () if is_other_gate(&gated, &judgement.facts, result.job) => "is a gate itself",
            () if policy.is_advisory(path, id) => "advisory",
            () if policy.is_required(path, id) => "required",
            () => "",
        };
        let _ = writeln!(out, "| {} | {} | {kind} |", MarkdownCode::new(id), ended(result));
    }
    if gated.results.len() > MOST {
        let _ = writeln!(out, "| ... and {} more | | |", gated.results.len() - MOST);
    }
    out
}

fn ended(result: &JobResult<'_>) -> &'static str {
    let is_unlisted = |entry: &JobEntry<'_>| entry.run.steps == RunSteps::Absent;
    match (&result.api, result.needs) {
        (Some(JobConclusion::Ended(RunConclusion::Success)), _)
            if result.entries.iter().any(is_unlisted) =>
        {
            "success; its steps are not listed"
        }
        (Some(JobConclusion::Ended(conclusion)), _) => conclusion.as_str(),
        (Some(JobConclusion::Running(_)), _) => "has not ended",
        (Some(JobConclusion::LacksMatrixJob(_)), _) => "a leg is not listed",
        (_, Some(needs)) => needs.as_str(),
        (Some(JobConclusion::NotListed) | None, None) => "",
    }
}

/// Returns the skipped tests by reason, the most frequent first.
pub(super) fn skips(judgement: &Judgement) -> String {
    let mut reasons: BTreeMap<&str, u64> = BTreeMap::new();
    for (_, case) in judgement.facts.suites.iter().flat_map(|suite| &suite.skipped) {
        *reasons.entry(case.message.as_str()).or_default() += 1;
    }
    if reasons.is_empty() {
        return String::new();
    }
    let mut reasons: Vec<(&str, u64)> = reasons.into_iter().collect();
    reasons.sort_by_key(|(reason, count)| (std::cmp::Reverse(*count), *reason));
    let mut out = String::from("| tests | reason |\n|---|---|\n");
    for (reason, count) in reasons.iter().take(MOST) {
        let reason = if reason.trim().is_empty() { "none given" } else { reason };
        let _ = writeln!(out, "| {} | {} |", group_digits(*count), MarkdownText::new(reason));
    }
    if reasons.len() > MOST {
        let _ = writeln!(out, "| | ... and {} more reasons |", reasons.len() - MOST);
    }
    out
}
