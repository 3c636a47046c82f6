use super::verdict_pair;
use crate::facts::jobs::tests::job;

/// Returns whether the second of two steps is the verdict of the first, which has the id `lint`.
fn pairs(step: &str) -> bool {
    let muted = "steps:\n- { id: lint, run: ruff check, continue-on-error: true }\n";
    let step: String = step.lines().map(|line| format!("  {line}\n")).collect();
    verdict_pair(&job(&format!("{muted}-\n{step}")), 0).is_some()
}

fn script(lines: &str) -> bool {
    let lines: String = lines.lines().map(|line| format!("  {line}\n")).collect();
    pairs(&format!("env: {{ OUTCOME: '${{{{ steps.lint.outcome }}}}' }}\nrun: |\n{lines}"))
}

#[test]
fn a_later_step_that_fails_on_the_outcome_is_the_verdict() {
    assert!(pairs("if: steps.lint.outcome == 'failure'\nrun: exit 1"));
    assert!(pairs(
        "if: ${{ steps.lint.outcome != 'success' }}\nrun: |\n  echo lint failed\n  exit 1"
    ));
    assert!(pairs("if: always() && steps.LINT.outcome == 'Failure'\nrun: echo no >&2; false"));
    assert!(pairs(
        "if: contains(fromJSON('[\"failure\"]'), steps.lint.outcome)\nrun: echo && exit 2 # why"
    ));
    assert!(pairs(
        "if: steps.lint.outcome == 'failure'\nuses: actions/github-script@v7\nwith: { script: core.setFailed('lint') }"
    ));
}

#[test]
fn the_conclusion_is_no_verdict() {
    assert!(!pairs("if: steps.lint.conclusion == 'failure'\nrun: exit 1"));
    assert!(!pairs("run: |\n  if [ '${{ steps.lint.conclusion }}' = failure ]; then exit 1; fi"));
}

#[test]
fn failure_is_false_after_a_tolerated_failure() {
    assert!(!pairs("if: failure()\nrun: exit 1"));
    assert!(!pairs("if: failure() && steps.lint.outcome == 'failure'\nrun: exit 1"));
}

#[test]
fn a_condition_that_may_not_hold_is_no_verdict() {
    assert!(!pairs(
        "if: steps.lint.outcome == 'failure' && github.ref == 'refs/heads/main'\nrun: exit 1"
    ));
    assert!(!pairs("if: steps.other.outcome == 'failure'\nrun: exit 1"));
    assert!(!pairs("if: steps.lint.outcome == \nrun: exit 1"));
}

#[test]
fn a_verdict_that_is_muted_itself_is_none() {
    assert!(!pairs("if: steps.lint.outcome == 'failure'\nrun: exit 1\ncontinue-on-error: true"));
    assert!(!pairs(
        "if: steps.lint.outcome == 'failure'\nrun: exit 1\ncontinue-on-error: ${{ inputs.x }}"
    ));
    assert!(pairs("if: steps.lint.outcome == 'failure'\nrun: exit 1\ncontinue-on-error: false"));
}

#[test]
fn a_step_that_only_reports_is_no_verdict() {
    assert!(!pairs("if: steps.lint.outcome == 'failure'\nrun: echo lint failed"));
    assert!(!pairs("if: steps.lint.outcome == 'failure'\nrun: |\n  # exit 1\n  echo no"));
    assert!(!pairs("if: steps.lint.outcome == 'failure'\nrun: echo exit 1"));
    assert!(!pairs("if: steps.lint.outcome == 'failure'\nuses: some/notify@v1"));
    assert!(!pairs(
        "if: steps.lint.outcome == 'failure'\nuses: actions/github-script@v7\nwith: { script: \"if (x) core.setFailed('lint')\" }"
    ));
}

#[test]
fn a_step_without_id_or_before_has_no_verdict() {
    let steps = "steps:\n- { run: a, continue-on-error: true }\n- { if: always(), run: exit 1 }";
    assert!(verdict_pair(&job(steps), 0).is_none());
    let before = "steps:\n- { id: v, if: \"steps.lint.outcome == 'failure'\", run: exit 1 }\n- { id: lint, run: a }";
    assert!(verdict_pair(&job(before), 1).is_none());
    assert!(verdict_pair(&job(before), 7).is_none());
}

