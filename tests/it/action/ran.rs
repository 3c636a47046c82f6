//! What really ran: the steps of the jobs, the other jobs of the run, and the steps before truegreen.

use serde_json::json;

use super::step::{BASE, CI, Done, MERGE, OWN_JOB, POLICY, RUN, Step, check_run, comments, github};
use crate::fake::Fake;

const WORKFLOW: &str = ".github/workflows/ci.yml";
const UNIT: u64 = 1;
const OK: Option<&str> = Some("success");
const SKIPPED: Option<&str> = Some("skipped");

/// Judges a pull request that leaves this workflow alone.
fn run<'f>(fake: &'f Fake, workflow: &str, policy: &str) -> Step<'f> {
    let files = [(WORKFLOW, workflow), (".github/truegreen.yml", policy)];
    for (sha, parents) in [(BASE, &[][..]), (MERGE, &[BASE, super::step::HEAD][..])] {
        fake.state().commit(sha, parents, &files);
    }
    Step::new(fake).file(WORKFLOW, workflow)
}

fn with_step(lines: &str) -> String {
    CI.replace("      - run: pytest -q\n", lines)
}

fn judge(lines: &str, steps: &[(&str, Option<&str>)]) -> Done {
    let fake = github();
    fake.state().steps(RUN, UNIT, steps);
    run(&fake, &with_step(lines), POLICY).run()
}

/// Returns the messages of the findings of a rule, with their states.
fn found(done: &Done) -> Vec<(String, String, String)> {
    let report = done.report.as_ref().unwrap();
    let findings = report["findings"].as_array().unwrap().iter();
    let own = findings.filter(|finding| finding["rule"] == "job-not-green");
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    own.map(|found| (text(&found["state"]), text(&found["subject"]), text(&found["message"])))
        .collect()
}

#[test]
fn a_test_step_that_the_run_skipped_is_red_though_its_job_is_green() {
    let lines = "      - name: Run tests\n        if: hashFiles('tests/**') != ''\n        run: pytest -q\n";
    let done = judge(lines, &[("Run tests", SKIPPED)]);
    assert_eq!(done.code, 1, "{}", done.log);
    let [(state, subject, message)] = found(&done).try_into().unwrap();
    assert_eq!((state.as_str(), subject.as_str()), ("broken", "ci.yml/unit/Run tests"));
    assert!(message.contains("was skipped, so `pytest -q` judged nothing"), "{message}");
    // The same step, run.
    let done = judge(lines, &[("Run tests", OK)]);
    assert_eq!((done.code, found(&done).len()), (0, 0), "{}", done.log);
}

#[test]
fn a_step_without_a_name_and_one_of_a_matrix_leg_are_found_too() {
    let lines = "      - run: pytest -q\n        if: env.NOPE == '1'\n";
    assert_eq!(judge(lines, &[("Run pytest -q", SKIPPED)]).code, 1);
    let fake = github();
    fake.state().jobs.clear();
    for (id, name, end) in [(1, "unit (a)", SKIPPED), (2, "unit (b)", SKIPPED)] {
        fake.state().job(RUN, id, name, OK);
        fake.state().steps(RUN, id, &[("Run pytest -q", end)]);
    }
    fake.state().job(RUN, OWN_JOB, "gate", None);
    let matrix = with_step("      - run: pytest -q\n        if: matrix.leg == 'b'\n").replacen(
        "    steps:",
        "    strategy: { matrix: { leg: [a, b] } }\n    steps:",
        1,
    );
    assert_eq!(run(&fake, &matrix, POLICY).run().code, 1);
    // One leg runs it.
    fake.state().steps(RUN, 2, &[("Run pytest -q", OK)]);
    let next = fake.state().again(RUN);
    let done = run(&fake, &matrix, POLICY).attempt(next.0, next.1).run();
    assert_eq!(done.code, 0, "{}", done.log);
}

#[test]
fn a_step_that_was_cancelled_or_failed_in_a_green_job_is_red() {
    for end in ["cancelled", "failure", "timed_out"] {
        let done = judge("      - run: pytest -q\n", &[("Run pytest -q", Some(end))]);
        assert_eq!(done.code, 1, "{end}: {}", done.log);
    }
}

#[test]
fn a_skip_that_the_change_decides_is_a_note_and_one_that_the_policy_lists_is_none() {
    let lines = "      - id: filter\n        uses: dorny/paths-filter@v3\n      - name: Run tests\n        if: steps.filter.outputs.src == 'true'\n        run: pytest -q\n";
    let steps = [("Run dorny/paths-filter@v3", OK), ("Run tests", SKIPPED)];
    let done = judge(lines, &steps);
    assert_eq!(done.code, 0, "{}", done.log);
    let [(state, ..)] = found(&done).try_into().unwrap();
    assert_eq!(state, "advisory");
    let fake = github();
    fake.state().steps(RUN, UNIT, &[("Run tests", SKIPPED)]);
    let closed =
        with_step("      - name: Run tests\n        if: vars.X == 'y'\n        run: pytest -q\n");
    let listed = format!(
        "{POLICY}skips-allowed:\n  - {{ job: ci.yml/unit/Run tests, when: \"no token\", reason: forks }}\n"
    );
    let done = run(&fake, &closed, &listed).file(".github/truegreen.yml", &listed).run();
    assert_eq!((done.code, found(&done).len()), (0, 0), "{}", done.log);
    // Another step is not the one that was listed.
    let other = listed.replace("Run tests", "#1");
    let done = run(&fake, &closed, &other).file(".github/truegreen.yml", &other).run();
    assert_eq!(done.code, 1, "{}", done.log);
}

