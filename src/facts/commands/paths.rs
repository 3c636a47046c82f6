//! Paths below the root, as steps and tasks name them.

use std::collections::BTreeMap;

use crate::facts::readable::Readable;

/// Files that steps may call, by path.
pub(crate) type CalledFiles = BTreeMap<String, Readable<Vec<u8>>>;

/// Joins a path to a folder; `None` if the result is outside of the root or unknown.
pub(super) fn join_paths(folder: &str, path: &str) -> Option<String> {
    if path.contains(['$', '*', '~', '`']) {
        return None;
    }
    if path.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
