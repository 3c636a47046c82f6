//! What the rules of the target branch require, on the commit that is judged.

use super::commit::{Commit, LINTER, green, red, said, unknown};
use super::step::{CI, HEAD, RUN, Step, github};
use crate::fake::{Access, Kind};

/// Returns a repository whose branch requires checks, by protection and by a ruleset.
fn ruled(checks: &[&str]) -> Commit {
    let commit = Commit::new().ran(5, "pull_request", Some("success"));
    commit.with(|state| state.required = checks.iter().map(|name| (*name).to_owned()).collect())
}

#[test]
fn what_the_rules_of_the_branch_require_is_judged_too() {
    for checks in [&["scan"][..], &["unit", "scan"]] {
        let by = |app: &'static str, end: Option<&'static str>| {
            ruled(checks).with(|state| state.foreign_check(9, "scan", HEAD, end, (77, app)))
        };
        green(&by("scanner", Some("success")));
        red(
            &by("scanner", Some("failure")),
            "check `scan`, which the rules of `main` require, failed",
        );
        red(&by("scanner", Some("skipped")), "was skipped");
        unknown(&by("scanner", None), "has not ended");
    }
    // An app that the rule names must have made it.
    let named = |id: u64| {
        ruled(&[]).with(|state| {
            state.required_by_app.push(("scan".to_owned(), 77));
            state.foreign_check(9, "scan", HEAD, Some("success"), (id, "scanner"));
        })
    };
    green(&named(77));
    red(&named(78), "was made by `scanner`, and not by the app 77");
    // A job of another workflow that the policy does not name, and one that is called.
    let mypy = |end: &'static str| {
        ruled(&["mypy"]).with(|state| {
            state.run_of(6, "types.yml", "pull_request", HEAD, Some(end));
            state.job_check(6, "mypy", HEAD, Some(end));
        })
    };
    green(&mypy("success"));
    red(&mypy("failure"), "failed");
}

#[test]
fn a_required_check_may_be_a_commit_status() {
    let status = |word: &'static str| {
        ruled(&["jenkins"]).with(|state| {
            state.access.insert("statuses", Access::Read);
            state.statuses.push(("jenkins", word));
        })
    };
    green(&status("success"));
    red(&status("error"), "commit status `error`");
    unknown(&status("pending"), "commit status is `pending`");
    let silent = ruled(&["jenkins"]).with(|state| {
        state.access.insert("statuses", Access::Read);
        state.statuses.push(("other", "success"));
    });
    red(&silent, "no check of this name is there");
    unknown(&ruled(&["jenkins"]), "`statuses: read`");
}

#[test]
fn what_github_waits_for_itself_is_named_and_not_judged() {
    // Jobs that the gate waits for, and the gate.
    let commit = ruled(&["unit", "gate", "truegreen"]);
    let done = green(&commit);
    assert!(said(&done).1.contains("is a gate itself"), "{}", said(&done).1);
    // A job of this run that has not ended.
    let own = |end: Option<&'static str>| {
        ruled(&["slow"]).with(|state| state.job_check(RUN.0, "slow", HEAD, end))
    };
    let ci =
        format!("{CI}  slow:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make slow\n");
    let judged = |commit: &Commit| commit.step().file(".github/workflows/ci.yml", &ci).run();
    let done = judged(&own(None));
    assert_eq!(done.code, 0, "{}", done.log);
    assert!(said(&done).1.contains("has not ended in this run"), "{}", said(&done).1);
    assert_eq!(judged(&own(Some("failure"))).code, 1);
    // What a filter keeps away never comes, and the merge waits for ever.
    let late = LINTER.replace("on: pull_request", "on: { push: { branches: [main] } }");
    let policy = "version: 1\nwait: 0s\nworkflows:\n  ci.yml: { jobs: { unit: {} } }\n";
    let commit = Commit::of(&late, &late, policy);
    red(&commit.with(|state| state.required.push("ruff".to_owned())), "runs after the merge");
}

#[test]
fn rules_that_cannot_be_read_are_a_row_and_never_nothing() {
    let refused = || Kind::Status(403, "Resource not accessible by integration", Vec::new());
    let commit = ruled(&["unit"]);
    commit.fake.fault("GET", "/rules/branches/main", 9, refused());
    let done = green(&commit);
    assert!(
        said(&done).1.contains("not all checks that `main` requires could be read"),
        "{}",
        said(&done).1
    );
    // The branch itself tells which policy counts.
    let commit = ruled(&["unit"]);
    commit.fake.fault("GET", "/branches/main", 9, refused());
    let done = commit.judged();
    assert_eq!(done.code, 3, "{}", done.log);
    assert!(done.summary.contains("`contents: read`"), "{}", done.summary);
    // Where nothing else is required, the row is there too.
    let fake = github();
    fake.fault("GET", "/rules/branches/main", 9, Kind::Status(403, "no", Vec::new()));
    let done = Step::new(&fake).run();
    assert_eq!((done.code, said(&done).0.as_str()), (0, "not-checked"));
    assert!(said(&done).1.contains("could be read"), "{}", said(&done).1);
}
