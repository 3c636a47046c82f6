use std::sync::Arc;

use super::super::compare::compare;
use super::super::difference::DriftAspect;
use crate::drift::told::signed;
use crate::facts::commit::Facts;
use crate::facts::understand::SideInputs;
use crate::policy::Policy;

fn facts(text: &str) -> Facts {
    let file = (Arc::from(".github/workflows/ci.yml"), Ok(text.as_bytes().to_vec()));
    Facts::new(SideInputs { workflows: vec![file], ..SideInputs::default() })
}

fn told(base: &str, head: &str) -> Vec<String> {
    assert!(compare(&facts(base), &facts(base), &Policy::default()).shifts.is_empty());
    let drift = compare(&facts(base), &facts(head), &Policy::default());
    signed(&drift, DriftAspect::GuardRelaxed, |shift| {
        let (before, after) = (&shift.before.shown, &shift.after.shown);
        format!("{}: {before} -> {after}", shift.subject)
    })
}

fn job(keys: &str, step: &str) -> String {
    format!("on: push\njobs:\n  unit:\n    runs-on: x\n{keys}    steps:\n      - {step}\n")
}

const NOTHING: [&str; 0] = [];

#[test]
fn a_longer_limit_is_worth_a_warning() {
    let job = |keys: &str| job(keys, "run: pytest");
    let (short, long) = (job("    timeout-minutes: 10\n"), job("    timeout-minutes: 30\n"));
    assert_eq!(told(&short, &long), ["warn ci.yml/unit: 10 min -> 30 min"]);
    assert_eq!(told(&long, &short), ["+ ci.yml/unit: 30 min -> 10 min"]);
    assert_eq!(told(&short, &job("")), ["warn ci.yml/unit: 10 min -> 360 min by default"]);
    assert_eq!(told(&job(""), &short), ["+ ci.yml/unit: 360 min by default -> 10 min"]);
    assert_eq!(told(&short, &job("    timeout-minutes: ${{ inputs.limit }}\n")), NOTHING);
}

#[test]
fn the_limits_of_steps_and_commands_count_too() {
    let step = |keys: &str| job("", &format!("run: make test\n{keys}"));
    let limited = step("        timeout-minutes: 5\n");
    assert_eq!(told(&limited, &step("")), ["warn ci.yml/unit/#1: 5 min -> 360 min by default"]);
    let whole = job("    timeout-minutes: 5\n", "run: make test");
    assert_eq!(told(&limited, &whole), ["+ ci.yml/unit: 360 min by default -> 5 min"]);
    let run = |command: &str| job("", &format!("run: {command}"));
    assert_eq!(
        told(&run("timeout -k 5 10m pytest"), &run("timeout -k 5 20m pytest")),
        ["warn ci.yml/unit/#1/timeout: 10 min -> 20 min"]
    );
    assert_eq!(
        told(&run("pytest --timeout=60"), &run("pytest --timeout 80")),
        ["warn ci.yml/unit/#1/--timeout: 1 min -> 1.33 min"]
    );
    assert_eq!(
        told(&run("pytest --timeout=60"), &run("pytest")),
        ["warn ci.yml/unit/#1/--timeout: 1 min -> no limit"]
    );
}

#[test]
fn a_token_that_may_write_more_is_told_once() {
    let with = |top: &str, own: &str| {
        format!(
            "on: push\n{top}jobs:\n  unit:\n    runs-on: x\n{own}    steps:\n      - run: pytest\n  lint:\n    runs-on: x\n    steps:\n      - run: ruff check\n"
        )
    };
    let read = with("permissions:\n  contents: read\n", "");
    let write = with("permissions:\n  contents: write\n", "");
    assert_eq!(told(&read, &write), ["- ci.yml/permissions: contents: read -> contents: write"]);
    assert_eq!(told(&write, &read), ["+ ci.yml/permissions: contents: write -> contents: read"]);
    let none = with("", "");
    assert_eq!(told(&read, &none), ["- ci.yml/permissions: set -> not set"]);
    assert_eq!(told(&none, &read), ["+ ci.yml/permissions: not set -> set"]);
    let own = with("permissions:\n  contents: read\n", "    permissions:\n      contents: write\n");
    assert_eq!(told(&read, &own), ["- ci.yml/unit/permissions: contents: read -> contents: write"]);
    let report =
        with("permissions:\n  contents: read\n  security-events: write\n  checks: read\n", "");
    assert_eq!(
        told(&read, &report),
        ["note ci.yml/permissions: security-events: none -> security-events: write"]
    );
    let all = with("permissions: write-all\n", "");
    assert_eq!(
        told(&read, &all),
        [
            "- ci.yml/permissions: contents: read, all others: none -> contents: write, all others: write"
        ]
    );
    assert_eq!(told(&with("permissions: read-all\n", ""), &read), NOTHING);
}

#[test]
fn a_commit_that_becomes_a_tag_is_looser() {
    let uses = |uses: &str| job("", &format!("uses: {uses}"));
    let commit = uses("actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8");
    let other = uses("actions/checkout@08eba0b27e820071cde6df949e0beb9ba4906955");
    let tag = uses("actions/checkout@v5");
    assert_eq!(told(&commit, &tag), ["- ci.yml/unit/actions/checkout: 08c6903cd8c0 -> v5"]);
    assert_eq!(told(&tag, &commit), ["+ ci.yml/unit/actions/checkout: v5 -> 08c6903cd8c0"]);
    assert_eq!(told(&commit, &other), NOTHING);
    assert_eq!(told(&tag, &uses("actions/checkout@v6")), NOTHING);
    let digest = uses(&format!("docker://ghcr.io/a/b@sha256:{}", "0".repeat(64)));
    let named = uses("docker://ghcr.io/a/b:1.2");
    assert_eq!(told(&digest, &named), ["- ci.yml/unit/docker://ghcr.io/a/b: sha256:00000 -> 1.2"]);
}
