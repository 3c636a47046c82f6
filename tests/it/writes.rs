//! The check run and the comment, sent to a scripted GitHub: found before made, never twice, never
//! over those of a newer attempt or of another author.

use serde_json::{Value, json};
use truegreen::github::{ApiFault, Pace};
use truegreen::publish::external_id::ExternalId;
use truegreen::publish::github::receipt::WriteReceipt;
use truegreen::publish::github::{check_run, comment, list_check_runs, list_comments};
use truegreen::publish::notice::{Annotation, AnnotationLevel};
use truegreen::publish::plan::{CheckConclusion, CheckRun, Comment};
use truegreen::run::RunAttempt;

use crate::client::{QUICK, client, script};
use crate::scripted::{Play, Seen, Server, json as answer, with};

const SHA: &str = "0123456789abcdef0123456789abcdef01234567";
const CHECKS: &str = "GET /repos/o/n/commits/0123456789abcdef0123456789abcdef01234567/check-runs?check_name=true+green&filter=all&per_page=100";
const RUNS: &str =
    "GET /repos/o/n/actions/runs?head_sha=0123456789abcdef0123456789abcdef01234567&per_page=100";
const COMMENTS: &str = "GET /repos/o/n/issues/7/comments?per_page=100";
const POST_CHECK: &str = "POST /repos/o/n/check-runs";
const POST_COMMENT: &str = "POST /repos/o/n/issues/7/comments";

fn annotation(line: u32) -> Annotation {
    Annotation {
        path: "ci.yml".to_owned(),
        start_line: line,
        end_line: line,
        columns: Some((1, 4)),
        level: AnnotationLevel::Failure,
        message: "a failure is lost".to_owned(),
        title: "muted".to_owned(),
    }
}

fn wanted(annotations: u32) -> CheckRun {
    CheckRun {
        name: "true green".to_owned(),
        head_sha: SHA.to_owned(),
        external_id: ExternalId::parse(&id_of("20.1!"), "").unwrap(),
        is_complete: true,
        is_held: false,
        base_is_tip: true,
        conclusion: CheckConclusion::Failure,
        title: "not a true green".to_owned(),
        summary: "summary\n".repeat(4_000),
        text: "text".to_owned(),
        annotations: (1..=annotations).map(annotation).collect(),
    }
}

/// Returns the `external_id` that a run on a pull request writes.
fn id_of(attempt: &str) -> String {
    format!("tg1;pull_request;7;main;;;{attempt}")
}

/// Returns a check run as GitHub lists it.
fn listed(id: u64, external_id: &str, annotations: u64) -> Value {
    json!({
        "id": id, "name": "true green", "head_sha": SHA, "external_id": external_id,
        "app": {"id": 15368}, "conclusion": "failure", "html_url": format!("https://x/{id}"),
        "output": {"annotations_count": annotations},
    })
}

/// Returns a run of the commit as GitHub lists it.
fn run(id: u64) -> Value {
    json!({
        "id": id, "path": "ci.yml", "event": "pull_request", "head_sha": SHA, "check_suite_id": id,
        "status": "in_progress",
    })
}

fn checks(runs: &[Value]) -> Play {
    answer(200, &json!({"total_count": runs.len(), "check_runs": runs}))
}

/// Returns the list after the write: our check run, and nothing that came between.
fn after(id: u64) -> Play {
    checks(&[listed(id, &id_of("20.1!"), 0)])
}

fn made(id: u64) -> Play {
    answer(201, &json!({"id": id, "html_url": format!("https://x/{id}")}))
}

/// Lists the check runs, then writes one.
fn write_check(server: &Server, wanted: &CheckRun) -> Result<WriteReceipt, ApiFault> {
    let client = client(server);
    let known = list_check_runs(&client, "o/n", &wanted.name, &wanted.head_sha)?;
    check_run(&client, "o/n", wanted, &known)
}

fn created(id: u64) -> Result<WriteReceipt, ApiFault> {
    Ok(WriteReceipt::Created { url: format!("https://x/{id}"), partly: None })
}

