//! The check run of a commit is a ledger: what another run writes between our reading and our writing, verdicts by
//! another commit of the base, a list that was cut, and a fork that is gone.

use std::sync::Arc;

use serde_json::json;

use super::step::{BASE, FORK, HEAD, MERGE, RUN, Step, check_run, github, muted, pull_request};
use crate::fake::{Fake, Kind, State};

/// A commit of the base that is newer than the one that we compare with.
const NEWER: &str = "5555555555555555555555555555555555555555";

/// Writes a verdict of another run into the only check run, as if that run had read it before we wrote.
fn overwrites(state: &mut State, list: &str, conclusion: &str) {
    let check = state.check_runs.values_mut().next().unwrap();
    check["external_id"] = format!("tg1;workflow_dispatch;;main;{BASE};;{list}").into();
    check["conclusion"] = conclusion.into();
}

/// Adds a verdict of a run, which exists.
fn stands(
    fake: &Fake,
    (run, event): (u64, &'static str),
    base: &str,
    list: &str,
    conclusion: &str,
) {
    let id = format!("tg1;{event};7;main;{base};;{list}");
    let mut state = fake.state();
    state.started.insert(run, event);
    state.jobs.entry((run, 1)).or_default();
    state.check_runs.insert(
        1,
        json!({
            "id": 1, "name": "truegreen", "head_sha": HEAD, "status": "completed",
            "conclusion": conclusion, "external_id": id,
            "html_url": "https://github.com/octo/service/runs/1",
            "app": { "id": 15368, "slug": "github-actions" },
        }),
    );
}

/// Another run lists the check runs with us, and writes into the one that we made, after us.
#[test]
fn a_verdict_that_another_run_writes_over_is_entered_again() {
    for (by_other, list) in [("success", "5000.1"), ("failure", "5000.1!")] {
        let fake = github();
        fake.state().started.insert(5000, "workflow_dispatch");
        fake.state().job((5000, 1), 1, "unit", Some("success"));
        let writes = Kind::Before(Arc::new(move |state: &mut State| {
            if !state.check_runs.is_empty() {
                overwrites(state, list, by_other);
            }
        }));
        // The first reading is before our writing, and the second one is after it.
        let before = Kind::Before(Arc::new(|_: &mut State| ()));
        fake.fault("GET", "/check-runs", 1, before);
        fake.fault("GET", "/check-runs", 1, writes);
        let done = Step::new(&fake).file(".github/workflows/ci.yml", &muted()).run();
        let check = check_run(&fake);
        assert_eq!(
            (done.code, &check["conclusion"]),
            (1, &"failure".into()),
            "{by_other}: {check}"
        );
        let id = check["external_id"].as_str().unwrap();
        assert!(id.contains("4200.2!") && id.contains(list), "{by_other}: {id}");
    }
}

/// A pass by a commit of the base that is behind the one of the verdict that stands.
#[test]
fn a_pass_by_an_older_base_is_not_written_over_a_newer_one() {
    let judged = |parents: &[&str], conclusion: &str| {
        let fake = github();
        let files = fake.state().commits[BASE].1.clone();
        let parents = parents.iter().map(|parent| (*parent).to_owned()).collect();
        let mut state = fake.state();
        state.commits.insert(NEWER.to_owned(), (parents, files));
        NEWER.clone_into(&mut state.main);
        drop(state);
        let mark = if conclusion == "success" { "" } else { "!" };
        stands(&fake, (4100, "pull_request"), NEWER, &format!("4100.1{mark}"), conclusion);
        let done =
            Step::new(&fake).event("pull_request", pull_request("octo", "octo"), MERGE).run();
        (done, check_run(&fake))
    };
    // What the newer commit of the base found stands: a pass that is not written changes nothing of it. The other
    // pair is after a push over the tip, where neither commit is before the other.
    for parents in [&[BASE][..], &[FORK]] {
        for (conclusion, code) in [("success", 0), ("failure", 3)] {
            let (done, check) = judged(parents, conclusion);
            let found = (done.code, &check["conclusion"]);
            assert_eq!(found, (code, &conclusion.into()), "{parents:?}: {}", done.log);
            assert!(check["external_id"].as_str().unwrap().contains(NEWER), "{check}");
            assert!(done.log.contains("the verdict that stands"), "{}", done.log);
        }
    }
}

/// After a forced push the tip counts as newer, and so does a descendant of the base.
#[test]
fn a_pass_by_the_tip_lifts_what_an_older_or_a_lost_base_held() {
    let lost = "6".repeat(40);
    for base in [FORK, &lost] {
        let fake = github();
        stands(&fake, (4100, "pull_request"), base, "4100.1!", "failure");
        let done = Step::new(&fake).run();
        let check = check_run(&fake);
        assert_eq!(
            (done.code, &check["conclusion"]),
            (0, &"success".into()),
            "{base}: {}",
            done.log
        );
        assert!(check["external_id"].as_str().unwrap().contains(BASE), "{check}");
    }
}

/// The field had no room for the list of runs, and the text that had it was cut: any run may be red.
#[test]
fn nothing_passes_by_a_ledger_that_was_cut() {
    let fake = github();
    stands(&fake, (RUN.0, "pull_request"), BASE, "4200.1!,+", "failure");
    let done = Step::new(&fake).run();
    assert_eq!(
        (done.code, &check_run(&fake)["conclusion"]),
        (3, &"failure".into()),
        "{}",
        done.log
    );
    // A red verdict of another run does not make the list known.
    let fake = github();
    stands(&fake, (4100, "workflow_dispatch"), BASE, "4100.1!,+", "failure");
    let red = Step::new(&fake).attempt(RUN.0, 1).file(".github/workflows/ci.yml", &muted()).run();
    assert_eq!(red.code, 1, "{}", red.log);
    let done = Step::new(&fake).run();
    assert_eq!(
        (done.code, &check_run(&fake)["conclusion"]),
        (3, &"failure".into()),
        "{}",
        done.log
    );
    // With the list it is known that only an earlier attempt of this run is red.
    let fake = github();
    stands(&fake, (RUN.0, "pull_request"), BASE, "4200.1!,+", "failure");
    let text = "<!-- tg1 4200.1! -->";
    fake.state().check_runs.get_mut(&1).unwrap()["output"] = json!({ "text": text });
    let done = Step::new(&fake).run();
    assert_eq!(
        (done.code, &check_run(&fake)["conclusion"]),
        (0, &"success".into()),
        "{}",
        done.log
    );
}

/// GitHub shows no repository of a head whose fork was deleted.
#[test]
fn the_head_of_a_deleted_fork_is_judged_as_that_of_a_fork() {
    let text: serde_json::Value =
        serde_json::from_str(&pull_request("stranger", "stranger")).unwrap();
    let mut gone = text;
    gone["pull_request"]["head"]["repo"] = serde_json::Value::Null;
    gone["pull_request"]["head"]["user"] = serde_json::Value::Null;
    let judged = |ci: &str| {
        let fake = github();
        let step = Step::new(&fake).event("pull_request", gone.to_string(), MERGE);
        let done = step.file(".github/workflows/ci.yml", ci).run();
        (done, check_run(&fake)["conclusion"].clone())
    };
    let (done, check) = judged(super::step::CI);
    assert_eq!((done.code, check), (0, "success".into()), "{}", done.log);
    let (done, check) = judged(&muted());
    assert_eq!((done.code, check), (1, "failure".into()), "{}", done.log);
}
