//! The base commit, through the `git` command: only plumbing that runs no hook and no configured
//! program, and a revision that can never be taken for an option.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use super::listing::{EntryKind, Listing, is_exactly, read_ls_tree};
use super::remote::Remote;
use super::workspace::{Content, Workspace};

/// Why the base cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BaseError {
    /// The machine's: no `git`.
    #[error(
        "`git` could not be started, which reads the base: {source}; install it, or leave `--base` out"
    )]
    NoGit {
        /// What the system says.
        source: std::io::Error,
    },
    /// The user's or the checkout's.
    #[error(
        "the base `{rev}` is no commit of this repository: {said}; a shallow checkout lacks it, so fetch it first (`fetch-depth: 0` with actions/checkout)"
    )]
    NoCommit {
        /// As named.
        rev: String,
        /// What `git` says.
        said: String,
    },
    /// The user's: nothing to compare.
    #[error(
        "the base `{rev}` is the very commit that is judged ({commit}), so it proves nothing; commit the change first, name the commit before it, or leave `--base` out to judge the tree alone"
    )]
    SameAsHead {
        /// As named.
        rev: String,
        /// Both.
        commit: String,
    },
    /// The user's: nothing to compare.
    #[error(
        "`{before}` and `{after}` are the same commit ({commit}), so nothing can differ; name two"
    )]
    SameRevision {
        /// The first, as named.
        before: String,
        /// The second, as named.
        after: String,
        /// Both.
        commit: String,
    },
    /// `git` failed on a commit that it knows.
    #[error("`git` could not read `{path}` of {commit}: {said}")]
    Unreadable {
        /// The file.
        path: String,
        /// The commit.
        commit: String,
        /// What `git` says.
        said: String,
    },
    /// As above, of all its files.
    #[error("`git` could not list the files of {commit}: {said}")]
    Unlisted {
        /// The commit.
        commit: String,
        /// What `git` says.
        said: String,
    },
    /// The API's, see [`crate::github::Fault`].
    #[error("`{path}` of the base {commit} cannot be read through the API: {why}")]
    Refused {
        /// The file.
        path: String,
        /// The commit.
        commit: String,
        /// What the API said.
        why: String,
    },
}

/// A commit to judge against, and its files.
pub trait BaseFiles: Sync {
    /// Its commit, in full.
    fn commit(&self) -> &str;

    /// A file of it, by its path from the root that is judged; `None` when it has none.
    ///
    /// # Errors
    /// When it cannot be told.
    fn show(&self, path: &str) -> Result<Option<Vec<u8>>, BaseError>;

    /// All its files below the root that is judged, with their ids; asked for once.
    ///
    /// # Errors
    /// When they cannot be told, or not all of them.
    fn listing(&self) -> Result<&Listing, String>;
}

/// A base behind the API.
#[derive(Debug)]
pub struct RemoteBase<'c> {
    remote: Remote<'c>,
    commit: String,
    listing: OnceLock<Result<Listing, String>>,
}

impl<'c> RemoteBase<'c> {
    /// A commit of a repository.
    #[must_use]
    pub fn new(remote: Remote<'c>, commit: String) -> Self {
        Self { remote, commit, listing: OnceLock::new() }
    }
}

impl BaseFiles for RemoteBase<'_> {
    fn commit(&self) -> &str {
        &self.commit
    }

    fn show(&self, path: &str) -> Result<Option<Vec<u8>>, BaseError> {
        self.remote.file(&self.commit, path).map_err(|fault| BaseError::Refused {
            path: path.to_owned(),
            commit: self.commit.clone(),
            why: fault.to_string(),
        })
    }

    fn listing(&self) -> Result<&Listing, String> {
        let read = || {
            self.remote.listing(&self.commit).map_err(|fault| {
                let commit = &self.commit;
                format!("the files of the base {commit} cannot be listed through the API: {fault}")
            })
        };
        self.listing.get_or_init(read).as_ref().map_err(Clone::clone)
    }
}

/// A base beside a checkout: what the checkout holds with the very same id is not asked for again.
pub struct Beside<'a> {
    base: Box<dyn BaseFiles + 'a>,
    workspace: &'a Workspace,
}

impl<'a> Beside<'a> {
    /// A base, and the working tree of the change.
    #[must_use]
    pub fn new(base: Box<dyn BaseFiles + 'a>, workspace: &'a Workspace) -> Self {
        Self { base, workspace }
    }
}

impl BaseFiles for Beside<'_> {
    fn commit(&self) -> &str {
        self.base.commit()
    }

    fn show(&self, path: &str) -> Result<Option<Vec<u8>>, BaseError> {
        // Where the base cannot be listed, one file of it may still be read.
        let Ok(listing) = self.base.listing() else { return self.base.show(path) };
        let Some(entry) = listing.get(path) else { return Ok(None) };
        let is_file = matches!(entry.kind, EntryKind::File | EntryKind::Executable);
        match self.workspace.content(path) {
            Ok(Some(Content::File(bytes))) if is_file && is_exactly(&bytes, &entry.id) => {
                Ok(Some(bytes))
            }
            _ => self.base.show(path),
        }
    }

    fn listing(&self) -> Result<&Listing, String> {
        self.base.listing()
    }
}

/// A commit to judge against, through the `git` command.
#[derive(Debug)]
pub struct Base {
    root: PathBuf,
    commit: String,
    head: String,
    listing: OnceLock<Result<Listing, String>>,
}

