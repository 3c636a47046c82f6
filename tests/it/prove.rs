//! The proof as a user sees it: what was tried, what the policy caught, and what would catch the
//! rest.

use std::collections::BTreeSet;
use std::path::Path;

use truegreen::app;
use truegreen::app::request::{CheckOptions, CheckRequest, NeedsFrom};
use truegreen::finding::Severity;
use truegreen::prove::all_operators;
use truegreen::prove::operator::Operator;
use truegreen::prove::proof::{MutantFate, Proof, Trial};
use truegreen::verdict::report::Verdict;

use crate::cli::{sample, truegreen};

fn prove(policy: Option<&Path>, operators: &[&'static Operator]) -> Proof {
    let root = sample("proved");
    let asked = CheckOptions {
        policy: policy.map(|path| path.to_str().unwrap().to_owned()),
        junit: Vec::new(),
        coverage: Vec::new(),
        coverage_min: None,
        needs: Some(NeedsFrom::File(format!("{root}/needs.json"))),
        // The same places are tried whatever the policy says.
        required_jobs: ["lint", "unit", "gate"].map(str::to_owned).to_vec(),
        fail_on: Severity::Fail,
    };
    let request = CheckRequest { root: root.into(), base: None, asked };
    app::prove(&request, operators).unwrap()
}

fn is_open(trial: &Trial) -> bool {
    !matches!(trial.fate, MutantFate::Caught { .. })
}

#[test]
fn no_operator_is_dead() {
    let proof = prove(None, &all_operators());
    let dead: Vec<_> =
        proof.rows.iter().filter(|row| row.mutants == 0).map(|row| row.operator.id).collect();
    // One job more is no lie if the policy does not say that all jobs are listed.
    assert_eq!(dead, ["add-job"], "these find no place");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("policy.yml");
    std::fs::write(&file, "version: 1\nworkflows: { ci.yml: { only-listed: true } }\n").unwrap();
    let more: Vec<_> = all_operators().into_iter().filter(|one| one.id == "add-job").collect();
    let proof = prove(Some(&file), &more);
    assert!(!proof.trials.is_empty() && !proof.trials.iter().any(is_open));
    let ids: BTreeSet<_> = all_operators().iter().map(|operator| operator.id).collect();
    assert_eq!(ids.len(), all_operators().len(), "two operators have one id");
}

/// A policy that names reports, and asks for next to nothing in them.
const LOOSE: &str = "version: 1
tests: [{ name: unit, reports: [\"reports/*.xml\"] }]
coverage: [{ name: orders, reports: [coverage.xml], lines: 0 }]
";

/// The line beside a missed mutant is a policy, and it catches the mutant.
#[test]
fn what_is_proposed_catches_what_survived() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("policy.yml");
    let loose = folder.path().join("loose.yml");
    std::fs::write(&loose, LOOSE).unwrap();
    let mut wrong = Vec::new();
    let proof = prove(None, &all_operators());
    let reports: Vec<_> =
        all_operators().into_iter().filter(|one| one.family.contains("reports")).collect();
    let loose = prove(Some(&loose), &reports);
    assert!(loose.trials.iter().any(is_open));
    for trial in proof.trials.iter().chain(&loose.trials).filter(|trial| is_open(trial)) {
        let Some(policy) = &trial.mutant.policy else { continue };
        std::fs::write(&file, format!("version: 1\n{policy}\n")).unwrap();
        let again = prove(Some(&file), &[trial.operator]);
        let same = again.trials.iter().find(|other| {
            other.mutant.subject == trial.mutant.subject && other.mutant.what == trial.mutant.what
        });
        if same.is_none_or(is_open) {
            let (id, fate) = (trial.operator.id, same.map(|trial| &trial.fate));
            let (subject, what) = (&trial.mutant.subject, &trial.mutant.what);
            wrong.push(format!("{id} {subject}: {what}\n    {policy}\n    {fate:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} are not caught:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_whole_proof_reads_well() {
    let root = sample("proved");
    let needs = format!("{root}/needs.json");
    let (code, out, err) = truegreen(&["prove", "--root", &root, "--needs", &needs]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    insta::assert_snapshot!(out);
}

#[test]
fn a_gate_without_a_hole_in_what_is_asked_passes() {
    let root = sample("proved");
    let only = ["prove", "--root", &root, "--operator", "or-true", "step-continue"];
    let (code, out, _) = truegreen(&only);
    assert_eq!(code, 0, "{out}");
    insta::assert_snapshot!(out);
}

#[test]
fn one_operator_as_json() {
    let root = sample("proved");
    let only = ["prove", "--root", &root, "--operator", "raise-timeout", "--format", "json"];
    let (code, out, _) = truegreen(&only);
    assert_eq!(code, 1);
    insta::assert_snapshot!(out);
}

#[test]
fn what_cannot_be_judged_proves_nothing() {
    let (code, out, _) =
        truegreen(&["prove", "--root", &sample("broken"), "--operator", "or-true"]);
    assert_eq!(code, 3, "{out}");
    let empty = tempfile::tempdir().unwrap();
    let (code, out, _) = truegreen(&["prove", "--root", empty.path().to_str().unwrap()]);
    assert_eq!(code, 3, "{out}");
}

#[test]
fn an_operator_that_is_not_there_is_a_wrong_use() {
    let (code, out, err) = truegreen(&["prove", "--operator", "or-tru"]);
    assert_eq!((code, out.as_str()), (2, ""));
    insta::assert_snapshot!(err);
}

#[test]
fn the_list_names_every_operator() {
    let (code, out, _) = truegreen(&["prove", "--list"]);
    assert_eq!(code, 0);
    assert_eq!(out.lines().count(), all_operators().len());
    insta::assert_snapshot!(out);
}

#[test]
fn a_proof_is_the_same_every_time() {
    let shown = |proof: &Proof| {
        let trials = proof.trials.iter();
        let shown = trials.map(|trial| {
            format!("{} {} {:?}", trial.operator.id, trial.mutant.subject, trial.fate)
        });
        shown.collect::<Vec<_>>()
    };
    let proof = prove(None, &all_operators());
    assert_eq!(shown(&proof), shown(&prove(None, &all_operators())));
    assert_eq!(proof.verdict(), Verdict::Fail);
}

#[test]
fn the_readme_shows_real_output() {
    let root = sample("proved");
    let only = ["prove", "--root", &root, "--operator", "or-true", "step-continue", "delete-leg"];
    let (_, out, _) = truegreen(&only);
    let readme = include_str!("../../README.md");
    assert!(readme.contains(out.trim_end()), "README.md must show:\n{out}");
}
