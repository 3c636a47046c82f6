//! Which commit is before which, by the comparison of the API.

use crate::github::ApiFault;
use crate::inputs::Remote;

/// Returns the merge base of a tip and the head.
pub(super) fn common(remote: Remote<'_>, tip: &str, head: &str) -> Result<String, String> {
    remote.merge_base(tip, head).map_err(|fault| {
        format!(
            "the commit at which {head} left its base {tip} cannot be read through the API: {fault}"
        )
    })
}

/// Returns the commit at which the head left a base, if it is another one than the base.
pub(super) fn left(remote: Remote<'_>, base: &str, head: &str) -> Result<Option<String>, String> {
    Ok(Some(common(remote, base, head)?).filter(|found| found != base))
}

/// Returns the commit at which a push left what was there before, if the push took commits away.
/// Histories without a common commit are compared as they are.
pub(super) fn pushed_over(
    remote: Remote<'_>,
    before: &str,
    head: &str,
) -> Result<Option<String>, String> {
    match remote.merge_base(before, head) {
        Ok(found) => Ok(Some(found).filter(|found| found != before)),
        Err(ApiFault::NotFound) => Ok(None),
        Err(fault) => {
            Err(format!("what {head} has in common with {before} cannot be read: {fault}"))
        }
    }
}

/// Returns whether a branch with this tip contains a commit.
pub(super) fn contains(remote: Remote<'_>, tip: &str, commit: &str) -> Result<bool, String> {
    Ok(tip == commit || common(remote, tip, commit)? == commit)
}