fn updated(id: u64) -> Result<WriteReceipt, ApiFault> {
    Ok(WriteReceipt::Updated { url: format!("https://x/{id}"), partly: None })
}

fn annotations_of(request: &Seen) -> Vec<u64> {
    let list = request.body.pointer("/output/annotations").and_then(Value::as_array);
    list.into_iter().flatten().map(|one| one["start_line"].as_u64().unwrap()).collect()
}

#[test]
fn a_check_run_is_made_once_with_its_annotations_in_pages_of_50() {
    let server = script(vec![
        (CHECKS, checks(&[])),
        (POST_CHECK, made(5)),
        ("PATCH /repos/o/n/check-runs/5", made(5)),
        ("PATCH /repos/o/n/check-runs/5", made(5)),
        (CHECKS, after(5)),
    ]);
    assert_eq!(write_check(&server, &wanted(120)), created(5));
    let seen = server.finish();
    let first = &seen[1].body;
    assert_eq!(first["name"], "true green");
    assert_eq!(first["head_sha"], SHA);
    assert_eq!(first["external_id"], id_of("20.1!"));
    assert_eq!((&first["status"], &first["conclusion"]), (&json!("completed"), &json!("failure")));
    assert_eq!(
        first["output"]["annotations"][0],
        json!({
            "path": "ci.yml", "start_line": 1, "end_line": 1, "start_column": 1, "end_column": 4,
            "annotation_level": "failure", "message": "a failure is lost", "title": "muted",
        })
    );
    assert_eq!(annotations_of(&seen[1]), (1..=50).collect::<Vec<_>>());
    assert_eq!(annotations_of(&seen[2]), (51..=100).collect::<Vec<_>>());
    assert_eq!(annotations_of(&seen[3]), (101..=120).collect::<Vec<_>>());
    // Only the output is added to: a conclusion that another attempt changed in between stays.
    assert_eq!(seen[3].body.as_object().unwrap().len(), 1);
}

#[test]
fn columns_are_sent_for_one_line_only() {
    let server = script(vec![(CHECKS, checks(&[])), (POST_CHECK, made(5)), (CHECKS, after(5))]);
    let mut wanted = wanted(1);
    wanted.annotations[0].end_line = 2;
    assert_eq!(write_check(&server, &wanted), created(5));
    let seen = server.finish();
    assert!(seen[1].body.pointer("/output/annotations/0/start_column").is_none());
}

#[test]
fn the_newest_of_ours_is_brought_up_to_date_and_older_ones_agree_with_it() {
    let mut passing = listed(3, &id_of("20.1"), 0);
    passing["conclusion"] = json!("success");
    let server = script(vec![
        (CHECKS, checks(&[listed(2, &id_of("20.1"), 0), passing, listed(4, &id_of("20.1"), 0)])),
        ("PATCH /repos/o/n/check-runs/4", made(4)),
        ("PATCH /repos/o/n/check-runs/4", made(4)),
        ("PATCH /repos/o/n/check-runs/3", made(3)),
        (CHECKS, after(4)),
    ]);
    assert_eq!(write_check(&server, &wanted(1)), updated(4));
    let seen = server.finish();
    assert_eq!(seen[1].body["external_id"], id_of("20.1!"));
    assert_eq!(seen[1].body["conclusion"], "failure");
    assert_eq!(annotations_of(&seen[2]), [1]);
    assert_eq!(seen[3].body["conclusion"], "failure");
    let summary = seen[3].body["output"]["summary"].as_str().unwrap();
    assert!(summary.contains("https://x/4"), "{summary}");
}

