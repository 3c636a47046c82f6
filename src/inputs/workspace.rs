//! The working tree: files by name, reports by glob, bytes within limits.
//!
//! Paths are relative to the root and written with `/`. A symbolic link is followed only while it
//! stays below the root; pipes, devices and folders are no files. Reports may be files that git
//! ignores.

use std::fs::File;
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::error::InputError;
use super::search::{FoundFiles, escaped_name, search};
use crate::formats::host_paths::without_checkout;
use crate::inputs::error::ReadError;
use crate::policy::Pattern;

/// Limit for workflows, configuration files and policies: one byte more than GitHub's own 1 MiB, so
/// that the reader can say that a file is too large.
const DOCUMENT_LIMIT: u64 = (1 << 20) + 1;
/// Limit for a report.
const REPORT_LIMIT: u64 = 2 << 30;
/// Limit for a file that is compared with the base.
const CONTENT_LIMIT: u64 = 64 << 20;
/// The folder of workflows.
const WORKFLOWS: &str = ".github/workflows";
/// Size of the buffer for reading a report.
const BUFFER: usize = 128 << 10;

/// The working tree of a repository.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
    /// The folder where truegreen was started; names on the command line may be relative to it.
    start: PathBuf,
}

/// The content of a path in the working tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// The bytes of a file.
    File(Vec<u8>),
    /// The target of a symbolic link.
    Link(Vec<u8>),
}

/// A file that the command line names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A path from the root.
    Inside(String),
    /// Any other path: the file of the user, no part of the repository.
    Outside(String),
}

#[expect(clippy::disallowed_methods, reason = "the edge reads files")]
impl Workspace {
    /// Opens the tree below a folder.
    ///
    /// # Errors
    /// A path that is no folder.
    pub fn open(root: &Path) -> Result<Self, InputError> {
        let failed = |source| InputError::Root { path: root.to_owned(), source };
        let canonical = std::fs::canonicalize(root).map_err(failed)?;
        std::fs::read_dir(&canonical).map_err(failed)?;
        let start = std::env::current_dir().and_then(std::fs::canonicalize).unwrap_or_default();
        Ok(Self { root: canonical, start })
    }

    /// Returns the root, without links.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the files of `.github/workflows`, sorted; GitHub does not read its subfolders. A folder
    /// that cannot be listed, and a name that is no text, are no reason to judge fewer workflows.
    #[must_use]
    pub fn workflows(&self) -> FoundFiles {
        let mut found = FoundFiles::default();
        let folder = match std::fs::read_dir(self.root.join(WORKFLOWS)) {
            Ok(folder) => folder,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return found,
            Err(error) => {
                found.add_unusable(WORKFLOWS, &ReadError::io(WORKFLOWS, error));
                return found;
            }
        };
        for entry in folder {
            let name = match entry {
                Ok(entry) => entry.file_name(),
                Err(error) => {
                    found.add_unusable(WORKFLOWS, &ReadError::io(WORKFLOWS, error));
                    continue;
                }
            };
            let shown = format!("{WORKFLOWS}/{}", escaped_name(&name));
            if !shown.ends_with(".yml") && !shown.ends_with(".yaml") {
                continue;
            }
            match name.to_str() {
                Some(_) => found.paths.push(shown),
                None => found.add_unusable(&shown, &ReadError::no_text_name(&shown)),
            }
        }
        found.sorted()
    }

    /// Returns the files of the repository, sorted, with hidden ones: those that git tracks or
    /// would track, or every file without git. A `.gitignore` hides no tracked file, because one
    /// change could add both.
    #[must_use]
    pub fn files(&self) -> Vec<String> {
        let mut paths = match super::git::files_of(&self.root) {
            // A deleted file is still in the index. One whose name is no text is not found by the
            // name that stands for it here, and reading it says so.
            Some(listed) => listed
                .into_iter()
                .filter(|path| self.has(path) || path.contains(char::REPLACEMENT_CHARACTER))
                .collect(),
            None => self.walk(),
        };
        paths.sort();
        paths.dedup();
        paths
    }

