//! The symbolic links of a commit, followed inside the commit.

use super::error::ReadError;
use super::listing::{EntryKind, Listing, ListingEntry};

/// Most symbolic links on the way to one file, as in Linux.
const MOST_LINKS: usize = 40;

/// Returns the path at which a commit has what a path names, whether it has something there or not.
/// `target` reads what a link holds.
///
/// # Errors
/// A link that leads out of the commit or in a circle, a path in a submodule, or what `target` says.
pub fn followed(
    listing: &Listing,
    path: &str,
    target: impl Fn(&str, &ListingEntry) -> Result<Vec<u8>, ReadError>,
) -> Result<String, ReadError> {
    let mut open: Vec<String> = path.split('/').rev().map(str::to_owned).collect();
    let (mut at, mut links): (Vec<String>, usize) = (Vec::new(), 0);
    let escapes = || ReadError::Escapes { path: path.to_owned() };
    while let Some(part) = open.pop() {
        match part.as_str() {
            "" | "." => continue,
            ".." => {
                at.pop().ok_or_else(escapes)?;
                continue;
            }
            _ => at.push(part),
        }
        let here = at.join("/");
        match listing.get(&here) {
            Some(entry) if entry.kind == EntryKind::Link => {
                links += 1;
                let text = String::from_utf8(target(&here, entry)?).map_err(|_| escapes())?;
                if links > MOST_LINKS || text.starts_with('/') {
                    return Err(escapes());
                }
                at.pop();
                open.extend(text.split('/').rev().map(str::to_owned));
            }
            Some(entry) if entry.kind == EntryKind::Submodule && !open.is_empty() => {
                return Err(ReadError::InSubmodule { path: path.to_owned(), submodule: here });
            }
            _ => {}
        }
    }
    Ok(at.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leads(path: &str) -> Result<String, String> {
        let entry = |kind, id: &str| ListingEntry { kind, id: id.to_owned() };
        let link = |target| entry(EntryKind::Link, target);
        let listing = Listing::from([
            ("a/file".to_owned(), entry(EntryKind::File, "1")),
            ("a/link".to_owned(), link("file")),
            ("up".to_owned(), link("./a/../a/link")),
            ("folder".to_owned(), link("a")),
            ("out".to_owned(), link("../x")),
            ("root".to_owned(), link("/x")),
            ("self".to_owned(), link("self")),
            ("sub".to_owned(), entry(EntryKind::Submodule, "2")),
        ]);
        let target = |_: &str, entry: &ListingEntry| Ok(entry.id.clone().into_bytes());
        followed(&listing, path, target).map_err(|error| error.to_string())
    }

    #[test]
    fn a_link_leads_to_what_it_names_and_never_out() {
        for path in ["a/file", "a/link", "up", "folder/file", "folder/link"] {
            assert_eq!(leads(path), Ok("a/file".to_owned()), "{path}");
        }
        assert_eq!(leads("none"), Ok("none".to_owned()));
        assert_eq!(leads("sub"), Ok("sub".to_owned()));
        for path in ["out", "root", "self", "out/x"] {
            assert!(leads(path).unwrap_err().contains("leads out"), "{path}");
        }
        assert!(leads("sub/x").unwrap_err().contains("submodule `sub`"));
    }
}
