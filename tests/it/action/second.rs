//! Further runs on a commit that are about no change: which policy they use, and what they leave
//! alone.

use std::sync::Arc;

use serde_json::json;

use super::step::{
    BASE, CI, Done, FORK, HEAD, MERGE, OLD_BASE, OWN_JOB, POLICY, RUN, Step, check_run, comments,
    github, muted, payload, pull_request,
};
use crate::fake::{Access, Fake, Kind, State};

const OFF: &str =
    "version: 1\nrules: { continue-on-error: off, job-gutted: off, signal-lost: off }\n";

/// Events that are about no change and that anybody may cause on a head of their own.
#[derive(Clone, Copy, Debug)]
enum Other {
    Push(&'static str, &'static str),
    Named(&'static str),
    /// A `workflow_run` of a run that this event started.
    After(&'static str),
}

const ZERO: &str = "0000000000000000000000000000000000000000";
const OTHERS: [Other; 11] = [
    Other::Push("refs/tags/ok", ZERO),
    Other::Push("refs/tags/ok", FORK),
    Other::Push("refs/tags/main", BASE),
    Other::Push("refs/heads/new", ZERO),
    Other::Push("refs/heads/topic", FORK),
    Other::Push("refs/heads/topic", OLD_BASE),
    Other::Named("workflow_dispatch"),
    Other::Named("schedule"),
    Other::Named("frobnicate"),
    Other::After("push"),
    Other::After("workflow_dispatch"),
];

impl Other {
    /// Returns a step of run 5000, which is newer than that of the pull request.
    fn step(self, fake: &Fake) -> Step<'_> {
        let step = Step::new(fake).attempt(5000, 1);
        match self {
            Self::Push(name, before) => {
                let values = [("REF", name), ("BEFORE", before), ("HEAD", HEAD)];
                step.event("push", payload("push", &values), HEAD)
            }
            Self::Named("frobnicate") => step.event("frobnicate", "{}".to_owned(), HEAD),
            Self::Named(event) => step.event(event, payload(event, &[]), HEAD),
            Self::After(event) => {
                let values = [
                    ("HEAD", HEAD),
                    ("HEAD_BRANCH", "topic"),
                    ("HEAD_OWNER", "octo"),
                    ("RUN_EVENT", event),
                ];
                step.event("workflow_run", payload("workflow_run", &values), BASE).empty()
            }
        }
    }
}

/// Returns a GitHub with the jobs of both runs.
fn repository() -> Fake {
    let fake = github();
    let mut state = fake.state();
    state.jobs.get_mut(&RUN).unwrap().retain(|job| job["id"] != OWN_JOB);
    state.job(RUN, OWN_JOB, "gate", Some("success"));
    for (run, number) in [(5000, 1), (5000, 2), (6000, 1)] {
        state.job((run, number), 1, "unit", Some("success"));
        state.job((run, number), OWN_JOB, "gate", None);
    }
    drop(state);
    fake
}

fn red_pull_request(fake: &Fake) {
    let done = Step::new(fake).file(".github/workflows/ci.yml", &muted()).run();
    assert_eq!(done.code, 1, "{}", done.log);
    assert_eq!(check_run(fake)["conclusion"], "failure");
}

fn policy(done: &Done) -> serde_json::Value {
    done.report.as_ref().unwrap()["policy"].clone()
}

#[test]
fn a_run_about_no_change_passes_by_the_default_branchs_policy() {
    for other in OTHERS {
        let fake = repository();
        let done = other.step(&fake).run();
        assert_eq!(done.code, 0, "{other:?}: {}{}", done.log, done.errors);
        assert_eq!(policy(&done)["commit"], BASE, "{other:?}");
        assert_eq!(check_run(&fake)["conclusion"], "success");
        assert!(fake.requests().len() <= 10, "{other:?}: {:#?}", fake.requests());
        loud!("requests: {} by {other:?}", fake.requests().len());
    }
}

#[test]
fn no_run_about_no_change_turns_a_red_pull_request_green() {
    for other in OTHERS {
        let fake = repository();
        red_pull_request(&fake);
        let (before, said) = (check_run(&fake), comments(&fake));
        let done = other.step(&fake).run();
        assert_eq!(done.code, 3, "{other:?}: {}", done.log);
        assert_eq!(check_run(&fake), before, "{other:?}");
        assert_eq!(comments(&fake), said);
        let named = "`failure`, by `pull_request` of pull request 7 against `main`";
        for text in [&done.summary, &done.log] {
            assert!(text.replace("\n      ", " ").contains("pull request 7"), "{other:?}: {text}");
        }
        assert!(done.summary.contains(named), "{other:?}: {}", done.summary);
        assert_eq!(done.outputs["verdict"], "inconclusive");
    }
}

#[test]
fn beside_a_green_pull_request_every_other_run_keeps_its_own_code() {
    for other in OTHERS {
        let fake = repository();
        assert_eq!(Step::new(&fake).run().code, 0);
        let before = check_run(&fake);
        let done = other.step(&fake).run();
        assert_eq!(done.code, 0, "{other:?}: {}", done.log);
        assert_eq!(check_run(&fake), before, "{other:?}");
        assert!(done.summary.contains("The check run was left alone"), "{}", done.summary);
    }
    let fake = repository();
    assert_eq!(Step::new(&fake).run().code, 0);
    let dispatch = || Other::Named("workflow_dispatch").step(&fake);
    assert_eq!(dispatch().file(".github/workflows/ci.yml", &muted()).run().code, 1);
    let cut = "<testsuites><testsuite><testcase name='a'/>";
    assert_eq!(dispatch().file("r.xml", cut).input("junit", "r.xml").run().code, 3);
    assert_eq!(check_run(&fake)["conclusion"], "success");
}

#[test]
fn beside_a_red_pull_request_a_red_run_is_red() {
    let fake = repository();
    red_pull_request(&fake);
    let before = check_run(&fake);
    let dispatch = Other::Named("workflow_dispatch").step(&fake);
    let done = dispatch.file(".github/workflows/ci.yml", &muted()).run();
    assert_eq!((done.code, check_run(&fake)), (1, before), "{}", done.log);
}

/// The head's policy turns the rule off, in its tree and in the workspace, and a waiver beside the
/// step covers it; the commit that was pushed before has both too.
#[test]
fn a_head_brings_no_policy_of_its_own() {
    let waived = muted().replace(
        "continue-on-error: true",
        "# truegreen: allow continue-on-error until 2099-01-01 by @octo because it is known\n        continue-on-error: true",
    );
    for ci in [muted(), waived.clone()] {
        for other in OTHERS {
            let fake = repository();
            let files = [(".github/workflows/ci.yml", ci.as_str()), (".github/truegreen.yml", OFF)];
            for commit in [HEAD, FORK, OLD_BASE] {
                fake.state().commit(commit, &[], &files);
            }
            let mut step = other.step(&fake);
            if !matches!(other, Other::After(_)) {
                step = step.file(files[0].0, files[0].1).file(files[1].0, files[1].1);
            }
            let done = step.run();
            assert_eq!(done.code, 1, "{other:?}: {}", done.log);
            assert_eq!(policy(&done)["commit"], BASE);
            assert_eq!(check_run(&fake)["conclusion"], "failure");
        }
    }
    // The same waiver counts once it is on the default branch.
    let fake = repository();
    let files = [(".github/workflows/ci.yml", waived.as_str()), (".github/truegreen.yml", POLICY)];
    fake.state().commit(BASE, &[FORK], &files);
    let done = Other::Named("schedule").step(&fake).file(files[0].0, files[0].1).run();
    assert_eq!(done.code, 0, "{}", done.log);
}

#[test]
fn where_the_default_branch_has_no_policy_the_heads_does_not_count() {
    for other in OTHERS {
        let fake = repository();
        fake.state().commit(BASE, &[FORK], &[(".github/workflows/ci.yml", CI)]);
        let mut step = other.step(&fake);
        if !matches!(other, Other::After(_)) {
            step = step.file(".github/truegreen.yml", OFF);
        }
        let done = step.run();
        assert_eq!(policy(&done)["source"], "defaults", "{other:?}: {}", done.log);
    }
}

#[test]
fn a_policy_of_the_default_branch_that_cannot_be_read_is_no_pass() {
    let answer = |status| Kind::Status(status, "Oops", Vec::new());
    for other in OTHERS {
        let quick = [
            ("/branches/main", answer(404)),
            ("/branches/main", answer(451)),
            ("/contents/.github/truegreen.yml", answer(451)),
        ];
        // These requests are repeated.
        let slow = [
            ("/branches/main", Kind::Garbage),
            ("/branches/main", answer(500)),
            ("/contents/.github/truegreen.yml", Kind::Drop),
        ];
        let is_patient = matches!(other, Other::Named("schedule"));
        for (path, kind) in quick.into_iter().chain(slow.into_iter().filter(|_| is_patient)) {
            let fake = repository();
            fake.fault("GET", path, 9, kind);
            let done = other.step(&fake).run();
            assert_eq!(done.code, 3, "{other:?} {path}: {}", done.log);
            assert_eq!(check_run(&fake)["conclusion"], "failure");
        }
    }
    let fake = repository();
    fake.state().main = "main".to_owned();
    assert_eq!(Other::Named("schedule").step(&fake).run().code, 3);
    fake.state().main = BASE.to_owned();
    fake.state().access.insert("contents", Access::None);
    let done = Other::Named("schedule").step(&fake).run();
    assert_eq!(done.code, 3, "{}", done.log);
    assert!(done.summary.contains("`contents: read`"), "{}", done.summary);
    let done = Other::Named("schedule").step(&fake).input("token", "").run();
    assert_eq!(done.code, 3, "{}", done.log);
}

/// The run of the pull request starts before the other run, and ends after it.
#[test]
fn a_pull_request_takes_the_place_of_a_newer_run_about_no_change() {
    for other in OTHERS {
        let fake = repository();
        assert_eq!(other.step(&fake).run().code, 0, "{other:?}");
        assert_eq!(check_run(&fake)["conclusion"], "success");
        red_pull_request(&fake);
        let id = check_run(&fake)["external_id"].as_str().unwrap().to_owned();
        assert!(id.starts_with("tg1;pull_request;7;main;"), "{id}");
    }
}

#[test]
fn a_closed_pull_request_keeps_its_verdict() {
    let fake = repository();
    let text = pull_request("octo", "octo").replace("\"state\": \"open\"", "\"state\": \"closed\"");
    let step = Step::new(&fake).event("pull_request", text, MERGE);
    assert_eq!(step.file(".github/workflows/ci.yml", &muted()).run().code, 1);
    let before = check_run(&fake);
    assert_eq!(Other::Named("schedule").step(&fake).run().code, 3);
    assert_eq!(check_run(&fake), before);
}

/// Both runs list the check runs before either writes.
#[test]
fn of_two_runs_that_start_together_the_pull_requests_verdict_stands() {
    let fake = repository();
    let id = format!("tg1;pull_request;7;main;{BASE};;4200.2");
    let red = json!({
        "id": 1, "name": "truegreen", "head_sha": HEAD, "status": "completed", "conclusion": "failure",
        "external_id": id, "html_url": "https://github.com/octo/service/runs/1",
        "app": { "id": 15368, "slug": "github-actions" },
    });
    let comes = red.clone();
    fake.fault(
        "POST",
        "/check-runs",
        1,
        Kind::Before(Arc::new(move |state: &mut State| {
            state.check_runs.insert(1, comes.clone());
        })),
    );
    let done = Other::Push("refs/heads/topic", FORK).step(&fake).run();
    assert_eq!(done.code, 3, "{}", done.log);
    assert!(done.summary.contains("this one is no pass beside it"), "{}", done.summary);
    let state = fake.state();
    let ends = state.check_runs.values().filter(|check| check["conclusion"] == "failure");
    assert_eq!((ends.count(), state.check_runs.len(), &state.check_runs[&1]), (2, 2, &red));
}

/// The policy turns off the rule that reports the verdict; the exit code still shows it.
#[test]
fn a_policy_that_looks_away_is_no_way_around() {
    let fake = repository();
    let policy = format!("{POLICY}rules: {{ wrong-context: off }}\n");
    let files = [(".github/workflows/ci.yml", CI), (".github/truegreen.yml", policy.as_str())];
    fake.state().commit(BASE, &[FORK], &files);
    red_pull_request(&fake);
    let before = check_run(&fake);
    let done = Other::Named("workflow_dispatch").step(&fake).run();
    assert_eq!((done.code, check_run(&fake)), (3, before), "{}", done.log);
}

fn push_to_main(fake: &Fake, run: u64, attempt: u64) -> Step<'_> {
    let values = [("REF", "refs/heads/main"), ("BEFORE", BASE), ("HEAD", HEAD)];
    Step::new(fake).attempt(run, attempt).event("push", payload("push", &values), HEAD)
}

