#![doc = include_str!("no_tests.md")]

use crate::case::Case;
use crate::facts::SuiteFact;
use crate::facts::commit::Facts;
use crate::finding::{Finding, Severity, Sink};
use crate::policy::{EvidenceKey, Pattern, Policy, TestSuite};
use crate::rules::leave_elsewhere;
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::{Location, Span};

pub(crate) static RULE: Rule = Rule {
    id: "no-tests",
    family: RuleFamily::TestReports,
    holds: "tests really ran",
    summary: "fewer tests ran than the minimum, or none of a file that must run",
    unit: ("suite or file", "suites and files"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("no_tests.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    if policy.tests.is_empty() {
        sink.not_checked(super::NO_REPORT);
    }
    leave_elsewhere(policy, &[EvidenceKey::Tests], sink);
    for (suite, fact) in policy.tests.iter().zip(&facts.suites) {
        if !fact.is_whole() {
            sink.inconclusive(super::cut(suite));
            continue;
        }
        sink.examine();
        minimum(policy, suite, fact, sink);
        for (pattern, span) in &suite.every_file {
            every_file(facts, policy, &Listed { suite, fact, pattern, span: *span }, sink);
        }
    }
}

/// Compares the number of tests that ran with the minimum. Skipped tests did not run: a suite in
/// which all tests are skipped measured nothing.
fn minimum(policy: &Policy, suite: &TestSuite, fact: &SuiteFact, sink: &mut Sink) {
    let ran = fact.counts.ran();
    if ran >= suite.at_least.value.max(1) {
        return;
    }
    let place = fact
        .reports
        .first()
        .map(|report| Location::new(report.path.as_str(), Span::start_of_file()))
        .or_else(|| policy.locate(suite.span));
    let skipped = match fact.counts.skipped {
        0 => String::new(),
        count => format!(" ({count} were skipped)"),
    };
    sink.find(
        Finding::new(
            format!("tests:{}", suite.name),
            place,
            format!(
                "{} ran in suite `{}`{skipped}, at least {} must",
                tests(ran),
                suite.name,
                suite.at_least.value.max(1)
            ),
        )
        .label("too few tests")
        .help("look for a filter, a path or a collection error that leaves tests out; lower `at-least` only if they were removed on purpose")
        .related(policy.locate(suite.span.map(|_| suite.at_least.span)), "the minimum"),
    );
}

struct Listed<'a> {
    suite: &'a TestSuite,
    fact: &'a SuiteFact,
    pattern: &'a Pattern,
    span: Span,
}

fn every_file(facts: &Facts, policy: &Policy, listed: &Listed<'_>, sink: &mut Sink) {
    let Listed { suite, fact, pattern, span } = *listed;
    let place = || policy.locate(span);
    if let Some(why) = &facts.files_problem {
        return sink.inconclusive(format!("the files of the commit cannot be listed: {why}"));
    }
    let mut files = facts.files.iter().filter(|file| pattern.matches(file)).peekable();
    if files.peek().is_none() {
        sink.examine();
        sink.find(
            Finding::new(
                format!("tests:{}/{}", suite.name, pattern.as_str()),
                place(),
                format!(
                    "no file of the repository matches `{}`, whose tests must run",
                    pattern.as_str()
                ),
            )
            .label("matches nothing")
            .help("restore the file, or take it off the list"),
        );
    }
    for file in files {
        sink.examine();
        if fact.ran_from(file) == 0 {
            let subject = format!("tests:{}/{file}", suite.name);
            if fact.sources_truncated {
                sink.unknown(Finding::new(
                    subject,
                    place(),
                    format!(
                        "the reports name too many sources of tests to tell whether `{file}` ran"
                    ),
                ));
                continue;
            }
            sink.find(
                Finding::new(
                    subject,
                    place(),
                    format!("no test of `{file}` ran in suite `{}`", suite.name),
                )
                .label("each of these must run at least one test")
                .help("run the file in this suite, or take it off the list"),
            );
        }
    }
}

fn tests(count: u64) -> String {
    match count {
        0 => "no test".to_owned(),
        1 => "1 test".to_owned(),
        more => format!("{more} tests"),
    }
}
