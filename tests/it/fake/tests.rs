//! Tests of the fake itself: what it rejects, what it remembers, how it fails.

use serde_json::{Value, json};
use truegreen::github::{ApiFault, Client, Tls, Token};

use super::{Access, Fake, Kind, Pull, TOKEN};

const HEAD: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const REPO: &str = "/repos/octo/service";

fn client(fake: &Fake) -> Client {
    Client::new(&fake.url(), Token::new(TOKEN).unwrap(), &Tls::default()).unwrap()
}

fn fake() -> Fake {
    let fake = Fake::start();
    let mut state = fake.state();
    state.commit(HEAD, &[], &[("a/b.yml", "text")]);
    state.pulls.push(Pull {
        number: 7,
        state: "open",
        head: HEAD.to_owned(),
        head_owner: "octo",
        head_branch: "topic",
        base: "b".repeat(40),
        base_branch: "main",
        author: "octo",
        labels: Vec::new(),
        merged: None,
    });
    drop(state);
    fake
}

fn check(more: Value) -> Value {
    let mut body = json!({
        "name": "truegreen", "head_sha": HEAD, "status": "completed", "conclusion": "success",
        "external_id": "tg1;pull_request;7;main;;;4200.1", "output": { "title": "t", "summary": "s" },
    });
    for (name, value) in more.as_object().unwrap() {
        body["output"][name] = value.clone();
    }
    body
}

#[test]
fn answers_are_as_github_describes_them() {
    let fake = fake();
    fake.state().job((1, 1), 5, "unit", Some("success"));
    let client = client(&fake);
    for path in [
        format!("{REPO}/commits/{HEAD}"),
        format!("{REPO}/git/trees/{HEAD}"),
        format!("{REPO}/actions/runs/1/attempts/1/jobs"),
        format!("{REPO}/commits/{HEAD}/pulls"),
        format!("{REPO}/pulls"),
        format!("{REPO}/pulls/7"),
        format!("{REPO}/commits/{HEAD}/check-runs"),
        format!("{REPO}/issues/7/comments"),
    ] {
        client.get(&path, &[]).unwrap();
    }
    assert_eq!(
        client.get_raw(&format!("{REPO}/contents/a/b.yml"), &[("ref", HEAD)]).unwrap(),
        b"text"
    );
    let made = client.post(&format!("{REPO}/check-runs"), &check(json!({}))).unwrap();
    let path = format!("{REPO}/check-runs/{}", made["id"]);
    client.patch(&path, &json!({ "conclusion": "failure", "status": "completed" })).unwrap();
    let comments = format!("{REPO}/issues/7/comments");
    let made = client.post(&comments, &json!({ "body": "x" })).unwrap();
    client
        .patch(&format!("{REPO}/issues/comments/{}", made["id"]), &json!({ "body": "y" }))
        .unwrap();
    client.delete(&format!("{REPO}/issues/comments/{}", made["id"])).unwrap();
    assert_eq!(fake.requests().len(), 14);
}

#[test]
fn what_github_would_refuse_is_a_violation() {
    let fake = fake();
    let client = client(&fake);
    let annotation = json!({
        "path": "a", "start_line": 1, "end_line": 2, "annotation_level": "failure", "message": "m"
    });
    let mut columns = annotation.clone();
    columns["start_column"] = json!(1);
    let mut level = annotation.clone();
    level["annotation_level"] = json!("error");
    let mut absolute = annotation.clone();
    absolute["path"] = json!("/etc/passwd");
    for body in [
        check(json!({ "summary": "x".repeat(65_536) })),
        check(json!({ "annotations": vec![annotation; 51] })),
        check(json!({ "annotations": [columns] })),
        check(json!({ "annotations": [level] })),
        check(json!({ "annotations": [absolute] })),
        json!({ "name": "x" }),
    ] {
        let refused = client.post(&format!("{REPO}/check-runs"), &body);
        assert!(matches!(refused, Err(ApiFault::Unprocessable { .. })), "{refused:?}");
        assert!(!fake.take_violations().is_empty(), "{body}");
    }
    let comment = json!({ "body": "x".repeat(65_537) });
    assert!(client.post(&format!("{REPO}/issues/7/comments"), &comment).is_err());
    assert!(client.get(&format!("{REPO}/pulls"), &[("state", "nonsense")]).is_err());
    assert!(client.get(&format!("{REPO}/pulls"), &[("colour", "red")]).is_err());
    assert!(client.get(&format!("{REPO}/pulls"), &[("per_page", "101")]).is_err());
    assert!(client.get(&format!("{REPO}/no/such/thing"), &[]).is_err());
    assert_eq!(fake.take_violations().len(), 5);
}

