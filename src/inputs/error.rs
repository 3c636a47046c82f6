//! Why an input cannot be used.

use std::path::PathBuf;

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
    /// The API's, see [`crate::github::error::ApiFault`].
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

/// Why an input that the user named cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// The user's: no such folder.
    #[error("`{}` is not a folder that can be read: {source}; name the root of the repository with `--root`", path.display())]
    Root {
        /// As named.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The user's or the disk's: a report cannot be written.
    #[error("the report `{}` could not be written: {source}", path.display())]
    Write {
        /// As named.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The user's or the disk's: a drafted policy cannot be written.
    #[error("`{path}` could not be written: {source}; nothing was changed")]
    Policy {
        /// Where it should stand.
        path: String,
        /// What the system says, or what stands in the way.
        source: std::io::Error,
    },
    /// The user's: the policy is there and cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// Why a file cannot be read. The message names the file and says what was found.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The system's.
    #[error("`{path}` cannot be read: {source}")]
    Io {
        /// The file.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// The repository's, perhaps hostile.
    #[error("`{path}` is a symbolic link that leads out of the repository; it is not followed")]
    Escapes {
        /// The link.
        path: String,
    },
    /// The repository's, perhaps hostile.
    #[error("`{path}` is not a regular file")]
    NotAFile {
        /// Its path.
        path: String,
    },
    /// Over the limit of what may be read whole.
    #[error("`{path}` is larger than {limit} bytes, more than is read")]
    TooLarge {
        /// The file.
        path: String,
        /// In bytes.
        limit: u64,
    },
    /// The API's, see [`crate::github::error::ApiFault`].
    #[error("`{path}` cannot be read through the API: {why}")]
    Api {
        /// The file.
        path: String,
        /// What the API said.
        why: String,
    },
    /// The history's.
    #[error("{why}")]
    Git {
        /// What `git` said.
        why: String,
    },
    /// Not UTF-8.
    #[error("`{path}` is not UTF-8 text")]
    NotText {
        /// The file.
        path: String,
    },
}
