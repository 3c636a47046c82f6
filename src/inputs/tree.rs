//! The tree of the judged commit: the workspace where it is checked out, the API where it is not.

use std::sync::OnceLock;

use super::base::BaseFiles;
use super::error::ReadError;
use super::listing::{EntryKind, Listing};
use super::remote::Remote;
use super::workspace::Workspace;

/// Files that are asked for at the same time.
const SIDE_BY_SIDE: usize = 8;

/// Files of one commit.
pub enum Tree<'a> {
    /// Checked out below the workspace.
    Local {
        /// The workspace.
        workspace: &'a Workspace,
        /// Where the commit's own list of files is, if `git` may be missing.
        commit: Option<CommitFiles<'a>>,
    },
    /// Not checked out.
    Remote {
        /// Where it is.
        remote: Remote<'a>,
        /// Its commit.
        commit: &'a str,
        /// Its files.
        listing: Listing,
    },
    /// A commit of a local history, as `git` has it.
    Revision {
        /// The commit.
        files: &'a dyn BaseFiles,
        /// Its files.
        listing: &'a Listing,
    },
}

/// The list of a commit's files behind the API; asked for once, and only when somebody needs it.
#[derive(Debug)]
pub struct CommitFiles<'a> {
    remote: Remote<'a>,
    commit: &'a str,
    listing: OnceLock<Result<Listing, String>>,
}

impl<'a> CommitFiles<'a> {
    /// Of a commit.
    #[must_use]
    pub const fn new(remote: Remote<'a>, commit: &'a str) -> Self {
        Self { remote, commit, listing: OnceLock::new() }
    }

    fn listing(&self) -> Result<&Listing, String> {
        let read = || self.remote.listing(self.commit).map_err(|fault| fault.to_string());
        self.listing.get_or_init(read).as_ref().map_err(Clone::clone)
    }
}

/// Names of what holds content: all but submodules.
fn names(listing: &Listing) -> impl Iterator<Item = &String> {
    listing.iter().filter(|(_, entry)| entry.kind != EntryKind::Submodule).map(|(path, _)| path)
}

impl Tree<'_> {
    /// Files of `.github/workflows`, sorted; GitHub does not look into its folders.
    #[must_use]
    pub fn workflows(&self) -> Vec<String> {
        match self.place() {
            Ok(workspace) => workspace.workflows(),
            Err(listing) => {
                names(listing).filter(|path| Self::is_workflow(path)).cloned().collect()
            }
        }
    }

    /// The working tree, or the commit's own list where none is read.
    const fn place(&self) -> Result<&Workspace, &Listing> {
        match self {
            Self::Local { workspace, .. } => Ok(workspace),
            Self::Remote { listing, .. } => Err(listing),
            Self::Revision { listing, .. } => Err(listing),
        }
    }

    /// Whether GitHub takes a file for a workflow.
    #[must_use]
    pub fn is_workflow(path: &str) -> bool {
        let name = path.strip_prefix(".github/workflows/");
        name.is_some_and(|name| {
            !name.contains('/') && (name.ends_with(".yml") || name.ends_with(".yaml"))
        })
    }

    /// Every file, sorted. `exact` asks for those of the commit; otherwise what a build left may be among
    /// them.
    ///
    /// # Errors
    /// When they are asked of the API and it refuses.
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

    /// What git knows of the commit's files; `None` where only a working tree is at hand.
    ///
    /// # Errors
    /// When they are asked of the API and it refuses.
    pub fn listing(&self) -> Result<Option<&Listing>, String> {
        match (self, self.place()) {
            (_, Err(listing)) => Ok(Some(listing)),
            (Self::Local { commit: Some(files), .. }, _) => files.listing().map(Some),
            (_, Ok(_)) => Ok(None),
        }
    }

    /// The working tree, where one is read.
    #[must_use]
    pub fn workspace(&self) -> Option<&Workspace> {
        self.place().ok()
    }

    /// Whether something of this name is there, be it readable or not.
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
    /// When it is not there, not a file of this tree, or over GitHub's limit by more than a byte.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        match self {
            Self::Local { workspace, .. } => workspace.read(path),
            Self::Remote { remote, commit, .. } => {
                let failed = |why: String| ReadError::Api { path: path.to_owned(), why };
                let bytes = remote.file(commit, path).map_err(|fault| failed(fault.to_string()))?;
                bytes.ok_or_else(|| failed("it is listed and not there".to_owned()))
            }
            Self::Revision { files, .. } => {
                let failed = |why: String| ReadError::Git { why };
                let bytes = files.show(path).map_err(|error| failed(error.to_string()))?;
                bytes.ok_or_else(|| failed(format!("`{path}` is not in {}", files.commit())))
            }
        }
    }

    /// Reads a document, or tells that there is none.
    ///
    /// # Errors
    /// As [`Tree::read`], but for the absence of the file.
    pub fn read_if_there(&self, path: &str) -> Result<Option<Vec<u8>>, ReadError> {
        match self {
            Self::Local { workspace, .. } => workspace.read_if_there(path),
            Self::Remote { .. } | Self::Revision { .. } if !self.has(path) => Ok(None),
            Self::Remote { .. } | Self::Revision { .. } => self.read(path).map(Some),
        }
    }

    /// Reads documents, in their order; those behind the API side by side.
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
