//! The tree that is judged: in a run that of its commit, at a terminal what lies in the folder.

use super::base::BaseFiles;
use super::commit_tree::CommitTree;
use super::error::ReadError;
use super::links::followed;
use super::listing::{EntryKind, Listing, ListingEntry};
use super::search::FoundFiles;
use super::workspace::Workspace;

/// Number of files that are requested in parallel.
const SIDE_BY_SIDE: usize = 8;

/// The files that are judged.
pub enum Tree<'a> {
    /// What lies in the workspace, whatever commit it is of.
    Folder(&'a Workspace),
    /// The files of a commit behind the API, beside the workspace that should hold them.
    Commit(CommitTree<'a>),
    /// Files of a commit in the local history, read through `git`.
    Revision {
        /// The files of the commit.
        files: &'a dyn BaseFiles,
        /// The list of its files.
        listing: &'a Listing,
    },
}

/// Returns the names of all entries with content: all but submodules.
fn names(listing: &Listing) -> impl Iterator<Item = &String> {
    listing.iter().filter(|(_, entry)| entry.kind != EntryKind::Submodule).map(|(path, _)| path)
}

impl Tree<'_> {
    /// Returns the files of `.github/workflows`, sorted; GitHub does not read its subfolders.
    #[must_use]
    pub fn workflows(&self) -> FoundFiles {
        let Some(listing) = self.listing() else {
            return self.workspace().map(Workspace::workflows).unwrap_or_default();
        };
        if let Self::Commit(tree) = self {
            tree.note_workflows();
        }
        let mut found = FoundFiles::default();
        for path in names(listing).filter(|path| Self::is_workflow(path)) {
            // Names that are no text come with this character in place of what they have.
            match path.contains(char::REPLACEMENT_CHARACTER) {
                true => found.add_unusable(path, &ReadError::no_text_name(path)),
                false => found.paths.push(path.clone()),
            }
        }
        found
    }

    /// Returns whether GitHub reads a file as a workflow.
    #[must_use]
    pub fn is_workflow(path: &str) -> bool {
        let name = path.strip_prefix(".github/workflows/");
        name.is_some_and(|name| {
            !name.contains('/') && (name.ends_with(".yml") || name.ends_with(".yaml"))
        })
    }

    /// Returns every file, sorted.
    #[must_use]
    pub fn files(&self) -> Vec<String> {
        match (self.listing(), self.workspace()) {
            (Some(listing), _) => names(listing).cloned().collect(),
            (None, workspace) => workspace.map(Workspace::files).unwrap_or_default(),
        }
    }

    /// Returns the list of the commit's files; `None` if there is only a working tree.
    #[must_use]
    pub const fn listing(&self) -> Option<&Listing> {
        match self {
            Self::Folder(_) => None,
            Self::Commit(tree) => Some(tree.listing()),
            Self::Revision { listing, .. } => Some(listing),
        }
    }

    /// Returns the working tree, if nothing but it is read.
    #[must_use]
    pub const fn workspace(&self) -> Option<&Workspace> {
        match self {
            Self::Folder(workspace) => Some(workspace),
            Self::Commit(_) | Self::Revision { .. } => None,
        }
    }

    /// Returns whether a path exists, readable or not.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        match self {
            Self::Folder(workspace) => workspace.has(path),
            Self::Commit(tree) => tree.has(path),
            Self::Revision { listing, .. } => listing.contains_key(path),
        }
    }

    /// Reads a document whole.
    ///
    /// # Errors
    /// A path that does not exist, is no file of this tree, or exceeds GitHub's limit by more than
    /// a byte.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        match self {
            Self::Folder(workspace) => workspace.read(path),
            Self::Commit(tree) => tree.read(path),
            Self::Revision { files, listing } => {
                let failed = |why: String| ReadError::Git { why };
                let target = |path: &str, entry: &ListingEntry| {
                    files.target(path, &entry.id).map_err(|error| failed(error.to_string()))
                };
                let place = followed(listing, path, target)?;
                let bytes = files.show(&place).map_err(|error| failed(error.to_string()))?;
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
            Self::Folder(workspace) => workspace.read_if_there(path),
            Self::Commit(_) | Self::Revision { .. } if !self.has(path) => Ok(None),
            Self::Commit(_) | Self::Revision { .. } => self.read(path).map(Some),
        }
    }

    /// Reads documents, in their order; those behind the API in parallel.
    #[must_use]
    pub fn read_all(&self, paths: &[String]) -> Vec<Result<Vec<u8>, ReadError>> {
        if matches!(self, Self::Folder(_)) {
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
