//! The policy: what it accepts, what it rejects with which words, and that no text breaks it.

use std::path::Path;

use proptest::prelude::*;
use truegreen::finding::Severity;
use truegreen::formats::problem::Problem;
use truegreen::policy::{
    Advisory, FlagError, Flags, Pattern, Policy, Rounding, added_waivers, raw, with_flags,
};

pub(crate) const FULL: &str = include_str!("../../testdata/policies/full.yml");

fn read(text: &str) -> (Option<Policy>, Vec<Problem>) {
    let parsed = raw::read(text.as_bytes(), &truegreen::rules::ids());
    (parsed.value, parsed.problems)
}

fn valid(text: &str) -> Policy {
    let (policy, problems) = read(text);
    assert_eq!(problems, [], "{text}");
    policy.unwrap()
}

#[test]
fn every_key_is_read() {
    let policy = valid(FULL);
    assert_eq!(policy.context.repository.unwrap().value, "acme/orders");
    assert_eq!(policy.context.base.len(), 2);
    assert_eq!(policy.severities["pytest-xdist"].value, Severity::Warn);
    let ci = &policy.workflows[0];
    assert_eq!(ci.file.value, "ci.yml");
    assert_eq!(ci.only_listed.unwrap().line, 14);
    assert_eq!(ci.jobs.len(), 3);
    assert_eq!(ci.jobs[0].advisory, Advisory::No);
    assert!(
        matches!(&ci.jobs[1].advisory, Advisory::Steps(names) if names[0].value == "slow tests")
    );
    assert!(matches!(ci.jobs[2].advisory, Advisory::Job(_)));
    let Advisory::Matrix(selection) = &policy.workflows[1].jobs[1].advisory else {
        panic!("{:?}", policy.workflows[1].jobs)
    };
    let keys = selection.keys.iter().map(|(key, values)| {
        (key.as_str(), values.iter().map(|value| value.as_str()).collect::<Vec<_>>())
    });
    assert_eq!(
        keys.collect::<Vec<_>>(),
        [("experimental", vec!["true"]), ("python", vec!["3.15", "3.10"])]
    );
    let [codecov, ruff] = policy.checks.as_slice() else { panic!("{:?}", policy.checks) };
    assert_eq!((codecov.app.as_str(), codecov.wait.seconds), ("codecov", 90));
    assert_eq!((ruff.app.as_str(), ruff.wait.seconds), ("github-actions", 1_200));
    assert_eq!(policy.skips_allowed[0].job.value, "ci.yml/unit");
    let suite = &policy.tests[0];
    assert_eq!((suite.at_least.value, suite.skips.at_most.unwrap().value), (50, 16));
    assert!(suite.skips.reason.as_ref().unwrap().0.is_match("SKIPPED LOUD: x"));
    assert!(suite.never_skip[0].0.matches("tests/adv/deep/test_a.py"));
    let coverage = &policy.coverage[0];
    assert_eq!((coverage.lines.0, coverage.branches.unwrap().0), (62.5, 10.0));
    assert_eq!(coverage.rounding, Rounding::CoveragePy);
    let floors: Vec<_> = coverage.paths.iter().map(|floor| floor.path.as_str()).collect();
    assert_eq!(floors, ["src/money.py", "src/api/**"]);
    assert_eq!(coverage.paths[1].branches.unwrap().0, 75.0);
    assert!(coverage.paths[0].branches.is_none());
    assert_eq!(policy.workflows[1].every_job.permissions.as_ref().map(|e| e.terms.len()), Some(1));
    assert_eq!(policy.files[0].exactly.as_ref().map(Vec::len), Some(2));
    let waiver = &policy.waivers[0];
    assert_eq!(waiver.until.value.to_string(), "2026-12-31");
    assert_eq!(waiver.id.as_deref(), Some("SEC-001"));
    assert!(waiver.on_base);
}

#[test]
fn a_time_to_wait_is_one_number_and_its_unit() {
    let seconds = |text: &str| valid(&format!("version: 1\nwait: {text}\n")).wait.seconds;
    assert_eq!(valid("version: 1\n").wait.seconds, 600);
    for (text, expected) in
        [("0s", 0), ("90s", 90), ("20m", 1_200), ("1h", 3_600), ("3600s", 3_600)]
    {
        assert_eq!(seconds(text), expected, "{text}");
    }
    for text in ["", "s", "1d", "1m30s", "-1s", "1 m", "2h", "3601s", "99999999999999999999s", "ö"]
    {
        let (policy, problems) = read(&format!("version: 1\nwait: \"{text}\"\n"));
        assert!(policy.is_none() && problems.len() == 1, "{text}: {problems:?}");
    }
    let twice = "version: 1\nchecks:\n  - { name: a }\n  - { name: a, app: b }\n";
    assert!(read(twice).1[0].message.contains("stands twice"));
    let apart = "version: 1\nchecks:\n  - { name: a, workflow: x }\n  - { name: a, workflow: y }\n";
    assert_eq!(valid(apart).checks.len(), 2);
}

