//! The reasons why inputs cannot be used.

use std::path::PathBuf;

/// The reason why the base cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BaseError {
    /// There is no `git`.
    #[error(
        "`git` could not be started, which reads the base: {source}; install it, or leave `--base` out"
    )]
    NoGit {
        /// The message of the system.
        source: std::io::Error,
    },
    /// The revision does not exist in this clone.
    #[error(
        "the base `{rev}` is no commit of this repository: {said}; a shallow checkout lacks it, so fetch it first (`fetch-depth: 0` with actions/checkout)"
    )]
    NoCommit {
        /// The revision.
        rev: String,
        /// The message of `git`.
        said: String,
    },
    /// The base is the head itself, so there is nothing to compare.
    #[error(
        "the base `{rev}` is the very commit that is judged ({commit}), so it proves nothing; commit the change first, name the commit before it, or leave `--base` out to judge the tree alone"
    )]
    SameAsHead {
        /// The revision.
        rev: String,
        /// The commit of both.
        commit: String,
    },
    /// Both revisions are the same commit, so there is nothing to compare.
    #[error(
        "`{before}` and `{after}` are the same commit ({commit}), so nothing can differ; name two"
    )]
    SameRevision {
        /// The first revision.
        before: String,
        /// The second revision.
        after: String,
        /// The commit of both.
        commit: String,
    },
    /// `git` failed to read a file of a commit that it knows.
    #[error("`git` could not read `{path}` of {commit}: {said}")]
    Unreadable {
        /// Path of the file.
        path: String,
        /// The commit.
        commit: String,
        /// The message of `git`.
        said: String,
    },
    /// `git` failed to list the files of a commit that it knows.
    #[error("`git` could not list the files of {commit}: {said}")]
    Unlisted {
        /// The commit.
        commit: String,
        /// The message of `git`.
        said: String,
    },
    /// What was read is not the content that the commit has.
    #[error(
        "what was read as `{path}` of the base {commit} is not that file: its content has not the id {id}, so a proxy or the server altered it"
    )]
    Altered {
        /// Path of the file.
        path: String,
        /// The commit.
        commit: String,
        /// The id of the content in the commit.
        id: String,
    },
    /// The API rejected the call, see [`crate::github::error::ApiFault`].
    #[error("`{path}` of the base {commit} cannot be read through the API: {why}")]
    Refused {
        /// Path of the file.
        path: String,
        /// The commit.
        commit: String,
        /// The message of the API.
        why: String,
    },
}

/// The reason why an input that the user named cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// The root is no folder.
    #[error("`{}` is not a folder that can be read: {source}; name the root of the repository with `--root`", path.display())]
    Root {
        /// The folder.
        path: PathBuf,
        /// The message of the system.
        source: std::io::Error,
    },
    /// A report cannot be written.
    #[error("the report `{}` could not be written: {source}", path.display())]
    Write {
        /// Path of the report.
        path: PathBuf,
        /// The message of the system.
        source: std::io::Error,
    },
    /// A drafted policy cannot be written.
    #[error("`{path}` could not be written: {source}; nothing was changed")]
    Policy {
        /// Path of the policy.
        path: String,
        /// The message of the system, or what is in the way.
        source: std::io::Error,
    },
    /// The policy exists and cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// The reason why a file cannot be read. The message names the file and says what was found.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The system failed to read the file.
    #[error("`{path}` cannot be read: {source}")]
    Io {
        /// Path of the file.
        path: String,
        /// The message of the system.
        source: std::io::Error,
    },
    /// A symbolic link leads out of the tree; perhaps an attack.
    #[error("`{path}` is a symbolic link that leads out of the repository; it is not followed")]
    Escapes {
        /// Path of the link.
        path: String,
    },
    /// The path is no file, but a folder, a pipe or a device; perhaps an attack.
    #[error("`{path}` is not a regular file")]
    NotAFile {
        /// The path.
        path: String,
    },
    /// The file is larger than the limit for reading it whole.
    #[error("`{path}` is larger than {limit} bytes, more than is read")]
    TooLarge {
        /// Path of the file.
        path: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// The API rejected the call, see [`crate::github::error::ApiFault`].
    #[error("`{path}` cannot be read through the API: {why}")]
    Api {
        /// Path of the file.
        path: String,
        /// The message of the API.
        why: String,
    },
    /// `git` failed to read a file of the history.
    #[error("{why}")]
    Git {
        /// The message of `git`.
        why: String,
    },
    /// The file is not UTF-8.
    #[error("`{path}` is not UTF-8 text")]
    NotText {
        /// Path of the file.
        path: String,
    },
    /// The name of the file is not UTF-8, so that no text can name it.
    #[error(
        "the name of `{path}` is not UTF-8, so nothing can tell what it stands for; give it a name of plain letters"
    )]
    NoTextName {
        /// The path, with `\\xNN` for each byte that is no text.
        path: String,
    },
    /// The commit has a pointer of Git LFS in place of the file.
    #[error(
        "`{path}` is a pointer of Git LFS: what it stands for is no part of the commit, so nothing proves it"
    )]
    LargeFile {
        /// Path of the file.
        path: String,
    },
    /// The path lies in another repository.
    #[error("`{path}` lies in the submodule `{submodule}`, whose files the commit does not have")]
    InSubmodule {
        /// The path.
        path: String,
        /// Path of the submodule.
        submodule: String,
    },
    /// So many files had to be asked for that the rest is left alone.
    #[error(
        "`{path}` is not read: {limit} files of the commit were asked for one by one already; check the whole commit out"
    )]
    TooManyAsked {
        /// Path of the file.
        path: String,
        /// The limit.
        limit: usize,
    },
}

impl ReadError {
    /// Makes the error of the system for a path.
    pub(super) fn io(path: &str, source: std::io::Error) -> Self {
        Self::Io { path: path.to_owned(), source }
    }

    /// Makes the error for a file that does not exist.
    pub(super) fn missing(path: &str) -> Self {
        Self::io(path, std::io::ErrorKind::NotFound.into())
    }

    /// Makes the error for a name that is no text.
    pub(super) fn no_text_name(path: &str) -> Self {
        Self::NoTextName { path: path.to_owned() }
    }
}
