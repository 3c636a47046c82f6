use std::sync::Arc;

use crate::catalog::settings::entry;
use crate::drift::compare::compare;
use crate::drift::difference::{DriftAspect, DriftDirection};
use crate::facts::commit::Facts;
use crate::facts::settings_file::SettingsFile;
use crate::facts::understand::SideInputs;
use crate::policy::Policy;

fn facts(files: &[(&str, &str)]) -> Facts {
    let workflows = files.iter().filter(|(path, _)| path.starts_with(".github/workflows"));
    let others = || files.iter().filter(|(path, _)| !path.starts_with(".github/workflows"));
    let bytes = |text: &str| Ok(text.as_bytes().to_vec());
    let watched = |(path, text): &(&str, &str)| SettingsFile {
        path: (*path).to_owned(),
        text: Ok(Arc::from(*text)),
    };
    Facts::new(SideInputs {
        workflows: workflows.map(|(path, text)| (Arc::from(*path), bytes(text))).collect(),
        settings: others().map(|(path, text)| ((*path).to_owned(), bytes(text))).collect(),
        called: others().map(|(path, text)| ((*path).to_owned(), bytes(text))).collect(),
        watched: others().map(watched).collect(),
        ..SideInputs::default()
    })
}

fn job(run: &str) -> String {
    format!(
        "on: push\njobs:\n  unit:\n    runs-on: x\n    steps:\n      - name: Test\n        run: {run}\n"
    )
}

fn shifts(base: &[(&str, &str)], head: &[(&str, &str)]) -> Vec<(DriftDirection, String)> {
    let drift = compare(&facts(base), &facts(head), &Policy::default());
    let of = drift.of(DriftAspect::SettingsWeakened);
    of.map(|shift| (shift.direction, shift.after.shown.clone())).collect()
}

fn commands(base: &str, head: &str) -> Vec<(DriftDirection, String)> {
    let path = ".github/workflows/ci.yml";
    shifts(&[(path, &job(base))], &[(path, &job(head))])
}

fn weaker(base: &str, head: &str) -> Vec<String> {
    let found = commands(base, head).into_iter();
    found
        .filter(|(direction, _)| *direction == DriftDirection::Weaker)
        .map(|(_, shown)| shown)
        .collect()
}

#[test]
fn options_that_let_more_through_are_weaker_and_their_mirror_is_stronger() {
    for (base, head, shown) in [
        ("pytest", "pytest -n auto", "-n auto"),
        ("pytest", "pytest --deselect tests/a.py::b", "tests/a.py::b"),
        ("pytest -m 'not a'", "pytest -m 'not a and not b'", "-m not a and not b"),
        ("pytest --strict-markers", "pytest", "gone"),
        ("pytest", "pytest --reruns 3", "--reruns=3"),
        ("pytest --cov=src", "pytest", "gone"),
        ("mypy --strict src", "mypy src", "gone"),
        ("ruff check", "ruff check --ignore E501,F401", "E501, F401"),
        ("cargo clippy -- -D warnings", "cargo clippy", "gone"),
        (
            "cargo clippy -- -D warnings",
            "cargo clippy -- -D warnings -A clippy::all",
            "clippy::all",
        ),
        ("cargo test --workspace", "cargo test", "gone"),
        ("go test ./...", "go test -short ./...", "-short"),
        ("pip-audit", "pip-audit --ignore-vuln PYSEC-1", "PYSEC-1"),
        ("npm audit --audit-level=moderate", "npm audit --audit-level=critical", "critical"),
        (
            "trivy image --exit-code 1 --severity HIGH,CRITICAL x",
            "trivy image --exit-code 1 --severity CRITICAL x",
            "CRITICAL",
        ),
        ("mvn verify", "mvn verify -DskipTests", "-DskipTests"),
        ("gradle check", "gradle check -x test", "test"),
        ("ctest -j2", "ctest -j2 -E slow", "slow"),
    ] {
        assert_eq!(weaker(base, head), [shown], "{base} -> {head}");
        assert_eq!(commands(base, base), [], "{base}");
        assert_eq!(commands(head, head), [], "{head}");
        let back = commands(head, base);
        assert!(
            back.len() == 1
                && back.iter().all(|(direction, _)| *direction == DriftDirection::Stronger),
            "{head} -> {base}: {back:?}"
        );
    }
}

#[test]
fn what_says_the_same_is_no_shift() {
    for (base, head) in [
        ("pytest -n auto tests", "pytest tests -v --numprocesses=auto"),
        ("pytest --ignore=a --ignore b", "pytest --ignore b --ignore ./a/"),
        ("pytest tests", "pytest ./tests/"),
        ("pytest tests/old", "pytest tests/new"),
        ("pytest -k 'not (a or b)'", "pytest -k 'not b and not a'"),
        ("ruff check --ignore E501,F401", "ruff check --ignore F401 --ignore E501"),
        ("cargo clippy -- -D warnings", "cargo +nightly clippy -- -Dwarnings"),
        ("mypy --strict src || true", "mypy src || true"),
        ("pytest", "ruff check --ignore E501"),
        ("cargo test -p a -p b", "\"cargo test -p a && cargo test -p b\""),
        ("cargo test --workspace", "\"cargo test --workspace --exclude a && cargo test -p a\""),
        ("cargo test --all-features", "\"cargo test && cargo test --all-features\""),
    ] {
        assert_eq!(commands(base, head), [], "{base} -> {head}");
    }
}

