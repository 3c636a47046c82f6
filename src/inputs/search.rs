//! The files that a glob stands for, in the working tree.
//!
//! What a glob reaches and nobody can read is never left out in silence: a name that is no text, a pipe,
//! a folder that cannot be listed. A link to a folder is followed while it stays below the root; a file
//! that is reached in two ways counts once.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::error::ReadError;
use crate::policy::Pattern;

/// The characters that begin something else than a name in a glob.
const WILD: [char; 5] = ['*', '?', '[', '{', '\\'];

/// The files that a name or a glob stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundFiles {
    /// The paths, sorted.
    pub paths: Vec<String>,
    /// What is there and cannot be used: as it is shown, and why.
    pub unusable: Vec<(String, String)>,
}

impl FoundFiles {
    /// Returns whether nothing at all is there.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.paths.is_empty() && self.unusable.is_empty()
    }

    /// Returns what several of them stand for together.
    #[must_use]
    pub fn united(all: &[Self]) -> Self {
        let paths = all.iter().flat_map(|found| found.paths.iter().cloned()).collect();
        let unusable = all.iter().flat_map(|found| found.unusable.iter().cloned()).collect();
        Self { paths, unusable }.sorted()
    }

    /// Returns everything that is there as it is shown.
    #[must_use]
    pub fn names(self) -> Vec<String> {
        let unusable = self.unusable.into_iter().map(|(shown, _)| shown);
        self.paths.into_iter().chain(unusable).collect()
    }

    pub(super) fn add_unusable(&mut self, shown: &str, why: &ReadError) {
        self.unusable.push((shown.to_owned(), why.to_string()));
    }

    pub(super) fn sorted(mut self) -> Self {
        self.paths.sort();
        self.paths.dedup();
        self.unusable.sort();
        self.unusable.dedup();
        self
    }
}

/// Returns a name as text: each byte that is no UTF-8 as `\xNN`.
pub(super) fn escaped_name(name: &OsStr) -> String {
    let mut out = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        out.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(out, "\\x{byte:02x}");
        }
    }
    out
}

/// Returns the files below a root, which has no link in its own path, that match a glob.
#[expect(clippy::disallowed_methods, reason = "the edge reads folders")]
pub(super) fn search(root: &Path, pattern: &Pattern) -> FoundFiles {
    let text = pattern.as_str();
    let fixed: Vec<&str> = text.split('/').take_while(|part| !part.contains(WILD)).collect();
    let reach = GlobReach::of(text);
    let start = fixed.join("/");
    let place = SearchPlace { shown: start.clone(), state: reach.after(fixed.len()), name: start };
    let mut search = GlobSearch {
        root,
        pattern,
        reach,
        is_wide: fixed.is_empty() && text.contains("**"),
        folders: BTreeSet::new(),
        links: Vec::new(),
        found: FoundFiles::default(),
    };
    let real = root.join(&place.name);
    // A name that itself leads out of the root stands for nothing here.
    let is_out = || std::fs::canonicalize(&real).is_ok_and(|real| !real.starts_with(root));
    if fixed.contains(&"..") && is_out() {
        return FoundFiles::default();
    }
    search.enter(place, &real);
    // The links come after all that is there by its own name, so that a file is told by that name.
    while let Some((link, real)) = search.links.pop() {
        search.enter(link, &real);
    }
    search.found.sorted()
}

/// A place below the root, by the name that leads there.
#[derive(Clone, Debug)]
struct SearchPlace {
    /// What the glob is held against.
    name: String,
    /// What is shown: the same, if every part is text.
    shown: String,
    /// Which parts of the glob may come next.
    state: Vec<usize>,
}

impl SearchPlace {
    fn is_text(&self) -> bool {
        self.name == self.shown
    }
}

struct GlobSearch<'a> {
    root: &'a Path,
    pattern: &'a Pattern,
    reach: GlobReach,
    /// Whether the glob reaches everything: then a folder that cannot be entered is no reason to doubt.
    is_wide: bool,
    /// The folders that were walked, by their paths without links and what the glob asks for in them.
    folders: BTreeSet<(PathBuf, Vec<usize>)>,
    /// The links to folders that are still to be followed.
    links: Vec<(SearchPlace, PathBuf)>,
    found: FoundFiles,
}

