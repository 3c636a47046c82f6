//! Reads real scripts and configuration files, and compares the findings with the labels of people.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;
use truegreen::facts::SettingsFact;
use truegreen::facts::commands::script;
use truegreen::facts::commands::shells::{self, Language};
use truegreen::facts::commit::Facts;
use truegreen::facts::understand::SideInputs;
use truegreen::finding::RuleOutcome;
use truegreen::formats::settings::{PYTEST_FILES, read_pytest};
use truegreen::formats::shell;
use truegreen::formats::workflow::read_workflow;

use crate::outside::corpus;

pub(crate) fn lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(!lines.is_empty());
    lines
}

fn language(entry: &Value) -> Language {
    match entry["effective_shell"].as_str().unwrap_or_default() {
        "(default: bash -e)" => Language::Posix,
        "(default: pwsh)" => Language::PowerShell,
        "(default: depends on runner)" => Language::ByRunner,
        shell => shells::of_name(shell),
    }
}

pub(crate) fn shell(entry: &Value) -> &str {
    entry["effective_shell"].as_str().unwrap_or_default()
}

fn judge(facts: &Facts) -> RuleOutcome {
    crate::workspace::run_alone("pytest-xdist", facts)
}

/// Makes the facts of a workflow whose only step is this script, under its original shell.
pub(crate) fn facts_of(text: &str, shell: &str, condition: Option<&str>) -> Facts {
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    let (runner, shell) = match shell {
        "(default: bash -e)" => ("ubuntu-latest", String::new()),
        "(default: pwsh)" => ("windows-latest", String::new()),
        "(default: depends on runner)" => ("${{ matrix.os }}", String::new()),
        shell => ("ubuntu-latest", format!("        shell: {}\n", quoted(shell))),
    };
    let workflow = format!(
        "on: push\njobs:\n  job:\n    runs-on: {runner}\n    steps:\n      - run: {}\n{shell}{}",
        quoted(text),
        condition.map(|text| format!("        if: {}\n", quoted(text))).unwrap_or_default()
    );
    let path: Arc<str> = ".github/workflows/ci.yml".into();
    let workflows = vec![(path, Ok(workflow.into_bytes()))];
    Facts::new(SideInputs { workflows, ..SideInputs::default() })
}

fn judge_script(text: &str, shell: &str) -> RuleOutcome {
    judge(&facts_of(text, shell, None))
}

#[test]
#[ignore = "needs the corpus"]
fn every_script_of_the_corpus_is_read() {
    let path = corpus("run-scripts/run-scripts.jsonl");
    let scripts = lines(&path);
    let (mut posix, mut unparsed, mut spent, mut bytes) = (0, Vec::new(), Duration::ZERO, 0);
    let mut programs: BTreeMap<String, usize> = BTreeMap::new();
    for entry in &scripts {
        let text = entry["run"].as_str().unwrap();
        let language = language(entry);
        let start = Instant::now();
        let read = script::read(text, language, &[]);
        spent += start.elapsed();
        bytes += text.len();
        for invocation in &read.invocations {
            *programs.entry(invocation.program.clone()).or_default() += 1;
            assert!(text.get(invocation.start..invocation.end).is_some());
        }
        if language == Language::Posix {
            posix += 1;
            if !shell::parse(text).unparsed.is_empty() {
                unparsed.push(format!("{} {}", entry["repo"], entry["path"]));
            }
        }
    }
    loud!("{} scripts, {bytes} bytes, read in {spent:?}", scripts.len());
    loud!("{} of {posix} bash scripts have unparsed parts", unparsed.len());
    for which in &unparsed {
        eprintln!("  {which}");
    }
    let mut programs: Vec<_> = programs.into_iter().collect();
    programs.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    eprintln!("{:?}", &programs[..60.min(programs.len())]);
    assert!(unparsed.len() * 100 <= posix, "more than one script in a hundred is not read whole");
    assert!(programs.iter().any(|(name, count)| name == "pytest" && *count > 100));
}

