//! Proving the gate: everything is gathered once, as for a check, and then spoiled in memory.

use super::{CheckError, CheckRequest, at_terminal, evidence, gathered};
use crate::prove::{self, Operator, Proof, Scene};

/// Spoils the repository in every way that these operators know, and tells what its policy catches.
///
/// # Errors
/// When nothing can be judged: no root, a wrong policy or flag.
pub fn prove(request: &CheckRequest, operators: &[&'static Operator]) -> Result<Proof, CheckError> {
    Ok(prove::run(&scene(request)?, operators))
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