#[test]
#[should_panic(expected = "GitHub would not have this")]
fn a_violation_that_nobody_took_fails_the_test() {
    let fake = fake();
    let _ = client(&fake).post(&format!("{REPO}/check-runs"), &json!({ "name": "x" }));
}

#[test]
fn each_permission_is_asked_for() {
    for (what, path) in [
        ("contents", format!("{REPO}/commits/{HEAD}")),
        ("actions", format!("{REPO}/actions/runs/1/attempts/1/jobs")),
        ("checks", format!("{REPO}/commits/{HEAD}/check-runs")),
        ("pull-requests", format!("{REPO}/issues/7/comments")),
    ] {
        let fake = fake();
        fake.state().job((1, 1), 5, "unit", Some("success"));
        let client = client(&fake);
        client.get(&path, &[]).unwrap();
        fake.state().access.insert(what, Access::None);
        assert!(client.get(&path, &[]).unwrap_err().is_permission(), "{what}");
        fake.state().is_private = true;
        let hidden = client.get(&path, &[]).unwrap_err();
        assert_eq!(matches!(hidden, ApiFault::NotFound), matches!(what, "contents" | "actions"));
    }
    let fake = fake();
    let client = Client::new(&fake.url(), Token::new("wrong").unwrap(), &Tls::default()).unwrap();
    let refused = client.get(&format!("{REPO}/pulls/7"), &[]);
    assert!(matches!(refused, Err(ApiFault::Unauthorized)));
}

#[test]
fn a_check_run_of_a_job_or_of_another_app_cannot_be_changed() {
    let fake = fake();
    for (id, app, external) in [(1, 15368, "0f8fad5b-d9cb-469f-a165-70867728950e"), (2, 99, "1/1")]
    {
        let check = json!({ "id": id, "name": "x", "head_sha": HEAD, "external_id": external, "app": { "id": app } });
        fake.state().check_runs.insert(id, check);
        let changed = client(&fake).patch(
            &format!("{REPO}/check-runs/{id}"),
            &json!({ "conclusion": "success", "status": "completed" }),
        );
        assert!(matches!(changed, Err(ApiFault::Forbidden { .. })));
    }
}

#[test]
fn long_lists_come_in_pages() {
    let fake = fake();
    for n in 0..230 {
        fake.state().job((1, 1), n + 1, &format!("job {n}"), Some("success"));
    }
    let jobs = client(&fake)
        .get_pages(&format!("{REPO}/actions/runs/1/attempts/1/jobs"), &[], "jobs")
        .unwrap();
    assert_eq!(jobs.len(), 230);
    assert_eq!(fake.requests().len(), 3);
}

#[test]
fn it_fails_when_it_is_told_to() {
    let fake = fake();
    let client = client(&fake);
    let comments = format!("{REPO}/issues/7/comments");
    fake.fault("POST", "/comments", 1, Kind::DropAfter);
    assert!(client.post(&comments, &json!({ "body": "x" })).is_err());
    assert_eq!(fake.state().comments.len(), 1, "it was written all the same");
    fake.fault("POST", "/comments", 1, Kind::Drop);
    assert!(client.post(&comments, &json!({ "body": "x" })).is_err());
    assert_eq!(fake.state().comments.len(), 1);
    fake.fault("GET", "/pulls/7", 1, Kind::Garbage);
    assert!(matches!(
        client.get(&format!("{REPO}/pulls/7"), &[]),
        Err(ApiFault::InvalidAnswer { .. })
    ));
    fake.fault("GET", "/pulls/7", 1, Kind::Status(410, "Gone", Vec::new()));
    assert!(matches!(client.get(&format!("{REPO}/pulls/7"), &[]), Err(ApiFault::Gone)));
}