impl Base {
    /// Finds a revision. Where it is the head itself there is nothing to compare with, whatever the tree
    /// holds besides: a file that a build left must not turn that into a comparison.
    ///
    /// # Errors
    /// When there is no `git`, no such commit, or it is the head's own.
    pub fn open(root: &Path, rev: &str) -> Result<Self, BaseError> {
        let commit = resolve(root, rev)?;
        let head = resolve(root, "HEAD")?;
        if commit == head {
            return Err(BaseError::SameAsHead { rev: rev.to_owned(), commit });
        }
        Ok(Self { root: root.to_owned(), commit, head, listing: OnceLock::new() })
    }

    /// Two revisions of one history.
    ///
    /// # Errors
    /// As [`Base::open`], for either.
    pub fn between(root: &Path, before: &str, after: &str) -> Result<(Self, Self), BaseError> {
        let (commit, head) = (resolve(root, before)?, resolve(root, after)?);
        if commit == head {
            return Err(BaseError::SameRevision {
                before: before.to_owned(),
                after: after.to_owned(),
                commit,
            });
        }
        let at = |commit: &String| Self {
            root: root.to_owned(),
            commit: commit.clone(),
            head: head.clone(),
            listing: OnceLock::new(),
        };
        Ok((at(&commit), at(&head)))
    }

    /// The last commit that it and the head have in common, where it is another: what the base gained
    /// since then is not taken away by the head.
    ///
    /// # Errors
    /// When `git` cannot be asked.
    pub fn fork(&self, root: &Path) -> Result<Option<Self>, BaseError> {
        let output = git(root, &["merge-base", &self.commit, &self.head])?;
        let commit = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        // Histories that have nothing in common are compared as they are.
        if !output.status.success() || commit.is_empty() || commit == self.commit {
            return Ok(None);
        }
        let (root, head) = (root.to_owned(), self.head.clone());
        Ok(Some(Self { root, commit, head, listing: OnceLock::new() }))
    }

    /// The commit that is checked out.
    #[must_use]
    pub fn head(&self) -> &str {
        &self.head
    }
}

impl BaseFiles for Base {
    fn commit(&self) -> &str {
        &self.commit
    }

    fn show(&self, path: &str) -> Result<Option<Vec<u8>>, BaseError> {
        let unreadable = |said: String| BaseError::Unreadable {
            path: path.to_owned(),
            commit: self.commit.clone(),
            said,
        };
        if let Some(Ok(listing)) = self.listing.get()
            && !listing.contains_key(path)
        {
            return Ok(None);
        }
        // `./` makes the path relative to the folder that git runs in, not to the top of the repository.
        let name = format!("{}:./{path}", self.commit);
        if self.listing.get().is_none_or(Result::is_err) {
            let listed =
                git(&self.root, &["ls-tree", "--name-only", "-z", &self.commit, "--", path])?;
            if !listed.status.success() {
                return Err(unreadable(said(&listed)));
            }
            if listed.stdout.is_empty() {
                return Ok(None);
            }
        }
        let shown = git(&self.root, &["cat-file", "blob", &name])?;
        if shown.status.success() { Ok(Some(shown.stdout)) } else { Err(unreadable(said(&shown))) }
    }

    fn listing(&self) -> Result<&Listing, String> {
        let read = || {
            let unlisted = |said: String| {
                BaseError::Unlisted { commit: self.commit.clone(), said }.to_string()
            };
            // From the folder that git runs in, with names relative to it.
            let listed = git(&self.root, &["ls-tree", "-r", "-z", &self.commit])
                .map_err(|error| error.to_string())?;
            match listed.status.success() {
                true => read_ls_tree(&listed.stdout).map_err(unlisted),
                false => Err(unlisted(said(&listed))),
            }
        };
        self.listing.get_or_init(read).as_ref().map_err(Clone::clone)
    }
}

fn resolve(root: &Path, rev: &str) -> Result<String, BaseError> {
    let name = format!("{rev}^{{commit}}");
    let output = git(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &name])?;
    let commit = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if output.status.success() && !commit.is_empty() {
        return Ok(commit);
    }
    let said = match said(&output) {
        empty if empty.is_empty() => "git knows no such commit".to_owned(),
        said => said,
    };
    Err(BaseError::NoCommit { rev: rev.to_owned(), said })
}

/// The commit that is checked out; `None` outside of a repository.
pub(super) fn head_of(root: &Path) -> Option<String> {
    resolve(root, "HEAD").ok()
}

/// The repository `owner/name` on github.com that `origin` names; `None` where it names none.
#[must_use]
pub fn origin_of(root: &Path) -> Option<String> {
    let output = git(root, &["config", "--local", "--get", "remote.origin.url"]).ok()?;
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

/// Files that git tracks, or would if they were added, below a folder; `None` outside of a repository.
pub(super) fn files_of(root: &Path) -> Option<Vec<String>> {
    let arguments = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let output = git(root, &arguments).ok().filter(|output| output.status.success())?;
    let names = output.stdout.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    Some(names.map(|name| String::from_utf8_lossy(name).into_owned()).collect())
}

#[expect(clippy::disallowed_methods, reason = "the base is read through the git command")]
fn git(root: &Path, arguments: &[&str]) -> Result<Output, BaseError> {
    Command::new("git")
        .args(["--no-pager", "--no-optional-locks", "--literal-pathspecs"])
        // The checkout may belong to another user; nothing of it is executed.
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

fn said(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    text.lines().next().unwrap_or_default().trim().to_owned()
}
