//! Tests of the trials: which edits are mutants, and how they are understood.

use std::sync::Arc;

use crate::facts::commit::Facts;
use crate::facts::understand::SideInputs;
use crate::finding::Severity;
use crate::policy::Policy;
use crate::prove::bench::TrialBench;
use crate::prove::inputs::ProofInputs;
use crate::prove::progress::{ProgressMeter, ProofProgress, ProofStage};
use crate::prove::proof::{MOST, ProofBudget};
use crate::prove::trial;
use crate::prove::{MutationSites, all_operators};

const WORKFLOW: &str = include_str!("../../testdata/repos/proved/.github/workflows/ci.yml");
const SETTINGS: &str = include_str!("../../testdata/repos/proved/pyproject.toml");

fn scene() -> ProofInputs {
    let path = |name: &str| Arc::from(format!(".github/workflows/{name}"));
    let other = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: pytest\n";
    let workflows = [("a.yml", other), ("ci.yml", WORKFLOW), ("z.yml", other)];
    let bytes = |text: &str| Ok(text.as_bytes().to_vec());
    let material = SideInputs {
        workflows: workflows.map(|(name, text)| (path(name), bytes(text))).to_vec(),
        settings: vec![("pyproject.toml".to_owned(), bytes(SETTINGS))],
        ..SideInputs::default()
    };
    ProofInputs {
        material,
        base_workflows: None,
        suites: Vec::new(),
        coverage: Vec::new(),
        policy: Policy::default(),
        policy_text: None,
        fail_on: Severity::Fail,
        today: jiff::civil::date(2026, 11, 20),
    }
}

fn mutants(workflow: &str, id: &str) -> Vec<String> {
    let path: Arc<str> = Arc::from(".github/workflows/ci.yml");
    let material = SideInputs {
        workflows: vec![(path, Ok(workflow.as_bytes().to_vec()))],
        ..SideInputs::default()
    };
    let scene = ProofInputs { material, ..scene() };
    let facts = Facts::new(scene.material.clone());
    let stage = MutationSites::new(&scene, &facts);
    let operator = all_operators().into_iter().find(|operator| operator.id == id).unwrap();
    (operator.sites)(&stage).into_iter().map(|mutant| mutant.what).collect()
}

fn job(body: &str) -> String {
    format!("on: pull_request\njobs:\n  unit:\n    runs-on: x\n    steps:\n{body}")
}

/// Both gates run in either order, and each of them fails the job.
#[test]
fn two_gates_in_another_order_are_no_mutant() {
    let gates = "      - run: ruff check\n      - run: pytest\n";
    assert_eq!(mutants(&job(gates), "swap-steps"), [""; 0]);
    let prepared = "      - run: pip install .\n      - run: pytest\n";
    assert_eq!(mutants(&job(prepared), "swap-steps"), ["run step `#2` before `#1`"]);
}

/// A reference to a branch is pinned to nothing.
#[test]
fn another_branch_is_no_mutant() {
    let at = |reference: &str| {
        job(&format!("      - uses: actions/setup@{reference}\n      - run: pytest\n"))
    };
    assert_eq!(mutants(&at("stable"), "unpin-action"), [""; 0]);
    let version = "use `actions/setup@main`, not `@v4`";
    assert_eq!(mutants(&at("v4"), "unpin-action"), [version]);
}

/// The policy does not say that all jobs are listed, and the new job weakens no other.
#[test]
fn a_job_more_is_no_mutant_where_jobs_may_come() {
    assert_eq!(mutants(&job("      - run: pytest\n"), "add-job"), [""; 0]);
}

/// The checks of a matrix have the names of its matrix jobs.
#[test]
fn a_twin_has_the_name_of_a_check() {
    let matrix = job("      - run: pytest\n")
        .replace("runs-on: x", "runs-on: x\n    strategy: { matrix: { python: [3, 4] } }");
    let twin = "add a job with the name `unit (3)` that only prints";
    assert_eq!(mutants(&matrix, "twin-job"), [twin]);
}

