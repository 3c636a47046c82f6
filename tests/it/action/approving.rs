//! The drift of one pull request is approved by a label, and by nothing less.

use serde_json::{Value, json};

use super::step::{
    BASE, CI, Done, HEAD, MERGE, OLD_BASE, POLICY, RUN, Step, check_run, comments, github, payload,
    pull_request,
};
use crate::fake::{Access, Fake, Kind, State, account};

const FROZEN: &str = "contract.json";

fn policy(more: &str) -> String {
    format!("{POLICY}files:\n  - {{ path: {FROZEN}, frozen: true }}\n{more}")
}

/// Returns a pull request of `octo` that changes a frozen file, pushed at 12:00.
fn drifting(more: &str) -> Fake {
    let fake = github();
    let policy = policy(more);
    let files = |text: &'static str| {
        [
            (".github/workflows/ci.yml", CI),
            (".github/truegreen.yml", policy.as_str()),
            (FROZEN, text),
        ]
    };
    let mut state = fake.state();
    state.commit(BASE, &[], &files("1\n"));
    state.commit(HEAD, &[OLD_BASE], &files("2\n"));
    state.commit(MERGE, &[BASE, HEAD], &files("2\n"));
    state.run(RUN.0, HEAD, "2026-11-21T12:00:05Z", "octo");
    state.standing.insert("owner", ("write", "write"));
    drop(state);
    fake
}

const APPROVALS: &str = "approvals: { label: ci-drift-approved, by: write }\n";
const LABEL: &str = "ci-drift-approved";

fn label(state: &mut State, event: &str, at: &str, actor: Option<&str>) {
    let label = json!({ "label": { "name": LABEL, "color": "fff" } });
    state.happens(event, at, actor, label);
    match event {
        "labeled" => state.pulls[0].labels = vec![LABEL],
        _ => state.pulls[0].labels.clear(),
    }
}

/// Returns the same pull request, approved by `owner` at 12:03.
fn approved() -> Fake {
    let fake = drifting(APPROVALS);
    label(&mut fake.state(), "labeled", "2026-11-21T12:03:20Z", Some("owner"));
    fake
}

fn step(fake: &Fake) -> Step<'_> {
    Step::new(fake).file(FROZEN, "2\n")
}

fn state_of(done: &Done) -> String {
    let report = done.report.as_ref().unwrap();
    let all = report["findings"].as_array().unwrap();
    let found: Vec<&Value> = all.iter().filter(|one| one["rule"] == "frozen-file").collect();
    assert_eq!(found.len(), 1, "{all:#?}");
    found[0]["state"].as_str().unwrap().to_owned()
}

fn refused(words: &str, change: impl FnOnce(&mut State)) {
    let fake = approved();
    change(&mut fake.state());
    let done = step(&fake).run();
    assert_eq!(done.code, 1, "{words}: {}", done.log);
    assert_eq!(state_of(&done), "broken");
    assert!(done.summary.contains(words), "{words}: {}", done.summary);
    assert!(done.report.unwrap()["approval"].is_null());
}

#[test]
fn a_frozen_file_that_changes_is_red_and_nobody_is_asked_where_the_policy_has_no_approvals() {
    let fake = drifting("");
    let done = step(&fake).run();
    assert_eq!((done.code, state_of(&done).as_str()), (1, "broken"), "{}", done.log);
    assert!(done.summary.contains("`contract.json` is frozen and is not what it is on the base"));
    assert_eq!(fake.count("GET", "/timeline"), 0);
    // Both sides are read by their object ids, with one request each.
    assert_eq!(fake.count("GET", "/git/trees/"), 2);
}

#[test]
fn where_nothing_drifts_nobody_is_asked_and_three_requests_are_added() {
    let fake = drifting(&format!("{APPROVALS}artifacts: [logs]\n"));
    let text = policy(&format!("{APPROVALS}artifacts: [logs]\n"));
    let files =
        [(".github/workflows/ci.yml", CI), (".github/truegreen.yml", &text), (FROZEN, "1\n")];
    fake.state().commit(MERGE, &[BASE, HEAD], &files);
    fake.state().artifacts.insert(RUN.0, vec![json!({ "name": "logs", "expired": false })]);
    let step = Step::new(&fake).file(FROZEN, "1\n").file(".github/truegreen.yml", &text);
    let done = step.run();
    assert_eq!(done.code, 0, "{}", done.log);
    assert_eq!(fake.count("GET", "/timeline"), 0);
    // A pull request takes twelve requests with its writes; then come the artifacts, and the jobs of
    // the first attempt, because this run is the second.
    assert!(fake.requests().len() <= 12 + 2, "{:#?}", fake.requests());
}