#[test]
fn the_span_is_that_of_the_verdict() {
    let steps = "steps:\n- { id: lint, run: a }\n- { run: b }\n- { if: \"steps.lint.outcome != 'success'\", run: exit 1 }";
    assert_eq!(verdict_pair(&job(steps), 0).unwrap().line, 3);
}

#[test]
fn a_script_that_compares_the_outcome_and_exits_is_the_verdict() {
    assert!(pairs(
        "run: |\n  if [ \"${{ steps.lint.outcome }}\" == \"failure\" ]; then\n    exit 1\n  fi"
    ));
    assert!(pairs("if: always()\nrun: test ${{ steps.lint.outcome }} = success || exit 1"));
    assert!(pairs("run: exit ${{ steps.lint.outcome == 'failure' && 1 || 0 }}"));
    assert!(script("if [[ \"$OUTCOME\" != success ]]; then\n  echo no\n  exit 1\nfi\necho ok"));
    assert!(script("[ \"$OUTCOME\" = 'failure' ] && exit 1\nexit 0"));
    assert!(script("[ \"${OUTCOME}\" = success ] || { echo no; exit 1; }"));
    assert!(script("[ \"$OUTCOME\" = success ]"));
    assert!(script("if [ \"$OUTCOME\" = success ]; then\n  echo ok\nelse\n  exit 3\nfi"));
    assert!(script(
        "if [ \"${{ steps.x.outcome }}\" = failure ] || [ $OUTCOME = failure ]; then exit 1; fi"
    ));
    assert!(script(
        "if [[ '${{ needs.x.result }}' == failure || $OUTCOME == failure ]]; then exit 1; fi"
    ));
    assert!(script("for x in 1 2; do\n  exit 1\ndone"));
    assert!(script("failed=0\nif [ $OUTCOME != success ]; then failed=1; fi\nexit $failed"));
}

#[test]
fn a_script_that_may_end_well_is_no_verdict() {
    assert!(!script("if [ \"$OUTCOME\" = failure ]; then echo failed; fi"));
    assert!(!script("if [ \"$OUTCOME\" = failure ] && [ \"$STRICT\" = 1 ]; then exit 1; fi"));
    assert!(!script("if [ \"$UNSET\" = failure ]; then exit 1; fi"));
    assert!(!script("if grep -q x y; then exit 0; fi\nexit 1"));
    assert!(!script("trap 'exit 0' EXIT\nexit 1"));
    assert!(!script("(\nexit 1\n) || true"));
    assert!(!script("[ \"$OUTCOME\" = success ] || true"));
    assert!(!script("set +e\n[ \"$OUTCOME\" = success ]\necho done"));
    assert!(!script("exit 256"));
    assert!(!script("exit 1 | cat"));
    assert!(!script("check() {\n  exit 1\n}\necho"));
    assert!(!script("cat <<EOF\nexit 1\nEOF"));
    assert!(!script("failed=1\nexport failed=0\nexit $failed"));
    assert!(script("case $OUTCOME in\nsuccess) exit 1 ;;\nesac"));
    assert!(!script("case $OUTCOME in\n*) exit 0 ;;\nesac"));
    assert!(!pairs("shell: python\nrun: exit 1"));
}

#[test]
fn a_step_that_must_fail_is_judged_by_its_success() {
    assert!(pairs("if: steps.lint.outcome == 'success'\nrun: exit 1"));
    assert!(script("if [ \"$OUTCOME\" = success ]; then exit 1; fi"));
    assert!(!pairs("if: steps.lint.conclusion == 'failure'\nrun: exit 1"));
    assert!(!script("if [ \"$OUTCOME\" = success ]; then echo wrong; fi"));
}

mod paths {
    use std::sync::Arc;

    use crate::facts::commit::Facts;
    use crate::facts::path::end::{Idle, PathEnd};
    use crate::facts::path::failure_path::failure_paths;
    use crate::facts::understand::SideInputs;
    use crate::policy::Policy;

    /// Returns the end of the only gate command of a workflow, with `gate` required.
    fn end(jobs: &str) -> PathEnd {
        let text = format!("on: pull_request\njobs:\n{jobs}");
        let path: Arc<str> = ".github/workflows/ci.yml".into();
        let workflows = vec![(path, Ok(text.clone().into_bytes()))];
        let facts = Facts::new(SideInputs { workflows, ..SideInputs::default() });
        assert_eq!(facts.workflows[0].problems, [], "{text}");
        let required_by_flag = vec!["gate".to_owned()];
        let policy = Policy { required_by_flag, ..Policy::default() };
        let mut found = failure_paths(&facts, &policy);
        assert_eq!(found.len(), 1, "{text}");
        found.remove(0).end
    }

