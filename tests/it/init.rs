//! `truegreen init` as a user starts it: what it writes, that `check` is green with it, and what it
//! leaves alone.

use std::path::Path;
use std::process::Command;

use assert_cmd::cargo::cargo_bin;

use crate::cli::{sample, truegreen};
use crate::fake::{Access, Fake, Kind, TOKEN};

const POLICY: &str = ".github/truegreen.yml";
const ONE: &str = "on: pull_request\njobs:\n  unit:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n";

/// Copies a folder with its hidden files.
pub(crate) fn copied(from: &Path) -> tempfile::TempDir {
    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let to = to.join(entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                copy(&entry.path(), &to);
            } else {
                std::fs::copy(entry.path(), to).unwrap();
            }
        }
    }
    let root = tempfile::tempdir().unwrap();
    copy(from, root.path());
    root
}

fn with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = root.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    root
}

fn run(root: &Path, command: &str, more: &[&str]) -> (i32, String, String) {
    let mut arguments = vec![command, "--root", root.to_str().unwrap()];
    arguments.extend(more);
    truegreen(&arguments)
}

fn policy(root: &Path) -> String {
    std::fs::read_to_string(root.join(POLICY)).unwrap()
}

/// Replaces the dates, which differ from day to day.
fn stable(text: &str) -> String {
    let day = regex::Regex::new(r"\b20\d\d-\d\d-\d\d\b").unwrap();
    day.replace_all(text, "<day>").into_owned()
}

