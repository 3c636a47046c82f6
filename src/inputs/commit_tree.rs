//! The files of a commit behind the API.
//!
//! A step of the run may have changed what was checked out, so a file of the workspace stands for the
//! commit's only where it has the very content that the tree of the commit names. Everything else is
//! asked for by name, and what git does not explain is remembered, to be told.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::attributes::{self, AttributesFile};
use super::error::ReadError;
use super::links::followed;
use super::listing::{EntryKind, Listing, ListingEntry, is_exactly, is_pointer, with_plain_ends};
use super::remote::{Remote, nonsense};
use super::search::FoundFiles;
use super::workspace::{Content, Workspace};
use crate::github::ApiFault;

/// Most files of a commit that are asked for one by one.
const MOST_ASKED: usize = 500;

/// What the workspace has in place of a file of the commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Departure {
    /// Something else, so that the commit's file was taken.
    Altered,
    /// Nothing, so that the commit's file was taken.
    Missing,
    /// A file that the commit does not have, so that it was left alone.
    Added,
}

/// The files of a commit.
#[derive(Debug)]
pub struct CommitTree<'a> {
    workspace: &'a Workspace,
    remote: Remote<'a>,
    commit: &'a str,
    listing: Listing,
    /// Whether the commit is checked out, so that a departure is worth a word.
    is_held: bool,
    departures: Mutex<BTreeMap<String, Departure>>,
    /// What was asked for, by id.
    known: Mutex<BTreeMap<String, Vec<u8>>>,
    asked: AtomicUsize,
}

impl<'a> CommitTree<'a> {
    /// Asks for the tree of a commit; `is_held` says whether the workspace should hold it.
    ///
    /// # Errors
    /// A fault of the API, more files than it lists, or none at all: no run starts on an empty commit.
    pub fn open(
        workspace: &'a Workspace,
        remote: Remote<'a>,
        commit: &'a str,
        is_held: bool,
    ) -> Result<Self, ApiFault> {
        let listing = remote.listing(commit)?;
        if listing.is_empty() {
            return Err(nonsense("a tree without files"));
        }
        Ok(Self {
            workspace,
            remote,
            commit,
            listing,
            is_held,
            departures: Mutex::default(),
            known: Mutex::default(),
            asked: AtomicUsize::new(0),
        })
    }

    /// Returns the list of the files.
    #[must_use]
    pub const fn listing(&self) -> &Listing {
        &self.listing
    }

    /// Returns the commit.
    #[must_use]
    pub const fn commit(&self) -> &str {
        self.commit
    }

    /// Returns what the workspace has in place of files that were asked for, by path.
    #[must_use]
    pub fn departures(&self) -> BTreeMap<String, Departure> {
        locked(&self.departures).clone()
    }

    /// Remembers the workflows of the workspace that the commit does not have.
    pub(super) fn note_workflows(&self) {
        let FoundFiles { paths, unusable } = self.workspace.workflows();
        let all = paths.iter().chain(unusable.iter().map(|(path, _)| path));
        for path in all.filter(|path| !self.listing.contains_key(*path)) {
            self.note(path, Departure::Added);
        }
    }

    /// Returns whether the commit has a file, readable or not.
    pub(super) fn has(&self, path: &str) -> bool {
        !matches!(self.find(path), Ok(None))
    }

    /// Reads a file whole.
    ///
    /// # Errors
    /// A file that the commit does not have, or that cannot be had.
    pub(super) fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let Some((place, entry)) = self.find(path)? else { return Err(ReadError::missing(path)) };
        if entry.kind == EntryKind::Submodule {
            return Err(ReadError::NotAFile { path: path.to_owned() });
        }
        let bytes = self.content(&place, entry)?;
        match is_pointer(&bytes) {
            true => Err(ReadError::LargeFile { path: path.to_owned() }),
            false => Ok(bytes),
        }
    }

    /// Returns the entry behind a path with its own path; links are followed inside the commit.
    fn find(&self, path: &str) -> Result<Option<(String, &ListingEntry)>, ReadError> {
        let place = followed(&self.listing, path, |path, entry| self.content(path, entry))?;
        let found = self.listing.get(&place);
        if found.is_none() && self.workspace.has(path) && !self.is_folder(&place) {
            self.note(path, Departure::Added);
        }
        Ok(found.map(|entry| (place, entry)))
    }

    fn is_folder(&self, path: &str) -> bool {
        let start = format!("{path}/");
        let next = self.listing.range(start.clone()..).next();
        next.is_some_and(|(path, _)| path.starts_with(&start))
    }

    /// Returns the content of an entry: the bytes of a file, the target of a link.
    fn content(&self, path: &str, entry: &ListingEntry) -> Result<Vec<u8>, ReadError> {
        let lying = match self.workspace.content(path) {
            Ok(Some(Content::Link(bytes) | Content::File(bytes))) => bytes,
            Ok(None) => {
                self.note(path, Departure::Missing);
                return self.ask(path, entry);
            }
            Err(_) => {
                self.note(path, Departure::Altered);
                return self.ask(path, entry);
            }
        };
        if is_exactly(&lying, &entry.id) {
            return Ok(lying);
        }
        // A git that checks out with CRLF stores LF.
        let plain = with_plain_ends(&lying);
        if is_exactly(&plain, &entry.id) {
            return Ok(plain);
        }
        let bytes = self.ask(path, entry)?;
        if with_plain_ends(&bytes) != plain && !self.is_rewritten(path) {
            self.note(path, Departure::Altered);
        }
        Ok(bytes)
    }

    /// Returns whether the commit's own attributes let git rewrite a file when it checks it out.
    fn is_rewritten(&self, path: &str) -> bool {
        if path.ends_with(".gitattributes") {
            return false;
        }
        let read = |(folder, place): (String, String)| {
            let entry = self.listing.get(&place)?;
            let bytes = self.content(&place, entry).ok()?;
            Some(AttributesFile { folder, text: String::from_utf8_lossy(&bytes).into_owned() })
        };
        let files: Vec<AttributesFile> =
            attributes::places(path).into_iter().filter_map(read).collect();
        attributes::is_rewritten(&files, path)
    }

    /// Asks for a content, and holds the answer against its id.
    fn ask(&self, path: &str, entry: &ListingEntry) -> Result<Vec<u8>, ReadError> {
        if let Some(bytes) = locked(&self.known).get(&entry.id) {
            return Ok(bytes.clone());
        }
        if self.asked.fetch_add(1, Ordering::Relaxed) >= MOST_ASKED {
            return Err(ReadError::TooManyAsked { path: path.to_owned(), limit: MOST_ASKED });
        }
        let failed = |why: String| ReadError::Api { path: path.to_owned(), why };
        let answer = match entry.kind {
            // By its name the API follows a link.
            EntryKind::Link => self.remote.blob(&entry.id).map(Some),
            _ => self.remote.file(self.commit, path),
        };
        let bytes = answer.map_err(|fault| failed(fault.to_string()))?;
        let bytes = bytes.ok_or_else(|| failed("it is listed and not there".to_owned()))?;
        if !is_exactly(&bytes, &entry.id) {
            let why = format!("the answer has not the content with the id {}", entry.id);
            return Err(failed(why));
        }
        locked(&self.known).insert(entry.id.clone(), bytes.clone());
        Ok(bytes)
    }

    fn note(&self, path: &str, departure: Departure) {
        if self.is_held {
            locked(&self.departures).insert(path.to_owned(), departure);
        }
    }
}

/// Returns what a lock holds, also after a thread that had it crashed: each entry is whole.
fn locked<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
