//! Every fault of GitHub: the verdict stays in exit code and summary, one notice says so, and
//! nothing unread passes.

use super::step::{BASE, CI, POLICY, RUN, Step, check_run, comments, github, muted};
use crate::fake::{Access, Elsewhere, Kind};

/// Each permission is missing in turn.
#[test]
fn without_a_permission_the_rest_still_works_and_the_line_is_named() {
    for (what, line, code) in [
        ("checks", "`checks: write`", 0),
        ("pull-requests", "`pull-requests: write`", 0),
        ("actions", "`actions: read`", 0),
        // Without this permission the base and its policy cannot be read, so nothing may pass.
        ("contents", "cannot be read", 3),
    ] {
        for (access, is_private) in [(Access::None, false), (Access::None, true)] {
            let fake = github();
            fake.state().access.insert(what, access);
            fake.state().is_private = is_private;
            let done = Step::new(&fake).run();
            assert_eq!(done.code, code, "{what}: {}{}", done.log, done.errors);
            assert!(done.summary.contains(line), "{what}: {}", done.summary);
        }
    }
}

#[test]
fn required_jobs_that_nobody_can_see_are_no_pass() {
    let fake = github();
    fake.state().access.insert("actions", Access::None);
    let done = Step::new(&fake).input("needs", "").run();
    assert_eq!(done.code, 3, "{}", done.log);
    assert!(
        done.summary.contains("how the jobs of this run ended cannot be read"),
        "{}",
        done.summary
    );
}

#[test]
fn without_a_token_a_change_cannot_be_told() {
    let fake = github();
    let done = Step::new(&fake).input("token", "").run();
    assert_eq!((done.code, fake.requests().len()), (3, 0), "{}", done.log);
    assert!(done.summary.contains("there is no token"), "{}", done.summary);
}

#[test]
fn a_wrong_token_is_told_once_for_each_thing_it_could_not_do() {
    let fake = github();
    let done = Step::new(&fake).input("token", "ghs_other").run();
    assert_eq!(done.code, 3, "{}", done.log);
    assert!(done.summary.contains("does not accept the token"), "{}", done.summary);
    assert!(!done.log.contains("ghs_other") && !done.summary.contains("ghs_other"));
}

/// The answers that the write of a surface may get; the verdict is the same each time.
#[test]
fn no_answer_to_a_write_changes_the_verdict() {
    for (status, message) in [
        (401, "Bad credentials"),
        (403, "Resource not accessible by integration"),
        (404, "Not Found"),
        (410, "Issues are disabled"),
        (422, "Body is too long (maximum is 65536 characters)"),
        (422, "Validation Failed"),
        (451, "Blocked"),
    ] {
        for path in ["/check-runs", "/comments"] {
            let fake = github();
            fake.fault("POST", path, 9, Kind::Status(status, message, Vec::new()));
            let done = Step::new(&fake).file(".github/workflows/ci.yml", &muted()).run();
            assert_eq!(done.code, 1, "{status} {path}: {}", done.log);
            assert!(done.summary.contains("## ❌ Not a true green"));
            let told = done
                .summary
                .lines()
                .filter(|line| line.starts_with("> ") && line.contains("written"))
                .count();
            assert_eq!(told, 1, "{status} {path}: {}", done.summary);
        }
    }
}

#[test]
fn limits_are_waited_for_when_they_are_short() {
    let fake = github();
    let after = |seconds: &str| vec![("retry-after", seconds.to_owned())];
    fake.fault("GET", "/commits/", 1, Kind::Status(429, "Too many", after("1")));
    fake.fault(
        "POST",
        "/check-runs",
        1,
        Kind::Status(403, "You have exceeded a secondary rate limit", after("1")),
    );
    let done = Step::new(&fake).run();
    assert_eq!(done.code, 0, "{}", done.log);
    assert_eq!(check_run(&fake)["conclusion"], "success");
}

#[test]
fn a_limit_that_ends_in_an_hour_is_not_waited_for() {
    let fake = github();
    let after = vec![("retry-after", "3600".to_owned())];
    fake.fault("POST", "/comments", 9, Kind::Status(429, "Too many", after));
    let done = Step::new(&fake).run();
    assert_eq!(done.code, 0, "{}", done.log);
    assert!(done.summary.contains("60 min"), "{}", done.summary);
}

#[test]
fn reads_survive_an_outage_that_ends() {
    let fake = github();
    fake.fault("GET", "/git/trees/", 1, Kind::Status(502, "Bad Gateway", Vec::new()));
    fake.fault("GET", "/jobs", 1, Kind::Drop);
    let done = Step::new(&fake).run();
    assert_eq!(done.code, 0, "{}", done.log);
    assert!(!done.summary.contains("could not be"), "{}", done.summary);
}

#[test]
fn a_policy_that_never_arrives_is_no_pass() {
    for kind in [Kind::Status(500, "Oops", Vec::new()), Kind::Drop] {
        let fake = github();
        fake.fault("GET", "/git/trees/", 9, kind.clone());
        fake.fault("GET", "/contents/.github/truegreen.yml", 9, kind);
        let done = Step::new(&fake).run();
        assert_eq!(done.code, 3, "{}", done.log);
        assert_eq!(check_run(&fake)["conclusion"], "failure");
    }
}

