//! Real repositories compared with themselves, where nothing may be said, and with versions of themselves
//! in which green lies, where something must be.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use truegreen::app::{self, Asked, CheckRequest};
use truegreen::facts::change::{Direction, compare};
use truegreen::facts::{Facts, Material};
use truegreen::finding::Severity;
use truegreen::policy::Policy;
use truegreen::prove::{Operator, operators};

use crate::corpus_scripts::corpus;

fn repositories() -> Vec<PathBuf> {
    let Some(root) = corpus("workflows") else { return Vec::new() };
    let entries = std::fs::read_dir(root).unwrap();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.join(".github/workflows").is_dir());
    found.sort();
    assert!(found.len() > 50, "only {} repositories were seen", found.len());
    found
}

fn material(root: &Path) -> Material {
    let mut files: Vec<PathBuf> = std::fs::read_dir(root.join(".github/workflows"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "yml" || end == "yaml"));
    files.sort();
    let read = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (Arc::from(format!(".github/workflows/{name}")), Ok(std::fs::read(path).unwrap()))
    };
    Material { workflows: files.iter().map(read).collect(), ..Material::default() }
}

#[test]
fn a_repository_is_no_weaker_than_itself() {
    let repositories = repositories();
    for root in &repositories {
        let facts = Facts::new(material(root));
        let drift = compare(&facts, &facts, &Policy::default());
        assert!(drift.shifts.is_empty(), "{}: {:#?}", root.display(), drift.shifts);
    }
    loud!("{} repositories compared with themselves", repositories.len());
}

/// Edits that take a failure, or the check itself, out of the pipeline.
const WANTED: [&str; 12] = [
    "comment-out",
    "delete-job",
    "delete-step",
    "early-exit",
    "gut-step",
    "job-continue",
    "job-if-false",
    "leg-continue",
    "lenient-flag",
    "or-true",
    "step-continue",
    "step-if-false",
];

#[test]
fn what_makes_green_lie_is_drift() {
    let mut operators: Vec<&'static Operator> = operators();
    operators.retain(|operator| WANTED.contains(&operator.id));
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let every = std::env::var("TRUEGREEN_EVERY").ok().and_then(|every| every.parse().ok());
    for root in repositories().iter().step_by(every.unwrap_or(24)) {
        let asked = Asked {
            policy: None,
            junit: Vec::new(),
            coverage: Vec::new(),
            coverage_min: None,
            needs: None,
            required_jobs: Vec::new(),
            fail_on: Severity::Fail,
        };
        let request = CheckRequest { root: root.clone(), base: None, asked };
        let Ok(proof) = app::prove(&request, &operators) else { continue };
        let material = material(root);
        let base = Facts::new(material.clone());
        for trial in &proof.trials {
            let Some((_, after)) = &trial.texts else { continue };
            let head = base.with_workflow(&material, &trial.mutant.path, after.as_bytes());
            let drift = compare(&base, &head, &Policy::default());
            let weaker = drift.shifts.iter().any(|shift| {
                shift.direction != Direction::Stronger && shift.at_most != Some(Severity::Note)
            });
            let count = counts.entry(trial.operator.id).or_default();
            count.0 += 1;
            count.1 += usize::from(weaker);
            if !weaker && std::env::var("TRUEGREEN_PAIR").is_ok_and(|id| id == trial.operator.id) {
                loud!("{} {}: {}", root.display(), trial.mutant.subject, trial.mutant.what);
            }
        }
    }
    for (id, (all, weaker)) in &counts {
        loud!("{id:<26} {weaker} of {all} are drift");
        assert!(10 * weaker >= 9 * all, "{id}: only {weaker} of {all} are drift");
    }
}
