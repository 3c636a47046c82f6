//! Reads every real configuration file as a document, and lists why a file is not read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json_path::JsonPath;
use truegreen::formats::document;
use truegreen::formats::document::node::Syntax;

use crate::outside::corpus;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

#[test]
#[ignore = "needs the corpus"]
fn real_settings_files_are_documents() {
    let folder = corpus("pytest-config");
    let mut found = Vec::new();
    files(&folder, &mut found);
    found.sort();
    let (mut read, mut values, mut refused) = (0, 0, 0);
    let mut unknown: BTreeMap<String, usize> = BTreeMap::new();
    let all = JsonPath::parse("$..*").unwrap();
    for path in &found {
        if Syntax::of(&name(path)).is_none() {
            *unknown.entry(name(path)).or_default() += 1;
            continue;
        }
        let parsed = document::read(&name(path), &std::fs::read(path).unwrap());
        match parsed.value {
            Some(document) => {
                read += 1;
                values += document.find(&all).len();
            }
            None => {
                refused += 1;
                let problem = &parsed.problems[0];
                let short = path.strip_prefix(&folder).unwrap().display();
                loud!("{short}:{}: {}", problem.span.line, problem.message);
            }
        }
    }
    loud!(
        "{} settings files: {read} read, with {values} values; {refused} not; of no known format: {unknown:?}",
        found.len()
    );
    assert!(read > 50 && refused * 10 < read, "{read} and {refused}");
}

/// Every workflow is a YAML document too, so the reader of documents must read what GitHub reads.
#[test]
#[ignore = "needs the corpus"]
fn real_workflows_are_documents() {
    let folder = corpus("workflows");
    let mut found = Vec::new();
    files(&folder, &mut found);
    let (mut both, mut github_alone) = (0, Vec::new());
    for path in found.iter().filter(|path| Syntax::of(&name(path)) == Some(Syntax::Yaml)) {
        let bytes = std::fs::read(path).unwrap();
        let github =
            truegreen::formats::yaml::parse(&bytes, truegreen::formats::yaml::Limits::WORKFLOW);
        let tool = document::read("a.yml", &bytes);
        match (github.value.is_some() && github.problems.is_empty(), tool.value.is_some()) {
            (true, false) => github_alone.push((path.clone(), tool.problems)),
            (_, true) => both += 1,
            _ => {}
        }
    }
    loud!("{both} workflows are documents");
    assert!(both > 900 && github_alone.is_empty(), "{both}, {github_alone:#?}");
}
