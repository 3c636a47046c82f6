//! Required jobs of other workflows, and named checks, on the commit that is judged.

use std::sync::Arc;

use super::step::{BASE, CI, Done, FORK, HEAD, MERGE, RUN, Step, github, payload, pull_request};
use crate::fake::{Access, Fake, Kind, State};

pub(super) const LINTER: &str = "name: Linter
on: pull_request
jobs:
  ruff:
    runs-on: ubuntu-latest
    steps:
      - run: ruff check .
";
pub(super) const POLICY: &str = "version: 1
wait: 0s
workflows:
  ci.yml: { jobs: { unit: {} } }
  linter.yml: { jobs: { ruff: {} } }
";
const ACTIONS: (u64, &str) = (15368, "github-actions");

/// A repository with a second workflow.
pub(super) struct Commit {
    pub(super) fake: Fake,
    head: String,
    policy: String,
}

impl Commit {
    pub(super) fn new() -> Self {
        Self::of(LINTER, LINTER, POLICY)
    }

    /// Makes the repository with the linter's file on the base and on the head.
    pub(super) fn of(base: &str, head: &str, policy: &str) -> Self {
        let fake = github();
        let mut state = fake.state();
        for (sha, parents, linter) in [
            (FORK, &[][..], base),
            (BASE, &[FORK], base),
            (HEAD, &[FORK], head),
            (MERGE, &[BASE, HEAD], head),
        ] {
            let files = [
                (".github/workflows/ci.yml", CI),
                (".github/workflows/linter.yml", linter),
                (".github/truegreen.yml", policy),
            ];
            state.commit(sha, parents, &files);
        }
        drop(state);
        Self { fake, head: head.to_owned(), policy: policy.to_owned() }
    }

    /// Makes it with the same file on both sides.
    pub(super) fn on(linter: &str) -> Self {
        Self::of(linter, linter, POLICY)
    }

    /// Adds a run of the linter with one check of its job.
    pub(super) fn ran(self, id: u64, event: &str, end: Option<&str>) -> Self {
        let mut state = self.fake.state();
        let of_run = end.map(|end| if end == "skipped" { "success" } else { end });
        state.run_of(id, "linter.yml", event, HEAD, of_run);
        state.job_check(id, "ruff", HEAD, end);
        drop(state);
        self
    }

    pub(super) fn with(self, change: impl FnOnce(&mut State)) -> Self {
        change(&mut self.fake.state());
        self
    }

    pub(super) fn step(&self) -> Step<'_> {
        let step = Step::new(&self.fake).file(".github/workflows/linter.yml", &self.head);
        step.file(".github/truegreen.yml", &self.policy)
    }

    pub(super) fn judged(&self) -> Done {
        self.step().run()
    }
}

/// Returns what the report says of the rule: its state, and all messages.
pub(super) fn said(done: &Done) -> (String, String) {
    let report = done.report.as_ref().unwrap_or_else(|| panic!("{}{}", done.log, done.errors));
    let rule =
        report["rules"].as_array().unwrap().iter().find(|rule| rule["id"] == "missing-check");
    let rule = rule.unwrap();
    let mut words = rule["reason"].as_str().unwrap_or_default().to_owned();
    for finding in report["findings"].as_array().unwrap() {
        if finding["rule"] == "missing-check" {
            words.push_str(&format!("\n{} {}", finding["message"], finding["help"]));
        }
    }
    (rule["state"].as_str().unwrap().to_owned(), words)
}

pub(super) fn red(commit: &Commit, words: &str) {
    let done = commit.judged();
    let (state, told) = said(&done);
    assert_eq!(
        (done.code, told.contains(words)),
        (1, true),
        "{words}: {state} {told}\n{}",
        done.log
    );
}

pub(super) fn unknown(commit: &Commit, words: &str) {
    let done = commit.judged();
    let (state, told) = said(&done);
    assert_eq!(
        (done.code, told.contains(words)),
        (3, true),
        "{words}: {state} {told}\n{}",
        done.log
    );
}

pub(super) fn green(commit: &Commit) -> Done {
    let done = commit.judged();
    let (state, told) = said(&done);
    assert_eq!(done.code, 0, "{state} {told}\n{}", done.log);
    done
}

