use std::sync::Arc;

use crate::drift::compare::compare;
use crate::drift::difference::{DriftAspect, DriftDirection};
use crate::facts::commit::Facts;
use crate::facts::settings_file::SettingsFile;
use crate::facts::understand::SideInputs;
use crate::policy::Policy;

fn facts(files: &[(&str, &str)]) -> Facts {
    let is_workflow = |path: &str| path.starts_with(".github/workflows");
    let workflows = files.iter().filter(|(path, _)| is_workflow(path));
    let watched = files.iter().filter(|(path, _)| !is_workflow(path));
    Facts::new(SideInputs {
        workflows: workflows
            .map(|(path, text)| (Arc::from(*path), Ok(text.as_bytes().to_vec())))
            .collect(),
        watched: watched
            .map(|(path, text)| SettingsFile {
                path: (*path).to_owned(),
                text: Ok(Arc::from(*text)),
            })
            .collect(),
        ..SideInputs::default()
    })
}

fn shifts(base: &[(&str, &str)], head: &[(&str, &str)]) -> Vec<(DriftDirection, String, String)> {
    let drift = compare(&facts(base), &facts(head), &Policy::default());
    drift
        .of(DriftAspect::ThresholdLowered)
        .map(|shift| (shift.direction, shift.before.shown.clone(), shift.after.shown.clone()))
        .collect()
}

fn job(step: &str) -> String {
    format!(
        "on: push\njobs:\n  unit:\n    runs-on: x\n    steps:\n      - name: Test\n        {step}\n"
    )
}

fn steps(base: &str, head: &str) -> Vec<(DriftDirection, String, String)> {
    let path = ".github/workflows/ci.yml";
    shifts(&[(path, &job(base))], &[(path, &job(head))])
}

#[test]
fn numbers_are_found_wherever_a_step_has_them() {
    for (base, head) in [
        ("run: pytest --cov-fail-under=90", "run: pytest --cov-fail-under 80"),
        ("run: coverage report --fail-under=90", "run: coverage report -m --fail-under=80"),
        (
            "run: npx nyc --check-coverage --lines 90 mocha",
            "run: npx nyc --check-coverage --lines 80 mocha",
        ),
        ("run: cargo llvm-cov --fail-under-lines 90", "run: cargo llvm-cov --fail-under-lines 80"),
        (
            "run: \"jest --coverageThreshold='{\\\"global\\\":{\\\"lines\\\":90}}'\"",
            "run: \"jest --coverageThreshold='{\\\"global\\\":{\\\"lines\\\":80}}'\"",
        ),
        ("run: MIN_COVERAGE=90\n", "run: MIN_COVERAGE=80\n"),
        (
            "run: pytest --cov-fail-under=$MIN\n        env: { MIN: 90 }",
            "run: pytest --cov-fail-under=$MIN\n        env: { MIN: 80 }",
        ),
        (
            "uses: 5monkeys/cobertura-action@v1\n        with: { minimum_coverage: 90 }",
            "uses: 5monkeys/cobertura-action@v2\n        with: { minimum_coverage: 80 }",
        ),
        (
            "uses: irongut/CodeCoverageSummary@v1\n        with: { fail_below_min: true, thresholds: '90 95' }",
            "uses: irongut/CodeCoverageSummary@v1\n        with: { fail_below_min: true, thresholds: '80 95' }",
        ),
    ] {
        let numbers = ("90".to_owned(), "80".to_owned());
        assert_eq!(
            steps(base, head),
            [(DriftDirection::Weaker, numbers.0.clone(), numbers.1.clone())],
            "{base}"
        );
        assert_eq!(
            steps(head, base),
            [(DriftDirection::Stronger, numbers.1, numbers.0)],
            "{base} back"
        );
        assert_eq!(steps(base, base), [], "{base} same");
    }
}

#[test]
fn a_greatest_number_below_zero_is_none() {
    let (some, none) = ("run: eslint --max-warnings 9 src", "run: eslint --max-warnings=-1 src");
    let numbers = ("9".to_owned(), "-1".to_owned());
    assert_eq!(steps(some, none), [(DriftDirection::Weaker, numbers.0.clone(), numbers.1.clone())]);
    assert_eq!(steps(none, some), [(DriftDirection::Stronger, numbers.1, numbers.0)]);
}

