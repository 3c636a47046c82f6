//! EDGE, reads. The only room that reads files, the environment, the clock, standard input and the
//! output of the `git` command. It returns bytes and names with their sources, never judgments.
//!
//! Nothing in the workspace is executed, and no symbolic link that leads out of it is followed.

mod attributes;
pub(super) mod base;
mod branches;
mod checkout;
mod commit_tree;
pub(super) mod environment;
pub mod error;
pub mod git;
mod links;
mod listing;
pub mod policy_file;
pub mod remote;
mod remote_tree;
pub mod runner;
mod search;
pub(super) mod tree;
pub(super) mod workspace;

use std::io::Read as _;
use std::path::Path;

pub use self::base::{Base, BaseFiles, Beside, RemoteBase};
pub use self::branches::{BranchState, RequiredChecks};
pub use self::commit_tree::{CommitTree, Departure};
pub use self::environment::{Environment, LogWishes, api_access};
pub use self::error::{BaseError, ReadError};
pub use self::git::origin_of;
pub use self::links::followed;
pub use self::listing::{EntryKind, Listing, ListingEntry, blob_id, is_blob, is_large_file};
pub use self::remote::Remote;
pub use self::runner::{NoRunner, Runner};
pub use self::search::FoundFiles;
pub use self::tree::Tree;
pub use self::workspace::{Content, Named, Workspace};
use crate::inputs::error::InputError;

/// Longest text of `toJSON(needs)`. The job outputs in it may have 50 MB for one run by GitHub's
/// limits, but no gate needs that much.
const NEEDS_LIMIT: u64 = 10 << 20;

/// Reads `--needs`: a file by its path from the folder where truegreen was started, or standard
/// input for `-`.
///
/// # Errors
/// A file that does not exist, is no text, or is larger than 10 MiB.
#[expect(clippy::disallowed_methods, reason = "the edge reads")]
pub fn read_needs(path: &Path) -> Result<String, ReadError> {
    let is_stdin = path == Path::new("-");
    let name = if is_stdin { "standard input".to_owned() } else { path.display().to_string() };
    let failed = |source| ReadError::Io { path: name.clone(), source };
    let mut bytes = Vec::new();
    if is_stdin {
        std::io::stdin().lock().take(NEEDS_LIMIT + 1).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        let file = std::fs::File::open(path).map_err(failed)?;
        file.take(NEEDS_LIMIT + 1).read_to_end(&mut bytes).map_err(failed)?;
    }
    if bytes.len() as u64 > NEEDS_LIMIT {
        return Err(ReadError::TooLarge { path: name, limit: NEEDS_LIMIT });
    }
    String::from_utf8(bytes).map_err(|_| ReadError::NotText { path: name })
}

/// Writes a report to the path that the user named.
///
/// # Errors
/// A file that cannot be written.
#[expect(clippy::disallowed_methods, reason = "the edge writes the report file")]
pub fn write_report(path: &Path, text: &str) -> Result<(), InputError> {
    std::fs::write(path, text).map_err(|source| InputError::Write { path: path.to_owned(), source })
}
