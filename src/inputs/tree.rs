//! The tree of the judged commit: the workspace if the commit is checked out, else the API.

use std::sync::OnceLock;

use super::base::BaseFiles;
use super::error::ReadError;
use super::listing::{EntryKind, Listing, is_exactly};
use super::remote::Remote;
use super::workspace::Workspace;

/// Number of files that are requested in parallel.
const SIDE_BY_SIDE: usize = 8;

/// The files of one commit.
pub enum Tree<'a> {
    /// Files that are checked out below the workspace.
    Local {
        /// The workspace.
        workspace: &'a Workspace,
        /// The list of the commit's files through the API, if `git` may be missing.
        commit: Option<CommitFiles<'a>>,
    },
    /// Files that are read through the API.
    Remote {
        /// The repository.
        remote: Remote<'a>,
        /// The commit.
        commit: &'a str,
        /// The list of its files.
        listing: Listing,
    },
    /// Files of a commit in the local history, read through `git`.
    Revision {
        /// The files of the commit.
        files: &'a dyn BaseFiles,
        /// The list of its files.
        listing: &'a Listing,
    },
}

/// The list of a commit's files behind the API; requested once, and only when it is needed.
#[derive(Debug)]
pub struct CommitFiles<'a> {
    remote: Remote<'a>,
    commit: &'a str,
    listing: OnceLock<Result<Listing, String>>,
}

impl<'a> CommitFiles<'a> {
    /// Makes the list of a commit.
    #[must_use]
    pub const fn new(remote: Remote<'a>, commit: &'a str) -> Self {
        Self { remote, commit, listing: OnceLock::new() }
    }

    fn listing(&self) -> Result<&Listing, String> {
        let read = || self.remote.listing(self.commit).map_err(|fault| fault.to_string());
        self.listing.get_or_init(read).as_ref().map_err(Clone::clone)
    }
}

/// Returns the names of all entries with content: all but submodules.
fn names(listing: &Listing) -> impl Iterator<Item = &String> {
    listing.iter().filter(|(_, entry)| entry.kind != EntryKind::Submodule).map(|(path, _)| path)
}

impl Tree<'_> {
    /// Returns the files of `.github/workflows`, sorted; GitHub does not read its subfolders.
    #[must_use]
    pub fn workflows(&self) -> Vec<String> {
        match self.place() {
            Ok(workspace) => workspace.workflows(),
            Err(listing) => {
                names(listing).filter(|path| Self::is_workflow(path)).cloned().collect()
            }
        }
    }

    /// Returns the working tree, or the list of the commit if no working tree is read.
    const fn place(&self) -> Result<&Workspace, &Listing> {
        match self {
            Self::Local { workspace, .. } => Ok(workspace),
            Self::Remote { listing, .. } => Err(listing),
            Self::Revision { listing, .. } => Err(listing),
        }
    }

    /// Returns whether GitHub reads a file as a workflow.
    #[must_use]
    pub fn is_workflow(path: &str) -> bool {
        let name = path.strip_prefix(".github/workflows/");
        name.is_some_and(|name| {
            !name.contains('/') && (name.ends_with(".yml") || name.ends_with(".yaml"))
        })
    }

    /// Returns every file, sorted. `exact` asks for the files of the commit; otherwise files that a
    /// build left may be among them.
    ///
    /// # Errors
    /// A fault of the API, if the list comes from there.
    pub fn files(&self, exact: bool) -> Result<Vec<String>, ReadError> {
        match (self, self.place()) {
            (_, Err(listing)) => Ok(names(listing).cloned().collect()),
            (Self::Local { commit: Some(files), .. }, _) if exact => {
                let listing = files.listing().map_err(|why| ReadError::Api {
                    path: format!("the tree of {}", files.commit),
                    why,
                })?;
                Ok(names(listing).cloned().collect())
            }
            (_, Ok(workspace)) => Ok(workspace.files()),
        }
    }

    /// Returns the list of the commit's files; `None` if there is only a working tree.
    ///
    /// # Errors
    /// A fault of the API, if the list comes from there.
    pub fn listing(&self) -> Result<Option<&Listing>, String> {
        match (self, self.place()) {
            (_, Err(listing)) => Ok(Some(listing)),
            (Self::Local { commit: Some(files), .. }, _) => files.listing().map(Some),
            (_, Ok(_)) => Ok(None),
        }
    }

    /// Returns the working tree, if one is read.
    #[must_use]
    pub fn workspace(&self) -> Option<&Workspace> {
        self.place().ok()
    }

    /// Returns whether a path exists, readable or not.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        match self.place() {
            Ok(workspace) => workspace.has(path),
            Err(listing) => listing.contains_key(path),
        }
    }

    /// Reads a document whole.
    ///
    /// # Errors
    /// A path that does not exist, is no file of this tree, or exceeds GitHub's limit by more than
    /// a byte.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        match self {
            Self::Local { workspace, .. } => workspace.read(path),
            Self::Remote { remote, commit, listing } => {
                let failed = |why: String| ReadError::Api { path: path.to_owned(), why };
                let bytes = remote.file(commit, path).map_err(|fault| failed(fault.to_string()))?;
                let bytes = bytes.ok_or_else(|| failed("it is listed and not there".to_owned()))?;
                let is_file = |kind| matches!(kind, EntryKind::File | EntryKind::Executable);
                match listing.get(path) {
                    Some(entry) if is_file(entry.kind) && !is_exactly(&bytes, &entry.id) => Err(
                        failed(format!("the answer has not the content with the id {}", entry.id)),
                    ),
                    _ => Ok(bytes),
                }
            }
            Self::Revision { files, .. } => {
                let failed = |why: String| ReadError::Git { why };
                let bytes = files.show(path).map_err(|error| failed(error.to_string()))?;
                bytes.ok_or_else(|| failed(format!("`{path}` is not in {}", files.commit())))
            }
        }
    }

    /// Reads a document, or returns `None` if it does not exist.
    ///
    /// # Errors
    /// Those of [`Tree::read`], except for a missing file.
    pub fn read_if_there(&self, path: &str) -> Result<Option<Vec<u8>>, ReadError> {
        match self {
            Self::Local { workspace, .. } => workspace.read_if_there(path),
            Self::Remote { .. } | Self::Revision { .. } if !self.has(path) => Ok(None),
            Self::Remote { .. } | Self::Revision { .. } => self.read(path).map(Some),
        }
    }

    /// Reads documents, in their order; those behind the API in parallel.
    #[must_use]
    pub fn read_all(&self, paths: &[String]) -> Vec<Result<Vec<u8>, ReadError>> {
        if matches!(self, Self::Local { .. }) {
            return paths.iter().map(|path| self.read(path)).collect();
        }
        let mut all = Vec::with_capacity(paths.len());
        for some in paths.chunks(SIDE_BY_SIDE) {
            std::thread::scope(|scope| {
                let reads: Vec<_> =
                    some.iter().map(|path| (path, scope.spawn(|| self.read(path)))).collect();
                all.extend(reads.into_iter().map(|(path, read)| {
                    let crashed = || ReadError::Api {
                        path: path.clone(),
                        why: "the reader crashed".to_owned(),
                    };
                    read.join().unwrap_or_else(|_| Err(crashed()))
                }));
            });
        }
        all
    }
}
