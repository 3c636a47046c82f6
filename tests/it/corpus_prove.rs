//! Every operator on real repositories, with all their jobs required: none panics, each finds a
//! place, and the rules that exist catch what they are for.
//!
//! If `TRUEGREEN_SURVIVORS` names a file, every mutant that its own rule does not catch is written
//! there to be read.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use truegreen::app;
use truegreen::app::InitRequest;
use truegreen::app::request::{CheckOptions, CheckRequest};
use truegreen::finding::Severity;
use truegreen::formats::workflow::read_workflow;
use truegreen::prove::all_operators;
use truegreen::prove::operator::Operator;
use truegreen::prove::proof::{MutantFate, Proof, ProofBudget, ProofRow, Trial};
use truegreen::rules::find;
use truegreen::verdict::report::Verdict;

use crate::corpus_init::SAMPLE;
use crate::init::copied;
use crate::outside::{corpus, each};

fn repositories() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(corpus("workflows")).unwrap();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.join(".github/workflows").is_dir());
    found.sort();
    assert!(found.len() > 50, "only {} repositories were seen", found.len());
    found.into_iter().step_by(each(12)).collect()
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

fn prove(
    root: &Path,
    policy: Option<&Path>,
    operators: &[&'static Operator],
    hints: usize,
) -> Proof {
    let asked = CheckOptions {
        policy: policy.map(|path| path.to_str().unwrap().to_owned()),
        junit: Vec::new(),
        coverage: Vec::new(),
        coverage_min: None,
        needs: None,
        required_jobs: jobs(root),
        fail_on: Severity::Fail,
    };
    let request = CheckRequest { root: root.to_owned(), base: None, asked };
    let budget = ProofBudget { hints, ..ProofBudget::default() };
    app::prove(&request, operators, budget, &|_| {}).unwrap()
}

/// The repositories, each with all operators and no policy. Which mutants are caught is asked, not
/// what would catch the others, which would take most of the time.
static PROOFS: LazyLock<Vec<(PathBuf, Proof)>> = LazyLock::new(|| {
    let proved = |root: PathBuf| {
        let proof = prove(&root, None, &all_operators(), 0);
        (root, proof)
    };
    repositories().into_iter().map(proved).collect()
});

#[derive(Default)]
struct Sums {
    rows: BTreeMap<&'static str, ProofRow>,
    missed: String,
}

impl Sums {
    fn add(&mut self, name: &str, proof: &Proof) {
        for row in &proof.rows {
            let sum = self.rows.entry(row.operator.id).or_insert_with(|| ProofRow {
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
            if !matches!(trial.fate, MutantFate::Caught { own: true, .. }) {
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
#[ignore = "needs the corpus"]
fn the_rules_catch_what_they_are_for_on_real_repositories() {
    let mut sums = Sums::default();
    for (root, proof) in PROOFS.iter() {
        sums.add(&root.file_name().unwrap().to_string_lossy(), proof);
    }
    if let Some(file) = std::env::var_os("TRUEGREEN_SURVIVORS") {
        std::fs::write(file, &sums.missed).unwrap();
    }
    loud!("{} repositories spoiled", PROOFS.len());
    let mut rules: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let (mut dull, mut dead) = (Vec::new(), Vec::new());
    for operator in all_operators() {
        let row = &sums.rows[operator.id];
        eprintln!(
            "{:<26} {:>5} mutants {:>5} caught {:>5} by {} ({} refused, {} left out)",
            operator.id,
            row.mutants,
            row.caught,
            row.own,
            operator.rules.join(", "),
            row.refused,
            row.left_out
        );
        for rule in operator.rules {
            let (mutants, own) = rules.entry(rule).or_default();
            *mutants += row.mutants;
            *own += row.own;
        }
        // The first rule owns the edit; the others may report it too.
        let is_floored = operator.rules.first().is_some_and(|rule| FLOORED.contains(rule));
        if is_floored && row.own * 100 < row.mutants * FLOOR {
            dull.push(operator.id);
        }
        let needs_evidence = operator.rules.iter().any(|rule| EVIDENCE.contains(rule));
        let is_rare = RARE.contains(&operator.id) || operator.family == "It measures less";
        if row.mutants == 0 && !needs_evidence && !is_rare {
            dead.push(operator.id);
        }
        assert!(row.refused * 20 <= row.mutants + 20, "`{}` is mostly refused", operator.id);
    }
    for (rule, (mutants, own)) in rules {
        let there = if find(rule).is_some() { "" } else { " (no rule yet)" };
        eprintln!("{rule:<24} {own:>5} of {mutants:>5} mutants of its operators{there}");
    }
    assert!(dead.is_empty(), "these have no place in any repository: {dead:?}");
    assert!(dull.is_empty(), "fewer than {FLOOR} % of these are caught: {dull:?}");
}

/// Rules that must catch nearly all mutants of their operators without any policy.
const FLOORED: [&str; 9] = [
    "background-step",
    "continue-on-error",
    "invalid-workflow",
    "lax-shell",
    "lenient-flag",
    "missing-job",
    "muted-command",
    "pytest-xdist",
    "unchecked-pipe",
];

/// The minimum in percent.
const FLOOR: usize = 97;

/// Operators for reports, of which the corpus has none.
const EVIDENCE: [&str; 6] =
    ["failing-test", "job-not-green", "low-coverage", "missing-report", "no-tests", "skipped-test"];

/// Operators for which few repositories have a place, or none without a policy.
const RARE: [&str; 17] = [
    "add-job",
    "called-or-true",
    "callee-continue",
    "callee-echo",
    "caller-deleted",
    "caller-if-false",
    "caller-if-push",
    "caller-if-variable",
    "drop-merge-group",
    "empty-action",
    "empty-environment",
    "empty-package-script",
    "empty-recipe",
    "empty-script",
    "gate-by-hand",
    "leg-continue",
    "next-program",
];

/// Most verdicts about lines of a policy, for each repository.
const HINTS: usize = 120;

/// The patch that is proposed is a policy: the repository as it is passes with it as before, and each
/// mutant that it names is caught.
#[test]
#[ignore = "needs the corpus"]
fn what_is_proposed_catches_real_survivors() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("policy.yml");
    let (mut named, mut wrong) = (0, Vec::new());
    for root in repositories().iter().step_by(3) {
        let proof = prove(root, None, &all_operators(), HINTS);
        let Some(patch) = &proof.patch else { continue };
        std::fs::write(&file, &patch.yaml).unwrap();
        let mut operators: Vec<&'static Operator> = Vec::new();
        let hinted = || proof.trials.iter().filter(|trial| trial.hint.is_some());
        for trial in hinted() {
            if operators.iter().all(|known| known.id != trial.operator.id) {
                operators.push(trial.operator);
            }
        }
        let again = prove(root, Some(&file), &operators, 0);
        assert_eq!(again.baseline, proof.baseline, "{}", root.display());
        for trial in hinted() {
            named += 1;
            let same = again.trials.iter().find(|other| {
                other.mutant.subject == trial.mutant.subject
                    && other.mutant.what == trial.mutant.what
                    && other.mutant.span == trial.mutant.span
            });
            if !same.is_some_and(|same| matches!(same.fate, MutantFate::Caught { .. })) {
                wrong.push(shown(&root.to_string_lossy(), trial));
            }
        }
    }
    loud!("{named} missed mutants that a proposed patch catches");
    assert!(named > 20, "only {named} mutants have a line of a policy");
    assert!(wrong.is_empty(), "{} of {named} are not caught:\n{}", wrong.len(), wrong.join("\n"));
}

/// The minimum in percent: of the mutants in required jobs, those that the policy of `init` turns
/// red. Most of the others are second runs, and gates behind an aggregate job or a call, of which
/// the policy of `init` says nothing yet.
const ADOPTED: usize = 92;

/// `init`, and then `prove` with the written policy only: the policy that a team starts with
/// catches nearly every way in which a required job could lie.
#[test]
#[ignore = "needs the corpus"]
fn what_init_writes_catches_what_is_put_into_the_required_jobs() {
    let (corpus, step, part) = (corpus("workflows"), each(8), each(6));
    let mut tried: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (index, name) in SAMPLE.iter().step_by(step).enumerate() {
        // The operators take turns, so that each of them meets some of the repositories.
        let turn: Vec<_> = all_operators().into_iter().skip(index % part).step_by(part).collect();
        let root = copied(&corpus.join(name));
        let request = InitRequest { root: root.path().to_owned(), force: false };
        let plan = app::plan_init(&request).unwrap();
        app::write_policy(&request, &plan).unwrap();
        let asked = CheckOptions {
            policy: None,
            junit: Vec::new(),
            coverage: Vec::new(),
            coverage_min: None,
            needs: None,
            required_jobs: Vec::new(),
            fail_on: Severity::Fail,
        };
        let request = CheckRequest { root: root.path().to_owned(), base: None, asked };
        // No line for the policy is asked for, which would take most of the time.
        let budget = ProofBudget { hints: 0, ..ProofBudget::default() };
        let proof = app::prove(&request, &turn, budget, &|_| {}).unwrap();
        assert_eq!(proof.baseline, Verdict::Pass, "{name} is not green after `init`");
        for trial in proof.trials.iter().filter(|trial| trial.mutant.required) {
            let (mutants, caught) = tried.entry(trial.operator.id).or_default();
            *mutants += 1;
            *caught += usize::from(matches!(trial.fate, MutantFate::Caught { .. }));
        }
    }
    let (mut mutants, mut caught) = (0, 0);
    for operator in all_operators() {
        let Some((tried, stopped)) = tried.get(operator.id) else { continue };
        eprintln!("{:<26} {tried:>5} mutants {stopped:>5} caught", operator.id);
        mutants += tried;
        caught += stopped;
    }
    loud!("after `init`, {caught} of {mutants} mutants of required jobs are caught");
    assert!(mutants > 600, "only {mutants} mutants were tried");
    assert!(caught * 100 >= mutants * ADOPTED, "{caught} of {mutants} are fewer than {ADOPTED} %");
}
