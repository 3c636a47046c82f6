#![doc = include_str!("low_coverage.md")]

use crate::facts::{CoverageFact, Facts};
use crate::finding::{Finding, Severity, Sink};
use crate::policy::{CoverageContract, Policy, Rounding};
use crate::rules::{Check, Rule};
use crate::span::{Location, Span};

pub(crate) static RULE: Rule = Rule {
    id: "low-coverage",
    family: "coverage",
    holds: "coverage at or over its floor",
    summary: "fewer lines or branches are covered than the floor, recounted from the lines themselves",
    unit: ("floor", "floors"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("low_coverage.md"),
    check: Check::Facts(check),
};

/// A header that says another rate than its own lines by more than this many points is reported.
const DISAGREEMENT: f64 = 0.5;

fn check(facts: &Facts, policy: &Policy, sink: &mut Sink) {
    if policy.coverage.is_empty() {
        sink.not_checked(
            "no coverage report is named; name one by `coverage` (as `coverage.xml`), or below `coverage:` in the policy",
        );
    }
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
        let lines =
            Floor { what: "lines", covered: total.lines_covered, all: total.lines, floor, span };
        lines.hold(policy, entry, fact, sink);
        if let Some((floor, span)) = entry.branches {
            Floor {
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

struct Floor<'a> {
    what: &'a str,
    covered: u64,
    all: u64,
    floor: f64,
    span: Option<Span>,
}

impl Floor<'_> {
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
                    percent(covered, all),
                    floor
                ),
            )
            .label("below the floor")
            .help(format!("{} covered; add tests{hint}", missing(short(covered, all, floor), what)))
            .related(policy.locate(span), "the floor"),
        );
    }
}

/// Whether `covered` of `all` reach a floor in per cent. Integers against integers: a rate is never
/// rounded up to its floor unless the policy asks for what `coverage report --fail-under` does
/// (round half to even to whole per cent, but 100 means all).
fn reaches(covered: u64, all: u64, floor: f64, rounding: Rounding) -> bool {
    match rounding {
        Rounding::Exact => scaled(covered) >= micro(floor) * u128::from(all),
        Rounding::CoveragePy if floor >= 100.0 => covered >= all,
        Rounding::CoveragePy => {
            let (covered, all) = (u128::from(covered) * 100, u128::from(all));
            let (whole, rest) = (covered / all, covered % all);
            let up = rest * 2 > all || (rest * 2 == all && whole % 2 == 1);
            (whole + u128::from(up)) * 1_000_000 >= micro(floor)
        }
    }
}

fn scaled(covered: u64) -> u128 {
    u128::from(covered) * 100 * 1_000_000
}

/// A floor in millionths of a per cent; the policy admits 0 to 100 only.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "0 to 100 by validation"
)]
fn micro(floor: f64) -> u128 {
    (floor.clamp(0.0, 100.0) * 1_000_000.0).round() as u128
}

/// How many more must be covered to reach the floor exactly.
fn short(covered: u64, all: u64, floor: f64) -> u128 {
    let need = (micro(floor) * u128::from(all)).div_ceil(100 * 1_000_000);
    need.saturating_sub(u128::from(covered))
}

/// `28 more lines must be`.
fn missing(count: u128, what: &str) -> String {
    let one = what.strip_suffix("es").filter(|one| one.ends_with("ch")).or(what.strip_suffix('s'));
    match (count, one) {
        (1, Some(one)) => format!("1 more {one} must be"),
        _ => format!("{count} more {what} must be"),
    }
}

/// A rate with two digits, cut and never rounded up: 39.999 % is not 40.00 %.
fn percent(covered: u64, all: u64) -> String {
    let hundredths = u128::from(covered) * 10_000 / u128::from(all.max(1));
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
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
                        percent(counted.lines_covered, counted.lines)
                    ),
                )
                .label("not what the lines say")
                .help("nothing to do if the producer counts another way; else find out who wrote the header")
                .at_most(Severity::Note),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_nine_point_eight_five_is_not_forty_unless_rounded() {
        assert!(!reaches(7_422, 18_624, 40.0, Rounding::Exact));
        assert!(reaches(7_422, 18_624, 40.0, Rounding::CoveragePy));
    }

    #[test]
    fn the_floor_itself_is_enough() {
        assert!(reaches(4, 10, 40.0, Rounding::Exact));
        assert!(!reaches(39_999_999, 100_000_000, 40.0, Rounding::Exact));
        assert!(reaches(399, 1000, 39.9, Rounding::Exact));
    }

    #[test]
    fn a_hundred_means_all_however_it_is_rounded() {
        assert!(!reaches(9_999, 10_000, 100.0, Rounding::CoveragePy));
        assert!(reaches(10, 10, 100.0, Rounding::CoveragePy));
    }

    #[test]
    fn halves_round_to_even_as_python_does() {
        assert!(reaches(395, 1000, 40.0, Rounding::CoveragePy));
        assert!(!reaches(405, 1000, 41.0, Rounding::CoveragePy));
    }

    #[test]
    fn a_rate_is_cut_and_says_how_much_is_missing() {
        assert_eq!(percent(39_999, 100_000), "39.99 %");
        assert_eq!(short(7_422, 18_624, 40.0), 28);
        assert_eq!(missing(28, "lines"), "28 more lines must be");
        assert_eq!(missing(1, "branches"), "1 more branch must be");
    }
}
