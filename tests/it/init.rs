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
    assert!(out.contains("lacks a job that judges: ci.yml/lint\n"), "{out}");
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
    fake.state().main = "b".repeat(40);
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

/// A workflow with skips of every kind.
const SKIPS: &str = "on: [push, pull_request]
jobs:
  own:
    if: github.event_name != 'pull_request' || github.event.pull_request.head.repo.full_name != github.event.pull_request.base.repo.full_name
    runs-on: ubuntu-latest
    steps: [{ run: pytest tests/own }]
  off: { if: false, runs-on: ubuntu-latest, steps: [{ run: pytest tests/off }] }
  push: { if: github.event_name == 'push', runs-on: ubuntu-latest, steps: [{ run: mypy src }] }
  main: { if: github.ref == 'refs/heads/main', runs-on: ubuntu-latest, steps: [{ run: pytest tests/main }] }
  settings: { if: vars.RUN == 'yes', runs-on: ubuntu-latest, steps: [{ run: pytest tests/settings }] }
  behind: { needs: [push], runs-on: ubuntu-latest, steps: [{ run: pytest tests/behind }] }
  result: { needs: [own, changes], if: github.event_name == 'push' && always(), runs-on: ubuntu-latest, steps: [{ run: exit 1, if: \"contains(needs.*.result, 'failure')\" }] }
  deploy: { if: github.event_name == 'push', runs-on: ubuntu-latest, steps: [{ run: pytest }, { run: cargo publish }] }
  again: { if: github.event_name == 'push', runs-on: ubuntu-latest, steps: [{ run: pytest tests/forks }] }
  changes:
    runs-on: ubuntu-latest
    outputs: { src: '${{ steps.filter.outputs.src }}' }
    steps: [{ id: filter, uses: dorny/paths-filter@v3 }]
  files: { needs: [changes], if: needs.changes.outputs.src == 'true', runs-on: ubuntu-latest, steps: [{ run: pytest tests/files }] }
  forks: { if: github.event.pull_request.head.repo.fork == false, runs-on: ubuntu-latest, steps: [{ run: pytest tests/forks }] }
  label: { if: \"contains(github.event.pull_request.labels.*.name, 'x')\", runs-on: ubuntu-latest, steps: [{ run: pytest tests/label }] }
  bot: { if: \"github.actor != 'dependabot[bot]'\", runs-on: ubuntu-latest, steps: [{ run: pytest tests/bot }] }
  draft: { if: github.event.pull_request.draft != true, runs-on: ubuntu-latest, steps: [{ run: pytest tests/draft }] }
  steps:
    runs-on: ubuntu-latest
    steps:
      - { name: on push, if: github.event_name == 'push', run: pytest tests/a }
      - { name: settings, if: vars.X == 'y', run: pytest tests/b }
      - { name: forks, if: github.event.pull_request.head.repo.fork == false, run: pytest tests/c }
      - { name: label, if: \"!contains(github.event.pull_request.labels.*.name, 'x')\", run: pytest tests/d }
      - { run: ruff check . }
";

#[test]
fn a_skip_on_every_pull_request_is_a_waiver_with_an_end_and_one_that_the_change_decides_has_words()
{
    let root = with(&[(".github/workflows/ci.yml", SKIPS)]);
    let (code, out, err) = run(root.path(), "init", &[]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let policy: serde_yaml::Value = serde_yaml::from_str(&policy(root.path())).unwrap();
    let all = |key: &str, field: &str| -> Vec<String> {
        let entries = policy[key].as_sequence().unwrap().iter();
        entries.map(|entry| entry[field].as_str().unwrap().to_owned()).collect()
    };
    let waived = [
        "own",
        "off",
        "push",
        "main",
        "settings",
        "behind",
        "result",
        "steps/on push",
        "steps/settings",
    ];
    assert_eq!(all("waivers", "at"), waived.map(|at| format!("ci.yml/{at}")));
    assert_eq!(all("waivers", "rule"), ["skippable-job"; 9]);
    let allowed: Vec<(String, String)> =
        all("skips-allowed", "job").into_iter().zip(all("skips-allowed", "when")).collect();
    let expected = [
        ("files", "decided by changed files (output src of job changes)"),
        ("forks", "fork pull request"),
        ("label", "push, decided by a label"),
        ("bot", "pull request by dependabot"),
        ("draft", "draft"),
        ("steps/forks", "fork pull request"),
        ("steps/label", "decided by a label"),
    ];
    let expected = expected.map(|(job, when)| (format!("ci.yml/{job}"), when.to_owned()));
    assert_eq!(allowed, expected);
    // What hands out after the merge, and what another job does before it, is no debt.
    assert!(!policy["workflows"]["ci.yml"]["jobs"].as_mapping().unwrap().contains_key("deploy"));
    assert!(!policy["workflows"]["ci.yml"]["jobs"].as_mapping().unwrap().contains_key("again"));
    assert!(
        out.contains("9 things are wrong today, and waived until 90 days from now:\n"),
        "{out}"
    );
    assert!(
        out.contains("7 skips allowed that a change or its author decides; read them:\n"),
        "{out}"
    );
    let (code, out, _) = run(root.path(), "check", &[]);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("PASS  true green, 9 findings waived and not fixed: "), "{out}");
}

#[test]
fn a_skip_that_was_agreed_on_in_words_covers_no_condition_that_every_pull_request_meets() {
    let root = with(&[(".github/workflows/ci.yml", SKIPS)]);
    run(root.path(), "init", &[]);
    for (was, is) in [
        (
            "if: needs.changes.outputs.src == 'true'",
            "if: needs.changes.outputs.src == 'true' && github.event_name == 'push'",
        ),
        ("if: github.event.pull_request.draft != true", "if: github.event.pull_request.draft"),
        (
            "if: \"!contains(github.event.pull_request.labels.*.name, 'x')\"",
            "if: github.event_name == 'push'",
        ),
    ] {
        let text = SKIPS.replace(was, is);
        assert_ne!(text, SKIPS);
        std::fs::write(root.path().join(".github/workflows/ci.yml"), text).unwrap();
        let (code, out, _) = run(root.path(), "check", &[]);
        assert_eq!(code, 1, "{is}: {out}");
        assert!(out.contains("error[skippable-job]"), "{is}: {out}");
    }
}

/// Workflows of every tier: before the merge, after it, called, and called by a called one.
const TIERS: &[(&str, &str)] = &[
    (
        ".github/workflows/ci.yml",
        "on: pull_request
jobs:
  lint: { runs-on: ubuntu-latest, steps: [{ run: ruff check . }] }
  tests: { uses: ./.github/workflows/tests.yml }
",
    ),
    (
        ".github/workflows/tests.yml",
        "on: workflow_call
jobs:
  unit:
    strategy: { matrix: { python: ['3.12'], include: [{ python: '3.15', experimental: true }] } }
    continue-on-error: ${{ matrix.experimental || false }}
    runs-on: ubuntu-latest
    steps: [{ run: pytest }]
  deep: { uses: ./.github/workflows/deep.yml }
",
    ),
    (
        ".github/workflows/deep.yml",
        "on: workflow_call
jobs:
  types: { runs-on: ubuntu-latest, steps: [{ run: mypy src }] }
",
    ),
    (
        ".github/workflows/unused.yml",
        "on: workflow_call
jobs:
  unused: { runs-on: ubuntu-latest, steps: [{ run: pytest }] }
",
    ),
    (
        ".github/workflows/quality.yml",
        "on: { push: { branches: [main] } }
jobs:
  quality: { runs-on: ubuntu-latest, steps: [{ run: pytest --cov }] }
  publish: { runs-on: ubuntu-latest, steps: [{ run: pytest }, { run: twine upload dist/* }] }
",
    ),
    (
        ".github/workflows/nightly.yml",
        "on: { schedule: [{ cron: '0 4 * * *' }], workflow_dispatch: }
jobs:
  soak: { runs-on: ubuntu-latest, steps: [{ run: pytest tests/soak }] }
",
    ),
    (
        ".github/workflows/merged.yml",
        "on: { pull_request: { types: [closed] } }
jobs:
  merged: { runs-on: ubuntu-latest, steps: [{ run: pytest tests/merged }] }
",
    ),
    // Only some pull requests start these: a run of them is never due.
    (
        ".github/workflows/label.yml",
        "on: { push: { branches: [main] }, pull_request: { types: [labeled] } }
jobs:
  label: { runs-on: ubuntu-latest, steps: [{ run: pytest tests/label }] }
",
    ),
    (
        ".github/workflows/release.yml",
        "on: { push: { branches: ['release/**'] } }
jobs:
  stable: { runs-on: ubuntu-latest, steps: [{ run: pytest tests/stable }] }
",
    ),
    (
        ".github/workflows/tags.yml",
        "on: { push: { tags: ['v*'] } }
jobs:
  verify: { runs-on: ubuntu-latest, steps: [{ run: cargo test }] }
",
    ),
];

#[test]
fn what_runs_after_the_merge_and_what_is_called_gets_a_contract_and_a_draft_that_passes() {
    let root = with(TIERS);
    let (code, out, err) = run(root.path(), "init", &[]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let text = policy(root.path());
    let drafted: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    let listed: Vec<String> = drafted["workflows"]
        .as_mapping()
        .unwrap()
        .iter()
        .flat_map(|(file, workflow)| {
            let jobs = workflow["jobs"].as_mapping().unwrap().keys();
            jobs.map(|id| format!("{}/{}", file.as_str().unwrap(), id.as_str().unwrap()))
        })
        .collect();
    assert_eq!(
        listed,
        [
            "ci.yml/lint",
            "ci.yml/tests",
            "deep.yml/types",
            "merged.yml/merged",
            "nightly.yml/soak",
            "quality.yml/quality",
            "tags.yml/verify",
            "tests.yml/unit",
            "tests.yml/deep",
        ]
    );
    assert!(text.contains("advisory: { matrix: { experimental: true } }"), "{text}");
    for line in [
        "#  label.yml as a whole: no commit of a pull request starts it, only `labeled`\n",
        "#  release.yml as a whole: only pushes to branches of some names start it\n",
        "#  unused.yml as a whole: another workflow starts it, or none\n",
    ] {
        assert!(text.contains(line), "{line}{text}");
    }
    assert!(out.contains("nothing is wrong today"), "{out}");
    assert!(out.contains("quality.yml runs after the merge"), "{out}");
    assert!(out.contains("tests.yml is called by ci.yml/tests"), "{out}");
    assert!(out.contains("    needs: [lint, tests]\n"), "{out}");
    let (code, out, _) = run(root.path(), "check", &[]);
    assert_eq!(code, 0, "{out}");
    assert!(!out.contains("missed-event"), "{out}");
    // Each of them is held from now on.
    for (file, was, is, rule) in [
        ("quality.yml", "pytest --cov", "echo", "job-off-contract"),
        ("quality.yml", "branches: [main]", "branches: [never]", "workflow-off-contract"),
        ("nightly.yml", "schedule: [{ cron: '0 4 * * *' }], ", "", "workflow-off-contract"),
        ("deep.yml", "mypy src", "echo", "job-off-contract"),
        ("tests.yml", "${{ matrix.experimental || false }}", "true", "continue-on-error"),
        ("tests.yml", "unit:", "other:", "missing-job"),
    ] {
        let path = format!(".github/workflows/{file}");
        let (_, text) = TIERS.iter().find(|(other, _)| *other == path).unwrap();
        std::fs::write(root.path().join(&path), text.replace(was, is)).unwrap();
        let (code, out, _) = run(root.path(), "check", &[]);
        assert_eq!(code, 1, "{file}: {is}: {out}");
        assert!(out.contains(&format!("[{rule}]")), "{file}: {is}: {out}");
        std::fs::write(root.path().join(&path), text).unwrap();
    }
}
