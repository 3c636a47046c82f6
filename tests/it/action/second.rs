//! Further runs on a commit: by which base and policy they are judged, and that none of them turns
//! the red of another into green.

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
                fake.state().started.insert(4100, event);
                let values = [
                    ("HEAD", HEAD),
                    ("HEAD_BRANCH", "topic"),
                    ("HEAD_OWNER", "octo"),
                    ("RUN_EVENT", event),
                ];
                let text = payload("workflow_run", &values).replace("\"id\": 4200", "\"id\": 4100");
                step.event("workflow_run", text, BASE).input("needs", "").empty()
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
        state.started.insert(run, "push");
    }
    for attempt in [(4100, 1), (4100, 2)] {
        state.job(attempt, 1, "unit", Some("success"));
        state.started.insert(attempt.0, "push");
    }
    drop(state);
    fake
}

fn red_pull_request(fake: &Fake) {
    let done = Step::new(fake).file(".github/workflows/ci.yml", &muted()).run();
    assert_eq!(done.code, 1, "{}", done.log);
    assert_eq!(check_run(fake)["conclusion"], "failure");
    // What follows the run reads the commit itself.
    let files =
        [(".github/workflows/ci.yml", muted()), (".github/truegreen.yml", POLICY.to_owned())];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    fake.state().commit(HEAD, &[FORK], &files);
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
        let most = if is_of_pull(other) { 24 } else { 16 };
        assert!(fake.requests().len() <= most, "{other:?}: {:#?}", fake.requests());
        loud!("requests: {} by {other:?}", fake.requests().len());
    }
}

/// Returns whether the verdict of another event is one on the pull request: its run was judged.
fn is_of_pull(other: Other) -> bool {
    matches!(other, Other::After(_))
}

