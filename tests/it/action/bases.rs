//! Which base speaks for a change, and whose verdict it is: the author of a change chooses neither.

use serde_json::Value;

use super::step::{
    BASE, CI, Done, FORK, HEAD, MERGE, OWN_JOB, POLICY, RUN, Step, comments, github, muted,
    payload, pull_request,
};
use crate::fake::{Fake, Kind, Pull};

/// The tip of the other branch.
const OTHER: &str = "4444444444444444444444444444444444444444";
const WORKFLOW: &str = ".github/workflows/ci.yml";
const OFF: &str =
    "version: 1\nrules: { continue-on-error: off, job-gutted: off, signal-lost: off }\n";

/// Returns a GitHub with another branch, on which the policy asks for nothing.
fn with_branch(name: &'static str, is_protected: bool) -> Fake {
    let fake = github();
    let mut state = fake.state();
    let files = [(WORKFLOW, CI), (".github/truegreen.yml", OFF)];
    state.commit(OTHER, &[FORK], &files);
    state.commit(MERGE, &[OTHER, HEAD], &files);
    state.branches.insert(name, (OTHER.to_owned(), is_protected));
    drop(state);
    fake
}

/// Returns the step of a pull request to another branch, that mutes the only test.
fn to<'f>(fake: &'f Fake, branch: &str) -> Step<'f> {
    let text = pull_request("octo", "octo");
    let text = text.replace("\"ref\": \"main\"", &format!("\"ref\": \"{branch}\""));
    let text = text.replace("octo:main", &format!("octo:{branch}"));
    Step::new(fake)
        .event("pull_request", text, MERGE)
        .file(WORKFLOW, &muted())
        .file(".github/truegreen.yml", OFF)
}

fn names(fake: &Fake) -> Vec<(String, String)> {
    let state = fake.state();
    let text = |check: &Value, field: &str| check[field].as_str().unwrap().to_owned();
    let of = |check: &Value| (text(check, "name"), text(check, "conclusion"));
    state.check_runs.values().map(of).collect()
}

fn policy(done: &Done) -> Value {
    done.report.as_ref().unwrap()["policy"]["commit"].clone()
}

fn named(name: &str, conclusion: &str) -> (String, String) {
    (name.to_owned(), conclusion.to_owned())
}

#[test]
fn a_base_that_the_author_pushed_says_nothing() {
    let fake = with_branch("weak", false);
    let done = to(&fake, "weak").run();
    assert_eq!((done.code, policy(&done)), (1, BASE.into()), "{}", done.log);
    assert_eq!(names(&fake), [named("truegreen", "failure")]);
    let report = done.report.unwrap();
    assert_eq!(report["base"], FORK);
    let words = "`weak` gives no policy, because nobody protects it or the policy does not allow it: `main` does";
    assert!(done.summary.contains(words), "{}", done.summary);
    // The same commit is then asked into `main`, and is red there.
    let files = [(WORKFLOW, CI), (".github/truegreen.yml", POLICY)];
    fake.state().commit(MERGE, &[BASE, HEAD], &files);
    fake.state().started.insert(6000, "pull_request");
    fake.state().job((6000, 1), 1, "unit", Some("success"));
    fake.state().job((6000, 1), OWN_JOB, "gate", None);
    let done = Step::new(&fake).attempt(6000, 1).file(WORKFLOW, &muted()).run();
    assert_eq!(done.code, 1, "{}", done.log);
}

#[test]
fn a_protected_base_speaks_and_has_a_check_of_its_own() {
    let fake = with_branch("release", true);
    assert_eq!(Step::new(&fake).attempt(RUN.0, 1).run().code, 0);
    let (first, next) = (fake.requests().len(), fake.state().again(RUN));
    let done = to(&fake, "release").attempt(next.0, next.1).run();
    assert_eq!((done.code, policy(&done)), (0, OTHER.into()), "{}", done.log);
    let both = [named("truegreen", "success"), named("truegreen (release)", "success")];
    assert_eq!(names(&fake), both);
    let id = fake.state().check_runs.values().last().unwrap()["external_id"].clone();
    loud!("requests: {} for a base beside the default one", fake.requests().len() - first);
    assert!(fake.requests().len() - first <= 12 + 2 + 2, "{:#?}", fake.requests());
    assert!(id.as_str().unwrap().starts_with("tg1;pull_request;7;release;"), "{id}");
}

