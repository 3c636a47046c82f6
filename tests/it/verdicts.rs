//! From findings to one verdict: states, severities, waivers, crashes, order.

use truegreen::case::Case;
use truegreen::finding::{Finding, Severity, Sink};
use truegreen::rules::rule::{Rule, RuleCheck, RuleFamily};
use truegreen::span::{Location, Span};
use truegreen::verdict::report::{FindingState, Verdict};

use crate::workspace::Workspace;

const fn rule(id: &'static str, check: fn(Case<'_>, &mut Sink)) -> Rule {
    Rule {
        id,
        family: RuleFamily::Signal,
        holds: "a test",
        summary: "a rule of the tests",
        unit: ("thing", "things"),
        severity: Severity::Fail,
        since: "0.1.0",
        docs: "",
        check: RuleCheck::Case(check),
    }
}

static HOLDS: Rule = rule("holds", |_, sink| sink.examine());
static NOTHING: Rule = rule("nothing", |_, _| {});
static PANICS: Rule = rule("panics", |_, _| panic!("on purpose"));
static UNKNOWN: Rule = rule("unknown", |_, sink| {
    sink.unknown(Finding::new("it", None, "cannot be seen"));
});
static BROKEN: Rule = rule("broken", |_, sink| {
    sink.examine();
    for line in [9, 3, 3] {
        let place = Location::new("a.yml", Span::point(line, 1));
        sink.find(Finding::new("it", place, "is wrong"));
    }
});
static NOTED: Rule = rule("noted", |_, sink| {
    sink.examine();
    sink.find(Finding::new("it", None, "is odd").at_most(Severity::Note));
});

fn verdict(rules: &[&'static Rule]) -> Verdict {
    Workspace::default().judge(rules).verdict
}

#[test]
fn what_was_examined_and_holds_passes() {
    assert_eq!(verdict(&[&HOLDS]), Verdict::Pass);
    assert_eq!(verdict(&[&HOLDS, &NOTHING]), Verdict::Pass);
}

#[test]
fn nothing_examined_is_no_pass() {
    assert_eq!(verdict(&[]), Verdict::Inconclusive);
    assert_eq!(verdict(&[&NOTHING]), Verdict::Inconclusive);
}

#[test]
fn a_panicking_rule_is_inconclusive_and_the_others_are_still_judged() {
    let report = Workspace::default().judge(&[&HOLDS, &PANICS]);
    assert_eq!(report.verdict, Verdict::Inconclusive);
    let crashed = report.rules.iter().find(|state| state.rule.id == "panics").unwrap();
    assert_eq!(crashed.state, FindingState::Inconclusive);
    assert!(crashed.reason.as_deref().unwrap().contains("on purpose"));
    assert_eq!(
        report.rules.iter().find(|s| s.rule.id == "holds").unwrap().state,
        FindingState::Holds
    );
}

#[test]
fn broken_outranks_what_cannot_be_seen_and_both_outrank_a_note() {
    assert_eq!(verdict(&[&UNKNOWN, &HOLDS]), Verdict::Inconclusive);
    assert_eq!(verdict(&[&UNKNOWN, &BROKEN]), Verdict::Fail);
    assert_eq!(verdict(&[&NOTED]), Verdict::Pass);
    assert_eq!(verdict(&[&NOTED, &UNKNOWN]), Verdict::Inconclusive);
}

#[test]
fn findings_are_sorted_by_place_and_each_stands_once() {
    let report = Workspace::default().judge(&[&BROKEN]);
    let lines: Vec<u32> = report
        .findings
        .iter()
        .filter_map(|judged| Some(judged.finding.location.as_ref()?.span.line))
        .collect();
    assert_eq!(lines, [3, 9]);
}

fn with_policy(policy: &str) -> Workspace {
    let mut workspace = Workspace::default();
    workspace.files.insert(truegreen::policy::PATH.to_owned(), policy.to_owned());
    workspace.files.insert(
        ".github/workflows/ci.yml".to_owned(),
        "on: push\njobs:\n  a:\n    runs-on: x\n    continue-on-error: true\n    steps:\n      - run: make\n"
            .to_owned(),
    );
    workspace
}

#[test]
fn the_policy_sets_a_severity_and_can_turn_a_rule_off() {
    let warned = with_policy("version: 1\nrules: { continue-on-error: warn }\n").judge_all();
    assert_eq!(warned.verdict, Verdict::Pass);
    assert_eq!(warned.findings[0].state, FindingState::Advisory);
    let off = with_policy("version: 1\nrules: { continue-on-error: off }\n").judge_all();
    assert!(off.findings.is_empty());
    let state = off.rules.iter().find(|state| state.rule.id == "continue-on-error").unwrap();
    assert_eq!((state.state, state.subjects), (FindingState::NotChecked, 0));
}

#[test]
fn a_waiver_covers_exactly_its_rule_and_subject() {
    let waiver = |at: &str, until: &str| {
        format!(
            "version: 1\nwaivers:\n  - {{ rule: continue-on-error, at: \"{at}\", reason: r, owner: o, until: {until} }}\n"
        )
    };
    assert_eq!(with_policy(&waiver("ci.yml/a", "2026-11-20")).judge_all().verdict, Verdict::Pass);
    assert_eq!(with_policy(&waiver("ci.yml/a", "2026-11-19")).judge_all().verdict, Verdict::Fail);
    assert_eq!(with_policy(&waiver("ci.yml/b", "2027-11-20")).judge_all().verdict, Verdict::Fail);
    assert_eq!(with_policy(&waiver("ci.yml/*", "2027-11-20")).judge_all().verdict, Verdict::Pass);
}
