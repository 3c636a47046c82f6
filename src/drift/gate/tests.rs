use std::sync::Arc;

use super::super::compare::compare;
use super::super::difference::DriftAspect;
use crate::drift::told::signed;
use crate::facts::commit::Facts;
use crate::facts::settings_file::SettingsFile;
use crate::facts::understand::SideInputs;
use crate::policy::{PATH, Policy};

fn facts(files: &[(&str, &str)], other: &[(&str, &str)]) -> Facts {
    let is_workflow = |path: &str| path.starts_with(".github/workflows/");
    let bytes = |(path, text): &(&str, &str)| (Arc::from(*path), Ok(text.as_bytes().to_vec()));
    let watched = |(path, text): &(&str, &str)| SettingsFile {
        path: (*path).to_owned(),
        text: Ok(Arc::from(*text)),
    };
    Facts::new(SideInputs {
        workflows: files.iter().filter(|(path, _)| is_workflow(path)).map(bytes).collect(),
        watched: files
            .iter()
            .filter(|file| !is_workflow(file.0) && !other.contains(file))
            .map(watched)
            .collect(),
        files: Ok(files.iter().map(|(path, _)| (*path).to_owned()).collect()),
        ..SideInputs::default()
    })
}

fn told(base: &[(&str, &str)], head: &[(&str, &str)]) -> Vec<String> {
    let mut policy = Policy::default();
    PATH.clone_into(&mut policy.origin.path);
    let drift = compare(&facts(base, head), &facts(head, base), &policy);
    signed(&drift, DriftAspect::GateEdited, |shift| shift.subject.clone())
}

/// What is told of two policies.
fn policies(base: &str, head: &str) -> Vec<String> {
    assert_eq!(told(&[(PATH, base)], &[(PATH, base)]), NOTHING);
    let shorten = |told: String| told.replace("truegreen.yml/", "");
    told(&[(PATH, base)], &[(PATH, head)]).into_iter().map(shorten).collect()
}

const NOTHING: [&str; 0] = [];

#[test]
fn a_policy_that_asks_less_is_told_from_one_that_asks_more() {
    let pairs = [
        ("version: 1\nrules: { a: fail }", "version: 1\nrules: { a: warn }", "- rules"),
        ("version: 1", "version: 1\nrules: { a: off }", "- rules"),
        ("version: 1\nfiles: [{ path: a, frozen: true }]", "version: 1", "- files"),
        ("version: 1", "version: 1\nskips-allowed: [{ job: a/b, reason: c }]", "- skips-allowed"),
        ("version: 1", "version: 1\nnot-gates: [make]", "- not-gates"),
        ("version: 1", "version: 1\napprovals: { label: a }", "- approvals"),
        (
            "version: 1\nsettings: { a.toml: { $.b: 1 } }",
            "version: 1\nsettings: { a.toml: { $.b: 2 } }",
            "- settings",
        ),
        ("version: 1\nextends: a/b/c@1", "version: 1\nextends: a/b/c@2", "- extends"),
        (
            "version: 1\ncoverage: [{ name: a, rounding: exact }]",
            "version: 1\ncoverage: [{ name: a, rounding: coverage.py }]",
            "- coverage",
        ),
        ("version: 1\nartifacts: [a, b]", "version: 1\nartifacts: [b]", "- artifacts"),
    ];
    for (less, more, name) in pairs {
        assert_eq!(policies(less, more), [name], "{less} -> {more}");
    }
    for (asks_less, asks_more) in [
        ("version: 1\nskips-allowed: [{ job: a/b, reason: c }]", "version: 1"),
        ("version: 1", "version: 1\nartifacts: [a]"),
        ("version: 1\nwaivers: [{ rule: a, at: b, until: 2027-01-31 }]", "version: 1"),
        (
            "version: 1\nwaivers: [{ rule: a, at: b, until: 2027-01-31 }]",
            "version: 1\nwaivers: [{ rule: a, at: b, until: 2026-12-31 }]",
        ),
        (
            "version: 1\napprovals: { label: a, by: write }",
            "version: 1\napprovals: { label: a, by: admin }",
        ),
    ] {
        let told = policies(asks_less, asks_more);
        assert!(
            told.len() == 1 && told[0].starts_with('+'),
            "{asks_less} -> {asks_more}: {told:?}"
        );
    }
}

