//! The gate commands of every real script and workflow: what is known of their fates.

use std::collections::BTreeMap;
use std::path::Path;

use truegreen::facts::commands::{CommandFate, CommandRole};
use truegreen::facts::commit::Facts;
use truegreen::facts::understand::SideInputs;
use truegreen::finding::Severity;
use truegreen::policy::Policy;
use truegreen::rules::RULES;

use crate::corpus_judged::workflows;
use crate::corpus_scripts::{facts_of, lines, shell};
use crate::outside::corpus;

/// Counts of the fates.
#[derive(Default)]
struct Fates {
    counts: BTreeMap<&'static str, usize>,
    reasons: BTreeMap<String, usize>,
}

impl Fates {
    fn add(&mut self, facts: &Facts) {
        for command in &facts.commands {
            if let CommandRole::Gate(_) = command.role
                && let Some(fate) = &command.fate
            {
                let name = match fate {
                    CommandFate::Fails => "fails",
                    CommandFate::MustFail => "must fail",
                    CommandFate::NotReached => "not reached",
                    CommandFate::Uncalled => "uncalled",
                    CommandFate::Swallowed { .. } => "swallowed",
                    CommandFate::Unknown { why } => {
                        *self.reasons.entry(why.clone()).or_default() += 1;
                        "unknown"
                    }
                };
                *self.counts.entry(name).or_default() += 1;
            }
        }
    }

    fn share_of_unknown(&self) -> f64 {
        let all: usize = self.counts.values().sum();
        let unknown = self.counts.get("unknown").copied().unwrap_or_default();
        f64::from(u32::try_from(unknown).unwrap()) / f64::from(u32::try_from(all).unwrap())
    }
}

#[test]
#[ignore = "needs the corpus"]
fn the_fates_of_all_scripts_are_known_but_for_few() {
    let path = corpus("run-scripts/run-scripts.jsonl");
    let mut fates = Fates::default();
    for entry in lines(&path) {
        fates.add(&facts_of(entry["run"].as_str().unwrap(), shell(&entry), None));
    }
    loud!("gate commands of the scripts: {:?}", fates.counts);
    for (why, count) in &fates.reasons {
        eprintln!("{count} unknown: {why}");
    }
    assert!(fates.share_of_unknown() < 0.02, "{:?}", fates.reasons);
}

/// If `TRUEGREEN_SAMPLE` names a file, every finding is written there to be read.
#[test]
#[ignore = "needs the corpus"]
fn the_fates_in_all_workflows_are_known_but_for_few() {
    let mut fates = Fates::default();
    let mut sample = String::new();
    let files = workflows();
    for path in &files {
        let bytes = std::fs::read(path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        let workflows = vec![(format!(".github/workflows/{name}").into(), Ok(bytes.clone()))];
        let facts = Facts::new(SideInputs { workflows, ..SideInputs::default() });
        fates.add(&facts);
        let today = jiff::civil::date(2026, 11, 20);
        let report =
            crate::workspace::judge_alone(RULES, &facts, &Policy::default(), Severity::Fail, today);
        for judged in &report.findings {
            sample += &shown(path, judged.rule.id, &judged.finding, &bytes);
        }
    }
    if let Some(file) = std::env::var_os("TRUEGREEN_SAMPLE") {
        std::fs::write(file, sample).unwrap();
    }
    loud!("gate commands of the workflows: {:?}", fates.counts);
    for (why, count) in &fates.reasons {
        eprintln!("{count} unknown: {why}");
    }
    assert!(fates.share_of_unknown() < 0.02, "{:?}", fates.reasons);
}

fn shown(path: &Path, rule: &str, finding: &truegreen::finding::Finding, bytes: &[u8]) -> String {
    let line = finding.location.as_ref().map_or(0, |place| place.span.line);
    let text = String::from_utf8_lossy(bytes);
    let from = (line as usize).saturating_sub(4);
    let around: Vec<&str> = text.lines().skip(from).take(8).collect();
    format!(
        "{rule}\t{}:{line}\t{:?}\t{}\n    | {}\n",
        path.display(),
        finding.at_most,
        finding.message,
        around.join("\n    | ")
    )
}
