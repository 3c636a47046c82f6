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
    assert_eq!(told("{ advisory: [a, b] }", "{ advisory: [a] }"), ["+ workflows"]);
    assert_eq!(told("{ advisory: true }", "{ advisory: false }"), ["+ workflows"]);
    assert_eq!(told("{ advisory: false }", "{ advisory: true }"), ["- workflows"]);
    let matrix = |keys: &str| format!("{{ advisory: {{ matrix: {keys} }} }}");
    for (less, more) in [
        (matrix("{ a: 1 }"), "{}".to_owned()),
        (matrix("{ a: 1 }"), "{ advisory: false }".to_owned()),
        ("{ advisory: true }".to_owned(), matrix("{ a: 1 }")),
        (matrix("{ a: 1 }"), matrix("{ a: 1, b: 2 }")),
        (matrix("{ b: 2 }"), matrix("{ a: false, b: 2 }")),
        (matrix("{ a: [1, 2] }"), matrix("{ a: 1 }")),
        (matrix("{ a: [1, 2] }"), matrix("{ a: [2] }")),
    ] {
        assert_eq!(told(&less, &more), ["+ workflows"], "{less} -> {more}");
        assert_eq!(told(&more, &less), ["- workflows"], "{more} -> {less}");
    }
    assert_eq!(told(&matrix("{ a: 1 }"), &matrix("{ a: 2 }")), ["- workflows"]);
    assert_eq!(told(&matrix("{ a: false }"), &matrix("{ a: true }")), ["- workflows"]);
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

/// The sign of what is told of an edit of one entry, below keys that are written once.
fn signs(base: &str, head: &str) -> String {
    let told = policies(&format!("version: 1\n{base}"), &format!("version: 1\n{head}"));
    told.iter().map(|told| told.split(' ').next().unwrap_or_default()).collect()
}

#[test]
fn raising_is_free() {
    let job =
        |terms: &str| format!("workflows: {{ ci.yml: {{ jobs: {{ unit: {{ {terms} }} }} }} }}");
    for (base, head) in [
        ("runs: [coverage report --fail-under=42]", "runs: [coverage report --fail-under=45]"),
        ("runs: coverage report --fail-under=42", "runs: coverage report --fail-under 45"),
        (
            "runs: [tox, eslint src --max-warnings 9, eslint lib --max-warnings 9]",
            "runs: [eslint lib --max-warnings 8, eslint src --max-warnings 9, tox]",
        ),
        (
            "runs-in-order: [make, coverage report --fail-under=42]",
            "runs-in-order: [make, make lint, coverage report --fail-under=45]",
        ),
        ("timeout-minutes: { at-most: 10 }", "timeout-minutes: { at-most: 7 }"),
        (
            "permissions: { contents: { at-most: write } }",
            "permissions: { contents: { at-most: read } }",
        ),
        ("advisory: true", "advisory: false"),
        ("advisory: true", "advisory: [Upload]"),
        ("advisory: [Upload, Post]", "advisory: [Upload]"),
        ("needs: [a]", "needs: [a, b]"),
        ("matrix: { python: [a] }", "matrix: { python: [a, b] }"),
    ] {
        assert_eq!(signs(&job(base), &job(head)), "+", "{base} -> {head}");
    }
    for (base, head) in [
        ("workflows: { ci.yml: { jobs: { a: } } }", "workflows: { ci.yml: { jobs: { a: , b: } } }"),
        (
            "workflows: { ci.yml: { only-listed: false } }",
            "workflows: { ci.yml: { only-listed: true } }",
        ),
        ("files: [{ path: a, frozen: false }]", "files: [{ path: a, frozen: true }]"),
        (
            "skips-allowed: [{ job: a/b, reason: c }]",
            "skips-allowed: [{ job: a/b, reason: c, when: d }]",
        ),
        (
            "tests: [{ name: a, reports: [b], workflow: c.yml }]",
            "tests: [{ name: a, reports: [b] }]",
        ),
        ("tests: [{ name: a, job: c.yml/d }]", "tests: [{ name: a, workflow: c.yml }]"),
        ("coverage: [{ name: a, job: c.yml/d }]", "coverage: [{ name: a }]"),
        ("artifacts: [{ name: a, workflow: c.yml }]", "artifacts: [a]"),
        (
            "tests: [{ name: a }]",
            "tests: [{ name: a }, { name: b, reports: [c], workflow: d.yml }]",
        ),
        (
            "settings: { a.toml: { $.b: { at-least: 80 } } }",
            "settings: { a.toml: { $.b: { at-least: 85 } } }",
        ),
        ("rules: { a: off }", "rules: {}"),
        ("rules: {}", "rules: { a: fail }"),
        ("approvals: { label: a, by: admin }", ""),
    ] {
        assert_eq!(signs(base, head), "+", "{base} -> {head}");
    }
}

