//! The labeled pairs: what weakens CI is found, what does not is left alone. `TRUEGREEN_LIST` in
//! the environment lists every finding; `TRUEGREEN_PAIR` names the pairs to show.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use truegreen::catalog::tools::lookup::ToolCatalog;
use truegreen::drift::compare::compare;
use truegreen::facts::commit::Facts;
use truegreen::facts::settings_file::SettingsFile;
use truegreen::facts::store::WorkflowStore;
use truegreen::facts::understand::SideInputs;
use truegreen::policy::Policy;
use truegreen::rules::RULES;
use truegreen::rules::rule::{Rule, RuleFamily};
use truegreen::verdict::report::{FindingState, JudgedFinding};

use crate::corpus_judged::workflows;
use crate::outside::{corpus, each};
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

/// Returns the findings of the drift rules in a file.
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
    // Files of one change are judged together: what moved from one to the other is not lost.
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

/// One side of a change beside workflows that it leaves alone. Without a store, each side is understood by itself,
/// and no workflow is known to be the same.
fn side(files: &[(String, String)], store: Option<&Arc<WorkflowStore>>) -> Facts {
    let is_workflow = |path: &str| path.starts_with(".github/workflows/");
    let workflows = files.iter().filter(|(path, _)| is_workflow(path));
    let others = files.iter().filter(|(path, _)| !is_workflow(path));
    Facts::new(SideInputs {
        workflows: workflows
            .map(|(path, text)| (Arc::from(path.as_str()), Ok(text.clone().into_bytes())))
            .collect(),
        watched: others
            .map(|(path, text)| SettingsFile { path: path.clone(), text: Ok(text.as_str().into()) })
            .collect(),
        store: store.cloned(),
        ..SideInputs::default()
    })
}

/// Many workflows that stay, and the files of each labelled change among them: what the comparison leaves out as
/// unchanged changes neither a difference nor a count.
#[test]
#[ignore = "needs the corpus"]
fn what_is_unchanged_is_not_compared_and_nobody_can_tell() {
    let all = pairs(&corpus("drift"));
    let mut changes: BTreeMap<&String, Vec<&Pair>> = BTreeMap::new();
    for (change, pair) in &all {
        changes.entry(change).or_default().push(pair);
    }
    let neighbours: Vec<(String, String)> = workflows()
        .iter()
        .step_by(80)
        .enumerate()
        .map(|(index, path)| {
            let text = String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
            (format!(".github/workflows/neighbour-{index}.yml"), text)
        })
        .collect();
    assert!(neighbours.len() > 10, "{}", neighbours.len());
    let policy = Policy::default();
    let mut differences = 0;
    for (change, pairs) in changes.iter().step_by(each(4)) {
        let files = |text: fn(&Pair) -> &String| -> Vec<(String, String)> {
            let own = pairs.iter().map(|pair| (pair.path.clone(), text(pair).clone()));
            own.chain(neighbours.iter().cloned()).collect()
        };
        let (before, after) = (files(|pair| &pair.before), files(|pair| &pair.after));
        let store = Arc::new(WorkflowStore::new(ToolCatalog::of_policy(&policy)));
        let shared = compare(&side(&before, Some(&store)), &side(&after, Some(&store)), &policy);
        let alone = compare(&side(&before, None), &side(&after, None), &policy);
        assert_eq!(format!("{shared:#?}"), format!("{alone:#?}"), "{change}");
        differences += shared.shifts.len();
    }
    loud!("{differences} differences, beside {} workflows that stay", neighbours.len());
    assert!(differences > 10, "{differences}");
}
