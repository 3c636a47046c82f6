//! What the team of twelve lanes checks in its jobs and workflows, each as one line of the policy
//! or as a default: it passes as the files are, and fails under each change, on the changed line.
//! It runs on our own fixture always, and on the real pipeline of the same form if it is at hand.

use std::collections::BTreeMap;
use std::path::Path;

use truegreen::verdict::report::{FindingState, Verdict};

use crate::lanes::{holds, own, real};
use crate::outside::seeds;
use crate::workspace::Workspace;

const CI: &str = ".github/workflows/ci.yml";
const DOCS: &str = ".github/workflows/docs.yml";
const NIGHTLY: &str = ".github/workflows/bench-nightly.yml";
const JOB: &str = "job-off-contract";
const WORKFLOW: &str = "workflow-off-contract";
const LANES: [&str; 7] =
    ["contract-freeze", "unit", "integration", "portfolio", "adv-phase02", "mypy", "bench"];

/// One edit of one file: the first `find` behind `after` becomes `replace`, and then `rule` finds
/// something on the first line behind `after` that contains `at`.
#[derive(Clone)]
struct Edit {
    assertion: &'static str,
    file: &'static str,
    after: String,
    find: &'static str,
    replace: &'static str,
    rule: &'static str,
    at: &'static str,
}