#[test]
fn an_approval_lets_it_through_and_every_surface_says_so() {
    let fake = approved();
    let done = step(&fake).input("sarif", "out.sarif").run();
    assert_eq!((done.code, state_of(&done).as_str()), (0, "waived"), "{}", done.log);
    let told = "approved by `@owner` on 2026-11-21 12:03 UTC by the label `ci-drift-approved`";
    let comment = comments(&fake).remove(0);
    let check = check_run(&fake)["output"].to_string();
    for text in [&done.summary, &comment, &check] {
        assert!(text.contains("Approved, not fixed: 1 finding") && text.contains(told), "{text}");
    }
    assert!(
        done.log.contains("approved by @owner on 2026-11-21 12:03 UTC by the label"),
        "{}",
        done.log
    );
    let report = done.report.unwrap();
    assert_eq!(
        report["approval"],
        json!({ "by": "owner", "at": "2026-11-21T12:03:20Z", "label": LABEL })
    );
    assert!(done.sarif.unwrap().contains("approved by @owner"));
}

#[test]
fn the_label_may_start_the_run_that_sees_it() {
    let fake = approved();
    fake.state().run(4300, HEAD, "2026-11-21T12:03:25Z", "owner");
    fake.state().job((4300, 1), 9, "gate", None);
    fake.state().job((4300, 1), 1, "unit", Some("success"));
    let text = pull_request("octo", "octo").replace("\"synchronize\"", "\"labeled\"");
    let done = step(&fake).event("pull_request", text, MERGE).attempt(4300, 1).run();
    assert_eq!(done.code, 0, "{}", done.log);
}

#[test]
fn the_author_a_bot_an_app_and_nobody_approve_nothing() {
    let by = |login: Option<&'static str>| {
        move |state: &mut State| {
            state.timeline.clear();
            label(state, "labeled", "2026-11-21T12:03:20Z", login);
        }
    };
    refused("who opened the pull request", by(Some("octo")));
    refused("an app or a bot", by(Some("helper[bot]")));
    refused("has no account any more", by(None));
    refused("has no account any more", by(Some("ghost")));
    refused("an app or a bot", |state| {
        let app = json!({ "id": 5, "slug": "helper", "name": "helper", "owner": account("maker") });
        state.timeline[0]["performed_via_github_app"] =
            crate::fake::thing("nullable-integration", app);
    });
}

#[test]
fn a_label_from_before_the_last_push_is_void() {
    // The head was pushed again at 12:10, with a commit that claims to be from last year.
    refused("do not tell that the head was pushed before", |state| {
        state.runs.clear();
        state.run(RUN.0, HEAD, "2026-11-21T12:10:00Z", "octo");
        let by =
            json!({ "name": "octo", "email": "o@example.org", "date": "2025-01-01T00:00:00Z" });
        let commit = json!({ "event": "committed", "sha": HEAD, "author": by, "committer": by });
        state.timeline.insert(0, commit);
    });
    refused("moved by force at 2026-11-21 12:10:00 UTC", |state| {
        state.happens("head_ref_force_pushed", "2026-11-21T12:10:00Z", Some("octo"), json!({}));
    });
    refused("the base of the pull request was changed", |state| {
        state.happens("base_ref_changed", "2026-11-21T12:10:00Z", Some("octo"), json!({}));
    });
    refused("has another head by now", |state| state.pulls[0].head = MERGE.to_owned());
}

#[test]
fn a_label_that_was_taken_off_or_renamed_is_none_and_the_last_word_counts() {
    refused("was taken off again", |state| {
        label(state, "unlabeled", "2026-11-21T12:04:00Z", Some("owner"));
    });
    refused("does not have the label", |state| state.pulls[0].labels = vec!["ci-drift-ok"]);
    refused("nobody has set the label", |state| state.timeline.clear());
    let fake = approved();
    label(&mut fake.state(), "unlabeled", "2026-11-21T12:04:00Z", Some("octo"));
    label(&mut fake.state(), "labeled", "2026-11-21T12:05:00Z", Some("owner"));
    assert_eq!(step(&fake).run().code, 0);
    label(&mut fake.state(), "unlabeled", "2026-11-21T12:06:00Z", Some("owner"));
    label(&mut fake.state(), "labeled", "2026-11-21T12:07:00Z", Some("octo"));
    assert_eq!(step(&fake).run().code, 1);
}

#[test]
fn who_may_not_write_now_approves_nothing() {
    for standing in [("read", "read"), ("read", "triage"), ("none", "none")] {
        refused("who does not have write access now", |state| {
            state.standing.insert("owner", standing);
        });
    }
    let fake = drifting("approvals: { label: ci-drift-approved, by: maintain }\n");
    label(&mut fake.state(), "labeled", "2026-11-21T12:03:20Z", Some("owner"));
    assert_eq!(step(&fake).run().code, 1);
    fake.state().standing.insert("owner", ("write", "maintain"));
    let next = fake.state().again(RUN);
    assert_eq!(step(&fake).attempt(next.0, next.1).run().code, 0);
}

