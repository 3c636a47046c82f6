//! A pipeline of twelve lanes with what its team checks: each check passes, and each change that
//! breaks one is found on the right line. It runs on our own fixture always, and on the real
//! pipeline of the same form if the corpus is at hand.

use std::path::{Path, PathBuf};

use truegreen::policy;
use truegreen::verdict::report::{FindingState, Verdict};

use crate::outside::seeds;
use crate::workspace::Workspace;

const CI: &str = ".github/workflows/ci.yml";
pub(crate) const BASELINE: &str = "tests/bench/baselines/portfolio_walltime.json";
pub(crate) const COVERAGE: &str = "coverage.xml";
const REPORT: &str = "reports/adv-phase02.xml";
const FILES: [&str; 8] = [
    "test_secret_in_source",
    "test_stale_scip_fixture",
    "test_prompt_in_comment",
    "test_path_escape",
    "test_symlink_loop",
    "test_hostile_lockfile",
    "test_empty_registry",
    "test_handoff_smoke",
];

const LINT: &str = "  lint:";
/// Stands for the second of two jobs of one name: a duplicate is shown where it repeats.
const SECOND_LINT: &str = "the second `lint`";

/// One edit of one file, with the finding that it must give.
pub(crate) struct Mutation {
    assertion: &'static str,
    file: &'static str,
    find: &'static str,
    replace: &'static str,
    rule: &'static str,
    /// The file of the finding, and a text at the start of its line.
    at: (&'static str, &'static str),
}

pub(crate) const fn edit(
    assertion: &'static str,
    file: &'static str,
    find: &'static str,
    replace: &'static str,
    rule: &'static str,
    at: (&'static str, &'static str),
) -> Mutation {
    Mutation { assertion, file, find, replace, rule, at }
}

/// Returns the mutations that apply to our fixture and to the real pipeline.
#[expect(clippy::too_many_lines, reason = "a table")]
fn common() -> Vec<Mutation> {
    const UNIT: &str = "run: pytest tests/unit/ -q --no-cov";
    vec![
        edit("A1", CI, "\njobs:\n", "\n", "invalid-workflow", (CI, "name: ci")),
        edit("A1", CI, "\n  typecheck:\n", "\n  lint:\n", "invalid-workflow", (CI, SECOND_LINT)),
        edit(
            "A1",
            CI,
            "\n  typecheck:\n",
            "\n\ttypecheck:\n",
            "invalid-workflow",
            (CI, "\ttypecheck:"),
        ),
        edit(
            "A2",
            CI,
            "\n  portfolio:\n",
            "\n  portfolios:\n",
            "missing-job",
            (policy::PATH, "      portfolio:"),
        ),
        edit(
            "A3",
            CI,
            "\n  security:\n",
            "\n  safety:\n",
            "missing-job",
            (policy::PATH, "      security:"),
        ),
        edit(
            "A4",
            CI,
            "\njobs:\n",
            "\njobs:\n  extra:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make extra\n",
            "workflow-off-contract",
            (CI, "  extra:"),
        ),
        edit(
            "A8",
            CI,
            UNIT,
            "run: pytest tests/unit/ -q -n 4",
            "pytest-xdist",
            (CI, "pytest tests/unit/ -q -n 4"),
        ),
        edit(
            "A8",
            CI,
            UNIT,
            "run: pytest tests/unit/ -n4",
            "pytest-xdist",
            (CI, "pytest tests/unit/ -n4"),
        ),
        edit(
            "A8",
            CI,
            UNIT,
            "run: pytest tests/unit/ -nauto",
            "pytest-xdist",
            (CI, "pytest tests/unit/ -nauto"),
        ),
        edit(
            "A8",
            CI,
            UNIT,
            "run: pytest tests/unit/ --numprocesses=2",
            "pytest-xdist",
            (CI, "--numprocesses=2"),
        ),
        edit("A8", CI, UNIT, "run: pytest -p xdist tests/unit/", "pytest-xdist", (CI, "-p xdist")),
        edit(
            "A8",
            CI,
            UNIT,
            "run: pytest tests/unit/ --dist loadfile -n 2",
            "pytest-xdist",
            (CI, "--dist loadfile"),
        ),
        edit(
            "A8",
            CI,
            UNIT,
            "env:\n          PYTEST_ADDOPTS: -n auto\n        run: pytest tests/unit/ -q",
            "pytest-xdist",
            (CI, "PYTEST_ADDOPTS: -n auto"),
        ),
        edit(
            "A15",
            CI,
            "run: pytest tests/adv/phase02/",
            "continue-on-error: true\n        run: pytest tests/adv/phase02/",
            "continue-on-error",
            (CI, "continue-on-error: true\n        run: pytest tests/adv"),
        ),
        edit(
            "A15",
            CI,
            "run: pytest tests/adv/phase02/",
            "continue-on-error: \"true\"\n        run: pytest tests/adv/phase02/",
            "continue-on-error",
            (CI, "continue-on-error: \"true\""),
        ),
        edit(
            "A15",
            CI,
            "run: pytest tests/adv/phase02/",
            "continue-on-error: ${{ true }}\n        run: pytest tests/adv/phase02/",
            "continue-on-error",
            (CI, "continue-on-error: ${{ true }}"),
        ),
        edit(
            "A15",
            CI,
            "\n  adv-phase02:\n",
            "\n  adv-phase02:\n    continue-on-error: true # lane\n",
            "continue-on-error",
            (CI, "continue-on-error: true # lane"),
        ),
        edit(
            "A12",
            CI,
            "run: make lint\n",
            "run: make lint\n        continue-on-error: true # lint\n",
            "continue-on-error",
            (CI, "continue-on-error: true # lint"),
        ),
        edit(
            "A12",
            CI,
            "- name: bench (advisory)\n        continue-on-error: true\n",
            "- name: bench (advisory)\n",
            "bad-waiver",
            (policy::PATH, "        advisory: [\"bench (advisory)\"]"),
        ),
        edit(
            "A33",
            REPORT,
            "classname=\"tests.adv.phase02.test_path_escape\"",
            "classname=\"tests.adv.phase02.test_other\"",
            "no-tests",
            (policy::PATH, "    every-file:"),
        ),
        edit(
            "A34",
            REPORT,
            "SKIPPED LOUD: strace is not installed",
            "strace is not installed",
            "skipped-test",
            (REPORT, "name=\"test_traced\""),
        ),
        edit(
            "A33",
            REPORT,
            "name=\"test_test_symlink_loop\"/>",
            "name=\"test_test_symlink_loop\"><skipped message=\"SKIPPED LOUD: ln\"/></testcase>",
            "skipped-test",
            (REPORT, "name=\"test_test_symlink_loop\""),
        ),
    ]
}

