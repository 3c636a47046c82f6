#![doc = include_str!("low_coverage.md")]

use super::{format_percent, missing, reaches, short};
use crate::case::Case;
use crate::facts::CoverageFact;
use crate::finding::{Finding, Severity, Sink};
use crate::policy::{CoverageContract, EvidenceKey, Policy, Rounding};
use crate::rules::leave_elsewhere;
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::{Location, Span};

pub(crate) static RULE: Rule = Rule {
    id: "low-coverage",
    family: RuleFamily::Coverage,
    holds: "coverage at or over its floor",
    summary: "fewer lines or branches are covered than the floor, recounted from the lines themselves",
    unit: ("floor", "floors"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("low_coverage.md"),
    check: RuleCheck::Case(check),
};

/// Percentage points by which the rate in the header of a report may differ from the rate of its
/// lines.
const DISAGREEMENT: f64 = 0.5;

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    if policy.coverage.is_empty() {
        sink.not_checked(
            "no coverage report is named; name one by `coverage` (as `coverage.xml`), or below `coverage:` in the policy",
        );
    }
    leave_elsewhere(policy, &[EvidenceKey::Coverage], sink);
    for (entry, fact) in policy.coverage.iter().zip(&facts.coverage) {
        if !fact.is_whole() {
            sink.inconclusive(format!(
                "a report of coverage `{}` is missing or broken, see `missing-report`",
                entry.name
            ));
            continue;
        }
        let (floor, span) = entry.lines;
        let total = fact.total;
        let lines = CoverageFloor {
            what: "lines",
            covered: total.lines_covered,
            all: total.lines,
            floor,
            span,
        };
        lines.hold(policy, entry, fact, sink);
        if let Some((floor, span)) = entry.branches {
            CoverageFloor {
                what: "branches",
                covered: total.branches_covered,
                all: total.branches,
                floor,
                span: Some(span),
            }
            .hold(policy, entry, fact, sink);
        }
        headers(entry, fact, sink);
    }
}

struct CoverageFloor<'a> {
    what: &'a str,
    covered: u64,
    all: u64,
    floor: f64,
    span: Option<Span>,
}

impl CoverageFloor<'_> {
    fn hold(
        &self,
        policy: &Policy,
        entry: &CoverageContract,
        fact: &CoverageFact,
        sink: &mut Sink,
    ) {
        let place = fact
            .reports
            .first()
            .map(|report| Location::new(report.path.as_str(), Span::start_of_file()));
        let subject = format!("coverage:{}", entry.name);
        let Self { what, covered, all, floor, span } = *self;
        if all == 0 {
            if floor > 0.0 {
                sink.unknown(
                    Finding::new(
                        subject,
                        place,
                        format!("coverage `{}` measured no {what} at all, which is neither 0 % nor 100 %", entry.name),
                    )
                    .label("nothing measured")
                    .help(format!("measure {what} where the report is made, or take the floor off the policy"))
                    .related(policy.locate(span), "the floor"),
                );
            }
            return;
        }
        sink.examine();
        if reaches(covered, all, floor, entry.rounding) {
            return;
        }
        let rounded =
            entry.rounding == Rounding::Exact && reaches(covered, all, floor, Rounding::CoveragePy);
        let hint = if rounded {
            "; `coverage report --fail-under` would round it up and pass: cover more, or set `rounding: coverage.py`"
        } else {
            ""
        };
        sink.find(
            Finding::new(
                subject,
                place,
                format!(
                    "{} of {what} are covered ({covered} of {all}), the floor is {} %",
                    format_percent(covered, all),
                    floor
                ),
            )
            .label("below the floor")
            .help(format!("{} covered; add tests{hint}", missing(short(covered, all, floor), what)))
            .related(policy.locate(span), "the floor"),
        );
    }
}

#[expect(clippy::cast_precision_loss, reason = "a comparison within half a point")]
fn headers(entry: &CoverageContract, fact: &CoverageFact, sink: &mut Sink) {
    for declared in &fact.declared {
        let counted = declared.counted;
        if counted.lines == 0 {
            continue;
        }
        let real = counted.lines_covered as f64 / counted.lines as f64;
        if (declared.rate - real).abs() * 100.0 > DISAGREEMENT {
            sink.find(
                Finding::new(
                    format!("coverage:{}/{}", entry.name, declared.path),
                    Location::new(declared.path.as_str(), declared.span),
                    format!(
                        "the header says {:.2} % of lines, its own lines say {}; the lines count",
                        declared.rate * 100.0,
                        format_percent(counted.lines_covered, counted.lines)
                    ),
                )
                .label("not what the lines say")
                .help("nothing to do if the producer counts another way; else find out who wrote the header")
                .at_most(Severity::Note),
            );
        }
    }
}
