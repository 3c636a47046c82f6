//! The drift of a change, as the action reports it: which base counts for which event, which
//! requests that takes, and what stays unknown.

use serde_json::Value;

use super::step::{
    BASE, CI, Done, FORK, HEAD, MERGE, POLICY, RUN, Step, check_run, comments, github, muted,
    payload, pull_request,
};
use crate::fake::Fake;

const WORKFLOW: &str = ".github/workflows/ci.yml";

/// Returns a GitHub on which the change mutes the only test.
fn muting() -> Fake {
    let fake = github();
    let workflow = muted();
    let files = [(WORKFLOW, workflow.as_str()), (".github/truegreen.yml", POLICY)];
    fake.state().commit(MERGE, &[BASE, HEAD], &files);
    fake.state().commit(HEAD, &[FORK], &files);
    fake
}

fn step(fake: &Fake) -> Step<'_> {
    Step::new(fake).file(WORKFLOW, &muted())
}

fn drift(done: &Done) -> Vec<String> {
    let report = done.report.as_ref().unwrap();
    let findings = report["findings"].as_array().unwrap().iter();
    let is_drift = |finding: &&Value| finding["drift"].is_object() && finding["state"] == "broken";
    findings.filter(is_drift).map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_test_that_is_muted_is_a_signal_lost_on_every_surface() {
    let fake = muting();
    let done = step(&fake).input("sarif", "out.sarif").run();
    assert_eq!((done.code, drift(&done)), (1, vec!["signal-lost".to_owned()]), "{}", done.log);
    let comment = comments(&fake).remove(0);
    for text in [&comment, &done.summary, &check_run(&fake)["output"].to_string()] {
        assert!(text.contains("Weaker than") && text.contains("**signal-lost**"), "{text}");
    }
    // Both sides are linked, each in its own commit.
    assert!(comment.contains(&format!("blob/{BASE}/{WORKFLOW}")), "{comment}");
    assert!(comment.contains(&format!("blob/{HEAD}/{WORKFLOW}")), "{comment}");
    assert!(done.sarif.as_ref().unwrap().contains("signal-lost"));
    // There are as many requests as without drift, and one for the one file that differs.
    assert_eq!(fake.count("GET", "/git/trees/"), 2);
    assert_eq!(fake.count("GET", "/contents/"), 1);
    assert!(fake.requests().len() <= 12 + 2, "{:#?}", fake.requests());
}

#[test]
fn what_is_unchanged_is_not_asked_for_again() {
    let fake = github();
    assert_eq!(Step::new(&fake).attempt(4200, 1).run().code, 0);
    assert_eq!((fake.count("GET", "/git/trees/"), fake.count("GET", "/contents/")), (2, 0));
    let comment = comments(&fake).remove(0);
    assert!(
        comment.contains("Nothing is weaker than `main` at `bbbbbbbbbb`: 1 workflow, 2 jobs"),
        "{comment}"
    );
    assert!(fake.requests().len() <= 12, "{:#?}", fake.requests());
}

#[test]
fn a_fork_is_held_to_the_same_base() {
    let fake = muting();
    let text = pull_request("stranger", "stranger");
    let done = step(&fake).event("pull_request", text, MERGE).run();
    assert_eq!((done.code, drift(&done)), (1, vec!["signal-lost".to_owned()]), "{}", done.log);
}

/// A checked-out head lacks what its base gained since the merge base; it does not remove that.
#[test]
fn what_the_base_gained_since_is_not_taken_away() {
    let fake = github();
    let more =
        format!("{CI}  more:\n    runs-on: ubuntu-latest\n    steps:\n      - run: cargo test\n");
    let files = [(WORKFLOW, more.as_str()), (".github/truegreen.yml", POLICY)];
    fake.state().commit(BASE, &[FORK], &files);
    let done = Step::new(&fake).checked_out(Some(HEAD)).run();
    assert_eq!((done.code, drift(&done)), (0, Vec::new()), "{}", done.log);
    assert_eq!(fake.count("GET", "/compare/"), 1);
    // The merge commit itself lacks the job, so the merge would remove it.
    let next = fake.state().again(RUN);
    let done = Step::new(&fake).attempt(next.0, next.1).run();
    assert_eq!((done.code, drift(&done)), (1, vec!["job-removed".to_owned()]), "{}", done.log);
}

#[test]
fn a_merge_queue_and_a_push_are_compared_with_what_was_there() {
    let fake = muting();
    let group = "f".repeat(40);
    let workflow = muted();
    let files = [(WORKFLOW, workflow.as_str()), (".github/truegreen.yml", POLICY)];
    fake.state().commit(&group, &[BASE], &files);
    let text = payload("merge_group", &[("HEAD", &group), ("BASE", BASE)]);
    let done = step(&fake).event("merge_group", text, &group).run();
    assert_eq!((done.code, drift(&done)), (1, vec!["signal-lost".to_owned()]), "{}", done.log);
    let text = payload("push", &[("REF", "refs/heads/main"), ("BEFORE", BASE), ("HEAD", HEAD)]);
    let done = step(&fake).event("push", text, HEAD).run();
    assert_eq!((done.code, drift(&done)), (1, vec!["signal-lost".to_owned()]), "{}", done.log);
    // Whether the push took commits away.
    assert_eq!(fake.count("GET", "/compare/"), 1);
}

/// The old tip of a force-pushed branch is compared as it is: its contents are removed.
#[test]
fn a_base_that_was_pushed_over_is_compared_while_it_is_there() {
    let fake = muting();
    let old = "e".repeat(40);
    let files = [(WORKFLOW, CI), (".github/truegreen.yml", POLICY)];
    fake.state().commit(&old, &[], &files);
    let push = |before: &str| {
        payload("push", &[("REF", "refs/heads/main"), ("BEFORE", before), ("HEAD", HEAD)])
    };
    let done = step(&fake).event("push", push(&old), HEAD).run();
    assert_eq!((done.code, drift(&done)), (1, vec!["signal-lost".to_owned()]), "{}", done.log);
    let done = Step::new(&fake).event("push", push(&"9".repeat(40)), HEAD).run();
    assert_eq!(done.code, 3, "{}", done.log);
}

#[test]
fn a_base_without_workflows_loses_none() {
    let fake = github();
    fake.state().commit(BASE, &[], &[(".github/truegreen.yml", POLICY), ("a.txt", "a")]);
    let done = Step::new(&fake).run();
    assert_eq!((done.code, drift(&done)), (0, Vec::new()), "{}", done.log);
    let stronger = done.report.as_ref().unwrap()["drift"]["stronger"].as_array().unwrap().len();
    assert!(stronger > 0, "{}", done.report.unwrap()["drift"]);
}

#[test]
fn four_hundred_changed_files_cost_no_request_each() {
    let fake = muting();
    let names: Vec<String> = (0..400).map(|number| format!("src/file{number}.py")).collect();
    let (workflow, mut step) = (muted(), step(&fake));
    let side = |ci: &str, text: &'static str| {
        let mut files = vec![(WORKFLOW.to_owned(), ci.to_owned())];
        files.push((".github/truegreen.yml".to_owned(), POLICY.to_owned()));
        files.extend(names.iter().map(|name| (name.clone(), text.to_owned())));
        files
    };
    for (commit, parents, files) in
        [(BASE, &[][..], side(CI, "old")), (MERGE, &[BASE, HEAD][..], side(&workflow, "new"))]
    {
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        fake.state().commit(commit, parents, &files);
    }
    for name in &names {
        step = step.file(name, "new");
    }
    let done = step.run();
    assert_eq!((done.code, drift(&done)), (1, vec!["signal-lost".to_owned()]), "{}", done.log);
    assert!(fake.requests().len() <= 12 + 2, "{}", fake.requests().len());
}