#[test]
fn a_check_run_of_another_maker_is_no_one_of_ours() {
    let of_app = |id| {
        let mut other = listed(1, &id_of("99.1"), 0);
        other["app"]["id"] = json!(id);
        other
    };
    let mut other_commit = listed(1, &id_of("99.1"), 0);
    other_commit["head_sha"] = json!("ffff");
    let mut other_name = listed(1, &id_of("99.1"), 0);
    other_name["name"] = json!("True Green");
    let job = listed(1, "c0ffee00-1111-2222-3333-444455556666", 0);
    // The token of any workflow may make such a check run, so only the form of its id shows that it
    // is not ours.
    let pin = listed(1, "9999/1", 0);
    let all = [of_app(1), of_app(2), other_commit, other_name, job, pin];
    let server = script(vec![
        (CHECKS, checks(&all)),
        (POST_CHECK, made(5)),
        (CHECKS, after(5)),
        (CHECKS, checks(&all)),
    ]);
    assert_eq!(write_check(&server, &wanted(0)), created(5));
    let known = list_check_runs(&client(&server), "o/n", "true green", SHA).unwrap();
    assert_eq!(known.namesakes(), 4);
    server.finish();
}

#[test]
fn a_newer_attempt_is_left_alone_and_an_older_one_is_not() {
    for (there, left) in [("20.2", true), ("21.1", false), ("20.1", false), ("19.7", false)] {
        let mut steps = vec![(CHECKS, checks(&[listed(4, &id_of(there), 0)]))];
        if !left {
            steps.push(("PATCH /repos/o/n/check-runs/4", made(4)));
        }
        if !left {
            steps.push((CHECKS, after(4)));
        }
        let server = script(steps);
        let expected = if left { Ok(WriteReceipt::LeftToNewer) } else { updated(4) };
        assert_eq!(write_check(&server, &wanted(0)), expected, "{there}");
        server.finish();
    }
}

#[test]
fn annotations_of_an_earlier_attempt_are_not_sent_again_and_stale_ones_are_named() {
    let there = |line: u32, message: &str| {
        json!({
            "path": "ci.yml", "start_line": line, "end_line": line, "start_column": null,
            "annotation_level": "failure", "message": message, "title": "muted",
        })
    };
    let list = "GET /repos/o/n/check-runs/4/annotations?per_page=100";
    for (stale, word) in [(false, "text"), (true, "Some annotations are of an earlier attempt")] {
        let message = if stale { "gone since" } else { "a failure is lost" };
        let server = script(vec![
            (CHECKS, checks(&[listed(4, &id_of("20.1"), 2)])),
            (list, answer(200, &json!([there(1, "a failure is lost"), there(2, message)]))),
            ("PATCH /repos/o/n/check-runs/4", made(4)),
            ("PATCH /repos/o/n/check-runs/4", made(4)),
            (CHECKS, after(4)),
        ]);
        assert_eq!(write_check(&server, &wanted(3)), updated(4));
        let seen = server.finish();
        assert_eq!(annotations_of(&seen[2]), [0_u64; 0]);
        assert_eq!(annotations_of(&seen[3]), if stale { vec![2, 3] } else { vec![3] });
        for request in &seen[2..4] {
            let text = request.body["output"]["text"].as_str().unwrap();
            assert!(text.starts_with(word) && text.ends_with("text"), "{text}");
        }
    }
}