fn edit(
    assertion: &'static str,
    (file, after): (&'static str, &str),
    (find, replace): (&'static str, &'static str),
    (rule, at): (&'static str, &'static str),
) -> Edit {
    Edit { assertion, file, after: after.to_owned(), find, replace, rule, at }
}

fn job(name: &str) -> String {
    format!("\n  {name}:\n")
}

/// Returns the edits of `ci.yml`.
fn of_ci() -> Vec<Edit> {
    let of = |name: &str| (CI, job(name));
    let mut edits = Vec::new();
    let mut add = |assertion, name: &str, change, expected| {
        let (file, after) = of(name);
        edits.push(edit(assertion, (file, &after), change, expected));
    };
    for lane in LANES {
        add("A16", lane, ("needs: [fence]", "needs: []"), (JOB, ""));
        add("A16", lane, ("needs: [fence]", "needs: lint"), (JOB, "needs: lint"));
    }
    for lane in ["unit", "portfolio", "mypy", "bench"] {
        add("A5", lane, ("[\"3.11\", \"3.12\"]", "[\"3.11\"]"), (JOB, "python: "));
        let excluded = "os: [\"ubuntu-24.04\"]\n        exclude: [{ python: \"3.12\" }]";
        add("A5", lane, ("os: [\"ubuntu-24.04\"]", excluded), (JOB, "python: "));
    }
    add("A6", "unit", ("os: [\"ubuntu-24.04\"]", "os: [\"ubuntu-latest\"]"), (JOB, "python: "));
    add(
        "A6",
        "unit",
        ("[\"ubuntu-24.04\"]", "[\"ubuntu-24.04\", \"macos-15\"]"),
        (JOB, "python: "),
    );
    for (from, to) in [
        ("pytest tests/unit/ -q --no-cov", "pytest tests/unit/ -q"),
        ("run: pytest tests/unit/ -q --no-cov", "run: 'true # pytest tests/unit/ -q --no-cov'"),
        ("run: pytest tests/unit/ -q --no-cov", "run: echo pytest tests/unit/ -q --no-cov"),
    ] {
        add("A7", "unit", (from, to), (JOB, ""));
    }
    for (from, to, at) in [
        ("timeout-minutes: 7", "timeout-minutes: 8", "timeout-minutes: 8"),
        ("    timeout-minutes: 7\n", "", ""),
        ("timeout-minutes: 7", "timeout-minutes: ${{ vars.T }}", "timeout-minutes: ${{"),
    ] {
        add("A9", "portfolio", (from, to), (JOB, at));
    }
    add("A10", "unit", ("timeout-minutes: 7", "timeout-minutes: 70"), (JOB, "timeout-minutes: 70"));
    add("A11", "portfolio", ("tests/integration/portfolio/", "tests/integration/"), (JOB, ""));
    let hosted = "bench_portfolio_walltime_hosted_runner.py";
    add("A13", "bench", ("bench_portfolio_walltime.py", hosted), (JOB, hosted));
    add("A14", "bench", ("contents: read", "contents: write"), (JOB, "contents: write"));
    add("A14", "bench", ("      pull-requests: write\n", ""), (JOB, "contents: read"));
    let widened = "timeout-minutes: 5\n    permissions: { contents: write } # more";
    add("A18", "typecheck", ("timeout-minutes: 5", widened), (JOB, "# more"));
    add("A22", "fence", ("run: pip install -e .\n", "run: pip install -e \".[dev]\"\n"), (JOB, ""));
    add("A23", "fence", (" tests/fence/", " tests/other/"), (JOB, ""));
    add("A24", "lint", ("make lint-imports", "make lint"), (JOB, ""));
    add("A25", "security", ("pip-audit --strict", "echo pip-audit --strict"), (JOB, ""));
    let osv = "google/osv-scanner-action/osv-scanner-action@";
    add("A25", "security", (osv, "actions/checkout@"), (JOB, ""));
    let by_hand = "make typecheck && mypy --warn-unreachable src";
    add("A30", "typecheck", ("make typecheck", by_hand), (JOB, by_hand));
    add("A35", "test", ("\" -ne 3 ]", "\" -lt 3 ]"), (JOB, ""));
    add("A35", "test", ("\" -ne 3 ]", "\" -ne 2 ]"), (JOB, ""));
    let muted = "pytest tests/unit/ -q --no-cov || true";
    add("A40", "unit", ("pytest tests/unit/ -q --no-cov", muted), ("muted-command", muted));
    add("A40", "unit", ("pytest tests/unit/ -q --no-cov", muted), (JOB, muted));
    let head = |assertion, change, expected| edit(assertion, (CI, ""), change, expected);
    let top = "permissions:\n  contents: read\n";
    edits.extend([
        head(
            "A17",
            (top, "permissions:\n  contents: read\n  id-token: write\n"),
            (WORKFLOW, "contents: read"),
        ),
        head("A17", (top, "permissions: read-all\n"), (WORKFLOW, "permissions: read-all")),
        head(
            "A19",
            ("\n  pull_request:\n", "\n  pull_request:\n  pull_request_target:\n"),
            (WORKFLOW, "on:"),
        ),
        head(
            "A19",
            (
                "\n  pull_request:\n",
                "\n  pull_request:\n  workflow_run: { workflows: [docs], types: [completed] }\n",
            ),
            (WORKFLOW, "on:"),
        ),
        head("A19", ("\n  pull_request:\n", "\n"), (WORKFLOW, "on:")),
        head(
            "A20",
            ("\n  cancel-in-progress: true", "\n  cancel-in-progress: false"),
            (WORKFLOW, "group: "),
        ),
        head("A20", ("group: ${{ github.ref }}", "group: all"), (WORKFLOW, "group: all")),
        head(
            "A21",
            ("de0fac2e4500dabe0009e67214ff5f5447ce83dd", "v6"),
            (WORKFLOW, "actions/checkout@v6"),
        ),
    ]);
    edits
}

fn of_others() -> Vec<Edit> {
    let docs = |change, at| edit("A26", (DOCS, ""), change, (WORKFLOW, at));
    let nightly = |assertion, change, rule, at| {
        let after = if rule == WORKFLOW { String::new() } else { job("hosted-runner-bench") };
        edit(assertion, (NIGHTLY, &after), change, (rule, at))
    };
    let run = "run: python tests/bench/bench_portfolio_walltime_hosted_runner.py";
    vec![
        docs(("      - \"docs/**\"\n", "      - \"docs/guide/**\"\n"), "paths:"),
        docs(("      - \"mkdocs.yml\"\n", ""), "paths:"),
        docs(
            ("      - \"mkdocs.yml\"\n", "      - \"mkdocs.yml\"\n      - \"!docs/adr/**\"\n"),
            "!docs/adr",
        ),
        docs(("\n  pull_request:\n", "\n  pull_request_target:\n"), "on:"),
        nightly("A27", ("\"0 4 * * *\"", "\"0 4 * * 1\""), WORKFLOW, "cron:"),
        nightly("A27", ("  workflow_dispatch:", "  push:"), WORKFLOW, "on:"),
        nightly("A27", ("runs-on: ubuntu-24.04", "runs-on: ubuntu-latest"), JOB, "runs-on:"),
        nightly(
            "A27",
            ("FORCE_CPU_COUNT: \"2\"", "FORCE_CPU_COUNT: \"4\""),
            JOB,
            "FORCE_CPU_COUNT",
        ),
        nightly("A27", ("      pull-requests: write\n", ""), JOB, "contents: read"),
        nightly("A28", ("_hosted_runner.py", ".py"), JOB, "bench_portfolio_walltime.py"),
        nightly(
            "A28",
            (
                run,
                "continue-on-error: true\n        run: python tests/bench/bench_portfolio_walltime_hosted_runner.py",
            ),
            "continue-on-error",
            "continue-on-error: true",
        ),
    ]
}

fn caught(base: &Workspace, edits: &[Edit]) {
    for edit in edits {
        let Edit { assertion, file, after, find, replace, rule, at } = edit;
        let mut workspace = base.clone();
        let text = workspace.files.get_mut(*file).unwrap();
        let start = text.find(after.as_str()).unwrap_or_else(|| panic!("{assertion}: {after}"));
        let found = text[start..].find(find);
        let found =
            start + found.unwrap_or_else(|| panic!("{assertion}: `{find}` after `{after}`"));
        text.replace_range(found..found + find.len(), replace);
        let line = start
            + text[start..].find(if at.is_empty() { after.trim_start() } else { at }).unwrap();
        let line = u32::try_from(text[..line].matches('\n').count()).unwrap() + 1;
        let report = workspace.judge_all();
        let places: Vec<_> = report
            .findings
            .iter()
            .filter(|judged| {
                matches!(judged.state, FindingState::Broken | FindingState::Inconclusive)
            })
            .map(|judged| {
                let place = judged.finding.location.as_ref();
                (judged.rule.id, place.map(|place| (place.path.to_string(), place.span.line)))
            })
            .collect();
        let wanted = (*rule, Some(((*file).to_owned(), line)));
        assert!(
            places.contains(&wanted),
            "{assertion}: {replace:?}\nwanted {wanted:?}\ngot {places:?}"
        );
        assert_ne!(report.verdict, Verdict::Pass, "{assertion}");
        // The line of the policy that decided is shown beside that of the workflow.
        if [JOB, WORKFLOW].contains(rule) {
            let judged = report.findings.iter().find(|judged| judged.rule.id == *rule).unwrap();
            let beside = |(place, _): &(truegreen::span::Location, String)| {
                &*place.path == truegreen::policy::PATH
            };
            assert!(judged.finding.related.iter().any(beside), "{assertion}: {judged:#?}");
        }
    }
}

#[test]
fn every_change_of_our_own_lanes_is_caught_on_its_line() {
    let own = own();
    holds(&own);
    caught(&own, &of_ci());
    caught(&own, &of_others());
}

#[test]
#[ignore = "needs the real pipelines beside the corpus"]
fn every_change_of_the_real_lanes_is_caught_on_its_line() {
    let real = real();
    holds(&real);
    caught(&real, &of_ci());
    caught(&real, &of_others());
}

/// A39: a frozen contract changes only with an approval, which no file of the change can give.
#[test]
fn a_frozen_contract_is_what_it_was_on_the_base() {
    const CONTRACT: &str = "tests/snapshots/contract.json";
    let mut workspace = own();
    for (path, text) in own().files {
        workspace.files.insert(format!("base:{path}"), text);
    }
    holds(&workspace);
    for change in [Some("{ \"fields\": 3 }\n"), None] {
        let mut changed = workspace.clone();
        match change {
            Some(text) => changed.files.insert(CONTRACT.to_owned(), text.to_owned()),
            None => changed.files.remove(CONTRACT),
        };
        let report = changed.judge_all();
        let found = report.findings.iter().find(|judged| judged.rule.id == "frozen-file").unwrap();
        assert_eq!((found.state, found.finding.subject.as_str()), (FindingState::Broken, CONTRACT));
    }
}

/// Every check that a line of the policy or a default makes has a change in this file or the other
/// one.
#[test]
fn no_assertion_is_left_out() {
    let told: Vec<&str> =
        of_ci().into_iter().chain(of_others()).map(|edit| edit.assertion).collect();
    let here = [
        5, 6, 7, 9, 10, 11, 13, 14, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 30, 35, 40,
    ];
    for number in here {
        assert!(told.contains(&format!("A{number}").as_str()), "A{number}");
    }
    let beside = std::fs::read_to_string(Path::new(file!()).with_file_name("lanes.rs")).unwrap();
    for number in [1, 2, 3, 4, 8, 12, 15, 33, 34] {
        assert!(
            beside.contains(&format!("\"A{number}\"")) || beside.contains(&format!("A{number}:")),
            "A{number}"
        );
    }
}

/// The history of the pipeline, judged by the policy for its last version: what a lane lacked is
/// found until the version that added it.
#[test]
#[ignore = "needs the real pipelines beside the corpus"]
fn the_history_of_the_real_lanes_is_judged_by_their_last_policy() {
    let real = real();
    let folder = seeds("codewizard/history");
    let mut versions: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "yml"))
        .collect();
    versions.sort();
    assert_eq!(versions.len(), 24);
    let mut counts = Vec::new();
    for path in &versions {
        let mut workspace = real.clone();
        workspace.files.insert(CI.to_owned(), std::fs::read_to_string(path).unwrap());
        let report = workspace.judge_all();
        let mut by_rule: BTreeMap<&str, usize> = BTreeMap::new();
        for judged in &report.findings {
            if matches!(judged.state, FindingState::Broken | FindingState::Inconclusive) {
                *by_rule.entry(judged.rule.id).or_default() += 1;
                if std::env::var_os("TRUEGREEN_LIST").is_some() {
                    loud!("    {} {}", judged.finding.subject, judged.finding.message);
                }
            }
        }
        loud!("{} {by_rule:?}", path.file_stem().unwrap().to_string_lossy());
        counts.push(by_rule);
    }
    let total = |index: usize| counts[index].values().sum::<usize>();
    assert_eq!(total(23), 0, "the last version is the one that the policy was written for");
    assert!(counts[0].contains_key("missing-job"), "the first had five of the twelve lanes");
    assert!(!counts[13].contains_key("missing-job"), "the fourteenth brought the last lanes");
    // Nothing was removed again: each version is at least as near to the last one as the version
    // before it.
    let missing: Vec<usize> =
        counts.iter().map(|count| count.get("missing-job").copied().unwrap_or(0)).collect();
    assert!(missing.windows(2).all(|pair| pair[1] <= pair[0]), "{missing:?}");
}
