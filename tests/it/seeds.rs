//! Two real pipelines beside the corpus, with what their authors check in their commands by hand:
//! each check passes as the files are, and fails under the change that it names.

use std::path::Path;
use std::sync::Arc;

use truegreen::facts::CommandFact;
use truegreen::facts::commands::CommandFate;
use truegreen::facts::commit::Facts;
use truegreen::facts::understand::SideInputs;
use truegreen::verdict::report::FindingState;

use crate::outside::seeds;

/// A text and its replacement.
type Change<'t> = (&'t str, &'t str);

/// Makes the facts of a seed's workflows with these changes; each must change some of them.
fn facts(root: &Path, changes: &[Change<'_>]) -> Facts {
    let folder = root.join(".github/workflows");
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        texts.push((name, std::fs::read_to_string(&path).unwrap()));
    }
    for (from, to) in changes {
        assert_ne!(from, to, "nothing is changed");
        assert!(texts.iter().any(|(_, text)| text.contains(from)), "not there to change: {from}");
        for (_, text) in &mut texts {
            *text = text.replace(from, to);
        }
    }
    let workflows = texts.into_iter().map(|(name, text)| {
        (Arc::from(format!(".github/workflows/{name}")), Ok(text.into_bytes()))
    });
    let facts = Facts::new(SideInputs { workflows: workflows.collect(), ..SideInputs::default() });
    assert!(facts.workflows.iter().all(|workflow| workflow.problems.is_empty()), "not a workflow");
    facts
}

fn of_job<'f>(facts: &'f Facts, job: &str) -> Vec<&'f CommandFact> {
    facts.commands.iter().filter(|command| command.job == job).collect()
}

fn line(command: &CommandFact) -> String {
    let words = command.arguments.iter().map(|(word, _)| word.text.as_str());
    std::iter::once(command.program.as_str()).chain(words).collect::<Vec<_>>().join(" ")
}

fn found(facts: &Facts, rule: &str) -> Vec<String> {
    let outcome = crate::workspace::run_alone(rule, facts);
    outcome
        .findings
        .into_iter()
        .map(|finding| format!("{}: {}", finding.subject, finding.message))
        .collect()
}

#[test]
#[ignore = "needs the real pipelines beside the corpus"]
fn the_unit_lane_runs_what_it_says_and_serially() {
    let root = seeds("codewizard/head");
    let lane = "run: pytest tests/unit/ -q --no-cov";
    let runs = |facts: &Facts| {
        of_job(facts, "unit").into_iter().any(|command| {
            let text = line(command);
            text.starts_with("pytest tests/unit/")
                && text.contains("--no-cov")
                && command.fate == Some(CommandFate::Fails)
        })
    };
    assert!(runs(&facts(&root, &[])), "A7 as it stands");
    for change in [
        "run: pytest tests/unit/ -q",
        "run: 'true # pytest tests/unit/ -q --no-cov'",
        "run: echo pytest tests/unit/ -q --no-cov",
    ] {
        assert!(!runs(&facts(&root, &[(lane, change)])), "A7: {change}");
    }
    assert_eq!(found(&facts(&root, &[]), "pytest-xdist"), [""; 0], "A8 as it stands");
    for flags in ["-n 4", "-n4", "-nauto", "--numprocesses=2", "-p xdist", "--dist loadfile -n 2"] {
        let change = format!("{lane} {flags}");
        let found = found(&facts(&root, &[(lane, &change)]), "pytest-xdist");
        assert_eq!(found.len(), 1, "A8: {flags}: {found:?}");
    }
    let change = format!("env: {{ PYTEST_ADDOPTS: -n auto }}\n        {lane}");
    assert_eq!(found(&facts(&root, &[(lane, &change)]), "pytest-xdist").len(), 1, "A8");
}

#[test]
#[ignore = "needs the real pipelines beside the corpus"]
fn lanes_run_their_scripts_in_their_order() {
    let root = seeds("codewizard/head");
    let texts =
        |facts: &Facts, job: &str| of_job(facts, job).into_iter().map(line).collect::<Vec<_>>();
    let benches = |facts: &Facts| {
        let texts = texts(facts, "bench");
        let runs =
            |name: &str| texts.iter().any(|text| text == &format!("python tests/bench/{name}.py"));
        runs("bench_portfolio_walltime")
            && runs("bench_index_health_overhead")
            && !runs("bench_portfolio_walltime_hosted_runner")
    };
    assert!(benches(&facts(&root, &[])), "A13 as it stands");
    let swap = ("bench_portfolio_walltime.py ||", "bench_portfolio_walltime_hosted_runner.py ||");
    assert!(!benches(&facts(&root, &[swap])), "A13");
    let fenced = |facts: &Facts| {
        let texts = texts(facts, "fence");
        let at = |start: &str| texts.iter().position(|text| text.starts_with(start));
        let places = (
            at("pip install -e ."),
            at("pytest -q -o addopts= tests/unit/test_pyproject_fence"),
            at("pip install -e .[dev]"),
        );
        matches!(places, (Some(bare), Some(test), Some(dev)) if bare < test && test < dev)
    };
    assert!(
        fenced(&facts(&root, &[])),
        "A22 as it stands: {:?}",
        texts(&facts(&root, &[]), "fence")
    );
    let swap = ("run: pip install -e .\n", "run: pip install -e '.[dev]'\n");
    assert!(!fenced(&facts(&root, &[swap])), "A22");
    let by_hand = |facts: &Facts| {
        facts.commands.iter().any(|command| {
            let text = line(command);
            text.starts_with("mypy") && text.contains("--warn-unreachable")
        })
    };
    assert!(!by_hand(&facts(&root, &[])), "A30 as it stands");
    assert!(
        by_hand(&facts(
            &root,
            &[("run: make typecheck", "run: mypy --strict --warn-unreachable src")]
        )),
        "A30"
    );
}

