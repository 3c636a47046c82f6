//! Proves the gate: all inputs are read once, as for a check, and then changed in memory.

use tracing::field::Empty;
use tracing::info_span;

use super::error::CheckError;
use super::judge::{at_terminal, gather_case};
use super::request::{CheckRequest, TARGET};
use super::{evidence, policy_source};
use crate::facts::commit::Facts;
use crate::facts::understand::SideInputs;
use crate::inputs::Tree;
use crate::prove;
use crate::prove::inputs::ProofInputs;
use crate::prove::operator::Operator;
use crate::prove::progress::ProofProgress;
use crate::prove::proof::{Proof, ProofBudget};
use crate::prove::started_script;

/// Makes the changes of these operators that fit the budget, and returns what the policy catches.
/// Meanwhile it tells how far it is.
///
/// # Errors
/// A root, policy or option with which nothing can be judged.
pub fn prove(
    request: &CheckRequest,
    operators: &[&'static Operator],
    budget: ProofBudget,
    tell: &(dyn Fn(ProofProgress) + Sync),
) -> Result<Proof, CheckError> {
    let scene = proof_inputs(request)?;
    let span = info_span!(target: TARGET, "prove", operators = operators.len(), mutants = Empty, open = Empty);
    let proof = span.in_scope(|| prove::run(&scene, operators, budget, tell));
    span.record("mutants", proof.trials.len());
    span.record("open", proof.open());
    Ok(proof)
}

/// Reads the inputs of a proof, once.
///
/// # Errors
/// Those of [`fn@prove`].
pub fn proof_inputs(request: &CheckRequest) -> Result<ProofInputs, CheckError> {
    at_terminal(request, |mut bench| {
        let case = gather_case(&mut bench)?;
        let text = policy_source::load(bench.asked, bench.workspace, bench.tree, None)?.text;
        let reports = |globs| evidence::bytes(bench.workspace, globs);
        let mut material = case.material;
        add_scripts(&mut material, bench.tree);
        Ok(ProofInputs {
            suites: case.policy.tests.iter().map(|suite| reports(&suite.reports)).collect(),
            coverage: case.policy.coverage.iter().map(|entry| reports(&entry.reports)).collect(),
            material,
            base_workflows: case.base_workflows,
            policy: case.policy,
            policy_text: text,
            fail_on: bench.asked.fail_on,
            today: bench.today,
        })
    })
}

/// Reads the scripts of the repository that steps start, and that no check follows: an edit of one is
/// a mutant all the same.
fn add_scripts(material: &mut SideInputs, tree: &Tree<'_>) {
    let Ok(files) = &material.files else { return };
    let facts = Facts::new(material.clone());
    let scripts = facts.commands.iter().filter(|command| command.via.is_none());
    let mut paths: Vec<String> =
        scripts.filter_map(started_script).filter(|path| files.contains(path)).collect();
    paths.sort();
    paths.dedup();
    paths.retain(|path| material.called.iter().all(|(known, _)| known != path));
    let read = tree.read_all(&paths).into_iter();
    let read = read.map(|read| read.map_err(|error| error.to_string()));
    material.called.extend(paths.into_iter().zip(read));
}
