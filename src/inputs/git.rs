//! The `git` command, the only program that truegreen starts.

use std::path::Path;
use std::process::{Command, Output};

use crate::inputs::error::BaseError;

pub(super) fn resolve_revision(root: &Path, rev: &str) -> Result<String, BaseError> {
    let name = format!("{rev}^{{commit}}");
    let output = run_git(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &name])?;
    let commit = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if output.status.success() && !commit.is_empty() {
        return Ok(commit);
    }
    let said = match error_text(&output) {
        empty if empty.is_empty() => "git knows no such commit".to_owned(),
        said => said,
    };
    Err(BaseError::NoCommit { rev: rev.to_owned(), said })
}

/// Returns the commit that is checked out; `None` outside of a repository.
pub(super) fn head_of(root: &Path) -> Option<String> {
    may_be_repository(root).then(|| resolve_revision(root, "HEAD").ok()).flatten()
}

/// Returns whether `git` may find a repository at a folder. To start it takes longer than all the rest of a check
/// of a few files, so it is not started where nothing above the folder looks like one.
#[expect(
    clippy::disallowed_methods,
    reason = "`git` looks at the same folders and the same variable"
)]
fn may_be_repository(root: &Path) -> bool {
    if std::env::var_os("GIT_DIR").is_some() {
        return true;
    }
    let Ok(root) = root.canonicalize() else { return true };
    // A repository without a work tree has no `.git`, and its own `objects`.
    let holds = |folder: &Path| [".git", "objects"].iter().any(|name| folder.join(name).exists());
    root.ancestors().any(holds)
}

/// Returns the repository `owner/name` on github.com that `origin` points to; `None` if it points
/// elsewhere.
#[must_use]
pub fn origin_of(root: &Path) -> Option<String> {
    let output = run_git(root, &["config", "--local", "--get", "remote.origin.url"]).ok()?;
    let url = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    let rest = ["https://github.com/", "git@github.com:", "ssh://git@github.com/"]
        .iter()
        .find_map(|start| url.trim().strip_prefix(start))?;
    let (owner, name) = rest.trim_end_matches('/').split_once('/')?;
    let name = name.strip_suffix(".git").unwrap_or(name);
    let is_name = |text: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
    };
    (is_name(owner) && is_name(name)).then(|| format!("{owner}/{name}"))
}

/// Returns the files below a folder that git tracks, or would track after `git add`; `None` outside
/// of a repository.
pub(super) fn files_of(root: &Path) -> Option<Vec<String>> {
    if !may_be_repository(root) {
        return None;
    }
    let arguments = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let output = run_git(root, &arguments).ok().filter(|output| output.status.success())?;
    let names = output.stdout.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    Some(names.map(|name| String::from_utf8_lossy(name).into_owned()).collect())
}

#[expect(clippy::disallowed_methods, reason = "the base is read through the git command")]
pub(super) fn run_git(root: &Path, arguments: &[&str]) -> Result<Output, BaseError> {
    Command::new("git")
        .args(["--no-pager", "--no-optional-locks", "--literal-pathspecs"])
        // The checkout may belong to another user, which git would refuse; nothing of the checkout
        // is executed.
        .args([
            "-c",
            "safe.directory=*",
            "-c",
            "core.fsmonitor=false",
            "-c",
            "core.hooksPath=/dev/null",
        ])
        .arg("-C")
        .arg(root)
        .args(arguments)
        .stdin(std::process::Stdio::null())
        .output()
        .map_err(|source| BaseError::NoGit { source })
}

pub(super) fn error_text(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    text.lines().next().unwrap_or_default().trim().to_owned()
}
