//! Drift at a terminal: a working tree compared with a revision, and any two revisions of a
//! history.

use std::path::Path;

use serde_json::Value;

use crate::cli::{git, truegreen, write};

const CI: &str = "on: pull_request
jobs:
  unit:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        python: ['3.11', '3.12']
    steps:
      - run: pip install -e .
      - run: pytest --cov-fail-under=80
  lint:
    runs-on: ubuntu-latest
    steps:
      - run: ruff check
";

/// Makes a history of three versions: `v1`, `v2`, which is weaker, and `v3`, which is stronger
/// again; and a branch that starts at `v1`.
fn history() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    git(root, &["init", "-q"]);
    let commit = |text: &str, tag: &str| {
        write(root, &[(".github/workflows/ci.yml", text)]);
        git(root, &["add", "-A"]);
        git(root, &["commit", "-qm", tag]);
        git(root, &["tag", tag]);
    };
    commit(CI, "v1");
    let weaker = CI.replace("=80", "=60").replace("ruff check", "ruff check || true");
    commit(&weaker, "v2");
    let more = "  types:\n    runs-on: ubuntu-latest\n    steps:\n      - run: mypy src\n";
    commit(&format!("{CI}{more}"), "v3");
    git(root, &["checkout", "-q", "-b", "behind", "v1"]);
    git(root, &["commit", "-q", "--allow-empty", "-m", "behind"]);
    folder
}

fn run(root: &Path, arguments: &[&str]) -> (i32, String, String) {
    let at = root.to_str().unwrap();
    let mut all = vec![arguments[0], "--root", at];
    all.extend(&arguments[1..]);
    truegreen(&all)
}

/// Returns rule and line of the problems in a report.
fn broken(report: &str) -> Vec<(String, u64)> {
    let report: Value = serde_json::from_str(report).unwrap_or_else(|_| panic!("{report}"));
    let findings = report["findings"].as_array().unwrap().iter();
    let found = findings.filter(|found| found["drift"].is_object() && found["state"] == "broken");
    let mut found: Vec<(String, u64)> = found
        .map(|found| {
            (
                found["rule"].as_str().unwrap().to_owned(),
                found["location"]["line"].as_u64().unwrap(),
            )
        })
        .collect();
    found.sort();
    found
}

#[test]
fn what_weakened_since_a_release_is_told_with_both_sides() {
    let folder = history();
    let (code, out, err) = run(folder.path(), &["drift", "v1", "v2", "--format", "json"]);
    assert_eq!(code, 1, "{out}{err}");
    let found = broken(&out);
    assert_eq!(found, [("signal-lost".to_owned(), 14), ("threshold-lowered".to_owned(), 10)]);
    let (code, out, _) = run(folder.path(), &["drift", "v2", "v3", "--format", "json"]);
    assert_eq!((code, broken(&out)), (0, Vec::new()), "{out}");
    let report: Value = serde_json::from_str(&out).unwrap();
    assert!(report["drift"]["stronger"].as_array().unwrap().len() >= 3, "{}", report["drift"]);
    // The default is the commit of the working tree.
    git(folder.path(), &["checkout", "-q", "v2"]);
    assert_eq!(run(folder.path(), &["drift", "v1"]).0, 1);
}

#[test]
fn the_report_of_two_revisions_reads_well() {
    let folder = history();
    let commits = regex::Regex::new(r"\b[0-9a-f]{10}\b|\b[0-9a-f]{40}\b").unwrap();
    let shown = |arguments: &[&str]| {
        let (_, out, _) = run(folder.path(), arguments);
        commits.replace_all(&out, "COMMIT").into_owned()
    };
    insta::assert_snapshot!("drift_human", shown(&["drift", "v1", "v2"]));
    insta::assert_snapshot!(
        "drift_markdown",
        shown(&["drift", "v1", "v2", "--format", "markdown"])
    );
    insta::assert_snapshot!(
        "drift_stronger",
        shown(&["drift", "v2", "v3", "--format", "markdown"])
    );
}

#[test]
fn a_working_tree_is_compared_with_where_it_left_the_base() {
    let folder = history();
    let check = |base: &str| {
        let (_, out, _) = run(folder.path(), &["check", "--base", base, "--format", "json"]);
        broken(&out)
    };
    // `v3` has a job more, which this branch never had.
    assert_eq!(check("v3"), []);
    write(
        folder.path(),
        &[(".github/workflows/ci.yml", &CI.replace("ruff check", "ruff check --exit-zero"))],
    );
    let found = check("v3");
    assert_eq!(found, [("signal-lost".to_owned(), 14)]);
}

#[test]
fn revisions_that_cannot_be_compared_are_wrong_use() {
    let folder = history();
    for (arguments, told) in [
        (&["drift", "v1", "v1"][..], "are the same commit"),
        (&["drift", "v9", "v1"][..], "is no commit of this repository"),
        (&["drift", "v1", "--oops"][..], "unexpected argument"),
        (&["drift", "--", "v1", "--output=x"][..], "is no commit of this repository"),
    ] {
        let (code, out, err) = run(folder.path(), arguments);
        assert_eq!(code, 2, "{arguments:?}: {out}{err}");
        assert!(err.contains(told), "{arguments:?}: {err}");
    }
}

/// A link is followed on both sides: what it leads to is compared.
#[cfg(unix)]
#[test]
fn a_script_behind_a_link_is_compared() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    git(root, &["init", "-q"]);
    let ci = "on: pull_request\njobs:\n  unit:\n    runs-on: ubuntu-latest\n    steps:\n      - run: bash ci.sh\n";
    std::os::unix::fs::symlink("tools/real.sh", root.join("ci.sh")).unwrap();
    for (tag, text) in
        [("v1", "pytest -q\n"), ("v2", "pytest -q\n# more\n"), ("v3", "pytest || true\n")]
    {
        write(root, &[(".github/workflows/ci.yml", ci), ("tools/real.sh", text)]);
        git(root, &["add", "-A"]);
        git(root, &["commit", "-qm", tag]);
        git(root, &["tag", tag]);
    }
    for (arguments, code, rules) in [
        (&["drift", "v1", "v2", "--format", "json"][..], 0, Vec::new()),
        (&["drift", "v2", "v3", "--format", "json"], 1, vec!["signal-lost"]),
        (&["check", "--base", "v2", "--format", "json"], 1, vec!["signal-lost"]),
    ] {
        let (found, out, err) = run(root, arguments);
        assert_eq!(found, code, "{arguments:?}: {out}{err}");
        let told: Vec<String> = broken(&out).into_iter().map(|(rule, _)| rule).collect();
        assert_eq!(told, rules, "{arguments:?}: {out}");
    }
}