/// Returns the report of the adversarial lane: every file runs a test, and one other test is
/// skipped with a reason.
fn report() -> String {
    let mut cases = String::new();
    for file in FILES {
        cases += &format!(
            "    <testcase classname=\"tests.adv.phase02.{file}\" name=\"test_{file}\"/>\n"
        );
    }
    cases += "    <testcase classname=\"tests.integration.test_trace\" name=\"test_traced\">\
              <skipped message=\"SKIPPED LOUD: strace is not installed\"/></testcase>\n";
    format!("<testsuites>\n  <testsuite name=\"pytest\">\n{cases}  </testsuite>\n</testsuites>\n")
}

/// Returns the example policy with the files of a folder.
fn with(read: impl Fn(&str) -> String) -> Workspace {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let policy = std::fs::read_to_string(root.join("examples/twelve-lanes.yml")).unwrap();
    let mut workspace = Workspace::default();
    for name in ["ci.yml", "docs.yml", "bench-nightly.yml"] {
        workspace.files.insert(format!(".github/workflows/{name}"), read(name));
    }
    for name in ["pyproject.toml", BASELINE] {
        workspace.files.insert(name.to_owned(), read(name));
    }
    workspace.files.insert(COVERAGE.to_owned(), coverage());
    workspace.files.insert(policy::PATH.to_owned(), policy);
    workspace.files.insert(REPORT.to_owned(), report());
    workspace.files.insert("tests/snapshots/contract.json".to_owned(), "{}\n".to_owned());
    for file in FILES {
        let path = format!("tests/adv/phase02/{file}.py");
        workspace.files.insert(path, "def test_it(): ...\n".to_owned());
    }
    workspace
}

pub(crate) fn own() -> Workspace {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/lanes");
    with(|name| std::fs::read_to_string(folder.join(name)).unwrap())
}