#[test]
fn a_required_job_of_another_workflow_passes_and_costs_two_requests() {
    let done = green(&Commit::new().ran(5, "pull_request", Some("success")));
    assert_eq!(said(&done).0, "holds");
    let commit = Commit::new().ran(5, "pull_request", Some("success"));
    assert_eq!(commit.step().attempt(RUN.0, 1).run().code, 0);
    let requests = commit.fake.requests();
    assert_eq!(
        commit.fake.count("GET", "/actions/runs") - commit.fake.count("GET", "/attempts/"),
        1
    );
    assert!(requests.len() <= 14, "{}: {requests:#?}", requests.len());
    // Where nothing is required of other workflows nothing is asked for.
    let fake = github();
    assert_eq!(Step::new(&fake).run().code, 0);
    assert_eq!(fake.count("GET", "/actions/runs") - fake.count("GET", "/attempts/"), 0);
}

/// One policy over four workflows, the gate in one of them: a linter that failed, one that is
/// switched off, one that has not ended, and one that runs after the merge.
#[test]
fn a_policy_over_several_workflows_leaves_none_of_its_jobs_out() {
    let job = |on: &str, id: &str| {
        format!(
            "on: {on}\njobs:\n  {id}:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make {id}\n"
        )
    };
    let after = "{ push: { branches: [main] } }";
    let files = [
        (".github/workflows/types.yml", job("pull_request", "mypy")),
        (".github/workflows/docs.yml", job("pull_request", "build")),
        (".github/workflows/quality.yml", job(after, "quality")),
    ];
    let policy = format!(
        "{POLICY}  types.yml: {{ jobs: {{ mypy: {{}} }} }}\n  docs.yml: {{ jobs: {{ build: {{}} }} }}\n  \
         quality.yml: {{ jobs: {{ quality: {{}} }} }}\n"
    );
    let commit = Commit::of(LINTER, LINTER, &policy).ran(5, "pull_request", Some("failure"));
    let commit = commit.with(|state| {
        state.disabled.push(".github/workflows/types.yml".to_owned());
        state.run_of(6, "docs.yml", "pull_request", HEAD, None);
        for (_, known) in state.commits.values_mut() {
            known.extend(files.iter().map(|(path, text)| ((*path).to_owned(), text.clone())));
        }
    });
    let step = files.iter().fold(commit.step(), |step, (path, text)| step.file(path, text));
    let done = step.run();
    let told = said(&done).1;
    assert_eq!(done.code, 1, "{}", done.log);
    for words in [
        "required job `ruff` of `linter.yml` failed",
        "required job `mypy` of `types.yml` never started on this commit: `types.yml` is switched off",
        "whether required job `build` of `docs.yml` passes cannot be told yet",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    // What is not judged is named in the row of the rule, on every surface.
    let row = "runs after the merge: `quality.yml/quality`";
    for text in [&done.summary, &done.log.replace("\n                 ", " ")] {
        assert!(text.contains(row), "{text}");
    }
}

#[test]
fn a_required_job_of_another_workflow_that_did_not_pass_is_red() {
    for (end, words) in [
        ("failure", "failed"),
        ("timed_out", "failed"),
        ("cancelled", "was cancelled"),
        ("skipped", "was skipped"),
        ("neutral", "was skipped"),
    ] {
        red(&Commit::new().ran(5, "pull_request", Some(end)), words);
    }
}

#[test]
fn a_required_job_of_another_workflow_that_has_not_ended_cannot_be_told() {
    unknown(&Commit::new().ran(5, "pull_request", None), "has not ended");
    let queued = |state: &mut State| state.run_of(5, "linter.yml", "pull_request", HEAD, None);
    unknown(&Commit::new().with(queued), "has no result of it yet");
    // A run of a fork waits for an approval, and has no job.
    let waits = |state: &mut State| {
        state.run_of(5, "linter.yml", "pull_request", HEAD, Some("action_required"));
    };
    unknown(&Commit::new().with(waits), "has not ended");
    // A newer run of the same event has not come to it.
    unknown(
        &Commit::new().ran(5, "pull_request", Some("success")).with(|state| {
            state.run_of(6, "linter.yml", "pull_request", HEAD, None);
        }),
        "run 6",
    );
}

#[test]
fn a_workflow_that_never_started_is_red_with_the_reason() {
    red(&Commit::new(), "no run of `linter.yml` is on this commit");
    let off = |state: &mut State| state.disabled.push(".github/workflows/linter.yml".to_owned());
    red(&Commit::new().with(off), "`linter.yml` is switched off");
    let refused = |state: &mut State| {
        state.run_of(5, "linter.yml", "pull_request", HEAD, Some("startup_failure"));
    };
    red(&Commit::new().with(refused), "GitHub refused the file");
    // Another workflow ran, and another commit has the job.
    red(
        &Commit::new().with(|state| {
            state.run_of(5, "other.yml", "pull_request", HEAD, Some("success"));
            state.job_check(5, "ruff", HEAD, Some("success"));
            state.run_of(6, "linter.yml", "pull_request", BASE, Some("success"));
            state.job_check(6, "ruff", BASE, Some("success"));
        }),
        "no run of `linter.yml` is on this commit",
    );
}

#[test]
fn a_check_that_no_job_made_is_none() {
    let by = |app: (u64, &'static str)| {
        move |state: &mut State| state.foreign_check(5, "ruff", HEAD, Some("success"), app)
    };
    red(&Commit::new().with(by((99, "somebody"))), "was made by `somebody` and by no job");
    // A workflow may make one through the API, in any suite.
    let forged = Commit::new().ran(5, "pull_request", Some("failure")).with(by(ACTIONS));
    red(&forged, "failed");
    red(&Commit::new().with(by(ACTIONS)), "by no job");
    // Beside the job it changes nothing.
    let beside = Commit::new().ran(5, "pull_request", Some("success"));
    green(&beside.with(|state| {
        state.foreign_check(7, "ruff", HEAD, Some("failure"), (99, "somebody"));
    }));
}

#[test]
fn a_second_run_that_skips_never_takes_the_place_of_one_that_ran() {
    let labels = LINTER.replace(
        "on: pull_request",
        "on: { pull_request: { types: [opened, synchronize, labeled] } }",
    );
    for later in ["skipped", "cancelled"] {
        let bad = Commit::on(&labels).ran(5, "pull_request", Some("failure"));
        red(&bad.ran(6, "pull_request", Some(later)), "failed in run 5");
        let good = Commit::on(&labels).ran(5, "pull_request", Some("success"));
        green(&good.ran(6, "pull_request", Some(later)));
    }
    // One that ran does.
    green(&Commit::new().ran(5, "pull_request", Some("failure")).ran(
        6,
        "pull_request",
        Some("success"),
    ));
    red(
        &Commit::new().ran(5, "pull_request", Some("success")).ran(
            6,
            "pull_request",
            Some("failure"),
        ),
        "run 6",
    );
}

#[test]
fn the_newest_attempt_of_a_run_decides() {
    let again =
        |end: &'static str| move |state: &mut State| state.job_check(5, "ruff", HEAD, Some(end));
    green(&Commit::new().ran(5, "pull_request", Some("failure")).with(again("success")));
    red(&Commit::new().ran(5, "pull_request", Some("success")).with(again("failure")), "failed");
    red(&Commit::new().ran(5, "pull_request", Some("failure")).with(again("skipped")), "failed");
    // An older run that is started again is newer than the run after it.
    let older = Commit::new().ran(5, "pull_request", Some("success"));
    red(&older.ran(6, "pull_request", Some("success")).with(again("failure")), "run 5");
}

#[test]
fn a_run_of_another_event_counts_neither_for_nor_against() {
    let both =
        LINTER.replace("on: pull_request", "on: [push, pull_request, workflow_dispatch, schedule]");
    for event in ["push", "workflow_dispatch", "schedule"] {
        let bad = Commit::on(&both).ran(5, "pull_request", Some("failure"));
        red(&bad.ran(6, event, Some("success")), "failed in run 5");
        red(&Commit::on(&both).ran(6, event, Some("success")), "which does not count");
        let good = Commit::on(&both).ran(5, "pull_request", Some("success"));
        green(&good.ran(6, event, Some("failure")));
    }
    // Where no pull request starts the workflow, its pushes count.
    let pushes = LINTER.replace("on: pull_request", "on: push");
    green(&Commit::on(&pushes).ran(5, "push", Some("success")));
    red(&Commit::on(&pushes).ran(5, "push", Some("failure")), "failed");
}

/// The title becomes a part of the message of the merge, which the pushed workflow is asked by.
#[test]
fn words_in_the_title_are_told_where_something_required_runs_after_the_merge() {
    let smoke = LINTER.replace("on: pull_request", "on: { push: { branches: [main] } }");
    let told = |commit: &Commit, title: &str| {
        let payload = pull_request("octo", "octo").replace("A change", title);
        let done = commit.step().event("pull_request", payload, MERGE).run();
        assert_eq!(done.code, 0, "{}", done.log);
        done.summary.contains("**skip-ci**")
            && done.summary.contains("the title of the pull request")
    };
    let after = Commit::on(&smoke);
    assert!(told(&after, "docs: a word [skip ci]"));
    // No request is made for it.
    let end = format!("/commits/{HEAD}");
    assert!(!after.fake.requests().iter().any(|request| request.path.ends_with(&end)));
    assert!(!told(&Commit::on(&smoke), "docs: skip ci"));
    // Where nothing that is required runs after the merge, the words keep nothing from it.
    let before = Commit::new().ran(5, "pull_request", Some("success"));
    assert!(!told(&before, "docs: a word [skip ci]"));
}

#[test]
fn what_runs_after_the_merge_is_named_and_not_judged() {
    let smoke = LINTER.replace("on: pull_request", "on: { push: { branches: [main] } }");
    let commit = Commit::on(&smoke);
    let done = green(&commit);
    let (state, told) = said(&done);
    assert_eq!(state, "not-checked");
    assert!(told.contains("runs after the merge: `linter.yml/ruff`"), "{told}");
    assert!(done.summary.contains("What was examined holds: "), "{}", done.summary);
    assert!(!done.summary.contains("Everything that was asked for"), "{}", done.summary);
    assert_eq!(commit.fake.count("GET", "check-runs?"), 0);
    // On the push that merges it, it is due.
    for (end, code) in [(Some("success"), 0), (Some("failure"), 1), (None, 3)] {
        let commit = Commit::on(&smoke).ran(5, "push", end);
        let values = [("REF", "refs/heads/main"), ("BEFORE", BASE), ("HEAD", HEAD)];
        let step = commit.step().event("push", payload("push", &values), HEAD);
        let done = step.run();
        assert_eq!(done.code, code, "{end:?}: {}", done.log);
    }
}

#[test]
fn a_workflow_that_a_filter_of_the_base_keeps_away_is_not_due() {
    let filtered =
        LINTER.replace("on: pull_request", "on: { pull_request: { paths: ['src/**'] } }");
    let changes = |files: &'static [&'static str]| {
        move |state: &mut State| {
            state.changed = files.iter().map(|file| (*file).to_owned()).collect()
        }
    };
    let done = green(&Commit::on(&filtered).with(changes(&["docs/a.md"])));
    assert!(said(&done).1.contains("is not due"), "{}", said(&done).1);
    red(&Commit::on(&filtered).with(changes(&["docs/a.md", "src/a.py"])), "no run of `linter.yml`");
    // The change brings the filter in.
    let policy = format!("{POLICY}rules: {{ trigger-narrowed: off }}\n");
    let edited = Commit::of(LINTER, &filtered, &policy).with(changes(&["docs/a.md"]));
    unknown(&edited, "the change edits what starts `linter.yml`");
    // The files are not at hand.
    let blind = Commit::on(&filtered);
    blind.fake.fault("GET", "/files", 9, Kind::Status(451, "Oops", Vec::new()));
    unknown(&blind, "cannot be told");
    let many = |state: &mut State| state.changed = (0..301).map(|n| format!("docs/{n}")).collect();
    unknown(&Commit::on(&filtered).with(many), "these are more");
    // It started all the same.
    red(&Commit::on(&filtered).ran(5, "pull_request", Some("failure")), "failed");
}