#[test]
#[ignore = "needs the corpus"]
fn xdist_is_seen_where_people_see_it() {
    let path = corpus("run-scripts/labelled.jsonl");
    let (mut right, mut wrong, mut missed, mut judged) = (0, 0, 0, 0);
    for entry in lines(&path) {
        let label = &entry["label"];
        let expected = match label["xdist"].as_str().unwrap() {
            "y" => true,
            "n" => false,
            _ => continue,
        };
        if label["confidence"] != "clear" {
            continue;
        }
        judged += 1;
        let outcome = judge_script(entry["run"].as_str().unwrap(), shell(&entry));
        let found = !outcome.findings.is_empty();
        match (expected, found) {
            (true, true) => right += 1,
            (false, true) => wrong += 1,
            (true, false) => missed += 1,
            (false, false) => {}
        }
        if expected != found {
            eprintln!("expected {expected}, found {found}: {} {}", entry["id"], label["reason"]);
            eprintln!("    {}", entry["run"]);
        }
    }
    let precision = f64::from(right) / f64::from(right + wrong);
    let recall = f64::from(right) / f64::from(right + missed);
    loud!("{judged} scripts: precision {precision:.3}, recall {recall:.3}");
    assert!(right > 0 && precision >= 0.97 && recall >= 0.95);
}

/// Over all scripts, the rule is compared with a plain text search.
#[test]
#[ignore = "needs the corpus"]
fn xdist_over_all_scripts_is_listed() {
    let path = corpus("run-scripts/run-scripts.jsonl");
    let flags = ["-n ", "-n=", "-n1", "-n2", "-n4", "-n8", "-nauto", "--numprocesses", "--dist"];
    let (mut found, mut differ) = (0, Vec::new());
    for entry in lines(&path) {
        let text = entry["run"].as_str().unwrap();
        let outcome = judge_script(text, shell(&entry));
        let by_rule = !outcome.findings.is_empty();
        found += usize::from(by_rule);
        let by_text = text
            .replace("\\\n", " ")
            .lines()
            .any(|line| line.contains("pytest") && flags.iter().any(|flag| line.contains(flag)));
        if by_rule != by_text {
            differ.push((by_rule, entry["id"].clone(), text.to_owned()));
        }
    }
    loud!("{found} scripts with xdist; {} differ from a plain search:", differ.len());
    for (by_rule, id, text) in &differ {
        eprintln!(
            "rule says {by_rule}: {id}\n{}\n",
            text.lines().take(12).collect::<Vec<_>>().join("\n")
        );
    }
    assert!(found > 0);
}

fn files(root: PathBuf) -> Vec<PathBuf> {
    let (mut open, mut files) = (vec![root], Vec::new());
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    assert!(!files.is_empty());
    files
}

