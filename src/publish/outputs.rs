//! The outputs of the action, for later steps and jobs.

use super::figures::{format_percent, share_in_hundredths};
use super::judgement::Ruling;
use crate::formats::tests::report::TestCounts;
use crate::text::file_entry;
use crate::verdict::report::{FindingState, Verdict};

/// Returns names and values of the outputs. If nothing was judged, the verdict is `error` and every
/// other value is empty.
#[must_use]
pub fn of(ruling: &Ruling, report: Option<String>) -> Vec<(&'static str, String)> {
    let Ok(judgement) = &ruling.judged else { return without("error") };
    let verdict = match judgement.report.verdict {
        Verdict::Pass => "pass",
        Verdict::Fail => "fail",
        Verdict::Inconclusive => "inconclusive",
    };
    let red = |state| matches!(state, FindingState::Broken | FindingState::Inconclusive);
    let findings = judgement.report.findings.iter().filter(|judged| red(judged.state)).count();
    let suites = &judgement.facts.suites;
    let ran = |counts: &TestCounts| counts.passed + counts.failed + counts.errors;
    let tests = suites.iter().map(|suite| ran(&suite.counts)).sum::<u64>();
    let first = judgement.facts.coverage.first().map(|fact| fact.total);
    let coverage = first.and_then(|total| share_in_hundredths(total.lines_covered, total.lines));
    vec![
        ("verdict", verdict.to_owned()),
        ("findings", findings.to_string()),
        ("tests", if suites.is_empty() { String::new() } else { tests.to_string() }),
        ("coverage", coverage.map(format_percent).unwrap_or_default()),
        ("report", report.unwrap_or_default()),
    ]
}

/// Returns the outputs of a run that is about nothing that a merge waits for.
#[must_use]
pub fn of_nothing() -> Vec<(&'static str, String)> {
    without("none")
}

fn without(verdict: &str) -> Vec<(&'static str, String)> {
    let empty = ["findings", "tests", "coverage", "report"].map(|name| (name, String::new()));
    [("verdict", verdict.to_owned())].into_iter().chain(empty).collect()
}

/// Returns the text for the file of the runner. A value that cannot be written safely is left out.
#[must_use]
pub fn entries(values: &[(&'static str, String)], unguessable: &str) -> String {
    let delimiter = format!("ghadelimiter_{unguessable}");
    // The line before may have no newline at its end.
    let entries = values.iter().filter_map(|(name, value)| file_entry(name, value, &delimiter));
    std::iter::once("\n".to_owned()).chain(entries).collect()
}
