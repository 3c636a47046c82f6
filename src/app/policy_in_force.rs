//! The policy in force, read as a check reads it and judged by nothing.

use std::path::PathBuf;

use super::error::CheckError;
use super::request::CheckOptions;
use super::{extends, policy_source};
use crate::finding::Severity;
use crate::inputs::{Base, BaseFiles, Tree, Workspace};
use crate::policy::Policy;

/// What `truegreen policy` was asked.
#[derive(Clone, Debug)]
pub struct PolicyRequest {
    /// Root of the repository.
    pub root: PathBuf,
    /// Policy file below the root.
    pub policy: Option<String>,
    /// Commit whose policy counts.
    pub base: Option<String>,
}

/// What holds in a repository.
#[derive(Clone, Debug)]
pub struct InForce {
    /// Its policy; the defaults where it has none.
    pub policy: Policy,
    /// The policy that this one extends, or why it cannot be read; `None` where it extends none.
    pub floor: Option<Result<Policy, String>>,
}

/// Reads it.
///
/// # Errors
/// When a check would judge nothing: no root, a wrong policy; and when the base cannot be read.
pub fn policy(request: &PolicyRequest) -> Result<InForce, CheckError> {
    let workspace = Workspace::open(&request.root)?;
    let base = request.base.as_deref().map(|rev| Base::open(&request.root, rev)).transpose()?;
    let base = base.as_ref().map(|base| base as &dyn BaseFiles);
    let tree = Tree::Local { workspace: &workspace, commit: None };
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
