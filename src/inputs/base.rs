//! The base commit, through the `git` command: only plumbing that runs no hook and no configured
//! program, with revisions that cannot be read as options.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::listing::{EntryKind, Listing, is_exactly, read_ls_tree};
use super::remote::Remote;
use super::workspace::{Content, Workspace};
use crate::inputs::error::BaseError;
use crate::inputs::git::{error_text, resolve_revision, run_git};

/// The files of a commit to compare with.
pub trait BaseFiles: Sync {
    /// Returns the full id of the commit.
    fn commit(&self) -> &str;

    /// Returns a file of the commit, by its path from the judged root; `None` if the commit has no
    /// such file.
    ///
    /// # Errors
    /// A file that cannot be read.
    fn show(&self, path: &str) -> Result<Option<Vec<u8>>, BaseError>;

    /// Returns what a symbolic link of the commit holds, by its path and the id of its content.
    ///
    /// # Errors
    /// A link that cannot be read.
    fn target(&self, path: &str, id: &str) -> Result<Vec<u8>, BaseError>;

    /// Returns all files of the commit below the judged root, with their ids; they are read once.
    ///
    /// # Errors
    /// Files that cannot be listed, or not completely.
    fn listing(&self) -> Result<&Listing, String>;
}

/// A base that is read through the API.
#[derive(Debug)]
pub struct RemoteBase<'c> {
    remote: Remote<'c>,
    commit: String,
    listing: OnceLock<Result<Listing, String>>,
}

impl<'c> RemoteBase<'c> {
    /// Makes the base from a commit of a repository.
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

    fn target(&self, path: &str, id: &str) -> Result<Vec<u8>, BaseError> {
        let (path, commit) = (path.to_owned(), self.commit.clone());
        match self.remote.blob(id) {
            Ok(bytes) if is_exactly(&bytes, id) => Ok(bytes),
            Ok(_) => Err(BaseError::Altered { path, commit, id: id.to_owned() }),
            Err(fault) => Err(BaseError::Refused { path, commit, why: fault.to_string() }),
        }
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

/// A base beside a checkout: a file with the same id in the checkout is read from there.
pub struct Beside<'a> {
    base: Box<dyn BaseFiles + 'a>,
    workspace: &'a Workspace,
}

impl<'a> Beside<'a> {
    /// Makes the base from a base and the working tree of the change.
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
        // If the base cannot be listed, a single file may still be readable.
        let Ok(listing) = self.base.listing() else { return self.base.show(path) };
        let Some(entry) = listing.get(path) else { return Ok(None) };
        let is_file = matches!(entry.kind, EntryKind::File | EntryKind::Executable);
        match self.workspace.content(path) {
            Ok(Some(Content::File(bytes))) if is_file && is_exactly(&bytes, &entry.id) => {
                Ok(Some(bytes))
            }
            _ => {
                let shown = self.base.show(path)?;
                // A proxy, or a server that fails, may answer with other bytes; a file that is listed is there.
                let is_whole = shown.as_ref().is_some_and(|bytes| is_exactly(bytes, &entry.id));
                if is_file && !is_whole {
                    let (path, commit) = (path.to_owned(), self.commit().to_owned());
                    return Err(BaseError::Altered { path, commit, id: entry.id.clone() });
                }
                Ok(shown)
            }
        }
    }

    fn target(&self, path: &str, id: &str) -> Result<Vec<u8>, BaseError> {
        match self.workspace.content(path) {
            Ok(Some(Content::Link(text) | Content::File(text))) if is_exactly(&text, id) => {
                Ok(text)
            }
            _ => self.base.target(path, id),
        }
    }

    fn listing(&self) -> Result<&Listing, String> {
        self.base.listing()
    }
}

/// A base that is read through the `git` command.
#[derive(Debug)]
pub struct Base {
    root: PathBuf,
    commit: String,
    head: String,
    listing: OnceLock<Result<Listing, String>>,
}

impl Base {
    /// Finds a revision. If the revision is the head itself, there is nothing to compare: files
    /// that a build left in the tree must not look like a change.
    ///
    /// # Errors
    /// A missing `git`, a revision that does not exist, or the head itself.
    pub fn open(root: &Path, rev: &str) -> Result<Self, BaseError> {
        let commit = resolve_revision(root, rev)?;
        let head = resolve_revision(root, "HEAD")?;
        if commit == head {
            return Err(BaseError::SameAsHead { rev: rev.to_owned(), commit });
        }
        Ok(Self { root: root.to_owned(), commit, head, listing: OnceLock::new() })
    }

    /// Finds two revisions of one history.
    ///
    /// # Errors
    /// Those of [`Base::open`], for either.
    pub fn between(root: &Path, before: &str, after: &str) -> Result<(Self, Self), BaseError> {
        let (commit, head) = (resolve_revision(root, before)?, resolve_revision(root, after)?);
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

    /// Returns the merge base of this commit and the head, if it is another commit: what was added
    /// to the base since then is not removed by the head.
    ///
    /// # Errors
    /// A `git` that cannot be started.
    pub fn fork(&self, root: &Path) -> Result<Option<Self>, BaseError> {
        let output = run_git(root, &["merge-base", &self.commit, &self.head])?;
        let commit = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        // Histories without a common commit are compared as they are.
        if !output.status.success() || commit.is_empty() || commit == self.commit {
            return Ok(None);
        }
        let (root, head) = (root.to_owned(), self.head.clone());
        Ok(Some(Self { root, commit, head, listing: OnceLock::new() }))
    }

    /// Returns the commit that is checked out.
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
        // `./` makes the path relative to the folder in which git runs, not to the top of the
        // repository.
        let name = format!("{}:./{path}", self.commit);
        if self.listing.get().is_none_or(Result::is_err) {
            let listed =
                run_git(&self.root, &["ls-tree", "--name-only", "-z", &self.commit, "--", path])?;
            if !listed.status.success() {
                return Err(unreadable(error_text(&listed)));
            }
            if listed.stdout.is_empty() {
                return Ok(None);
            }
        }
        let shown = run_git(&self.root, &["cat-file", "blob", &name])?;
        if shown.status.success() {
            Ok(Some(shown.stdout))
        } else {
            Err(unreadable(error_text(&shown)))
        }
    }

    fn target(&self, path: &str, id: &str) -> Result<Vec<u8>, BaseError> {
        let shown = run_git(&self.root, &["cat-file", "blob", id])?;
        if shown.status.success() {
            return Ok(shown.stdout);
        }
        let (path, commit) = (path.to_owned(), self.commit.clone());
        Err(BaseError::Unreadable { path, commit, said: error_text(&shown) })
    }

    fn listing(&self) -> Result<&Listing, String> {
        let read = || {
            let unlisted = |said: String| {
                BaseError::Unlisted { commit: self.commit.clone(), said }.to_string()
            };
            // git lists the files of the folder in which it runs, with names relative to it.
            let listed = run_git(&self.root, &["ls-tree", "-r", "-z", &self.commit])
                .map_err(|error| error.to_string())?;
            match listed.status.success() {
                true => read_ls_tree(&listed.stdout).map_err(unlisted),
                false => Err(unlisted(error_text(&listed))),
            }
        };
        self.listing.get_or_init(read).as_ref().map_err(Clone::clone)
    }
}