#[test]
fn the_examples_are_valid_policies() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "yml") {
            valid(&std::fs::read_to_string(&path).unwrap());
            seen += 1;
        }
    }
    assert!(seen >= 3, "{seen}");
}

/// Returns the policies that a page shows.
pub(crate) fn blocks(page: &str) -> Vec<&str> {
    let blocks = page.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    blocks.filter(|block| block.lines().any(|line| line == "version: 1")).collect()
}

#[test]
fn the_readme_shows_a_valid_policy() {
    let blocks = blocks(include_str!("../../README.md"));
    assert!(!blocks.is_empty());
    blocks.into_iter().for_each(|block| drop(valid(block)));
}

/// Each wrong policy with its message and place.
pub(crate) const MISTAKES: &[(&str, u32, u32, &str)] = &[
    ("", 1, 1, "no YAML document"),
    ("{}", 1, 1, "`version` is missing"),
    ("rules: {}\n", 1, 1, "`version` is missing"),
    ("version: 2\n", 1, 10, "version `2` is not known"),
    ("version: 1\nrulez: {}\n", 2, 1, "no key `rulez`"),
    ("version: 1\nbenchmarks: []\n", 2, 1, "not judged by this version"),
    ("version: 1\nrules: { continue-on-eror: warn }\n", 2, 10, "no rule `continue-on-eror`"),
    ("version: 1\nrules: { pytest-xdist: fatal }\n", 2, 24, "`fatal` is no severity"),
    ("version: 1\nworkflows: [ci.yml]\n", 2, 12, "a list; expected a map"),
    ("version: 1\nworkflows: { ci: { jobs: { a: } } }\n", 2, 14, "is no workflow"),
    (
        "version: 1\nworkflows: { ci.yml: { jobs: { a: { advisory: maybe } } } }\n",
        2,
        47,
        "expected `true` or `false`",
    ),
    (
        "version: 1\nworkflows: { ci.yml: { jobs: { a: { advisory: {} } } } }\n",
        2,
        47,
        "`advisory` is an empty map",
    ),
    (
        "version: 1\nworkflows: { ci.yml: { jobs: { a: { advisory: [] } } } }\n",
        2,
        47,
        "an empty list",
    ),
    (
        "version: 1\nworkflows: { ci.yml: { jobs: { a: { advisory: { matrx: { b: 1 } } } } } }\n",
        2,
        49,
        "no key `matrx`",
    ),
    (
        "version: 1\nworkflows: { ci.yml: { jobs: { a: { advisory: { matrix: { b: 1 }, steps: [c] } } } } }\n",
        2,
        67,
        "`advisory` names matrix jobs or steps",
    ),
    (
        "version: 1\nworkflows: { ci.yml: { jobs: { a: { advisory: { matrix: {} } } } } }\n",
        2,
        57,
        "`matrix` of `advisory` is empty",
    ),
    (
        "version: 1\nworkflows: { ci.yml: { jobs: { a: { advisory: { matrix: [b] } } } } }\n",
        2,
        57,
        "`matrix` of `advisory` is no map",
    ),
    (
        "version: 1\nworkflows: { ci.yml: { jobs: { a: { advisory: { matrix: { b: [] } } } } } }\n",
        2,
        62,
        "an empty list names no matrix job",
    ),
    (
        "version: 1\nworkflows: { ci.yml: { jobs: { a: { advisory: { matrix: { b: } } } } } }\n",
        2,
        60,
        "a value of the matrix",
    ),
    (
        "version: 1\nworkflows: { ci.yml: { jobs: { a: { advisory: { matrix: { b: { c: 1 } } } } } } }\n",
        2,
        62,
        "a value of the matrix",
    ),
    ("version: 1\nworkflows: { ci.yml: { jobs: { a: { needs: [] } } } }\n", 2, 44, "an empty list"),
    (
        "version: 1\nworkflows: { ci.yml: { every-job: { timeout-minutes: { at-mots: 7 } } } }\n",
        2,
        56,
        "no expectation `at-mots`",
    ),
    ("version: 1\nworkflows: { ci.yml: { every-job: { runs: [a && b] } } }\n", 2, 44, "2 commands"),
    ("version: 1\nworkflows: { ci.yml: { every-listed: {} } }\n", 2, 38, "asks for nothing"),
    ("version: 1\nworkflows: { ci.yml: { every-listed: { nam: a } } }\n", 2, 40, "no key `nam`"),
    ("version: 1\nworkflows: { ci.yml: { pinned: tag } }\n", 2, 32, "no way to pin"),
    ("version: 1\nworkflows: { ci.yml: { jobs: { unit: { if: } } } }\n", 2, 42, "is empty"),
    ("version: 1\nworkflows: { ci.yml: }\n", 2, 14, "asks for nothing"),
    ("version: 1\nsettings: { a.toml: { tool.x: 1 } }\n", 2, 23, "no path by RFC 9535"),
    ("version: 1\nextends: o/r/p.yml@main\n", 2, 10, "no commit"),
    ("version: 1\napprovals: { label: l, by: read }\n", 2, 28, "no access"),
    ("version: 1\nfiles: [{ path: a }]\n", 2, 9, "neither `exactly` nor `frozen`"),
    ("version: 1\ntests:\n  - name: a\n", 3, 5, "lacks `reports`"),
    ("version: 1\ntests:\n  - { name: a, reports: [] }\n", 3, 25, "empty list"),
    ("version: 1\ntests:\n  - { name: a, reports: [../x.xml] }\n", 3, 26, "leads out"),
    ("version: 1\ntests:\n  - { name: a, reports: [a], workflow: ci }\n", 3, 40, "is no workflow"),
    (
        "version: 1\ntests:\n  - { name: a, reports: [a], wokflow: ci.yml }\n",
        3,
        30,
        "no key `wokflow`",
    ),
    ("version: 1\ncoverage:\n  - { name: a, reports: [a], job: ci.yml }\n", 3, 35, "is no job"),
    (
        "version: 1\ntests:\n  - { name: a, reports: [a], workflow: ci.yml, job: ci.yml/b }\n",
        3,
        53,
        "sets both",
    ),
    ("version: 1\nartifacts: [{ workflow: ci.yml }]\n", 2, 13, "lacks `name`"),
    ("version: 1\nartifacts: [{ name: a, wrkflow: ci.yml }]\n", 2, 24, "no key `wrkflow`"),
    ("version: 1\nartifacts: [[a]]\n", 2, 13, "the name of an artifact"),
    (
        "version: 1\ntests:\n  - { name: a, reports: [a], skips: { reason: \"(\" } }\n",
        3,
        47,
        "no regular expression",
    ),
    ("version: 1\ntests:\n  - { name: a, reports: [\"[\"] }\n", 3, 26, "no valid pattern"),
    (
        "version: 1\ntests:\n  - { name: a, reports: [a] }\n  - { name: a, reports: [b] }\n",
        4,
        5,
        "stands twice",
    ),
    ("version: 1\ncoverage:\n  - { name: a, reports: [a], lines: 101 }\n", 3, 37, "0 to 100"),
    (
        "version: 1\ncoverage:\n  - { name: a, reports: [a], paths: [{ path: b }] }\n",
        3,
        38,
        "neither `lines` nor `branches`",
    ),
    (
        "version: 1\nwaivers:\n  - { rule: pytest-xdist, at: a, reason: r, owner: o, until: 2026-13-01 }\n",
        3,
        62,
        "expected a day",
    ),
    (
        "version: 1\nwaivers:\n  - { rule: pytest-xdist, at: a, reason: \"\", owner: o, until: 2026-12-01 }\n",
        3,
        42,
        "`reason` is empty",
    ),
    ("version: 1\nskips-allowed:\n  - { job: unit, reason: r }\n", 3, 12, "write `file/job`"),
    ("version: 1\nwait: 61m\n", 2, 7, "at most 60 minutes"),
    ("version: 1\nwait: 10\n", 2, 7, "a time such as"),
    ("version: 1\nwait: +5s\n", 2, 7, "a time such as"),
    ("version: 1\nchecks:\n  - { workflow: a }\n", 3, 5, "lacks `name`"),
    ("version: 1\nchecks:\n  - { name: a, wiat: 1m }\n", 3, 16, "no key `wiat`"),
    ("version: 1\nchecks:\n  - { name: a, wait: 1.5m }\n", 3, 22, "a time such as"),
    ("version: 1\nversion: 1\n", 2, 1, "version"),
];

