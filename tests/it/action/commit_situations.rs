//! Required jobs of other workflows in each situation: what must be on the commit, and which runs
//! count.

use super::commit::{Commit, LINTER, POLICY, said};
use super::step::{BASE, CI, Done, HEAD, OWN_JOB, RUN, payload, pull_request};

const FLOOR: &str = "0123456789abcdef0123456789abcdef01234567";
const GROUP: &str = "ffffffffffffffffffffffffffffffffffffffff";
const QUEUED: &str = "on: [pull_request, merge_group]";

/// Returns the code and the words of the rule.
fn told(done: &Done) -> (i32, String) {
    (done.code, said(done).1)
}

/// Judges a group of the queue whose linter has this run.
fn in_queue(linter: &str, event: &str, end: Option<&str>) -> Done {
    let commit = Commit::on(linter);
    let mut state = commit.fake.state();
    let files = state.commits[HEAD].1.clone();
    state.commits.insert(GROUP.to_owned(), (vec![BASE.to_owned()], files));
    // What the pull request had stands on another commit.
    state.run_of(4, "linter.yml", "pull_request", HEAD, Some("success"));
    state.job_check(4, "ruff", HEAD, Some("success"));
    if let Some(end) = end {
        state.run_of(5, "linter.yml", event, GROUP, Some(end));
        state.job_check(5, "ruff", GROUP, Some(end));
    }
    drop(state);
    let text = payload("merge_group", &[("HEAD", GROUP), ("BASE", BASE)]);
    commit.step().event("merge_group", text, GROUP).run()
}

#[test]
fn a_merge_group_is_judged_by_the_runs_of_the_group() {
    let queued = LINTER.replace("on: pull_request", QUEUED);
    assert_eq!(told(&in_queue(&queued, "merge_group", Some("success"))).0, 0);
    assert_eq!(told(&in_queue(&queued, "merge_group", Some("failure"))).0, 1);
    // A run that somebody starts on the group's branch does not count.
    assert_eq!(told(&in_queue(&queued, "workflow_dispatch", Some("success"))).0, 1);
    assert_eq!(told(&in_queue(&queued, "merge_group", None)).0, 1);
    let (code, words) = told(&in_queue(LINTER, "merge_group", None));
    assert_eq!(
        (code, words.contains("no `merge_group` starts it in the queue")),
        (1, true),
        "{words}"
    );
    // Pushes to the group's branch start what each push starts, and nothing of one branch.
    let pushes = LINTER.replace("on: pull_request", "on: push");
    assert_eq!(told(&in_queue(&pushes, "push", Some("success"))).0, 0);
    assert_eq!(told(&in_queue(&pushes, "push", Some("failure"))).0, 1);
    let after = LINTER.replace("on: pull_request", "on: { push: { branches: [main] } }");
    let (code, words) = told(&in_queue(&after, "push", None));
    assert_eq!((code, words.contains("runs after the merge")), (0, true), "{words}");
}

#[test]
fn a_fork_is_judged_by_the_runs_that_name_no_pull_request() {
    for (end, code) in [("success", 0), ("failure", 1)] {
        let commit = Commit::new().ran(5, "pull_request", Some(end));
        let fork = pull_request("stranger", "stranger");
        let done = commit.step().event("pull_request", fork, super::step::MERGE).run();
        assert_eq!(done.code, code, "{}", done.log);
    }
}

#[test]
fn of_two_pull_requests_of_one_commit_each_has_its_own_runs() {
    let both = |ours: &'static str, theirs: &'static str| {
        let commit = Commit::new().ran(5, "pull_request", Some(ours));
        commit.ran(6, "pull_request", Some(theirs)).with(|state| {
            for (id, pull) in [(5, 7), (6, 8)] {
                let run = state.runs.iter_mut().find(|run| run["id"] == id).unwrap();
                run["pull_requests"] = serde_json::json!([{ "number": pull }]);
            }
        })
    };
    assert_eq!(both("success", "failure").judged().code, 0);
    assert_eq!(both("failure", "success").judged().code, 1);
}