#[test]
fn jobs_and_terms_of_a_workflow_are_told_apart() {
    let job = |terms: &str| {
        format!("version: 1\nworkflows: {{ ci.yml: {{ jobs: {{ unit: {terms} }} }} }}")
    };
    let told = |base: &str, head: &str| policies(&job(base), &job(head));
    assert_eq!(told("", "{}"), NOTHING);
    assert_eq!(told("{}", "{ advisory: false }"), NOTHING);
    assert_eq!(told("{}", "{ advisory: true }"), ["- workflows"]);
    assert_eq!(told("{ advisory: true }", ""), ["+ workflows"]);
    assert_eq!(told("{ advisory: [a] }", "{ advisory: [a, b] }"), ["- workflows"]);
    assert_eq!(told("{}", "{ runs: [pytest] }"), ["+ workflows"]);
    assert_eq!(told("{ runs: [pytest, tox] }", "{ runs: [tox] }"), ["- workflows"]);
    assert_eq!(
        told("{ timeout-minutes: { at-most: 7 } }", "{ timeout-minutes: { at-most: 9 } }"),
        ["- workflows"]
    );
    assert_eq!(
        told("{ timeout-minutes: { at-most: 9 } }", "{ timeout-minutes: { at-most: 7 } }"),
        ["+ workflows"]
    );
    assert_eq!(told("{ needs: { only: [a] } }", "{ needs: { only: [a, b] } }"), ["- workflows"]);
    assert_eq!(told("{ needs: [a] }", "{ needs: [a, b] }"), ["+ workflows"]);
}

#[test]
fn numbers_and_new_waivers_are_told_by_others() {
    for (base, head) in [
        (
            "version: 1\ncoverage: [{ name: a, lines: 90 }]",
            "version: 1\ncoverage: [{ name: a, lines: 80 }]",
        ),
        ("version: 1\ntests: [{ name: a, at-least: 5 }]", "version: 1\ntests: [{ name: a }]"),
        ("version: 1", "version: 1\nwaivers: [{ rule: a, at: b, until: 2027-01-31 }]"),
        (
            "version: 1\nwaivers: [{ rule: a, at: b, until: 2026-01-31 }]",
            "version: 1\nwaivers: [{ rule: a, at: b, until: 2027-01-31 }]",
        ),
        ("version: 1\ncontext: { base: main }", "# words\ncontext:\n  base: [main]\nversion: 1"),
    ] {
        assert_eq!(policies(base, head), NOTHING, "{base} -> {head}");
    }
}

#[test]
fn a_policy_that_is_gone_or_broken_is_told() {
    assert_eq!(told(&[(PATH, "version: 1")], &[]), ["- truegreen.yml"]);
    assert_eq!(told(&[(PATH, "version: 1")], &[(PATH, "version: [")]), ["? truegreen.yml"]);
    assert_eq!(told(&[], &[(PATH, "version: 1")]), NOTHING);
}

const CI: &str = ".github/workflows/ci.yml";

fn gate(keys: &str, step: &str) -> String {
    format!(
        "on: push\njobs:\n  unit:\n    runs-on: x\n    steps:\n      - run: pytest\n  gate:\n    needs: unit\n    runs-on: x\n{keys}    steps:\n{step}"
    )
}

const STEP: &str = "      - uses: acme/truegreen@08c6903cd8c0fde910a37f88322edcfb5dd907a8\n        with:\n          required-jobs: unit\n";