#[test]
fn without_a_permission_nothing_is_a_pass_and_the_line_is_named() {
    for (what, line) in [("checks", "`checks: read`"), ("actions", "`actions: read`")] {
        let commit = Commit::new().ran(5, "pull_request", Some("success"));
        unknown(
            &commit.with(|state| {
                state.access.insert(what, Access::None);
            }),
            line,
        );
    }
    let commit = Commit::new().ran(5, "pull_request", Some("success"));
    assert_eq!(commit.step().input("token", "").run().code, 3);
}

#[test]
fn an_answer_that_makes_no_sense_is_no_pass() {
    for path in ["/actions/runs", "/check-runs"] {
        for kind in [Kind::Garbage, Kind::Status(451, "Oops", Vec::new())] {
            let commit = Commit::new().ran(5, "pull_request", Some("success"));
            commit.fake.fault("GET", path, 9, kind);
            assert_eq!(commit.judged().code, 3, "{path}");
        }
    }
}

fn named(entry: &str) -> String {
    format!(
        "version: 1\nwait: 0s\nworkflows:\n  ci.yml: {{ jobs: {{ unit: {{}} }} }}\nchecks:\n  - {entry}\n"
    )
}

#[test]
fn a_named_check_is_judged_by_its_app() {
    let codecov = named("{ name: codecov/patch, app: codecov }");
    let by = |app: &'static str, end: Option<&'static str>| {
        Commit::of(LINTER, LINTER, &codecov).with(move |state| {
            state.foreign_check(9, "codecov/patch", HEAD, end, (254, app));
        })
    };
    green(&by("codecov", Some("success")));
    red(&by("codecov", Some("failure")), "failed");
    red(&by("codecov", Some("neutral")), "checks/codecov/patch");
    red(&by("somebody", Some("success")), "was made by `somebody`, and not by `codecov`");
    unknown(&by("codecov", None), "has not ended");
    red(&Commit::of(LINTER, LINTER, &codecov), "no check of this name is there");
    let allowed =
        format!("{codecov}skips-allowed:\n  - {{ job: checks/codecov/patch, reason: no code }}\n");
    let commit = Commit::of(LINTER, LINTER, &allowed).with(|state| {
        state.foreign_check(9, "codecov/patch", HEAD, Some("neutral"), (254, "codecov"));
    });
    green(&commit);
}