#[test]
fn a_gate_that_follows_another_run_judges_the_checks_of_its_commit() {
    for (end, code) in [(Some("success"), 0), (Some("failure"), 1), (None, 3)] {
        let commit = Commit::new().ran(5, "pull_request", end).with(|state| {
            state.jobs.get_mut(&RUN).unwrap().retain(|job| job["id"] != OWN_JOB);
            state.job(RUN, OWN_JOB, "gate", Some("success"));
        });
        let values = [
            ("HEAD", HEAD),
            ("HEAD_BRANCH", "topic"),
            ("HEAD_OWNER", "octo"),
            ("RUN_EVENT", "pull_request"),
        ];
        let step = commit.step().event("workflow_run", payload("workflow_run", &values), BASE);
        let done = step.attempt(9000, 1).empty().input("needs", "").run();
        assert_eq!(done.code, code, "{end:?}: {}", done.log);
    }
}

#[test]
fn a_run_about_no_change_judges_the_jobs_of_its_own_workflow_and_names_the_others() {
    for event in ["schedule", "workflow_dispatch"] {
        let commit = Commit::new().ran(5, "pull_request", Some("failure"));
        let done = commit.step().event(event, payload(event, &[]), HEAD).run();
        let (code, words) = told(&done);
        let row = format!("is not judged in a run of `{event}`: `linter.yml/ruff`");
        assert_eq!((code, words.contains(&row)), (0, true), "{words}");
        assert_eq!(commit.fake.count("GET", "check-runs?filter"), 0);
    }
}

#[test]
fn a_push_is_judged_by_the_pushes_of_its_branch() {
    let both = LINTER.replace("on: pull_request", "on: [push, pull_request]");
    let pushed = |linter: &str, event: &str, end: &str, name: &str| {
        let commit = Commit::on(linter).ran(5, event, Some(end));
        let values = [("REF", name), ("BEFORE", super::step::FORK), ("HEAD", HEAD)];
        commit.step().event("push", payload("push", &values), HEAD).run()
    };
    for branch in ["refs/heads/main", "refs/heads/topic"] {
        assert_eq!(pushed(&both, "push", "success", branch).code, 0);
        assert_eq!(pushed(&both, "push", "failure", branch).code, 1);
        assert_eq!(pushed(&both, "pull_request", "success", branch).code, 1);
    }
    let (code, words) = told(&pushed(LINTER, "pull_request", "failure", "refs/heads/topic"));
    let row = "does not start on a push to `topic`";
    assert_eq!((code, words.contains(row)), (0, true), "{words}");
    // A tag is no branch.
    let (code, words) = told(&pushed(&both, "push", "failure", "refs/tags/v1"));
    assert_eq!((code, words.contains("is not judged in a run of `push`")), (0, true), "{words}");
}

#[test]
fn the_jobs_of_a_called_workflow_have_the_names_of_their_callers() {
    let called = LINTER.replace("on: pull_request", "on: workflow_call");
    let ci = format!("{CI}  lint:\n    uses: ./.github/workflows/linter.yml\n");
    let ci = ci.replace("needs: [unit]", "needs: [unit, lint]");
    let judged = |checks: &[(&str, Option<&str>)]| {
        let commit = Commit::on(&called).with(|state| {
            for (_, files) in state.commits.values_mut() {
                files.insert(".github/workflows/ci.yml".to_owned(), ci.clone());
            }
            state.job(RUN, 3, "lint / ruff", Some("success"));
            for (name, end) in checks {
                state.job_check(RUN.0, name, HEAD, *end);
            }
        });
        let needs = r#"{"unit": {"result": "success"}, "lint": {"result": "success"}}"#;
        let step = commit.step().file(".github/workflows/ci.yml", &ci);
        told(&step.input("needs", needs).run())
    };
    let (code, words) = judged(&[("lint / ruff", Some("success"))]);
    assert_eq!(code, 0, "{words}");
    let (code, words) = judged(&[("lint / ruff", Some("failure"))]);
    assert_eq!(code, 1, "{words}");
    // The call did not start, and a job of the name of the called one is another.
    let (code, words) = judged(&[("lint", Some("skipped")), ("ruff", Some("success"))]);
    assert_eq!((code, words.contains("was skipped")), (1, true), "{words}");
    // What has not ended in the judged run is not waited for.
    let (code, words) = judged(&[("lint / ruff", None)]);
    assert_eq!((code, words.contains("to the `needs`")), (3, true), "{words}");
}