#[test]
fn a_check_run_whose_answer_was_lost_is_looked_for_before_another_is_made() {
    // The request arrived.
    let server = script(vec![
        (CHECKS, checks(&[])),
        (POST_CHECK, Play::Drop),
        (CHECKS, checks(&[listed(5, &id_of("20.1"), 0)])),
        ("PATCH /repos/o/n/check-runs/5", made(5)),
        (CHECKS, after(5)),
    ]);
    assert_eq!(write_check(&server, &wanted(0)), updated(5));
    server.finish();
    // The request did not arrive.
    let server = script(vec![
        (CHECKS, checks(&[])),
        (POST_CHECK, Play::Drop),
        (CHECKS, checks(&[])),
        (POST_CHECK, made(5)),
        (CHECKS, after(5)),
    ]);
    assert_eq!(write_check(&server, &wanted(0)), created(5));
    server.finish();
    // It is unknown whether the request arrived, so no second check run is made.
    let server = script(vec![
        (CHECKS, checks(&[])),
        (POST_CHECK, answer(502, &json!({}))),
        (CHECKS, answer(403, &json!({"message": "Resource not accessible by integration"}))),
    ]);
    assert_eq!(write_check(&server, &wanted(0)), Err(ApiFault::Server { status: 502 }));
    server.finish();
    // A newer attempt came in between.
    let mut again = run(20);
    again["run_attempt"] = json!(2);
    let server = script(vec![
        (CHECKS, checks(&[])),
        (POST_CHECK, Play::CutShort),
        (CHECKS, checks(&[listed(6, &id_of("20.2"), 0)])),
        (RUNS, answer(200, &json!({ "total_count": 1, "workflow_runs": [again] }))),
    ]);
    assert_eq!(write_check(&server, &wanted(0)), Ok(WriteReceipt::LeftToNewer));
    server.finish();
    // Two attempts are enough.
    let server = script(vec![
        (CHECKS, checks(&[])),
        (POST_CHECK, Play::Drop),
        (CHECKS, checks(&[])),
        (POST_CHECK, Play::Drop),
    ]);
    assert!(write_check(&server, &wanted(0)).unwrap_err().may_have_been_done());
    server.finish();
}

#[test]
fn a_page_of_annotations_whose_answer_was_lost_is_looked_for() {
    let there: Vec<Value> = (1..=100)
        .map(|line| {
            json!({
                "path": "ci.yml", "start_line": line, "end_line": line,
                "annotation_level": "failure", "message": "a failure is lost", "title": "muted",
            })
        })
        .collect();
    let server = script(vec![
        (CHECKS, checks(&[])),
        (POST_CHECK, made(5)),
        ("PATCH /repos/o/n/check-runs/5", Play::Drop),
        ("GET /repos/o/n/check-runs/5/annotations?per_page=100", answer(200, &json!(there))),
        ("PATCH /repos/o/n/check-runs/5", made(5)),
        (CHECKS, after(5)),
    ]);
    assert_eq!(write_check(&server, &wanted(120)), created(5));
    assert_eq!(annotations_of(&server.finish()[4]), (101..=120).collect::<Vec<_>>());
}

#[test]
fn what_is_refused_is_left_out_and_that_is_said() {
    let refused = |message: &str| answer(422, &json!({"message": message}));
    let long = "Validation Failed; summary is too long (maximum is 65535 characters)";
    let server = script(vec![
        (CHECKS, checks(&[])),
        (POST_CHECK, refused("Annotations are invalid")),
        (POST_CHECK, refused(long)),
        (POST_CHECK, refused(long)),
        (POST_CHECK, made(5)),
        (CHECKS, after(5)),
    ]);
    let partly = Some(ApiFault::Unprocessable { message: "Annotations are invalid".to_owned() });
    let expected = WriteReceipt::Created { url: "https://x/5".to_owned(), partly };
    assert_eq!(write_check(&server, &wanted(60)), Ok(expected));
    let seen = server.finish();
    assert_eq!(annotations_of(&seen[1]).len(), 50);
    assert_eq!(annotations_of(&seen[2]).len(), 0);
    assert_eq!(seen[3].body["output"]["text"], "");
    let summary = seen[4].body["output"]["summary"].as_str().unwrap();
    assert!(summary.len() < 17_000 && summary.starts_with("summary\nsummary\n"));
    assert!(summary.ends_with("summary\n\n(cut here: GitHub did not take the whole of it)"));

    // A rejection that no smaller form avoids is a fault, after as many attempts as there are parts
    // to leave out.
    let server = script(vec![(CHECKS, checks(&[])), (POST_CHECK, refused("head_sha is unknown"))]);
    let fault = write_check(&server, &wanted(0)).unwrap_err();
    assert_eq!(fault, ApiFault::Unprocessable { message: "head_sha is unknown".to_owned() });
    server.finish();

    // A rejected page leaves the check run with the pages before it.
    let server = script(vec![
        (CHECKS, checks(&[])),
        (POST_CHECK, made(5)),
        ("PATCH /repos/o/n/check-runs/5", refused("no")),
        (CHECKS, after(5)),
    ]);
    let partly = Some(ApiFault::Unprocessable { message: "no".to_owned() });
    let expected = WriteReceipt::Created { url: "https://x/5".to_owned(), partly };
    assert_eq!(write_check(&server, &wanted(120)), Ok(expected));
    server.finish();
}