#[test]
fn who_pushed_the_head_of_another_approves_nothing() {
    refused("who pushed the head", |state| {
        state.runs.clear();
        state.run(RUN.0, HEAD, "2026-11-21T12:00:05Z", "owner");
    });
    refused("who pushed the head", |state| {
        let force = state.timeline.len();
        state.happens("head_ref_force_pushed", "2026-11-21T12:00:01Z", Some("owner"), json!({}));
        state.timeline.swap(0, force);
    });
}

#[test]
fn a_timeline_of_many_pages_is_read_to_its_end() {
    let fake = approved();
    for _ in 0..250 {
        let event = json!({});
        fake.state().happens("subscribed", "2026-11-21T12:04:00Z", Some("octo"), event);
    }
    assert_eq!(step(&fake).run().code, 0);
    assert_eq!(fake.count("GET", "/timeline"), 3);
    label(&mut fake.state(), "unlabeled", "2026-11-21T12:05:00Z", Some("octo"));
    assert_eq!(step(&fake).run().code, 1);
}

#[test]
fn what_cannot_be_read_approves_nothing_and_names_the_permission() {
    let unknown = |fake: &Fake, words: &str| {
        let done = step(fake).run();
        assert_eq!((done.code, state_of(&done).as_str()), (3, "inconclusive"), "{}", done.log);
        assert!(done.summary.contains(words), "{words}: {}", done.summary);
    };
    let fake = approved();
    fake.state().access.insert("pull-requests", Access::None);
    unknown(&fake, "`pull-requests: read`");
    let fake = approved();
    fake.fault(
        "GET",
        "/timeline",
        9,
        Kind::Status(403, "Resource not accessible by integration", vec![]),
    );
    unknown(&fake, "`pull-requests: read`");
    let fake = approved();
    fake.fault(
        "GET",
        "/workflows/ci.yml/runs",
        9,
        Kind::Status(403, "Resource not accessible by integration", vec![]),
    );
    unknown(&fake, "`actions: read`");
    let fake = approved();
    fake.state().standing.clear();
    unknown(&fake, "the access of who set the label");
    let fake = approved();
    fake.fault("GET", "/timeline", 9, Kind::Garbage);
    unknown(&fake, "timeline cannot be read");
}

/// Returns the group of a queue that merges the approved pull request, and its step.
fn group_of(below: &str) -> (Fake, String) {
    let fake = approved();
    let group = "f".repeat(40);
    let text = policy(APPROVALS);
    let files =
        [(".github/workflows/ci.yml", CI), (".github/truegreen.yml", &text), (FROZEN, "2\n")];
    if below != BASE {
        fake.state().commit(below, &[BASE], &files);
    }
    fake.state().commit(&group, &[below, HEAD], &files);
    (fake, group)
}

#[test]
fn what_is_approved_merges_through_a_queue() {
    let (fake, group) = group_of(BASE);
    let event = payload("merge_group", &[("HEAD", &group), ("BASE", BASE)]);
    let done = step(&fake).event("merge_group", event.clone(), &group).run();
    assert_eq!((done.code, state_of(&done).as_str()), (0, "waived"), "{}", done.log);
    // A label that says nothing for the pull request says nothing for the group.
    label(&mut fake.state(), "unlabeled", "2026-11-21T12:04:00Z", Some("owner"));
    let next = fake.state().again(RUN);
    let step = step(&fake).attempt(next.0, next.1);
    let done = step.event("merge_group", event, &group).run();
    assert_eq!((done.code, state_of(&done).as_str()), (1, "broken"), "{}", done.log);
}

