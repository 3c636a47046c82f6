//! The policy in force, read as a check reads it, without judging anything.

use std::path::PathBuf;

use super::error::CheckError;
use super::request::CheckOptions;
use super::{extends, policy_source};
use crate::finding::Severity;
use crate::inputs::{Base, BaseFiles, Tree, Workspace};
use crate::policy::Policy;

/// The request of `truegreen policy`.
#[derive(Clone, Debug)]
pub struct PolicyRequest {
    /// Root of the repository.
    pub root: PathBuf,
    /// Path of the policy below the root.
    pub policy: Option<String>,
    /// Commit whose policy counts.
    pub base: Option<String>,
}

/// The policies that apply to a repository.
#[derive(Clone, Debug)]
pub struct InForce {
    /// The policy of the repository; the defaults if it has none.
    pub policy: Policy,
    /// The policy that this policy extends, or why it cannot be read; `None` if it extends none.
    pub floor: Option<Result<Policy, String>>,
}

/// Reads the policy in force.
///
/// # Errors
/// Everything with which a check would judge nothing, and a base that cannot be read.
pub fn policy(request: &PolicyRequest) -> Result<InForce, CheckError> {
    let workspace = Workspace::open(&request.root)?;
    let base = request.base.as_deref().map(|rev| Base::open(&request.root, rev)).transpose()?;
    let base = base.as_ref().map(|base| base as &dyn BaseFiles);
    let tree = Tree::Folder(&workspace);
    let asked = CheckOptions {
        policy: request.policy.clone(),
        junit: Vec::new(),
        coverage: Vec::new(),
        coverage_min: None,
        needs: None,
        required_jobs: Vec::new(),
        fail_on: Severity::Fail,
    };
    let policy = policy_source::load(&asked, &workspace, &tree, base)?.policy;
    let floor = policy.extends.as_ref().map(|extends| extends::read(extends, None)).transpose()?;
    Ok(InForce { policy, floor: floor.map(|floor| floor.map(|promise| promise.policy)) })
}
