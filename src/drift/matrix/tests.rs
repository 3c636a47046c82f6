use super::super::compare::compare;
use super::super::difference::{DriftAspect, DriftDirection, DriftReport};
use crate::drift::told::workflows;
use crate::policy::Policy;

fn told(drift: &DriftReport) -> Vec<(DriftDirection, String)> {
    let shifts = drift.of(DriftAspect::LegRemoved);
    shifts.map(|shift| (shift.direction, shift.subject.clone())).collect()
}

fn job(matrix: &str) -> String {
    format!(
        "on: push\njobs:\n  unit:\n    strategy:\n      matrix:\n{matrix}    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n"
    )
}

/// What goes away between two matrices.
fn gone(base: &str, head: &str) -> Vec<String> {
    let (base, head) = (job(base), job(head));
    for side in [&base, &head] {
        let side = workflows(&[("ci.yml", side)]);
        assert_eq!(told(&compare(&side, &side, &Policy::default())), []);
    }
    let drift = compare(
        &workflows(&[("ci.yml", &base)]),
        &workflows(&[("ci.yml", &head)]),
        &Policy::default(),
    );
    let shown = |(direction, subject): (DriftDirection, String)| match direction {
        DriftDirection::Weaker => Some(subject.trim_start_matches("ci.yml/unit/").to_owned()),
        DriftDirection::Unknown => {
            Some(format!("? {}", subject.trim_start_matches("ci.yml/unit/")))
        }
        DriftDirection::Stronger => None,
    };
    told(&drift).into_iter().filter_map(shown).collect()
}

const NOTHING: [&str; 0] = [];

#[test]
fn a_value_that_goes_away_is_one_finding() {
    let both =
        "        os: [ubuntu-latest, windows-latest]\n        python: ['3.9', '3.10', '3.13']\n";
    let ubuntu = "        os: [ubuntu-latest]\n        python: ['3.9', '3.10', '3.13']\n";
    assert_eq!(gone(both, ubuntu), ["os: windows-latest"]);
    let newest = "        os: [ubuntu-latest, windows-latest]\n        python: ['3.9', '3.13']\n";
    assert_eq!(gone(both, newest), ["python: 3.10"]);
    assert_eq!(gone(newest, both), NOTHING);
}

#[test]
fn one_leg_that_is_excluded_is_named_in_full() {
    let all = "        os: [a, b]\n        python: ['3.9', '3.10']\n";
    let less = format!("{all}        exclude:\n          - os: b\n            python: '3.9'\n");
    assert_eq!(gone(all, &less), ["b, 3.9"]);
    assert_eq!(gone(&less, all), NOTHING);
}

#[test]
fn each_added_leg_replaces_one() {
    let old = "        python: ['3.8', '3.9', '3.10']\n";
    assert_eq!(gone(old, "        python: ['3.9', '3.10', '3.13']\n"), NOTHING);
    assert_eq!(gone(old, "        python: ['3.10', '3.13']\n"), ["python: 3.8"]);
    assert_eq!(gone("        python: ['3.13']\n", "        python: ['3.8']\n"), ["python: 3.13"]);
    let runners = "        os: [ubuntu-20.04, macos-12]\n";
    assert_eq!(gone(runners, "        os: [macos-14, ubuntu-22.04]\n"), NOTHING);
}

#[test]
fn a_renamed_key_and_a_new_axis_take_nothing_away() {
    let old = "        python: ['3.9', '3.13']\n";
    assert_eq!(gone(old, "        python-version: ['3.9', '3.13']\n"), NOTHING);
    assert_eq!(gone(old, &format!("{old}        os: [a, b]\n")), NOTHING);
    assert_eq!(gone(&format!("{old}        os: [a, b]\n"), old), ["os"]);
}

#[test]
fn entries_of_an_include_are_legs() {
    let row = |name: &str, os: &str, env: &str| {
        format!("          - name: {name}\n            os: {os}\n            toxenv: {env}\n")
    };
    let head = "        include:\n".to_owned();
    let both = format!("{head}{}{}", row("one", "ubuntu", "py37"), row("two", "windows", "py37"));
    let one = format!("{head}{}", row("one", "ubuntu", "py37"));
    assert_eq!(gone(&both, &one), ["name: two"]);
    let changed = format!("{head}{}{}", row("one", "ubuntu", "lint"), row("2", "windows", "py38"));
    assert_eq!(gone(&both, &changed), NOTHING);
    let other = format!("{head}{}{}", row("one", "ubuntu", "py37"), row("two", "ubuntu", "py38"));
    assert_eq!(gone(&both, &other), ["os: windows"]);
}

