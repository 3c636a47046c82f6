//! What `.gitattributes` says of a file: whether git may check out other bytes than the commit has.
//!
//! Source: gitattributes(5). Macros are not followed, and quoted patterns are not read: then a
//! difference is said that could have been explained, and the commit's bytes are judged all the same.

use crate::policy::Pattern;

/// The attributes by which git rewrites a file when it checks it out, besides its line ends.
const REWRITING: [&str; 3] = ["filter", "ident", "working-tree-encoding"];

/// One `.gitattributes` file.
#[derive(Clone, Debug)]
pub(super) struct AttributesFile {
    /// The folder that it is in, without `/` at its end; empty for the root.
    pub(super) folder: String,
    /// Its text.
    pub(super) text: String,
}

/// Returns the places where git looks for the attributes of a file, from the root on: a later one
/// counts more.
pub(super) fn places(path: &str) -> Vec<(String, String)> {
    let folders = path.match_indices('/').filter_map(|(slash, _)| path.get(..slash));
    let root = (String::new(), ".gitattributes".to_owned());
    let below = folders.map(|folder| (folder.to_owned(), format!("{folder}/.gitattributes")));
    std::iter::once(root).chain(below).collect()
}

/// Returns whether git may rewrite a file when it checks it out.
pub(super) fn is_rewritten(files: &[AttributesFile], path: &str) -> bool {
    REWRITING.iter().any(|attribute| {
        let mut is_set = false;
        for file in files {
            let lines = file.text.lines().filter(|line| !line.trim_start().starts_with('#'));
            for line in lines {
                let mut words = line.split_ascii_whitespace();
                let Some(pattern) = words.next() else { continue };
                if fits(pattern, &file.folder, path)
                    && let Some(state) = words.rev().find_map(|word| state_of(word, attribute))
                {
                    is_set = state;
                }
            }
        }
        is_set
    })
}

/// Returns what a word says of an attribute: set, or not.
fn state_of(word: &str, attribute: &str) -> Option<bool> {
    let (name, is_set) = match word.strip_prefix(['-', '!']) {
        Some(name) => (name, false),
        None => (word.split('=').next().unwrap_or(word), true),
    };
    (name == attribute).then_some(is_set)
}

fn fits(pattern: &str, folder: &str, path: &str) -> bool {
    let inside = match folder {
        "" => Some(path),
        folder => path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')),
    };
    let Some(inside) = inside else { return false };
    let name = match pattern.contains('/') {
        true => inside,
        false => crate::policy::paths::file_name(inside),
    };
    let pattern = pattern.strip_prefix('/').unwrap_or(pattern);
    Pattern::new(pattern).is_ok_and(|pattern| pattern.matches(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_of_the_nearest_file_counts() {
        let root = AttributesFile {
            folder: String::new(),
            text: "# *.yml filter=x\n* text=auto eol=crlf\n*.bin filter=lfs diff=lfs -text\n/ci/*.sh ident\n"
                .to_owned(),
        };
        let deep = AttributesFile {
            folder: "assets".to_owned(),
            text: "keep.bin -filter\n*.txt working-tree-encoding=UTF-16\n".to_owned(),
        };
        let both = [root, deep];
        for (path, is) in [
            ("a.bin", true),
            ("x/y/a.bin", true),
            ("assets/keep.bin", false),
            ("assets/other.bin", true),
            ("ci/run.sh", true),
            ("x/ci/run.sh", false),
            (".github/workflows/ci.yml", false),
            ("assets/a.txt", true),
            ("a.txt", false),
        ] {
            assert_eq!(is_rewritten(&both, path), is, "{path}");
        }
    }

    #[test]
    fn attributes_are_looked_for_in_every_folder_above() {
        let found: Vec<String> = places("a/b/c.sh").into_iter().map(|(_, path)| path).collect();
        assert_eq!(found, [".gitattributes", "a/.gitattributes", "a/b/.gitattributes"]);
        assert_eq!(places("c.sh").len(), 1);
    }
}