#[test]
fn a_settings_file_over_a_mebibyte_cannot_be_told() {
    let fake = github();
    let big = |value: u32| {
        let filler = "x".repeat(1 << 20);
        format!(
            "{{ \"jest\": {{ \"coverageThreshold\": {{ \"global\": {{ \"lines\": {value} }} }} }}, \"x\": \"{filler}\" }}"
        )
    };
    let (old, new) = (big(90), big(10));
    for (commit, parents, text) in [(BASE, &[][..], &old), (MERGE, &[BASE, HEAD][..], &new)] {
        let files =
            [(WORKFLOW, CI), (".github/truegreen.yml", POLICY), ("package.json", text.as_str())];
        fake.state().commit(commit, parents, &files);
    }
    let done = Step::new(&fake).file("package.json", &new).run();
    assert_eq!(done.code, 3, "{}", done.log);
    assert!(done.summary.contains("package.json"), "{}", done.summary);
}

#[test]
fn a_tree_that_is_too_large_to_list_cannot_be_told() {
    let fake = muting();
    fake.state().truncates_trees = true;
    let done = Step::new(&fake).run();
    assert_eq!(done.code, 3, "{}", done.log);
    assert!(done.summary.contains("base and head cannot be compared"), "{}", done.summary);
    assert!(done.summary.contains("the tree has too many files"), "{}", done.summary);
    // One cause is reported once.
    let times = done.summary.matches("base and head cannot be compared").count();
    assert!(times <= 3, "{times}: {}", done.summary);
}