/// The queue made its group from the head before, and the label is on the head of now.
#[test]
fn an_approval_of_another_head_than_that_of_the_group_is_none() {
    let newer = "9".repeat(40);
    let event = |group: &str| payload("merge_group", &[("HEAD", group), ("BASE", BASE)]);
    let moved = || {
        let (fake, group) = group_of(BASE);
        let files = fake.state().commits[HEAD].1.clone();
        let mut state = fake.state();
        state.commits.insert(newer.clone(), (vec![HEAD.to_owned()], files));
        state.pulls[0].head.clone_from(&newer);
        state.run(4300, &newer, "2026-11-21T12:02:00Z", "octo");
        drop(state);
        (fake, group)
    };
    let words = "nothing tells that the group of the queue was made from the head";
    let (fake, group) = moved();
    let done = step(&fake).event("merge_group", event(&group), &group).run();
    assert_eq!((done.code, state_of(&done).as_str()), (1, "broken"), "{}", done.log);
    assert!(done.summary.contains(words), "{}", done.summary);
    // A squash has no second parent, and was put into the queue before or after the label.
    for (at, code) in [("2026-11-21T12:03:00Z", 1), ("2026-11-21T12:05:00Z", 0)] {
        let (fake, group) = moved();
        fake.state().commits.get_mut(&group).unwrap().0 = vec![BASE.to_owned()];
        fake.state().happens("added_to_merge_queue", at, Some("octo"), json!({}));
        let done = step(&fake).event("merge_group", event(&group), &group).run();
        assert_eq!(done.code, code, "{at}: {}", done.log);
    }
    // A label on the head before says nothing for a newer one.
    let (fake, group) = moved();
    let mut state = fake.state();
    let run = state.runs.iter_mut().find(|run| run["id"] == 4300).unwrap();
    run["created_at"] = "2026-11-21T12:04:00Z".into();
    drop(state);
    let done = step(&fake).event("merge_group", event(&group), &group).run();
    assert_eq!(done.code, 1, "{}", done.log);
}

#[test]
fn what_stands_on_another_group_is_not_approved_by_the_label_of_one() {
    let before = "e".repeat(40);
    let (fake, group) = group_of(&before);
    let event = payload("merge_group", &[("HEAD", &group), ("BASE", &before)]);
    let done = step(&fake).event("merge_group", event, &group).run();
    assert_eq!(done.code, 1, "{}", done.log);
    assert!(done.summary.contains("a label speaks for one pull request"), "{}", done.summary);
    assert_eq!(fake.count("GET", "/timeline"), 0);
}

#[test]
fn an_approval_holds_in_the_push_that_merges_it_and_in_no_other() {
    let pushed = |merged: Option<&str>, parents: &[&str]| {
        let (fake, group) = group_of(BASE);
        let files = fake.state().commits[&group].1.clone();
        let parents = parents.iter().map(|parent| (*parent).to_owned()).collect();
        fake.state().commits.insert(group.clone(), (parents, files));
        let mut state = fake.state();
        state.pulls[0].state = "closed";
        state.pulls[0].merged = merged.map(|_| group.clone());
        drop(state);
        let values = [("REF", "refs/heads/main"), ("BEFORE", BASE), ("HEAD", group.as_str())];
        step(&fake).event("push", payload("push", &values), &group).run()
    };
    let done = pushed(Some("it"), &[BASE, HEAD]);
    assert_eq!((done.code, state_of(&done).as_str()), (0, "waived"), "{}", done.log);
    // Other commits came with it, or no pull request at all.
    for (merged, parents) in [(Some("it"), &[HEAD, BASE]), (None, &[BASE, HEAD])] {
        let done = pushed(merged, parents);
        assert_eq!(done.code, 1, "{}", done.log);
        assert!(
            done.summary.contains("more than the merge of one pull request"),
            "{}",
            done.summary
        );
    }
}

#[test]
fn who_wrote_a_commit_of_it_approves_nothing() {
    refused("who wrote a commit of it", |state| state.authors = vec!["octo", "owner"]);
}

#[test]
fn a_base_that_cannot_be_listed_whole_is_no_pass() {
    let fake = approved();
    fake.state().truncates_trees = true;
    let done = step(&fake).run();
    assert_eq!(done.code, 3, "{}", done.log);
    assert!(done.summary.contains("frozen files cannot be compared"), "{}", done.summary);
}

#[test]
fn artifacts_are_those_of_the_run() {
    let fake = github();
    let text = format!("{POLICY}artifacts:\n  - coverage-xml\n  - logs-*\n");
    let files = [(".github/workflows/ci.yml", CI), (".github/truegreen.yml", text.as_str())];
    fake.state().commit(BASE, &[], &files);
    let upload = |name: &str, expired: bool| json!({ "name": name, "expired": expired });
    fake.state()
        .artifacts
        .insert(RUN.0, vec![upload("coverage-xml", false), upload("logs-3.12", true)]);
    let done = Step::new(&fake).run();
    assert_eq!(done.code, 1, "{}", done.log);
    assert!(
        done.summary.contains("the artifact `logs-*` of this run has expired"),
        "{}",
        done.summary
    );
    fake.state().artifacts.get_mut(&RUN.0).unwrap().push(upload("logs-3.11", false));
    let next = fake.state().again(RUN);
    assert_eq!(Step::new(&fake).attempt(next.0, next.1).run().code, 0);
    fake.fault(
        "GET",
        "/artifacts",
        9,
        Kind::Status(403, "Resource not accessible by integration", vec![]),
    );
    let done = Step::new(&fake).run();
    assert_eq!(done.code, 3, "{}", done.log);
    assert!(done.summary.contains("`actions: read`"), "{}", done.summary);
}
