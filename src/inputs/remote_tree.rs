//! The files of a commit through the API.

use serde_json::Value;

use super::listing::{EntryKind, Listing, ListingEntry};
use super::remote::{Remote, nonsense};
use crate::github::ApiFault;

impl Remote<'_> {
    /// Returns a file of a commit; `None` if the commit has no such file. The API answers in the
    /// same way for a missing file and for a repository that the token may not read, so the commit
    /// is read before the file counts as missing.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn file(&self, commit: &str, file: &str) -> Result<Option<Vec<u8>>, ApiFault> {
        let segments: Vec<&str> = ["contents"].into_iter().chain(file.split('/')).collect();
        match self.client.get_raw(&self.path(&segments), &[("ref", commit)]) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(ApiFault::NotFound) => self.parents(commit).map(|_| None),
            Err(fault) => Err(fault),
        }
    }

    /// Returns a content by its id. A symbolic link is not followed: its content is its target.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn blob(&self, id: &str) -> Result<Vec<u8>, ApiFault> {
        self.client.get_raw(&self.path(&["git", "blobs", id]), &[])
    }

    /// Returns every file of a commit with its kind and id, in one request.
    ///
    /// # Errors
    /// A fault of the API, or more files than it lists (100,000 entries or 7 MB).
    pub fn listing(&self, commit: &str) -> Result<Listing, ApiFault> {
        let answer =
            self.client.get(&self.path(&["git", "trees", commit]), &[("recursive", "1")])?;
        if answer.get("truncated").and_then(Value::as_bool) != Some(false) {
            return Err(ApiFault::Incomplete { why: "the tree has too many files".to_owned() });
        }
        let tree = answer.get("tree").and_then(Value::as_array);
        let entries = tree.ok_or_else(|| nonsense("a tree without entries"))?;
        entries
            .iter()
            .filter(|entry| entry.get("type") != Some(&Value::from("tree")))
            .map(listed)
            .collect()
    }
}

/// Reads one entry of a tree that is no folder.
fn listed(entry: &Value) -> Result<(String, ListingEntry), ApiFault> {
    let text = |field: &str| entry.get(field).and_then(Value::as_str);
    let read = || {
        let kind = EntryKind::of_mode(text("mode")?)?;
        let path = text("path").filter(|path| is_below(path))?;
        Some((path.to_owned(), ListingEntry { kind, id: text("sha")?.to_owned() }))
    };
    read().ok_or_else(|| nonsense("an entry of a tree without path, mode or id"))
}

/// Returns whether a path of a tree stays below its root, as every path that git writes does.
fn is_below(path: &str) -> bool {
    !path.split('/').any(|part| matches!(part, "" | "." | ".." | ".git"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_entry_that_git_would_not_write_is_no_entry() {
        let entry =
            |path: &str, mode: &str| listed(&json!({ "path": path, "mode": mode, "sha": "a" }));
        assert!(entry("a/..b/c", "100644").is_ok() && entry(".github/x", "120000").is_ok());
        for path in ["", "/etc/passwd", "a/../b", "a//b", ".git/config", "./a"] {
            assert!(entry(path, "100644").is_err(), "{path}");
        }
        assert!(entry("a", "40000").is_err() && listed(&json!({ "path": "a" })).is_err());
    }
}
