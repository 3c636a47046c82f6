//! Our verdicts compared with GitHub's: its parser, and the cases in its repository.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{bytes_of, corpus, first, read};
use crate::outside::oracle;

/// Errors of the official parser in files that we accept: a part of the message, and why.
const TOLERATED: &[(&str, &str)] = &[
    ("Unexpected value '", "keys, events, scopes and values that are not known here may be new"),
    ("Required property is missing: type", "definitions of inputs are not modelled"),
    ("Required property is missing: value", "definitions of outputs are not modelled"),
    ("Unrecognized named-value: ", "names in expressions are not looked at: contexts may be new"),
    ("Unrecognized function: ", "as names are"),
    (
        "'BasicExpressionToken' encountered while reading",
        "the server takes `env: ${{ }}` as a whole",
    ),
    ("'NumberToken' encountered while reading 'input default'", "inputs are not modelled"),
    ("Invalid runs-on group name", "runner groups are not modelled"),
    ("Container image cannot be empty", "images are not modelled"),
    ("Invalid cron expression", "only the number of fields is checked"),
    ("is not allowed inside a parallel block", "kinds of steps inside a group are not checked"),
];

/// Files that the official parser accepts and we reject, as the server does: end of the path, and
/// why.
const STRICTER: &[(&str, &str)] = &[
    ("errors-matrix-empty-vector.yml", "it does not look at empty axes"),
    ("errors-matrix-max-depth.yml", "it has no limit of depth"),
    ("errors-parse-boolean.yml", "it does not check tags"),
    ("errors-parse-float.yml", "it does not check tags"),
    ("errors-parse-integer.yml", "it does not check tags"),
    ("errors-yaml-invalid-style.yml", "it does not check tags"),
    ("errors-step-run-exceeds-length.yml", "it has no limit of length"),
    ("errors-step-uses-syntax.yml", "it does not check the form of `uses`"),
];

/// Cases of the official parser with another verdict: a part of the path, and why.
const OTHERWISE: &[(&str, &str)] = &[
    ("errors-reusable-workflow", "judged with the called files, which one file does not show"),
    ("errors-max-job-limit", "as above"),
    ("errors-max-depth", "a limit that the case sets"),
    ("errors-max-file-size", "a limit that the case sets"),
    ("errors-max-result-size", "a limit that the case sets"),
    ("errors-anchor-tag", "anchors are supported by now"),
    ("errors-invalid-mapping-key", "unknown keys are tolerated"),
    ("errors-invalid-permissions", "unknown scopes and levels are tolerated"),
    ("errors-job-concurrency", "unknown keys are tolerated"),
    ("errors-matrix-bad-key", "unknown keys are tolerated"),
    ("events-single-invalid", "unknown events and keys are tolerated"),
    ("errors-on-workflow_call-", "definitions of inputs and outputs are not modelled"),
    ("errors-job-runs-on-group-invalid-prefix", "runner groups are not modelled"),
    ("job-container-", "containers are not modelled"),
    ("yaml-schema-sequence", "a comment right after `]`, which the parser beneath does not read"),
    ("yaml-schema-str-flow-styles", "quoted text that goes on left of its item: as above"),
];

/// Returns the errors of the official parser for each file, by path.
fn official(files: &[PathBuf]) -> BTreeMap<PathBuf, Vec<String>> {
    let mut node = Command::new("node")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/official.mjs"))
        .arg(oracle())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = node.stdin.take().unwrap();
    let list = files.iter().map(|file| format!("{}\n", file.display())).collect::<String>();
    let feed = std::thread::spawn(move || stdin.write_all(list.as_bytes()).unwrap());
    let output = node.wait_with_output().unwrap();
    feed.join().unwrap();
    assert!(output.status.success(), "the oracle did not run");
    let verdicts: BTreeMap<_, _> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let errors = line["errors"].as_array().unwrap();
            let messages =
                errors.iter().map(|error| error["message"].as_str().unwrap().to_owned()).collect();
            (PathBuf::from(line["path"].as_str().unwrap()), messages)
        })
        .collect();
    assert_eq!(verdicts.len(), files.len());
    verdicts
}

/// Returns why we may accept a file that the official parser rejects, if every error has a reason.
fn tolerated(messages: &[String]) -> bool {
    messages.iter().all(|message| TOLERATED.iter().any(|(part, _)| message.contains(part)))
}

#[test]
#[ignore = "needs the corpus and the official parser"]
fn the_official_parser_gives_the_same_verdicts() {
    let files = corpus(&["workflow", "workflow-ok", "workflow-err", "workflow-template"]);
    let verdicts = official(&files);
    let (mut both_accept, mut both_refuse, mut lenient, mut strict) = (0, 0, 0, 0);
    let mut differences = Vec::new();
    for file in &files {
        let ours = read(file, &bytes_of(file));
        let theirs = &verdicts[file];
        let path = file.display().to_string();
        match (ours.is_empty(), theirs.is_empty()) {
            (true, true) => both_accept += 1,
            (false, false) => both_refuse += 1,
            (true, false) if tolerated(theirs) => lenient += 1,
            (false, true) if STRICTER.iter().any(|(end, _)| path.ends_with(end)) => strict += 1,
            _ => {
                differences.push(format!("{path}: we say {:?}, they say {theirs:?}", first(&ours)))
            }
        }
    }
    loud!(
        "official parser: {} files, both accept {both_accept}, both refuse {both_refuse}, \
         only we accept {lenient}, only we refuse {strict}",
        files.len()
    );
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Reads one case: options, workflow, called files and expected result, separated by `---`.
fn case(text: &str) -> Option<(&str, bool)> {
    let parts: Vec<&str> = text.split("\n---").collect();
    let workflow = parts.get(1)?.trim_start_matches(['\r']).strip_prefix('\n')?;
    let expected: serde_json::Value = serde_json::from_str(parts.last()?).ok()?;
    let accepts = expected["errors"].as_array().is_none_or(Vec::is_empty);
    Some((workflow, accepts))
}

#[test]
#[ignore = "needs the corpus"]
fn the_cases_of_the_official_parser_get_the_expected_verdict() {
    let files = corpus(&["workflow-ok", "workflow-err"]);
    let (mut accepted, mut refused, mut otherwise) = (0, 0, 0);
    let mut differences = Vec::new();
    let mut seen = 0;
    for file in files.iter().filter(|file| {
        let path = file.to_string_lossy();
        path.contains("actions__languageservices") && path.contains("/raw/")
    }) {
        let bytes = bytes_of(file);
        let text = std::str::from_utf8(&bytes).unwrap();
        let path = file.display().to_string();
        let Some((workflow, accepts)) = case(text) else {
            differences.push(format!("{path}: no case"));
            continue;
        };
        seen += 1;
        let ours = read(file, workflow.as_bytes());
        match (ours.is_empty(), accepts) {
            (true, true) => accepted += 1,
            (false, false) => refused += 1,
            _ if OTHERWISE.iter().any(|(part, _)| path.contains(part)) => otherwise += 1,
            (_, expected) => differences.push(format!(
                "{path}: we say {:?}, expected {}",
                first(&ours),
                if expected { "to accept" } else { "to refuse" }
            )),
        }
    }
    loud!(
        "official cases: {seen}, accepted as expected {accepted}, refused as expected {refused}, \
         otherwise for a known reason {otherwise}"
    );
    assert!(seen > 0, "no official case was found");
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