#[test]
fn every_mistake_is_told_with_its_place() {
    for &(text, line, column, said) in MISTAKES {
        let (policy, problems) = read(text);
        assert!(policy.is_none(), "{text}");
        let hit = problems.iter().any(|problem| {
            (problem.span.line, problem.span.column) == (line, column)
                && problem.message.contains(said)
        });
        assert!(hit, "{text}\nwanted {line}:{column} {said}\ngot {problems:#?}");
    }
}

#[test]
fn all_mistakes_of_a_file_are_told_at_once_with_what_was_meant() {
    let (_, problems) =
        read("version: 1\nrules: { pytest-xdits: warn }\ntest: []\ncoverage:\n  - lines: x\n");
    assert!(problems.len() >= 5, "{problems:#?}");
    assert_eq!(problems[0].help.as_deref(), Some("did you mean `pytest-xdist`?"));
    assert_eq!(problems[1].help.as_deref(), Some("did you mean `tests`?"));
    assert!(problems.is_sorted_by_key(|problem| problem.span));
}

#[test]
fn a_glob_stops_at_a_folder_and_two_stars_do_not() {
    for (pattern, name, matches) in [
        ("ci.yml/*", "ci.yml/unit", true),
        ("ci.yml/*", "ci.yml/unit/Run tests", false),
        ("ci.yml/**", "ci.yml/unit/Run tests", true),
        ("tests:unit/tests/a.py::test_b[x]", "tests:unit/tests/a.py::test_b[x]", true),
        ("**/test_*.py", "test_a.py", true),
        ("a.b", "axb", false),
    ] {
        assert_eq!(Pattern::new(pattern).unwrap().matches(name), matches, "{pattern} {name}");
    }
}

