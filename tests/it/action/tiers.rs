//! One policy over two tiers: what pull requests leave behind, and what runs after the merge.

use std::process::Command;

use assert_cmd::cargo::cargo_bin;

use super::step::{BASE, CI, Done, FORK, HEAD, MERGE, OWN_JOB, RUN, Step, github, payload};
use crate::fake::Fake;

const QUALITY: &str = "name: Quality
on: { push: { branches: [main] } }
jobs:
  quality:
    runs-on: ubuntu-latest
    steps:
      - run: pytest tests/slow --junitxml=slow.xml --cov --cov-report=xml
      - uses: truegreen/truegreen@v1
";
const POLICY: &str = "version: 1
wait: 0s
workflows:
  ci.yml: { jobs: { unit: {} } }
tests:
  - { name: unit, workflow: ci.yml, reports: [unit.xml] }
  - { name: slow, workflow: quality.yml, reports: [slow.xml] }
coverage:
  - { name: python, job: quality.yml/quality, reports: [coverage.xml] }
artifacts: [log, { name: image, workflow: quality.yml }]
";
const PASSED: &str = "<testsuites><testsuite name=\"a\"><testcase classname=\"a\" name=\"b\"/></testsuite></testsuites>";
const FAILED: &str = "<testsuites><testsuite name=\"a\"><testcase classname=\"a\" name=\"b\"><failure message=\"no\"/></testcase></testsuite></testsuites>";
const COVERED: &str = "<coverage><packages><package><classes><class filename=\"a.py\"><lines><line number=\"1\" hits=\"1\"/></lines></class></classes></package></packages></coverage>";
/// The run of `quality.yml`.
const LATER: (u64, u64) = (4300, 1);

fn tiers() -> Fake {
    let fake = github();
    let mut state = fake.state();
    for (sha, parents) in
        [(FORK, &[][..]), (BASE, &[FORK]), (HEAD, &[FORK]), (MERGE, &[BASE, HEAD])]
    {
        let files = [
            (".github/workflows/ci.yml", CI),
            (".github/workflows/quality.yml", QUALITY),
            (".github/truegreen.yml", POLICY),
        ];
        state.commit(sha, parents, &files);
    }
    state.job(LATER, OWN_JOB, "quality", None);
    state.artifacts.insert(RUN.0, vec![serde_json::json!({ "name": "log", "expired": false })]);
    let both = ["log", "image"].map(|name| serde_json::json!({ "name": name, "expired": false }));
    state.artifacts.insert(LATER.0, both.to_vec());
    drop(state);
    fake
}

/// The step of a pull request's run, with these reports beside the sources.
fn early<'f>(fake: &'f Fake, reports: &[(&str, &str)]) -> Step<'f> {
    let step = Step::new(fake).file(".github/workflows/quality.yml", QUALITY);
    reports.iter().fold(step, |step, (path, text)| step.file(path, text))
}

/// The step of the run after the merge.
fn later<'f>(fake: &'f Fake, reports: &[(&str, &str)]) -> Step<'f> {
    let values = [("REF", "refs/heads/main"), ("BEFORE", BASE), ("HEAD", HEAD)];
    early(fake, reports)
        .event("push", payload("push", &values), HEAD)
        .attempt(LATER.0, LATER.1)
        .input("needs", "")
        .set("GITHUB_JOB", "quality")
        .set("GITHUB_WORKFLOW_REF", "octo/service/.github/workflows/quality.yml@refs/heads/main")
}

/// State and reason of a rule in the report.
fn row(done: &Done, rule: &str) -> (String, String) {
    let report = done.report.as_ref().unwrap_or_else(|| panic!("{}{}", done.log, done.errors));
    let rules = report["rules"].as_array().unwrap();
    let found = rules.iter().find(|known| known["id"] == rule).unwrap();
    let text = |field: &str| found[field].as_str().unwrap_or_default().to_owned();
    (text("state"), text("reason"))
}

#[test]
fn a_pull_request_is_not_red_for_what_runs_after_the_merge_and_names_it() {
    let fake = tiers();
    let done = early(&fake, &[("unit.xml", PASSED)]).run();
    assert_eq!(done.code, 0, "{}", done.log);
    let (state, reason) = row(&done, "missing-report");
    assert_eq!(state, "holds");
    for named in [
        "`tests:slow` is judged in a run of `quality.yml`",
        "`coverage:python` is judged in a run of `quality.yml`",
    ] {
        assert!(reason.contains(named) && done.summary.contains(named), "{reason}");
    }
    assert_eq!(row(&done, "low-coverage").0, "not-checked");
    let (state, reason) = row(&done, "missing-artifact");
    assert_eq!(state, "holds");
    assert!(reason.contains("`artifact:image` is judged in a run of `quality.yml`"), "{reason}");
    // Its own report is asked for all the same, and one of the other tier that lies there decides
    // nothing.
    assert_eq!(early(&fake, &[]).run().code, 1);
    let next = fake.state().again(RUN);
    let both = early(&fake, &[("unit.xml", PASSED), ("slow.xml", FAILED)]);
    assert_eq!(both.attempt(next.0, next.1).run().code, 0);
}

