//! Debug logging: which stages and requests are logged, where, and which secrets are not.

use super::step::{BASE, MERGE, Step, github, pull_request};
use crate::fake::{Kind, TOKEN};

/// Returns the debug commands of the runner in a log, without the command.
fn debug_lines(log: &str) -> Vec<&str> {
    log.lines().filter_map(|line| line.strip_prefix("::debug::")).collect()
}

fn one<'l>(lines: &[&'l str], start: &str) -> &'l str {
    let found: Vec<&&str> = lines.iter().filter(|line| line.starts_with(start)).collect();
    found.first().unwrap_or_else(|| panic!("{start}: {lines:#?}"))
}

#[test]
fn nothing_is_told_where_nobody_asks() {
    let fake = github();
    let done = Step::new(&fake).set("RUNNER_DEBUG", "0").set("TRUEGREEN_LOG", " ").run();
    assert_eq!((done.code, done.errors.as_str()), (0, ""), "{}", done.log);
    assert_eq!(debug_lines(&done.log), Vec::<&str>::new());
}

#[test]
fn under_debug_logging_each_stage_and_each_request_is_a_debug_line_of_the_runner() {
    let fake = github();
    fake.fault("GET", "/git/trees/bbbb", 1, Kind::Status(502, "Bad Gateway", Vec::new()));
    let done = Step::new(&fake).set("RUNNER_DEBUG", "1").run();
    assert_eq!((done.code, done.errors.as_str()), (0, ""), "{}", done.log);
    let lines = debug_lines(&done.log);
    for (stage, counts) in [
        ("gather", "policies=1"),
        ("read", "workflows=1 settings=0 reports=0"),
        ("understand", "workflows=1 jobs=2 commands=1"),
        ("compare", "workflows=1 shifts=0"),
        ("judge", "rules="),
        ("publish", "notices=0"),
    ] {
        let line = one(&lines, &format!("INFO truegreen::app {stage} "));
        assert!(line.contains(counts) && line.contains(" ms="), "{line}");
    }
    assert!(one(&lines, "INFO truegreen::app judge ").contains("findings="), "{lines:#?}");
    // There are as many lines as requests; a repeated request has a line of its own.
    let sent: Vec<&&str> = lines.iter().filter(|line| line.contains(" request method=")).collect();
    assert_eq!(sent.len(), fake.requests().len(), "{lines:#?}");
    let tree = format!(
        "DEBUG truegreen::github request method=GET path=/repos/octo/service/git/trees/{BASE}"
    );
    let first = one(&lines, &format!("{tree} attempt=1 status=502 ms="));
    let second = one(&lines, &format!("{tree} attempt=2 status=200 ms="));
    assert!(!first.contains('?') && !second.contains("recursive"), "{first}");
    assert!(lines.iter().any(|line| line.contains(" waits before the next attempt attempt=1 ms=")));
}

/// The author of a pull request names its branch, and a payload may contain secrets.
#[test]
fn a_hostile_name_starts_no_command_and_no_secret_is_told() {
    let name = "x\n::error::owned %0A::stop-commands::t ##[error]y \u{202e}z";
    let json = serde_json::to_string(name).unwrap();
    let named = format!("\"ref\": {json}, \"secret\": \"hush-hush\"");
    let text = pull_request("octo", "octo").replace("\"ref\": \"main\"", &named);
    assert!(text.contains("hush-hush"));
    let fake = github();
    // A server may send back what it was sent.
    let echo = "Bearer ghs_0123456789abcdefSECRET is not accepted";
    fake.fault("POST", "/check-runs", 9, Kind::Status(403, echo, Vec::new()));
    let step = Step::new(&fake).event("pull_request", text, MERGE);
    // `Step::run` itself looks for the token in both streams.
    let done = step.set("RUNNER_DEBUG", "1").set("TRUEGREEN_LOG", "trace").run();
    let told = one(&debug_lines(&done.log), "DEBUG truegreen::app the run ");
    assert!(told.contains("base_branch=") && told.contains("owned"), "{told}");
    assert!(done.errors.contains("owned"), "{}", done.errors);
    let known =
        ["::debug::DEBUG truegreen::", "::debug::INFO truegreen::", "::debug::TRACE truegreen::"];
    for line in done.log.lines().chain(done.errors.lines()) {
        let line = line.trim_start();
        let is_ours =
            known.iter().any(|start| line.starts_with(start)) || line.starts_with("::error title=");
        assert!(!line.starts_with("::") || is_ours, "{line}");
        assert!(!line.contains("##[") && !line.contains('\u{202e}'), "{line}");
    }
    let all = format!("{}{}", done.log, done.errors);
    for secret in ["hush-hush", TOKEN] {
        assert!(!all.contains(secret), "{secret}: {all}");
    }
    let logged = all.lines().filter(|line| line.contains(" truegreen::"));
    for header in ["bearer", "authorization"] {
        let told = logged.clone().find(|line| line.to_lowercase().contains(header));
        assert_eq!(told, None, "{header}");
    }
}

#[test]
fn the_two_ways_to_ask_have_each_its_place() {
    let fake = github();
    let step = Step::new(&fake).set("RUNNER_DEBUG", "1");
    let done = step.set("TRUEGREEN_LOG", "truegreen::github=debug").run();
    assert_eq!(done.code, 0, "{}", done.errors);
    let lines: Vec<&str> = done.errors.lines().collect();
    assert_eq!(lines.len(), fake.requests().len(), "{}", done.errors);
    assert!(lines.iter().all(|line| line.starts_with("DEBUG truegreen::github request ")));
    assert!(debug_lines(&done.log).iter().any(|line| line.starts_with("INFO truegreen::app ")));
}
