//! Compares two revisions of a history: what is weaker in the later one.

use std::path::PathBuf;

use super::base_side::BaseSide;
use super::error::CheckError;
use super::policy_source::PolicyText;
use super::request::{CheckOptions, Sources};
use super::{base_side as sides, gather, policy_source};
use crate::case::Case;
use crate::facts::run_context::RunContext;
use crate::finding::Severity;
use crate::inputs::{Base, BaseFiles, Environment, Tree, Workspace};
use crate::publish::judgement::{Commits, Judgement, SeenRuns};
use crate::rules::RULES;
use crate::rules::rule::{Rule, RuleFamily};

/// The request of `truegreen drift`.
#[derive(Clone, Debug)]
pub struct DriftRequest {
    /// Root of the repository.
    pub root: PathBuf,
    /// Path of the policy below the root.
    pub policy: Option<String>,
    /// The earlier revision.
    pub before: String,
    /// The later revision.
    pub after: String,
    /// Least severity that fails.
    pub fail_on: Severity,
}

/// Compares two revisions by the policy of the earlier one; the working tree is not read.
///
/// # Errors
/// A root, revision or policy with which nothing can be compared.
pub fn drift(request: &DriftRequest) -> Result<Judgement, CheckError> {
    let environment = Environment::read();
    let workspace = Workspace::open(&request.root)?;
    let (before, after) = Base::between(&request.root, &request.before, &request.after)?;
    let listing = after.listing().map_err(CheckError::History)?;
    let tree = Tree::Revision { files: &after, listing };
    let asked = CheckOptions {
        policy: request.policy.clone(),
        junit: Vec::new(),
        coverage: Vec::new(),
        coverage_min: None,
        needs: None,
        required_jobs: Vec::new(),
        fail_on: request.fail_on,
    };
    let PolicyText { policy, text } =
        policy_source::load(&asked, &workspace, &tree, Some(&before))?;
    let (mut material, mut sources) = gather::gather_inputs(&asked, &workspace, &tree, &policy);
    material.place = RunContext { repository: environment.repository, ..RunContext::default() };
    if let Some(text) = text {
        sources.insert(policy.origin.path.clone(), text);
    }
    let side = sides::gather(&mut material, &policy, &tree, Some(&before));
    let frozen = super::change::frozen(&policy, &tree, Some(&before));
    let (facts, change) = super::judge::understand_case(material, frozen, None, &side, &policy);
    let case = Case { facts: &facts, change: &change, policy: &policy };
    let rules: Vec<&'static Rule> =
        RULES.iter().copied().filter(|rule| rule.family == RuleFamily::Drift).collect();
    let report = crate::verdict::weigh::judge(&rules, case, request.fail_on, environment.today);
    let commits = Commits {
        head: Some(after.commit().to_owned()),
        base: Some(before.commit().to_owned()),
        compared: Some(before.commit().to_owned()),
    };
    let base_sources = match side {
        BaseSide::Differs { sources, .. } => sources,
        BaseSide::None | BaseSide::Unreadable(_) | BaseSide::Same { .. } => Sources::new(),
    };
    Ok(Judgement {
        report,
        facts,
        change,
        policy,
        commits,
        run: None,
        seen: SeenRuns::default(),
        sources,
        base_sources,
    })
}
