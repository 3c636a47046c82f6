//! One policy over three tiers, as two real projects have them: smoke tests and a linter before the
//! merge, the whole suite after it. The policy is the example `three-tiers.yml`, the workflows are
//! those of `testdata/repos/three-tiers`. The names B1 to B12, A19 and A26 are those of the list of
//! what these projects check by hand; what other files test already is not written here again:
//! a green job that failed in an earlier attempt (B10) is in `verdicts.rs` for the gate's own run,
//! the triggers (A19) and paths (A26) of a workflow are in `lanes_contract.rs`.

use std::path::Path;

use serde_json::json;

use super::step::{BASE, Done, FORK, HEAD, MERGE, OWN_JOB, RUN, Step, github, payload};
use crate::fake::{Fake, State};

const SMOKE: &str = ".github/workflows/smoke.yml";
const LINTER: &str = ".github/workflows/linter.yml";
const QUALITY: &str = ".github/workflows/quality.yml";
const PINS: &str = "scripts/check_pins.sh";
const POLICY: &str = ".github/truegreen.yml";
const OK: Option<&str> = Some("success");
const SKIPPED: Option<&str> = Some("skipped");
/// The run of `quality.yml`, in its first attempt.
const LATER: (u64, u64) = (4300, 1);
const LINTED: u64 = 5;
const PASSED: &str = "<testsuites><testsuite name=\"a\"><testcase classname=\"a\" name=\"b\"/></testsuite></testsuites>";
const FAILED: &str = "<testsuites><testsuite name=\"a\"><testcase classname=\"a\" name=\"b\"><failure message=\"no\"/></testcase></testsuite></testsuites>";

/// One edit of a file: path, text, replacement.
type Edit<'t> = (&'t str, &'t str, &'t str);

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The files of the repository with these edits; each must change something.
fn files(edits: &[Edit<'_>]) -> Vec<(&'static str, String)> {
    let below = |path: &'static str| (path, read(&format!("testdata/repos/three-tiers/{path}")));
    let mut files: Vec<_> = [SMOKE, LINTER, QUALITY, PINS].map(below).into();
    let policy = read("examples/three-tiers.yml");
    files.push((
        POLICY,
        policy.replace("acme/orders", "octo/service").replace("wait: 15m", "wait: 0s"),
    ));
    for (path, from, to) in edits {
        let (_, text) = files.iter_mut().find(|(known, _)| known == path).unwrap();
        assert!(text.contains(from) && from != to, "{path}: {from}");
        *text = text.replace(from, to);
    }
    files
}

/// A repository whose base has the files with some edits, and whose change makes others.
struct Tiers {
    fake: Fake,
    head: Vec<(&'static str, String)>,
}

impl Tiers {
    fn new() -> Self {
        Self::of(&[], &[])
    }

    /// Makes it with the same edits on both sides.
    fn on(edits: &[Edit<'_>]) -> Self {
        Self::of(edits, edits)
    }

    /// Makes it with these edits of the base, and these of the head.
    fn of(base: &[Edit<'_>], head: &[Edit<'_>]) -> Self {
        let fake = github();
        let (base, head) = (files(base), files(head));
        let mut state = fake.state();
        for (sha, parents, files) in [
            (FORK, &[][..], &base),
            (BASE, &[FORK], &base),
            (HEAD, &[FORK], &head),
            (MERGE, &[BASE, HEAD], &head),
        ] {
            let files: Vec<_> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
            state.commit(sha, parents, &files);
        }
        state.jobs.clear();
        for attempt in [(RUN.0, 1), RUN] {
            state.job(attempt, 1, "smoke", OK);
            state.job(attempt, OWN_JOB, "gate", (attempt != RUN).then_some("failure"));
        }
        let early = [("Run python -m pip install -r requirements.txt", OK), ("Smoke tests", OK)];
        state.steps(RUN, 1, &early);
        state.job(LATER, OWN_JOB, "quality", None);
        state.steps(LATER, OWN_JOB, &steps(OK));
        let both = ["coverage-xml", "ci-environment"];
        let both = both.map(|name| json!({ "name": name, "expired": false }));
        state.artifacts.insert(LATER.0, both.to_vec());
        drop(state);
        Self { fake, head }
    }

    /// Adds the linter's run with the check of its job.
    fn linted(self, end: Option<&str>) -> Self {
        let mut state = self.fake.state();
        let of_run = end.map(|end| if end == "skipped" { "success" } else { end });
        state.run_of(LINTED, "linter.yml", "pull_request", HEAD, of_run);
        state.job_check(LINTED, "ruff", HEAD, end);
        drop(state);
        self
    }

    fn with(self, change: impl FnOnce(&mut State)) -> Self {
        change(&mut self.fake.state());
        self
    }

    fn step(&self) -> Step<'_> {
        let step = Step::new(&self.fake).empty().checked_out(Some(MERGE));
        self.head.iter().fold(step, |step, (path, text)| step.file(path, text))
    }

    /// The gate of `smoke.yml` in the run of the pull request.
    fn before_merge(&self, smoke: &str) -> Step<'_> {
        self.step()
            .left("reports/smoke.xml", PASSED)
            .input("needs", &json!({ "smoke": { "result": smoke, "outputs": {} } }).to_string())
            .set(
                "GITHUB_WORKFLOW_REF",
                "octo/service/.github/workflows/smoke.yml@refs/pull/7/merge",
            )
    }

    /// The gate of `quality.yml` in the run of the push to main.
    fn after_merge(&self, report: &str, covered: u32) -> Step<'_> {
        self.pushed()
            .left("reports/quality.xml", report)
            .left("coverage.xml", &crate::lanes::covered(covered, 100))
    }

    /// The same without any report.
    fn pushed(&self) -> Step<'_> {
        let values = [("REF", "refs/heads/main"), ("BEFORE", BASE), ("HEAD", HEAD)];
        let workflow = "octo/service/.github/workflows/quality.yml@refs/heads/main";
        self.step()
            .event("push", payload("push", &values), HEAD)
            .attempt(LATER.0, LATER.1)
            .input("needs", "")
            .set("GITHUB_JOB", "quality")
            .set("GITHUB_WORKFLOW_REF", workflow)
    }
}

