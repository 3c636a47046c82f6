//! Every workflow of the corpus, judged by all rules: none panics, and the findings do not depend
//! on how the file is written.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::date;
use truegreen::facts::commit::Facts;
use truegreen::facts::understand::SideInputs;
use truegreen::finding::Severity;
use truegreen::policy::Policy;
use truegreen::rules::RULES;
use truegreen::verdict::report::VerdictReport;

use crate::outside::corpus;

pub(crate) fn workflows() -> Vec<PathBuf> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|end| end == "yml" || end == "yaml") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    for folder in ["workflows", "workflow-invalid"] {
        collect(&corpus(folder), &mut found);
    }
    assert!(found.len() > 1_000, "only {} files were seen", found.len());
    found
}

fn judge(bytes: Vec<u8>) -> VerdictReport {
    let facts = Facts::new(SideInputs {
        workflows: vec![(Arc::from(".github/workflows/ci.yml"), Ok(bytes))],
        ..SideInputs::default()
    });
    crate::workspace::judge_alone(
        RULES,
        &facts,
        &Policy::default(),
        Severity::Fail,
        date(2026, 11, 20),
    )
}

/// Returns rule, subject and line of every finding.
fn said(report: &VerdictReport) -> Vec<(&'static str, String, u32)> {
    let findings = report.findings.iter();
    let mut said: Vec<_> = findings
        .map(|judged| {
            let line = judged.finding.location.as_ref().map_or(0, |place| place.span.line);
            (judged.rule.id, judged.finding.subject.clone(), line)
        })
        .collect();
    said.sort();
    said
}

#[test]
#[ignore = "needs the corpus"]
fn every_real_workflow_is_judged_and_its_line_endings_and_comments_change_nothing() {
    let mut findings = std::collections::BTreeMap::<&str, usize>::new();
    let files = workflows();
    for path in &files {
        let bytes = std::fs::read(path).unwrap();
        let report = judge(bytes.clone());
        for state in &report.rules {
            let crashed = state.reason.as_deref().is_some_and(|why| why.contains("crashed"));
            assert!(!crashed, "{}: {:?}", path.display(), state.reason);
        }
        for judged in &report.findings {
            *findings.entry(judged.rule.id).or_default() += 1;
        }
        let Ok(text) = String::from_utf8(bytes) else { continue };
        if report.findings.iter().any(|judged| judged.rule.id == "invalid-workflow") {
            continue;
        }
        let commented = format!("{}\n# a comment at the end\n", text.trim_end_matches('\n'));
        assert_eq!(said(&judge(commented.into_bytes())), said(&report), "{}", path.display());
        if !text.contains('\r') {
            let windows = text.replace('\n', "\r\n");
            assert_eq!(said(&judge(windows.into_bytes())), said(&report), "{}", path.display());
        }
    }
    loud!("{} files judged: {findings:?}", files.len());
}