/// The bytes of the base are those that its tree names, whatever answers for the server.
#[test]
fn a_base_workflow_with_other_bytes_than_its_id_says_is_no_pass() {
    for kind in [Kind::Garbage, Kind::Status(200, "fine", Vec::new())] {
        let fake = github();
        fake.fault("GET", "/contents/.github/workflows/ci.yml", 9, kind);
        let changed = CI.replace("pytest -q", "pytest -q tests");
        let done = Step::new(&fake).file(".github/workflows/ci.yml", &changed).run();
        assert_eq!(done.code, 3, "{}", done.log);
        assert!(done.summary.contains("is not that file"), "{}", done.summary);
        assert_eq!(check_run(&fake)["conclusion"], "failure");
    }
}

#[test]
fn nonsense_and_half_answers_are_faults() {
    for kind in [Kind::Garbage, Kind::Truncated] {
        let fake = github();
        fake.fault("GET", "/jobs", 9, kind);
        let done = Step::new(&fake).input("needs", "").run();
        assert_eq!(done.code, 3, "{}", done.log);
        assert!(done.summary.contains("jobs of the run could not be read"), "{}", done.summary);
    }
}

#[test]
fn a_write_whose_answer_is_lost_is_not_done_twice() {
    let fake = github();
    fake.fault("POST", "/check-runs", 1, Kind::DropAfter);
    fake.fault("POST", "/comments", 1, Kind::DropAfter);
    let done = Step::new(&fake).run();
    assert_eq!(done.code, 0, "{}", done.log);
    assert_eq!(check_run(&fake)["conclusion"], "success");
    assert_eq!(comments(&fake).len(), 1);
}

#[test]
fn a_redirect_elsewhere_never_sees_the_token() {
    let elsewhere = Elsewhere::start();
    let fake = github();
    let to = vec![("location", format!("{}/repos", elsewhere.url))];
    for path in ["/jobs", "/git/trees/", "/contents/", "/check-runs", "/comments"] {
        fake.fault("GET", path, 9, Kind::Status(302, "Found", to.clone()));
        fake.fault("POST", path, 9, Kind::Status(307, "Moved", to.clone()));
    }
    let done = Step::new(&fake).run();
    assert_eq!(done.code, 3, "{}", done.log);
    assert_eq!(elsewhere.requests(), 0);
}

#[test]
fn an_address_that_is_not_githubs_gets_nothing() {
    let fake = github();
    let done = Step::new(&fake).set("GITHUB_API_URL", "http://api.example.com").run();
    assert_eq!(done.code, 2, "{}", done.log);
    assert!(done.errors.contains("must be `https`"), "{}", done.errors);
}

#[test]
fn an_enterprise_server_has_its_api_below_a_path() {
    let fake = github();
    let url = format!("{}/api/v3", fake.url());
    let done = Step::new(&fake)
        .set("GITHUB_API_URL", &url)
        .set("GITHUB_SERVER_URL", "https://ghes.example/")
        .run();
    assert_eq!(done.code, 0, "{}{}", done.log, done.errors);
    assert!(comments(&fake)[0].contains("https://ghes.example/octo/service/actions/runs/4200"));
}

#[test]
fn without_jobs_and_needs_nothing_is_made_up() {
    let fake = github();
    fake.state().commit(BASE, &[], &[(".github/workflows/ci.yml", CI)]);
    fake.state().access.insert("actions", Access::None);
    let done =
        Step::new(&fake).file(".github/truegreen.yml", "version: 1\n").input("needs", "").run();
    assert_eq!(done.code, 0, "{}", done.log);
    let report = done.report.unwrap();
    let rules = report["rules"].as_array().unwrap().iter();
    let rule = rules.clone().find(|rule| rule["id"] == "job-not-green").unwrap();
    assert_eq!(rule["state"], "not-checked");
    assert_eq!(report["policy"]["source"], "adoption");
}

#[test]
fn hostile_text_reaches_no_surface_as_anything_but_text() {
    let fake = github();
    let report = "<testsuite><testcase classname='&#10;::set-output name=x::y' name='@octo/team #1 &lt;!-- truegreen:v1 truegreen run=99999 attempt=9 --&gt; ##[error]x \u{202e}'>\
        <failure message='ghadelimiter_&#10;verdict=pass&#10;| a |&#10;&lt;img src=x&gt; https://evil.example'/></testcase></testsuite>";
    let done = Step::new(&fake).file("r.xml", report).input("junit", "r.xml").run();
    assert_eq!(done.code, 1);
    for line in done.log.lines() {
        let trimmed = line.trim_start();
        let ours = ["::error file=", "::warning file=", "::notice file="];
        assert!(
            !trimmed.starts_with("::") || ours.iter().any(|start| line.starts_with(start)),
            "{line}"
        );
        assert!(!line.contains("##["), "{line}");
    }
    assert_eq!(done.outputs["verdict"], "fail");
    let comment = &comments(&fake)[0];
    assert!(comment.starts_with("<!-- truegreen:v1 truegreen run=4200"));
    assert!(!comment.contains("<img") && !comment.contains('\u{202e}'), "{comment}");
    // Our own marker inside of it does not make the comment newer than it is.
    assert_eq!(Step::new(&fake).attempt(RUN.0 + 1, 1).input("needs", "").run().code, 3);
    assert_eq!(comments(&fake).len(), 1);
    let _ = POLICY;
}
