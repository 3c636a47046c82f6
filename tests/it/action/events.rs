//! Every event gives the right pull request, head and base, or says that there is none.

use super::step::{
    BASE, CI, FORK, HEAD, MERGE, OWN_JOB, POLICY, RUN, Step, check_run, comments, github, muted,
    payload, pull_request,
};
use crate::fake::Pull;

#[test]
fn a_fork_is_judged_the_same_and_told_that_its_token_only_reads() {
    let fake = github();
    for what in ["checks", "pull-requests"] {
        fake.state().access.insert(what, crate::fake::Access::Read);
    }
    let fork = pull_request("stranger", "stranger");
    let done = Step::new(&fake).event("pull_request", fork, MERGE).run();
    assert_eq!(done.code, 0, "{}", done.log);
    assert!(comments(&fake).is_empty() && fake.state().check_runs.is_empty());
    assert_eq!(done.summary.matches("could not be written").count(), 1, "{}", done.summary);
    for line in ["`checks: write`", "`pull-requests: write`"] {
        assert!(done.summary.contains(line), "{line}: {}", done.summary);
    }
}

#[test]
fn a_pull_request_of_dependabot_is_one_like_any_other() {
    let fake = github();
    let text = pull_request("octo", "dependabot[bot]");
    let done = Step::new(&fake).event("pull_request", text, MERGE).run();
    assert_eq!(done.code, 0, "{}", done.log);
}

#[test]
fn a_review_is_judged_as_its_pull_request() {
    let fake = github();
    let done =
        Step::new(&fake).event("pull_request_review", pull_request("octo", "octo"), MERGE).run();
    assert_eq!((done.code, comments(&fake).len()), (0, 1), "{}", done.log);
}

#[test]
fn pull_request_target_judges_the_head_and_never_the_default_branch_that_is_checked_out() {
    let fake = github();
    let text = pull_request("stranger", "stranger");
    let step = || Step::new(&fake).event("pull_request_target", text.clone(), BASE);
    let done = step().run();
    assert_eq!(done.code, 3, "the base is checked out: {}", done.log);
    let next = fake.state().again(RUN);
    let done = step().attempt(next.0, next.1).empty().run();
    // The base in the payload is an old commit of the branch, whose policy turns the rule off.
    assert_eq!(done.code, 0, "{}", done.log);
    assert_eq!(check_run(&fake)["head_sha"], HEAD);
}

fn push(reference: &str, before: &str) -> String {
    payload("push", &[("REF", reference), ("BEFORE", before), ("HEAD", HEAD)])
}

#[test]
fn a_push_is_judged_against_what_was_there_and_comments_nowhere() {
    let fake = github();
    let step = || Step::new(&fake).event("push", push("refs/heads/main", BASE), HEAD);
    let done = step().run();
    assert_eq!(done.code, 0, "{}", done.log);
    assert_eq!(done.report.unwrap()["base"], BASE);
    assert_eq!((comments(&fake).len(), fake.count("GET", "/pulls")), (0, 0));
    assert_eq!(check_run(&fake)["head_sha"], HEAD);
    // With comments on every event, the open pull request of exactly this commit gets one.
    assert_eq!(step().input("comment", "always").run().code, 0);
    assert_eq!(comments(&fake).len(), 1);
    fake.state().pulls[0].head = MERGE.to_owned();
    fake.state().comments.clear();
    assert_eq!(step().input("comment", "always").run().code, 0);
    assert_eq!(comments(&fake).len(), 0);
}

#[test]
fn a_new_branch_and_a_tag_have_no_base_and_say_so() {
    let fake = github();
    let zero = "0".repeat(40);
    for name in ["refs/heads/new", "refs/tags/v1"] {
        let done = Step::new(&fake).event("push", push(name, &zero), HEAD).run();
        assert_eq!(done.code, 0, "{}", done.log);
        let report = done.report.unwrap();
        // The commit is on no branch that decides: it is held to the default one.
        assert_eq!(report["base"], FORK);
        assert_eq!(
            (&report["policy"]["source"], &report["policy"]["commit"]),
            (&"base".into(), &BASE.into())
        );
    }
}

#[test]
fn a_force_push_whose_old_tip_is_gone_cannot_be_told() {
    let fake = github();
    let done = Step::new(&fake).event("push", push("refs/heads/main", &"e".repeat(40)), HEAD).run();
    assert_eq!(done.code, 3, "{}", done.log);
    assert!(done.summary.contains("cannot be read through the API"), "{}", done.summary);
}

#[test]
fn a_merge_group_is_judged_at_its_own_head() {
    let fake = github();
    let group = "f".repeat(40);
    let files = [(".github/workflows/ci.yml", CI), (".github/truegreen.yml", POLICY)];
    fake.state().commit(&group, &[BASE], &files);
    let text = payload("merge_group", &[("HEAD", &group), ("BASE", BASE)]);
    let done = Step::new(&fake).event("merge_group", text, &group).run();
    assert_eq!(done.code, 0, "{}", done.log);
    assert_eq!(check_run(&fake)["head_sha"], group);
    assert!(comments(&fake).is_empty());
    assert_eq!(done.report.unwrap()["base"], BASE);
}