/// The steps of `quality`, of which that of the pins ended so.
fn steps(pins: Option<&'static str>) -> [(&'static str, Option<&'static str>); 8] {
    [
        ("Run python -m pip install -r requirements.txt", OK),
        ("Pinned dependencies", pins),
        ("Whole suite", OK),
        ("Coverage", OK),
        ("Environment", OK),
        ("Run actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a", OK),
        ("Run actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a", OK),
        ("Run truegreen/truegreen@v0.1.0", None),
    ]
}

/// All findings of a report that are no notes: rule and message.
fn told(done: &Done) -> Vec<(String, String)> {
    let report = done.report.as_ref().unwrap_or_else(|| panic!("{}{}", done.log, done.errors));
    let findings = report["findings"].as_array().unwrap().iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    findings
        .filter(|one| one["state"] == "broken" || one["state"] == "inconclusive")
        .map(|one| (text(&one["rule"]), text(&one["message"])))
        .collect()
}

fn green(done: &Done) {
    assert_eq!((done.code, told(done)), (0, Vec::new()), "{}", done.log);
}

/// The verdict, and that this rule with these words is why.
fn not_green(done: &Done, code: i32, rule: &str, words: &str) {
    let told = told(done);
    let named = told.iter().any(|(id, message)| id == rule && message.contains(words));
    assert_eq!((done.code, named), (code, true), "{rule}, {words}: {told:#?}\n{}", done.log);
}

#[test]
fn a_pull_request_with_smoke_and_linter_passes_and_names_quality() {
    let done = Tiers::new().linted(OK).before_merge("success").run();
    green(&done);
    for row in [
        "runs after the merge: `quality.yml/quality`",
        "`tests:quality` is judged in a run of `quality.yml`",
        "`coverage:python` is judged in a run of `quality.yml`",
        "`artifact:coverage-xml` is judged in a run of `quality.yml`",
        "`artifact:ci-environment` is judged in a run of `quality.yml`",
    ] {
        assert!(done.summary.contains(row), "{row}\n{}", done.summary);
    }
}

/// A job that ends with a gate is named as one only where it starts on this commit at all.
#[test]
fn a_quality_job_that_pull_requests_start_too_is_named_as_a_gate() {
    let both = (QUALITY, "\non:\n", "\non:\n  pull_request:\n    branches: [main]\n");
    let listed = (POLICY, "only: [push]", "only: [pull_request, push]");
    let done = Tiers::on(&[both, listed]).linted(OK).before_merge("success").run();
    assert!(done.summary.contains("is a gate itself: `quality.yml/quality`"), "{}", done.summary);
}