    const UNIT: &str = "  unit: { runs-on: x, steps: [{ run: pytest }] }\n";

    fn gate(body: &str) -> PathEnd {
        end(&format!("{UNIT}  gate:\n    runs-on: x\n    needs: [unit]\n{body}"))
    }

    fn why(end: &PathEnd) -> &str {
        match end {
            PathEnd::Lost { why, .. } => why,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_aggregator_that_listens_turns_red() {
        for body in [
            "    if: always()\n    steps:\n      - run: test '${{ needs.unit.result }}' = success\n",
            "    if: ${{ !cancelled() }}\n    steps:\n      - if: contains(needs.*.result, 'failure')\n        run: exit 1\n",
            "    if: always()\n    steps:\n      - uses: re-actors/alls-green@v1\n        with: { jobs: '${{ toJSON(needs) }}' }\n",
            "    if: always()\n    steps:\n      - if: needs.unit.result != 'success'\n        run: |\n          echo no\n          exit 1\n",
        ] {
            let found = gate(body);
            assert!(
                matches!(&found, PathEnd::Red { checks, idle: None } if checks == &["ci.yml / gate"]),
                "{body}{found:?}"
            );
        }
    }

    #[test]
    fn an_aggregator_that_is_skipped_or_deaf_loses_it() {
        let skipped = gate("    steps:\n      - run: exit 0\n");
        assert!(why(&skipped).contains("is skipped when `unit` fails"), "{skipped:?}");
        let deaf =
            gate("    if: always()\n    steps:\n      - run: echo ${{ needs.unit.result }}\n");
        assert!(why(&deaf).contains("does not fail when `unit` does"), "{deaf:?}");
        let muted = gate(
            "    if: always()\n    steps:\n      - run: test '${{ needs.unit.result }}' = success || true\n",
        );
        assert!(why(&muted).contains("does not fail"), "{muted:?}");
    }

    #[test]
    fn a_job_that_no_required_one_hears_of_blocks_nothing() {
        let found = end(&format!("{UNIT}  gate: {{ runs-on: x, steps: [{{ run: echo }}] }}\n"));
        assert!(matches!(found, PathEnd::Red { idle: Some(Idle::NotRequired), .. }), "{found:?}");
    }

    #[test]
    fn what_happens_in_step_and_job_is_told_first() {
        let found = end(
            "  unit: { runs-on: x, if: false, steps: [{ run: pytest }] }\n  gate: { runs-on: x, steps: [{ run: echo }] }\n",
        );
        assert!(why(&found).contains("never runs"), "{found:?}");
        let found =
            end("  gate: { runs-on: x, continue-on-error: true, steps: [{ run: pytest }] }\n");
        assert!(why(&found).contains("`continue-on-error` of the job"), "{found:?}");
        let found = end("  gate: { runs-on: x, steps: [{ run: pytest, if: failure() }] }\n");
        assert!(why(&found).contains("only where the job has failed"), "{found:?}");
    }

    #[test]
    fn a_called_workflow_turns_its_callers_red() {
        let called = "on: workflow_call\njobs:\n  unit: { runs-on: x, steps: [{ run: pytest }] }\n";
        let caller =
            "name: CI\non: pull_request\njobs:\n  tests: { uses: ./.github/workflows/tests.yml }\n";
        let file = |name: &str, text: &str| {
            (Arc::from(format!(".github/workflows/{name}")), Ok(text.as_bytes().to_vec()))
        };
        let workflows = vec![file("ci.yml", caller), file("tests.yml", called)];
        let facts = Facts::new(SideInputs { workflows, ..SideInputs::default() });
        let found = failure_paths(&facts, &Policy::default());
        assert_eq!(found[0].links, ["step", "job", "ci.yml/tests"]);
        let checks = vec!["CI / tests / unit".to_owned()];
        assert_eq!(found[0].end, PathEnd::Red { checks, idle: None });
    }

    /// Returns the end of the only gate command of these workflows.
    fn end_of(files: &[(&str, &str)], policy: &Policy) -> PathEnd {
        let file = |(name, text): &(&str, &str)| {
            (Arc::from(format!(".github/workflows/{name}")), Ok(text.as_bytes().to_vec()))
        };
        let workflows = files.iter().map(file).collect();
        let facts = Facts::new(SideInputs { workflows, ..SideInputs::default() });
        assert!(facts.workflows.iter().all(|fact| fact.problems.is_empty()), "{files:?}");
        let mut found = failure_paths(&facts, policy);
        assert_eq!(found.len(), 1, "{files:?}");
        found.remove(0).end
    }

    const fn idle(end: &PathEnd) -> Option<Option<Idle>> {
        match end {
            PathEnd::Red { idle, .. } => Some(*idle),
            _ => None,
        }
    }

    fn requires(job: &str) -> Policy {
        Policy { required_by_flag: vec![job.to_owned()], ..Policy::default() }
    }

    #[test]
    fn where_no_change_starts_the_workflow_no_merge_waits() {
        let ended = |on: &str, policy: &Policy| {
            let text =
                format!("on: {on}\njobs:\n  unit: {{ runs-on: x, steps: [{{ run: pytest }}] }}\n");
            idle(&end_of(&[("ci.yml", &text)], policy))
        };
        let none = Policy::default();
        assert_eq!(
            ended("{ schedule: [{ cron: '0 0 * * *' }] }", &none),
            Some(Some(Idle::NoChange))
        );
        assert_eq!(ended("{ release: { types: [published] } }", &none), Some(Some(Idle::NoChange)));
        assert_eq!(ended("{ schedule: [{ cron: '0 0 * * *' }], push: {} }", &none), Some(None));
        // A job that the policy requires counts, however its workflow starts.
        assert_eq!(ended("workflow_dispatch", &requires("ci.yml/unit")), Some(None));
        assert_eq!(ended("workflow_dispatch", &requires("x.yml/a")), Some(Some(Idle::NoChange)));
    }

    #[test]
    fn a_job_that_another_workflow_holds_is_required_all_the_same() {
        let gate = "on: pull_request\njobs:\n  gate: { runs-on: x, steps: [{ run: echo }] }\n";
        let other = "on: push\njobs:\n  unit: { runs-on: x, steps: [{ run: pytest }] }\n";
        let found = end_of(&[("ci.yml", gate), ("other.yml", other)], &requires("ci.yml/gate"));
        assert_eq!(idle(&found), Some(Some(Idle::NotRequired)));
    }

    #[test]
    fn of_several_callers_one_that_a_merge_waits_for_is_enough() {
        let called = "on: workflow_call\njobs:\n  unit: { runs-on: x, steps: [{ run: pytest }] }\n";
        let caller = |on: &str| {
            format!("on: {on}\njobs:\n  tests: {{ uses: ./.github/workflows/tests.yml }}\n")
        };
        let (change, nightly) = (caller("pull_request"), caller("workflow_dispatch"));
        let files = [("a.yml", nightly.as_str()), ("b.yml", &change), ("tests.yml", called)];
        assert_eq!(idle(&end_of(&files, &Policy::default())), Some(None));
        let files = [("a.yml", change.as_str()), ("b.yml", &change), ("tests.yml", called)];
        assert_eq!(idle(&end_of(&files, &requires("b.yml/tests"))), Some(None));
        let files = [("a.yml", nightly.as_str()), ("tests.yml", called)];
        assert_eq!(idle(&end_of(&files, &Policy::default())), Some(Some(Idle::NoChange)));
    }

    /// Returns the links of the only gate command of a workflow.
    fn links(jobs: &str) -> String {
        let text = format!("on: pull_request\njobs:\n{jobs}");
        let path: Arc<str> = ".github/workflows/ci.yml".into();
        let workflows = vec![(path, Ok(text.clone().into_bytes()))];
        let facts = Facts::new(SideInputs { workflows, ..SideInputs::default() });
        assert_eq!(facts.workflows[0].problems, [], "{text}");
        let found = failure_paths(&facts, &Policy::default());
        assert_eq!(found.len(), 1, "{text}");
        found[0].links.join(" > ")
    }

    #[test]
    fn a_step_that_may_not_run_says_so() {
        let step = |condition: &str| {
            links(&format!(
                "  unit: {{ runs-on: x, steps: [{{ run: make deps }}, {{ run: pytest, if: \"{condition}\" }}] }}\n"
            ))
        };
        for sure in ["always()", "success()", "${{ !cancelled() }}", "!failure()", "true", "1 == 1"]
        {
            assert_eq!(step(sure), "step > job", "{sure}");
        }
        for doubt in [
            "github.ref == 'refs/heads/main'",
            "always() && github.event_name == 'push'",
            "steps.changes.outputs.code == 'true'",
            "matrix.os == 'linux'",
        ] {
            assert_eq!(step(doubt), "step, if it runs > job", "{doubt}");
        }
    }

    #[test]
    fn a_job_that_may_not_run_says_so() {
        let job = |needed: &str, own: &str| {
            links(&format!(
                "  build: {{ runs-on: x, {needed} steps: [{{ run: echo }}] }}\n  between: {{ runs-on: x, needs: build, steps: [{{ run: echo }}] }}\n  unit: {{ runs-on: x, needs: [between], {own} steps: [{{ run: pytest }}] }}\n"
            ))
        };
        let doubt = "if: github.event_name == 'push',";
        assert_eq!(job("", ""), "step > job");
        assert_eq!(job("", "if: \"needs.between.result == 'success'\","), "step > job");
        assert_eq!(job("", doubt), "step > job, if it runs");
        // A job is skipped together with those that it needs, unless it asks for `always()`.
        assert_eq!(job(doubt, ""), "step > job, if it runs");
        assert_eq!(job(doubt, "if: always(),"), "step > job");
        assert_eq!(job(doubt, "if: \"!failure()\","), "step > job");
        assert_eq!(
            job(doubt, "if: \"always() && needs.between.result == 'success'\","),
            "step > job, if it runs"
        );
    }

    #[test]
    fn a_skipped_job_far_back_skips_too() {
        let jobs = |own: &str| {
            links(&format!(
                "  a: {{ runs-on: x, if: github.event_name == 'push', steps: [{{ run: echo }}] }}\n  b: {{ runs-on: x, needs: a, if: always(), steps: [{{ run: echo }}] }}\n  unit: {{ runs-on: x, needs: b, {own} steps: [{{ run: pytest }}] }}\n"
            ))
        };
        assert_eq!(jobs(""), "step > job, if it runs");
        assert_eq!(jobs("if: \"needs.b.result == 'success'\","), "step > job, if it runs");
        assert_eq!(jobs("if: \"!cancelled() && needs.b.result == 'success'\","), "step > job");
    }

    #[test]
    fn a_caller_and_a_step_of_an_action_that_may_not_run_say_so() {
        let called = "on: workflow_call\njobs:\n  unit: { runs-on: x, steps: [{ run: pytest }] }\n";
        let caller = "on: push\njobs:\n  tests: { if: github.ref == 'x', uses: ./.github/workflows/tests.yml }\n  more: { runs-on: x, steps: [{ uses: ./checks }] }\n";
        let file = |name: &str, text: &str| {
            (Arc::from(format!(".github/workflows/{name}")), Ok(text.as_bytes().to_vec()))
        };
        let action = "name: a\ndescription: a\nruns:\n  using: composite\n  steps:\n  - { shell: bash, run: mypy src, if: inputs.types == 'true' }\n  - { shell: bash, run: ruff check }\n";
        let workflows = vec![file("ci.yml", caller), file("tests.yml", called)];
        let called = vec![("checks/action.yml".to_owned(), Ok(action.as_bytes().to_vec()))];
        let facts = Facts::new(SideInputs { workflows, called, ..SideInputs::default() });
        let found = failure_paths(&facts, &Policy::default());
        let links: Vec<_> = found.iter().map(|path| path.links.join(" > ")).collect();
        assert_eq!(
            links,
            [
                "./checks, if it runs > step > job",
                "./checks > step > job",
                "step > job > ci.yml/tests, if it runs"
            ]
        );
    }

    #[test]
    fn a_gate_that_nobody_can_read_is_shown_as_unknown() {
        let step = |step: &str| {
            end(&format!(
                "  gate:\n    runs-on: x\n    steps:\n      - {step}\n        run: if pytest\n"
            ))
        };
        let found = step("name: a");
        assert!(matches!(&found, PathEnd::Unknown { why } if why.contains("grammar")), "{found:?}");
        let found = step("continue-on-error: true");
        assert!(why(&found).contains("`continue-on-error` of the step"), "{found:?}");
    }
}