/// Returns the real pipeline.
pub(crate) fn real() -> Workspace {
    let head = seeds("codewizard/head");
    with(|name| {
        let below = if name.ends_with(".yml") { ".github/workflows" } else { "" };
        std::fs::read_to_string(head.join(below).join(name)).unwrap()
    })
}

/// Returns the report of the unit lane: two modules with minimums of their own, and the rest.
fn coverage() -> String {
    let module = |file: &str| {
        let covered: String =
            (1..=6).map(|n| format!("<line number=\"{n}\" hits=\"1\"/>")).collect();
        format!(
            "<class filename=\"codegenie/{file}\"><lines>{covered}\n<line number=\"7\" hits=\"1\" \
             branch=\"true\" condition-coverage=\"75% (3/4)\"/></lines></class>\n"
        )
    };
    let files = ["probes/deployment.py", "probes/ci.py", "cli.py"].map(module).concat();
    format!(
        "<coverage>\n<sources><source>/home/runner/work/r/r/src</source></sources>\n\
         <packages><package><classes>\n{files}</classes></package></packages></coverage>\n"
    )
}

fn shown(report: &truegreen::verdict::report::VerdictReport) -> Vec<(&'static str, &str)> {
    let of = |judged: &'_ truegreen::verdict::report::JudgedFinding| judged.rule.id;
    report.findings.iter().map(|judged| (of(judged), judged.finding.message.as_str())).collect()
}

fn line_of(text: &str, needle: &str) -> u32 {
    let at = text.find(needle).unwrap_or_else(|| panic!("`{needle}` is not in\n{text}"));
    u32::try_from(text[..at].matches('\n').count()).unwrap() + 1
}

pub(crate) fn holds(workspace: &Workspace) {
    let report = workspace.judge_all();
    let open: Vec<_> = report
        .findings
        .iter()
        .filter(|judged| matches!(judged.state, FindingState::Broken | FindingState::Inconclusive))
        .map(|judged| (judged.rule.id, &judged.finding.message, &judged.finding.location))
        .collect();
    assert!(open.is_empty(), "{open:#?}");
    assert_eq!(report.verdict, Verdict::Pass);
}

pub(crate) fn caught(base: &Workspace, mutations: &[Mutation]) {
    for mutation in mutations {
        let Mutation { assertion, file, find, replace, rule, at } = mutation;
        let mut workspace = base.clone();
        let text = workspace.files.get_mut(*file).unwrap();
        assert!(text.contains(find), "{assertion}: `{find}` is not in `{file}`");
        *text = text.replacen(find, replace, 1);
        let text = &workspace.files[at.0];
        let line = match at.1 {
            SECOND_LINT => line_of(&text.replacen(LINT, "", 1), LINT),
            needle => line_of(text, needle),
        };
        let report = workspace.judge_all();
        let places: Vec<_> = report
            .findings
            .iter()
            .filter(|judged| judged.state == FindingState::Broken)
            .map(|judged| {
                let place = judged.finding.location.as_ref();
                (judged.rule.id, place.map(|place| (place.path.to_string(), place.span.line)))
            })
            .collect();
        let wanted = (*rule, Some((at.0.to_owned(), line)));
        assert!(
            places.contains(&wanted),
            "{assertion}: {replace:?}\nwanted {wanted:?}\ngot {places:?}"
        );
        assert_eq!(report.verdict, Verdict::Fail, "{assertion}");
    }
}

#[test]
fn every_assertion_holds_on_our_own_lanes() {
    holds(&own());
}

#[test]
fn every_mutation_of_our_own_lanes_is_caught_on_its_line() {
    caught(&own(), &common());
}

/// A33: one file less, one file more.
fn files_are_held(base: &Workspace) {
    let mut less = base.clone();
    less.files.remove("tests/adv/phase02/test_path_escape.py");
    let mut more = base.clone();
    more.files.insert("tests/adv/phase02/test_new.py".to_owned(), String::new());
    for (workspace, needle) in [(less, "      - test_path_escape.py"), (more, "  - path:")] {
        let line = line_of(&workspace.files[policy::PATH], needle);
        let report = workspace.judge_all();
        let found = report.findings.iter().any(|judged| {
            judged.rule.id == "file-off-contract"
                && judged.state == FindingState::Broken
                && judged.finding.location.as_ref().is_some_and(|place| place.span.line == line)
        });
        assert!(found, "{needle}: {:?}", shown(&report));
    }
}