/// B9, the smoke tests: they are in the run of the gate.
#[test]
fn smoke_that_is_absent_skipped_pending_or_failed_is_never_green() {
    let ended = |end: Option<&'static str>, needs: &str| {
        let tiers = Tiers::new().linted(OK).with(|state| {
            let jobs = state.jobs.get_mut(&RUN).unwrap();
            let smoke = jobs.iter_mut().find(|job| job["id"] == 1).unwrap();
            smoke["conclusion"] = json!(end);
            smoke["status"] = json!(if end.is_some() { "completed" } else { "in_progress" });
        });
        tiers.before_merge(needs).run()
    };
    not_green(&ended(Some("failure"), "failure"), 1, "job-not-green", "failed");
    not_green(&ended(Some("cancelled"), "cancelled"), 1, "job-not-green", "cancelled");
    not_green(&ended(SKIPPED, "skipped"), 1, "job-not-green", "skipped");
    not_green(&ended(None, "success"), 3, "job-not-green", "not ended");
    // The run and `needs` say nothing of it.
    let gone = Tiers::new().linted(OK).with(|state| {
        state.jobs.get_mut(&RUN).unwrap().retain(|job| job["id"] != 1);
    });
    let done = gone.before_merge("success").input("needs", "{}").run();
    assert!([1, 3].contains(&done.code) && !told(&done).is_empty(), "{}", done.log);
    // The workflow has no such job any more, by the change itself.
    let renamed =
        Tiers::of(&[], &[(SMOKE, "  smoke:\n", "  fast:\n"), (SMOKE, "[smoke]", "[fast]")]);
    not_green(&renamed.linted(OK).before_merge("success").run(), 1, "missing-job", "smoke");
}

/// B9, the linter: it is in a run of its own on the same commit.
#[test]
fn a_linter_that_is_absent_skipped_pending_or_failed_is_never_green() {
    let judged = |end| Tiers::new().linted(end).before_merge("success").run();
    not_green(&judged(Some("failure")), 1, "missing-check", "failed");
    not_green(&judged(Some("cancelled")), 1, "missing-check", "was cancelled");
    not_green(&judged(SKIPPED), 1, "missing-check", "was skipped");
    not_green(&judged(None), 3, "missing-check", "cannot be told yet");
    let done = Tiers::new().before_merge("success").run();
    not_green(&done, 1, "missing-check", "never started on this commit");
    let gone = Tiers::of(&[], &[(LINTER, "  ruff:\n", "  other:\n")]).linted(OK);
    not_green(&gone.before_merge("success").run(), 1, "missing-job", "ruff");
}

#[test]
fn the_push_to_main_is_judged_by_the_entries_of_quality_alone() {
    let done = Tiers::new().after_merge(PASSED, 40).run();
    green(&done);
    let row = "`tests:smoke` is judged in a run of `smoke.yml`";
    assert!(done.summary.contains(row), "{}", done.summary);
    not_green(&Tiers::new().after_merge(FAILED, 40).run(), 1, "failing-test", "failed");
    not_green(&Tiers::new().after_merge(PASSED, 39).run(), 1, "low-coverage", "39");
    let done = Tiers::new().pushed().run();
    not_green(&done, 1, "missing-report", "reports/quality.xml");
    not_green(&done, 1, "missing-report", "coverage.xml");
}

/// B7: both artifacts are uploaded in the run.
#[test]
fn one_artifact_less_in_the_run_is_red() {
    for (kept, missing) in [("coverage-xml", "ci-environment"), ("ci-environment", "coverage-xml")]
    {
        let tiers = Tiers::new().with(|state| {
            state.artifacts.get_mut(&LATER.0).unwrap().retain(|one| one["name"] == kept);
        });
        not_green(&tiers.after_merge(PASSED, 40).run(), 1, "missing-artifact", missing);
    }
}

/// B8: the check of the pinned dependencies is there, ran, and passed.
#[test]
fn the_check_of_pinned_dependencies_that_is_skipped_muted_or_removed_is_red() {
    const NAME: &str = "      - name: Pinned dependencies\n";
    const RUN_LINE: &str = "        run: bash scripts/check_pins.sh requirements.txt\n";
    // The file skips it where a variable says so, and the run did.
    let skips =
        (QUALITY, NAME, "      - name: Pinned dependencies\n        if: vars.PINS == 'on'\n");
    let skipped = Tiers::on(&[skips]).with(|state| state.steps(LATER, OWN_JOB, &steps(SKIPPED)));
    let done = skipped.after_merge(PASSED, 40).run();
    not_green(&done, 1, "job-not-green", "`Pinned dependencies`");
    // It failed, and the job went on.
    let mute = format!("{RUN_LINE}        continue-on-error: true\n");
    let muted = Tiers::on(&[(QUALITY, RUN_LINE, &mute)]);
    not_green(&muted.after_merge(PASSED, 40).run(), 1, "continue-on-error", "");
    // It is removed, in the pull request that removes it and in every run after.
    let both = format!("{NAME}{RUN_LINE}");
    let gone = [(QUALITY, both.as_str(), "")];
    let done = Tiers::of(&[], &gone).linted(OK).before_merge("success").run();
    not_green(&done, 1, "job-off-contract", "check_pins.sh");
    let done = Tiers::on(&gone).after_merge(PASSED, 40).run();
    not_green(&done, 1, "job-off-contract", "check_pins.sh");
}