#[test]
#[ignore = "needs the real pipelines beside the corpus"]
fn what_is_muted_is_told_from_what_only_counts() {
    let root = seeds("codewizard/head");
    let muted = |facts: &Facts, job: &str| {
        let subject = format!("ci.yml/{job}/");
        found(facts, "muted-command")
            .into_iter()
            .filter(|found| found.starts_with(&subject))
            .count()
    };
    let plain = facts(&root, &[]);
    assert_eq!(
        (muted(&plain, "test"), muted(&plain, "unit")),
        (0, 0),
        "A40: `grep -c ... || true` counts"
    );
    let lane = "run: pytest tests/unit/ -q --no-cov";
    let mute =
        "run: |\n          set -uo pipefail\n          pytest tests/unit/ -q --no-cov || true";
    assert_eq!(muted(&facts(&root, &[(lane, mute)]), "unit"), 1, "A40 in a lane that gates");
}

#[test]
#[ignore = "needs the real pipelines beside the corpus"]
fn an_audit_that_only_warns_is_muted_and_a_server_is_no_gate() {
    let (governed, hardened) = (seeds("serena/m04"), seeds("serena/m27"));
    let tolerated = found(&facts(&governed, &[]), "continue-on-error");
    assert_eq!(tolerated.len(), 1, "B3 of m04: {tolerated:?}");
    // Without the key the command is muted all the same.
    let without = facts(&governed, &[("        continue-on-error: true\n", "")]);
    assert_eq!(found(&without, "continue-on-error"), [""; 0]);
    let muted = found(&without, "muted-command");
    assert!(matches!(muted.as_slice(), [one] if one.contains("pip-audit")), "B3 of m04: {muted:?}");
    let kept = facts(&hardened, &[]);
    let muted = found(&kept, "muted-command");
    assert!(
        matches!(muted.as_slice(), [one] if one.contains("pip-audit") && one.contains("status is kept")),
        "B3 of m27: {muted:?}"
    );
    for (name, facts) in [("m04", &without), ("m27", &kept)] {
        let server = |found: &String| found.contains("launch.py");
        for rule in ["muted-command", "unchecked-pipe", "lax-shell"] {
            assert!(!self::found(facts, rule).iter().any(server), "B4 of {name}: {rule}");
        }
    }
}

/// B8, B12: the hardened suite under its example, as a pull request changes it.
#[test]
#[ignore = "needs the real pipelines beside the corpus"]
fn the_real_floor_rises_and_never_falls_and_the_check_of_pins_stays() {
    const QUALITY: &str = ".github/workflows/run_quality_tests.yaml";
    const FLOOR: &str = "--fail-under=42 -i\n";
    const PINS: &str = "      - name: Verify lockfile vs environment\n        run: bash scripts/ci/verify_pinned_deps.sh requirements-ci.txt dependency_snapshot.txt\n";
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/hardened-coverage.yml");
    let policy = std::fs::read_to_string(example).unwrap();
    let text = std::fs::read_to_string(seeds("serena/m27").join(QUALITY)).unwrap();
    assert!(text.contains(FLOOR) && text.contains(PINS), "not there to change");
    let case = "<testcase classname=\"test.quality.test_a\" name=\"test_a\"/>";
    let results = format!("<testsuites><testsuite name=\"pytest\">{case}</testsuite></testsuites>");
    let judged = |head: &str| {
        let mut workspace = crate::workspace::Workspace::default();
        for (path, text) in [
            (QUALITY, head),
            (&*format!("base:{QUALITY}"), &*text),
            (truegreen::policy::PATH, &*policy),
            (&*format!("base:{}", truegreen::policy::PATH), &*policy),
            ("test/results.xml", &*results),
            ("coverage.xml", &*crate::lanes::covered(7_900, 18_624)),
        ] {
            workspace.files.insert(path.to_owned(), text.to_owned());
        }
        let report = workspace.judge_all();
        let broken = report.findings.iter().filter(|judged| judged.state == FindingState::Broken);
        broken.map(|judged| judged.rule.id).collect::<Vec<_>>()
    };
    assert_eq!(judged(&text), [""; 0], "as it stands");
    assert_eq!(judged(&text.replace(FLOOR, "--fail-under=45 -i\n")), [""; 0], "B12, up");
    let lower = judged(&text.replace(FLOOR, "--fail-under=40 -i\n"));
    assert!(lower.contains(&"threshold-lowered"), "B12, down: {lower:?}");
    let removed = judged(&text.replace(PINS, ""));
    assert!(removed.contains(&"job-off-contract"), "B8, removed: {removed:?}");
}

#[test]
#[should_panic(expected = "not there to change")]
fn a_change_that_changes_nothing_is_no_proof() {
    let root = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(root.path().join(".github/workflows")).unwrap();
    facts(root.path(), &[("run: pytest", "run: 'true'")]);
}
