//! The stages in order; the only room that knows all of them: read, understand, check, judge,
//! publish.

pub(super) mod action;
mod approval;
pub(super) mod base_side;
mod change;
mod commit;
pub mod error;
mod evidence;
mod extends;
mod gather;
mod init;
pub mod judge;
pub mod judge_inputs;
mod judged_tree;
pub mod patience;
pub(super) mod policy_in_force;
mod policy_source;
mod prove;
pub mod request;
mod revisions;
mod tiers;

use std::path::Path;

pub use self::action::request::{ActionRequest, Done};
pub use self::action::{action, refuse};
pub use self::init::{InitPlan, InitRequest, plan_init, write_policy};
pub use self::patience::Patience;
pub use self::policy_in_force::{InForce, PolicyRequest, policy};
pub use self::prove::{proof_inputs, prove};
pub use self::revisions::{DriftRequest, drift};
use crate::app::error::CheckError;
use crate::app::judge::at_terminal;
use crate::app::request::CheckRequest;
use crate::facts::commit::Facts;
use crate::facts::path::failure_path::{FailurePath, failure_paths};
use crate::inputs::error::InputError;
use crate::publish::judgement::Judgement;

/// Judges a repository.
///
/// # Errors
/// A root, policy or option with which nothing can be judged.
pub fn check(request: &CheckRequest) -> Result<Judgement, CheckError> {
    at_terminal(request, self::judge::judge)
}

/// Returns the failure path of every gate command.
///
/// # Errors
/// A root, policy or option with which nothing can be read.
pub fn trace(request: &CheckRequest) -> Result<Vec<FailurePath>, CheckError> {
    at_terminal(request, |mut inputs| {
        let case = self::judge::gather_case(&mut inputs)?;
        Ok(failure_paths(&Facts::new(case.material), &case.policy))
    })
}

/// Writes a report to a file.
///
/// # Errors
/// A file that cannot be written; the verdict stays the same.
pub fn write_report(path: &Path, text: &str) -> Result<(), InputError> {
    crate::inputs::write_report(path, text)
}