#[test]
fn init_then_check_is_green_and_every_finding_is_seen() {
    for name in ["unadopted", "half-broken"] {
        let root = copied(Path::new(&sample(name)));
        let (code, ..) = run(root.path(), "check", &[]);
        assert_eq!(code, 1, "{name} has nothing to adopt");
        let (code, out, err) = run(root.path(), "init", &[]);
        assert_eq!((code, err.as_str()), (0, ""), "{out}");
        insta::assert_snapshot!(format!("{name}_output"), stable(&out));
        insta::assert_snapshot!(format!("{name}_policy"), stable(&policy(root.path())));
        let (code, out, _) = run(root.path(), "check", &["--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!((code, report["verdict"].as_str()), (0, Some("pass")), "{name}");
        let findings = report["findings"].as_array().unwrap();
        let waived = findings.iter().filter(|finding| finding["state"] == "waived").count();
        assert!(waived >= 3, "{name}: {waived}");
    }
}

#[test]
fn entries_that_stand_in_comments_are_valid_when_they_are_switched_on() {
    let root = copied(Path::new(&sample("unadopted")));
    run(root.path(), "init", &[]);
    let text = policy(root.path());
    let is_entry = |line: &str| {
        line == "# tests:"
            || line == "# coverage:"
            || line.starts_with("#   - ")
            || line.starts_with("#     ")
    };
    let on: Vec<String> = text
        .lines()
        .map(|line| match is_entry(line) {
            true => line.strip_prefix("# ").unwrap().to_owned(),
            false => line.to_owned(),
        })
        .collect();
    std::fs::write(root.path().join(POLICY), on.join("\n")).unwrap();
    let (code, out, err) = run(root.path(), "check", &[]);
    // The policy requires the reports now, and they are missing.
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert!(out.contains("artifacts/unit-*-*/coverage.xml"), "{out}");
}

#[test]
fn a_second_run_changes_nothing() {
    let root = copied(Path::new(&sample("unadopted")));
    run(root.path(), "init", &[]);
    let first = policy(root.path());
    let (code, out, _) = run(root.path(), "init", &[]);
    assert_eq!((code, out.as_str()), (0, ".github/truegreen.yml is already there and complete\n"));
    assert_eq!(policy(root.path()), first);
    let (code, ..) = run(root.path(), "init", &["--check"]);
    assert_eq!(code, 0);
    // The draft is the same although a policy exists.
    let (code, out, _) = run(root.path(), "init", &["--stdout"]);
    assert_eq!((code, out), (0, first));
    let left: Vec<_> = std::fs::read_dir(root.path().join(".github")).unwrap().collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

#[test]
fn a_policy_that_is_there_is_never_replaced_unless_asked() {
    let own = "version: 1\nworkflows:\n  ci.yml: { jobs: { lint: {} } } # ours\n";
    let root = copied(Path::new(&sample("unadopted")));
    std::fs::write(root.path().join(POLICY), own).unwrap();
    for more in [&[][..], &["--yes"], &["--check"], &["--stdout"]] {
        let (code, out, _) = run(root.path(), "init", more);
        assert_eq!(code, if more == ["--stdout"] { 0 } else { 1 }, "{out}");
        assert_eq!(policy(root.path()), own);
    }
    let (_, out, _) = run(root.path(), "init", &["--check"]);
    insta::assert_snapshot!(out);
    let (code, ..) = run(root.path(), "init", &["--force"]);
    assert_eq!(code, 0);
    assert!(policy(root.path()).contains("all-green"));
}

#[test]
fn check_names_the_job_that_came_and_the_file_that_cannot_be_read() {
    let root = with(&[(".github/workflows/ci.yml", ONE)]);
    let (code, out, _) = run(root.path(), "init", &["--check"]);
    assert_eq!(code, 1);
    assert!(out.contains("there is no .github/truegreen.yml"), "{out}");
    run(root.path(), "init", &[]);
    let more = format!(
        "{ONE}  lint:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ruff check .\n"
    );
    std::fs::write(root.path().join(".github/workflows/ci.yml"), more).unwrap();
    std::fs::write(root.path().join(".github/workflows/other.yml"), "on: [").unwrap();
    let (code, out, _) = run(root.path(), "init", &["--check"]);
    assert_eq!(code, 1);
    assert!(out.contains("lacks a job that runs on pull requests: ci.yml/lint\n"), "{out}");
    assert!(out.contains("+      lint:\n+        runs: [ruff check .]\n"), "{out}");
    assert!(out.contains("other.yml"), "{out}");
}

#[test]
fn a_wrong_policy_is_told_with_its_line_and_left_alone() {
    let root = with(&[(".github/workflows/ci.yml", ONE), (POLICY, "version: 1\nworkflow: {}\n")]);
    let (code, out, err) = run(root.path(), "init", &[]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("truegreen.yml:2"), "{err}");
    assert_eq!(policy(root.path()), "version: 1\nworkflow: {}\n");
}

#[test]
fn without_workflows_there_is_nothing_to_draft_from() {
    let root = with(&[("README.md", "")]);
    let (code, out, err) = run(root.path(), "init", &[]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("there is no workflow"), "{err}");
}

#[test]
fn hostile_names_stay_names() {
    let workflow = "on: pull_request
jobs:
  unit:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    strategy: { matrix: { 'a: b': ['yes', \"x\\ny\", '*all', '# no', 1.10] } }
    steps:
      - name: \"first\\nsecond: '#x' {a,b} [*?] \\u2028 \\U0001F680 @me\"
        continue-on-error: true
        run: pytest
      - name: '*star: \"quoted\" #hash'
        continue-on-error: true
        uses: some/action@v1
";
    let root = with(&[(".github/workflows/we: \"ird\" #1 {x}.yml", workflow)]);
    let (code, out, err) = run(root.path(), "init", &[]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    insta::assert_snapshot!(stable(&policy(root.path())));
    let (code, out, _) = run(root.path(), "check", &[]);
    assert_eq!(code, 0, "{out}");
}

#[cfg(unix)]
#[test]
fn no_symbolic_link_is_written_through() {
    let outside = tempfile::tempdir().unwrap();
    let target = outside.path().join("victim");
    std::fs::write(&target, "version: 1\n").unwrap();
    let root = with(&[(".github/workflows/ci.yml", ONE)]);
    std::os::unix::fs::symlink(&target, root.path().join(POLICY)).unwrap();
    let (code, _, err) = run(root.path(), "init", &["--force"]);
    assert_eq!(code, 2, "{err}");
    assert_eq!(std::fs::read_to_string(&target).unwrap(), "version: 1\n");
    // A link within the repository is not followed either, nor is a folder that is a link.
    std::fs::remove_file(root.path().join(POLICY)).unwrap();
    std::fs::write(root.path().join("inside.yml"), "version: 1\n").unwrap();
    std::os::unix::fs::symlink(root.path().join("inside.yml"), root.path().join(POLICY)).unwrap();
    let (code, _, err) = run(root.path(), "init", &["--force"]);
    assert_eq!(code, 2);
    assert!(err.contains("symbolic link"), "{err}");
    let linked = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(root.path().join(".github"), linked.path().join(".github")).unwrap();
    let (code, ..) = run(linked.path(), "init", &["--force"]);
    assert_eq!(code, 2);
}

/// Runs `truegreen init` with a token, against a fake GitHub.
fn asking(fake: &Fake, root: &Path) -> (i32, String, String) {
    let output = Command::new(cargo_bin!("truegreen"))
        .args(["init", "--root", root.to_str().unwrap()])
        .env_remove("GITHUB_ACTIONS")
        .env_remove("GITHUB_BASE_REF")
        .env("GITHUB_TOKEN", TOKEN)
        .env("GITHUB_API_URL", fake.url())
        .env("GITHUB_REPOSITORY", "octo/service")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn branch_rules_are_asked_for_and_matched_by_the_names_of_checks() {
    let fake = Fake::start();
    fake.state().required = vec!["unit".to_owned(), "size / check".to_owned(), "Vercel".to_owned()];
    let called = format!("{ONE}  size:\n    name: size\n    uses: ./.github/workflows/size.yml\n");
    let root = with(&[(".github/workflows/ci.yml", &called)]);
    let (code, out, err) = asking(&fake, root.path());
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("`main` requires 3 checks; no job here makes `Vercel`\n"), "{out}");
    let text = policy(root.path());
    assert!(text.contains("      unit: # a merge into `main` waits for it\n"), "{text}");
    let size = "      size: # a merge into `main` waits for it\n        name: size\n";
    assert!(text.contains(size), "{text}");
}

#[test]
fn a_refusal_of_the_branch_rules_is_told_and_stops_nothing() {
    let fake = Fake::start();
    fake.state().access.insert("contents", Access::None);
    fake.fault("GET", "/rules/", 9, Kind::Status(403, "Resource not accessible", Vec::new()));
    let root = with(&[(".github/workflows/ci.yml", ONE)]);
    let (code, out, _) = asking(&fake, root.path());
    assert_eq!(code, 0);
    assert!(out.contains("branch rules cannot be read: GitHub refuses"), "{out}");
    assert!(policy(root.path()).contains("unit"));
}

#[test]
fn the_readme_shows_what_is_really_written() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    let start = readme.split("## Start\n").nth(1).unwrap();
    let shown = start.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    let root = copied(Path::new(&sample("unadopted")));
    run(root.path(), "init", &[]);
    let written = stable(&policy(root.path()));
    for line in stable(shown).lines() {
        assert!(written.lines().any(|real| real == line), "`{line}` is not written:\n{written}");
    }
}