    /// Returns every file below the root, with those that git ignores.
    fn walk(&self) -> Vec<String> {
        let walk = ignore::WalkBuilder::new(&self.root)
            .standard_filters(false)
            .follow_links(false)
            .filter_entry(|entry| entry.file_name() != ".git")
            .build();
        let files = walk.filter_map(Result::ok).filter(|entry| {
            entry.file_type().is_some_and(|kind| kind.is_file() || kind.is_symlink())
        });
        let relative = |path: &Path| {
            let path = path.strip_prefix(&self.root).ok()?.to_string_lossy();
            Some(path.replace(std::path::MAIN_SEPARATOR, "/"))
        };
        files.filter_map(|entry| relative(entry.path())).collect()
    }

    /// Returns whether a path exists, readable or not.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        std::fs::symlink_metadata(self.root.join(path)).is_ok()
    }

    /// Reads a document whole.
    ///
    /// # Errors
    /// A path that does not exist, is no file of this tree, or exceeds GitHub's limit by more than
    /// a byte.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let mut bytes = Vec::new();
        self.open_file(path)?
            .take(DOCUMENT_LIMIT)
            .read_to_end(&mut bytes)
            .map_err(|source| ReadError::Io { path: path.to_owned(), source })?;
        Ok(bytes)
    }

    /// Reads a document, or returns `None` if it does not exist.
    ///
    /// # Errors
    /// Those of [`Workspace::read`], except for a missing file.
    pub fn read_if_there(&self, path: &str) -> Result<Option<Vec<u8>>, ReadError> {
        match self.read(path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(ReadError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Returns the content of a path without following a link: the target of a link, or the bytes
    /// of a file; `None` for a missing path or a folder.
    ///
    /// # Errors
    /// A path of another kind, outside of the tree, or with more than 64 MiB.
    pub fn content(&self, path: &str) -> Result<Option<Content>, ReadError> {
        let failed = |source| ReadError::Io { path: path.to_owned(), source };
        let full = self.root.join(path);
        let kind = match std::fs::symlink_metadata(&full) {
            Ok(found) => found.file_type(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(error)),
        };
        if kind.is_dir() {
            return Ok(None);
        }
        if kind.is_symlink() {
            let target = std::fs::read_link(&full).map_err(failed)?;
            let target = target.to_string_lossy().into_owned();
            return Ok(Some(Content::Link(target.into_bytes())));
        }
        let mut bytes = Vec::new();
        let file = self.open_file(path)?;
        file.take(CONTENT_LIMIT + 1).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() as u64 > CONTENT_LIMIT {
            return Err(ReadError::TooLarge { path: path.to_owned(), limit: CONTENT_LIMIT });
        }
        Ok(Some(Content::File(bytes)))
    }

    fn open_file(&self, path: &str) -> Result<File, ReadError> {
        let failed = |source| ReadError::Io { path: path.to_owned(), source };
        let given = Path::new(path);
        let full = std::fs::canonicalize(self.root.join(given)).map_err(failed)?;
        // Only the command line gives absolute paths, see `glob`, and users may read their own
        // files.
        if !given.is_absolute() && !full.starts_with(&self.root) {
            return Err(ReadError::Escapes { path: path.to_owned() });
        }
        // The kind is checked before opening, because opening a pipe without a writer never
        // returns.
        if !std::fs::metadata(&full).map_err(failed)?.is_file() {
            return Err(ReadError::NotAFile { path: path.to_owned() });
        }
        File::open(&full).map_err(failed)
    }

    /// Returns the files that match a glob, sorted. Reports are often ignored by git, so only
    /// `.git` is left out; only folders that the glob can reach are walked. `may_leave` allows a
    /// path without wildcard to be outside of the root, which only the command line of the user may
    /// ask for.
    #[must_use]
    pub fn glob(&self, pattern: &Pattern, may_leave: bool) -> FoundFiles {
        let text = pattern.as_str();
        let text = text.strip_prefix("file://").unwrap_or(text);
        let found = self.below(&self.relative_to_root(text));
        if !found.is_empty() || !may_leave {
            return found;
        }
        // A path of the command line may be relative to the folder where it was typed, or be
        // elsewhere.
        let typed = self.start.join(text);
        let Some(typed) = typed.to_str() else { return FoundFiles::default() };
        match self.relative_to_root(typed) {
            inside if !Path::new(&inside).is_absolute() => self.below(&inside),
            outside if pattern.is_literal() && Path::new(&outside).is_file() => {
                FoundFiles { paths: vec![outside], unusable: Vec::new() }
            }
            _ => FoundFiles::default(),
        }
    }

    /// Returns the files below the root that match a glob.
    fn below(&self, text: &str) -> FoundFiles {
        let Ok(pattern) = Pattern::new(text) else { return FoundFiles::default() };
        if Path::new(text).is_absolute() {
            return FoundFiles::default();
        }
        if pattern.is_literal() {
            let there = self.root.join(text).is_file();
            let paths = if there { vec![text.to_owned()] } else { Vec::new() };
            return FoundFiles { paths, unusable: Vec::new() };
        }
        search(&self.root, &pattern)
    }

    /// Returns a file that the command line names: relative to the root, else to the folder where
    /// truegreen was started.
    #[must_use]
    pub fn named(&self, path: &str) -> Named {
        let inside = self.relative_to_root(path);
        if !Path::new(&inside).is_absolute() && self.has(&inside) {
            return Named::Inside(inside);
        }
        let typed = std::fs::canonicalize(self.start.join(path)).ok();
        match typed.as_deref().and_then(Path::to_str) {
            Some(typed) => match self.relative_to_root(typed) {
                inside if !Path::new(&inside).is_absolute() => Named::Inside(inside),
                outside => Named::Outside(outside),
            },
            // The file may exist on the base only.
            None => Named::Inside(inside),
        }
    }

    /// Returns a path of a report or a user relative to the root, if the file is below it. The path
    /// may be the one that the host or another container of the run sees.
    fn relative_to_root(&self, path: &str) -> String {
        let path = path.strip_prefix("./").unwrap_or(path);
        let inside = Path::new(path).strip_prefix(&self.root).ok().and_then(Path::to_str);
        inside.map_or_else(|| without_checkout(path), str::to_owned)
    }

    /// Returns a path of the command line: relative to the folder where truegreen was started, else
    /// to the root.
    #[must_use]
    pub fn typed(&self, path: &str) -> PathBuf {
        let below = self.root.join(path);
        if !Path::new(path).exists() && below.exists() { below } else { PathBuf::from(path) }
    }

    /// Writes a report below the root. An existing file is replaced, and a link is never followed:
    /// a link in the repository must not lead a process with root rights elsewhere.
    ///
    /// # Errors
    /// A file that cannot be written, or a folder outside of this tree.
    pub fn write(&self, path: &str, text: &str) -> Result<(), InputError> {
        let relative = self.relative_to_root(path);
        let failed = |source| InputError::Write { path: PathBuf::from(&relative), source };
        let full = self.root.join(&relative);
        let (folder, name) = full
            .parent()
            .zip(full.file_name())
            .ok_or_else(|| failed(std::io::ErrorKind::InvalidInput.into()))?;
        let folder = std::fs::canonicalize(folder).map_err(failed)?;
        if !folder.starts_with(&self.root) {
            return Err(failed(std::io::ErrorKind::PermissionDenied.into()));
        }
        let file = folder.join(name);
        match std::fs::remove_file(&file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(failed(error));
            }
            _ => {}
        }
        let written = File::create_new(&file).and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(failed)
    }

    /// Returns the commit that is checked out, if `git` knows one.
    #[must_use]
    pub fn head(&self) -> Option<String> {
        super::git::head_of(&self.root)
    }

    /// Streams each file through a reader, on as many threads as there are cores; the results are
    /// in the order of the paths.
    pub fn read_each<T: Send>(
        &self,
        paths: &[String],
        reader: impl Fn(&mut dyn BufRead) -> T + Sync,
    ) -> Vec<Result<T, ReadError>> {
        let next = AtomicUsize::new(0);
        let done: Mutex<Vec<(usize, Result<T, ReadError>)>> = Mutex::new(Vec::new());
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(paths.len());
        let work = || {
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(path) = paths.get(index) else { return };
                let result = self.stream(path, &reader);
                done.lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner)
                    .push((index, result));
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(work);
            }
            work();
        });
        let mut results = done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        results.sort_by_key(|(index, _)| *index);
        results.into_iter().map(|(_, result)| result).collect()
    }

    fn stream<T>(
        &self,
        path: &str,
        reader: &(impl Fn(&mut dyn BufRead) -> T + Sync),
    ) -> Result<T, ReadError> {
        let file = self.open_file(path)?;
        let size =
            file.metadata().map_err(|source| ReadError::Io { path: path.to_owned(), source })?;
        if size.len() > REPORT_LIMIT {
            return Err(ReadError::TooLarge { path: path.to_owned(), limit: REPORT_LIMIT });
        }
        Ok(reader(&mut BufReader::with_capacity(BUFFER, file)))
    }
}
