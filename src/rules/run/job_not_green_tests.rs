use crate::facts::commit::Facts;
use crate::facts::evidence::run::NeedsFact;
use std::sync::Arc;

use super::*;
use crate::facts::evidence::run::RunJobsFact;
use crate::facts::workflow::WorkflowFact;
use crate::finding::RuleOutcome;
use crate::formats::problem::Problem;
use crate::formats::workflow::read_workflow;

fn run_on(facts: &Facts, policy: &Policy) -> RuleOutcome {
    let change = crate::drift::difference::Change::default();
    crate::rules::run_rule(&RULE, Case { facts, change: &change, policy })
}

const CI: &str = "on: push
jobs:
  lint: { runs-on: x, steps: [{ run: a }] }
  unit: { runs-on: x, steps: [{ run: a }] }
  gate: { runs-on: x, needs: [lint], steps: [{ run: truegreen check }] }
";

fn judge(needs: &[(&str, NeedResult)], required: &[&str]) -> RuleOutcome {
    judge_with(needs, required, None)
}

fn judge_with(
    needs: &[(&str, NeedResult)],
    required: &[&str],
    listed: Option<&RunJobsFact>,
) -> RuleOutcome {
    let path: Arc<str> = Arc::from(".github/workflows/ci.yml");
    let parsed = read_workflow(&path, CI.as_bytes());
    assert_eq!(parsed.problems, []);
    let needs = needs.iter().map(|(id, result)| ((*id).to_owned(), *result)).collect();
    let given = NeedsFact { path: Arc::from("needs.json"), needs: Some(needs), problems: vec![] };
    let facts = Facts {
        workflows: vec![Arc::new(WorkflowFact {
            path,
            model: parsed.value,
            problems: Vec::new(),
            is_unread: false,
        })],
        needs: Some(given),
        run_jobs: listed.cloned(),
        ..Facts::default()
    };
    let required_by_flag = required.iter().map(|&id| id.to_owned()).collect();
    let policy = Policy { required_by_flag, ..Policy::default() };
    run_on(&facts, &policy)
}

#[test]
fn a_job_that_a_flag_requires_must_be_waited_for() {
    let lint = [("lint", NeedResult::Success)];
    for named in ["unit", "ci.yml/unit"] {
        let outcome = judge(&lint, &[named]);
        assert_eq!(outcome.subjects, 2);
        let [finding] = outcome.findings.as_slice() else { panic!("{outcome:?}") };
        assert_eq!(finding.subject, "ci.yml/unit");
        assert_eq!(finding.location.as_ref().unwrap().span.line, 5);
    }
    assert!(judge(&lint, &["other.yml/unit"]).findings.is_empty());
    assert!(judge(&lint, &["gate", "lint"]).findings.is_empty());
}

#[test]
fn naming_required_jobs_takes_none_of_the_needed_ones_away() {
    for bad in [NeedResult::Failure, NeedResult::Cancelled, NeedResult::Skipped] {
        for required in [&["unit"][..], &[]] {
            let outcome = judge(&[("lint", bad), ("unit", NeedResult::Success)], required);
            assert_eq!((outcome.subjects, outcome.findings.len()), (2, 1), "{outcome:?}");
            assert_eq!(outcome.findings[0].at_most, None);
        }
    }
    let outcome = judge(&[("lint", NeedResult::Success), ("unit", NeedResult::Success)], &["unit"]);
    assert_eq!((outcome.subjects, outcome.findings.len()), (2, 0));
}

#[test]
fn a_result_of_a_job_that_the_workflow_does_not_have_counts() {
    let listed = RunJobsFact {
        workflow: Some(".github/workflows/ci.yml".to_owned()),
        gate: Some("gate".to_owned()),
        own: None,
        is_own_run: true,
        attempt: 1,
        jobs: Err("refused".to_owned()),
        earlier: Vec::new(),
    };
    let judge = |needs: &[(&str, NeedResult)]| judge_with(needs, &["lint"], Some(&listed));
    let lint = ("lint", NeedResult::Success);
    for id in ["mypy", "Lint"] {
        let outcome = judge(&[lint, (id, NeedResult::Skipped)]);
        assert_eq!((outcome.subjects, outcome.findings.len()), (2, 1), "{outcome:?}");
        assert!(judge(&[lint, (id, NeedResult::Success)]).findings.is_empty());
    }
    // The gate job waits for `lint`, and the given `needs` do not have `lint`.
    let outcome = judge(&[("unit", NeedResult::Success)]);
    assert_eq!((outcome.findings.len(), outcome.unknown.len()), (0, 1), "{outcome:?}");
}

#[test]
fn needs_that_name_no_job_or_unknown_ones_are_unknown() {
    for needs in [&[][..], &[("nowhere", NeedResult::Success)]] {
        let outcome = judge(needs, &[]);
        assert_eq!((outcome.subjects, outcome.unknown.len()), (0, 1));
    }
}

#[test]
fn unreadable_needs_are_unknown_at_their_line() {
    let problem = Problem::new(Span::point(3, 1), "it ends in the middle");
    let path = Arc::from("needs.json");
    let facts = Facts {
        needs: Some(NeedsFact { path, needs: None, problems: vec![problem] }),
        ..Facts::default()
    };
    let outcome = run_on(&facts, &Policy::default());
    assert_eq!(outcome.unknown[0].location.as_ref().unwrap().span.line, 3);
    assert!(run_on(&Facts::default(), &Policy::default()).not_checked.is_some());
}
