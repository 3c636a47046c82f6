//! The tree of the judged commit: the workspace where it is checked out, the API where it is not.

use super::remote::Remote;
use super::workspace::{ReadError, Workspace};

/// Files that are asked for at the same time.
const SIDE_BY_SIDE: usize = 8;

/// Files of one commit.
#[derive(Debug)]
pub enum Tree<'a> {
    /// Checked out below the workspace.
    Local {
        /// The workspace.
        workspace: &'a Workspace,
        /// Where the commit's own list of files is, if `git` may be missing.
        commit: Option<(Remote<'a>, &'a str)>,
    },
    /// Not checked out.
    Remote {
        /// Where it is.
        remote: Remote<'a>,
        /// Its commit.
        commit: &'a str,
        /// Its files, sorted.
        files: Vec<String>,
    },
}

impl Tree<'_> {
    /// Files of `.github/workflows`, sorted; GitHub does not look into its folders.
    #[must_use]
    pub fn workflows(&self) -> Vec<String> {
        match self {
            Self::Local { workspace, .. } => workspace.workflows(),
            Self::Remote { files, .. } => {
                files.iter().filter(|path| is_workflow(path)).cloned().collect()
            }
        }
    }

    /// Every file, sorted. `exact` asks for those of the commit; otherwise what a build left may be among
    /// them.
    ///
    /// # Errors
    /// When they are asked of the API and it refuses.
    pub fn files(&self, exact: bool) -> Result<Vec<String>, ReadError> {
        match self {
            Self::Remote { files, .. } => Ok(files.clone()),
            Self::Local { commit: Some((remote, commit)), .. } if exact => {
                remote.files(commit).map_err(|fault| ReadError::Api {
                    path: format!("the tree of {commit}"),
                    why: fault.to_string(),
                })
            }
            Self::Local { workspace, .. } => Ok(workspace.files()),
        }
    }

    /// Whether something of this name is there, be it readable or not.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        match self {
            Self::Local { workspace, .. } => workspace.has(path),
            Self::Remote { files, .. } => files.iter().any(|file| file == path),
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
        }
    }

    /// Reads a document, or tells that there is none.
    ///
    /// # Errors
    /// As [`Tree::read`], but for the absence of the file.
    pub fn read_if_there(&self, path: &str) -> Result<Option<Vec<u8>>, ReadError> {
        match self {
            Self::Local { workspace, .. } => workspace.read_if_there(path),
            Self::Remote { .. } if !self.has(path) => Ok(None),
            Self::Remote { .. } => self.read(path).map(Some),
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

/// A file that GitHub takes for a workflow.
fn is_workflow(path: &str) -> bool {
    let name = path.strip_prefix(".github/workflows/");
    name.is_some_and(|name| {
        !name.contains('/') && (name.ends_with(".yml") || name.ends_with(".yaml"))
    })
}