#[test]
fn a_file_too_few_and_a_file_too_many_are_caught() {
    files_are_held(&own());
}

/// A12: an advisory job without anything muted is a gate after all, contrary to the policy.
#[test]
fn an_advisory_job_that_gates_is_caught() {
    let mut workspace = own();
    let text = workspace.files.get_mut(CI).unwrap();
    let at = text.rfind("        continue-on-error: true\n").unwrap();
    text.replace_range(at..at + "        continue-on-error: true\n".len(), "");
    let line = line_of(&workspace.files[CI], "  bench:\n");
    let report = workspace.judge_all();
    let found = report.findings.iter().any(|judged| {
        judged.rule.id == "bad-waiver"
            && judged.finding.location.as_ref().is_some_and(|place| place.span.line == line)
    });
    assert!(found, "{:?}", shown(&report));
}

/// Near misses: edits that look like a breach and are none.
#[test]
fn near_misses_of_our_own_lanes_are_left_alone() {
    for (find, replace) in [
        ("run: make lint\n", "run: make lint && echo 'pytest -n 4' && head -n 1 setup.py\n"),
        ("pytest tests/unit/ -q --no-cov", "pytest tests/unit/ -q -n0 --no-cov"),
        ("pytest tests/unit/ -q --no-cov", "pytest tests/unit/ -q -p no:xdist --no-cov"),
        ("run: make lint\n", "run: make lint\n        continue-on-error: false\n"),
        ("run: make lint\n", "run: pip install pytest-xdist && make lint\n"),
    ] {
        let mut workspace = own();
        let text = workspace.files.get_mut(CI).unwrap();
        assert!(text.contains(find), "{find}");
        *text = text.replacen(find, replace, 1);
        holds(&workspace);
    }
}

#[test]
#[ignore = "needs the real pipelines beside the corpus"]
fn every_assertion_holds_on_the_real_lanes_and_every_mutation_is_caught() {
    let real = real();
    holds(&real);
    caught(&real, &common());
    files_are_held(&real);
}

/// The governed pipeline: its muted scan is a problem unless waived, its coverage is rounded as
/// coverage.py does, a collection error is named, and the deferred finding is in the list of
/// waivers.
#[test]
#[ignore = "needs the real pipelines beside the corpus"]
fn the_real_governed_pipeline_is_judged_as_its_team_does() {
    const QUALITY: &str = ".github/workflows/run_quality_tests.yaml";
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: PathBuf| std::fs::read_to_string(path).unwrap();
    let governed = read(root.join("examples/governed-coverage.yml"));
    let mut workspace = Workspace::default();
    workspace.files.insert(QUALITY.to_owned(), read(seeds("serena/m04").join(QUALITY)));
    workspace.files.insert(policy::PATH.to_owned(), governed.clone());
    let case = "<testcase classname=\"test.quality.test_a\" name=\"test_a\"/>";
    workspace.files.insert(
        "test/results.xml".to_owned(),
        format!("<testsuites><testsuite name=\"pytest\">{case}</testsuite></testsuites>"),
    );
    workspace.files.insert("coverage.xml".to_owned(), covered(7_422, 18_624));

    let waived = workspace.judge_all();
    assert_eq!(waived.verdict, Verdict::Pass, "{:?}", shown(&waived));
    let deferred: Vec<_> =
        waived.findings.iter().filter(|f| f.state == FindingState::Waived).collect();
    assert_eq!(deferred.len(), 1);
    let entry = &waived.waivers[deferred[0].waiver.unwrap()].waiver;
    assert_eq!(entry.id.as_deref(), Some("SEC-001"));
    assert!(entry.since.is_some() && entry.blocker.is_some() && entry.exit.is_some());

    // B3: without the waiver the line of the scan is a problem.
    let mut bare = workspace.clone();
    let policy = bare.files.get_mut(policy::PATH).unwrap();
    policy.truncate(policy.find("waivers:").unwrap());
    let report = bare.judge_all();
    let line = line_of(&bare.files[QUALITY], "continue-on-error: true");
    assert!(report.findings.iter().any(|judged| {
        judged.rule.id == "continue-on-error"
            && judged.state == FindingState::Broken
            && judged.finding.location.as_ref().is_some_and(|place| place.span.line == line)
    }));

    // B2: compared as whole numbers, 39.85 % is not 40 %.
    let mut exact = workspace.clone();
    *exact.files.get_mut(policy::PATH).unwrap() =
        governed.replacen("    rounding: coverage.py         #", "    #", 1);
    let report = exact.judge_all();
    let low = report.findings.iter().find(|judged| judged.rule.id == "low-coverage").unwrap();
    assert!(low.finding.message.contains("7422 of 18624"), "{}", low.finding.message);
    assert!(low.finding.help.contains("round"), "{}", low.finding.help);

    // B11: an error at collection is a failure, and is named as one.
    let mut broken = workspace;
    broken.files.insert(
        "test/results.xml".to_owned(),
        format!(
            "<testsuites><testsuite name=\"pytest\">{case}<testcase classname=\"\" \
             name=\"test.quality.test_b\"><error message=\"collection failure\">ImportError</error>\
             </testcase></testsuite></testsuites>"
        ),
    );
    let report = broken.judge_all();
    let error = report.findings.iter().find(|judged| judged.rule.id == "failing-test").unwrap();
    assert!(error.finding.message.contains("could not be collected"), "{}", error.finding.message);
}

