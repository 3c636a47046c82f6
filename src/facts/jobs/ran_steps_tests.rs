use super::*;
use crate::formats::workflow::read_workflow;

const OK: Option<RunConclusion> = Some(RunConclusion::Success);
const SKIPPED: Option<RunConclusion> = Some(RunConclusion::Skipped);
const SETUP: (&str, Option<RunConclusion>) = ("Set up job", OK);
const END: (&str, Option<RunConclusion>) = ("Complete job", OK);

fn ends(steps: &str, listed: &[(&str, Option<RunConclusion>)]) -> Vec<StepEnd> {
    let text = format!("on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n{steps}");
    let parsed = read_workflow(&std::sync::Arc::from("ci.yml"), text.as_bytes());
    assert_eq!(parsed.problems, []);
    let step = |(name, conclusion): &(&str, Option<RunConclusion>)| RunStep {
        name: (*name).to_owned(),
        conclusion: *conclusion,
    };
    let listed = RunSteps::Listed(listed.iter().map(step).collect());
    step_ends(&parsed.value.unwrap().jobs[0], &listed)
}

const RAN: StepEnd = StepEnd::Ended(RunConclusion::Success);
const LEFT: StepEnd = StepEnd::Ended(RunConclusion::Skipped);

#[test]
fn a_step_is_found_by_its_name_or_by_what_it_runs() {
    let steps = "      - uses: actions/checkout@v4
      - uses: ./.github/actions/setup
      - uses: docker://alpine:3
      - name: Tests on ${{ matrix.os }} (all)
        run: pytest
      - run: |

          # all of them
          make test
      - run: cargo test -p ${{ matrix.crate }} --locked
";
    for local in ["Run ./.github/actions/setup", "Run /./.github/actions/setup"] {
        let found = ends(
            steps,
            &[
                SETUP,
                ("Initialize containers", OK),
                ("Pre Run actions/checkout@v4", OK),
                ("Run actions/checkout@v4", OK),
                (local, OK),
                ("Run alpine:3", OK),
                ("Tests on linux (all)", SKIPPED),
                ("Run # all of them", SKIPPED),
                ("Run cargo test -p core --locked", None),
                ("Post Run actions/checkout@v4", OK),
                ("Stop containers", OK),
                END,
            ],
        );
        assert_eq!(found, [RAN, RAN, RAN, LEFT, LEFT, StepEnd::Open], "{local}");
    }
}

#[test]
fn the_order_decides_among_equal_names() {
    let twins = "      - { name: Test, run: a }\n      - { name: Test, run: b }\n";
    assert_eq!(ends(twins, &[SETUP, ("Test", SKIPPED), ("Test", OK), END]), [LEFT, RAN]);
    // A name that holds anything, and names that look like those of the runner.
    let open =
        "      - { name: '${{ env.A }}', run: a }\n      - { name: 'Post ${{ env.A }}', run: b }\n";
    assert_eq!(ends(open, &[SETUP, ("x", SKIPPED), ("Post x", OK), END]), [LEFT, RAN]);
    let last = "      - { name: '${{ env.A }}', run: a }\n";
    assert_eq!(ends(last, &[SETUP, ("x", SKIPPED), END]), [LEFT]);
    assert_eq!(ends(last, &[SETUP, ("Pre x", OK), ("Post", SKIPPED), ("Post x", OK), END]), [LEFT]);
}

#[test]
fn what_fits_in_two_ways_is_unclear_unless_both_say_the_same() {
    let open = "      - { name: '${{ env.A }}', run: a }\n";
    let unclear = [StepEnd::Unclear];
    assert_eq!(ends(open, &[SETUP, ("x", SKIPPED), ("y", OK), END]), unclear);
    assert_eq!(ends(open, &[SETUP, ("x", SKIPPED), ("y", SKIPPED)]).len(), 1);
}

#[test]
fn a_list_that_does_not_fit_is_unclear_where_nothing_is_sure() {
    let two = "      - { name: Test, run: a }\n      - { name: Lint, run: b }\n";
    assert_eq!(ends(two, &[SETUP, END]), [StepEnd::Unclear; 2]);
    assert_eq!(ends(two, &[SETUP, ("Tests", OK), ("Lint", SKIPPED)]), [StepEnd::Unclear, LEFT]);
    assert_eq!(ends(two, &[("Lint", OK), ("Test", SKIPPED)]), [LEFT, RAN]);
    // A step between two others that the file does not have.
    assert_eq!(ends(two, &[("Test", OK), ("Wait for x", OK), ("Lint", SKIPPED)]), [RAN, LEFT]);
    assert_eq!(ends(two, &[("Lint", OK), ("Lint", OK), ("Test", OK)]), [RAN, StepEnd::Unclear]);
}

#[test]
fn secrets_are_masked_and_long_names_may_be_cut() {
    let long = "x".repeat(120);
    let steps = format!("      - run: deploy --to main --all\n      - run: {long}\n");
    let cut = format!("Run {}...", &long[..100]);
    assert_eq!(ends(&steps, &[("Run deploy --to *** --all", OK), (&cut, SKIPPED)]), [RAN, LEFT]);
    let short = "      - run: pytest tests\n";
    assert_eq!(ends(short, &[("Run pytest", OK)]), [StepEnd::Unclear]);
}

#[test]
fn nothing_listed_is_not_the_same_as_nothing_that_fits() {
    let text = "on: push\njobs:\n  a:\n    runs-on: x\n    steps: [{ run: a }]\n";
    let parsed = read_workflow(&std::sync::Arc::from("ci.yml"), text.as_bytes());
    let job = &parsed.value.unwrap().jobs[0];
    assert_eq!(step_ends(job, &RunSteps::Absent), [StepEnd::Unlisted]);
    assert_eq!(step_ends(job, &RunSteps::Malformed), [StepEnd::Unclear]);
}

/// Names as they are written, and one as the log shows it: what an expression gives may look like a step of the runner.
const NAMES: [(&str, &str); 8] = [
    ("Test", "Test"),
    ("Post x", "Post x"),
    ("Build all", "Build all"),
    ("${{ env.A }}", "Set up job"),
    ("${{ env.A }}", "Post x"),
    ("Post ${{ env.A }}", "Post x"),
    ("Pre ${{ env.A }}", "Pre y"),
    ("Complete job", "Complete job"),
];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2_000))]

    /// Whatever the steps are called, none is told to have ended as another one did.
    #[test]
    fn no_step_is_taken_for_another(
        steps in proptest::collection::vec((0..NAMES.len(), proptest::bool::ANY), 1..6),
        before in 0..3_usize,
        behind in 0..3_usize,
    ) {
        let lines: String =
            steps.iter().map(|(name, _)| format!("      - {{ name: '{}', run: a }}\n", NAMES[*name].0)).collect();
        let mut listed = vec![SETUP, ("Initialize containers", OK), ("Pre y", OK)];
        listed.truncate(before + 1);
        listed.extend(steps.iter().map(|(name, ran)| (NAMES[*name].1, if *ran { OK } else { SKIPPED })));
        listed.extend([("Post x", OK), ("Stop containers", OK)].into_iter().take(behind));
        listed.push(END);
        for (end, (_, ran)) in ends(&lines, &listed).into_iter().zip(&steps) {
            let is = if *ran { RAN } else { LEFT };
            proptest::prop_assert!(end == is || end == StepEnd::Unclear, "{end:?}: {lines}{listed:?}");
        }
    }
}