#[test]
fn no_run_about_no_change_turns_a_red_pull_request_green() {
    for other in OTHERS {
        let fake = repository();
        red_pull_request(&fake);
        let (before, said) = (check_run(&fake), comments(&fake));
        let done = other.step(&fake).run();
        if is_of_pull(other) {
            // It judges the pull request, at its head, which is as red as it was.
            let check = check_run(&fake);
            assert_eq!((done.code, &check["conclusion"]), (1, &"failure".into()), "{}", done.log);
            continue;
        }
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
fn two_green_runs_of_one_commit_are_one_green_check() {
    for other in OTHERS {
        let fake = repository();
        assert_eq!(Step::new(&fake).run().code, 0);
        let done = other.step(&fake).run();
        assert_eq!(done.code, 0, "{other:?}: {}", done.log);
        let check = check_run(&fake);
        assert_eq!(check["conclusion"], "success", "{other:?}");
        let id = check["external_id"].as_str().unwrap();
        assert!(id.contains("4200.2") && !id.contains('!'), "{other:?}: {id}");
    }
}

/// The verdict of each run is lifted by that run alone, in whatever order they are written.
#[test]
fn a_red_run_beside_a_green_pull_request_is_red_until_it_runs_again() {
    let fake = repository();
    assert_eq!(Step::new(&fake).run().code, 0);
    let dispatch = |attempt| Other::Named("workflow_dispatch").step(&fake).attempt(5000, attempt);
    assert_eq!(dispatch(1).file(".github/workflows/ci.yml", &muted()).run().code, 1);
    assert_eq!(check_run(&fake)["conclusion"], "failure");
    // The pull request runs again and cannot lift it.
    let next = fake.state().again(RUN);
    let done = Step::new(&fake).attempt(next.0, next.1).run();
    assert_eq!(
        (done.code, &check_run(&fake)["conclusion"]),
        (3, &"failure".into()),
        "{}",
        done.log
    );
    assert!(done.summary.contains("run 5000, attempt 1"), "{}", done.summary);
    let done = dispatch(2).run();
    assert_eq!(done.code, 0, "{}{}", done.log, check_run(&fake));
    let check = check_run(&fake);
    assert_eq!(check["conclusion"], "success");
    assert!(!check["external_id"].as_str().unwrap().contains('!'), "{check}");
}

#[test]
fn of_two_red_runs_each_takes_back_its_own_mark_alone() {
    for first in [5000_u64, RUN.0] {
        let fake = repository();
        red_pull_request(&fake);
        let dispatch = |n| Other::Named("workflow_dispatch").step(&fake).attempt(5000, n);
        assert_eq!(dispatch(1).file(".github/workflows/ci.yml", &muted()).run().code, 1);
        let next = fake.state().again(RUN);
        let pull = || Step::new(&fake).attempt(next.0, next.1).run();
        let codes = match first {
            5000 => [dispatch(2).run().code, pull().code],
            _ => [pull().code, dispatch(2).run().code],
        };
        assert_eq!(codes, [3, 0], "{first} first");
        assert_eq!(check_run(&fake)["conclusion"], "success");
    }
}

/// An approval is a label, and the label starts a run of its own.
#[test]
fn a_later_run_of_the_same_event_lifts_what_it_judged_again() {
    let fake = repository();
    red_pull_request(&fake);
    fake.state().started.insert(6000, "pull_request");
    let done = Step::new(&fake).attempt(6000, 1).run();
    assert_eq!(
        (done.code, &check_run(&fake)["conclusion"]),
        (0, &"success".into()),
        "{}",
        done.log
    );
    // An earlier one does not lift the verdict on a later one.
    let fake = repository();
    fake.state().started.insert(6000, "pull_request");
    let later = Step::new(&fake).attempt(6000, 1).file(".github/workflows/ci.yml", &muted());
    assert_eq!(later.run().code, 1);
    assert_eq!(Step::new(&fake).run().code, 3);
    assert_eq!(check_run(&fake)["conclusion"], "failure");
}

/// The label starts a run in which the tests are skipped, with the leave of the policy.
#[test]
fn a_later_run_that_skips_what_an_earlier_one_ran_lifts_nothing() {
    let skips = format!(
        "{POLICY}wait: 0s\nskips-allowed:\n  - {{ job: ci.yml/unit, when: a label says so, reason: quick }}\n"
    );
    let ci = CI.replace(
        "  unit:\n",
        "  unit:\n    if: \"!contains(github.event.pull_request.labels.*.name, 'skip')\"\n",
    );
    let fake = repository();
    let files = [(".github/workflows/ci.yml", ci.as_str()), (".github/truegreen.yml", &skips)];
    for (commit, parents) in [(BASE, &[FORK][..]), (HEAD, &[FORK][..]), (MERGE, &[BASE, HEAD][..])]
    {
        fake.state().commit(commit, parents, &files);
    }
    let step = |run, number| {
        let step = Step::new(&fake).attempt(run, number).file(files[0].0, files[0].1);
        step.file(files[1].0, files[1].1)
    };
    let report = "<testsuites><testsuite name='a' tests='1' failures='1'><testcase name='a'><failure/></testcase></testsuite></testsuites>";
    let red = step(RUN.0, RUN.1).file("r.xml", report).input("junit", "r.xml").run();
    assert_eq!(red.code, 1, "{}", red.log);
    let mut state = fake.state();
    state.started.insert(6000, "pull_request");
    state.jobs.get_mut(&(6000, 1)).unwrap()[0]["conclusion"] = "skipped".into();
    state.job_check(RUN.0, "unit", HEAD, Some("success"));
    drop(state);
    let needs = "{\"unit\": {\"result\": \"skipped\", \"outputs\": {}}}";
    let done = step(6000, 1).input("needs", needs).run();
    assert_eq!(
        (done.code, &check_run(&fake)["conclusion"]),
        (3, &"failure".into()),
        "{}",
        done.log
    );
}

/// Two steps of one attempt: the weaker one ends last.
#[test]
fn a_second_step_of_the_same_attempt_lifts_nothing() {
    let fake = repository();
    let cut = "<testsuites><testsuite><testcase name='a'/>";
    let strict = Step::new(&fake).file("r.xml", cut).input("junit", "r.xml");
    assert_eq!(strict.run().code, 3);
    assert_eq!(Step::new(&fake).run().code, 3);
    assert_eq!(check_run(&fake)["conclusion"], "failure");
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
            for (commit, parents) in [(HEAD, &[FORK][..]), (FORK, &[]), (OLD_BASE, &[FORK])] {
                fake.state().commit(commit, parents, &files);
            }
            let mut step = other.step(&fake);
            if !matches!(other, Other::After(_)) {
                step = step.file(files[0].0, files[0].1).file(files[1].0, files[1].1);
            }
            let done = step.run();
            assert_eq!(done.code, 1, "{other:?}: {}", done.log);
            assert_eq!(policy(&done)["commit"], BASE, "{other:?}");
            assert_eq!(check_run(&fake)["conclusion"], "failure");
        }
    }
    // The same waiver counts once it is on the default branch.
    let fake = repository();
    let files = [(".github/workflows/ci.yml", waived.as_str()), (".github/truegreen.yml", POLICY)];
    fake.state().commit(BASE, &[FORK], &files);
    fake.state().commit(HEAD, &[BASE], &files);
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
        let expected = if is_of_pull(other) { "adoption" } else { "defaults" };
        assert_eq!(policy(&done)["source"], expected, "{other:?}: {}", done.log);
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
fn a_red_pull_request_is_red_after_a_newer_run_about_no_change() {
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
    fake.state().commit(FORK, &[], &files);
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
    // The commit is on the branch, so no other event has a verdict on it.
    for other in OTHERS.into_iter().filter(|other| !is_of_pull(*other)) {
        let before = check_run(&fake);
        let done = other.step(&fake).attempt(6000, 1).run();
        assert_eq!((done.code, check_run(&fake)), (0, before), "{other:?}: {}", done.log);
    }
    // The next attempt of the same run lifts it.
    assert_eq!(push_to_main(&fake, 5000, 2).run().code, 0);
    assert_eq!(check_run(&fake)["conclusion"], "success");
    // The verdict on a pull request is another run's.
    fake.state().main = BASE.to_owned();
    red_pull_request(&fake);
    assert_eq!(push_to_main(&fake, 6000, 1).run().code, 3);
    assert_eq!(check_run(&fake)["conclusion"], "failure");
}
