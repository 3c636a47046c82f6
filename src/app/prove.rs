//! Proving the gate: everything is gathered once, as for a check, and then spoiled in memory.

use tracing::field::Empty;
use tracing::info_span;

use super::{CheckError, CheckRequest, TARGET, at_terminal, evidence, gathered};
use crate::prove::{self, Operator, Proof, Scene};

/// Spoils the repository in every way that these operators know, and tells what its policy catches.
///
/// # Errors
/// When nothing can be judged: no root, a wrong policy or flag.
pub fn prove(request: &CheckRequest, operators: &[&'static Operator]) -> Result<Proof, CheckError> {
    let scene = scene(request)?;
    let span = info_span!(target: TARGET, "prove", operators = operators.len(), mutants = Empty, open = Empty);
    let proof = span.in_scope(|| prove::run(&scene, operators));
    span.record("mutants", proof.trials.len());
    span.record("open", proof.open());
    Ok(proof)
}

/// What is spoiled, gathered once.
///
/// # Errors
/// As [`prove`].
pub fn scene(request: &CheckRequest) -> Result<Scene, CheckError> {
    at_terminal(request, |mut bench| {
        let case = gathered(&mut bench)?;
        let reports = |globs| evidence::bytes(bench.workspace, globs);
        Ok(Scene {
            suites: case.policy.tests.iter().map(|suite| reports(&suite.reports)).collect(),
            coverage: case.policy.coverage.iter().map(|entry| reports(&entry.reports)).collect(),
            material: case.material,
            policy: case.policy,
            fail_on: bench.asked.fail_on,
            today: bench.today,
        })
    })
}
