//! The proof as a user sees it: what was tried, what the policy caught, and what would catch the
//! rest.

use std::collections::BTreeSet;
use std::path::Path;

use serde_yaml::Value;
use truegreen::app;
use truegreen::app::request::{CheckOptions, CheckRequest, NeedsFrom};
use truegreen::finding::Severity;
use truegreen::prove::all_operators;
use truegreen::prove::operator::Operator;
use truegreen::prove::proof::{MutantFate, Proof, ProofBudget, Trial};
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
    app::prove(&request, operators, ProofBudget::default(), &|_| {}).unwrap()
}

fn is_open(trial: &Trial) -> bool {
    !matches!(trial.fate, MutantFate::Caught { .. })
}

/// The repository whose gates are called.
fn prove_called(operators: &[&'static Operator]) -> Proof {
    prove_at(Path::new(&sample("called")), None, operators)
}

fn prove_at(root: &Path, policy: Option<&Path>, operators: &[&'static Operator]) -> Proof {
    let asked = CheckOptions {
        policy: policy.map(|path| path.to_str().unwrap().to_owned()),
        junit: Vec::new(),
        coverage: Vec::new(),
        coverage_min: None,
        needs: None,
        required_jobs: Vec::new(),
        fail_on: Severity::Fail,
    };
    let request = CheckRequest { root: root.into(), base: None, asked };
    app::prove(&request, operators, ProofBudget::default(), &|_| {}).unwrap()
}

fn by_id(ids: &[&str]) -> Vec<&'static Operator> {
    all_operators().into_iter().filter(|one| ids.contains(&one.id)).collect()
}

#[test]
fn no_operator_is_dead() {
    let (proof, called) = (prove(None, &all_operators()), prove_called(&all_operators()));
    let has = |id: &str, proof: &Proof| {
        proof.rows.iter().any(|row| row.operator.id == id && row.mutants > 0)
    };
    let mut dead: Vec<_> = all_operators().iter().map(|operator| operator.id).collect();
    dead.retain(|id| !has(id, &proof) && !has(id, &called));
    // One job more is no lie if the policy does not say that all jobs are listed.
    assert_eq!(dead, ["add-job"], "these find no place");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("policy.yml");
    std::fs::write(&file, "version: 1\nworkflows: { ci.yml: { only-listed: true } }\n").unwrap();
    let proof = prove(Some(&file), &by_id(&["add-job"]));
    assert!(!proof.trials.is_empty() && !proof.trials.iter().any(is_open));
    let ids: BTreeSet<_> = all_operators().iter().map(|operator| operator.id).collect();
    assert_eq!(ids.len(), all_operators().len(), "two operators have one id");
}

/// A policy that names reports, and asks for next to nothing in them.
const LOOSE: &str = "version: 1
tests: [{ name: unit, reports: [\"reports/*.xml\"] }]
coverage: [{ name: orders, reports: [coverage.xml], lines: 0 }]
";

/// The patch is a policy, the repository as it is passes with it, and it catches what it names.
#[test]
fn what_is_proposed_catches_what_survived() {
    let folder = tempfile::tempdir().unwrap();
    let loose = folder.path().join("loose.yml");
    std::fs::write(&loose, LOOSE).unwrap();
    let file = folder.path().join("policy.yml");
    let own = format!("{}/.github/truegreen.yml", sample("proved"));
    for policy in [Some(Path::new(&own)), Some(loose.as_path())] {
        let proof = prove(policy, &all_operators());
        let patch = proof.patch.as_ref().unwrap();
        let text = std::fs::read_to_string(policy.unwrap()).unwrap();
        std::fs::write(&file, pasted(&text, &patch.yaml)).unwrap();
        let again = prove(Some(&file), &all_operators());
        assert_eq!(again.baseline, proof.baseline, "{}", patch.yaml);
        let hinted: Vec<&Trial> = proof.trials.iter().filter(|one| one.hint.is_some()).collect();
        assert_eq!(hinted.len(), patch.catches);
        assert!(hinted.len() > 15, "{}", hinted.len());
        for trial in hinted {
            let is_same = |other: &&Trial| {
                let (one, other) = (&trial.mutant, &other.mutant);
                one.subject == other.subject && one.what == other.what
            };
            let same = again.trials.iter().find(is_same);
            let (id, hint) = (trial.operator.id, &trial.hint);
            assert!(same.is_some_and(|same| !is_open(same)), "{id} {:?} {hint:?}", trial.mutant);
        }
    }
}

/// Puts a patch into a policy as a user does: in place of the entries of the same name.
fn pasted(policy: &str, patch: &str) -> String {
    fn put(into: &mut Value, new: &Value, path: &[&str]) {
        for (key, value) in new.as_mapping().unwrap() {
            let name = key.as_str().unwrap();
            let deeper = match path {
                [] => ["workflows", "settings", "rules"].contains(&name),
                ["workflows"] => true,
                ["workflows", _] => name == "jobs",
                _ => false,
            };
            match into.get_mut(key) {
                Some(own) if deeper && own.is_mapping() => {
                    put(own, value, &[path, &[name]].concat())
                }
                Some(Value::Sequence(own)) if path.is_empty() => {
                    for item in value.as_sequence().unwrap() {
                        own.retain(|known| known.get("name") != item.get("name"));
                        own.push(item.clone());
                    }
                }
                _ => drop(into.as_mapping_mut().unwrap().insert(key.clone(), value.clone())),
            }
        }
    }
    let mut tree: Value = serde_yaml::from_str(policy).unwrap();
    put(&mut tree, &serde_yaml::from_str(patch).unwrap(), &[]);
    serde_yaml::to_string(&tree).unwrap()
}

#[test]
fn the_whole_proof_reads_well() {
    let root = sample("proved");
    let needs = format!("{root}/needs.json");
    let (code, out, err) = truegreen(&["prove", "--all", "--root", &root, "--needs", &needs]);
    assert_eq!(code, 1, "{out}");
    // How far it is stands on standard error alone.
    assert_eq!(err, "prove: 200 of 256 mutants tried\n");
    assert!(!out.contains("mutants tried"));
    insta::assert_snapshot!(out);
}

/// The result comes first, what was missed has one line for each operator, and what was caught is a count.
#[test]
fn a_proof_is_short_where_not_all_is_asked_for() {
    let root = sample("proved");
    let needs = format!("{root}/needs.json");
    let (code, out, _) = truegreen(&["prove", "--root", &root, "--needs", &needs]);
    assert_eq!(code, 1, "{out}");
    assert!(out.starts_with("OPEN"), "{out}");
    insta::assert_snapshot!(out);
}

#[test]
fn what_steps_and_jobs_call_is_shown() {
    let root = sample("called");
    let (code, out, _) = truegreen(&["prove", "--all", "--root", &root]);
    assert_eq!(code, 1, "{out}");
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

/// A repository with one workflow, and the proof of it by one policy.
fn proof_of(policy: &str, files: &[(&str, &str)], operators: &[&'static Operator]) -> Proof {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in [&[(".github/truegreen.yml", policy)], files].concat() {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    prove_at(folder.path(), None, operators)
}

const CI: &str = ".github/workflows/ci.yml";

/// A gate of a called workflow, one or two calls deep, is a gate: what nobody waits for is what
/// `trace` says of it, and nothing else.
#[test]
fn a_merge_waits_for_a_called_gate() {
    let proof = prove_called(&by_id(&["echo-command", "callee-echo", "caller-if-variable"]));
    let subjects: BTreeSet<&str> =
        proof.trials.iter().map(|trial| trial.mutant.subject.as_str()).collect();
    for gate in ["tests.yml/unit/Tests", "style.yml/style/Style", "middle.yml/inner"] {
        assert!(subjects.contains(gate), "{gate}: {subjects:?}");
    }
    assert!(proof.trials.iter().all(|trial| trial.mutant.required), "{subjects:?}");
    let idle = "version: 1\nworkflows: { ci.yml: { jobs: { other: {} } } }\n";
    let files = [(CI, OTHER), (".github/workflows/tests.yml", CALLEE)];
    let proof = proof_of(idle, &files, &by_id(&["echo-command"]));
    let waits = |subject: &str| {
        let trial = proof.trials.iter().find(|trial| trial.mutant.subject == subject).unwrap();
        trial.mutant.required
    };
    assert!(!waits("tests.yml/unit/#1") && waits("ci.yml/other/#1"));
}

const OTHER: &str = "on: pull_request
jobs:
  tests: { uses: ./.github/workflows/tests.yml }
  other:
    runs-on: x
    steps:
      - run: ruff check .
";
const CALLEE: &str = "on: workflow_call
jobs:
  unit:
    runs-on: x
    steps:
      - run: pytest
";

/// Many mutants of what no merge waits for are counted by job, and none of them gets a hint.
#[test]
fn what_no_merge_waits_for_is_counted() {
    let idle = "version: 1\nworkflows: { ci.yml: { jobs: { other: {} } } }\n";
    let files = [(CI, OTHER), (".github/workflows/tests.yml", CALLEE)];
    let proof = proof_of(idle, &files, &all_operators());
    let of_idle = || proof.trials.iter().filter(|trial| !trial.mutant.required);
    assert!(of_idle().count() > 20 && of_idle().all(|trial| trial.hint.is_none()));
    let detail = truegreen::publish::prove::ProofDetail::Brief;
    let out = truegreen::publish::prove::render(&proof, detail, 100);
    let behind = out.split("Not caught, in what no merge waits for").nth(1).unwrap();
    assert!(behind.contains(" in `tests.yml/unit`, "), "{behind}");
    assert!(!behind.contains("echo-command"), "{behind}");
}

/// A condition turns `|| true` around, a pipe and a comment swallow it, so none of them is a place.
#[test]
fn a_called_command_is_muted_where_it_stands_alone() {
    let script = "#!/bin/bash
set -eo pipefail
if ! mypy src; then exit 1; fi
ruff check . # all of it
pylint src | tee pylint.log
pytest
";
    let workflow = unit("      - run: bash check.sh\n");
    let files = [(CI, workflow.as_str()), ("check.sh", script)];
    let proof = proof_of(REQUIRED, &files, &by_id(&["called-or-true"]));
    let edits: Vec<&str> = proof.trials.iter().map(|trial| trial.mutant.what.as_str()).collect();
    assert_eq!(edits, ["append `|| true` to `pytest`"]);
}

/// What no line of a policy catches is shown as missed. The step is the only one that asks, and
/// another step runs the same command.
#[test]
fn what_cannot_be_caught_is_said() {
    let proof = prove_called(&by_id(&["gut-step"]));
    let trial = proof.trials.iter().find(|one| one.mutant.subject == "tests.yml/unit/Tests");
    let trial = trial.unwrap();
    assert!(is_open(trial) && trial.hint.is_none() && trial.mutant.required);
    assert_eq!(proof.verdict(), Verdict::Fail);
}

fn only_hint(policy: &str, workflow: &str, operator: &str) -> Option<String> {
    let proof = proof_of(policy, &[(CI, workflow)], &by_id(&[operator]));
    let open: Vec<&Trial> = proof.trials.iter().filter(|trial| is_open(trial)).collect();
    assert!(!open.is_empty(), "{operator}");
    assert_eq!(proof.patch.is_some(), open.iter().any(|trial| trial.hint.is_some()));
    proof.patch.map(|patch| patch.yaml)
}

const REQUIRED: &str = "version: 1\nworkflows: { ci.yml: { jobs: { unit: {} } } }\n";

fn unit(body: &str) -> String {
    format!("on: pull_request\njobs:\n  unit:\n    runs-on: x\n    steps:\n{body}")
}

/// Nothing sets the permissions of the job, so a term about them would never be met.
#[test]
fn no_hint_turns_the_gate_red_for_ever_by_permissions() {
    let workflow = unit("      - run: pytest\n");
    assert_eq!(only_hint(REQUIRED, &workflow, "widen-permissions"), None);
    let written = format!("permissions: {{ contents: read }}\n{workflow}");
    let hint = only_hint(REQUIRED, &written, "widen-permissions").unwrap();
    assert!(hint.contains("contents: read"), "{hint}");
}

/// Another job is not listed, so that the list is never whole.
#[test]
fn no_hint_turns_the_gate_red_for_ever_by_a_list() {
    let more = "  docs: { runs-on: x, steps: [{ run: mkdocs build --strict }] }\n";
    let policy = "version: 1
rules: { ambiguous-check: off }
workflows: { ci.yml: { jobs: { unit: {} } } }
";
    let workflow = unit("      - run: pytest\n");
    let hint = only_hint(policy, &workflow, "twin-job").unwrap();
    assert!(hint.contains("only-listed: true"), "{hint}");
    assert_eq!(only_hint(policy, &(workflow + more), "twin-job"), None);
}

/// A pipe is two commands, and no name of one.
#[test]
fn a_hint_names_single_commands() {
    let steps = "      - run: curl -sSf https://example.com/x | tee x.sh\n      - run: pytest\n";
    let hint = only_hint(REQUIRED, &unit(steps), "swap-steps").unwrap();
    assert!(hint.contains("runs-in-order") && !hint.contains('|'), "{hint}");
}

/// Two hints for one key are one key; a term of the user that contradicts one stays.
#[test]
fn hints_for_one_key_are_one_key() {
    let workflow =
        unit("      - run: pip install .\n      - run: pytest\n      - run: ruff check\n");
    let ids = ["swap-steps", "delete-step", "select-tests", "rerun-tests", "change-runner"];
    let proof = proof_of(REQUIRED, &[(CI, &workflow)], &by_id(&ids));
    let patch = proof.patch.unwrap();
    for key in ["runs:", "never-runs:", "runs-in-order:", "unit:", "jobs:", "runs-on:"] {
        let lines = patch.yaml.lines().filter(|line| line.trim().starts_with(key));
        assert_eq!(lines.count(), 1, "{key}\n{}", patch.yaml);
    }
    assert_eq!(patch.catches, proof.trials.iter().filter(|trial| trial.hint.is_some()).count());
    let own =
        "version: 1\nworkflows: { ci.yml: { jobs: { unit: { runs-on: { contains: x } } } } }\n";
    assert_eq!(
        only_hint(own, &workflow, "rename-check").map(|yaml| yaml.contains("contains: x")),
        Some(true)
    );
}

/// Every operator that is new to the words of a policy leaves a repository that GitHub accepts.
#[test]
fn a_second_run_is_added_to_every_form_of_on() {
    let job = "jobs:\n  unit:\n    if: always()\n    runs-on: x\n    steps:\n      - run: pytest\n";
    for on in [
        "on: pull_request\n",
        "on: [pull_request]\n",
        "on: { pull_request: }\n",
        "on:\n  pull_request:\n",
        "on:\n  - pull_request\n  - merge_group\n",
        "on:\n- pull_request\n",
    ] {
        let ids = by_id(&["second-run-by-hand", "second-run-on-push", "second-run-on-label"]);
        let proof = proof_of(REQUIRED, &[(CI, &format!("{on}{job}"))], &ids);
        let refused: usize = proof.rows.iter().map(|row| row.refused).sum();
        let label = usize::from(!on.contains("- "));
        assert_eq!((refused, proof.trials.len()), (0, 2 + label), "{on}");
        for trial in &proof.trials {
            let (_, after) = trial.texts.as_ref().unwrap();
            assert!(after.contains("if: (always()) && github.event"), "{after}");
        }
    }
}

/// The script is a program that nobody follows; only a frozen file holds it.
#[test]
fn an_opaque_script_is_held_by_freezing_it() {
    let proof = prove_called(&by_id(&["empty-script"]));
    let of = |path: &str| proof.trials.iter().find(|one| &*one.mutant.path == path).unwrap();
    let frozen = "files: [{ path: \"scripts/check_notes.py\", frozen: true }]";
    assert_eq!(of("scripts/check_notes.py").hint.as_deref(), Some(frozen));
    assert!(of("scripts/check.sh").hint.as_deref().unwrap().contains("shellcheck"));
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
