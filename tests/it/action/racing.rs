//! Re-runs, races, two gates: there is one check run and one comment for each, and the newest
//! attempt wins.

use std::sync::Arc;

use serde_json::json;

use super::step::{BASE, HEAD, RUN, Step, check_run, comments, github, muted};
use crate::fake::{Kind, State};

const BOT: &str = "github-actions[bot]";

/// Returns the numbers of check runs and comments.
fn counts(fake: &crate::fake::Fake) -> (usize, usize) {
    let checks = fake.state().check_runs.len();
    (checks, comments(fake).len())
}

fn is_of(check: &serde_json::Value, attempt: &str) -> bool {
    let id = check["external_id"].as_str().unwrap_or_default();
    id.starts_with("tg1;pull_request;7;main;") && id.ends_with(&format!(";{attempt}"))
}

fn with_attempt(fake: &crate::fake::Fake, number: u64) {
    fake.state().job((RUN.0, number), 1, "unit", Some("success"));
    fake.state().job((RUN.0, number), 9, "gate", None);
}

#[test]
fn a_rerun_brings_its_own_check_and_comment_up_to_date() {
    let fake = github();
    assert_eq!(Step::new(&fake).file(".github/workflows/ci.yml", &muted()).run().code, 1);
    assert_eq!(check_run(&fake)["conclusion"], "failure");
    with_attempt(&fake, 3);
    assert_eq!(Step::new(&fake).attempt(RUN.0, 3).run().code, 0);
    let check = check_run(&fake);
    assert_eq!(check["conclusion"], "success");
    assert!(is_of(&check, "4200.3"), "{check}");
    let [comment] = comments(&fake).try_into().unwrap();
    assert!(comment.contains("✅ True green") && comment.contains("attempt=3"), "{comment}");
}

#[test]
fn an_older_attempt_that_ends_late_overwrites_nothing() {
    let fake = github();
    with_attempt(&fake, 3);
    assert_eq!(Step::new(&fake).attempt(RUN.0, 3).run().code, 0);
    let late = Step::new(&fake).file(".github/workflows/ci.yml", &muted()).run();
    assert_eq!(late.code, 1);
    assert!(is_of(&check_run(&fake), "4200.3"));
    assert!(comments(&fake)[0].contains("attempt=3"));
    assert!(late.summary.contains("newer attempt"), "{}", late.summary);
}

#[test]
fn two_gates_in_one_repository_have_a_check_and_a_comment_each() {
    let fake = github();
    assert_eq!(Step::new(&fake).run().code, 0);
    assert_eq!(Step::new(&fake).input("check-name", "truegreen / nightly").run().code, 0);
    assert_eq!(counts(&fake), (2, 2));
    assert_eq!(Step::new(&fake).input("check-name", "truegreen / nightly").run().code, 0);
    assert_eq!(counts(&fake), (2, 2));
}

#[test]
fn two_racing_runs_leave_one_comment() {
    let fake = github();
    // Another run of the same gate writes its comment between our list and our write.
    let other = format!("<!-- truegreen:v1 truegreen run=4100 attempt=1 sha={HEAD} -->\nolder");
    let first = Arc::new(std::sync::atomic::AtomicBool::new(true));
    fake.fault(
        "POST",
        "/comments",
        1,
        Kind::Before(Arc::new(move |state: &mut State| {
            if first.swap(false, std::sync::atomic::Ordering::SeqCst) {
                state.comment(7, BOT, &other);
            }
        })),
    );
    assert_eq!(Step::new(&fake).run().code, 0);
    let [left] = comments(&fake).try_into().unwrap();
    assert!(left.contains("run=4200 attempt=2"), "{left}");
}

#[test]
fn a_comment_of_somebody_else_with_our_marker_is_left_alone() {
    let fake = github();
    let forged = "<!-- truegreen:v1 truegreen run=99999 attempt=1 sha=x -->\n## ✅ True green";
    fake.state().comment(7, "stranger", forged);
    assert_eq!(Step::new(&fake).file(".github/workflows/ci.yml", &muted()).run().code, 1);
    let all = comments(&fake);
    assert_eq!(all.len(), 2);
    assert_eq!(all[0], forged);
    assert!(all[1].contains("❌"));
}

#[test]
fn our_comment_is_found_behind_two_hundred_others() {
    let fake = github();
    for n in 0..210 {
        fake.state().comment(7, "stranger", &format!("remark {n}"));
    }
    assert_eq!(Step::new(&fake).run().code, 0);
    assert_eq!(comments(&fake).len(), 211);
    assert_eq!(Step::new(&fake).run().code, 0);
    assert_eq!(comments(&fake).len(), 211);
}

