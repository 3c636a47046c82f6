//! Names of files, as targets and the policy spell them.

/// Returns the last part of a path.
#[must_use]
pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
