#![doc = include_str!("failing_test.md")]

use crate::case::Case;
use crate::facts::SuiteFact;
use crate::finding::{Finding, Severity, Sink};
use crate::formats::tests::report::{TestCase, TestOutcome};
use crate::policy::{EvidenceKey, TestSuite};
use crate::rules::leave_elsewhere;
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::Location;

pub(crate) static RULE: Rule = Rule {
    id: "failing-test",
    family: RuleFamily::TestReports,
    holds: "no failing test",
    summary: "a report holds failures or errors, whatever the colour of its step",
    unit: ("test", "tests"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("failing_test.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    if policy.tests.is_empty() {
        sink.not_checked(super::NO_REPORT);
    }
    leave_elsewhere(policy, &[EvidenceKey::Tests], sink);
    for (suite, fact) in policy.tests.iter().zip(&facts.suites) {
        sink.examine_many(usize::try_from(fact.counts.total()).unwrap_or(usize::MAX));
        for (report, case) in &fact.failed {
            sink.find(describe(suite, report, case));
        }
        count_the_rest(suite, fact, sink);
        if !fact.is_whole() {
            sink.inconclusive(super::cut(suite));
        }
    }
}

fn describe(suite: &TestSuite, report: &str, case: &TestCase) -> Finding {
    let what = match case.kind {
        TestOutcome::CollectionError => "could not be collected, so none of its tests ran",
        TestOutcome::Errored => "ended in an error",
        _ => "failed",
    };
    let why = case.message.lines().next().unwrap_or_default().trim();
    let colon = if why.is_empty() { "" } else { ": " };
    Finding::new(
        format!("tests:{}/{}", suite.name, case.id()),
        Location::new(report, case.span),
        format!("`{}` {what}{colon}{why}", case.id()),
    )
    .label("in this report")
    .help("fix the test; if its step is green, something between the test and the step swallows its exit code")
}

/// Reports how many failures have no name in the facts: only the first names are kept, and the rest
/// must not be lost.
fn count_the_rest(suite: &TestSuite, fact: &SuiteFact, sink: &mut Sink) {
    let all = fact.counts.failed + fact.counts.errors;
    let named = u64::try_from(fact.failed.len()).unwrap_or(u64::MAX);
    if all > named {
        let place =
            fact.failed.last().map(|(report, case)| Location::new(report.as_str(), case.span));
        sink.find(Finding::new(
            format!("tests:{}", suite.name),
            place,
            format!("{} more tests failed; the first {named} are named", all - named),
        ));
    }
}