#[test]
fn a_job_of_the_same_name_is_not_ours_and_is_warned_of() {
    let fake = github();
    let job = json!({
        "id": 1, "name": "truegreen", "head_sha": HEAD, "status": "in_progress", "conclusion": null,
        "external_id": "0f8fad5b-d9cb-469f-a165-70867728950e", "app": { "id": 15368, "slug": "github-actions" },
    });
    fake.state().check_runs.insert(1, job.clone());
    let done = Step::new(&fake).run();
    assert_eq!(done.code, 0, "{}", done.log);
    assert_eq!(fake.state().check_runs[&1], job);
    assert_eq!(fake.state().check_runs.len(), 2);
    assert!(
        done.summary.contains("nother check on this commit is called `truegreen` too"),
        "{}",
        done.summary
    );
}

/// Anybody who may write checks may make one of our name. Neither an `external_id` of an older
/// version, nor one of our form by another app or of a run that does not exist keeps our verdict
/// from being written.
#[test]
fn a_check_run_that_we_did_not_write_pins_nothing() {
    let ours = "tg1;pull_request;7;main;;;9999.1";
    // A later attempt than the run has had, and a gate that follows a run of another commit.
    let ahead = "tg1;pull_request;7;main;;;4200.9";
    let follows = "tg1;workflow_run;7;main;;;9999.1,4200.2";
    let other = "tg1;workflow_run;7;main;;;9000.1,8000.1";
    let forged = [ours, ahead, follows, other].map(|id| (id, 15368));
    for (id, app) in [("9999/1", 15368), ("9999.1", 15368), (ours, 4)].into_iter().chain(forged) {
        let fake = github();
        let pin = json!({
            "id": 1, "name": "truegreen", "head_sha": HEAD, "status": "completed", "conclusion": "success",
            "external_id": id, "app": { "id": app, "slug": "some-app" },
        });
        fake.state().check_runs.insert(1, pin.clone());
        fake.state().run_of(9000, "trusted-gate.yml", "workflow_run", BASE, Some("success"));
        let done = Step::new(&fake).file(".github/workflows/ci.yml", &muted()).run();
        assert_eq!(done.code, 1, "{id}: {}", done.log);
        let state = fake.state();
        assert_eq!(state.check_runs[&1], pin);
        let own: Vec<_> = state.check_runs.iter().filter(|(at, _)| **at != 1).collect();
        assert_eq!(own.len(), 1);
        assert_eq!(own[0].1["conclusion"], "failure");
        assert!(!done.summary.contains("newer attempt"), "{}", done.summary);
        assert!(done.summary.contains("is called `truegreen` too"), "{}", done.summary);
    }
}

/// A run of this commit, or a gate that follows one, stands. Who may not read the runs trusts the
/// field as it is.
#[test]
fn a_check_run_of_a_run_that_exists_is_ours() {
    let newer = "tg1;pull_request;7;main;;;9000.1";
    let follows = "tg1;workflow_run;7;main;;;9000.1,4200.2";
    for (id, event, may_read) in
        [(newer, "pull_request", true), (follows, "workflow_run", true), (newer, "none", false)]
    {
        let fake = github();
        let head = if event == "workflow_run" { BASE } else { HEAD };
        fake.state().run_of(9000, "ci.yml", event, head, None);
        if !may_read {
            fake.fault(
                "GET",
                "/actions/runs",
                9,
                Kind::Status(403, "Resource not accessible by integration", Vec::new()),
            );
        }
        let there = json!({
            "id": 1, "name": "truegreen", "head_sha": HEAD, "status": "completed", "conclusion": "success",
            "external_id": id, "app": { "id": 15368, "slug": "github-actions" },
        });
        fake.state().check_runs.insert(1, there.clone());
        let done = Step::new(&fake).file(".github/workflows/ci.yml", &muted()).run();
        // It stays in the ledger, beside the red one.
        let check = check_run(&fake);
        assert_eq!((done.code, &check["conclusion"]), (1, &"failure".into()), "{id}: {}", done.log);
        let runs = check["external_id"].as_str().unwrap().rsplit(';').next().unwrap();
        assert_eq!(runs, if event == "workflow_run" { "4200.2!" } else { "4200.2!,9000.1" });
    }
}

#[test]
fn many_annotations_go_out_in_pages_with_the_failures_first() {
    let fake = github();
    let steps: String = (0..120)
        .map(|n| format!("      - {{ run: \"make {n}\", continue-on-error: true }}\n"))
        .collect();
    let ci = super::step::CI.replace("      - run: pytest -q\n", &steps);
    let done = Step::new(&fake).file(".github/workflows/ci.yml", &ci).run();
    assert_eq!(done.code, 1);
    let annotations = fake.state().annotations.values().next().unwrap().clone();
    // One of them is about the drift of the change: the test that the steps replace.
    assert_eq!(annotations.len(), 121);
    assert_eq!(fake.count("PATCH", "/check-runs/"), 2);
    assert_eq!(done.log.lines().filter(|line| line.starts_with("::error")).count(), 10);
    // A second attempt adds none of them again.
    with_attempt(&fake, 3);
    assert_eq!(
        Step::new(&fake).attempt(RUN.0, 3).file(".github/workflows/ci.yml", &ci).run().code,
        1
    );
    assert_eq!(fake.state().annotations.values().next().unwrap().len(), 121);
}