/// B5 and B6: another repository, and a pull request into another branch.
#[test]
fn a_run_in_another_repository_or_into_another_branch_is_red() {
    let elsewhere = Tiers::on(&[(POLICY, "octo/service", "acme/orders")]).linted(OK);
    not_green(&elsewhere.before_merge("success").run(), 1, "wrong-context", "octo/service");
    not_green(&elsewhere.after_merge(PASSED, 40).run(), 1, "wrong-context", "octo/service");
    let release = Tiers::on(&[(POLICY, "base: [main]", "base: [release]")]).linted(OK);
    not_green(&release.before_merge("success").run(), 1, "wrong-context", "targets `main`");
}

/// B1: required checks run on a pull request from the repository itself. The condition that skips
/// exactly those makes the check green without running, in the gate's workflow and in another one.
#[test]
fn a_condition_that_skips_pull_requests_from_this_repository_is_red() {
    let own = "    if: github.event_name != 'pull_request' || github.event.pull_request.head.repo.full_name != github.event.pull_request.base.repo.full_name\n";
    for (path, job) in [(SMOKE, "  smoke:\n"), (LINTER, "  ruff:\n")] {
        let skips = format!("{job}{own}");
        for tiers in [Tiers::of(&[], &[(path, job, &skips)]), Tiers::on(&[(path, job, &skips)])] {
            let done = tiers.linted(OK).before_merge("success").run();
            not_green(
                &done,
                1,
                "skippable-job",
                "is skipped on pull requests from this repository",
            );
        }
    }
    // The opposite condition skips forks alone, and is a near miss of the words.
    let forks = "  ruff:\n    if: github.event_name == 'pull_request'\n";
    let tiers = Tiers::on(&[(LINTER, "  ruff:\n", forks)]).linted(OK);
    green(&tiers.before_merge("success").run());
}

/// B12: the floor of the command may rise and not fall, alone and with the policy.
#[test]
fn a_threshold_rises_in_one_pull_request_and_never_falls() {
    let command = |from: &'static str, to: &'static str| (QUALITY, from, to);
    let (at_40, at_42) = ("--fail-under=40\n", "--fail-under=42\n");
    let policy_42 =
        [(POLICY, "--fail-under=40", "--fail-under=42"), (POLICY, "lines: 40", "lines: 42")];
    let up = command(at_40, at_42);
    let judged = |base: &[Edit<'_>], head: &[Edit<'_>]| {
        Tiers::of(base, head).linted(OK).before_merge("success").run()
    };
    green(&judged(&[], &[up]));
    let higher = [&[up][..], &policy_42].concat();
    green(&judged(&[], &higher));
    not_green(&judged(&[up], &[]), 1, "threshold-lowered", "42");
    // With the policy beside it, which the base decides.
    not_green(&judged(&higher, &[]), 1, "threshold-lowered", "42");
    not_green(&judged(&higher, &policy_42), 1, "threshold-lowered", "42");
}

/// B10: a job that passed in the second attempt alone is in the log of flakes.
#[test]
fn smoke_that_is_green_only_in_its_second_attempt_is_noted_as_such() {
    let noted = |first: &str| {
        let tiers = Tiers::new().linted(OK).with(|state| {
            let jobs = state.jobs.get_mut(&(RUN.0, 1)).unwrap();
            jobs.iter_mut().find(|job| job["id"] == 1).unwrap()["conclusion"] = json!(first);
        });
        let done = tiers.before_merge("success").run();
        green(&done);
        done.summary.contains("failed in attempt 1 and is green in attempt 2")
    };
    assert!(noted("failure") && !noted("success"));
}

/// A19: a trigger that runs with the rights of the base is told, in the pull request that adds it.
#[test]
fn a_trigger_that_the_policy_does_not_list_is_red() {
    for (path, on) in
        [(SMOKE, "\n  pull_request:\n"), (LINTER, "\n  pull_request:\n"), (QUALITY, "\n  push:\n")]
    {
        for added in
            ["pull_request_target:", "workflow_run: { workflows: [Docs], types: [completed] }"]
        {
            let more = format!("\n  {added}{on}");
            let done =
                Tiers::of(&[], &[(path, on, &more)]).linted(OK).before_merge("success").run();
            let name = added.split(':').next().unwrap();
            not_green(&done, 1, "workflow-off-contract", name);
        }
    }
}
