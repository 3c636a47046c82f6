//! Tests of the way through calls of workflows.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::facts::commit::Facts;
use crate::facts::path::end::{Idle, PathEnd};
use crate::facts::path::failure_path::{FailurePath, failure_paths};
use crate::facts::understand::SideInputs;
use crate::policy::raw;

const GATE: &str = "on: workflow_call\njobs: { unit: { runs-on: x, steps: [{ run: pytest }] } }\n";

fn paths(files: &[(&str, String)], policy: &str) -> Vec<FailurePath> {
    let path = |name: &str| Arc::from(format!(".github/workflows/{name}"));
    let bytes = |text: &String| Ok(text.clone().into_bytes());
    let workflows = files.iter().map(|(name, text)| (path(name), bytes(text))).collect();
    let facts = Facts::new(SideInputs { workflows, ..SideInputs::default() });
    let policy = raw::read(policy.as_bytes(), &[]).value.unwrap();
    failure_paths(&facts, &policy)
}

fn caller(on: &str, called: &[&str]) -> String {
    let mut text = format!("on: {on}\njobs:\n");
    for (index, name) in called.iter().enumerate() {
        let _ = writeln!(text, "  job{index}: {{ uses: ./.github/workflows/{name} }}");
    }
    text
}

fn end(files: &[(&str, String)], policy: &str) -> PathEnd {
    let mut paths = paths(files, policy);
    assert_eq!(paths.len(), 1, "{paths:?}");
    paths.remove(0).end
}

fn red(check: &str, idle: Option<Idle>) -> PathEnd {
    PathEnd::Red { checks: vec![check.to_owned()], idle }
}

/// The policy requires the job that starts; the gate is two calls deep.
#[test]
fn a_required_job_hears_of_a_gate_two_calls_deep() {
    let files = [
        ("ci.yml", caller("pull_request", &["middle.yml"])),
        ("middle.yml", caller("workflow_call", &["gate.yml"])),
        ("gate.yml", GATE.to_owned()),
    ];
    let requires = |file: &str, job: &str| {
        format!("version: 1\nworkflows: {{ {file}: {{ jobs: {{ {job}: {{}} }} }} }}\n")
    };
    let check = "ci.yml / job0 / job0 / unit";
    assert_eq!(end(&files, &requires("ci.yml", "job0")), red(check, None));
    // The policy may also list the called job itself, and another job changes nothing.
    assert_eq!(end(&files, &requires("gate.yml", "unit")), red(check, None));
    let other = requires("other.yml", "unit");
    assert_eq!(end(&files, &other), red(check, Some(Idle::NotRequired)));
}

/// What only a schedule starts blocks no merge, however deep.
#[test]
fn a_schedule_two_calls_above_blocks_nothing() {
    let files = [
        ("nightly.yml", caller("{ schedule: [{ cron: '0 0 * * *' }] }", &["middle.yml"])),
        ("middle.yml", caller("workflow_call", &["gate.yml"])),
        ("gate.yml", GATE.to_owned()),
    ];
    let check = "nightly.yml / job0 / job0 / unit";
    assert_eq!(end(&files, "version: 1\n"), red(check, Some(Idle::NoChange)));
}

/// Workflows that call each other, and many ways to one gate, are each followed once.
#[test]
fn circles_and_many_ways_end() {
    let names: Vec<String> = (0..12).map(|index| format!("w{index}.yml")).collect();
    let all: Vec<&str> = names.iter().map(String::as_str).chain(["gate.yml"]).collect();
    let mut files: Vec<(&str, String)> =
        names.iter().map(|name| (name.as_str(), caller("workflow_call", &all))).collect();
    files.push(("ci.yml", caller("pull_request", &["w0.yml"])));
    files.push(("gate.yml", GATE.to_owned()));
    files.sort();
    assert_eq!(paths(&files, "version: 1\n").len(), 1);
}