#[test]
fn a_floor_asks_for_jobs_of_other_workflows_too() {
    for (end, code) in [("success", 0), ("failure", 1)] {
        let policy = format!(
            "version: 1\nwait: 0s\nworkflows:\n  ci.yml: {{ jobs: {{ unit: {{}} }} }}\nextends: octo/policies/python.yml@{FLOOR}\n"
        );
        let commit = Commit::of(LINTER, LINTER, &policy).ran(5, "pull_request", Some(end));
        let commit = commit.with(|state| state.commit(FLOOR, &[], &[("python.yml", POLICY)]));
        let done = commit.judged();
        assert_eq!(done.code, code, "{}", done.log);
    }
}

#[test]
fn more_checks_than_a_page_holds_are_all_read() {
    let commit = Commit::new().with(|state| {
        for number in 0..150 {
            state.foreign_check(9, &format!("check {number}"), HEAD, Some("success"), (77, "x"));
        }
    });
    let done = commit.ran(5, "pull_request", Some("failure")).judged();
    assert_eq!(done.code, 1, "{}", done.log);
    assert!(told(&done).1.contains("failed in run 5"));
}

#[test]
fn a_bare_name_of_a_flag_is_a_job_of_the_gates_own_workflow() {
    let own = "version: 1\nwait: 0s\n";
    let commit = |linter: &str| Commit::of(linter, linter, own);
    let named = |commit: &Commit, jobs: &str| commit.step().input("required-jobs", jobs).run();
    // Both workflows have a job `unit`; that of the linter failed.
    let twin = LINTER.replace("ruff:", "unit:");
    let done = named(&commit(&twin), "unit");
    assert_eq!(done.code, 0, "{}", done.log);
    // Only the other workflow has it, or the flag names that workflow.
    for (linter, jobs) in [(LINTER, "ruff"), (twin.as_str(), "linter.yml/unit")] {
        let done = named(&commit(linter), jobs);
        assert_eq!((done.code, told(&done).1.contains("never started")), (1, true), "{}", done.log);
    }
}

/// A label starts a second run of the gate's own workflow, which skips the tests with the leave of
/// the policy.
#[test]
fn a_skip_with_leave_never_takes_the_place_of_what_another_run_of_the_event_found() {
    let policy = "version: 1\nwait: 0s\nworkflows:\n  ci.yml: { jobs: { unit: {} } }\nskips-allowed:\n  - { job: ci.yml/unit, when: labels, reason: nothing changed }\n";
    let ci = CI.replace("  unit:\n", "  unit:\n    if: github.event.action != 'labeled'\n");
    let judged = |event: &str, end: Option<&str>| {
        let commit = Commit::of(LINTER, LINTER, policy).with(|state| {
            for (_, files) in state.commits.values_mut() {
                files.insert(".github/workflows/ci.yml".to_owned(), ci.clone());
            }
            state.jobs.get_mut(&RUN).unwrap().retain(|job| job["id"] == OWN_JOB);
            state.job(RUN, 1, "unit", Some("skipped"));
            if event != "none" {
                state.run_of(4100, "ci.yml", event, HEAD, end);
                state.job_check(4100, "unit", HEAD, end);
            }
        });
        let needs = r#"{"unit": {"result": "skipped"}}"#;
        let step = commit.step().file(".github/workflows/ci.yml", &ci).input("needs", needs);
        told(&step.run())
    };
    for (event, end, code) in [
        ("none", None, 0),
        ("pull_request", Some("success"), 0),
        ("pull_request", Some("failure"), 1),
        ("pull_request", Some("cancelled"), 1),
        ("pull_request", None, 3),
        ("pull_request", Some("skipped"), 0),
        ("workflow_dispatch", Some("failure"), 0),
    ] {
        let (found, words) = judged(event, end);
        assert_eq!(found, code, "{event} {end:?}: {words}");
    }
    assert!(judged("pull_request", Some("failure")).1.contains("failed in run 4100"));
}
