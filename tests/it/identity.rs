//! A change that keeps the meaning is no drift: every real workflow, configuration file and policy
//! is compared with itself, as it is and rewritten: in flow style with every text quoted, with
//! sorted keys, unfolded anchors, without comments or with more.

use std::path::{Path, PathBuf};

use serde_json::Value;
use truegreen::formats::document;
use truegreen::rules::RULES;
use truegreen::rules::rule::{Rule, RuleFamily};

use crate::corpus_judged::workflows;
use crate::outside::{corpus, each};
use crate::workspace::Workspace;

fn rules() -> Vec<&'static Rule> {
    // A frozen file may not change by a byte, and the policy that freezes files is not part of this
    // test.
    let compares = |rule: &&Rule| rule.family == RuleFamily::Drift && rule.id != "frozen-file";
    RULES.iter().copied().filter(compares).collect()
}

/// Returns the findings of the drift rules between two texts of a file.
fn said(path: &str, before: &str, after: &str) -> Vec<String> {
    let mut workspace = Workspace::default();
    workspace.files.insert(format!("base:{path}"), before.to_owned());
    workspace.files.insert(path.to_owned(), after.to_owned());
    let report = workspace.judge(&rules());
    let findings = report.findings.iter();
    findings.map(|judged| format!("{}: {}", judged.rule.id, judged.finding.message)).collect()
}

/// Returns the same document as JSON, which is YAML in flow style: quoted, sorted, without anchors
/// or comments. `None` if the meaning would change: a merge key, a number whose spelling counts.
fn as_flow(name: &str, bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let spelled = regex::Regex::new(r"(?m)(\b\d+\.\d*0\b|<<:|\b0[xob]?\d|\b\d+e\d)").unwrap();
    if spelled.is_match(&text) {
        return None;
    }
    let document = document::read(name, bytes).value?;
    serde_json::to_string_pretty(&document.value).ok()
}

/// Returns the text with comments, blank lines and other line endings, outside of possible block
/// scalars.
fn commented(text: &str) -> String {
    format!("# One more comment.\n\n{}\n\n# And another.\n", text.trim_end())
}

fn all_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all_files(&path, found) } else { found.push(path) }
    }
}

/// Compares each text with itself and its other spellings, and returns how many comparisons there
/// were.
fn compared(path: &str, bytes: &[u8], wrong: &mut Vec<String>) -> usize {
    let name = path.rsplit('/').next().unwrap_or(path);
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut spellings = vec![text.clone(), text.replace('\n', "\r\n")];
    if !name.ends_with(".json") && !text.starts_with('\u{feff}') {
        spellings.push(commented(&text));
    }
    if name.ends_with(".yml") || name.ends_with(".yaml") {
        spellings.extend(as_flow(name, bytes));
    }
    for (index, other) in spellings.iter().enumerate() {
        for (before, after) in [(&text, other), (other, &text)] {
            for said in said(path, before, after) {
                wrong.push(format!("{path} ({index}): {said}"));
            }
        }
    }
    2 * spellings.len()
}

#[test]
#[ignore = "needs the corpus"]
fn a_workflow_that_is_written_anew_is_no_drift() {
    let files = workflows();
    let (mut count, mut wrong) = (0, Vec::new());
    for path in files.iter().step_by(each(8)) {
        let name = path.file_name().unwrap().to_string_lossy();
        let bytes = std::fs::read(path).unwrap();
        let before = wrong.len();
        count += compared(&format!(".github/workflows/{name}"), &bytes, &mut wrong);
        if wrong.len() > before {
            wrong.push(format!("    ^ {}", path.display()));
        }
    }
    loud!("{count} comparisons of workflows, {} shifts", wrong.len());
    assert!(count > 1_000, "only {count} comparisons");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[ignore = "needs the corpus"]
fn a_settings_file_that_is_written_anew_is_no_drift() {
    let folder = corpus("pytest-config");
    let mut files = Vec::new();
    all_files(&folder, &mut files);
    files.sort();
    let (mut count, mut wrong) = (0, Vec::new());
    for path in &files {
        let name = path.file_name().unwrap().to_string_lossy();
        count += compared(&name, &std::fs::read(path).unwrap(), &mut wrong);
    }
    loud!("{count} comparisons of settings files, {} shifts", wrong.len());
    assert!(count > 300, "only {count} comparisons");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_policy_that_is_written_anew_is_no_drift() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read(&path).unwrap_or_default();
        if path.extension().is_none_or(|end| end != "yml") {
            continue;
        }
        let flow: Option<Value> = document::read("a.yml", &text).value.map(|d| d.value);
        let text = String::from_utf8(text).unwrap();
        for other in [commented(&text), serde_json::to_string_pretty(&flow.unwrap()).unwrap()] {
            count += 1;
            for said in said(truegreen::policy::PATH, &text, &other) {
                wrong.push(format!("{}: {said}", path.display()));
            }
        }
    }
    assert!(count > 8, "{count} policies were compared");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
