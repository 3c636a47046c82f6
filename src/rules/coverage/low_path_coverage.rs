#![doc = include_str!("low_path_coverage.md")]

use super::{format_percent, missing, reaches, short};
use crate::case::Case;
use crate::facts::CoverageFact;
use crate::facts::evidence::coverage::PathCoverage;
use crate::finding::{Finding, Severity, Sink};
use crate::policy::{CoverageContract, EvidenceKey, PathFloor, Policy};
use crate::rules::leave_elsewhere;
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::{Location, Span};

pub(crate) static RULE: Rule = Rule {
    id: "low-path-coverage",
    family: RuleFamily::Coverage,
    holds: "files and folders at or over their floors",
    summary: "a file or folder is under its own floor of coverage, whatever the whole has",
    unit: ("floor", "floors"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("low_path_coverage.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    if policy.coverage.iter().all(|entry| entry.paths.is_empty()) {
        sink.not_checked("no file or folder has a floor of its own; add `paths` to an entry of `coverage:` in the policy");
    }
    if policy.coverage.is_empty() {
        leave_elsewhere(policy, &[EvidenceKey::Coverage], sink);
    }
    for (entry, fact) in policy.coverage.iter().zip(&facts.coverage) {
        if entry.paths.is_empty() {
            continue;
        }
        if !fact.is_whole() {
            sink.inconclusive(format!(
                "a report of coverage `{}` is missing or broken, see `missing-report`",
                entry.name
            ));
            continue;
        }
        for (floor, path) in entry.paths.iter().zip(&fact.paths) {
            HeldPath { policy, entry, fact, floor, path }.hold(sink);
        }
    }
}

/// One entry of `paths` with the files of the reports that match its glob.
struct HeldPath<'a> {
    policy: &'a Policy,
    entry: &'a CoverageContract,
    fact: &'a CoverageFact,
    floor: &'a PathFloor,
    path: &'a PathCoverage,
}

impl HeldPath<'_> {
    fn hold(&self, sink: &mut Sink) {
        let name = self.floor.path.as_str();
        if let Some(unclear) = &self.path.unclear {
            let message = format!(
                "the report has several roots, and nothing tells whether a file of it is `{unclear}`, so nothing is known of `{name}`"
            );
            return sink.unknown(
                self.finding(message)
                    .label("which file is meant?")
                    .help("measure with one root, or with paths below the repository"),
            );
        }
        if self.path.files == 0 {
            sink.examine();
            let near = self.path.namesake.as_ref();
            let near = near.map(|near| format!("; it has `{near}`")).unwrap_or_default();
            return sink.find(
                self.finding(format!("`{name}` is absent from the report{near}: none of it was measured"))
                    .label("nothing of it in here")
                    .help("measure it, also where no test imports it; or correct the path in the policy on the base branch first"),
            );
        }
        let total = self.path.total;
        if let Some(floor) = self.floor.lines {
            self.rate("lines", total.lines_covered, total.lines, floor, sink);
        }
        if let Some(floor) = self.floor.branches {
            self.rate("branches", total.branches_covered, total.branches, floor, sink);
        }
    }

    fn rate(&self, what: &str, covered: u64, all: u64, floor: (f64, Span), sink: &mut Sink) {
        let (floor, span) = floor;
        let name = self.floor.path.as_str();
        if all == 0 {
            if floor > 0.0 {
                sink.unknown(
                    self.finding(format!("the report counts no {what} at all in `{name}`, which is neither 0 % nor 100 %"))
                        .label("nothing measured")
                        .help(format!("measure {what}, or take this floor off the policy if there are none"))
                        .related(self.policy.locate(span), "the floor"),
                );
            }
            return;
        }
        sink.examine();
        if reaches(covered, all, floor, self.entry.rounding) {
            return;
        }
        sink.find(
            self.finding(format!(
                "{} of {what} of `{name}` are covered ({covered} of {all}), its floor is {floor} %",
                format_percent(covered, all)
            ))
            .label("below its floor")
            .help(format!("{} covered; add tests", missing(short(covered, all, floor), what)))
            .related(self.policy.locate(span), "the floor"),
        );
    }

    /// Makes a finding that points at the report as a whole, because the lines of one file stand in
    /// many places of a report.
    fn finding(&self, message: String) -> Finding {
        let report = self.fact.reports.first();
        let place = report.map(|report| Location::new(report.path.as_str(), Span::start_of_file()));
        let subject = format!("coverage:{}/{}", self.entry.name, self.floor.path.as_str());
        Finding::new(subject, place, message)
            .related(self.policy.locate(self.floor.span), "named here")
    }
}