#[test]
fn a_named_check_of_a_job_is_that_of_its_workflow() {
    for workflow in ["Linter", "linter.yml"] {
        let policy = named(&format!("{{ name: ruff, workflow: {workflow} }}"));
        let commit = || Commit::of(LINTER, LINTER, &policy);
        green(&commit().ran(5, "pull_request", Some("success")));
        red(&commit().ran(5, "pull_request", Some("failure")), "failed");
        red(
            &commit().with(|state| {
                state.run_of(5, "other.yml", "pull_request", HEAD, Some("success"));
                state.job_check(5, "ruff", HEAD, Some("success"));
            }),
            "no run of `linter.yml`",
        );
    }
    let lost = named("{ name: other }");
    let lost = Commit::of(LINTER, LINTER, &lost);
    red(
        &lost.with(|state| state.job_check(9, "other", HEAD, Some("success"))),
        "no check of this name",
    );
    let any = named("{ name: ruff }");
    let twice = Commit::of(LINTER, LINTER, &any).ran(5, "pull_request", Some("success"));
    red(
        &twice.with(|state| {
            state.run_of(6, "other.yml", "pull_request", HEAD, Some("failure"));
            state.job_check(6, "ruff", HEAD, Some("failure"));
        }),
        "failed",
    );
}

#[test]
fn truegreens_own_checks_are_rows_and_never_judged() {
    for name in ["truegreen", "gate", "truegreen (main)"] {
        let policy = named(&format!("{{ name: {name} }}"));
        let done = green(&Commit::of(LINTER, LINTER, &policy));
        assert!(said(&done).1.contains("is a gate itself"), "{name}: {}", said(&done).1);
    }
    // The head cannot make a gate of what the base has as a linter.
    let posing = LINTER.replace("- run: ruff check .", "- uses: truegreen/truegreen@v1");
    red(&Commit::of(LINTER, &posing, POLICY).ran(5, "pull_request", Some("failure")), "failed");
}

