//! What is checked out in a workspace, without the `git` command.

use super::workspace::Workspace;

#[expect(clippy::disallowed_methods, reason = "the edge reads the checkout")]
impl Workspace {
    /// Returns the commit that is checked out, read from `.git/HEAD` without `git`; `None` if there
    /// is no checkout or its commit is unclear.
    #[must_use]
    pub fn checked_out(&self) -> Option<String> {
        let read = |path: &str| {
            let bytes = std::fs::read(self.root().join(".git").join(path)).ok()?;
            String::from_utf8(bytes).ok()
        };
        let head = read("HEAD")?;
        let name = match head.trim().strip_prefix("ref: ") {
            None => return Some(head.trim().to_owned()),
            Some(name) if name.split('/').any(|part| part == "..") => return None,
            Some(name) => name.to_owned(),
        };
        let packed = || {
            let packed = read("packed-refs")?;
            let line = packed.lines().find(|line| line.ends_with(&format!(" {name}")))?;
            line.split(' ').next().map(str::to_owned)
        };
        read(&name).map(|text| text.trim().to_owned()).or_else(packed)
    }

    /// Returns whether `.git` exists, so that something was checked out.
    #[must_use]
    pub fn has_checkout(&self) -> bool {
        self.has(".git")
    }
}