#[test]
fn raising_one_thing_covers_nothing_else() {
    let job =
        |terms: &str| format!("workflows: {{ ci.yml: {{ jobs: {{ unit: {{ {terms} }} }} }} }}");
    for (base, head) in [
        ("runs: [coverage report --fail-under=42]", "runs: [coverage report --fail-under=41]"),
        (
            "runs: [gcovr --fail-under-line=80 --fail-under-branch=50]",
            "runs: [gcovr --fail-under-line=90 --fail-under-branch=40]",
        ),
        ("runs: [pytest a --cov-fail-under=42]", "runs: [pytest b --cov-fail-under=45]"),
        ("runs: [eslint --max-warnings 9]", "runs: [eslint --max-warnings -1]"),
        ("never-runs: [pytest --cov-fail-under=42]", "never-runs: [pytest --cov-fail-under=45]"),
        ("runs-in-order: [make, tox]", "runs-in-order: [tox, make]"),
        ("runs-in-order: [make, tox]", "runs-in-order: [make]"),
        ("timeout-minutes: { at-most: 7 }", "timeout-minutes: 7"),
        ("permissions: { contents: read }", "permissions: { contents: read, packages: write }"),
        ("permissions: { contents: read }", "permissions: { contents: write }"),
        ("advisory: [Upload]", "advisory: true"),
        ("needs: { only: [a] }", "needs: { only: [a, b] }"),
        ("name: { contains: a }", "name: { contains: a, matches: b }"),
    ] {
        let told = signs(&job(base), &job(head));
        assert!(told.contains('-'), "{base} -> {head}: {told}");
    }
    for (base, head) in [
        // More is asked for, and something else comes with it.
        (
            "coverage: [{ name: a, lines: 80 }]",
            "coverage: [{ name: a, lines: 90, rounding: coverage.py }]",
        ),
        (
            "coverage: [{ name: a, lines: 80, reports: [b] }]",
            "coverage: [{ name: a, lines: 90, reports: [c] }]",
        ),
        ("coverage: [{ name: a, reports: [b] }]", "coverage: [{ name: a, reports: [b, c] }]"),
        (
            "coverage: [{ name: a, reports: [b] }]",
            "coverage: [{ name: a, reports: [b], lines: 10 }]",
        ),
        (
            "tests: [{ name: a, skips: { reason: b } }]",
            "tests: [{ name: a, skips: { reason: c } }]",
        ),
        ("context: { base: [main] }", "context: { base: [main, next] }"),
        ("checks: [{ name: a }]", "checks: [{ name: a, app: b }]"),
        ("files: [{ path: a, exactly: [b] }]", "files: [{ path: a, exactly: [b, c] }]"),
        ("workflows: { ci.yml: { jobs: { a: } } }", "workflows: { ci.yml: { jobs: { b: } } }"),
        // What comes is let through.
        (
            "workflows: { ci.yml: { jobs: { a: } } }",
            "workflows: { ci.yml: { jobs: { a: , b: { advisory: true } } } }",
        ),
        ("", "workflows: { ci.yml: { jobs: { b: { advisory: [c] } } } }"),
        // The own term of a job takes the place of a stricter one of all.
        (
            "workflows: { ci.yml: { every-listed: { timeout-minutes: { at-most: 7 } }, jobs: { a: } } }",
            "workflows: { ci.yml: { every-listed: { timeout-minutes: { at-most: 7 } }, jobs: { a: { timeout-minutes: { at-most: 60 } } } } }",
        ),
        (
            "workflows: { ci.yml: { every-listed: { runs: [tox] }, jobs: { a: } } }",
            "workflows: { ci.yml: { every-listed: { runs: [tox] }, jobs: { a: { runs: [make] } } } }",
        ),
        (
            "skips-allowed: [{ job: a/b, reason: c, when: d }]",
            "skips-allowed: [{ job: a/b, reason: c }]",
        ),
        ("rules: { a: fail }", "rules: {}"),
        // In fewer runs.
        (
            "tests: [{ name: a, reports: [b] }]",
            "tests: [{ name: a, reports: [b], workflow: c.yml }]",
        ),
        ("tests: [{ name: a, workflow: c.yml }]", "tests: [{ name: a, workflow: d.yml }]"),
        ("tests: [{ name: a, workflow: c.yml }]", "tests: [{ name: a, job: c.yml/d }]"),
        ("coverage: [{ name: a }]", "coverage: [{ name: a, job: c.yml/d }]"),
        ("artifacts: [a, b]", "artifacts: [{ name: a, workflow: c.yml }, b]"),
        ("artifacts: a", "artifacts: [{ name: a, job: c.yml/d }]"),
    ] {
        let told = signs(base, head);
        assert!(told.contains('-'), "{base} -> {head}: {told}");
    }
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

#[test]
fn an_event_that_starts_the_gate_without_a_base_is_told() {
    let gate = |on: &str| {
        format!(
            "on: {on}\njobs:\n  gate:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: truegreen/truegreen@v1\n"
        )
    };
    let starts = |before: &str, after: &str| {
        told(&[(CI, &gate(before))], &[(CI, &gate(after))])
            .into_iter()
            .filter(|told| told.contains("/on/"))
            .collect::<Vec<_>>()
    };
    let pull = "pull_request";
    for (after, event) in [
        ("[pull_request, push]", "push"),
        ("[pull_request, workflow_dispatch]", "workflow_dispatch"),
        ("{ pull_request: {}, push: { tags: [v*] } }", "push"),
        ("{ pull_request: {}, push: { branches: [main], tags: [v*] } }", "push"),
        ("{ pull_request: {}, push: { branches: ['**'] } }", "push"),
        ("{ pull_request: {}, push: { branches-ignore: [main] } }", "push"),
        ("{ pull_request: {}, create: {} }", "create"),
        ("{ pull_request: {}, repository_dispatch: {} }", "repository_dispatch"),
    ] {
        assert_eq!(starts(pull, after), [format!("warn ci.yml/on/{event}")], "{after}");
        assert_eq!(starts(after, pull), NOTHING, "{after}");
    }
    for after in [
        "[pull_request, merge_group]",
        "{ pull_request: {}, schedule: [{ cron: '0 4 * * *' }] }",
        "{ pull_request: {}, push: { branches: [main] } }",
        "{ pull_request: {}, workflow_call: {} }",
    ] {
        assert_eq!(starts(pull, after), NOTHING, "{after}");
    }
    // What it has already may be narrowed, and widened only once.
    assert_eq!(
        starts("[pull_request, push]", "{ pull_request: {}, push: { tags: [v*] } }"),
        NOTHING
    );
    let narrow = "{ pull_request: {}, push: { branches: [main] } }";
    assert_eq!(starts(narrow, "[pull_request, push]"), ["warn ci.yml/on/push"]);
}
