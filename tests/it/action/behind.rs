//! A change that is older than a required job of its base: nobody removed the job, and nothing passes by that
//! unless the branch must be up to date.

use serde_json::Value;

use super::step::{BASE, CI, Done, FORK, HEAD, MERGE, POLICY, Step, github};
use crate::fake::Fake;

const WORKFLOW: &str = ".github/workflows/ci.yml";

/// Returns the workflow with one more job, and the policy that requires it.
fn with_lint() -> (String, String) {
    let lint =
        "jobs:\n  lint:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ruff check .\n";
    (CI.replace("jobs:\n", lint), POLICY.replace("unit: {}", "unit: {}, lint: {}"))
}

/// Returns the repository whose base got the job after the change left it, or had it before.
fn repository(had_it: bool) -> Fake {
    let (ci, policy) = with_lint();
    let fake = github();
    let mut state = fake.state();
    let new = [(WORKFLOW, ci.as_str()), (".github/truegreen.yml", policy.as_str())];
    let old = [(WORKFLOW, CI), (".github/truegreen.yml", POLICY)];
    state.commit(FORK, &[], if had_it { &new } else { &old });
    state.commit(BASE, &[FORK], &new);
    state.commit(HEAD, &[FORK], &old);
    drop(state);
    fake
}

/// Judges the head itself: its run checks out no merge commit.
fn judged(fake: &Fake) -> Done {
    let text = super::step::pull_request("octo", "octo");
    Step::new(fake).event("pull_request_review", text, HEAD).run()
}

fn missing(done: &Done) -> (String, String) {
    let report = done.report.as_ref().unwrap_or_else(|| panic!("{}{}", done.log, done.errors));
    let all = report["findings"].as_array().unwrap();
    let found: Vec<&Value> = all.iter().filter(|one| one["rule"] == "missing-job").collect();
    let text =
        |field: &str| found.first().map_or("", |one| one[field].as_str().unwrap()).to_owned();
    (text("state"), text("message"))
}

#[test]
fn a_required_job_that_the_change_never_had_cannot_be_told() {
    let fake = repository(false);
    let done = judged(&fake);
    let (state, message) = missing(&done);
    assert_eq!((done.code, state.as_str()), (3, "inconclusive"), "{message} {}", done.log);
    assert!(message.contains("behind `main`"), "{message}");
}

#[test]
fn where_the_branch_must_be_up_to_date_it_is_a_row() {
    let fake = repository(false);
    fake.state().required = vec!["gate".to_owned(), "unit".to_owned()];
    let done = judged(&fake);
    assert_eq!((done.code, missing(&done).0.as_str()), (0, ""), "{}", done.log);
    assert!(done.summary.contains("behind `main`: not judged: `ci.yml/lint`"), "{}", done.summary);
    // Rules that do not ask for it, and rules that wait for nothing.
    for (is_strict, required) in [(false, vec!["gate", "unit"]), (true, vec!["gate"])] {
        let fake = repository(false);
        fake.state().is_strict = is_strict;
        fake.state().required = required.into_iter().map(str::to_owned).collect();
        assert_eq!(judged(&fake).code, 3);
    }
}

/// The change was made before or after, and took the job away, by a merge that left it out too.
#[test]
fn what_the_change_had_and_lacks_is_removed() {
    for parents in [&[FORK][..], &[FORK, BASE]] {
        let fake = repository(parents.len() == 1);
        let files = [(WORKFLOW, CI), (".github/truegreen.yml", POLICY)];
        fake.state().commit(HEAD, parents, &files);
        fake.state().commit(MERGE, &[BASE, HEAD], &files);
        fake.state().required = vec!["gate".to_owned(), "unit".to_owned()];
        let done = judged(&fake);
        let (state, message) = missing(&done);
        assert_eq!((done.code, state.as_str()), (1, "broken"), "{message} {}", done.log);
        assert!(message.contains("is not in `ci.yml`"), "{message}");
    }
}
