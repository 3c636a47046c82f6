#![doc = include_str!("skipped_test.md")]

use crate::case::Case;
use crate::facts::SuiteFact;
use crate::finding::{Finding, Severity, Sink};
use crate::formats::tests::report::{TestCase, TestOutcome};
use crate::policy::{EvidenceKey, Policy, TestSuite};
use crate::rules::leave_elsewhere;
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::{Location, Span};

pub(crate) static RULE: Rule = Rule {
    id: "skipped-test",
    family: RuleFamily::TestReports,
    holds: "no test skipped against the policy",
    summary: "a test is skipped that never may be, without the reason asked for, or over the budget",
    unit: ("test", "tests"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("skipped_test.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    if policy.tests.is_empty() {
        sink.not_checked(super::NO_REPORT);
        leave_elsewhere(policy, &[EvidenceKey::Tests], sink);
    }
    for (suite, fact) in policy.tests.iter().zip(&facts.suites) {
        if !is_asked(suite) {
            sink.not_checked(format!(
                "suite `{}` skipped {} of {} tests and the policy sets no limit; add `skips:` or `never-skip:`",
                suite.name,
                fact.counts.skipped,
                fact.counts.total()
            ));
            continue;
        }
        if !fact.is_whole() {
            sink.inconclusive(super::cut(suite));
        }
        sink.examine_many(usize::try_from(fact.counts.total()).unwrap_or(usize::MAX));
        for (report, case) in &fact.skipped {
            if case.kind == TestOutcome::Skipped {
                never(policy, suite, report, case, sink);
                reason(policy, suite, report, case, sink);
            }
        }
        budget(policy, suite, fact, sink);
        if fact.counts.skipped + fact.counts.xfailed > fact.skipped.len() as u64 {
            sink.inconclusive(format!(
                "suite `{}` skipped {} tests, more than can be told apart by name and reason",
                suite.name, fact.counts.skipped
            ));
        }
    }
}

fn is_asked(suite: &TestSuite) -> bool {
    !suite.never_skip.is_empty() || suite.skips.at_most.is_some() || suite.skips.reason.is_some()
}

fn subject(suite: &TestSuite, case: &TestCase) -> String {
    format!("tests:{}/{}", suite.name, case.id())
}

fn never(policy: &Policy, suite: &TestSuite, report: &str, case: &TestCase, sink: &mut Sink) {
    let names = crate::facts::evidence::suites::names(case);
    let hit =
        suite.never_skip.iter().find(|(pattern, _)| names.iter().any(|name| pattern.matches(name)));
    if let Some((_, span)) = hit {
        sink.find(
            Finding::new(
                subject(suite, case),
                Location::new(report, case.span),
                format!("`{}` was skipped, and never may be{}", case.id(), quoted(&case.message)),
            )
            .label("skipped here")
            .help("give the run what the test needs, so that it runs")
            .related(policy.locate(*span), "never to be skipped"),
        );
    }
}

fn reason(policy: &Policy, suite: &TestSuite, report: &str, case: &TestCase, sink: &mut Sink) {
    let Some((pattern, span)) = &suite.skips.reason else { return };
    if pattern.is_match(&case.message) {
        return;
    }
    sink.find(
        Finding::new(
            subject(suite, case),
            Location::new(report, case.span),
            format!(
                "`{}` was skipped without a reason that matches `{}`{}",
                case.id(),
                pattern.as_str(),
                quoted(&case.message)
            ),
        )
        .label("skipped here")
        .help("give the skip the reason that the policy asks for, or let the test run")
        .related(policy.locate(*span), "every reason must match this"),
    );
}

fn budget(policy: &Policy, suite: &TestSuite, fact: &SuiteFact, sink: &mut Sink) {
    let Some(most) = suite.skips.at_most else { return };
    let skipped = fact.counts.skipped;
    if skipped <= most.value {
        return;
    }
    let place = fact
        .reports
        .first()
        .map(|report| Location::new(report.path.as_str(), Span::start_of_file()));
    sink.find(
        Finding::new(
            format!("tests:{}", suite.name),
            place,
            format!(
                "{skipped} tests were skipped in suite `{}`, at most {} may",
                suite.name, most.value
            ),
        )
        .label("over the budget")
        .help("let the newly skipped tests run; raise `at-most` only on purpose")
        .related(policy.locate(most.span), "the budget"),
    );
}

fn quoted(message: &str) -> String {
    match message.lines().next().map(str::trim) {
        None | Some("") => "; it gives no reason".to_owned(),
        Some(reason) => format!("; its reason is `{reason}`"),
    }
}
