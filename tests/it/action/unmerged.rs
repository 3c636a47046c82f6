//! A run about no pull request on a commit that is not merged: where pull requests start nothing, what pushes
//! started there counts, also of other workflows.

use super::commit::{Commit, LINTER, POLICY, said};
use super::step::{BASE, CI, Done, FORK, HEAD, MERGE, payload};

/// Judges a head in a run that somebody starts by hand; the linter has this run there.
fn dispatched(linter: &str, run: Option<(&str, &str)>, parents: &[&str]) -> Done {
    let commit = Commit::on(linter);
    let commit = match run {
        Some((event, end)) => commit.ran(5, event, Some(end)),
        None => commit,
    };
    let mut state = commit.fake.state();
    state.commits.get_mut(HEAD).unwrap().0 = parents.iter().map(|one| (*one).to_owned()).collect();
    state.started.insert(super::step::RUN.0, "workflow_dispatch");
    drop(state);
    commit.step().event("workflow_dispatch", payload("workflow_dispatch", &[]), HEAD).run()
}

#[test]
fn push_runs_of_other_workflows_count_where_no_pull_request_starts_them() {
    let pushes = LINTER.replace("on: pull_request", "on: push");
    for (run, code) in [
        (Some(("push", "success")), 0),
        (Some(("push", "failure")), 1),
        (Some(("push", "skipped")), 1),
        // What somebody starts by hand does not stand in for it.
        (Some(("workflow_dispatch", "success")), 1),
        (None, 1),
    ] {
        let done = dispatched(&pushes, run, &[FORK]);
        assert_eq!(done.code, code, "{run:?}: {}\n{}", said(&done).1, done.log);
    }
}

#[test]
fn a_workflow_of_pull_requests_or_of_the_merge_is_left_to_them() {
    let after = LINTER.replace("on: pull_request", "on: { push: { branches: [main] } }");
    for linter in [LINTER, &after] {
        let done = dispatched(linter, Some(("push", "failure")), &[FORK]);
        assert_eq!(done.code, 0, "{linter}: {}\n{}", said(&done).1, done.log);
    }
}

/// A commit that the branch contains is not held to anything of other workflows.
#[test]
fn on_a_merged_commit_the_own_jobs_count_alone() {
    let pushes = LINTER.replace("on: pull_request", "on: push");
    let commit = Commit::on(&pushes).ran(5, "push", Some("failure"));
    let files = [
        (".github/workflows/ci.yml", CI),
        (".github/workflows/linter.yml", pushes.as_str()),
        (".github/truegreen.yml", POLICY),
    ];
    let mut state = commit.fake.state();
    state.commit(HEAD, &[FORK], &files);
    state.commit(BASE, &[HEAD], &files);
    state.commit(MERGE, &[BASE, HEAD], &files);
    state.started.insert(super::step::RUN.0, "workflow_dispatch");
    drop(state);
    let step = commit.step().event("workflow_dispatch", payload("workflow_dispatch", &[]), HEAD);
    let done = step.run();
    assert_eq!(done.code, 0, "{}\n{}", said(&done).1, done.log);
}