#[test]
fn the_policy_of_the_default_branch_says_which_bases_may_speak() {
    let fake = with_branch("release", true);
    let policy_of_main = format!("{POLICY}context: {{ base: [main] }}\n");
    let files = [(WORKFLOW, CI), (".github/truegreen.yml", policy_of_main.as_str())];
    fake.state().commit(BASE, &[FORK], &files);
    let done = to(&fake, "release").run();
    assert_eq!((done.code, policy(&done)), (1, BASE.into()), "{}", done.log);
    assert_eq!(names(&fake), [named("truegreen", "failure")]);
}

#[test]
fn a_base_that_is_gone_or_cannot_be_read_is_no_way_around() {
    let fake = with_branch("gone", true);
    fake.state().branches.clear();
    let done = to(&fake, "gone").run();
    assert_eq!((done.code, policy(&done)), (1, BASE.into()), "{}", done.log);
    let fake = with_branch("release", true);
    fake.fault("GET", "/branches/release", 9, Kind::Status(451, "Oops", Vec::new()));
    let done = to(&fake, "release").run();
    assert_eq!(names(&fake), [named("truegreen", "failure")], "{}", done.log);
    assert_ne!(done.code, 0);
}

/// The same commit into a branch whose code makes its tests pass.
#[test]
fn a_pull_request_into_another_branch_lifts_nothing_of_the_one_into_the_default_branch() {
    let fake = with_branch("weak", false);
    let report = "<testsuites><testsuite name='a' tests='1' failures='1'><testcase name='a'><failure/></testcase></testsuite></testsuites>";
    let files = [(WORKFLOW, CI), (".github/truegreen.yml", POLICY)];
    fake.state().commit(MERGE, &[BASE, HEAD], &files);
    let red = Step::new(&fake).file("r.xml", report).input("junit", "r.xml");
    assert_eq!(red.run().code, 1);
    fake.state().commit(OTHER, &[FORK], &files);
    fake.state().commit(MERGE, &[OTHER, HEAD], &files);
    fake.state().started.insert(6000, "pull_request");
    fake.state().job((6000, 1), 1, "unit", Some("success"));
    fake.state().job((6000, 1), OWN_JOB, "gate", None);
    let eighth = pull_request("octo", "octo").replace("\"number\": 7", "\"number\": 8");
    let eighth = eighth.replace("\"ref\": \"main\"", "\"ref\": \"weak\"");
    let step = |text: &str| {
        let step = Step::new(&fake).event("pull_request", text.to_owned(), MERGE);
        step.attempt(6000, 1).run()
    };
    let done = step(&eighth);
    assert_eq!((done.code, names(&fake)), (3, vec![named("truegreen", "failure")]), "{}", done.log);
    // A later run of the pull request itself lifts it.
    fake.state().commit(MERGE, &[BASE, HEAD], &files);
    assert_eq!(step(&pull_request("octo", "octo")).code, 0);
}

/// A pull request on top of another one that is open.
#[test]
fn a_stacked_pull_request_is_held_to_the_default_branch() {
    let fake = with_branch("first-part", false);
    let files = [(WORKFLOW, CI), (".github/truegreen.yml", POLICY)];
    fake.state().commit(OTHER, &[FORK], &files);
    let step = to(&fake, "first-part").file(WORKFLOW, CI).file(".github/truegreen.yml", POLICY);
    let done = step.run();
    assert_eq!(done.code, 0, "{}", done.log);
    assert_eq!(names(&fake), [named("truegreen", "success")]);
}

/// A release branch that was cut from the default branch, and a tag on it.
#[test]
fn what_is_merged_already_is_compared_with_nothing_and_writes_nothing() {
    let fake = github();
    let zero = "0".repeat(40);
    for name in ["refs/heads/release/1", "refs/tags/v1"] {
        let text = payload("push", &[("REF", name), ("BEFORE", &zero), ("HEAD", BASE)]);
        let done = Step::new(&fake).event("push", text, BASE).run();
        assert_eq!((done.code, policy(&done)), (0, BASE.into()), "{name}: {}", done.log);
        assert!(done.report.unwrap()["base"].is_null(), "{name}");
        assert!(
            done.summary.contains("merged already, so nothing is compared"),
            "{}",
            done.summary
        );
        assert!(names(&fake).is_empty(), "{name}");
    }
    // A tag on a protected branch, which the default one does not contain.
    let fake = with_branch("release", true);
    let text = payload("push", &[("REF", "refs/tags/v1.1"), ("BEFORE", &zero), ("HEAD", OTHER)]);
    let done = Step::new(&fake).event("push", text, OTHER).run();
    assert_eq!((done.code, names(&fake).len()), (0, 0), "{}", done.log);
    // On a branch that nobody protects it has nothing of that.
    let fake = with_branch("mine", false);
    let text = payload("push", &[("REF", "refs/tags/v1.1"), ("BEFORE", &zero), ("HEAD", OTHER)]);
    let done = Step::new(&fake).event("push", text, OTHER).file(WORKFLOW, &muted()).run();
    assert_eq!((done.code, names(&fake).len()), (1, 1), "{}", done.log);
}

