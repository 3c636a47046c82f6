//! Every operator on real repositories, with all their jobs required: none panics, none is dead, and the
//! rules that exist catch what they are for.
//!
//! `TRUEGREEN_EVERY=1` takes every repository of the corpus, not each eighth; with `TRUEGREEN_SURVIVORS`
//! naming a file, every mutant that its own rule does not catch is written there to be read.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use truegreen::app::{self, Asked, CheckRequest};
use truegreen::finding::Severity;
use truegreen::formats::workflow::read_workflow;
use truegreen::prove::{Fate, Proof, Row, Trial, operators};

fn repositories() -> Vec<PathBuf> {
    let Some(corpus) = std::env::var_os("TRUEGREEN_CORPUS") else {
        loud!("SKIPPED LOUD: TRUEGREEN_CORPUS is not set, no real repository was spoiled");
        return Vec::new();
    };
    let entries = std::fs::read_dir(Path::new(&corpus).join("workflows")).unwrap();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.join(".github/workflows").is_dir());
    found.sort();
    assert!(found.len() > 50, "only {} repositories were seen", found.len());
    let every = std::env::var("TRUEGREEN_EVERY").ok().and_then(|every| every.parse().ok());
    found.into_iter().step_by(every.unwrap_or(8)).collect()
}

fn jobs(root: &Path) -> Vec<String> {
    let mut jobs = Vec::new();
    for entry in std::fs::read_dir(root.join(".github/workflows")).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap_or_default();
        let parsed = read_workflow(&Arc::from(file.as_str()), &bytes);
        let model = parsed.value.filter(|_| parsed.problems.is_empty());
        let ids = model.into_iter().flat_map(|model| model.jobs);
        jobs.extend(ids.map(|job| format!("{file}/{}", job.id.value)));
    }
    jobs.sort();
    jobs
}

fn prove(root: &Path) -> Proof {
    let asked = Asked {
        policy: None,
        junit: Vec::new(),
        coverage: Vec::new(),
        coverage_min: None,
        needs: None,
        required_jobs: jobs(root),
        fail_on: Severity::Fail,
    };
    let request = CheckRequest { root: root.to_owned(), base: None, asked };
    app::prove(&request, &operators()).unwrap()
}

#[derive(Default)]
struct Sums {
    rows: BTreeMap<&'static str, Row>,
    missed: String,
}

impl Sums {
    fn add(&mut self, name: &str, proof: &Proof) {
        for row in &proof.rows {
            let sum = self.rows.entry(row.operator.id).or_insert_with(|| Row {
                mutants: 0,
                caught: 0,
                own: 0,
                refused: 0,
                left_out: 0,
                ..row.clone()
            });
            sum.mutants += row.mutants;
            sum.caught += row.caught;
            sum.own += row.own;
            sum.refused += row.refused;
            sum.left_out += row.left_out;
        }
        for trial in &proof.trials {
            if !matches!(trial.fate, Fate::Caught { own: true, .. }) {
                self.missed += &shown(name, trial);
            }
        }
    }
}

fn shown(name: &str, trial: &Trial) -> String {
    let mutant = &trial.mutant;
    let mut out = format!(
        "{}\t{name}/{}:{}\t{}\t{:?}\n",
        trial.operator.id, mutant.path, mutant.span.line, mutant.what, trial.fate
    );
    if let Some((before, after)) = &trial.texts {
        let old: Vec<&str> = before.lines().collect();
        let new: Vec<&str> = after.lines().collect();
        let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
        let more = new.len().saturating_sub(old.len());
        for line in new.iter().skip(same.saturating_sub(2)).take(5 + more) {
            let _ = writeln!(out, "    | {line}");
        }
    }
    out
}

#[test]
fn the_rules_catch_what_they_are_for_on_real_repositories() {
    let mut sums = Sums::default();
    let repositories = repositories();
    for root in &repositories {
        let proof = prove(root);
        sums.add(&root.file_name().unwrap().to_string_lossy(), &proof);
    }
    if repositories.is_empty() {
        return;
    }
    if let Some(file) = std::env::var_os("TRUEGREEN_SURVIVORS") {
        std::fs::write(file, &sums.missed).unwrap();
    }
    loud!("{} repositories spoiled", repositories.len());
    for operator in operators() {
        let row = &sums.rows[operator.id];
        eprintln!(
            "{:<28} {:>5} mutants {:>5} caught {:>5} by {:?} ({} refused, {} left out)",
            operator.id,
            row.mutants,
            row.caught,
            row.own,
            operator.rules,
            row.refused,
            row.left_out
        );
    }
}