/// The oldest stage: every required job runs only on the push if a pull request comes from the
/// repository itself, and its checks are green without running.
#[test]
#[ignore = "needs the real pipelines beside the corpus"]
fn the_real_legacy_checks_are_skipped_on_pull_requests_from_their_own_repository() {
    const LINT: &str = ".github/workflows/on_pull_request.yaml";
    const TESTS: &str = ".github/workflows/run_tests.yaml";
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut workspace = Workspace::default();
    for path in [LINT, TESTS] {
        let text = std::fs::read_to_string(seeds("serena/m00").join(path)).unwrap();
        workspace.files.insert(path.to_owned(), text);
    }
    let policy = std::fs::read_to_string(root.join("examples/legacy-checks.yml")).unwrap();
    workspace.files.insert(policy::PATH.to_owned(), policy);

    // B1: one finding for each job, on the line of its `if:`, and only for that kind of pull
    // request.
    let report = workspace.judge_all();
    assert_eq!(report.verdict, Verdict::Fail);
    let found: Vec<_> = report
        .findings
        .iter()
        .filter(|judged| judged.rule.id == "skippable-job" && judged.state == FindingState::Broken)
        .map(|judged| {
            let place = judged.finding.location.as_ref().unwrap();
            let line = workspace.files[&*place.path].lines().nth(place.span.line as usize - 1);
            assert!(line.unwrap().trim().starts_with("if: github.event_name != 'pull_request' ||"));
            assert_eq!(judged.finding.related.len(), 1, "{:?}", judged.finding);
            let message = &judged.finding.message;
            assert!(
                message.contains("is skipped on pull requests from this repository, and a"),
                "{message}"
            );
            judged.finding.subject.as_str()
        })
        .collect();
    let (python, script) = ("on_pull_request.yaml/lint-python", "on_pull_request.yaml/lint-js");
    assert_eq!(found, [python, script, "run_tests.yaml/test"]);

    // Without their conditions, or with an allowed skip for exactly that, the jobs pass.
    let holds = |workspace: &Workspace| {
        let report = workspace.judge_all();
        !report.findings.iter().any(|judged| judged.rule.id == "skippable-job")
    };
    let mut free = workspace.clone();
    for path in [LINT, TESTS] {
        let text = free.files.get_mut(path).unwrap();
        let kept = text.lines().filter(|line| !line.trim().starts_with("if: github.event_name"));
        *text = kept.collect::<Vec<_>>().join("\n") + "\n";
    }
    assert!(holds(&free));
    let mut listed = workspace.clone();
    let roster = listed.files.get_mut(policy::PATH).unwrap();
    *roster += "skips-allowed:\n";
    for job in found {
        *roster += &format!(
            "  - {{ job: {job}, when: pull request from this repository, reason: the push runs it }}\n"
        );
    }
    assert!(holds(&listed));
}

pub(crate) fn covered(hit: u32, all: u32) -> String {
    let mut lines = String::new();
    for number in 1..=all {
        lines += &format!("<line number=\"{number}\" hits=\"{}\"/>\n", u8::from(number <= hit));
    }
    format!(
        "<coverage><packages><package name=\".\"><classes><class name=\"a\" filename=\"a.py\">\
         <lines>\n{lines}</lines></class></classes></package></packages></coverage>\n"
    )
}