#[test]
fn the_run_after_the_merge_is_judged_by_its_own_entries() {
    let fake = tiers();
    let whole = [("slow.xml", PASSED), ("coverage.xml", COVERED)];
    let done = later(&fake, &whole).run();
    assert_eq!(done.code, 0, "{}", done.log);
    let (state, reason) = row(&done, "missing-report");
    let named = "`tests:unit` is judged in a run of `ci.yml`";
    assert_eq!((state.as_str(), reason.contains(named)), ("holds", true), "{reason}");
    for reports in [&whole[..1], &whole[1..], &[("slow.xml", FAILED), whole[1]]] {
        assert_eq!(later(&fake, reports).run().code, 1, "{reports:?}");
    }
    fake.state().artifacts.get_mut(&LATER.0).unwrap().pop();
    assert_eq!(later(&fake, &whole).run().code, 1);
}

/// What decides is the workflow of the run that is followed, and not that of the gate.
#[test]
fn a_gate_that_follows_a_run_judges_the_entries_of_that_run() {
    let fake = tiers();
    fake.state().jobs.get_mut(&RUN).unwrap().retain(|job| job["id"] != OWN_JOB);
    fake.state().job(RUN, OWN_JOB, "gate", Some("success"));
    let values = [
        ("HEAD", HEAD),
        ("HEAD_BRANCH", "topic"),
        ("HEAD_OWNER", "octo"),
        ("RUN_EVENT", "pull_request"),
    ];
    let follow = |reports: &[(&str, &str)], number: u64| {
        let step = Step::new(&fake)
            .event("workflow_run", payload("workflow_run", &values), BASE)
            .attempt(number, 1)
            .empty()
            .input("needs", "")
            .set(
                "GITHUB_WORKFLOW_REF",
                "octo/service/.github/workflows/trusted.yml@refs/heads/main",
            );
        let step = reports.iter().fold(step, |step, (path, text)| step.file(path, text));
        step.run()
    };
    fake.state().run_of(9000, "trusted.yml", "workflow_run", BASE, Some("success"));
    let done = follow(&[("unit.xml", PASSED)], 9000);
    assert_eq!(done.code, 0, "{}", done.log);
    let (_, reason) = row(&done, "missing-report");
    assert!(reason.contains("`tests:slow` is judged in a run of `quality.yml`"), "{reason}");
    assert_eq!(follow(&[("slow.xml", PASSED)], 9001).code, 1);
}

/// A step that calls the command line is in a run too.
#[test]
fn the_command_line_in_a_run_knows_whose_run_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write(".github/workflows/ci.yml", CI);
    write(".github/workflows/quality.yml", QUALITY);
    write(".github/truegreen.yml", &POLICY.replace("artifacts:", "# artifacts:"));
    write("event.json", "{}");
    write("unit.xml", PASSED);
    let check = |file: Option<&str>| {
        let mut command = Command::new(cargo_bin!("truegreen"));
        command.arg("check").current_dir(folder.path()).env_clear();
        if let Some(file) = file {
            let path = folder.path().join("event.json");
            command.env("GITHUB_EVENT_PATH", path).envs([
                ("GITHUB_ACTIONS", "true"),
                ("GITHUB_API_URL", "http://127.0.0.1:9"),
                ("GITHUB_SERVER_URL", "https://github.com"),
                ("GITHUB_REPOSITORY", "octo/service"),
                ("GITHUB_EVENT_NAME", "push"),
                ("GITHUB_SHA", HEAD),
                ("GITHUB_RUN_ID", "1"),
                ("GITHUB_RUN_ATTEMPT", "1"),
                ("GITHUB_JOB", "quality"),
                ("GITHUB_WORKSPACE", "."),
            ]);
            let of = format!("octo/service/.github/workflows/{file}@refs/heads/main");
            command.env("GITHUB_WORKFLOW_REF", of);
        }
        let output = command.output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        (output.status.code().unwrap(), text + &String::from_utf8(output.stderr).unwrap())
    };
    let (code, text) = check(Some("quality.yml"));
    assert!(code == 1 && text.contains("no file matches `slow.xml`"), "{text}");
    let (code, text) = check(Some("ci.yml"));
    assert_eq!(code, 0, "{text}");
    // At a terminal the reports that are there are judged, and the others are named.
    let (code, text) = check(None);
    assert_eq!(code, 0, "{text}");
    write("slow.xml", FAILED);
    let (code, text) = check(None);
    assert!(code == 1 && text.contains("`a::b` failed: no"), "{text}");
}
