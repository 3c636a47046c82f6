//! The trace as a user sees it: the whole path of every gate command.

use crate::cli::{sample, truegreen};

fn trace(more: &[&str]) -> (i32, String, String) {
    let root = sample("traced");
    let mut arguments = vec!["trace", "--root", &root];
    arguments.extend(more);
    truegreen(&arguments)
}

#[test]
fn every_gate_command_is_followed_to_a_check_or_to_its_break() {
    let (code, out, err) = trace(&[]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    insta::assert_snapshot!(out);
}

#[test]
fn colours_change_nothing_but_the_colour() {
    let (_, plain, _) = trace(&[]);
    let (_, coloured, _) = trace(&["--color", "always"]);
    assert_ne!(plain, coloured);
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
}

#[test]
fn one_job_alone_and_as_json() {
    let (code, out, _) = trace(&["--job", "ci.yml/scan", "--format", "json"]);
    assert_eq!(code, 0);
    insta::assert_snapshot!(out);
}

#[test]
fn a_job_that_is_not_there_is_a_wrong_use() {
    let (code, out, err) = trace(&["--job", "nosuch"]);
    assert_eq!((code, out.as_str()), (2, ""));
    insta::assert_snapshot!(err);
}

#[test]
fn a_check_that_is_skipped_on_some_pull_requests_is_not_red_there() {
    let root = tempfile::tempdir().unwrap();
    let workflows = root.path().join(".github/workflows");
    std::fs::create_dir_all(&workflows).unwrap();
    let text = "on: [push, pull_request]
jobs:
  unit:
    if: github.event.pull_request.head.repo.fork != true
    runs-on: ubuntu-latest
    steps:
      - run: pytest
  e2e:
    needs: unit
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    steps:
      - run: pytest e2e
  main:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    steps:
      - run: pytest main
";
    std::fs::write(workflows.join("ci.yml"), text).unwrap();
    let root = root.path().to_str().unwrap();
    for required in ["unit", "unit,e2e,main"] {
        let (_, out, _) = truegreen(&["trace", "--root", root, "--required-jobs", required]);
        let unit = "✘ pytest ──▶ step ──▶ job, if it runs ──╳ never red there
      ╰ its job is skipped on pull requests from forks, and a skipped check passes \
                    .github/workflows/ci.yml:4:9";
        assert!(out.contains(unit), "{out}");
    }
    let required = ["--required-jobs", "e2e,main", "--format", "json"];
    let (_, out, _) = truegreen(&[&["trace", "--root", root], &required[..]].concat());
    let trace: serde_json::Value = serde_json::from_str(&out).unwrap();
    let ends: Vec<_> = trace["gates"].as_array().unwrap().iter().map(|gate| &gate["end"]).collect();
    assert_eq!(ends, ["lost", "skipped", "red"]);
    assert_eq!(trace["gates"][1]["at"], ".github/workflows/ci.yml:9:12");
}

#[test]
fn without_required_jobs_every_red_check_counts() {
    let root = tempfile::tempdir().unwrap();
    let workflows = root.path().join(".github/workflows");
    std::fs::create_dir_all(&workflows).unwrap();
    let text = "on: pull_request\njobs:\n  unit:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n";
    std::fs::write(workflows.join("ci.yml"), text).unwrap();
    let root = root.path().to_str().unwrap();
    let (_, out, _) = truegreen(&["trace", "--root", root]);
    assert!(out.contains("✔ pytest ──▶ step ──▶ job ──▶ `ci.yml / unit` turns red"), "{out}");
    // Another job is required, and does not turn red for this one.
    let (_, out, _) = truegreen(&["trace", "--root", root, "--required-jobs", "ci.yml/other"]);
    assert!(out.contains("`ci.yml / unit` turns red, blocks nothing"), "{out}");
    assert!(out.contains("no required job hears of it"), "{out}");
    std::fs::write(
        workflows.join("ci.yml"),
        "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: echo\n",
    )
    .unwrap();
    let (code, out, _) = truegreen(&["trace", "--root", root]);
    assert_eq!(code, 0);
    assert_eq!(out, "No gate command was found: no test runner, linter, scanner or build.\n");
}