/// Every argument that is written without quotes must be in the file, letter by letter, at its
/// place.
#[test]
#[ignore = "needs the corpus"]
fn every_command_of_the_workflows_stands_at_its_place() {
    let root = corpus("workflows");
    let mut facts = Facts::default();
    let (mut spent, mut read, mut compared) = (Duration::ZERO, 0, 0);
    for path in files(root) {
        if !path.to_string_lossy().contains(".github/workflows/") {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let name: Arc<str> = path.to_string_lossy().into();
        let Some(model) = read_workflow(&name, &bytes).value else { continue };
        read += 1;
        let start = Instant::now();
        let (commands, unread) = truegreen::facts::commands::steps::of_workflow(
            &model,
            truegreen::catalog::tools::lookup::built_in(),
        );
        spent += start.elapsed();
        let text = String::from_utf8_lossy(&bytes);
        let lines: Vec<&str> = text.split('\n').collect();
        for (word, span) in commands.iter().flat_map(|command| &command.arguments) {
            let line = lines.get(span.line as usize - 1).copied().unwrap_or_default();
            let skipped = line.chars().skip(span.column as usize - 1);
            let length = span.end_column.saturating_sub(span.column) as usize;
            let written: String = skipped.take(length).collect();
            if span.line == span.end_line
                && !written.contains(['"', '\'', '\\', '$', '`', '%', '^'])
                && !word.dynamic
            {
                compared += 1;
                assert_eq!(written, word.text, "{name}:{}", span.line);
            }
        }
        facts.commands.extend(commands);
        facts.unread_scripts.extend(unread);
    }
    let outcome = judge(&facts);
    loud!("{read} workflows, {} commands in {spent:?}", facts.commands.len());
    loud!("{compared} arguments stand at their place");
    loud!("{} subjects, {} findings", outcome.subjects, outcome.findings.len());
    loud!("{} unread parts", facts.unread_scripts.len());
    for unknown in &outcome.unknown {
        eprintln!("unknown: {:?} {}", unknown.location, unknown.message);
    }
    assert!(read > 0 && compared > 0 && !outcome.findings.is_empty());
}

#[test]
#[ignore = "needs the corpus"]
fn every_settings_file_of_the_corpus_is_read() {
    let root = corpus("pytest-config");
    let mut facts = Facts::default();
    for path in files(root) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        if !PYTEST_FILES.contains(&name.as_str()) {
            continue;
        }
        let read = read_pytest(&name, &text);
        for problem in &read.problems {
            eprintln!("{}: {problem:?}", path.display());
        }
        facts.settings.push(SettingsFact {
            path: path.to_string_lossy().into_owned(),
            pytest: read.value,
            problems: read.problems,
        });
    }
    let with =
        |which: &dyn Fn(&SettingsFact) -> bool| facts.settings.iter().filter(|f| which(f)).count();
    loud!("{} files", facts.settings.len());
    loud!("{} with pytest settings", with(&|file| file.pytest.is_some()));
    let has_addopts =
        |file: &SettingsFact| file.pytest.as_ref().is_some_and(|p| !p.addopts.is_empty());
    loud!("{} with addopts", with(&has_addopts));
    let outcome = judge(&facts);
    loud!("{} with xdist", outcome.findings.len());
    for finding in &outcome.findings {
        eprintln!("  {} {}", finding.subject, finding.message);
    }
    assert!(with(&has_addopts) > 0);
}

/// Labels that are wrong, with the reason; they are not counted.
const DISPUTED: [(&str, &str); 1] = [(
    "b7482ddecdc9",
    "said to be heard: `cargo llvm-cov --no-report --doc` runs the documentation's tests after `set +e`, and \
     only the status of the run before it is kept",
)];

/// The rules that report a muted command inside of a script.
const MUTES: [&str; 4] = ["muted-command", "unchecked-pipe", "lax-shell", "lenient-flag"];

#[test]
#[ignore = "needs the corpus"]
fn what_is_mute_is_seen_where_people_see_it() {
    let path = corpus("run-scripts/labelled.jsonl");
    let (mut right, mut wrong, mut missed, mut judged) = (0, 0, 0, 0);
    for entry in lines(&path) {
        let label = &entry["label"];
        let expected = label["mutes"] == "y";
        let (run, condition) = (entry["run"].as_str().unwrap(), entry["step_if"].as_str());
        let mut facts = facts_of(run, shell(&entry), condition);
        if facts.models().count() == 0 {
            // GitHub rejects the condition; the label is about the script.
            facts = facts_of(run, shell(&entry), None);
        }
        let findings: Vec<String> = MUTES
            .iter()
            .flat_map(|id| crate::workspace::run_alone(id, &facts).findings)
            .filter(|finding| finding.at_most.is_none())
            .map(|finding| finding.message)
            .collect();
        let found = !findings.is_empty();
        if expected != found {
            eprintln!(
                "expected {expected}, found {found} ({}): {} {}\n{}\n{findings:#?}",
                label["confidence"],
                entry["id"],
                label["reason"],
                entry["run"].as_str().unwrap()
            );
        }
        let disputed = DISPUTED.iter().any(|(id, _)| entry["id"] == *id);
        if label["confidence"] != "clear" || disputed {
            continue;
        }
        judged += 1;
        match (expected, found) {
            (true, true) => right += 1,
            (false, true) => wrong += 1,
            (true, false) => missed += 1,
            (false, false) => {}
        }
    }
    let precision = f64::from(right) / f64::from(right + wrong);
    let recall = f64::from(right) / f64::from(right + missed);
    loud!("{judged} scripts, {right} mute: precision {precision:.3}, recall {recall:.3}");
    assert!(right > 0 && precision >= 0.97 && recall >= 0.95);
}