/// The trusted form runs from the default branch, runs nothing of the change, and believes only the
/// API.
#[test]
fn workflow_run_judges_the_run_that_ended_and_comments_on_its_pull_request() {
    let fake = github();
    let pull = Pull { head_owner: "stranger", ..fake.state().pulls[0].clone() };
    fake.state().pulls = vec![pull];
    fake.state().job((4200, 2), 77, "extra", Some("success"));
    let text = |event: &str| {
        payload(
            "workflow_run",
            &[
                ("HEAD", HEAD),
                ("HEAD_BRANCH", "topic"),
                ("HEAD_OWNER", "stranger"),
                ("RUN_EVENT", event),
            ],
        )
    };
    fake.state().jobs.get_mut(&RUN).unwrap().retain(|job| job["id"] != OWN_JOB);
    fake.state().job(RUN, OWN_JOB, "gate", Some("success"));
    // The gate's own runs are of the default branch.
    fake.state().run_of(9000, "trusted-gate.yml", "workflow_run", BASE, Some("success"));
    let step = |event: &str| {
        let step = Step::new(&fake).event("workflow_run", text(event), BASE).attempt(9000, 1);
        step.empty().input("needs", "")
    };
    let done = step("pull_request").run();
    assert_eq!(done.code, 0, "{}", done.log);
    assert_eq!((comments(&fake).len(), check_run(&fake)["head_sha"].as_str()), (1, Some(HEAD)));
    assert_eq!(done.report.unwrap()["base"], BASE);

    // The head removes its own gate and mutes its test, which changes nothing here.
    let files = [(".github/workflows/ci.yml", muted())];
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    fake.state().commit(HEAD, &[BASE], &files);
    assert_eq!(step("pull_request").attempt(9001, 1).run().code, 1);

    assert_eq!(check_run(&fake)["conclusion"], "failure");

    // The branch has moved on since that run, so no verdict belongs to it.
    fake.state().commit(HEAD, &[BASE], &[(".github/workflows/ci.yml", CI)]);
    fake.state().pulls[0].head = MERGE.to_owned();
    let before = check_run(&fake);
    let done = step("pull_request").attempt(9002, 1).run();
    assert_eq!((done.code, done.outputs["verdict"].as_str()), (0, "none"), "{}", done.log);
    assert!(done.summary.contains("No open pull request has its head at"), "{}", done.summary);
    assert_eq!(check_run(&fake), before);
}

#[test]
fn a_schedule_and_a_dispatch_have_nothing_to_compare_with() {
    let fake = github();
    for event in ["schedule", "workflow_dispatch"] {
        // On the default branch everything is merged.
        let done = Step::new(&fake).event(event, payload(event, &[]), BASE).run();
        assert_eq!(done.code, 0, "{event}: {}", done.log);
        assert!(done.report.unwrap()["base"].is_null());
        assert!(fake.state().check_runs.is_empty());
    }
    assert!(comments(&fake).is_empty());
    // A payload could name the number of another pull request, so none is requested.
    assert_eq!(fake.count("GET", "/pulls"), 0);
}

#[test]
fn a_closed_pull_request_gets_no_comment() {
    let fake = github();
    let text = pull_request("octo", "octo").replace("\"state\": \"open\"", "\"state\": \"closed\"");
    assert_eq!(Step::new(&fake).event("pull_request", text, MERGE).run().code, 0);
    assert!(comments(&fake).is_empty());
}

#[test]
fn a_payload_that_is_no_event_judges_nothing() {
    let fake = github();
    for text in ["{", "{}", "{\"pull_request\": {\"number\": 7}}"] {
        let done = Step::new(&fake).event("pull_request", text.to_owned(), MERGE).run();
        assert_eq!(done.code, 2, "{}", done.log);
        assert!(done.errors.contains("the payload of `pull_request`"), "{}", done.errors);
    }
    let done = Step::new(&fake).set("GITHUB_RUN_ID", "x").set("GITHUB_SHA", "").run();
    assert_eq!(done.code, 2);
    assert!(
        done.errors.contains("`GITHUB_RUN_ID`") && done.errors.contains("`GITHUB_SHA`"),
        "{}",
        done.errors
    );
}

#[test]
fn the_base_branch_of_the_policys_context_is_held() {
    let fake = github();
    let policy = "version: 1\ncontext: { repository: octo/service, base: [release] }\n";
    fake.state().commit(BASE, &[], &[(".github/truegreen.yml", policy)]);
    let done = Step::new(&fake).run();
    assert_eq!(done.code, 1, "{}", done.log);
    assert!(done.summary.contains("the pull request targets `main`"), "{}", done.summary);
}
