//! Proves the gate: all inputs are read once, as for a check, and then changed in memory.

use tracing::field::Empty;
use tracing::info_span;

use super::error::CheckError;
use super::evidence;
use super::judge::{at_terminal, gather_case};
use super::request::{CheckRequest, TARGET};
use crate::prove;
use crate::prove::inputs::ProofInputs;
use crate::prove::operator::Operator;
use crate::prove::proof::Proof;

/// Makes every change of these operators, and returns what the policy catches.
///
/// # Errors
/// A root, policy or option with which nothing can be judged.
pub fn prove(request: &CheckRequest, operators: &[&'static Operator]) -> Result<Proof, CheckError> {
    let scene = proof_inputs(request)?;
    let span = info_span!(target: TARGET, "prove", operators = operators.len(), mutants = Empty, open = Empty);
    let proof = span.in_scope(|| prove::run(&scene, operators));
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
        let reports = |globs| evidence::bytes(bench.workspace, globs);
        Ok(ProofInputs {
            suites: case.policy.tests.iter().map(|suite| reports(&suite.reports)).collect(),
            coverage: case.policy.coverage.iter().map(|entry| reports(&entry.reports)).collect(),
            material: case.material,
            base_workflows: case.base_workflows,
            policy: case.policy,
            fail_on: bench.asked.fail_on,
            today: bench.today,
        })
    })
}
