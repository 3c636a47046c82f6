#![doc = include_str!("missing_report.md")]

use crate::case::Case;
use crate::facts::evidence::suites::ReportFact;
use crate::finding::{Finding, Severity, Sink};
use crate::policy::{EvidenceKey, Pattern, Policy};
use crate::rules::leave_elsewhere;
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::{Location, Span};

pub(crate) static RULE: Rule = Rule {
    id: "missing-report",
    family: RuleFamily::TestReports,
    holds: "every report is there, and whole",
    summary: "a test or coverage report that is asked for is not there, or is broken",
    unit: ("report", "reports"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("missing_report.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    if policy.tests.is_empty() && policy.coverage.is_empty() {
        sink.not_checked(super::NO_REPORT);
    }
    leave_elsewhere(policy, &[EvidenceKey::Tests, EvidenceKey::Coverage], sink);
    for (suite, fact) in policy.tests.iter().zip(&facts.suites) {
        let asked = SuiteReports { kind: "tests", name: &suite.name, globs: &suite.reports };
        asked.hold(policy, &fact.reports, &fact.unmatched, sink);
    }
    for (entry, fact) in policy.coverage.iter().zip(&facts.coverage) {
        let asked = SuiteReports { kind: "coverage", name: &entry.name, globs: &entry.reports };
        asked.hold(policy, &fact.reports, &fact.unmatched, sink);
    }
}

struct SuiteReports<'a> {
    kind: &'a str,
    name: &'a str,
    globs: &'a [(Pattern, Option<Span>)],
}

impl SuiteReports<'_> {
    fn hold(&self, policy: &Policy, reports: &[ReportFact], unmatched: &[usize], sink: &mut Sink) {
        for (glob, span) in unmatched.iter().filter_map(|&index| self.globs.get(index)) {
            sink.examine();
            sink.find(
                Finding::new(
                    format!("{}:{}/{}", self.kind, self.name, glob.as_str()),
                    policy.locate(*span),
                    format!("no file matches `{}`: nothing of `{}` was measured", glob.as_str(), self.name),
                )
                .label("matches no file")
                .help("let the job write the report before truegreen runs, or correct the path; it is taken from the root of the repository"),
            );
        }
        for report in reports {
            sink.examine();
            if let Some(problem) = report.problems.first() {
                let mut finding = Finding::new(
                    format!("{}:{}/{}", self.kind, self.name, report.path),
                    Location::new(report.path.as_str(), problem.span),
                    format!("`{}` cannot be read whole: {}", report.path, problem.message),
                )
                .label("broken here");
                finding.help = problem.help.clone().unwrap_or_else(|| {
                    "what came before is counted, but nothing may be concluded from a part; write the report anew".to_owned()
                });
                sink.unknown(finding);
            }
        }
    }
}
