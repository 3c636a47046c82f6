//! The program as a user starts it: exit codes, the JSON report, the base through git, hostile
//! text.

use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;

/// Runs the program in an environment of its own, without the variables of this machine's CI.
pub(crate) fn truegreen(arguments: &[&str]) -> (i32, String, String) {
    truegreen_with(&[], arguments)
}

fn truegreen_with(set: &[(&str, &str)], arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(cargo_bin!("truegreen"));
    for (name, _) in std::env::vars_os() {
        let name_text = name.to_string_lossy();
        if [
            "GITHUB_",
            "GH_",
            "RUNNER_",
            "ACTIONS_",
            "INPUT_",
            "NO_COLOR",
            "CLICOLOR",
            "CI",
            "TRUEGREEN_",
        ]
        .iter()
        .any(|prefix| name_text.starts_with(prefix))
        {
            command.env_remove(&name);
        }
    }
    let output = command.args(arguments).envs(set.iter().copied()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

pub(crate) fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/repos").join(name);
    path.to_str().unwrap().to_owned()
}

fn check(name: &str, more: &[&str]) -> (i32, String, String) {
    let root = sample(name);
    let needs = format!("{root}/needs.json");
    let mut arguments = vec!["check", "--root", &root, "--needs", &needs];
    arguments.extend(more);
    truegreen(&arguments)
}

/// Replaces what differs from machine to machine: the commit that is checked out.
fn stable(text: &str) -> String {
    let judged = regex::Regex::new("judged [0-9a-f]{10}, ").unwrap();
    let head = regex::Regex::new("\"head\": \"[0-9a-f]{40}\"").unwrap();
    let root = sample("");
    let text = judged.replace_all(text, "judged ").replace(&root, "");
    head.replace_all(&text, "\"head\": null").into_owned()
}

#[test]
fn the_healthy_repository_passes() {
    let (code, out, err) = check("healthy", &[]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    insta::assert_snapshot!(stable(&out));
}

#[test]
fn the_misleading_repository_fails_in_its_eight_ways() {
    let (code, out, err) = check("misleading", &[]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    // Two rules find the skipped job: one by what its `if:` may do, one by what it did.
    assert!(out.contains("9 things are broken"), "{out}");
    insta::assert_snapshot!(stable(&out));
}

#[test]
fn the_broken_repository_cannot_be_told() {
    let (code, out, err) = check("broken", &[]);
    assert_eq!((code, err.as_str()), (3, ""), "{out}");
    insta::assert_snapshot!(stable(&out));
}

#[test]
fn the_json_report_has_its_shape() {
    let schema: Value = serde_json::from_str(truegreen::publish::schema::report()).unwrap();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    for (name, code, verdict) in
        [("healthy", 0, "pass"), ("misleading", 1, "fail"), ("broken", 3, "inconclusive")]
    {
        let (exit, out, _) = check(name, &["--format", "json"]);
        let report: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(exit, code);
        let wrong: Vec<String> =
            schema.iter_errors(&report).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert_eq!(report["schema"], "truegreen-report/1");
        assert_eq!(report["verdict"], verdict);
        assert_eq!(report["exit_code"], code);
        let keys: Vec<&String> = report.as_object().unwrap().keys().collect();
        for key in [
            "head",
            "base",
            "open_ends",
            "policy",
            "rules",
            "findings",
            "jobs",
            "tests",
            "coverage",
            "waivers",
        ] {
            assert!(keys.iter().any(|found| *found == key), "{key}: {keys:?}");
        }
        for finding in report["findings"].as_array().unwrap() {
            for key in ["rule", "severity", "state", "subject", "message"] {
                assert!(finding[key].is_string(), "{key}: {finding}");
            }
            let place = &finding["location"];
            assert!(place.is_null() || place["line"].as_u64().unwrap() > 0, "{finding}");
        }
        let states = ["holds", "broken", "advisory", "waived", "not-checked", "inconclusive"];
        for rule in report["rules"].as_array().unwrap() {
            assert!(states.contains(&rule["state"].as_str().unwrap()), "{rule}");
            assert!(rule["subjects"].is_u64(), "{rule}");
        }
    }
    let (_, out, _) = check("healthy", &["--format", "json"]);
    insta::assert_snapshot!(stable(&out));
}

#[test]
fn needs_come_from_standard_input_too() {
    let root = sample("healthy");
    let needs = std::fs::File::open(format!("{root}/needs.json")).unwrap();
    let output = Command::new(cargo_bin!("truegreen"))
        .args(["check", "--root", &root, "--needs", "-", "--format", "json"])
        .stdin(needs)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let rule =
        report["rules"].as_array().unwrap().iter().find(|rule| rule["id"] == "job-not-green");
    assert_eq!(rule.unwrap()["state"], "holds");
}

#[test]
fn the_common_things_need_no_policy_file() {
    let folder = repository(&[(
        ".github/workflows/ci.yml",
        "on: push\njobs:\n  unit:\n    runs-on: x\n    steps:\n      - run: pytest\n",
    )]);
    let root = folder.path().to_str().unwrap();
    std::fs::write(folder.path().join("r.xml"), "<testsuite><testcase name='a'/></testsuite>")
        .unwrap();
    let coverage = "<coverage><packages><package><classes><class filename='a'><lines>\
                    <line number='1' hits='1'/><line number='2' hits='0'/></lines></class></classes>\
                    </package></packages></coverage>";
    std::fs::write(folder.path().join("c.xml"), coverage).unwrap();
    let common = ["check", "--root", root, "--junit", "r.xml", "--coverage", "c.xml"];
    let with = |more: &[&str]| truegreen(&[&common[..], more].concat());
    assert_eq!(with(&["--required-jobs", "unit,ci.yml/unit"]).0, 0);
    assert_eq!(with(&["--required-jobs", "unit,e2e"]).0, 1);
    assert_eq!(with(&["--coverage-min", "50"]).0, 0);
    assert_eq!(with(&["--coverage-min", "50.1"]).0, 1);
    assert_eq!(with(&["--junit", "none-*.xml"]).0, 1);
    assert_eq!(with(&["--coverage-min", "101"]).0, 2);
    assert_eq!(with(&["--required-jobs", "unit,"]).0, 2);
}

#[test]
fn wrong_use_exits_with_two_and_judges_nothing() {
    let folder = repository(&[(
        ".github/truegreen.yml",
        "version: 1\nrulez: {}\nrules:\n  continue-on-eror: fail\nbenchmarks: []\nwaivers:\n  - rule: pytest-xdist\n",
    )]);
    let root = folder.path().to_str().unwrap();
    let (code, out, err) = truegreen(&["check", "--root", root]);
    assert_eq!((code, out.as_str()), (2, ""));
    insta::assert_snapshot!(err);
    for arguments in [
        &["check", "--root", "/nowhere/at/all"][..],
        &["check", "--policy", "none.yml"],
        &["check", "--fail-on", "never"],
        &["chekc"],
        &["explain", "no-such-rule"],
    ] {
        let (code, out, err) = truegreen(arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(!err.is_empty(), "{arguments:?}");
    }
}

#[test]
fn fail_on_moves_the_line_between_advice_and_breach() {
    let folder = repository(&[
        (
            ".github/workflows/ci.yml",
            "on: push\njobs:\n  a:\n    continue-on-error: true\n    runs-on: x\n    steps:\n      - run: make\n",
        ),
        (".github/truegreen.yml", "version: 1\nrules: { continue-on-error: warn }\n"),
    ]);
    let root = folder.path().to_str().unwrap();
    assert_eq!(truegreen(&["check", "--root", root]).0, 0);
    assert_eq!(truegreen(&["check", "--root", root, "--fail-on", "warn"]).0, 1);
}

#[test]
fn colours_only_where_they_are_wanted() {
    assert!(!check("healthy", &[]).1.contains('\u{1b}'));
    assert!(check("healthy", &["--color", "always"]).1.contains('\u{1b}'));
}

#[test]
fn a_report_file_is_written_and_the_terminal_still_speaks() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.json");
    let (code, out, _) =
        check("healthy", &["--format", "json", "--output", path.to_str().unwrap()]);
    assert_eq!(code, 0);
    assert!(out.contains("PASS"), "{out}");
    let report: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(report["verdict"], "pass");
    let (code, _, err) = check("healthy", &["--output", "/nowhere/at/all/report"]);
    assert_eq!(code, 0, "a surface that cannot be written never changes the verdict");
    assert!(err.contains("could not be written"), "{err}");
}

#[test]
fn hostile_names_reach_the_terminal_as_text() {
    let folder = repository(&[(
        ".github/workflows/ci.yml",
        "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: make\n",
    )]);
    let report = "<testsuite><testcase classname='&#10;::set-output name=x::y' name='\u{202e}evil \u{85} ##[error]boo'>\
                  <failure message='&#10;::error::a\u{9b}31m'/></testcase></testsuite>";
    std::fs::write(folder.path().join("r.xml"), report).unwrap();
    let (code, out, _) =
        truegreen(&["check", "--root", folder.path().to_str().unwrap(), "--junit", "r.xml"]);
    assert_eq!(code, 1, "{out}");
    assert!(out.lines().all(|line| !line.trim_start().starts_with("::")), "{out}");
    assert!(!out.contains("##["), "{out}");
    assert!(!out.contains(['\u{202e}', '\u{85}', '\u{9b}', '\u{1b}']), "{out:?}");
}

/// Makes a folder with these files.
fn repository(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), files);
    folder
}

pub(crate) fn write(root: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path: PathBuf = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

pub(crate) fn git(root: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

const MUTED: &str = "on: push\njobs:\n  a:\n    continue-on-error: true\n    runs-on: x\n    steps:\n      - run: make\n";

#[test]
fn on_a_change_the_policy_of_the_base_counts_and_the_heads_counts_for_nothing() {
    let folder = repository(&[
        (".github/workflows/ci.yml", MUTED),
        (".github/truegreen.yml", "version: 1\n"),
    ]);
    let root = folder.path();
    git(root, &["init", "-q"]);
    git(root, &["add", "-A"]);
    git(root, &["commit", "-qm", "base"]);
    git(root, &["tag", "base"]);
    let waiver = "version: 1\nrules: { continue-on-error: off }\nwaivers:\n  - rule: continue-on-error\n    \
                  at: ci.yml/a\n    reason: r\n    owner: o\n    until: 2099-01-01\n";
    write(root, &[(".github/truegreen.yml", waiver)]);
    git(root, &["commit", "-qam", "head"]);
    let at = root.to_str().unwrap();

    let (code, out, _) = truegreen(&["check", "--root", at, "--base", "base", "--format", "json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code, 1);
    assert_eq!(report["policy"]["source"], "base");
    assert_eq!(report["base"].as_str().unwrap().len(), 40);
    let rules: Vec<&str> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["rule"].as_str().unwrap())
        .collect();
    assert_eq!(rules, ["gate-edited", "bad-waiver", "continue-on-error"]);
    // For the tree alone its own policy counts: the rule is off, so the waiver covers nothing.
    let (code, out, _) = truegreen(&["check", "--root", at]);
    assert_eq!(code, 1);
    assert!(out.contains("covers nothing any more"), "{out}");
}

#[test]
fn a_base_without_a_policy_is_told_as_adoption() {
    let folder = repository(&[(".github/workflows/ci.yml", MUTED)]);
    let root = folder.path();
    git(root, &["init", "-q"]);
    git(root, &["add", "-A"]);
    git(root, &["commit", "-qm", "base"]);
    git(root, &["tag", "base"]);
    write(root, &[(".github/truegreen.yml", "version: 1\n")]);
    git(root, &["add", "-A"]);
    git(root, &["commit", "-qm", "head"]);
    let (_, out, _) = truegreen(&["check", "--root", root.to_str().unwrap(), "--base", "base"]);
    assert!(out.contains("the base has none yet"), "{out}");
}

#[test]
fn a_base_that_cannot_be_read_or_is_the_head_is_never_a_pass() {
    let folder = repository(&[(
        ".github/workflows/ci.yml",
        "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: make\n",
    )]);
    let root = folder.path();
    let at = root.to_str().unwrap();
    git(root, &["init", "-q"]);
    git(root, &["add", "-A"]);
    git(root, &["commit", "-qm", "base"]);
    // Files that a build leaves in the tree are no change to compare.
    write(
        root,
        &[
            ("left.o", "x"),
            (
                ".github/workflows/ci.yml",
                "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: make all\n",
            ),
        ],
    );
    for base in ["HEAD", "no-such-branch", "--output=x", ""] {
        let base = format!("--base={base}");
        let (code, out, _) = truegreen(&["check", "--root", at, &base]);
        assert_eq!(code, 3, "{base}: {out}");
    }
    assert_eq!(truegreen(&["check", "--root", at]).0, 0);
}

#[test]
fn one_broken_workflow_does_not_hide_the_others() {
    let folder = repository(&[
        (".github/workflows/a.yml", "on: push\njobs: [\n"),
        (".github/workflows/b.yml", MUTED),
    ]);
    let (code, out, _) =
        truegreen(&["check", "--root", folder.path().to_str().unwrap(), "--format", "json"]);
    assert_eq!(code, 1);
    let report: Value = serde_json::from_str(&out).unwrap();
    let rules: Vec<&str> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["rule"].as_str().unwrap())
        .collect();
    assert!(
        rules.contains(&"invalid-workflow") && rules.contains(&"continue-on-error"),
        "{rules:?}"
    );
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_repository_is_not_followed() {
    let outside = repository(&[("r.xml", "<testsuite><testcase name='a'/></testsuite>")]);
    let folder = repository(&[
        (
            ".github/workflows/ci.yml",
            "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: make\n",
        ),
        (".github/truegreen.yml", "version: 1\ntests:\n  - name: u\n    reports: [\"r*.xml\"]\n"),
    ]);
    std::os::unix::fs::symlink(outside.path().join("r.xml"), folder.path().join("r.xml")).unwrap();
    let (code, out, _) = truegreen(&["check", "--root", folder.path().to_str().unwrap()]);
    assert_eq!(code, 3, "{out}");
    assert!(out.contains("leads out of the repository"), "{out}");
}

#[test]
fn a_gitignore_hides_nothing_that_is_committed() {
    let folder = repository(&[
        (
            ".github/workflows/ci.yml",
            "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: pytest\n",
        ),
        (
            ".github/truegreen.yml",
            "version: 1\nfiles:\n  - path: \"t/*.py\"\n    exactly: [a.py]\n",
        ),
        (".gitignore", "pyproject.toml\nt/\n"),
        ("pyproject.toml", "[tool.pytest.ini_options]\naddopts = \"-n 4\"\n"),
        ("t/a.py", ""),
        ("t/b.py", ""),
    ]);
    let root = folder.path();
    git(root, &["init", "-q"]);
    git(root, &["add", "-A", "-f"]);
    git(root, &["commit", "-qm", "all of it"]);
    let (code, out, _) = truegreen(&["check", "--root", root.to_str().unwrap()]);
    assert_eq!(code, 1);
    assert!(
        out.contains("error[pytest-xdist]") && out.contains("`t/b.py` is not on the list"),
        "{out}"
    );
}

/// Names on the command line are looked up from the root and from the folder where they were typed;
/// a policy in another place belongs to the user.
#[test]
fn names_are_found_from_the_root_and_from_where_they_were_typed() {
    let folder = repository(&[
        (
            "repo/.github/workflows/ci.yml",
            "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: make\n",
        ),
        ("repo/r/unit.xml", "<testsuite><testcase name='a'/></testsuite>"),
        ("repo/needs.json", "{\"a\": {\"result\": \"success\", \"outputs\": {}}}"),
        ("mine.yml", "version: 1\nworkflows: { ci.yml: { jobs: { a: {} } } }\n"),
    ]);
    let run = |junit: &str, needs: &str| {
        let mut command = Command::new(cargo_bin!("truegreen"));
        command
            .current_dir(folder.path())
            .args(["check", "--root", "repo", "--policy", "mine.yml"]);
        command.args(["--junit", junit, "--needs", needs, "--format", "json"]);
        let output = command.output().unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(report["policy"]["source"], "file");
        (output.status.code(), report["tests"][0]["total"].as_u64())
    };
    for junit in ["r/*.xml", "repo/r/*.xml", "r/unit.xml", "repo/r/unit.xml", "./r/unit.xml"] {
        for needs in ["needs.json", "repo/needs.json"] {
            assert_eq!(run(junit, needs), (Some(0), Some(1)), "{junit} {needs}");
        }
    }
    let outside = folder.path().join("out.xml");
    std::fs::write(&outside, "<testsuite><testcase name='a'/><testcase name='b'/></testsuite>")
        .unwrap();
    assert_eq!(run(outside.to_str().unwrap(), "needs.json"), (Some(0), Some(2)));
    assert_eq!(run("out.xml", "needs.json"), (Some(0), Some(2)));

    // The shell has already expanded the glob.
    let at = folder.path().join("repo");
    let (one, two) = (at.join("r/unit.xml"), at.join("r/unit.xml"));
    let words = [
        "check",
        "--root",
        at.to_str().unwrap(),
        "--junit",
        one.to_str().unwrap(),
        two.to_str().unwrap(),
    ];
    assert_eq!(truegreen(&words).0, 0);
}

/// The path of a report may be anything, and none of it may hang the gate or fill its memory.
#[cfg(unix)]
#[test]
fn a_pipe_a_folder_and_a_giant_are_no_reports() {
    let folder = repository(&[
        (
            ".github/workflows/ci.yml",
            "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: make\n",
        ),
        (".github/truegreen.yml", "version: 1\ntests:\n  - name: u\n    reports: [\"r/*.xml\"]\n"),
        ("r/whole.xml", "<testsuite><testcase name='a'/></testsuite>"),
    ]);
    let root = folder.path();
    let check = || truegreen(&["check", "--root", root.to_str().unwrap()]);
    assert_eq!(check().0, 0);
    let giant = std::fs::File::create(root.join("r/giant.xml")).unwrap();
    giant.set_len((2 << 30) + 1).unwrap();
    let (code, out, _) = check();
    assert_eq!(code, 3, "{out}");
    assert!(out.contains("larger than"), "{out}");
    std::fs::remove_file(root.join("r/giant.xml")).unwrap();
    std::fs::create_dir(root.join("r/folder.xml")).unwrap();
    assert_eq!(check().0, 0, "a folder is no file, and a glob names files");
    let made = Command::new("mkfifo").arg(root.join("r/pipe.xml")).status().unwrap();
    assert!(made.success());
    std::os::unix::fs::symlink("pipe.xml", root.join("r/link.xml")).unwrap();
    let (code, out, _) = check();
    assert_eq!(code, 3, "{out}");
    assert!(out.contains("not a regular file"), "{out}");
}

#[test]
fn truegreen_log_tells_the_stages_on_standard_error_and_leaves_the_report_alone() {
    let root = sample("healthy");
    let check =
        |set: &[(&str, &str)]| truegreen_with(set, &["check", "--root", &root, "--format", "json"]);
    let (code, silent, err) = check(&[]);
    assert_eq!(err, "");
    // Only an action has a log in which the runner reads debug lines.
    assert_eq!(check(&[("RUNNER_DEBUG", "1")]), (code, silent.clone(), String::new()));
    let (told, out, err) = check(&[("TRUEGREEN_LOG", "info")]);
    assert_eq!((told, &out), (code, &silent));
    let stages: Vec<&str> = err.lines().filter_map(|line| line.split(' ').nth(2)).collect();
    assert_eq!(stages, ["read", "gather", "understand", "compare", "judge", "publish"], "{err}");
    for line in err.lines() {
        assert!(line.starts_with("INFO truegreen::app ") && line.contains(" ms="), "{line}");
    }
    assert!(err.contains("understand workflows=1 jobs=5 commands=7 ms="), "{err}");
}

#[test]
fn a_filter_that_cannot_be_read_is_told_and_changes_no_verdict() {
    for (name, code) in [("healthy", 0), ("misleading", 1)] {
        let root = sample(name);
        let needs = format!("{root}/needs.json");
        let arguments = ["check", "--root", &root, "--needs", &needs];
        let (silent, out, _) = truegreen(&arguments);
        assert_eq!(silent, code);
        let told =
            truegreen_with(&[("TRUEGREEN_LOG", "truegreen::aps=debug\n::error::x")], &arguments);
        assert_eq!((told.0, &told.1), (code, &out));
        assert_eq!(told.2.lines().count(), 1, "{}", told.2);
        for part in ["warning: `TRUEGREEN_LOG` is", "nothing is logged", "truegreen::github=debug`"]
        {
            assert!(told.2.contains(part), "{part}: {}", told.2);
        }
        assert!(!told.2.contains(" ::error"), "{}", told.2);
    }
}

#[test]
fn each_mutant_of_prove_is_told_at_trace() {
    let root = sample("healthy");
    let arguments = ["prove", "--root", &root, "--operator", "or-true"];
    let (_, _, err) = truegreen_with(&[("TRUEGREEN_LOG", "truegreen::prove=trace")], &arguments);
    let tried =
        |line: &&str| line.starts_with("TRACE truegreen::prove mutant operator=or-true subject=");
    let mutants = err.lines().filter(tried).count();
    assert!(
        mutants > 1 && err.contains(&format!("tried operator=or-true mutants={mutants} caught=")),
        "{err}"
    );
}

/// Where nobody asks for anything a pass is no true green, and a policy that nobody reads is named.
#[test]
fn where_nothing_is_required_no_surface_says_that_all_is_green() {
    let root = tempfile::tempdir().unwrap();
    let workflows = root.path().join(".github/workflows");
    std::fs::create_dir_all(&workflows).unwrap();
    let ci = "on: pull_request\njobs:\n  unit:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n";
    std::fs::write(workflows.join("ci.yml"), ci).unwrap();
    let check = |more: &[&str]| {
        let root = root.path().to_str().unwrap();
        let (code, out, _) = truegreen(&[&["check", "--root", root], more].concat());
        (code, out)
    };
    let (code, out) = check(&[]);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("PASS  nothing is required yet: "), "{out}");
    let (_, out) = check(&["--required-jobs", "unit"]);
    assert!(out.contains("PASS  true green: "), "{out}");
    std::fs::write(root.path().join(".github/truegreen.yaml"), "version: 1\n").unwrap();
    let (code, out) = check(&[]);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("`.github/truegreen.yaml` is not read"), "{out}");
}