#[test]
fn a_check_run_without_the_permission_is_a_fault() {
    let refused = || answer(403, &json!({"message": "Resource not accessible by integration"}));
    let server = script(vec![(CHECKS, checks(&[])), (POST_CHECK, refused())]);
    assert!(write_check(&server, &wanted(1)).unwrap_err().is_permission());
    server.finish();
    let server = script(vec![(CHECKS, refused())]);
    assert!(write_check(&server, &wanted(1)).unwrap_err().is_permission());
    server.finish();
}

const MARKER: &str = "<!-- truegreen:v1 ci ";

fn body(run: u64, attempt: u64) -> String {
    format!("{MARKER}run={run} attempt={attempt} sha={SHA} -->\n## report of {run}/{attempt}")
}

fn wanted_comment(create: bool) -> Comment {
    Comment {
        pull_request: 7,
        marker: MARKER.to_owned(),
        attempt: RunAttempt { run: 20, number: 1 },
        body: body(20, 1),
        create,
    }
}

fn by(login: &str, kind: &str, id: u64, body: &str) -> Value {
    json!({
        "id": id, "body": body, "html_url": format!("https://x/{id}"),
        "user": {"login": login, "type": kind, "id": 41_898_282},
    })
}

fn ours(id: u64, run: u64, attempt: u64) -> Value {
    by("github-actions[bot]", "Bot", id, &body(run, attempt))
}

fn posted(comment: &Value) -> Play {
    answer(201, comment)
}

fn comments(all: &[Value]) -> Play {
    answer(200, &json!(all))
}

fn write_comment(server: &Server, wanted: &Comment) -> Result<WriteReceipt, ApiFault> {
    let client = client(server).with_pace(Pace { quick_writes: 99, ..QUICK });
    let known = list_comments(&client, "o/n", wanted.pull_request)?;
    comment(&client, "o/n", wanted, &known)
}

fn done() -> Play {
    Play::Answer(204, vec![], vec![])
}

#[test]
fn a_comment_is_made_where_there_is_none_and_one_is_asked_for() {
    let server = script(vec![
        (COMMENTS, comments(&[by("octocat", "User", 1, "hello")])),
        (POST_COMMENT, posted(&ours(5, 20, 1))),
        (COMMENTS, comments(&[ours(5, 20, 1)])),
    ]);
    assert_eq!(write_comment(&server, &wanted_comment(true)), created(5));
    assert_eq!(server.finish()[1].body, json!({"body": body(20, 1)}));
    let server = script(vec![(COMMENTS, comments(&[]))]);
    assert_eq!(write_comment(&server, &wanted_comment(false)), Ok(WriteReceipt::NothingToDo));
    server.finish();
}

#[test]
fn an_earlier_comment_on_any_page_is_changed_and_older_leftovers_go() {
    let server = Server::start(|here| {
        let next = format!("<{here}/repos/o/n/issues/7/comments?page=2>; rel=\"next\"");
        vec![
            (COMMENTS.to_owned(), with(200, &[("link", &next)], &json!([ours(3, 18, 1)]))),
            (
                "GET /repos/o/n/issues/7/comments?page=2".to_owned(),
                comments(&[ours(4, 19, 1), ours(6, 19, 1)]),
            ),
            ("PATCH /repos/o/n/issues/comments/4".to_owned(), posted(&ours(4, 20, 1))),
            ("DELETE /repos/o/n/issues/comments/6".to_owned(), done()),
            ("DELETE /repos/o/n/issues/comments/3".to_owned(), answer(404, &json!({}))),
        ]
    });
    assert_eq!(write_comment(&server, &wanted_comment(false)), updated(4));
    server.finish();
}