#[test]
fn steps_that_do_not_fit_are_no_pass_and_steps_that_are_not_listed_are_said() {
    let done = judge("      - run: pytest -q\n", &[("Run something", OK)]);
    assert_eq!(done.code, 3, "{}", done.log);
    let fake = github();
    fake.state().steps(RUN, UNIT, &[]);
    for jobs in fake.state().jobs.values_mut() {
        for job in jobs.iter_mut().filter(|job| job["id"] == UNIT) {
            job.as_object_mut().unwrap().remove("steps");
        }
    }
    let done = run(&fake, CI, POLICY).run();
    assert_eq!(done.code, 0, "{}", done.log);
    assert!(done.summary.contains("success; its steps are not listed"), "{}", done.summary);
}

/// A gate without `needs`, behind a test step of its own job.
fn one_step() -> String {
    CI.replace("    needs: [unit]\n", "").replace(
        "      - uses: truegreen/truegreen@v1\n",
        "      - run: mypy src\n      - uses: truegreen/truegreen@v1\n",
    ) + "  lint:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ruff check .\n  deploy:\n    needs: [gate]\n    runs-on: ubuntu-latest\n    steps:\n      - run: ./deploy.sh\n"
}

fn jobs(fake: &Fake, unit: Option<&str>, lint: Option<&str>) {
    let mut state = fake.state();
    state.jobs.clear();
    state.job(RUN, UNIT, "unit", unit);
    state.job(RUN, 2, "lint", lint);
    state.job(RUN, OWN_JOB, "gate", None);
    state.steps(RUN, OWN_JOB, &[("Run mypy src", OK), ("Run truegreen/truegreen@v1", None)]);
}

fn alone(unit: Option<&str>, lint: Option<&str>, status: &str) -> (Fake, Done) {
    let fake = github();
    jobs(&fake, unit, lint);
    let step = run(&fake, &one_step(), POLICY).input("needs", "").input("job-status", status);
    let done = step.run();
    (fake, done)
}

#[test]
fn the_one_step_form_answers_for_the_whole_run() {
    let (fake, done) = alone(OK, OK, "success");
    assert_eq!(done.code, 0, "{}", done.log);
    assert!(comments(&fake)[0].contains("## ✅ True green"), "{}", comments(&fake)[0]);
    // What it cannot know is no headline, and is said.
    let word = "ran before the gate, so its reports are the word of the code that was tested";
    for text in [&comments(&fake)[0], &done.summary, &done.log] {
        assert!(text.contains(word), "{text}");
    }
    let other = github();
    let done = Step::new(&other).run();
    assert!(!done.log.contains(word) && !done.summary.contains(word), "{}", done.log);
    for end in ["failure", "cancelled", "timed_out"] {
        let (_, done) = alone(OK, Some(end), "success");
        assert_eq!(done.code, 1, "{end}: {}", done.log);
        assert_eq!(found(&done)[0].1, "ci.yml/lint", "{end}");
        assert_eq!(alone(Some(end), OK, "success").1.code, 1, "{end}");
    }
    // A skip of a job that nobody requires is no failure.
    assert_eq!(alone(OK, SKIPPED, "success").1.code, 0);
    assert_eq!(alone(SKIPPED, OK, "success").1.code, 1);
}

#[test]
fn an_advisory_job_may_fail_and_a_required_one_must_have_ended() {
    let fake = github();
    jobs(&fake, OK, Some("failure"));
    let policy = POLICY.replace("unit: {}", "unit: {}, lint: { advisory: true }");
    let step = run(&fake, &one_step().replace("      - run: ruff", "      - run: ./ruff"), &policy);
    let done = step.input("needs", "").file(".github/truegreen.yml", &policy).run();
    assert!(found(&done).is_empty(), "{}", done.log);
    let (_, done) = alone(None, OK, "success");
    assert_eq!(done.code, 3, "{}", done.log);
    assert!(found(&done)[0].2.contains("has not ended"), "{}", done.log);
}