#[test]
fn settings_are_compared_by_what_they_say() {
    let file =
        |path: &'static str, base: &str, head: &str| shifts(&[(path, base)], &[(path, head)]);
    let directions = |found: Vec<(DriftDirection, String)>| -> Vec<DriftDirection> {
        found.into_iter().map(|(direction, _)| direction).collect()
    };
    for (path, base, head) in [
        (
            "tsconfig.json",
            r#"{"compilerOptions": {"strict": true}}"#,
            r#"{"compilerOptions": {"strict": false}}"#,
        ),
        (
            ".eslintrc.json",
            r#"{"rules": {"no-eval": "error"}}"#,
            r#"{"rules": {"no-eval": "warn"}}"#,
        ),
        (
            "Cargo.toml",
            "[lints.rust]\nunsafe_code = 'forbid'\n",
            "[lints.rust]\nunsafe_code = 'warn'\n",
        ),
        (
            "deny.toml",
            "[advisories]\nignore = ['A-1']\n",
            "[advisories]\nignore = ['A-1', { id = 'A-2', reason = 'x' }]\n",
        ),
        (
            "pyrightconfig.json",
            r#"{"typeCheckingMode": "strict"}"#,
            r#"{"typeCheckingMode": "basic"}"#,
        ),
        (".golangci.yml", "linters:\n  enable: [a, b]\n", "linters:\n  enable: [a]\n"),
        (".trivyignore", "# none\nA-1\n", "A-1\nA-2 exp:2026-01-01\n"),
        (
            "tox.ini",
            "[testenv]\ncommands = pytest tests\n",
            "[testenv]\ncommands = pytest tests -n4\n",
        ),
        ("pytest.ini", "[pytest]\naddopts = -x\n", "[pytest]\naddopts = -x\n  --ignore=a\n"),
    ] {
        assert_eq!(directions(file(path, base, head)), [DriftDirection::Weaker], "{path}");
        assert_eq!(directions(file(path, head, base)), [DriftDirection::Stronger], "{path} back");
        assert_eq!(file(path, base, base), [], "{path} same");
    }
}

#[test]
fn options_in_variables_count_and_may_move() {
    let env = |run: &str, env: &str| format!("{run}\n        env: {env}");
    let workers = env("pytest", "{ PYTEST_ADDOPTS: -n4 }");
    assert_eq!(weaker("pytest", &workers), ["-n4"]);
    assert_eq!(commands("pytest -n4", &workers), []);
    let denied = env("cargo clippy", "{ RUSTFLAGS: -D warnings }");
    assert_eq!(weaker(&denied, "cargo clippy"), ["gone"]);
    assert_eq!(commands(&denied, "cargo clippy -- -D warnings"), []);
}

#[test]
fn a_script_that_an_action_runs_is_compared_too() {
    let workflow = |line: &str| {
        format!(
            "on: push\njobs:\n  unit:\n    runs-on: x\n    steps:\n      - uses: uraimo/run-on-arch-action@v2\n        with:\n          run: |\n            pip list\n            {line}\n"
        )
    };
    let path = ".github/workflows/ci.yml";
    let (base, head) = (workflow("python3 -m pytest"), workflow("python3 -m pytest -m 'not net'"));
    let found = shifts(&[(path, &base)], &[(path, &head)]);
    assert_eq!(found, [(DriftDirection::Weaker, "-m not net".to_owned())]);
}

#[test]
fn a_file_that_cannot_be_read_any_more_is_not_told() {
    let found = shifts(&[("ruff.toml", "ignore = ['A']")], &[("ruff.toml", "ignore = [")]);
    assert_eq!(found, [(DriftDirection::Unknown, "cannot be read".to_owned())]);
    let found = shifts(&[("ruff.toml", "ignore = [")], &[("ruff.toml", "ignore = ['A']")]);
    assert_eq!(found, []);
}

#[test]
fn every_entry_of_the_catalogue_tells_the_changes_that_it_shows() {
    let entries = entry::read(&entry::files()).unwrap();
    let changes: Vec<_> = entries.iter().flat_map(|entry| &entry.changes).collect();
    for change in &changes {
        let weaker = |base: &str, head: &str| -> Vec<String> {
            let (base, head) = (facts(&[(&change.file, base)]), facts(&[(&change.file, head)]));
            let drift = compare(&base, &head, &Policy::default());
            let of = drift.of(DriftAspect::SettingsWeakened);
            let weaker = of.filter(|shift| shift.direction == DriftDirection::Weaker);
            weaker.map(|shift| shift.message.clone()).collect()
        };
        let told = weaker(&change.base, &change.head);
        assert!(told.iter().any(|told| told.contains(&change.weaker)), "{change:?}: {told:?}");
        assert_eq!(weaker(&change.head, &change.head), [""; 0], "{change:?}");
    }
    assert!(changes.len() > 20);
}