/// Two gates that are both required would wait for each other for ever.
#[test]
fn two_gates_do_not_wait_for_each_other() {
    let gate = LINTER.replace("- run: ruff check .", "- uses: truegreen/truegreen@v1");
    let policy = POLICY.replace("wait: 0s", "wait: 60m");
    let open = Commit::of(&gate, &gate, &policy).ran(5, "pull_request", None);
    let done = green(&open);
    assert!(said(&done).1.contains("is a gate itself"), "{}", said(&done).1);
    assert!(!done.log.contains("looks again"), "{}", done.log);
    // Nor does the red one of the two keep the other red.
    let red = Commit::of(&gate, &gate, &policy).ran(5, "pull_request", Some("failure"));
    assert!(said(&green(&red)).1.contains("is a gate itself"));
    // A job that judges and runs no gate is waited for.
    let linter = POLICY.replace("wait: 0s", "wait: 1s");
    unknown(&Commit::of(LINTER, LINTER, &linter).ran(5, "pull_request", None), "ruff");
}

#[test]
fn the_gate_waits_for_what_has_not_ended_and_says_so() {
    let policy = POLICY.replace("wait: 0s", "wait: 1s");
    let commit = Commit::of(LINTER, LINTER, &policy).ran(5, "pull_request", None);
    let ends = |state: &mut State| {
        // The list of our own check runs comes first.
        if state.jobs.contains_key(&(1, 2)) {
            state.foreign_checks.clear();
            state.run_of(5, "linter.yml", "pull_request", HEAD, Some("success"));
            state.job_check(5, "ruff", HEAD, Some("success"));
        }
        let seen = if state.jobs.contains_key(&(1, 1)) { 2 } else { 1 };
        state.jobs.insert((1, seen), Vec::new());
    };
    commit.fake.fault("GET", "/actions/runs", 1, Kind::Before(Arc::new(|_| {})));
    commit.fake.fault(
        "GET",
        "/commits/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/check-runs",
        3,
        Kind::Before(Arc::new(ends)),
    );
    let done = green(&commit);
    assert!(
        done.log.contains("waits for linter.yml/ruff (0 s of 1 s waited, looks again in 1 s)"),
        "{}",
        done.log
    );
    // At the end of the wait it still has not ended.
    let commit = Commit::of(LINTER, LINTER, &policy).ran(5, "pull_request", None);
    unknown(&commit, "though the gate waited 1 s for it");
}