#[test]
fn the_job_that_runs_truegreen_stays_as_it_is() {
    let base = gate("    if: always()\n", STEP);
    let with = |keys: &str, step: &str| told(&[(CI, &base)], &[(CI, &gate(keys, step))]);
    let always = "    if: ${{ always() }}\n";
    assert_eq!(with(always, STEP), NOTHING);
    assert_eq!(with("", STEP), ["- ci.yml/gate/if"]);
    assert_eq!(with("    if: github.actor != 'me'\n", STEP), ["- ci.yml/gate/if"]);
    assert_eq!(
        with("    if: always()\n    continue-on-error: true\n", STEP),
        ["- ci.yml/gate/continue-on-error"]
    );
    assert_eq!(with(always, "      - run: echo ok\n"), ["- ci.yml/gate/#1"]);
    let step = |from: &str, to: &str| with(always, &STEP.replace(from, to));
    assert_eq!(step("08c6903cd8c0fde910a37f88322edcfb5dd907a8", "v1"), ["- ci.yml/gate/#1/uses"]);
    assert_eq!(
        step(
            "08c6903cd8c0fde910a37f88322edcfb5dd907a8",
            "08eba0b27e820071cde6df949e0beb9ba4906955"
        ),
        ["note ci.yml/gate/#1/uses"]
    );
    assert_eq!(step("acme/", "me/"), ["- ci.yml/gate/#1/uses"]);
    assert_eq!(step("jobs: unit", "jobs: lint"), ["- ci.yml/gate/#1/required-jobs"]);
    assert_eq!(step("jobs: unit", "jobs: unit, lint"), ["+ ci.yml/gate/#1/required-jobs"]);
    assert_eq!(
        with(
            always,
            &STEP.replace("      - uses", "      - continue-on-error: true\n        uses")
        ),
        ["- ci.yml/gate/#1/continue-on-error"]
    );
}

#[test]
fn the_command_line_of_truegreen_counts() {
    let run =
        |line: &str| gate("", &format!("      - run: |\n          echo now\n          {line}\n"));
    let with = |base: &str, head: &str| told(&[(CI, &run(base))], &[(CI, &run(head))]);
    assert_eq!(
        with("truegreen check --coverage-min 80", "truegreen check  --coverage-min 80"),
        NOTHING
    );
    assert_eq!(
        with("truegreen check --coverage-min 80", "truegreen check"),
        ["- ci.yml/gate/#1/run"]
    );
}

#[test]
fn owners_of_the_gate_count_by_the_last_line_that_names_it() {
    let ci = gate("", "      - run: make\n");
    let owned = |path: &'static str, base: &'static str, head: Option<&'static str>| {
        let mut after = vec![(CI, ci.as_str())];
        after.extend(head.map(|text| (path, text)));
        told(&[(CI, &ci), (path, base)], &after)
    };
    let root = "CODEOWNERS";
    let all = "* @acme/all\n";
    assert_eq!(owned(root, all, Some("# who\n* @acme/all # team\n")), NOTHING);
    assert_eq!(
        owned(root, all, Some("/src @acme/all\n")),
        ["- CODEOWNERS/.github/workflows/ci.yml"]
    );
    assert_eq!(
        owned(root, all, Some("* @acme/all\n.github/\n")),
        ["- CODEOWNERS/.github/workflows/ci.yml"]
    );
    assert_eq!(owned(root, all, None), ["- CODEOWNERS/.github/workflows/ci.yml"]);
    assert_eq!(
        owned(root, all, Some("* @acme/all\n/.github/ @me\n")),
        ["warn CODEOWNERS/.github/workflows/ci.yml"]
    );
    assert_eq!(
        owned(root, "/docs @a\n", Some("* @a\n")),
        ["+ CODEOWNERS/.github/workflows/ci.yml"]
    );
    assert_eq!(owned(root, "/.github/* @a\n", Some("/docs @a\n")), NOTHING);
    let shadowed = told(
        &[(CI, &ci), (root, all)],
        &[(CI, &ci), (root, all), (".github/CODEOWNERS", "/docs @a\n")],
    );
    assert_eq!(shadowed, ["? CODEOWNERS"]);
}