#[expect(clippy::disallowed_methods, reason = "the edge reads folders")]
impl GlobSearch<'_> {
    /// Walks from a folder, or from a link to one.
    fn enter(&mut self, place: SearchPlace, path: &Path) {
        let real = match std::fs::canonicalize(path) {
            Ok(real) => real,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return,
            Err(error) => return self.doubt(&place, &ReadError::io(&place.shown, error)),
        };
        if !real.starts_with(self.root) {
            let path = place.shown.clone();
            return self.doubt(&place, &ReadError::Escapes { path });
        }
        let mut open = vec![(place, real)];
        while let Some((place, real)) = open.pop() {
            if !self.folders.insert((real.clone(), place.state.clone())) {
                continue;
            }
            match std::fs::read_dir(&real) {
                Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {}
                Err(error) => self.doubt(&place, &ReadError::io(&place.shown, error)),
                Ok(entries) => {
                    for entry in entries {
                        match entry {
                            Ok(entry) => open.extend(self.look(&place, &entry)),
                            Err(error) => self.doubt(&place, &ReadError::io(&place.shown, error)),
                        }
                    }
                }
            }
        }
    }

    /// Looks at one entry of a folder; returns it where it is a folder to walk.
    fn look(
        &mut self,
        folder: &SearchPlace,
        entry: &std::fs::DirEntry,
    ) -> Option<(SearchPlace, PathBuf)> {
        let (part, real) = (entry.file_name(), entry.path());
        if part == ".git" {
            return None;
        }
        let kind = match entry.file_type() {
            Ok(kind) => kind,
            Err(error) => {
                self.doubt(folder, &ReadError::io(&folder.shown, error));
                return None;
            }
        };
        let is_link = kind.is_symlink();
        let is_folder =
            kind.is_dir() || is_link && std::fs::metadata(&real).is_ok_and(|found| found.is_dir());
        let below = |folder: &str, part: &str| match folder {
            "" => part.to_owned(),
            folder => format!("{folder}/{part}"),
        };
        let name = part.to_string_lossy();
        let state = if is_folder { self.reach.below(&folder.state, &name)? } else { Vec::new() };
        let shown = below(&folder.shown, &escaped_name(&part));
        let place = SearchPlace { name: below(&folder.name, &name), shown, state };
        if is_folder && is_link {
            self.links.push((place, real));
            return None;
        }
        if is_folder {
            return Some((place, real));
        }
        self.file(place, kind.is_file() || is_link);
        None
    }

    fn file(&mut self, place: SearchPlace, is_readable: bool) {
        if !self.pattern.matches(&place.name) {
            return;
        }
        if !place.is_text() {
            self.found.add_unusable(&place.shown, &ReadError::no_text_name(&place.shown));
        } else if !is_readable {
            let path = place.shown.clone();
            self.found.add_unusable(&place.shown, &ReadError::NotAFile { path });
        } else {
            self.found.paths.push(place.name);
        }
    }

    /// Notes a folder that cannot be entered, where the glob asks for what is in it.
    fn doubt(&mut self, place: &SearchPlace, why: &ReadError) {
        if !self.is_wide {
            self.found.add_unusable(&place.shown, why);
        }
    }
}

/// What a glob can reach, part by part. A state is the list of the parts that may come next.
struct GlobReach {
    /// The parts; `None` where braces go over a `/`, so that nobody knows.
    parts: Option<Vec<Pattern>>,
}

impl GlobReach {
    fn of(text: &str) -> Self {
        let is_odd = |part: &str| part.matches('{').count() != part.matches('}').count();
        let parts = match text.split('/').any(is_odd) {
            true => None,
            false => text.split('/').map(|part| Pattern::new(part).ok()).collect(),
        };
        Self { parts }
    }

    /// Returns the state after as many parts without a wildcard.
    fn after(&self, count: usize) -> Vec<usize> {
        self.with_empty(BTreeSet::from([count]))
    }

    /// Returns the state in a folder of a folder; `None` where nothing in it may match.
    fn below(&self, state: &[usize], name: &str) -> Option<Vec<usize>> {
        let Some(parts) = &self.parts else { return Some(Vec::new()) };
        let last = parts.len().checked_sub(1)?;
        let next = state.iter().filter_map(|index| match parts.get(*index) {
            Some(part) if part.as_str() == "**" => Some(*index),
            // The last part names a file.
            Some(part) => (*index < last && part.matches(name)).then_some(index + 1),
            None => None,
        });
        let next = self.with_empty(next.collect());
        (!next.is_empty()).then_some(next)
    }

    /// Adds what comes after each `**`, which may stand for nothing.
    fn with_empty(&self, mut state: BTreeSet<usize>) -> Vec<usize> {
        for (index, part) in self.parts.iter().flatten().enumerate() {
            if part.as_str() == "**" && state.contains(&index) {
                state.insert(index + 1);
            }
        }
        state.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reaches(glob: &str, folder: &str) -> bool {
        let reach = GlobReach::of(glob);
        let mut state = Some(reach.after(0));
        for name in folder.split('/') {
            state = state.and_then(|state| reach.below(&state, name));
        }
        state.is_some()
    }

    #[test]
    fn a_glob_reaches_the_folders_that_its_parts_name() {
        assert!(reaches("reports/*.xml", "reports"));
        assert!(!reaches("reports/*.xml", "reports/a"));
        assert!(!reaches("reports/*.xml", "other"));
        assert!(reaches("reports/*/x.xml", "reports/a"));
        assert!(!reaches("reports/*/x.xml", "reports/a/b"));
        assert!(reaches("**/x.xml", "a/b/c"));
        assert!(reaches("a/**/b/*.xml", "a/x/y") && reaches("a/**/b/*.xml", "a/b"));
        assert!(!reaches("a/**/b/*.xml", "b"));
        assert!(reaches("a/**", "a/b/c"), "what the last part reaches");
        assert!(reaches("{a/b,c}/*.xml", "a/b"), "nobody knows, so it is walked");
        assert!(reaches("{a,b}/*.xml", "b") && !reaches("{a,b}/*.xml", "c"));
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_no_text_is_shown_byte_by_byte() {
        use std::os::unix::ffi::OsStrExt as _;
        assert_eq!(escaped_name(OsStr::from_bytes(b"a\xff\xfe.xml")), r"a\xff\xfe.xml");
        assert_eq!(escaped_name(OsStr::new(r"a\xff.xml")), r"a\xff.xml");
    }
}