#[test]
fn a_push_to_a_protected_branch_is_held_to_what_was_there() {
    let fake = with_branch("release", true);
    let values = [("REF", "refs/heads/release"), ("BEFORE", OTHER), ("HEAD", HEAD)];
    let step = || Step::new(&fake).event("push", payload("push", &values), HEAD);
    let files = [(WORKFLOW, CI), (".github/truegreen.yml", OFF)];
    fake.state().commit(HEAD, &[OTHER], &files);
    let done = step().file(".github/truegreen.yml", OFF).run();
    assert_eq!((done.code, policy(&done)), (0, OTHER.into()), "{}", done.log);
    assert_eq!(names(&fake), [named("truegreen (release)", "success")]);
    // Where nobody protects it, the default branch speaks.
    let fake = with_branch("release", false);
    let step = Step::new(&fake).event("push", payload("push", &values), HEAD);
    let done = step.file(WORKFLOW, &muted()).run();
    assert_eq!((done.code, policy(&done)), (1, BASE.into()), "{}", done.log);
    assert_eq!(names(&fake), [named("truegreen", "failure")]);
}

/// From the branch of the next release into the default one.
#[test]
fn a_promotion_is_a_pull_request_like_any_other() {
    let fake = with_branch("develop", true);
    fake.state().pulls[0].head_branch = "develop";
    let files = [(WORKFLOW, CI), (".github/truegreen.yml", POLICY)];
    fake.state().commit(MERGE, &[BASE, HEAD], &files);
    let done = Step::new(&fake).run();
    assert_eq!((done.code, policy(&done)), (0, BASE.into()), "{}", done.log);
    // What the branch that is promoted has grown lax about is lax, whoever protected it.
    let fake = with_branch("develop", true);
    fake.state().pulls[0].head_branch = "develop";
    let muted = muted();
    let files = [(WORKFLOW, muted.as_str()), (".github/truegreen.yml", OFF)];
    for (sha, parents) in [(HEAD, &[FORK][..]), (MERGE, &[BASE, HEAD])] {
        fake.state().commit(sha, parents, &files);
    }
    let done = Step::new(&fake).file(WORKFLOW, &muted).file(".github/truegreen.yml", OFF).run();
    assert_eq!((done.code, policy(&done)), (1, BASE.into()), "{}", done.log);
}

/// The group stands on another group, whose policy nobody has merged.
#[test]
fn a_group_of_a_queue_is_held_to_the_branch_and_not_to_the_group_before() {
    let (before, group) = ("e".repeat(40), "f".repeat(40));
    let text = payload("merge_group", &[("HEAD", &group), ("BASE", &before)]);
    let judged = |ci: &str| {
        let fake = github();
        let weak = [(WORKFLOW, ci), (".github/truegreen.yml", OFF)];
        fake.state().commit(&before, &[BASE], &weak);
        fake.state().commit(&group, &[&before], &weak);
        let step = Step::new(&fake).event("merge_group", text.clone(), &group);
        (step.file(WORKFLOW, ci).run(), names(&fake))
    };
    let (done, names) = judged(&muted());
    assert_eq!((done.code, policy(&done)), (1, BASE.into()), "{}", done.log);
    assert_eq!(names, [named("truegreen", "failure")]);
    let (done, _) = judged(CI);
    assert_eq!((done.code, policy(&done)), (0, BASE.into()), "{}", done.log);
}

fn followed<'f>(fake: &'f Fake, event: &str, branch: &str) -> Step<'f> {
    let values =
        [("HEAD", HEAD), ("HEAD_BRANCH", branch), ("HEAD_OWNER", "octo"), ("RUN_EVENT", event)];
    let step = Step::new(fake).event("workflow_run", payload("workflow_run", &values), BASE);
    step.attempt(9000, 1).empty().input("needs", "")
}

/// Returns a GitHub whose judged run has ended.
fn ended(fake: Fake) -> Fake {
    let mut state = fake.state();
    state.jobs.get_mut(&RUN).unwrap().retain(|job| job["id"] != OWN_JOB);
    state.job(RUN, OWN_JOB, "gate", Some("success"));
    state.run_of(9000, "trusted.yml", "workflow_run", BASE, None);
    drop(state);
    fake
}

