//! All workflows of the corpus: events alone, the typed model, and every static rule over them; and a
//! whole check of a small repository from start to exit. Ratios of one run on one machine; the budgets
//! are 0.30 s and 5 times the parsing for all rules, 15 ms for the small repository.
//!
//! `TRUEGREEN_CORPUS=... cargo bench --bench workflows`

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::use_debug,
    reason = "a benchmark reads files and prints"
)]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::date;
use truegreen::case::Case;
use truegreen::drift::difference::Change;
use truegreen::facts::commit::Facts;
use truegreen::facts::understand::SideInputs;
use truegreen::finding::Severity;
use truegreen::formats::workflow::read_workflow;
use truegreen::policy::Policy;
use truegreen::rules::RULES;

/// The best of several runs: the one that the machine disturbed least.
fn best(rounds: u32, mut work: impl FnMut()) -> Duration {
    let timed = (0..rounds).map(|_| {
        let start = Instant::now();
        work();
        start.elapsed()
    });
    timed.min().unwrap_or_default()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|end| end == "yml" || end == "yaml") {
            files.push(path);
        }
    }
}

fn events(text: &str) -> usize {
    granit_parser::Parser::new_from_str(text).map_while(Result::ok).count()
}

fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |line| line.trim().to_owned())
}

fn corpus() {
    let Some(root) = std::env::var_os("TRUEGREEN_CORPUS") else {
        println!(
            "SKIPPED LOUD: TRUEGREEN_CORPUS is not set, the corpus of workflows is not measured"
        );
        return;
    };
    let root = Path::new(&root);
    let mut paths = Vec::new();
    for folder in ["workflows", "workflow-invalid"] {
        collect(&root.join(folder), &mut paths);
    }
    paths.sort();
    let files: Vec<(Arc<str>, Vec<u8>)> = paths
        .iter()
        .map(|path| (Arc::from(path.to_str().unwrap()), std::fs::read(path).unwrap()))
        .collect();
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let texts: Vec<String> =
        files.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();

    let bare = best(5, || {
        for text in &texts {
            black_box(events(text));
        }
    });
    let model = best(5, || {
        for (path, bytes) in &files {
            black_box(read_workflow(path, bytes));
        }
    });
    let rules = best(5, || {
        let material = SideInputs {
            workflows: files
                .iter()
                .map(|(path, bytes)| (Arc::clone(path), Ok(bytes.clone())))
                .collect(),
            ..SideInputs::default()
        };
        let policy = Policy::default();
        let facts = Facts::new(material);
        let today = date(2026, 11, 20);
        let case = Case { facts: &facts, change: &Change::default(), policy: &policy };
        black_box(truegreen::verdict::weigh::judge(RULES, case, Severity::Fail, today));
    });
    let ratio = |time: Duration| time.as_secs_f64() / bare.as_secs_f64();
    println!("{} workflow files, {:.2} MB", files.len(), bytes as f64 / 1e6);
    println!("  bare events      {bare:>9.1?}  1.00x");
    println!("  typed model      {model:>9.1?}  {:.2}x", ratio(model));
    println!(
        "  facts and rules  {rules:>9.1?}  {:.2}x  ({:.2}x of the model)",
        ratio(rules),
        rules.as_secs_f64() / model.as_secs_f64()
    );
    println!("  peak memory      {}", memory());
}

fn start_up() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/repos/healthy");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_truegreen"));
        let command = command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
        black_box(command.status().unwrap());
    };
    let needs = root.join("needs.json");
    let version = best(30, || run(&["--version"]));
    let check = best(30, || {
        run(&["check", "--root", root.to_str().unwrap(), "--needs", needs.to_str().unwrap()]);
    });
    println!("a small repository, from start to exit");
    println!("  --version        {version:>9.1?}");
    println!("  whole check      {check:>9.1?}");
}

fn main() {
    corpus();
    start_up();
}