fn flags<'a>(junit: &'a [String], coverage: &'a [String], floor: Option<f64>) -> Flags<'a> {
    Flags { required_jobs: &[], junit, coverage, coverage_min: floor }
}

#[test]
fn a_flag_raises_a_floor_and_never_lowers_one() {
    let mut policy = valid(FULL);
    with_flags(&mut policy, &flags(&[], &[], Some(50.0))).unwrap();
    assert_eq!(policy.coverage[0].lines.0, 62.5);
    with_flags(&mut policy, &flags(&[], &[], Some(70.0))).unwrap();
    assert_eq!(policy.coverage[0].lines, (70.0, None));
    let mut bare = Policy::default();
    assert_eq!(
        with_flags(&mut bare, &flags(&[], &[], Some(70.0))),
        Err(FlagError::FloorWithoutReport)
    );
    with_flags(&mut bare, &flags(&[], &["c.xml".to_owned()], None)).unwrap();
    assert_eq!(bare.coverage[0].lines.0, 40.0);
    assert!(with_flags(&mut bare, &flags(&["[".to_owned()], &[], None)).is_err());
}

#[test]
fn a_waiver_that_only_the_head_has_or_prolongs_is_named_and_counts_for_nothing() {
    let base = valid(FULL);
    assert!(added_waivers(&base, &valid(FULL)).is_empty());
    let longer = valid(&FULL.replace("until: 2026-12-31", "until: 2027-12-31"));
    let added = added_waivers(&base, &longer);
    assert_eq!(added.len(), 1);
    assert!(!added[0].on_base);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_text_breaks_the_reader_and_every_problem_lies_in_the_file(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        holds(&bytes)?;
    }

    #[test]
    fn no_edit_of_a_policy_breaks_the_reader(at in 0_usize..1200, cut in 0_usize..40, new in "[ -~\n]{0,12}") {
        let mut text: Vec<u8> = FULL.bytes().collect();
        let at = at.min(text.len());
        let end = (at + cut).min(text.len());
        text.splice(at..end, new.bytes());
        holds(&text)?;
    }
}

fn holds(bytes: &[u8]) -> Result<(), TestCaseError> {
    let parsed = raw::read(bytes, &truegreen::rules::ids());
    prop_assert!(parsed.value.is_some() == parsed.problems.is_empty());
    // A lone carriage return breaks a line of YAML too.
    let lines = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1;
    for problem in &parsed.problems {
        let span = problem.span;
        prop_assert!(span.line >= 1 && span.column >= 1, "{:?}", problem);
        prop_assert!(span.line as usize <= lines + 1, "{:?}", problem);
    }
    Ok(())
}
