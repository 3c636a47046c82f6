//! The files of a commit with what git knows of each: its kind and the id of its content.

use std::collections::BTreeMap;

use sha1::{Digest as _, Sha1};
use sha2::Sha256;

/// The entries of a commit's tree by path, without folders.
pub type Listing = BTreeMap<String, ListingEntry>;

/// One entry of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListingEntry {
    /// The kind of the entry.
    pub kind: EntryKind,
    /// Id of the object: of a blob, or of the commit of a submodule.
    pub id: String,
}

/// The kind of an entry, by its mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// `100644`, and the old `100664`.
    File,
    /// `100755`.
    Executable,
    /// `120000`: a symbolic link, whose content is its target.
    Link,
    /// `160000`: a submodule, a commit of another repository.
    Submodule,
}

impl EntryKind {
    /// Returns the kind of a mode in octal digits; `None` for a folder, or for a mode that git does
    /// not write.
    #[must_use]
    pub fn of_mode(mode: &str) -> Option<Self> {
        match mode {
            "100644" | "100664" => Some(Self::File),
            "100755" => Some(Self::Executable),
            "120000" => Some(Self::Link),
            "160000" => Some(Self::Submodule),
            _ => None,
        }
    }

    /// Returns whether both are files, executable or not, or both of the same other kind.
    #[must_use]
    pub fn is_like(self, other: Self) -> bool {
        let plain = |kind| matches!(kind, Self::File | Self::Executable);
        self == other || (plain(self) && plain(other))
    }
}

/// Reads the output of `git ls-tree -r -z`: `<mode> SP <type> SP <id> TAB <path>`, ended by NUL. A
/// path that is not UTF-8 is kept with replacement characters, as everywhere.
///
/// # Errors
/// The entry that could not be read.
pub(super) fn read_ls_tree(output: &[u8]) -> Result<Listing, String> {
    let lines = output.split(|byte| *byte == 0).filter(|line| !line.is_empty());
    let entry = |line: &[u8]| {
        let text = String::from_utf8_lossy(line);
        let read = || {
            let (head, path) = text.split_once('\t')?;
            let mut parts = head.split(' ');
            let kind = EntryKind::of_mode(parts.next()?)?;
            let id = parts.nth(1)?.to_owned();
            Some((path.to_owned(), ListingEntry { kind, id }))
        };
        read().ok_or_else(|| format!("`git ls-tree` wrote `{text}`"))
    };
    lines.map(entry).collect()
}

/// Returns whether these bytes are the content of a blob. Line endings may be those of another
/// system, because a git that checks out with CRLF stores LF. Ids of 64 digits are SHA-256, all
/// others SHA-1.
#[must_use]
pub fn is_blob(bytes: &[u8], id: &str) -> bool {
    if is_exactly(bytes, id) {
        return true;
    }
    let plain = with_plain_ends(bytes);
    plain.len() != bytes.len() && is_exactly(&plain, id)
}

/// Returns a text with LF for each CRLF.
#[must_use]
pub(super) fn with_plain_ends(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().peekable();
    while let Some(byte) = rest.next() {
        if *byte != b'\r' || rest.peek() != Some(&&b'\n') {
            plain.push(*byte);
        }
    }
    plain
}

/// Returns whether exactly these bytes are the content of a blob.
#[must_use]
pub(super) fn is_exactly(bytes: &[u8], id: &str) -> bool {
    named(bytes, id.len()) == id
}

/// Returns the id of a content in a repository with SHA-1 ids.
#[must_use]
pub fn blob_id(bytes: &[u8]) -> String {
    named(bytes, 40)
}

fn named(bytes: &[u8], digits: usize) -> String {
    let head = format!("blob {}\0", bytes.len());
    if digits == 64 {
        return hex(&Sha256::new().chain_update(head).chain_update(bytes).finalize());
    }
    hex(&Sha1::new().chain_update(head).chain_update(bytes).finalize())
}

/// Returns whether these bytes are the file behind a pointer of Git LFS.
#[must_use]
pub fn is_large_file(bytes: &[u8], pointer: &[u8]) -> bool {
    let id = pointed_to(pointer);
    id.is_some_and(|id| id == hex(&Sha256::digest(bytes)))
}

/// Returns whether a content is a pointer of Git LFS.
#[must_use]
pub(super) fn is_pointer(bytes: &[u8]) -> bool {
    pointed_to(bytes).is_some()
}

/// Returns the id of the file behind a pointer of Git LFS. Source: the specification of Git LFS,
/// `docs/spec.md` of git-lfs: a pointer has less than 1,024 bytes.
fn pointed_to(pointer: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(pointer.get(..1024).map_or(pointer, |_| &[])).ok()?;
    let text = text.strip_prefix("version https://git-lfs.github.com/spec/")?;
    text.lines().find_map(|line| line.strip_prefix("oid sha256:"))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    // Both ids are from `git hash-object`.
    const HELLO: &str = "ce013625030ba8dba906f756967f9e9ca394464a";
    const HELLO_256: &str = "2cf8d83d9ee29543b34a87727421fdecb7e3f3a183d337639025de576db9ebb4";

    #[test]
    fn a_blob_is_known_by_its_id_whatever_its_line_ends() {
        assert!(is_blob(b"hello\n", HELLO));
        assert!(is_blob(b"hello\r\n", HELLO));
        assert!(!is_blob(b"hello", HELLO));
        assert!(!is_blob(b"hello\r", HELLO));
        assert!(is_blob(b"hello\n", HELLO_256));
        assert!(!is_blob(b"hallo\n", HELLO_256));
    }

    #[test]
    fn a_pointer_stands_for_one_content() {
        let pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\nsize 5\n";
        assert!(is_large_file(b"hello", pointer));
        assert!(!is_large_file(b"hallo", pointer));
        assert!(!is_large_file(
            b"hello",
            b"oid sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\n"
        ));
        assert!(!is_large_file(b"hello", &[0xff]));
        assert!(is_pointer(pointer) && !is_pointer(b"version: 1\noid sha256:2cf2\n"));
        let long = [&pointer[..], &[b' '; 1024]].concat();
        assert!(!is_pointer(&long), "no pointer is so long");
    }

    #[test]
    fn a_tree_is_read_whole_or_not_at_all() {
        let text = format!(
            "100644 blob {HELLO}\ta b\tc.json\x00120000 blob {HELLO}\tl\x00160000 commit {HELLO}\tsub\0"
        );
        let listing = read_ls_tree(text.as_bytes()).unwrap();
        assert_eq!(listing.len(), 3);
        assert_eq!(listing["a b\tc.json"].kind, EntryKind::File);
        assert_eq!(listing["sub"].kind, EntryKind::Submodule);
        assert!(read_ls_tree(b"").unwrap().is_empty());
        for wrong in ["100644 blob", "999999 blob abc\tx", "100644\tx"] {
            assert!(read_ls_tree(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }
}