#[test]
fn the_gate_does_not_wait_where_something_failed_already() {
    let policy = POLICY.replace("wait: 0s", "wait: 60m").replace("ruff: {}", "ruff: {}, types: {}");
    let linter = format!(
        "{LINTER}  types:\n    runs-on: ubuntu-latest\n    steps:\n      - run: mypy src\n"
    );
    let commit = Commit::of(&linter, &linter, &policy).ran(5, "pull_request", Some("failure"));
    let done = commit
        .with(|state| {
            state.run_of(5, "linter.yml", "pull_request", HEAD, None);
            state.job_check(5, "types", HEAD, None);
        })
        .judged();
    assert_eq!(done.code, 1, "{}", done.log);
    assert!(!done.log.contains("looks again"), "{}", done.log);
}

/// Only where something never started is the message asked for, and then it is the reason.
#[test]
fn words_that_skip_are_named_where_a_required_check_never_started() {
    let skipping = |words: &'static str| {
        move |state: &mut State| {
            state.messages.insert(HEAD.to_owned(), format!("docs: a word {words}"));
        }
    };
    let asked = |commit: &Commit| {
        let end = format!("/commits/{HEAD}");
        commit.fake.requests().iter().filter(|request| request.path.ends_with(&end)).count()
    };
    let commit = Commit::new().with(skipping("[skip ci]"));
    let done = commit.judged();
    let (_, told) = said(&done);
    assert_eq!(done.code, 1, "{told}");
    assert!(told.contains("because the message of the commit has `[skip ci]`"), "{told}");
    assert!(done.summary.contains("**skip-ci**"), "{}", done.summary);
    assert_eq!(asked(&commit), 1);
    // Without them it is something else, and the message is no reason.
    let (_, told) = said(&Commit::new().with(skipping("skip ci")).judged());
    assert!(told.contains("no run of `linter.yml` is on this commit"), "{told}");
    // A check that is named is held to the job that makes it, and where nobody knows that job the
    // words are said beside it.
    for (name, words) in [
        ("ruff", "because the message of the commit has `[skip ci]`"),
        ("other", "no check of this name is there, and the message of the commit has `[skip ci]`"),
    ] {
        let policy = format!(
            "version: 1\nwait: 0s\nworkflows:\n  ci.yml: {{ jobs: {{ unit: {{}} }} }}\nchecks: [{{ name: {name} }}]\n"
        );
        let commit = Commit::of(LINTER, LINTER, &policy).with(skipping("[skip ci]"));
        let (_, told) = said(&commit.judged());
        assert!(told.contains(words), "{name}: {told}");
    }
    // They keep nothing from starting that another event starts.
    let targeted = LINTER.replace("on: pull_request", "on: [pull_request, pull_request_target]");
    let (_, told) = said(&Commit::on(&targeted).with(skipping("[skip ci]")).judged());
    assert!(told.contains("no run of `linter.yml` is on this commit"), "{told}");
    // Where everything started nobody asks.
    let commit = Commit::new().with(skipping("[skip ci]")).ran(5, "pull_request", Some("success"));
    green(&commit);
    assert_eq!(asked(&commit), 0);
}