#[test]
fn entries_that_are_maps_are_read_field_by_field() {
    let axis = |entries: &[&str]| {
        let lines: Vec<String> =
            entries.iter().map(|entry| format!("          - {{ {entry} }}\n")).collect();
        format!("        config:\n{}", lines.concat())
    };
    let both = axis(&["os: ubuntu-22.04, cc: gcc", "os: windows-2022, cc: cl"]);
    let more =
        axis(&["os: ubuntu-24.04, cc: gcc, slow: true", "os: windows-2022, cc: cl, slow: false"]);
    assert_eq!(gone(&both, &more), NOTHING);
    assert_eq!(gone(&both, &axis(&["os: ubuntu-22.04, cc: gcc"])), ["config.os: windows-2022"]);
    let renamed =
        axis(&["os: ubuntu-22.04, cc: gcc, name: a", "os: windows-2022, cc: cl, name: b"]);
    assert_eq!(gone(&renamed, &renamed.replace("name: b", "name: other")), NOTHING);
}

#[test]
fn what_the_run_decides_cannot_be_told() {
    let old = "        os: [a, b]\n        python: ['3.9', '3.13']\n";
    let run =
        "        os: ${{ fromJSON(needs.plan.outputs.os) }}\n        python: ['3.9', '3.13']\n";
    assert_eq!(gone(old, run), ["? os"]);
    let less = "        os: ${{ fromJSON(needs.plan.outputs.os) }}\n        python: ['3.13']\n";
    assert_eq!(gone(run, less), ["python: 3.9"]);
    assert_eq!(gone(run, old), NOTHING);
    let literal =
        "        os: ${{ fromJSON('[\"a\", \"b\"]') }}\n        python: ['3.9', '3.13']\n";
    assert_eq!(gone(old, literal), NOTHING);
    let whole = "on: push\njobs:\n  unit:\n    strategy:\n      matrix: ${{ fromJSON(needs.plan.outputs.all) }}\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n";
    let drift = compare(
        &workflows(&[("ci.yml", &job(old))]),
        &workflows(&[("ci.yml", whole)]),
        &Policy::default(),
    );
    assert_eq!(told(&drift), [(DriftDirection::Unknown, "ci.yml/unit/matrix".to_owned())]);
}

#[test]
fn a_leg_that_becomes_a_job_of_its_own_moved() {
    let both = job("        os: [ubuntu-latest, windows-latest]\n")
        .replace("runs-on: ubuntu-latest", "runs-on: ${{ matrix.os }}");
    let split = "on: push\njobs:\n  unit:\n    strategy:\n      matrix:\n        os: [ubuntu-latest]\n    runs-on: ${{ matrix.os }}\n    steps:\n      - run: pytest\n  windows:\n    runs-on: windows-latest\n    steps:\n      - run: pip install .\n      - run: pytest -x\n";
    let drift = |head: &str| {
        told(&compare(
            &workflows(&[("ci.yml", &both)]),
            &workflows(&[("ci.yml", head)]),
            &Policy::default(),
        ))
    };
    assert_eq!(drift(split), []);
    let other = split.replace("pytest -x", "ruff check");
    assert_eq!(
        drift(&other),
        [(DriftDirection::Weaker, "ci.yml/unit/os: windows-latest".to_owned())]
    );
}

#[test]
fn another_system_without_a_matrix_is_a_leg_less() {
    let on = |runner: &str| {
        format!(
            "on: push\njobs:\n  unit:\n    runs-on: {runner}\n    steps:\n      - run: pytest\n"
        )
    };
    let drift = |base: &str, head: &str| {
        told(&compare(
            &workflows(&[("ci.yml", &on(base))]),
            &workflows(&[("ci.yml", &on(head))]),
            &Policy::default(),
        ))
    };
    assert_eq!(
        drift("windows-2019", "ubuntu-latest"),
        [(DriftDirection::Weaker, "ci.yml/unit/Windows".to_owned())]
    );
    assert_eq!(drift("ubuntu-20.04", "ubuntu-24.04"), []);
    assert_eq!(drift("windows-2019", "[self-hosted, big]"), []);
}

#[test]
fn fewer_shards_of_the_same_work_are_no_loss() {
    let sharded = |shards: &str, of: &str| {
        job(&format!("        shard: [{shards}]\n"))
            .replace("pytest", &format!("pytest --shard ${{{{ matrix.shard }}}}/{of}"))
    };
    let drift = |base: &str, head: &str| {
        told(&compare(
            &workflows(&[("ci.yml", base)]),
            &workflows(&[("ci.yml", head)]),
            &Policy::default(),
        ))
    };
    assert_eq!(drift(&sharded("1, 2, 3", "3"), &sharded("1, 2", "2")), []);
    assert_eq!(
        drift(&sharded("1, 2, 3", "3"), &sharded("1, 2", "3")),
        [(DriftDirection::Weaker, "ci.yml/unit/shard: 3".to_owned())]
    );
}
