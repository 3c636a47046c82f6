//! The floor: the policy of another repository that this policy extends, at a commit.
//!
//! The floor is judged as a policy by itself, over its own facts, so that no entry of the policy
//! that extends it can loosen it; only waivers count for both.

use super::error::CheckError;
use super::policy_source::PolicyText;
use super::{change, gather, policy_source, tiers};
use crate::drift::frozen::FrozenFiles;
use crate::facts::understand::SideInputs;
use crate::formats::problem::Problem;
use crate::github::{Client, Tls};
use crate::inputs::{Remote, api_access};
use crate::policy::{Extends, Policy, PolicySource};

/// A floor with the inputs that it asks for.
pub(super) struct ExtendedFloor {
    pub(super) policy: Policy,
    pub(super) material: SideInputs,
    pub(super) frozen: FrozenFiles,
}

/// Reads the floor. A failed request is returned in words: then nothing can pass.
///
/// # Errors
/// A file that does not exist, or that is no policy that others may extend.
pub(super) fn read(
    extends: &Extends,
    remote: Option<Remote<'_>>,
) -> Result<Result<PolicyText, String>, CheckError> {
    let bytes = match fetch(extends, remote) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => {
            let place = format!(
                " in {} at {}, which the policy extends",
                extends.repository, extends.commit
            );
            return Err(CheckError::NoPolicy { path: extends.path.clone(), place });
        }
        Err(why) => {
            return Ok(Err(format!("the policy that this one extends cannot be read: {why}")));
        }
    };
    let promise = policy_source::read(&extends.to_string(), &bytes, PolicySource::File)?;
    let mut problems = Vec::new();
    if let Some(further) = &promise.policy.extends {
        let message = "a policy that others extend extends none itself";
        problems.push(Problem::new(further.span, message).help("write its demands out here"));
    }
    if let Some(waiver) = promise.policy.waivers.first() {
        let message = "a policy that others extend waives nothing: who has the finding waives it";
        problems.push(
            Problem::new(waiver.span, message).help("move it to the repository's own policy"),
        );
    }
    if problems.is_empty() {
        return Ok(Ok(promise));
    }
    let path = promise.policy.origin.path;
    Err(CheckError::Policy { path, text: promise.text.unwrap_or_default(), problems })
}

fn fetch(extends: &Extends, remote: Option<Remote<'_>>) -> Result<Option<Vec<u8>>, String> {
    let (commit, path) = (&extends.commit, &extends.path);
    if let Some(remote) = remote {
        let there = remote.elsewhere(&extends.repository);
        return there.file(commit, path).map_err(|fault| fault.to_string());
    }
    let Some((url, token)) = api_access() else {
        return Err("set `GITHUB_TOKEN` to a token that may read it".to_owned());
    };
    let client = Client::new(&url, token, &Tls::default()).map_err(|error| error.to_string())?;
    let there = Remote::new(&client, &extends.repository);
    there.file(commit, path).map_err(|fault| fault.to_string())
}

/// Returns the inputs of the rules for the floor: the run and its results are the same as for the
/// policy itself.
pub(super) fn floor(
    promise: PolicyText,
    own: &SideInputs,
    bench: &super::judge_inputs::JudgeInputs<'_>,
    sources: &mut super::request::Sources,
) -> ExtendedFloor {
    let mut policy = promise.policy;
    let run = tiers::run(bench.run.as_ref(), bench.commit.as_ref(), &own.place);
    tiers::settle(&mut policy, bench.workspace, bench.tree, &run);
    let base = bench.base.as_ref().ok().and_then(Option::as_deref);
    let (mut material, _) =
        gather::gather_inputs(bench.asked, bench.workspace, bench.tree, &policy);
    material.place = own.place.clone();
    material.run_jobs.clone_from(&own.run_jobs);
    let frozen = change::frozen(&policy, bench.tree, base);
    let run = bench.run.as_ref();
    material.artifacts = run.and_then(|run| gather::artifacts(&policy, run, bench.remote));
    if let Some(text) = promise.text {
        sources.insert(policy.origin.path.clone(), text);
    }
    ExtendedFloor { policy, material, frozen }
}
