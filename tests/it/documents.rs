//! The document of a rule is its test: every example is a small repository on which all rules run,
//! and exactly the marked findings must come out.
//!
//! A mark is a comment on the line of its finding: `error: [rule-id]` for a problem, `unknown:` for
//! what is inconclusive, `note:` and `warn:` for advice, `waived:` for a waived finding; with
//! `-below` for the next line, for formats without comments at the end of a line.

use std::collections::BTreeSet;

use regex::Regex;
use truegreen::rules::RULES;
use truegreen::rules::rule::RuleFamily;
use truegreen::verdict::report::{FindingState, JudgedFinding};

use crate::workspace::Workspace;

/// One `###` heading of a document.
pub(crate) struct Example {
    pub(crate) title: String,
    pub(crate) fires: bool,
    pub(crate) workspace: Workspace,
}

/// Returns the examples of a document, in its order.
pub(crate) fn examples(document: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut fires = None;
    let mut label: Option<String> = None;
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            fires = match title {
                "Fires" => Some(true),
                "Stays silent" => Some(false),
                _ => None,
            };
        } else if let (Some(title), Some(fires)) = (line.strip_prefix("### "), fires) {
            examples.push(Example {
                title: title.to_owned(),
                fires,
                workspace: Workspace::default(),
            });
        } else if fires.is_some() && line.starts_with('`') && line.ends_with("`:") {
            label =
                line.strip_prefix('`').and_then(|rest| rest.strip_suffix("`:")).map(str::to_owned);
        } else if line.starts_with("```") && fires.is_some() {
            let fence: String = line.chars().take_while(|&c| c == '`').collect();
            let mut text = String::new();
            for line in lines.by_ref().take_while(|line| *line != fence) {
                text.push_str(line);
                text.push('\n');
            }
            let path =
                label.take().unwrap_or_else(|| panic!("a block without a file name:\n{text}"));
            let example = examples.last_mut().expect("a block below a `###` heading");
            let twice = example.workspace.files.insert(path.clone(), text);
            assert!(twice.is_none(), "`{path}` stands twice in `{}`", example.title);
        }
    }
    examples
}

type Mark = (String, u32, String, String);

fn marked(workspace: &Workspace) -> BTreeSet<Mark> {
    let mark =
        Regex::new(r"(?:#|<!--)\s*(error|unknown|warn|note|waived)(-below)?:((?:\s*\[[a-z-]+\])+)")
            .unwrap();
    let id = Regex::new(r"\[([a-z-]+)\]").unwrap();
    let mut marks = BTreeSet::new();
    for (path, text) in &workspace.files {
        let path = path.strip_prefix("base:").unwrap_or(path);
        for (number, line) in (1..).zip(text.lines()) {
            for found in mark.captures_iter(line) {
                let line = number + u32::from(found.get(2).is_some());
                for rule in id.captures_iter(&found[3]) {
                    marks.insert((path.to_owned(), line, found[1].to_owned(), rule[1].to_owned()));
                }
            }
        }
    }
    marks
}

fn found(findings: &[JudgedFinding]) -> BTreeSet<Mark> {
    let word = |judged: &JudgedFinding| match judged.state {
        FindingState::Broken => "error",
        FindingState::Inconclusive => "unknown",
        FindingState::Waived => "waived",
        _ => judged.severity.as_str(),
    };
    let findings = findings.iter();
    findings
        .map(|judged| {
            let place = judged.finding.location.as_ref();
            (
                place.map_or_else(|| "nowhere".to_owned(), |place| place.path.to_string()),
                place.map_or(0, |place| place.span.line),
                word(judged).to_owned(),
                judged.rule.id.to_owned(),
            )
        })
        .collect()
}

#[test]
fn every_example_gives_exactly_the_findings_that_it_marks() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for rule in RULES {
        for example in examples(rule.docs) {
            count += 1;
            let expected = marked(&example.workspace);
            let report = example.workspace.judge_all();
            let got = found(&report.findings);
            let own = got.iter().any(|(.., id)| id == rule.id);
            if expected != got {
                let missing: Vec<_> = expected.difference(&got).collect();
                let extra: Vec<_> = got.difference(&expected).collect();
                wrong.push(format!(
                    "{}: {}\n  marked, not found: {missing:?}\n  found, not marked: {extra:?}",
                    rule.id, example.title
                ));
            } else if own != example.fires {
                wrong
                    .push(format!("{}: {} stands under the wrong heading", rule.id, example.title));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count} examples:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > RULES.len(), "only {count} examples were seen");
}

/// In some silent example each rule checks something: an example that no rule looked at proves
/// nothing.
#[test]
fn a_rule_examines_something_in_one_of_its_silent_examples() {
    for rule in RULES {
        let silent: Vec<Example> = examples(rule.docs).into_iter().filter(|e| !e.fires).collect();
        let looked = silent.iter().any(|example| {
            let report = example.workspace.judge_all();
            report.rules.iter().any(|state| state.rule.id == rule.id && state.subjects > 0)
        });
        assert!(looked, "`{}` examines nothing in any example that it stays silent on", rule.id);
    }
}

/// The waiver that a finding of drift proposes is valid: pasted into the policy of the base and
/// filled in, it covers that finding.
#[test]
fn the_waiver_that_a_drift_offers_covers_it() {
    let entry = Regex::new(r"`- (\{ rule: .*? until: YYYY-MM-DD \})`").unwrap();
    let mut pasted = 0;
    for rule in RULES.iter().filter(|rule| rule.family == RuleFamily::Drift) {
        for example in examples(rule.docs).iter().filter(|example| example.fires) {
            if example.workspace.files.keys().any(|path| path.ends_with(truegreen::policy::PATH)) {
                continue;
            }
            let with = |policy: &str| {
                let mut workspace = example.workspace.clone();
                for side in ["", "base:"] {
                    let path = format!("{side}{}", truegreen::policy::PATH);
                    workspace.files.insert(path, policy.to_owned());
                }
                workspace.judge_all()
            };
            let report = with("version: 1\n");
            let open = report.findings.iter().filter(|judged| {
                judged.finding.drift.is_some()
                    && matches!(judged.state, FindingState::Broken | FindingState::Inconclusive)
            });
            for judged in open {
                let offered = &entry.captures(&judged.finding.help).expect("an entry")[1];
                let filled = offered
                    .replacen("\"...\"", "\"meant so\"", 1)
                    .replacen("\"@...\"", "\"@octo\"", 1)
                    .replace("YYYY-MM-DD", "2026-12-31");
                let policy = format!("version: 1\nwaivers:\n  - {filled}\n");
                let after = with(&policy);
                let same = after.findings.iter().find(|other| {
                    other.rule.id == judged.rule.id
                        && other.finding.message == judged.finding.message
                });
                let state = same.map(|same| same.state);
                assert_eq!(state, Some(FindingState::Waived), "{}: {policy}", example.title);
                pasted += 1;
            }
        }
    }
    assert!(pasted > 40, "only {pasted} entries were pasted");
}