#[test]
fn while_another_job_runs_every_surface_says_so_and_none_has_a_tick() {
    let (fake, done) = alone(OK, None, "success");
    assert_eq!(done.code, 0, "{}", done.log);
    let check = check_run(&fake);
    assert_eq!(check["conclusion"], "success");
    assert_eq!(check["output"]["title"], "Passed so far, 1 job still runs");
    assert!(check["output"]["summary"].as_str().unwrap().contains("Still running: `lint`"));
    for text in [&comments(&fake)[0], &done.summary] {
        assert!(text.contains("## ⏳ Passed so far, 1 job still runs"), "{text}");
        assert!(text.contains("Still running: `lint`."), "{text}");
        assert!(!text.contains("True green"), "{text}");
    }
    assert!(done.log.contains("PASS so far  1 job still runs (lint)"), "{}", done.log);
    let open = |done: &Done| done.report.as_ref().unwrap()["open_ends"].clone();
    assert_eq!(open(&done)["running"], json!(["lint"]));
    assert_eq!(open(&alone(OK, OK, "success").1)["running"], json!([]));
    assert!(!done.log.contains("true green"), "{}", done.log);
}

#[test]
fn a_step_before_truegreen_that_failed_is_red_by_the_state_of_the_job_or_by_its_list() {
    for status in ["failure", "cancelled"] {
        let (_, done) = alone(OK, OK, status);
        assert_eq!(done.code, 1, "{status}: {}", done.log);
        assert_eq!(found(&done)[0].1, "ci.yml/gate");
    }
    let fake = github();
    jobs(&fake, OK, OK);
    let own = [("Run mypy src", Some("failure")), ("Run truegreen/truegreen@v1", None)];
    fake.state().steps(RUN, OWN_JOB, &own);
    for status in ["success", "failure"] {
        let step = run(&fake, &one_step(), POLICY).input("needs", "").input("job-status", status);
        let done = step.run();
        assert_eq!(done.code, 1, "{}", done.log);
        let [(_, subject, _)] = found(&done).try_into().unwrap();
        assert_eq!(subject, "ci.yml/gate/#1");
    }
    // With `needs`, too.
    let done = Step::new(&github()).input("job-status", "failure").run();
    assert_eq!(done.code, 1, "{}", done.log);
    // A step that may fail.
    let policy = POLICY.replace("unit: {}", "unit: {}, gate: { advisory: [\"#1\"] }");
    let step = run(&fake, &one_step(), &policy).file(".github/truegreen.yml", &policy);
    let done = step.input("needs", "").input("job-status", "failure").run();
    assert!(found(&done).is_empty(), "{}", done.log);
}

#[test]
fn a_gate_that_may_not_read_its_run_says_that_it_did_not_see_it() {
    let fake = github();
    jobs(&fake, OK, Some("failure"));
    fake.state().access.insert("actions", crate::fake::Access::None);
    let policy = "version: 1\n";
    let step = run(&fake, &one_step(), policy).file(".github/truegreen.yml", policy);
    let done = step.input("needs", "").run();
    assert_eq!(done.code, 0, "{}", done.log);
    assert_eq!(
        check_run(&fake)["output"]["title"],
        "Passed, but the jobs of this run were not seen"
    );
    assert!(!done.log.contains("true green"), "{}", done.log);
    // Where the policy asks for a job, nobody can tell.
    assert_eq!(run(&fake, &one_step(), POLICY).input("needs", "").run().code, 3);
}

#[test]
fn a_job_outside_of_needs_that_failed_is_a_warning_and_takes_the_tick() {
    let fake = github();
    let workflow =
        format!("{CI}  lint:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ruff check .\n");
    fake.state().job(RUN, 3, "lint", Some("failure"));
    let done = run(&fake, &workflow, POLICY).run();
    assert_eq!(done.code, 0, "{}", done.log);
    let title = "Passed, but 1 job that the gate does not wait for failed";
    assert_eq!(check_run(&fake)["output"]["title"], title);
    assert!(comments(&fake)[0].contains(&format!("## ⚠️ {title}")), "{}", comments(&fake)[0]);
}

#[test]
fn a_gate_of_another_name_is_not_judged_and_one_that_also_tests_is() {
    let other = "  second:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: truegreen/truegreen@v1\n        with: { check-name: second }\n";
    for (more, code) in [("", 0), ("      - run: bin/all-tests\n", 1)] {
        let fake = github();
        jobs(&fake, OK, OK);
        fake.state().job(RUN, 4, "second", Some("failure"));
        let workflow = format!("{}{other}{more}", one_step());
        let done = run(&fake, &workflow, POLICY).input("needs", "").run();
        assert_eq!(done.code, code, "{more}: {}", done.log);
        assert_eq!(done.summary.contains("| `second` | failure | is a gate itself |"), code == 0);
    }
}

#[test]
fn a_gate_whose_own_state_is_set_by_hand_is_red() {
    for (input, code) in [
        ("job-status: success", 1),
        ("job-id: 1", 1),
        ("job-status: '${{ job.status }}'", 0),
        ("check-name: truegreen", 0),
    ] {
        let fake = github();
        let uses = "      - uses: truegreen/truegreen@v1\n";
        let workflow = CI.replace(uses, &format!("{uses}        with: {{ {input} }}\n"));
        let done = run(&fake, &workflow, POLICY).run();
        assert_eq!(done.code, code, "{input}: {}", done.log);
    }
}