#[test]
fn what_is_no_gate_or_only_written_otherwise_is_left_alone() {
    for (base, head) in [
        ("run: pytest --cov-fail-under=90", "run: pytest --cov-fail-under=90.0"),
        ("run: pylint --fail-under=9 src", "run: pylint --fail-under=8 src"),
        ("run: pytest --cov-fail-under=90 || true", "run: pytest --cov-fail-under=80 || true"),
        ("run: pytest --cov-fail-under=$MIN", "run: pytest --cov-fail-under=$MAX"),
        (
            "uses: a/coverage-action@v1\n        with: { threshold: 90, fail: false }",
            "uses: a/coverage-action@v1\n        with: { threshold: 80, fail: false }",
        ),
        (
            "uses: a/b@v1\n        with: { threshold: 90 }",
            "uses: a/b@v1\n        with: { threshold: 80 }",
        ),
    ] {
        assert_eq!(steps(base, head), [], "{base}");
    }
}

#[test]
fn a_number_that_only_the_run_knows_is_not_told() {
    let found =
        steps("run: pytest --cov-fail-under=90", "run: pytest --cov-fail-under=${{ vars.MIN }}");
    assert_eq!(found.iter().map(|found| found.0).collect::<Vec<_>>(), [DriftDirection::Unknown]);
    let base = [("jest.config.json", r#"{"coverageThreshold": {"global": {"lines": 90}}}"#)];
    let codecov = shifts(&[("codecov.yml", "comment: off\n")], &[("codecov.yml", "a: [\n")]);
    assert_eq!(codecov.iter().map(|found| found.0).collect::<Vec<_>>(), [DriftDirection::Unknown]);
    let found = shifts(&base, &[("jest.config.json", "{")]);
    assert_eq!(found.iter().map(|found| found.0).collect::<Vec<_>>(), [DriftDirection::Unknown]);
}

#[test]
fn what_moves_keeps_its_number_or_is_lower() {
    let pyproject = |number: u32| format!("[tool.coverage.report]\nfail_under = {number}\n");
    let base = [(".coveragerc", "[report]\nfail_under = 90\n")];
    let moved = |number: u32| shifts(&base, &[("pyproject.toml", &pyproject(number))]);
    assert_eq!(moved(90), []);
    assert_eq!(moved(80), [(DriftDirection::Weaker, "90".to_owned(), "80".to_owned())]);
    assert_eq!(moved(95), [(DriftDirection::Stronger, "90".to_owned(), "95".to_owned())]);
}

#[test]
fn statuses_of_codecov_are_read_with_their_defaults() {
    let file = |status: &str| format!("comment: false\ncoverage:\n  status:\n    {status}\n");
    let found = |base: &str, head: &str| -> Vec<DriftDirection> {
        let (base, head) = (file(base), file(head));
        let found = shifts(&[("codecov.yml", &base)], &[(".github/codecov.yml", &head)]);
        found.into_iter().map(|found| found.0).collect()
    };
    for (base, head) in [
        ("project: { default: { target: 90% } }", "project: { default: { target: 80% } }"),
        ("project: true", "project: false"),
        ("project: true", "project: { default: { threshold: 1% } }"),
        ("patch: { default: { target: auto } }", "patch: { default: { informational: true } }"),
        (
            "patch: { default: { if_no_uploads: error } }",
            "patch: { default: { if_no_uploads: success } }",
        ),
        ("project: { a: { target: 90 }, b: { target: 90 } }", "project: { a: { target: 90 } }"),
    ] {
        assert_eq!(found(base, head), [DriftDirection::Weaker], "{base} -> {head}");
        assert_eq!(found(base, base), [], "{base}");
    }
    assert_eq!(
        found("patch: true", "patch: { default: { target: 100% } }"),
        [DriftDirection::Stronger]
    );
    let silent = ("project: { default: { informational: true, target: 90 } }", "project: off");
    assert_eq!(found(silent.0, silent.1), []);
    assert_eq!(found("project: true", "project: { default: { target: auto, threshold: 0% } }"), []);
}

#[test]
fn numbers_of_the_policy_are_thresholds() {
    let policy = |lines: u32, skips: u32| {
        format!(
            "version: 1\ntests:\n  - name: t\n    at-least: 5\n    skips: {{ at-most: {skips} }}\ncoverage:\n  - name: p\n    lines: {lines}\n"
        )
    };
    let path = ".github/truegreen.yml";
    let floor = |lines: u32| {
        format!(
            "version: 1\ncoverage:\n  - name: p\n    paths: [{{ path: src/a.py, lines: {lines}, branches: 50 }}]\n"
        )
    };
    assert_eq!(
        shifts(&[(path, &floor(90))], &[(path, &floor(80))]),
        [(DriftDirection::Weaker, "90".to_owned(), "80".to_owned())]
    );
    let found = shifts(&[(path, &policy(90, 3))], &[(path, &policy(80, 9))]);
    assert_eq!(
        found,
        [
            (DriftDirection::Weaker, "3".to_owned(), "9".to_owned()),
            (DriftDirection::Weaker, "90".to_owned(), "80".to_owned()),
        ]
    );
}
