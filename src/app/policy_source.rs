//! Finds the policy that counts: the base's if there is a base, else the tree's, else the defaults.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::error::CheckError;
use super::request::CheckOptions;
use crate::inputs::error::InputError;
use crate::inputs::{BaseFiles, Named, Tree, Workspace, blob_id};
use crate::policy::{self, Flags, Origin, Policy, PolicySource};
use crate::rules;

/// A policy with the text that it was read from.
pub(super) struct PolicyText {
    pub(super) policy: Policy,
    pub(super) text: Option<Arc<str>>,
}

/// Loads the policy. On a change the policy of the base counts: edits of the head are ignored,
/// except that added waivers are reported. Only if the base has no policy yet, that of the head
/// counts, and the report says so.
pub(super) fn load(
    asked: &CheckOptions,
    workspace: &Workspace,
    tree: &Tree<'_>,
    base: Option<&dyn BaseFiles>,
) -> Result<PolicyText, CheckError> {
    let path = match place(asked, workspace)? {
        PolicyPlace::Below(path) => path,
        PolicyPlace::Read(promise) => return Ok(*promise),
    };
    let path = path.as_str();
    let in_tree = tree.read_if_there(path).map_err(|error| match tree.workspace() {
        Some(_) => CheckError::from(InputError::Read(error)),
        // The API failed, and what it would have said is not known.
        None => CheckError::Unruled(error.to_string()),
    })?;
    let mut promise = match base {
        None => match in_tree {
            Some(bytes) => read(path, &bytes, PolicySource::Tree)?,
            None => absent(asked, path, String::new())?,
        },
        Some(base) => match (base.show(path)?, in_tree) {
            (Some(bytes), head) => {
                let source = PolicySource::Base(base.commit().to_owned());
                let mut promise = read(path, &bytes, source)?;
                // A policy of the head that cannot be read adds nothing, because it does not count
                // anyway.
                let head = head.and_then(|bytes| read(path, &bytes, PolicySource::Tree).ok());
                if let Some(head) = head {
                    let added = policy::added_waivers(&promise.policy, &head.policy);
                    if !added.is_empty() {
                        // The added waivers are at lines of the head's file; lines of the base's
                        // file must not be shown for them.
                        promise.text = None;
                    }
                    promise.policy.waivers.extend(added);
                }
                promise
            }
            (None, Some(bytes)) => read(path, &bytes, PolicySource::Adoption)?,
            (None, None) => absent(asked, path, format!(" at {}, nor in the tree", base.commit()))?,
        },
    };
    lay_flags(asked, &mut promise.policy)?;
    Ok(promise)
}

/// Loads the policy of the branch that decides about a run without a change. The policy of the head
/// never counts, not even if the branch has none, because nobody reviews such a head.
pub(super) fn of_ruler(
    asked: &CheckOptions,
    workspace: &Workspace,
    ruler: &dyn BaseFiles,
) -> Result<PolicyText, CheckError> {
    let path = match place(asked, workspace)? {
        PolicyPlace::Below(path) => path,
        PolicyPlace::Read(promise) => return Ok(*promise),
    };
    let mut promise = match ruler.show(&path)? {
        Some(bytes) => read(&path, &bytes, PolicySource::Base(ruler.commit().to_owned()))?,
        None => {
            absent(asked, &path, format!(" at {}, the tip of the default branch", ruler.commit()))?
        }
    };
    lay_flags(asked, &mut promise.policy)?;
    Ok(promise)
}

/// The place of the policy.
enum PolicyPlace {
    /// A path below the root.
    Below(String),
    /// A file outside of the repository, which is read already.
    Read(Box<PolicyText>),
}

fn place(asked: &CheckOptions, workspace: &Workspace) -> Result<PolicyPlace, CheckError> {
    match asked.policy.as_deref().map(|typed| workspace.named(typed)) {
        // This default was not typed, so it is not relative to the folder where truegreen was
        // started.
        None => Ok(PolicyPlace::Below(policy::PATH.to_owned())),
        Some(Named::Inside(path)) => Ok(PolicyPlace::Below(path)),
        Some(Named::Outside(path)) => {
            let bytes = workspace.read(&path).map_err(InputError::Read)?;
            let mut promise = read(&path, &bytes, PolicySource::File)?;
            lay_flags(asked, &mut promise.policy)?;
            Ok(PolicyPlace::Read(Box::new(promise)))
        }
    }
}

/// Returns a policy with the options of the command line only: if the base cannot be read, no
/// policy counts.
pub(super) fn without_policy(asked: &CheckOptions) -> Result<PolicyText, CheckError> {
    let mut promise = PolicyText { policy: Policy::default(), text: None };
    lay_flags(asked, &mut promise.policy)?;
    Ok(promise)
}

fn lay_flags(asked: &CheckOptions, policy: &mut Policy) -> Result<(), CheckError> {
    let flags = Flags {
        required_jobs: &asked.required_jobs,
        junit: &asked.junit,
        coverage: &asked.coverage,
        coverage_min: asked.coverage_min,
    };
    Ok(policy::with_flags(policy, &flags)?)
}

/// Returns the defaults, or an error if a policy was named.
fn absent(asked: &CheckOptions, path: &str, place: String) -> Result<PolicyText, CheckError> {
    if asked.policy.is_some() {
        return Err(CheckError::NoPolicy { path: path.to_owned(), place });
    }
    Ok(PolicyText { policy: Policy::default(), text: None })
}

/// Reads the bytes of a policy.
pub(super) fn read(
    path: &str,
    bytes: &[u8],
    source: PolicySource,
) -> Result<PolicyText, CheckError> {
    let text: Arc<str> = Arc::from(String::from_utf8_lossy(bytes));
    let parsed = policy::raw::read(bytes, &rules::ids());
    let problems = parsed.problems;
    let Some(mut policy) = parsed.value.filter(|_| problems.is_empty()) else {
        return Err(CheckError::Policy { path: path.to_owned(), text, problems });
    };
    let (digest, blob) = (hex(&Sha256::digest(bytes)), blob_id(bytes));
    policy.origin = Origin { source, path: path.to_owned(), digest, blob };
    Ok(PolicyText { policy, text: Some(text) })
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
