use super::super::compare::compare;
use super::super::difference::DriftAspect;
use crate::drift::told::{signed, workflows};
use crate::policy::Policy;

fn told(base: &[(&str, &str)], head: &[(&str, &str)]) -> Vec<String> {
    let drift = compare(&workflows(base), &workflows(head), &Policy::default());
    signed(&drift, DriftAspect::TriggerNarrowed, |shift| shift.subject.clone())
}

fn on(events: &str) -> String {
    format!("on: {events}\njobs:\n  unit:\n    runs-on: x\n    steps:\n      - run: pytest\n")
}

/// What is told of one file with other events.
fn changed(base: &str, head: &str) -> Vec<String> {
    let (base, head) = (on(base), on(head));
    assert_eq!(told(&[("ci.yml", &base)], &[("ci.yml", &base)]), NOTHING);
    told(&[("ci.yml", &base)], &[("ci.yml", &head)])
}

const NOTHING: [&str; 0] = [];

#[test]
fn an_event_that_goes_away_is_told() {
    assert_eq!(changed("[push, pull_request]", "pull_request"), ["- ci.yml/on/push"]);
    assert_eq!(changed("[push, merge_group]", "[push]"), ["- ci.yml/on/merge_group"]);
    assert_eq!(changed("[push, workflow_dispatch]", "{ push: }"), NOTHING);
    assert_eq!(changed("[pull_request]", "[push, pull_request]"), ["+ ci.yml/on/push"]);
    assert_eq!(changed("[pull_request]", "[pull_request_target]"), ["note ci.yml/on/pull_request"]);
    assert_eq!(changed("[push, release]", "push"), ["warn ci.yml/on/release"]);
}

#[test]
fn a_filter_is_told_by_what_it_no_longer_lets_through() {
    let pulls = |filter: &str| format!("{{ pull_request: {{ {filter} }} }}");
    let all = pulls("");
    let weaker = |head: &str| changed(&all, &pulls(head));
    assert_eq!(weaker("paths: [src/**]"), ["- ci.yml/on/pull_request/paths"]);
    assert_eq!(weaker("paths-ignore: [docs/**, '**.md']"), ["note ci.yml/on/pull_request/paths"]);
    assert_eq!(weaker("paths-ignore: [docs/**, src/**]"), ["- ci.yml/on/pull_request/paths"]);
    assert_eq!(weaker("paths: ['**', '!docs/**']"), ["note ci.yml/on/pull_request/paths"]);
    assert_eq!(weaker("branches: [main]"), ["- ci.yml/on/pull_request/branches"]);
    assert_eq!(weaker("branches: ['**']"), NOTHING);
    assert_eq!(weaker("types: [opened, reopened]"), ["- ci.yml/on/pull_request/types"]);
    assert_eq!(weaker("types: [opened, reopened, synchronize]"), NOTHING);
    assert_eq!(changed(&pulls("paths: [src/**]"), &all), ["+ ci.yml/on/pull_request/paths"]);
    assert_eq!(
        changed(&pulls("types: [opened, synchronize, reopened, labeled]"), &all),
        ["note ci.yml/on/pull_request/types"]
    );
}

#[test]
fn pushes_that_pull_requests_judge_anyway_are_duplicates() {
    let both = "[push, pull_request]";
    assert_eq!(
        changed(both, "{ push: { branches: [main] }, pull_request: }"),
        ["note ci.yml/on/push/branches"]
    );
    assert_eq!(changed("push", "{ push: { branches: [main] } }"), ["- ci.yml/on/push/branches"]);
    assert_eq!(
        changed(
            "[push, pull_request]",
            "{ push: { branches-ignore: ['renovate/**'] }, pull_request: }"
        ),
        ["note ci.yml/on/push/branches"]
    );
    assert_eq!(
        changed("{ push: { tags: ['v*', 'r*'] } }", "{ push: { tags: ['v*'] } }"),
        ["- ci.yml/on/push/tags"]
    );
}

#[test]
fn a_workflow_that_is_called_is_started_by_its_callers() {
    let alone = on("[push, pull_request]");
    let called = on("workflow_call");
    let ci = "on: [push, pull_request]\njobs:\n  unit:\n    uses: ./.github/workflows/unit.yml\n";
    assert_eq!(told(&[("unit.yml", &alone)], &[("unit.yml", &called), ("ci.yml", ci)]), NOTHING);
    let less = ci.replace(", pull_request", "");
    assert_eq!(
        told(&[("unit.yml", &alone)], &[("unit.yml", &called), ("ci.yml", &less)]),
        ["- unit.yml/on/pull_request"]
    );
}

#[test]
fn a_schedule_that_stands_in_another_file_moved() {
    let base = on("{ push: , schedule: [{ cron: '0 4 * * *' }] }");
    let head = on("push");
    let nightly = on("{ schedule: [{ cron: '0 4 * * *' }] }").replace("unit", "nightly");
    assert_eq!(told(&[("ci.yml", &base)], &[("ci.yml", &head)]), ["- ci.yml/on/schedule"]);
    assert_eq!(
        told(&[("ci.yml", &base)], &[("ci.yml", &head), ("nightly.yml", &nightly)]),
        NOTHING
    );
}

#[test]
fn a_job_in_another_file_is_started_by_what_starts_that() {
    let base = "on: [push, pull_request]\njobs:\n  unit:\n    runs-on: x\n    steps:\n      - run: pytest\n  lint:\n    runs-on: x\n    steps:\n      - run: ruff check\n";
    let (unit, lint) = base.split_once("  lint:").unwrap();
    let moved = |events: &str| {
        let lint = format!("on: {events}\njobs:\n  lint:{lint}");
        told(&[("ci.yml", base)], &[("ci.yml", unit), ("lint.yml", &lint)])
    };
    assert_eq!(moved("[push, pull_request]"), NOTHING);
    assert_eq!(moved("[push]"), ["- ci.yml/lint/on/pull_request"]);
}

#[test]
fn what_checks_nothing_may_start_as_it_likes() {
    let stale = |events: &str| {
        format!(
            "on: {events}\njobs:\n  stale:\n    runs-on: x\n    steps:\n      - uses: actions/stale@v9\n"
        )
    };
    let (base, head) = (stale("{ push: , schedule: [{ cron: '0 4 * * *' }] }"), stale("push"));
    assert_eq!(told(&[("stale.yml", &base)], &[("stale.yml", &head)]), NOTHING);
}
