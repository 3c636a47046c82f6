//! The labelled pairs: what weakens CI is flagged, what does not is left alone.
//! `TRUEGREEN_LIST` in the environment lists every finding; `TRUEGREEN_PAIR` names the pairs to show.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use truegreen::rules::RULES;
use truegreen::rules::rule::{Rule, RuleFamily};
use truegreen::verdict::report::{FindingState, JudgedFinding};

use crate::outside::corpus;
use crate::workspace::Workspace;

/// A file before and after.
struct Pair {
    name: String,
    path: String,
    expect: String,
    note: String,
    before: String,
    after: String,
}

fn pairs(root: &Path) -> Vec<(String, Pair)> {
    let mut found = Vec::new();
    let folders = |at: &Path| -> Vec<PathBuf> {
        let mut all: Vec<PathBuf> =
            std::fs::read_dir(at).unwrap().map(|entry| entry.unwrap().path()).collect();
        all.retain(|path| path.is_dir());
        all.sort();
        all
    };
    for pair in folders(root).iter().flat_map(|repository| folders(repository)) {
        let meta = std::fs::read_to_string(pair.join("meta.json")).unwrap();
        let meta: serde_json::Value = serde_json::from_str(&meta).unwrap();
        let text = |field: &str| meta[field].as_str().unwrap().to_owned();
        let side = |start: &str| {
            let mut files = std::fs::read_dir(&pair).unwrap().map(|entry| entry.unwrap().path());
            let named = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem == start);
            let bytes = std::fs::read(files.find(named).unwrap()).unwrap();
            String::from_utf8_lossy(&bytes).into_owned()
        };
        let name = pair.strip_prefix(root).unwrap().to_string_lossy().into_owned();
        let change = format!("{}@{}", text("repo"), text("commit"));
        found.push((
            change,
            Pair {
                name,
                path: text("path"),
                expect: text("expect"),
                note: text("note"),
                before: side("before"),
                after: side("after"),
            },
        ));
    }
    found
}

/// What the rules of drift say about a file.
fn said(findings: &[JudgedFinding], path: &str) -> Vec<String> {
    let about = |judged: &&JudgedFinding| {
        let place = judged.finding.location.as_ref();
        place.is_none_or(|place| *place.path == *path)
            && (matches!(judged.state, FindingState::Broken | FindingState::Inconclusive)
                || judged.severity.as_str() == "warn")
    };
    let shown = |judged: &JudgedFinding| {
        let line = judged.finding.location.as_ref().map_or(0, |place| place.span.line);
        format!("{line}: {}: {}", judged.rule.id, judged.finding.message)
    };
    findings.iter().filter(about).map(shown).collect()
}

#[test]
#[ignore = "needs the corpus"]
fn labelled_changes_are_told_apart() {
    let root = corpus("drift");
    let rules: Vec<&'static Rule> =
        RULES.iter().copied().filter(|rule| rule.family == RuleFamily::Drift).collect();
    let list = std::env::var_os("TRUEGREEN_LIST").is_some();
    let only = std::env::var("TRUEGREEN_PAIR").unwrap_or_default();
    let all = pairs(&root);
    // Files of one change are judged together: what moved from one to the other is no loss.
    let mut changes: BTreeMap<&String, Workspace> = BTreeMap::new();
    for (change, pair) in &all {
        let files = &mut changes.entry(change).or_default().files;
        files.insert(format!("base:{}", pair.path), pair.before.clone());
        files.insert(pair.path.clone(), pair.after.clone());
    }
    let mut counts: BTreeMap<(&str, bool), usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (change, pair) in &all {
        let report = changes[change].judge(&rules);
        let said = said(&report.findings, &pair.path);
        let flagged = !said.is_empty();
        *counts.entry((pair.expect.as_str(), flagged)).or_default() += 1;
        let is_wrong = pair.expect != "either" && flagged != (pair.expect == "flag");
        if is_wrong {
            wrong.push(format!("{} ({}): {}", pair.name, pair.expect, pair.note));
        }
        if is_wrong || list || (!only.is_empty() && pair.name.contains(&only)) {
            loud!("{} [{}]: {}", pair.name, pair.expect, pair.note);
            said.iter().for_each(|said| loud!("    {said}"));
        }
    }
    for ((expect, flagged), count) in &counts {
        loud!("{expect}, {}: {count}", if *flagged { "flagged" } else { "silent" });
    }
    let share = |expect: &str| {
        let count = |flagged| counts.get(&(expect, flagged)).copied().unwrap_or_default();
        100 * count(true) / (count(true) + count(false)).max(1)
    };
    assert!(
        share("flag") >= 95,
        "of those to be flagged: {} %\n{}",
        share("flag"),
        wrong.join("\n")
    );
    assert!(
        share("no-flag") <= 5,
        "of those to be left: {} %\n{}",
        share("no-flag"),
        wrong.join("\n")
    );
}

#[test]
#[ignore = "needs the corpus"]
fn a_file_that_stays_takes_nothing_away() {
    let root = corpus("drift");
    let rules: Vec<&'static Rule> =
        RULES.iter().copied().filter(|rule| rule.family == RuleFamily::Drift).collect();
    for (_, pair) in pairs(&root) {
        for text in [&pair.before, &pair.after] {
            let mut same = Workspace::default();
            same.files.insert(format!("base:{}", pair.path), text.clone());
            same.files.insert(pair.path.clone(), text.clone());
            let report = same.judge(&rules);
            assert!(report.findings.is_empty(), "{}: {:?}", pair.name, report.findings);
        }
    }
}
