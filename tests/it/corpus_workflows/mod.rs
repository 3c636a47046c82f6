//! Compares the reading of real workflows with that of GitHub.

mod conditions;
mod libyaml;
mod official;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use truegreen::formats::problem::Problem;
use truegreen::formats::workflow::model::{Script, Workflow};
use truegreen::formats::workflow::{read_action, read_workflow};

use crate::outside;

/// Returns the files of these kinds.
fn corpus(kinds: &[&str]) -> Vec<PathBuf> {
    let root = outside::corpus("");
    let manifest = std::fs::read_to_string(root.join("manifest.csv")).unwrap();
    let files: Vec<PathBuf> = manifest
        .lines()
        .filter_map(|line| {
            let mut columns = line.split(',');
            let id = columns.next()?;
            kinds.contains(&columns.next()?).then(|| root.join(id))
        })
        .collect();
    assert!(!files.is_empty(), "the corpus has no {kinds:?}");
    files
}

fn bytes_of(file: &Path) -> Vec<u8> {
    std::fs::read(file).unwrap()
}

fn name_of(file: &Path) -> Arc<str> {
    Arc::from(file.to_string_lossy().as_ref())
}

/// Returns the problems of a workflow.
fn read(file: &Path, bytes: &[u8]) -> Vec<Problem> {
    read_workflow(&name_of(file), bytes).problems
}

fn is_action(file: &Path) -> bool {
    file.file_stem().is_some_and(|stem| stem == "action")
}

fn first(problems: &[Problem]) -> String {
    problems.first().map_or_else(String::new, |problem| {
        format!("{}:{}: {}", problem.span.line, problem.span.column, problem.message)
    })
}

#[test]
#[ignore = "needs the corpus"]
fn every_file_is_read_and_no_real_one_is_refused() {
    let kinds = [
        "workflow",
        "action",
        "workflow-template",
        "workflow-ok",
        "workflow-err",
        "workflow-support",
    ];
    for kind in kinds {
        let files = corpus(&[kind]);
        let contents: Vec<_> = files.iter().map(|file| (file, bytes_of(file))).collect();
        let start = Instant::now();
        let mut refused = Vec::new();
        for (file, bytes) in &contents {
            let problems = if is_action(file) {
                read_action(&name_of(file), bytes).problems
            } else {
                read(file, bytes)
            };
            if !problems.is_empty() {
                refused.push(format!("{}: {}", file.display(), first(&problems)));
            }
        }
        loud!(
            "{kind}: {} files, {} accepted, {} refused, {} ms",
            files.len(),
            files.len() - refused.len(),
            refused.len(),
            start.elapsed().as_millis()
        );
        if matches!(kind, "workflow" | "action") {
            assert!(refused.is_empty(), "{}", refused.join("\n"));
        }
    }
}

fn scripts(workflow: &Workflow) -> impl Iterator<Item = &Script> {
    workflow.jobs.iter().flat_map(|job| &job.steps).filter_map(|step| step.run.as_ref())
}

#[test]
#[ignore = "needs the corpus"]
fn every_character_of_every_script_is_found_in_its_file() {
    let files = corpus(&["workflow", "workflow-ok", "workflow-template"]);
    let (mut seen, mut characters) = (0, 0);
    for file in &files {
        let bytes = bytes_of(file);
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n").replace('\r', "\n");
        let lines: Vec<Vec<char>> = text.split('\n').map(|line| line.chars().collect()).collect();
        let Some(workflow) = read_workflow(&name_of(file), &bytes).value else { continue };
        for script in scripts(&workflow) {
            let quoted = lines[script.span.line as usize - 1].get(script.span.column as usize - 1);
            if quoted == Some(&'"') {
                continue;
            }
            seen += 1;
            for (offset, char) in
                script.text.char_indices().filter(|(_, char)| !" \t\n".contains(*char))
            {
                let span = script.locate(offset, offset + char.len_utf8());
                let found = lines[span.line as usize - 1][span.column as usize - 1];
                assert_eq!(found, char, "{} {span:?} in {:?}", file.display(), script.text);
                characters += 1;
            }
        }
    }
    loud!("{seen} scripts, {characters} characters found");
    assert!(characters > 0);
}