#[test]
fn a_comment_of_anybody_else_is_not_touched_whatever_it_says() {
    let others = [
        by("octocat", "User", 1, &body(99, 1)),
        by("github-actions", "User", 2, &body(99, 1)),
        by("other[bot]", "Bot", 3, &body(99, 1)),
        json!({"id": 4, "body": body(99, 1), "user": null}),
        by("github-actions[bot]", "Bot", 8, &format!("> {}", body(99, 1))),
        by("github-actions[bot]", "Bot", 9, "<!-- truegreen:v1 other run=99 -->"),
    ];
    let mut after = others.to_vec();
    after.push(ours(5, 20, 1));
    let server = script(vec![
        (COMMENTS, comments(&others)),
        (POST_COMMENT, posted(&ours(5, 20, 1))),
        (COMMENTS, comments(&after)),
    ]);
    assert_eq!(write_comment(&server, &wanted_comment(true)), created(5));
    server.finish();
}

#[test]
fn a_comment_of_a_newer_attempt_is_left_alone() {
    for (run, attempt) in [(20, 2), (21, 1)] {
        let there = [ours(3, 19, 1), ours(4, run, attempt)];
        let server = script(vec![(COMMENTS, comments(&there))]);
        assert_eq!(write_comment(&server, &wanted_comment(true)), Ok(WriteReceipt::LeftToNewer));
        server.finish();
    }
}

#[test]
fn of_two_that_were_made_at_once_the_newest_attempt_stays() {
    // The other comment is newer, so ours is deleted.
    let server = script(vec![
        (COMMENTS, comments(&[])),
        (POST_COMMENT, posted(&ours(5, 20, 1))),
        (COMMENTS, comments(&[ours(4, 21, 1), ours(5, 20, 1)])),
        ("DELETE /repos/o/n/issues/comments/5", done()),
    ]);
    assert_eq!(write_comment(&server, &wanted_comment(true)), Ok(WriteReceipt::LeftToNewer));
    server.finish();
    // The other comment is older, so it is deleted.
    let server = script(vec![
        (COMMENTS, comments(&[])),
        (POST_COMMENT, posted(&ours(5, 20, 1))),
        (COMMENTS, comments(&[ours(4, 19, 1)])),
        ("DELETE /repos/o/n/issues/comments/4", done()),
    ]);
    assert_eq!(write_comment(&server, &wanted_comment(true)), created(5));
    server.finish();
    // Of two comments of one attempt the first stays, with the new body.
    let stale = by("github-actions[bot]", "Bot", 4, &format!("{} old", body(20, 1)));
    let server = script(vec![
        (COMMENTS, comments(&[])),
        (POST_COMMENT, posted(&ours(5, 20, 1))),
        (COMMENTS, comments(&[stale, ours(5, 20, 1)])),
        ("PATCH /repos/o/n/issues/comments/4", posted(&ours(4, 20, 1))),
        ("DELETE /repos/o/n/issues/comments/5", done()),
    ]);
    assert_eq!(write_comment(&server, &wanted_comment(true)), created(4));
    server.finish();
}

#[test]
fn with_another_token_the_author_is_learnt_from_what_was_made() {
    let app = |id, run| by("our-app[bot]", "Bot", id, &body(run, 1));
    let server = script(vec![
        (COMMENTS, comments(&[app(3, 19), ours(4, 19, 1)])),
        ("PATCH /repos/o/n/issues/comments/4", posted(&ours(4, 20, 1))),
    ]);
    assert_eq!(write_comment(&server, &wanted_comment(true)), updated(4));
    server.finish();
    let person = by("our-app", "User", 2, &body(19, 1));
    let server = script(vec![
        (COMMENTS, comments(&[person.clone(), app(3, 19)])),
        (POST_COMMENT, posted(&app(5, 20))),
        (COMMENTS, comments(&[person, app(3, 19), app(5, 20)])),
        ("DELETE /repos/o/n/issues/comments/3", done()),
    ]);
    assert_eq!(write_comment(&server, &wanted_comment(true)), created(5));
    server.finish();
}

