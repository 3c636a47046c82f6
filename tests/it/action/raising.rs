//! A pull request that raises what is asked, in the workflow, in the policy or in both: it passes
//! where it only asks for more.

use super::step::{BASE, Done, FORK, HEAD, MERGE, Step, github};
use crate::fake::Fake;

const WORKFLOW: &str = ".github/workflows/ci.yml";
const PATH: &str = ".github/truegreen.yml";
const CI: &str = "on: pull_request
jobs:
  unit:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - run: coverage run -m pytest
      - run: coverage report --fail-under=42
  gate:
    needs: [unit]
    if: always()
    runs-on: ubuntu-latest
    steps:
      - uses: truegreen/truegreen@v1
        with: { needs: '${{ toJSON(needs) }}' }
";
const POLICY: &str = "version: 1
workflows:
  ci.yml:
    only-listed: true
    jobs:
      unit:
        runs: [\"coverage report --fail-under=42\"]
        timeout-minutes: { at-most: 10 }
      gate: {}
coverage:
  - { name: python, reports: [coverage.xml], lines: 42 }
";
const COVERED: &str = "<coverage><packages><package><classes><class filename=\"a.py\"><lines><line number=\"1\" hits=\"1\"/></lines></class></classes></package></packages></coverage>";

/// Replaces each text in turn; each must be there.
fn edited(text: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}\n{text}");
        text.replace(from, to)
    })
}

fn on_github(workflow: &str, policy: &str) -> Fake {
    let fake = github();
    let mut state = fake.state();
    for (sha, parents, files) in [
        (FORK, &[][..], [(WORKFLOW, CI), (PATH, POLICY)]),
        (BASE, &[FORK], [(WORKFLOW, CI), (PATH, POLICY)]),
        (HEAD, &[FORK], [(WORKFLOW, workflow), (PATH, policy)]),
        (MERGE, &[BASE, HEAD], [(WORKFLOW, workflow), (PATH, policy)]),
    ] {
        state.commit(sha, parents, &files);
    }
    drop(state);
    fake
}

/// Judges a change of the workflow and of the policy.
fn judged(workflow: &[(&str, &str)], policy: &[(&str, &str)]) -> Done {
    let (workflow, policy) = (edited(CI, workflow), edited(POLICY, policy));
    let fake = on_github(&workflow, &policy);
    let is_longer = workflow.contains("lint:");
    if is_longer {
        let mut state = fake.state();
        state.job(super::step::RUN, 3, "lint", Some("success"));
    }
    let step = Step::new(&fake).file(WORKFLOW, &workflow).file(PATH, &policy);
    let needs = "{ \"unit\": { \"result\": \"success\", \"outputs\": {} }LINT }";
    let lint = ", \"lint\": { \"result\": \"success\", \"outputs\": {} }";
    let needs = needs.replace("LINT", if is_longer { lint } else { "" });
    step.file("coverage.xml", COVERED).input("needs", &needs).run()
}

const COMMAND: (&str, &str) = ("--fail-under=42", "--fail-under=45");
const FLOOR: (&str, &str) = ("lines: 42", "lines: 45");
const LINT: (&str, &str) = (
    "  gate:\n    needs: [unit]\n",
    "  lint:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ruff check\n  gate:\n    needs: [unit, lint]\n",
);

#[test]
fn what_only_asks_for_more_passes_in_one_pull_request() {
    for (workflow, policy) in [
        // In both, in the workflow alone, in the policy alone.
        (&[COMMAND][..], &[COMMAND, FLOOR][..]),
        (&[COMMAND], &[]),
        (&[], &[FLOOR]),
        (&[("timeout-minutes: 10", "timeout-minutes: 7")], &[("at-most: 10", "at-most: 7")]),
        // A required job that is new in both.
        (&[LINT], &[("      gate:", "      lint: {}\n      gate:")]),
    ] {
        let done = judged(workflow, policy);
        assert_eq!(done.code, 0, "{workflow:?} {policy:?}: {}\n{}", done.log, done.summary);
    }
}

#[test]
fn what_asks_for_less_beside_it_is_red() {
    for (workflow, policy) in [
        // The number of the policy rises, that of the workflow falls.
        (&[("--fail-under=42", "--fail-under=40")][..], &[COMMAND, FLOOR][..]),
        (&[("--fail-under=42", "--fail-under=45 --fail-under=10")], &[COMMAND]),
        (&[COMMAND], &[COMMAND, ("at-most: 10", "at-most: 20")]),
        (&[COMMAND], &[COMMAND, ("lines: 42", "lines: 45, rounding: coverage.py")]),
        (&[COMMAND], &[COMMAND, FLOOR, ("[coverage.xml]", "[other.xml]")]),
        (&[COMMAND], &[COMMAND, ("lines: 42", "lines: 41")]),
        (&[COMMAND], &[COMMAND, FLOOR, ("name: python", "name: python, workflow: other.yml")]),
        (&[COMMAND, ("timeout-minutes: 10", "timeout-minutes: 20")], &[COMMAND]),
        // A job takes the place of another one.
        (&[LINT], &[("      unit:\n", "      lint:\n")]),
        // A new job that nobody is to hear of.
        (&[LINT], &[("      gate:", "      lint: { advisory: true }\n      gate:")]),
    ] {
        let done = judged(workflow, policy);
        assert_eq!(done.code, 1, "{workflow:?} {policy:?}: {}\n{}", done.log, done.summary);
    }
}
