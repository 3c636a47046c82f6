//! Everyday edits that weaken nothing, in real workflows: versions of actions, runners and
//! interpreters, labels, a cache, one job more. None of them may block a change.

use std::collections::BTreeMap;

use regex::Regex;
use truegreen::rules::RULES;
use truegreen::rules::rule::{Rule, RuleFamily};
use truegreen::verdict::report::FindingState;

use crate::corpus_judged::workflows;
use crate::outside::each;
use crate::workspace::Workspace;

type Edit = (&'static str, fn(&str) -> String);

fn replaced(text: &str, pattern: &str, by: &str) -> String {
    Regex::new(pattern).unwrap().replace_all(text, by).into_owned()
}

/// The edits, each with its name.
const EDITS: [Edit; 9] = [
    ("a version of an action", |text| {
        let next = |found: &regex::Captures<'_>| {
            let number: u32 = found[2].parse().unwrap_or(1);
            format!("{}@v{}", &found[1], number + 1)
        };
        let pattern = Regex::new(r"(uses:\s*[\w.-]+/[\w./-]+)@v(\d{1,2})\b").unwrap();
        pattern.replace_all(text, next).into_owned()
    }),
    ("a runner", |text| {
        let text = replaced(text, r"\bubuntu-(18|20|22)\.04\b", "ubuntu-24.04");
        let text = replaced(&text, r"\bmacos-(11|12|13)\b", "macos-15");
        replaced(&text, r"\bwindows-20(19|22)\b", "windows-2025")
    }),
    ("an interpreter", |text| {
        replaced(text, r#"(?m)^(\s+python-version:\s*)['"]?3\.\d+['"]?\s*$"#, "${1}'3.14'")
    }),
    ("labels", |text| {
        let text = replaced(text, r"(?m)^name: *[\w -]+$", "name: Other");
        replaced(&text, r"(?m)^(\s+- name: *[\w -]+)$", "$1 (renamed)")
    }),
    ("permissions", |text| match text.contains("permissions:") {
        true => text.to_owned(),
        false => replaced(text, r"(?m)^jobs:", "permissions:\n  contents: read\n\njobs:"),
    }),
    ("a group", |text| match text.contains("concurrency:") {
        true => text.to_owned(),
        false => {
            replaced(text, r"(?m)^jobs:", "concurrency:\n  group: ci-${{ github.ref }}\njobs:")
        }
    }),
    ("a cache", |text| {
        let step =
            "$0\n$1- uses: actions/cache@v4\n$1  with:\n$1    path: ~/.cache\n$1    key: one";
        replaced(text, r"(?m)^( +)- uses: actions/checkout@\S+$", step)
    }),
    ("a job more", |text| {
        let job = "jobs:\n  one-more-job:\n    runs-on: ubuntu-latest\n    steps:\n      - run: cargo test\n";
        let at = Regex::new(r"(?m)^jobs:\s*\n(  \S)").unwrap();
        at.replace(text, format!("{job}$1").as_str()).into_owned()
    }),
    ("an event more", |text| {
        replaced(text, r"(?m)^on:\s*\n(  \S)", "on:\n  workflow_dispatch:\n$1")
    }),
];

#[test]
#[ignore = "needs the corpus"]
fn edits_of_every_day_stop_no_change() {
    let rules: Vec<&'static Rule> =
        RULES.iter().copied().filter(|rule| rule.family == RuleFamily::Drift).collect();
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for path in workflows().iter().step_by(each(8)) {
        let Ok(before) = std::fs::read_to_string(path) else { continue };
        for (name, edit) in EDITS {
            let after = edit(&before);
            let mut workspace = Workspace::default();
            let at = ".github/workflows/ci.yml";
            workspace.files.insert(format!("base:{at}"), before.clone());
            workspace.files.insert(at.to_owned(), after.clone());
            let facts = workspace.facts(&workspace.policy());
            // An edit that does not fit the file, or breaks it, proves nothing.
            if after == before || facts.workflows.iter().any(|fact| fact.model.is_none()) {
                continue;
            }
            let report = workspace.judge(&rules);
            let said: Vec<String> = report
                .findings
                .iter()
                .filter(|judged| {
                    matches!(judged.state, FindingState::Broken | FindingState::Inconclusive)
                        || judged.severity.as_str() == "warn"
                })
                .map(|judged| format!("{}: {}", judged.rule.id, judged.finding.message))
                .collect();
            let count = counts.entry(name).or_default();
            count.0 += 1;
            count.1 += usize::from(!said.is_empty());
            if let Some(first) = said.first() {
                wrong.push(format!("{name}: {}: {first}", path.display()));
            }
        }
    }
    for (name, (all, stopped)) in &counts {
        loud!("{name:<24} {all:>5} edits, {stopped} stopped");
    }
    for wrong in &wrong {
        loud!("    {wrong}");
    }
    let all: usize = counts.values().map(|(all, _)| all).sum();
    let least = counts.values().map(|(all, _)| all).min();
    assert!(counts.len() == EDITS.len() && least >= Some(&5), "{counts:?}");
    assert!(100 * wrong.len() <= all, "{} of {all} were stopped", wrong.len());
}