#[test]
fn a_comment_whose_answer_was_lost_is_looked_for_before_another_is_made() {
    let server = script(vec![
        (COMMENTS, comments(&[])),
        (POST_COMMENT, Play::Drop),
        (COMMENTS, comments(&[ours(5, 20, 1)])),
    ]);
    assert_eq!(write_comment(&server, &wanted_comment(true)), created(5));
    server.finish();
    let server = script(vec![
        (COMMENTS, comments(&[])),
        (POST_COMMENT, answer(502, &json!({}))),
        (COMMENTS, comments(&[])),
        (POST_COMMENT, posted(&ours(5, 20, 1))),
        (COMMENTS, comments(&[ours(5, 20, 1)])),
    ]);
    assert_eq!(write_comment(&server, &wanted_comment(true)), created(5));
    server.finish();
}

#[test]
fn an_older_comment_that_came_while_an_answer_was_lost_is_brought_up_to_date() {
    let server = script(vec![
        (COMMENTS, comments(&[])),
        (POST_COMMENT, Play::Drop),
        (COMMENTS, comments(&[ours(4, 19, 1)])),
        ("PATCH /repos/o/n/issues/comments/4", posted(&ours(4, 20, 1))),
    ]);
    assert_eq!(write_comment(&server, &wanted_comment(true)), created(4));
    server.finish();
}

#[test]
fn a_comment_that_went_in_between_is_made_again() {
    let steps = || {
        vec![
            (COMMENTS, comments(&[ours(4, 19, 1)])),
            ("PATCH /repos/o/n/issues/comments/4", answer(404, &json!({}))),
        ]
    };
    let mut all = steps();
    all.push((POST_COMMENT, posted(&ours(5, 20, 1))));
    all.push((COMMENTS, comments(&[ours(5, 20, 1)])));
    let server = script(all);
    assert_eq!(write_comment(&server, &wanted_comment(true)), created(5));
    server.finish();
    let server = script(steps());
    assert_eq!(write_comment(&server, &wanted_comment(false)), Ok(WriteReceipt::NothingToDo));
    server.finish();
}

#[test]
fn a_body_that_is_too_long_and_a_missing_permission_are_told_apart() {
    let long = json!({"message": "Validation Failed", "errors": [{"message": "Body is too long (maximum is 65536 characters)"}]});
    let server = script(vec![(COMMENTS, comments(&[])), (POST_COMMENT, answer(422, &long))]);
    assert!(write_comment(&server, &wanted_comment(true)).unwrap_err().is_too_long());
    server.finish();
    let refused = json!({"message": "Resource not accessible by integration"});
    let server = script(vec![(COMMENTS, comments(&[])), (POST_COMMENT, answer(403, &refused))]);
    let fault = write_comment(&server, &wanted_comment(true)).unwrap_err();
    assert!(fault.is_permission() && !fault.is_too_long());
    server.finish();
}

#[test]
fn leftovers_that_cannot_be_deleted_are_told() {
    let server = script(vec![
        (COMMENTS, comments(&[ours(3, 18, 1), ours(4, 19, 1)])),
        ("PATCH /repos/o/n/issues/comments/4", posted(&ours(4, 20, 1))),
        ("DELETE /repos/o/n/issues/comments/3", answer(403, &json!({"message": "no"}))),
    ]);
    let partly = Some(ApiFault::Forbidden { message: "no".to_owned() });
    let expected = WriteReceipt::Updated { url: "https://x/4".to_owned(), partly };
    assert_eq!(write_comment(&server, &wanted_comment(true)), Ok(expected));
    server.finish();
}