#[test]
fn two_pull_requests_of_one_commit_have_a_verdict_and_a_comment_each() {
    let fake = ended(with_branch("release", true));
    // The head mutes its test, and the policy of `release` lets it.
    let files = [(WORKFLOW, muted()), (".github/truegreen.yml", OFF.to_owned())];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    fake.state().commit(FORK, &[], &files);
    fake.state().commit(HEAD, &[FORK], &files);
    let second = Pull { number: 8, base_branch: "release", ..fake.state().pulls[0].clone() };
    fake.state().pulls.push(second);
    let done = followed(&fake, "pull_request", "topic").run();
    let mut all = names(&fake);
    all.sort();
    let expected = [named("truegreen", "failure"), named("truegreen (release)", "success")];
    assert_eq!((done.code, all.as_slice()), (1, &expected[..]), "{}", done.log);
    let said = comments(&fake);
    let passed = said.iter().filter(|text| text.contains("Nothing is required yet"));
    assert_eq!(passed.count(), 1, "{said:#?}");
    assert_eq!(said.iter().filter(|text| text.contains("Not a true green")).count(), 1);
    // The outputs of the step are those of the worst.
    assert_eq!(done.outputs["verdict"], "fail");
}

#[test]
fn a_followed_push_to_the_default_branch_is_judged_as_that_push() {
    let fake = ended(github());
    fake.state().started.insert(RUN.0, "push");
    fake.state().pulls.clear();
    let files = [(WORKFLOW, muted()), (".github/truegreen.yml", POLICY.to_owned())];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    fake.state().commit(HEAD, &[BASE], &files);
    fake.state().main = HEAD.to_owned();
    let done = followed(&fake, "push", "main").run();
    assert_eq!((done.code, policy(&done)), (1, BASE.into()), "{}", done.log);
    assert_eq!(names(&fake), [named("truegreen", "failure")]);
}

/// A tag is told of by its name alone, which may be that of the default branch.
#[test]
fn a_followed_tag_with_the_name_of_the_default_branch_is_no_push_to_it() {
    let fake = ended(github());
    fake.state().started.insert(RUN.0, "push");
    let files = [(WORKFLOW, muted()), (".github/truegreen.yml", POLICY.to_owned())];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    fake.state().commit(HEAD, &[FORK], &files);
    // The pull request is judged, and its own run is missing.
    let done = followed(&fake, "push", "main").run();
    assert_ne!(done.code, 0, "{}", done.log);
    assert_eq!(names(&fake), [named("truegreen", "failure")]);
    // Without an open pull request nothing waits for it.
    let fake = ended(github());
    fake.state().started.insert(RUN.0, "push");
    fake.state().pulls.clear();
    let done = followed(&fake, "push", "main").run();
    assert_eq!((done.code, done.outputs["verdict"].as_str()), (0, "none"), "{}", done.log);
    assert!(names(&fake).is_empty() && done.log.contains("nothing to judge"), "{}", done.log);
}

/// Where the base starts the workflow for no pull request, the runs of pushes count.
#[test]
fn a_push_run_stands_in_only_where_no_pull_request_starts_the_workflow() {
    let pushes = CI.replace("on: pull_request", "on: push");
    for (ci, code) in [(pushes.as_str(), 0), (CI, 3)] {
        let fake = ended(github());
        fake.state().started.insert(RUN.0, "push");
        let files = [(WORKFLOW, ci), (".github/truegreen.yml", POLICY)];
        for (commit, parents) in [(FORK, &[][..]), (BASE, &[FORK]), (HEAD, &[FORK])] {
            fake.state().commit(commit, parents, &files);
        }
        let done = followed(&fake, "push", "topic").run();
        assert_eq!(done.code, code, "{ci}: {}", done.log);
    }
}

/// The group of a queue, told of by a run of it.
#[test]
fn a_followed_run_of_a_queue_is_judged_as_its_group() {
    let fake = ended(github());
    fake.state().started.insert(RUN.0, "merge_group");
    let files = [(WORKFLOW, muted()), (".github/truegreen.yml", POLICY.to_owned())];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    fake.state().commit(HEAD, &[BASE], &files);
    let branch = format!("gh-readonly-queue/main/pr-7-{BASE}");
    let done = followed(&fake, "merge_group", &branch).run();
    assert_eq!((done.code, policy(&done)), (1, BASE.into()), "{}", done.log);
    assert_eq!(names(&fake), [named("truegreen", "failure")]);
}