/// Facts that take over unchanged workflows equal facts that read all workflows.
#[test]
fn the_short_way_gives_the_same_facts() {
    let scene = scene();
    let bench = TrialBench::of_user(&scene);
    let stage = MutationSites::new(&scene, &bench.facts);
    let mut seen = 0;
    for operator in all_operators() {
        for mutant in (operator.sites)(&stage) {
            let Some((short, Some((_, after)))) = bench.mutated(operator, &mutant) else {
                continue;
            };
            let mut material = scene.material.clone();
            for (path, read) in &mut material.workflows {
                if *path == mutant.path {
                    *read = Ok(after.as_bytes().to_vec());
                }
            }
            for (path, read) in &mut material.settings {
                if **path == *mutant.path {
                    *read = Ok(after.as_bytes().to_vec());
                }
            }
            let whole = Facts::new(material);
            assert_eq!(format!("{short:?}"), format!("{whole:?}"), "{}", operator.id);
            seen += 1;
        }
    }
    assert!(seen > 200, "{seen}");
}

/// What does not fit the budget is counted, and every operator keeps its share.
#[test]
fn what_does_not_fit_the_budget_is_left_out_and_counted() {
    let steps: String = (0..12).map(|n| format!("      - run: pytest tests/{n}\n")).collect();
    let path: Arc<str> = Arc::from(".github/workflows/ci.yml");
    let material = SideInputs {
        workflows: vec![(path, Ok(job(&steps).into_bytes()))],
        ..SideInputs::default()
    };
    let scene = ProofInputs { material, ..scene() };
    let operators: Vec<_> = all_operators()
        .into_iter()
        .filter(|one| ["echo-command", "or-true", "rename-job"].contains(&one.id))
        .collect();
    let silent = |_: ProofProgress| {};
    let run = |mutants, hints| {
        let budget = ProofBudget { mutants, hints };
        trial::run(&scene, &operators, budget, &ProgressMeter::new(&silent))
    };
    let left_out = |mutants| {
        let proof = run(mutants, 0);
        let rows = proof.rows.iter().map(|row| (row.mutants, row.left_out)).collect::<Vec<_>>();
        (proof.most, rows)
    };
    assert_eq!(left_out(100), (MOST, vec![(8, 4), (8, 4), (1, 0)]));
    assert_eq!(left_out(9), (4, vec![(4, 8), (4, 8), (1, 0)]));
    assert_eq!(left_out(2), (1, vec![(1, 11), (1, 11), (1, 0)]));
    let (none, some) = (run(100, 0), run(100, 100));
    assert!(none.patch.is_none() && none.unproposed == 9, "{}", none.unproposed);
    assert!(some.patch.is_some() && some.unproposed == 0);
    assert_eq!(some.trials.iter().filter(|trial| trial.hint.is_some()).count(), 9);
}

/// Progress counts every mutant, and then every line for the policy.
#[test]
fn progress_tells_each_stage() {
    let told = std::sync::Mutex::new(Vec::new());
    let tell = |step: ProofProgress| told.lock().unwrap().push(step);
    let scene = scene();
    let operators: Vec<_> =
        all_operators().into_iter().filter(|one| one.id == "echo-command").collect();
    let budget = ProofBudget::default();
    let proof = trial::run(&scene, &operators, budget, &ProgressMeter::new(&tell));
    let told = told.into_inner().unwrap();
    let count = |stage| told.iter().filter(|step| step.stage == stage).count();
    assert_eq!(count(ProofStage::Mutants), proof.trials.len());
    assert!(count(ProofStage::Hints) > 0);
    assert!(told.iter().all(|step| step.done <= step.of && step.done > 0), "{told:?}");
}

/// A key of a settings file is named by its own table.
#[test]
fn a_hint_about_a_setting_names_its_table() {
    let settings = "[tool.pytest.ini_options]\nstrict = true\n";
    let material = SideInputs {
        settings: vec![("pyproject.toml".to_owned(), Ok(settings.as_bytes().to_vec()))],
        ..scene().material
    };
    let scene = ProofInputs { material, ..scene() };
    let facts = Facts::new(scene.material.clone());
    let stage = MutationSites::new(&scene, &facts);
    let operator = all_operators().into_iter().find(|one| one.id == "strict-off-setting").unwrap();
    let mutants = (operator.sites)(&stage);
    let hint = "settings: { pyproject.toml: { \"$.tool.pytest.ini_options.strict\": true } }";
    assert_eq!(mutants.first().unwrap().hints, [hint]);
}