#[test]
fn a_push_to_the_default_branch_is_judged_by_what_the_branch_was() {
    let fake = repository();
    // The branch is at the head now, whose policy is different.
    fake.state().main = HEAD.to_owned();
    let red = push_to_main(&fake, 5000, 1).file(".github/workflows/ci.yml", &muted());
    let done = red.file(".github/truegreen.yml", OFF).run();
    assert_eq!((done.code, &policy(&done)["commit"]), (1, &BASE.into()), "{}", done.log);
    assert_eq!(fake.count("GET", "/branches/"), 0);
    // A run compared with nothing, or with a commit that its author chose, does not replace the
    // verdict.
    for other in OTHERS {
        assert_eq!(other.step(&fake).attempt(6000, 1).run().code, 3, "{other:?}");
        assert_eq!(check_run(&fake)["conclusion"], "failure", "{other:?}");
    }
    // The next attempt of the same run does.
    assert_eq!(push_to_main(&fake, 5000, 2).run().code, 0);
    assert_eq!(check_run(&fake)["conclusion"], "success");
    // The verdict of a pull request has a higher rank.
    red_pull_request(&fake);
    assert_eq!(push_to_main(&fake, 6000, 1).run().code, 3);
    assert_eq!(check_run(&fake)["conclusion"], "failure");
}
